"""Seats of government: the registered points at which an area itself is drawn.

See DECISIONS 36.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seat:
    """Where the government of an area sits: the point at which symbols of the area stand.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, inside the area.
    grade
        ``published`` a point of the area's own name, ``address`` one of the town or quarter.
    radius_m
        Metres within which the government stands.
    source, note
        Whose point it is, and how it was matched.
    """

    lon: float
    lat: float
    grade: str
    radius_m: float
    source: str
    note: str
