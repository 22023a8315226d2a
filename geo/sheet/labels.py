"""Labels: each text gets the best free place near what it names, the same place every time.

The method is greedy. A wish holds candidate boxes with a cost each; the wishes are granted in order
of urgency, and a granted box is closed to all that follow. Nothing here knows of maps or languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.sheet.model import Box, Point

Array = NDArray[np.float64]
_CLEAR_MM = 0.35
_CROSSING = 1.5
_OWN_MM = 2.2
_CELL_MM = 0.5


@dataclass(frozen=True)
class LabelRequest:
    """A text box that wants a place: candidate centres (n, 2), their costs (n), its size (mm).

    With a ``target`` the box may be led to it by a line: lines across other texts cost extra, and
    the line that is drawn is closed to all that follow.
    """

    owner: str
    width: float
    height: float
    centres: Array
    costs: Array
    target: Point | None = None


class FreeSpace:
    """The free part of one window.

    Examples
    --------
    >>> ground = FreeSpace(Box(0, 0, 100, 50))
    >>> wish = LabelRequest("a", 10, 4, around((50, 25), 10, 4, 0, 1), np.zeros(8))
    >>> one, two = ground.place(wish), ground.place(wish)
    >>> one.meets(two)
    False
    """

    def __init__(self, window: Box, taken: Iterable[Box] = ()) -> None:
        self.window = window
        #: What all granted places cost: of two orders of placing, the lower is the better.
        self.spent = 0.0
        self._taken = np.empty((0, 4))
        shape = (int(window.w / _CELL_MM) + 2, int(window.h / _CELL_MM) + 2)
        self._covered = np.zeros(shape, bool)
        for box in taken:
            self.close(box)

    def close(self, box: Box) -> None:
        """Take a box out of the free ground."""
        self._taken = np.vstack([self._taken, [box.x, box.y, box.right, box.bottom]])
        west, north = self._cells(np.array([box.x]), np.array([box.y]))
        east, south = self._cells(np.array([box.right]), np.array([box.bottom]))
        self._covered[west[0] : east[0] + 1, north[0] : south[0] + 1] = True

    def place(self, wish: LabelRequest) -> Box | None:
        """The cheapest free candidate, first of equals; None if there is none."""
        boxes = corner_boxes(wish.centres, wish.width, wish.height)
        free = self._inside(boxes) & ~self._met(boxes)
        if not free.any():
            return None
        costs = wish.costs
        if wish.target is not None:
            costs = costs + _CROSSING * self._crossings(boxes, wish.target)
        best = int(np.where(free, costs, np.inf).argmin())
        self.spent += float(costs[best])
        box = Box(float(boxes[best, 0]), float(boxes[best, 1]), wish.width, wish.height)
        self.close(box)
        return box

    def close_line(self, line: tuple[Point, ...]) -> None:
        """Take the ground under a leader out of the free ground."""
        if len(line) < 2:
            return
        (x0, y0), (x1, y1) = line[0], line[-1]
        steps = max(2, int(np.hypot(x1 - x0, y1 - y0)))
        for t in np.linspace(0.1, 0.9, steps):
            x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
            self.close(Box(float(x) - 0.15, float(y) - 0.15, 0.3, 0.3))

    def _crossings(self, boxes: Array, target: Point) -> Array:
        """How many sampled points of each box's line to the target lie in taken boxes."""
        x = np.clip(target[0], boxes[:, 0], boxes[:, 2])
        y = np.clip(target[1], boxes[:, 1], boxes[:, 3])
        hits = np.zeros(len(boxes))
        for t in np.linspace(0.12, 0.88, 8):
            px, py = x + (target[0] - x) * t, y + (target[1] - y) * t
            apart = np.hypot(px - target[0], py - target[1]) > _OWN_MM
            hits += self._covered[self._cells(px, py)] & apart
        return hits

    def _cells(self, x: Array, y: Array) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Cells of the window's raster that hold points; points outside go to its edge."""
        wide, high = self._covered.shape
        column = np.clip(((x - self.window.x) / _CELL_MM).astype(int), 0, wide - 1)
        row = np.clip(((y - self.window.y) / _CELL_MM).astype(int), 0, high - 1)
        return column, row

    def _inside(self, boxes: Array) -> NDArray[np.bool_]:
        window = self.window
        low = (boxes[:, 0] >= window.x + _CLEAR_MM) & (boxes[:, 1] >= window.y + _CLEAR_MM)
        high = (boxes[:, 2] <= window.right - _CLEAR_MM) & (
            boxes[:, 3] <= window.bottom - _CLEAR_MM
        )
        return np.asarray(low & high)

    def _met(self, boxes: Array) -> NDArray[np.bool_]:
        taken = self._taken
        if not len(taken):
            return np.zeros(len(boxes), bool)
        return np.asarray(
            (
                (boxes[:, None, 0] < taken[None, :, 2] + _CLEAR_MM)
                & (taken[None, :, 0] < boxes[:, None, 2] + _CLEAR_MM)
                & (boxes[:, None, 1] < taken[None, :, 3] + _CLEAR_MM)
                & (taken[None, :, 1] < boxes[:, None, 3] + _CLEAR_MM)
            ).any(axis=1)
        )


