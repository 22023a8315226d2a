"""What each shell runs to complete a call of geo, in its own language."""
