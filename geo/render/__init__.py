"""Scene to bytes: renderers translate and never choose, and write no files."""
