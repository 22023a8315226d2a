"""Themes across plans: which term of which plan belongs to which theme."""
