"""Where texts may stand: candidate places round points and in shapes, and the ground closed to all.

A wish holds the places of one text, each with its cost, its line to what it names and its look;
:mod:`geo.sheet.settling` grants all wishes of a window together. Nothing here knows of maps or
languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.sheet.model import Box, PlacedLabel, Point

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
CLEAR_MM = 0.35
MUST, OUGHT = 1000.0, 200.0  # the loss of a name that has to stand; of one that is led from afar
_MOST_PLACES = 220
NO_LINE = (np.nan, np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Wish:
    """A text that wants one of n places.

    Examples
    --------
    >>> box = Box(0, 0, 4, 2)
    >>> label = PlacedLabel("a", "word", "main", ("A",), 8.0, box, "#000000")
    >>> wish = Wish((label,), corner_boxes(np.array([(5.0, 5.0)]), 4, 2), np.zeros(1))
    >>> wish.placed(0).box
    Box(x=3.0, y=4.0, w=4.0, h=2.0)
    """

    #: How it may look: a place says which.
    looks: tuple[PlacedLabel, ...]
    #: Left, top, right, bottom of each place.
    boxes: Array
    costs: Array
    #: From each box to what it names (x, y, x, y); not numbers where there is no line.
    leads: Array = field(default_factory=lambda: np.empty((0, 4)))
    look: NDArray[np.int_] = field(default_factory=lambda: np.empty(0, int))
    #: What it costs to leave it out.
    loss: float = MUST

    @property
    def owner(self) -> str:
        """What it names."""
        return self.looks[0].owner

    def placed(self, place: int) -> PlacedLabel:
        """The text at one of its places."""
        west, north, east, south = (float(v) for v in self.boxes[place])
        label = self.looks[int(self.look[place])] if len(self.look) else self.looks[0]
        lead: tuple[Point, ...] = ()
        if len(self.leads) and not np.isnan(self.leads[place]).any():
            x, y, to_x, to_y = (float(v) for v in self.leads[place])
            lead = ((x, y), (to_x, to_y))
        return replace(label, box=Box(west, north, east - west, south - north), leader=lead)

    def kept(self, open_: Flags) -> Wish:
        """The wish with its cheapest open places only, cheapest first."""
        costs = np.where(open_, self.costs, np.inf)
        order = np.argsort(costs, kind="stable")[: min(_MOST_PLACES, int(open_.sum()))]
        leads = self.leads if len(self.leads) else np.tile(NO_LINE, (len(costs), 1))
        look = self.look if len(self.look) else np.zeros(len(costs), int)
        return replace(
            self, boxes=self.boxes[order], costs=costs[order], leads=leads[order], look=look[order]
        )


class Ground:
    """One window with what is closed to every text: its edge, boxes, lines, frames.

    Examples
    --------
    >>> ground = Ground(Box(0, 0, 100, 50), [Box(40, 20, 10, 10)], frames=[Box(60, 0, 30, 30)])
    >>> boxes = [(42.0, 22, 46, 24), (10, 10, 14, 12), (58, 5, 62, 7), (98, 1, 102, 3)]
    >>> [bool(free) for free in ground.open(np.array(boxes))]
    [False, True, False, False]
    """

    def __init__(
        self,
        window: Box,
        closed: Iterable[Box] = (),
        lines: Iterable[tuple[Point, Point]] = (),
        frames: Iterable[Box] = (),
        clear: float = CLEAR_MM,
    ) -> None:
        self.window = window
        #: What texts keep free around them (mm).
        self.clear = clear
        self._closed = rows_of(closed)
        self._lines = np.array([(*a, *b) for a, b in lines]).reshape(-1, 4)
        self._frames = rows_of(frames)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """All that decides what is open."""
        closed = (rows.tobytes() for rows in (self._closed, self._lines, self._frames))
        return (self.window, self.clear, *closed)

    def closed_in(self, bounds: Sequence[float] | Array, clear: float = 0.0) -> Array:
        """The closed boxes that come nearer than ``clear`` to some bounds."""
        return self._closed[meets(np.array([bounds]), self._closed, clear)[0]]

    def open(self, boxes: Array) -> Flags:
        """Which boxes are free of all of it."""
        edge = np.array(self.window.grown(-self.clear).bounds)
        free = (boxes[:, :2] >= edge[:2]).all(axis=1) & (boxes[:, 2:] <= edge[2:]).all(axis=1)
        near = self.closed_in(whole(boxes), self.clear)
        free &= ~meets(boxes, near, self.clear).any(axis=1)
        if len(self._lines):
            free &= ~passes(self._lines, boxes).any(axis=0)
        for frame in self._frames:
            inside = (boxes[:, :2] >= frame[:2] + self.clear) & (
                boxes[:, 2:] <= frame[2:] - self.clear
            )
            free &= inside.all(axis=1) | ~meets(boxes, frame[None, :], self.clear)[:, 0]
        return np.asarray(free)

    def passable(self, leads: Array) -> Flags:
        """Which lines cross nothing closed; they may end in a box that covers what they lead to."""
        ends = np.hstack([leads[:, 2:], leads[:, 2:]])
        through = passes(leads, self._closed) & ~meets(ends, self._closed, 0.0)
        return np.asarray(~(through.any(axis=1) | crosses(leads, self._lines).any(axis=1)))


def rows_of(boxes: Iterable[Box]) -> Array:
    """Boxes as rows: left, top, right, bottom."""
    return np.array([box.bounds for box in boxes], float).reshape(-1, 4)


def whole(boxes: Array) -> Array:
    """What boxes take up together, no numbers for none of them."""
    if not len(boxes):
        return np.full(4, np.nan)
    return np.hstack([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def meets(one: Array, other: Array, clear: float = CLEAR_MM) -> Flags:
    """Which boxes of one list (rows) come nearer than ``clear`` to which of another (columns)."""
    west, north, east, south = one.T[:, :, None]
    its_west, its_north, its_east, its_south = other.T
    found = west < its_east + clear
    found &= its_west < east + clear
    found &= north < its_south + clear
    found &= its_north < south + clear
    return np.asarray(found)


def passes(lines: Array, boxes: Array) -> Flags:
    """Which lines (rows) run through which boxes (columns)."""
    sides = []
    for axis in (0, 1):
        start = lines[:, axis, None]
        way = lines[:, axis + 2, None] - start
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)
        one, two = (boxes[:, axis] - start) / way, (boxes[:, axis + 2] - start) / way
        sides.append((np.minimum(one, two), np.maximum(one, two)))
    (enters_x, leaves_x), (enters_y, leaves_y) = sides
    enters, leaves = np.maximum(enters_x, enters_y), np.minimum(leaves_x, leaves_y)
    return np.asarray((enters <= leaves) & (leaves >= 0) & (enters <= 1))


def crosses(one: Array, other: Array) -> Flags:
    """Which lines (rows) cross which lines (columns)."""
    a, b = one[:, None, :], other[None, :, :]

    def side(of: Array, x: Array, y: Array) -> Array:
        along, down = of[..., 2] - of[..., 0], of[..., 3] - of[..., 1]
        return np.asarray(along * (y - of[..., 1]) - down * (x - of[..., 0]))

    apart = side(a, b[..., 0], b[..., 1]) * side(a, b[..., 2], b[..., 3])
    across = side(b, a[..., 0], a[..., 1]) * side(b, a[..., 2], a[..., 3])
    return np.asarray((apart < 0) & (across < 0))


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
    return np.column_stack([np.tile(xs, len(ys)), np.repeat(ys, len(xs))])


def gaps(point: Point, boxes: Array) -> tuple[Array, Array]:
    """The nearest point of each box to a point, and how far off it is."""
    near = np.clip(np.array(point), boxes[:, :2], boxes[:, 2:])
    return near, np.asarray(np.hypot(*(near - np.array(point)).T))


def lines_to(points: Array, boxes: Array) -> Array:
    """From each box the line to the nearest of some points; of no length if it lies in the box."""
    west, north, east, south = boxes.T[:, :, None]
    x, y = points.T
    across = np.maximum(west - x, np.minimum(east - x, 0.0))
    down = np.maximum(north - y, np.minimum(south - y, 0.0))
    best = points[np.hypot(across, down).argmin(axis=1)]
    return np.hstack([np.clip(best, boxes[:, :2], boxes[:, 2:]), best])
