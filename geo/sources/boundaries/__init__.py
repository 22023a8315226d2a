"""Boundaries of areas: layers, datum, origin, checks."""
