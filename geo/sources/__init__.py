"""Reading: files to domain objects; every fault has a file and line."""
