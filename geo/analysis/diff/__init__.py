"""What changed between two plans or editions."""
