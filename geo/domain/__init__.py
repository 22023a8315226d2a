"""What the world is: plans, taxonomies, structures, places. Standard library only."""
