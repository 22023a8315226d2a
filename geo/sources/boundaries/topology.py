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
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.sources.boundaries.country import canonical
from geo.sources.boundaries.model import AREA_LAYERS, Boundaries

Ring = NDArray[np.int64]  # points, x and y
Numbers = list[list[list[int]]]  # polygons of rings of numbers of borders, ~n where run backwards
Record = dict[str, Any]
_FAR = 2**32


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

    def cells(self, shape: BaseGeometry | NDArray[Any]) -> Ring:
        """The points of a shape, or of several, as whole steps from the corner."""
        degrees = shapely.get_coordinates(shape) - (self.west, self.south)
        return np.rint(degrees / self.step).astype(int)


def _codes(ring: Ring) -> NDArray[np.int64]:
    """Of each point a number of its own, in the order of the points."""
    return ring[:, 0] * _FAR + ring[:, 1]


def _rings(areas: Mapping[Any, BaseGeometry], grid: Grid) -> dict[Any, list[list[Ring]]]:
    """Rings of each part of each area, the shell first; without those that the grid leaves no area.

    No point stands twice in a row, nor the first one at the end.
    """
    parts, of_area = shapely.get_parts([*areas.values()], return_index=True)
    # not what only touches a frame
    wide = (shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)
    lines, of_part = shapely.get_rings(parts[wide], return_index=True)
    cells = grid.cells(lines)
    ends = np.cumsum(shapely.get_num_coordinates(lines))
    kept = np.any(cells != np.roll(cells, 1, axis=0), axis=1)
    kept[ends[:-1]] = kept[:1] = False
    rings: list[list[Ring]] = [[] for _ in range(wide.sum())]
    for part, ring in zip(of_part, np.split(cells[kept], np.cumsum(kept)[ends - 1]), strict=False):
        rings[part].append(ring)
    found: dict[Any, list[list[Ring]]] = {key: [] for key in areas}
    keys = [*areas]
    for area, shell_first in zip(of_area[wide], rings, strict=True):
        if len(shell_first[0]) > 2:
            found[keys[area]].append([ring for ring in shell_first if len(ring) > 2])
    return found


def _junctions(rings: Iterable[Ring]) -> set[int]:
    """Codes of the points whose neighbours along all rings are not two."""
    codes = [_codes(ring) for ring in rings]
    beside = [np.roll(code, step) for step in (1, -1) for code in codes]
    none = np.empty(0, dtype=np.int64)
    at, other = np.hstack([none, *codes, *codes]), np.hstack([none, *beside])
    order = np.lexsort((other, at))
    at, other = at[order], other[order]
    first = np.ones(len(at), dtype=bool)
    first[1:] = (at[1:] != at[:-1]) | (other[1:] != other[:-1])
    points, neighbours = np.unique(at[first], return_counts=True)
    return {*points[neighbours != 2].tolist()}


def _borders(ring: Ring, junctions: set[int]) -> Iterator[Ring]:
    """A ring cut at its junctions; whole, from its lowest point, where it has none."""
    codes = _codes(ring)
    cuts = [n for n, code in enumerate(codes.tolist()) if code in junctions]
    cuts = cuts or [int(codes.argmin())]
    twice = np.concatenate([ring, ring])
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield twice[start : end + 1]


def share(areas: Mapping[Any, BaseGeometry], grid: Grid) -> tuple[dict[Any, Numbers], list[Ring]]:
    """Areas as rings of numbers of borders, and the borders, in the order in which they are met.

    Examples
    --------
    >>> areas = {"a": shapely.box(0, 0, 1, 1), "b": shapely.box(1, 0, 2, 1)}
    >>> numbers, borders = share(areas, Grid(0, 0, 1))
    >>> numbers, len(borders)
    ({'a': [[[0, 1]]], 'b': [[[-2, 2]]]}, 3)
    """
    rings = _rings(areas, grid)
    junctions = _junctions(ring for polygons in rings.values() for rs in polygons for ring in rs)
    numbers: dict[tuple[int, ...], int] = {}
    borders: list[Ring] = []

    def number(border: Ring) -> int:
        step = tuple(border[:2].ravel().tolist())
        if step not in numbers:
            numbers[tuple(border[:-3:-1].ravel().tolist())] = ~len(borders)
            numbers[step] = len(borders)
            borders.append(border)
        return numbers[step]

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
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
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


_STEP = 1e-4  # degrees, about 10 m: a third of a pixel where a map is nearest
_LEVELS = {
    "prefectures": "prefecture",
    "counties": "county",
    "province": "province",
    "sars": "sar",
    "neighbours": "province",
}


def web_topology(boundaries: Boundaries) -> str:
    """TopoJSON of every layer of areas, the neighbours clipped to the territory's frame.

    Examples
    --------
    >>> from geo.sources.boundaries.shapes import load_boundaries
    >>> web_topology(load_boundaries())[:40]
    '{"type":"Topology","frame":[106.0,18.5,1'
    """
    frame = boundaries.territory.cut.web
    window = shapely.box(*frame)
    areas = {
        (layer, code): canonical(shape.intersection(window)) if layer == "neighbours" else shape
        for layer in AREA_LAYERS
        for code, shape in boundaries.layers[layer].items()
    }
    grid = Grid(frame.west, frame.south, _STEP)
    numbers, borders = share(areas, grid)
    objects: dict[str, list[dict[str, object]]] = {layer: [] for layer in AREA_LAYERS}
    for (layer, code), rings in numbers.items():
        row = {
            "adcode": code,
            "name": boundaries.names[code],
            "level": _LEVELS[layer],
            "parent": boundaries.parents[code],
        }
        objects[layer].append(area_record({"id": code, "properties": row}, rings))
    return topology_text(objects, borders, grid, frame=list(frame))
