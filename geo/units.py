"""Lengths with their unit in the type; a bare number of unknown unit is a review fault."""

from __future__ import annotations

from typing import NewType

Pt = NewType("Pt", float)
Mm = NewType("Mm", float)
Degrees = NewType("Degrees", float)
Metres = NewType("Metres", float)

PT_PER_MM = 72 / 25.4
