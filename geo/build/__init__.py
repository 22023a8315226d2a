"""A build: which files are made of which plans, in which order, by how many processes."""
