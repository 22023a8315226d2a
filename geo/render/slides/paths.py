"""Path data as contours of a freeform: straight ones, cut at a window; holes run the other way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import shapely
from shapely.geometry.base import BaseGeometry

from geo.sheet.box import Box, Point

_NUMBERS = re.compile(r"-?[\d.]+")


@dataclass(frozen=True)
class Contour:
    """A line through points; a closed one ends where it began."""

    points: tuple[Point, ...]
    closed: bool


def is_round(data: str) -> bool:
    """Whether path data are of a disc, the only thing that is drawn with curves.

    Examples
    --------
    >>> is_round("M0 0L1 0L1 1Z"), is_round("M1 0C1 0.6 0.6 1 0 1Z")
    (False, True)
    """
    return "C" in data


def points_of(data: str) -> list[Point]:
    """Every point of path data, handles of curves too."""
    numbers = [float(n) for n in _NUMBERS.findall(data)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def contours(data: str, window: Box | None = None, *, filled: bool = False) -> list[Contour]:
    """The contours of straight path data, and what a window leaves of them.

    Examples
    --------
    >>> [c.closed for c in contours("M0 0L4 0L4 4ZM9 9L8 8")]
    [True, False]
    >>> cut = contours("M0 0L4 0L4 4L0 4Z", Box(0, 0, 2, 2), filled=True)
    >>> max(x for x, _ in cut[0].points)
    2.0
    """
    found = [
        Contour(tuple(points_of(part)), part.rstrip().endswith("Z")) for part in data.split("M")[1:]
    ]
    found = [c for c in found if len(c.points) > 1]
    if filled and all(c.closed for c in found):
        rings = [shapely.make_valid(shapely.Polygon(c.points)) for c in found if len(c.points) > 2]
        area = reduce(shapely.symmetric_difference, rings, shapely.Polygon())
        return _of_area(_within(area, window) if window else area)
    if window is None or all(window.holds(*p) for c in found for p in c.points):
        return found
    lines = [(*c.points, c.points[0]) if c.closed else c.points for c in found]
    return _of_lines(_within(shapely.MultiLineString(lines), window))


def bounds(points: Iterable[Point]) -> Box:
    """The box round points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _within(shape: BaseGeometry, window: Box) -> BaseGeometry:
    return shapely.clip_by_rect(shape, window.x, window.y, window.right, window.bottom)


def _of_area(area: BaseGeometry) -> list[Contour]:
    """Rings of areas: outlines one way, holes the other, so that every rule of filling agrees."""
    found = []
    for part in shapely.get_parts(area):
        if part.geom_type == "Polygon" and not part.is_empty:
            outline = shapely.orient_polygons(part)
            found += [_ring(ring) for ring in (outline.exterior, *outline.interiors)]
    return found


def _ring(ring: BaseGeometry) -> Contour:
    points: Sequence[Point] = [tuple(p) for p in shapely.get_coordinates(ring).tolist()]
    return Contour(tuple(points[:-1]), closed=True)


def _of_lines(lines: BaseGeometry) -> list[Contour]:
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    parts = [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(merged)]
    return [Contour(tuple(map(tuple, points)), closed=False) for points in parts if points]
