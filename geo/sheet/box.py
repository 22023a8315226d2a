"""Boxes and windows of a printed page: millimetres from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.domain.text import NOTHING, Text
from geo.sheet.projection import Projection

Point = tuple[float, float]


class Bounds(NamedTuple):
    """The least and greatest coordinates of a shape, in the order in which shapely has them.

    On the ground west, south, east and north; on a page, whose y grows downwards, left, top, right
    and bottom.
    """

    least_x: float
    least_y: float
    most_x: float
    most_y: float

    @property
    def wide(self) -> float:
        """From the least to the greatest x."""
        return self.most_x - self.least_x

    @property
    def high(self) -> float:
        """From the least to the greatest y."""
        return self.most_y - self.least_y

    @property
    def middle(self) -> Point:
        """The point half-way on both axes."""
        return (self.least_x + self.most_x) / 2, (self.least_y + self.most_y) / 2


@dataclass(frozen=True)
class Box:
    """A rectangle on the page: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h

    @property
    def bounds(self) -> Bounds:
        """Left, top, right, bottom."""
        return Bounds(self.x, self.y, self.right, self.bottom)

    def grown(self, by: float) -> Box:
        """The box with every edge moved outwards."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def moved(self, dx: float, dy: float) -> Box:
        """The box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def meets(self, other: Box) -> bool:
        """Whether the insides of both share a point."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the box."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom


@dataclass(frozen=True)
class View:
    """A window on the ground: a box of the page, the projected point at its centre, the scale.

    ``role`` is ``main``, ``delta`` (the territory's inset), ``apart`` (an inset of what the main
    window does not hold) or ``locator``; lesser windows have a ``name``. Two equal views draw the
    same geometry, so paths are kept by view.
    """

    role: str
    box: Box
    east: float
    north: float
    mm_per_m: float
    projection: Projection
    name: Text = NOTHING

    @property
    def denominator(self) -> int:
        """The n of 1:n, to the nearest thousand."""
        return round(1 / self.mm_per_m) * 1000

    def page(self, lon: float, lat: float) -> Point:
        """Where a place stands on the page."""
        x, y = self.projection.forward(lon, lat)
        return self.placed(float(x), float(y))

    def placed(self, x: float, y: float) -> Point:
        """Where a projected point stands on the page."""
        return (
            self.box.x + self.box.w / 2 + (x - self.east) * self.mm_per_m,
            self.box.y + self.box.h / 2 - (y - self.north) * self.mm_per_m,
        )

    def ground(self, x: float, y: float) -> Point:
        """Longitude and latitude of a point of the page."""
        east = (x - self.box.x - self.box.w / 2) / self.mm_per_m + self.east
        north = self.north - (y - self.box.y - self.box.h / 2) / self.mm_per_m
        lon, lat = self.projection.inverse(east, north)
        return float(lon), float(lat)

    def frame_of(self, other: View) -> Box:
        """The ground of another window, as a box in this one."""
        ratio = self.mm_per_m / other.mm_per_m
        x, y = self.placed(other.east, other.north)
        width, height = other.box.w * ratio, other.box.h * ratio
        return Box(x - width / 2, y - height / 2, width, height)

    def sees(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the window."""
        return self.box.holds(*self.page(lon, lat))
