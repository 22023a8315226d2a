"""The whole output folder: one page per thing in two languages, and the files of every map."""
