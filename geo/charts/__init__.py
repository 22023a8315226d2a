"""Charts and pair maps of the analysis, before anything is drawn."""
