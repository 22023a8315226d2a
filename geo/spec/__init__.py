"""What a map is, as frozen data. Standard library only."""
