"""Slides of native shapes: what is drawn on paper, as areas, lines and texts of a presentation."""
