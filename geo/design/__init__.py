"""Choosing: from a table and the theme to map specifications and styles, as pure functions."""
