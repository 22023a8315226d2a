"""What all plans say of one city."""
