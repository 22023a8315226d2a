"""Documents for Word: what they hold, how they look, and their bytes."""
