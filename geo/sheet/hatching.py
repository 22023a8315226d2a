"""The lines or dots of a hatch, cut at what they lie over."""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Hatch
from geo.sheet.box import Box, Point


def pattern_marks(hatch: Hatch, box: Box) -> BaseGeometry:
    """The lines of a hatch, or its dots, within a box: at the same places over the whole page.

    Examples
    --------
    >>> lines = pattern_marks(Hatch(spacing=2, angle=0, width=0.2), Box(0, -1, 9, 6))
    >>> sorted(round(line.bounds[1]) for line in lines.geoms)
    [0, 2, 4]
    """
    if hatch.dot:
        held = box.grown(-hatch.dot / 2)
        places = dot_places(hatch, box).tolist()
        dots = shapely.points([place for place in places if held.holds(*place)])
        return shapely.union_all(shapely.buffer(dots, hatch.dot / 2, quad_segs=4))
    step, shift = hatch.spacing, hatch.shift * hatch.spacing
    (along, across), far, rows = _grid(hatch, box, shift)
    lines = [[_on(along, t, across, n * step + shift) for t in far] for n in rows]
    return shapely.clip_by_rect(shapely.MultiLineString(lines), *box.bounds)


def dot_places(hatch: Hatch, box: Box) -> NDArray[np.float64]:
    """The middles of the dots of a hatch in a box, and of some round its corners."""
    step = hatch.spacing
    (along, across), far, rows = _grid(hatch, box)
    columns = np.arange(math.ceil(far[0] / step), math.floor(far[1] / step) + 1) * step
    at = np.array(rows)[:, None] * step
    x, y = along[0] * columns + across[0] * at, along[1] * columns + across[1] * at
    return np.stack([x, y], axis=-1).reshape(-1, 2)


def _grid(
    hatch: Hatch, box: Box, shift: float = 0.0
) -> tuple[tuple[Point, Point], tuple[float, float], range]:
    """Directions along and across the rows, from where to where they run, which rows there are."""
    step, angle = hatch.spacing, math.radians(hatch.angle)
    along, across = (math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))
    corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    at = [x * across[0] + y * across[1] - shift for x, y in corners]
    far = [x * along[0] + y * along[1] for x, y in corners]
    rows = range(math.ceil(min(at) / step), math.floor(max(at) / step) + 1)
    return (along, across), (min(far), max(far)), rows


def _on(along: Point, far: float, across: Point, at: float) -> Point:
    """A point of a turned grid."""
    return along[0] * far + across[0] * at, along[1] * far + across[1] * at
