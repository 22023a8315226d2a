"""Where the name of an area may stand in a window, and what the ground under it costs.

That is the same on every map of the window on which the name is as large and the same boxes near
the area are closed, so it is weighed for the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.sheet.canvas import Canvas, clear_of_kept
from geo.sheet.labels import (
    NO_LINE,
    Array,
    Flags,
    around,
    corner_boxes,
    gaps,
    lattice,
    lines_to,
    rings,
)
from geo.sheet.model import Point

INSIDE, _OUTSIDE = 0.985, 0.02  # shares of a box in its own area
_PARTLY, _AWAY, LED = 1.5, 4.0, 2.0
_ABROAD = 4.0  # for a place wholly over land of no unit
_RADII = np.array([2.0, 4, 6, 9, 12, 16, 20, 25, 32])


@dataclass(frozen=True)
class Stand:
    """The name of an area: its point, and the width and height (mm) of each of its settings.

    ``symbol`` is the size of one that stands at the point, if one does; the name may be led to its
    area from ``far`` off.
    """

    adcode: str
    anchor: Point
    sizes: tuple[tuple[float, float], ...]
    symbol: float
    far: bool


@dataclass(frozen=True)
class Places:
    """Boxes with the number of their setting, their costs and lines, their share in the area."""

    boxes: Array
    setting: NDArray[np.int_]
    costs: Array
    leads: Array
    own: Array

    def where(self, free: Flags) -> Places:
        """Some of them."""
        return Places(**{name: rows[free] for name, rows in vars(self).items()})


def places_of(c: Canvas, stand: Stand) -> Places:
    """All places of a name on ground that is not kept for others, whether open or not."""
    closed = c.closed_near(stand.adcode).tobytes()
    key = ("places", stand, c.unit, c.home, c.kept, c.manners, closed)
    return c.drawn.once(key, lambda: _weighed(c, stand))


def _weighed(c: Canvas, stand: Stand) -> Places:
    every = [_centres(c, stand, *size) for size in stand.sizes]
    boxes = np.vstack(
        [corner_boxes(at, *size) for at, size in zip(every, stand.sizes, strict=True)]
    )
    setting = np.repeat(np.arange(len(every)), [len(at) for at in every])
    own = c.drawn.cover(stand.adcode, c.cell).share(boxes)
    off = own < _OUTSIDE
    costs = _away(c, stand, boxes, np.concatenate([np.arange(len(at)) for at in every]))
    costs += np.where(own >= INSIDE, 0, np.where(off, _AWAY, _PARTLY + 3 * (1 - own)))
    leads = np.tile(NO_LINE, (len(boxes), 1))
    if off.any():
        lines = lines_to(c.targets(stand.adcode), boxes[off])
        length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
        led = length >= c.manners.led * c.unit
        leads[off] = np.where(led[:, None], lines, np.array(NO_LINE))
        costs[off] += length / (2.5 * c.unit) + np.where(led, LED, 0)
    home = c.drawn.cover(c.home, c.cell).share(boxes)
    abroad = np.maximum(c.drawn.land_cover(c.cell).share(boxes) - home, 0)
    others = np.maximum(home - own, 0)
    costs += np.where(others > 0.03, 2 + c.manners.over_land * others, 0) + _ABROAD * abroad
    free = clear_of_kept(c, boxes, but=stand.adcode)
    return Places(boxes, setting, costs, leads, own).where(free)


def _centres(c: Canvas, stand: Stand, width: float, height: float) -> Array:
    """Round the symbol, at the point, in the area, on rings."""
    found = [np.array([stand.anchor]), lattice(c.shown(stand.adcode), height * 0.5, 300)]
    if stand.symbol:
        found.insert(0, around(stand.anchor, width, height, stand.symbol / 2, 0.6 * c.unit))
    if stand.far:
        found.append(rings(stand.anchor, width, height, tuple(_RADII * c.unit)))
    return np.vstack(found)


def _away(c: Canvas, stand: Stand, boxes: Array, number: NDArray[np.int_]) -> Array:
    """What it costs to stand off the point; round a symbol one place is better than another."""
    if stand.symbol:
        return np.where(number < 8, 0.1 * number, gaps(stand.anchor, boxes)[1] / (4 * c.unit))
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    return np.asarray(np.hypot(*(centres - np.array(stand.anchor)).T) / (6 * c.unit))