class Course:
    """How much of some lines runs under a box: a raster of their points, summed."""

    def __init__(self, window: Box, points: Array) -> None:
        self._west, self._north = window.x, window.y
        wide, high = int(window.w) + 2, int(window.h) + 2
        cells = np.zeros((wide + 1, high + 1))
        inside = [p for p in points if window.holds(p[0], p[1])]
        for x, y in inside:
            cells[int(x - window.x) + 1, int(y - window.y) + 1] += 1
        self._sums = cells.cumsum(axis=0).cumsum(axis=1)

    def under(self, centres: Array, width: float, height: float, pad: float) -> Array:
        """Points of the lines (about one a millimetre) under each box with its pad."""
        boxes = corner_boxes(centres, width + 2 * pad, height + 2 * pad)
        wide, high = self._sums.shape
        west = np.clip((boxes[:, 0] - self._west).astype(int), 0, wide - 1)
        east = np.clip((boxes[:, 2] - self._west).astype(int) + 1, 0, wide - 1)
        north = np.clip((boxes[:, 1] - self._north).astype(int), 0, high - 1)
        south = np.clip((boxes[:, 3] - self._north).astype(int) + 1, 0, high - 1)
        sums = self._sums
        return np.asarray(
            sums[east, south] - sums[west, south] - sums[east, north] + sums[west, north]
        )


def corner_boxes(centres: Array, width: float, height: float) -> Array:
    """Left, top, right, bottom of boxes of one size around centres."""
    half = np.array([width / 2, height / 2])
    return np.hstack([centres - half, centres + half])


def around(anchor: Point, width: float, height: float, radius: float, gap: float) -> Array:
    """Eight centres round a symbol: right, left, upper and lower right and left, above, below."""
    x, y = anchor
    out_x, out_y = radius + gap + width / 2, radius + gap + height / 2
    slant = 0.7 * radius + gap
    return np.array(
        [
            (x + out_x, y),
            (x - out_x, y),
            (x + slant + width / 2, y - slant - height / 2),
            (x + slant + width / 2, y + slant + height / 2),
            (x - slant - width / 2, y - slant - height / 2),
            (x - slant - width / 2, y + slant + height / 2),
            (x, y - out_y),
            (x, y + out_y),
        ]
    )


def rings(anchor: Point, width: float, height: float, radii: Sequence[float]) -> Array:
    """Centres on widening rings, so that the box's near edge keeps the ring's distance."""
    angles = np.radians(np.arange(0, 360, 15))
    unit = np.column_stack([np.cos(angles), -np.sin(angles)])
    reach = unit * (width / 2, height / 2)
    return np.vstack([np.array(anchor) + unit * radius + reach for radius in radii])


def lattice(shape: BaseGeometry, step: float, most: int = 400) -> Array:
    """Points of a square lattice within a shape's bounds; coarser for large shapes."""
    west, north, east, south = shape.bounds
    step = max(step, ((east - west) * (south - north) / most) ** 0.5)
    xs = np.arange(west + step / 2, east, step)
    ys = np.arange(north + step / 2, south, step)
    if not len(xs) or not len(ys):
        return np.array([[(west + east) / 2, (north + south) / 2]])
    return np.array([(x, y) for y in ys for x in xs])


def within(shape: BaseGeometry, centres: Array, width: float, height: float) -> NDArray[np.bool_]:
    """Which boxes lie wholly in a shape."""
    boxes = corner_boxes(centres, width, height)
    shapely.prepare(shape)
    return np.asarray(shapely.contains(shape, shapely.box(*boxes.T)))


def touches(shape: BaseGeometry, centres: Array, width: float, height: float) -> NDArray[np.bool_]:
    """Which boxes meet a shape at all."""
    boxes = corner_boxes(centres, width, height)
    shapely.prepare(shape)
    return np.asarray(shapely.intersects(shape, shapely.box(*boxes.T)))


def leader(box: Box, target: Point, shortest: float) -> tuple[Point, ...]:
    """A line from the nearest point of a box to its place; empty where it would be shorter."""
    x = min(max(target[0], box.x), box.right)
    y = min(max(target[1], box.y), box.bottom)
    length = ((x - target[0]) ** 2 + (y - target[1]) ** 2) ** 0.5
    return ((x, y), target) if length > shortest else ()
