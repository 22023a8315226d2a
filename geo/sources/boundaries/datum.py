"""Coordinates of Chinese web maps (GCJ-02, BD-09) to WGS 84, by the published formulas.

Good to about a metre within the mainland. WGS 84 and CGCS2000 agree within the accuracy of the
data.
"""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt

SYSTEMS = ("WGS84", "CGCS2000", "GCJ-02", "BD-09")
_A = 6378245.0
_EE = 0.00669342162296594323
_BD = pi * 3000 / 180


def to_wgs84(lon: float, lat: float, system: str) -> tuple[float, float]:
    """Longitude and latitude in degrees, WGS 84.

    Examples
    --------
    >>> lon, lat = to_wgs84(113.3300, 23.1100, "GCJ-02")
    >>> round(lon, 3), round(lat, 3)
    (113.325, 23.113)
    """
    if system == "BD-09":
        lon, lat = _bd_to_gcj(lon, lat)
    if system in {"WGS84", "CGCS2000"}:
        return lon, lat
    guess = (lon, lat)
    for _ in range(6):
        shifted = _to_gcj(*guess)
        guess = (guess[0] + lon - shifted[0], guess[1] + lat - shifted[1])
    return guess


def _bd_to_gcj(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 0.0065, lat - 0.006
    radius = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD)
    angle = atan2(y, x) - 0.000003 * cos(x * _BD)
    return radius * cos(angle), radius * sin(angle)


def _to_gcj(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    root = sqrt(abs(x))
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    phi = lat / 180 * pi
    magic = 1 - _EE * sin(phi) ** 2
    d_lat = north * 180 / (_A * (1 - _EE) / (magic * sqrt(magic)) * pi)
    d_lon = east * 180 / (_A / sqrt(magic) * cos(phi) * pi)
    return lon + d_lon, lat + d_lat
