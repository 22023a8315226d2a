"""Laying a plan on the ground: one row per area, always."""
