"""Where the panel of a lying page stands without an inset: along the left edge, or in a corner.

See DECISIONS 63.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.sheet.box import Bounds, Box

#: What the n of 1:n is a multiple of, below some n.
_STEPS = ((250_000, 5_000), (500_000, 10_000), (np.inf, 25_000))
_PAD = 6.0  # mm at A3 round the territory
_WORTH = 1.1  # a corner is taken for so much more of scale
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)  # of the scale at which the territory fills the map
_PLACES = (0.5, 0.0, 0.25, 0.75, 1.0)  # of what is free beside it


@dataclass(frozen=True)
class Placed:
    """A panel with what stands in the middle of the map (m), and the scale."""

    panel: Box
    east: float
    north: float
    mm_per_m: float


def rounded(mm_per_m: float) -> float:
    """The scale whose 1:n has a round n, not larger than the one given."""
    n = 1000 / mm_per_m
    step = next(step for below, step in _STEPS if n <= below)
    return 1000 / float(np.ceil(n / step - 1e-9) * step)


def in_corner(
    chart: Box,
    width: float,
    height: float,
    shape: BaseGeometry,
    bounds: Bounds,
    unit: float,
) -> Placed:
    """A panel and the largest territory beside it; no height means the map's own.

    ``shape`` is the territory's, ``bounds`` what of it the map must hold.

    Examples
    --------
    >>> chart, square = Box(0, 0, 400, 200), shapely.box(0, 0, 4e5, 4e5)
    >>> placed = in_corner(chart, 100, 0, square, Bounds(*square.bounds), 1.0)
    >>> placed.panel, round(1000 / placed.mm_per_m)
    (Box(x=0, y=0, w=100, h=200), 2150000)
    """
    pad = _PAD * unit
    room = Box(chart.x + width, chart.y, chart.w - width, chart.h)
    scale = rounded(min((room.w - 2 * pad) / bounds.wide, (room.h - 2 * pad) / bounds.high))
    east, north = bounds.middle
    column = Placed(Box(chart.x, chart.y, width, chart.h), east - width / 2 / scale, north, scale)
    if not height:
        return column
    most = min((chart.w - 2 * pad) / bounds.wide, (chart.h - 2 * pad) / bounds.high)
    shape = shapely.clip_by_rect(shape, *bounds).simplify(1 / most)
    shapely.prepare(shape)
    for share in _SHARES:
        scale = rounded(most * share)
        if scale < _WORTH * column.mm_per_m:
            break
        for placed in _corners(chart, Box(0, 0, width, height), bounds, scale, pad):
            if not shapely.intersects(_on_ground(placed, chart, pad / 2), shape):
                return placed
    return column


def _corners(chart: Box, panel: Box, bounds: Bounds, scale: float, pad: float) -> Iterator[Placed]:
    """The panel in each corner, with the territory at some places of the map."""
    free_x = chart.w - 2 * pad - bounds.wide * scale
    free_y = chart.h - 2 * pad - bounds.high * scale
    east, north = bounds.middle
    for right, upper in product((False, True), (False, True)):
        x = chart.right - panel.w if right else chart.x
        y = chart.y if upper else chart.bottom - panel.h
        for fx, fy in product(_PLACES, _PLACES):
            at = east - (fx - 0.5) * free_x / scale, north + (fy - 0.5) * free_y / scale
            yield Placed(Box(x, y, panel.w, panel.h), *at, scale)


def _on_ground(placed: Placed, chart: Box, air: float) -> BaseGeometry:
    """A panel with some air round it, in metres."""
    box, scale = placed.panel.grown(air), placed.mm_per_m
    west = placed.east + (box.x - chart.x - chart.w / 2) / scale
    north = placed.north - (box.y - chart.y - chart.h / 2) / scale
    return shapely.box(west, north - box.h / scale, west + box.w / scale, north)
