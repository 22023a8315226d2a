"""Web Mercator, and the zoom at which a territory fits a small window."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log2

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.domain.territory import Frame, Territory

Array = NDArray[np.float64]
_WORLD_PX, _EARTH_M = 256.0, 40_075_016.7
_FIRST_PX = (300.0, 260.0)  # the small window


@dataclass(frozen=True)
class WebMercator:
    """EPSG:3857 in pixels of zoom 0, northings upwards.

    Examples
    --------
    >>> x, y = WebMercator().forward(0.0, 0.0)
    >>> float(x), float(y)
    (128.0, -128.0)
    """

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Array, Array]:
        """Pixels from the upper left corner of the world, the second negative."""
        tangent = np.tan(np.pi / 4 + np.radians(np.asarray(lat, float)) / 2)
        x = _WORLD_PX * (np.asarray(lon, float) / 360 + 0.5)
        return x, _WORLD_PX * (np.log(tangent) / (2 * np.pi) - 0.5)

    def forward_points(self, points: Array) -> Array:
        """The same for an (n, 2) array."""
        return np.column_stack(self.forward(points[:, 0], points[:, 1]))

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Longitudes and latitudes."""
        grown = np.exp((np.asarray(y, float) / _WORLD_PX + 0.5) * 2 * np.pi)
        return (
            (np.asarray(x, float) / _WORLD_PX - 0.5) * 360,
            np.degrees(2 * np.arctan(grown) - np.pi / 2),
        )

    def parallel_scale(self, lat: float) -> float:
        """Pixels of zoom 0 per metre along a parallel."""
        return float(_WORLD_PX / (_EARTH_M * np.cos(np.radians(lat))))

    def north(self, lon: float) -> float:  # noqa: ARG002
        """North is up everywhere."""
        return 0.0


def first_zoom(territory: Territory) -> float:
    """The nearest zoom, in quarters, at which a small window shows the home frame.

    Examples
    --------
    >>> from geo.sources.territory import load_territory
    >>> [first_zoom(load_territory(code)) for code in ("110000", "440000", "650000")]
    [7.25, 5.5, 4.0]
    """
    return fitting_zoom(territory.web.home)


def fitting_zoom(frame: Frame) -> float:
    """The nearest zoom, in quarters, at which a small window shows a frame."""
    x, y = WebMercator().forward([frame.west, frame.east], [frame.south, frame.north])
    scale = min(_FIRST_PX[0] / float(np.ptp(x)), _FIRST_PX[1] / float(np.ptp(y)))
    return floor(log2(scale) * 4) / 4
