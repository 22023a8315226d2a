"""Areas as rings of shared borders on a grid: TopoJSON, in which each border stands once.

A border runs between junctions: points whose neighbours along all rings are not two. It is found
again by its first step, since no other border leaves its first point that way.

See DECISIONS 58.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Step = tuple[int, int]
Ring = list[Step]
Numbers = list[list[list[int]]]  # polygons of rings of numbers of borders, ~n where run backwards
Record = dict[str, Any]


@dataclass(frozen=True)
class Grid:
    """A grid of degrees: the corner that it counts from and its step.

    Examples
    --------
    >>> Grid(100.0, 20.0, 0.5).cells(shapely.Point(101.5, 20.5)).tolist()
    [[3, 1]]
    """

    west: float
    south: float
    step: float

    def cells(self, shape: BaseGeometry) -> np.ndarray[Any, Any]:
        """The points of a shape as whole steps from the corner."""
        degrees = shapely.get_coordinates(shape) - (self.west, self.south)
        found: np.ndarray[Any, Any] = np.rint(degrees / self.step).astype(int)
        return found


def _ring(line: BaseGeometry, grid: Grid) -> Ring:
    """The points of a ring, none twice in a row, the first not repeated at the end."""
    points = [tuple(cell) for cell in grid.cells(line).tolist()]
    return [at for at, before in zip(points[1:], points, strict=False) if at != before]


def _polygons(shape: BaseGeometry, grid: Grid) -> Iterator[list[Ring]]:
    """Rings of each part, the shell first; one that the grid leaves no area is dropped."""
    for part in shapely.get_parts(shape):
        if shapely.get_dimensions(part) < 2:  # what only touches a frame
            continue
        rings = [_ring(line, grid) for line in (part.exterior, *part.interiors)]
        if len(rings[0]) > 2:
            yield [ring for ring in rings if len(ring) > 2]


def _borders(ring: Ring, junctions: set[Step]) -> Iterator[Ring]:
    """A ring cut at its junctions; whole, from its lowest point, where it has none."""
    cuts = [n for n, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        chain = ring[start : end + 1]
        yield chain if end < len(ring) else [*chain, *ring[: end + 1 - len(ring)]]


def share(areas: Mapping[Any, BaseGeometry], grid: Grid) -> tuple[dict[Any, Numbers], list[Ring]]:
    """Areas as rings of numbers of borders, and the borders, in the order in which they are met.

    Examples
    --------
    >>> areas = {"a": shapely.box(0, 0, 1, 1), "b": shapely.box(1, 0, 2, 1)}
    >>> numbers, borders = share(areas, Grid(0, 0, 1))
    >>> numbers, len(borders)
    ({'a': [[[0, 1]]], 'b': [[[-2, 2]]]}, 3)
    """
    rings = {key: list(_polygons(shape, grid)) for key, shape in areas.items()}
    beside: dict[Step, set[Step]] = {}
    for polygons in rings.values():
        for ring in (ring for polygon in polygons for ring in polygon):
            for before, at, after in zip(
                [ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False
            ):
                beside.setdefault(at, set()).update((before, after))
    junctions = {at for at, around in beside.items() if len(around) != 2}
    numbers: dict[tuple[Step, Step], int] = {}
    borders: list[Ring] = []

    def number(border: Ring) -> int:
        if (border[0], border[1]) not in numbers:
            numbers[border[-1], border[-2]] = ~len(borders)
            numbers[border[0], border[1]] = len(borders)
            borders.append(border)
        return numbers[border[0], border[1]]

    found = {
        key: [[[number(b) for b in _borders(r, junctions)] for r in rings] for rings in polygons]
        for key, polygons in rings.items()
    }
    return found, borders


def area_record(row: Record, numbers: Numbers) -> Record:
    """The geometry of an area in an object of a topology."""
    single = len(numbers) == 1
    kind = {"type": "Polygon" if single else "MultiPolygon"}
    return {**kind, **row, "arcs": numbers[0] if single else numbers}


def topology_text(
    objects: Mapping[str, Iterable[Record]], borders: Iterable[Ring], grid: Grid, **more: object
) -> str:
    """TopoJSON with one geometry and one border a line; borders as steps from point to point."""

    def dump(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    transform = {"scale": [grid.step, grid.step], "translate": [grid.west, grid.south]}
    head = dump({"type": "Topology", **more, "transform": transform})[:-1]
    collections = [
        f'{dump(name)}:{{"type":"GeometryCollection","geometries":[\n'
        + ",\n".join(map(dump, records))
        + "\n]}"
        for name, records in objects.items()
    ]
    steps = (dump(np.diff(border, axis=0, prepend=[[0, 0]]).tolist()) for border in borders)
    return (
        head
        + ',"objects":{'
        + ",".join(collections)
        + '},"arcs":[\n'
        + ",\n".join(steps)
        + "\n]}\n"
    )
