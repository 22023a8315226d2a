"""Label points: the centre of the largest circle in the largest part of each area.

See DECISIONS 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

_TOLERANCE = 0.01  # degrees, about 1 km
_DECIMALS = 5


@lru_cache(maxsize=4096)
def _anchor(wkb: bytes) -> tuple[float, float]:
    geometry = shapely.from_wkb(wkb)
    parts = shapely.get_parts(geometry)
    largest = parts[shapely.area(parts).argmax()]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=_TOLERANCE), 0)
    return round(float(centre.x), _DECIMALS), round(float(centre.y), _DECIMALS)


def anchors(geometries: Mapping[str, BaseGeometry]) -> dict[str, tuple[float, float]]:
    """Label point (lon, lat, degrees, 5 decimals) of each area, inside its largest part.

    The largest part, because an area may own reefs far out at sea (汕尾 does, 250 km offshore).

    Examples
    --------
    >>> square = shapely.box(0, 0, 2, 2).union(shapely.box(9, 9, 9.1, 9.1))
    >>> anchors({"990100": square})
    {'990100': (1.0, 1.0)}
    """
    return {adcode: _anchor(shapely.to_wkb(shape)) for adcode, shape in geometries.items()}
