"""Albers equal-area on the CGCS2000 ellipsoid: the projection of every printed choropleth.

Areas keep their ratios, so a reader may compare them by eye. The formulae are Snyder's (1987, pp.
101 to 102), in numpy; the tests hold them against PROJ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.domain.territory import Parallels

SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101
_E2 = FLATTENING * (2 - FLATTENING)
_E = _E2**0.5
_ROUNDS = 8

Array = NDArray[np.float64]


class Projection(Protocol):
    """From longitudes and latitudes (degrees) to a plane, northings upwards, and back."""

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Array, Array]:
        """Eastings and northings."""

    def forward_points(self, points: Array) -> Array:
        """The same for an (n, 2) array."""

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Longitudes and latitudes."""

    def parallel_scale(self, lat: float) -> float:
        """Units of the plane per metre on the ground, along a parallel."""

    def north(self, lon: float) -> float:
        """Angle (degrees, clockwise from the top of the page) of true north."""


def _authalic(phi: Array) -> Array:
    sine = np.sin(phi)
    return np.asarray(
        (1 - _E2)
        * (sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    )


def _parallel_radius(phi: Array) -> Array:
    return np.asarray(np.cos(phi) / np.sqrt(1 - _E2 * np.sin(phi) ** 2))


@dataclass(frozen=True)
class Albers:
    """An Albers projection with two standard parallels, degrees; eastings and northings in metres.

    Examples
    --------
    >>> albers = Albers(lat1=21.0, lat2=25.0, lon0=113.5, lat0=23.0)
    >>> x, y = albers.forward(113.5, 23.0)
    >>> abs(round(float(x), 3)), abs(round(float(y), 3))
    (0.0, 0.0)
    """

    lat1: float
    lat2: float
    lon0: float
    lat0: float

    @classmethod
    def of(cls, lines: Parallels) -> Albers:
        """The projection of a territory."""
        return cls(lines.south, lines.north, lines.meridian, lines.origin)

    @property
    def proj4(self) -> str:
        """The same projection in PROJ's words."""
        return (
            f"+proj=aea +lat_1={self.lat1} +lat_2={self.lat2} +lat_0={self.lat0}"
            f" +lon_0={self.lon0} +a={SEMI_MAJOR_M} +rf={1 / FLATTENING} +units=m +no_defs"
        )

    @cached_property
    def _constants(self) -> tuple[float, float, float]:
        one, two, zero = (np.radians(np.float64(v)) for v in (self.lat1, self.lat2, self.lat0))
        m1, m2 = _parallel_radius(one) ** 2, _parallel_radius(two) ** 2
        n = float((m1 - m2) / (_authalic(two) - _authalic(one)))
        c = float(m1 + n * _authalic(one))
        return n, c, float(SEMI_MAJOR_M * np.sqrt(c - n * _authalic(zero)) / n)

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Array, Array]:
        """Eastings and northings (m) of longitudes and latitudes (degrees)."""
        n, c, rho0 = self._constants
        rho = SEMI_MAJOR_M * np.sqrt(c - n * _authalic(np.radians(np.asarray(lat, float)))) / n
        theta = n * np.radians(np.asarray(lon, float) - self.lon0)
        return np.asarray(rho * np.sin(theta)), np.asarray(rho0 - rho * np.cos(theta))

    def forward_points(self, points: Array) -> Array:
        """The same for an (n, 2) array, as :func:`shapely.transform` wants it."""
        x, y = self.forward(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Longitudes and latitudes (degrees) of eastings and northings (m)."""
        n, c, rho0 = self._constants
        east, north = np.asarray(x, float), rho0 - np.asarray(y, float)
        q = (c - (np.hypot(east, north) * n / SEMI_MAJOR_M) ** 2) / n
        phi = np.arcsin(np.clip(q / 2, -1, 1))
        for _ in range(_ROUNDS):
            sine = np.sin(phi)
            bend = (1 - _E2 * sine**2) ** 2 / (2 * np.cos(phi))
            phi = phi + bend * (q - _authalic(phi)) / (1 - _E2)
        return self.lon0 + np.degrees(np.arctan2(east, north)) / n, np.degrees(phi)

    def parallel_scale(self, lat: float) -> float:
        """Projected metres per metre on the ground, along the parallel."""
        n, c, _ = self._constants
        phi = np.radians(np.float64(lat))
        return float(np.sqrt(c - n * _authalic(phi)) / _parallel_radius(phi))

    def north(self, lon: float) -> float:
        """Angle (degrees, clockwise from the top of the page) at which true north lies."""
        return float(-self._constants[0] * (lon - self.lon0))
