"""Shapes made ready to be drawn: as path data, with fewer points, as the marks of a hatch.

Path data are millimetres with two decimals, a border between two areas once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Hatch
from geo.sheet.box import Box, Point, View
from geo.sources.boundaries.model import AREA_LAYERS, Boundaries

_PER_MM = 100  # what path data tell apart
_DOT_MM = 0.01
_LINE = shapely.GeometryType.LINESTRING
_HALF = 32  # bits of a number that is one of two in another
FINENESS_MM = 0.06
_METRES_PER_DEGREE = 111_000.0


def path_data(shape: BaseGeometry) -> str:
    """SVG path data of polygons or lines: two decimals, repeated points dropped.

    An islet that is but a point on the page is a dot of its line.

    Examples
    --------
    >>> path_data(shapely.box(0, 0, 1, 0.254))
    'M1.00 0.00L1.00 0.25L0.00 0.25L0.00 0.00Z'
    >>> path_data(shapely.LineString([(0, 1), (0, 1.001), (2, 1)]))
    'M0.00 1.00L2.00 1.00'
    """
    parts = shapely.get_parts(shape)
    lines = parts[shapely.get_type_id(parts) == _LINE]
    closed = (_ring(points) for points in _points(shapely.get_rings(parts)))
    return "".join((*closed, *(f"M{'L'.join(points)}" for points in _points(lines))))


def _ring(points: list[str]) -> str:
    if len(points) == 1:
        x, y = map(float, points[0].split())
        points = [*points, f"{x + _DOT_MM:.2f} {y:.2f}"]
    return f"M{'L'.join(points[:-1] if points[0] == points[-1] else points)}Z"


def _points(lines: NDArray[np.object_]) -> Iterator[list[str]]:
    """The points of each line as text, none twice running."""
    ends = np.cumsum(shapely.get_num_coordinates(lines)).tolist()
    texts = _texts(shapely.get_coordinates(lines))
    for start, end in pairwise([0, *ends]):
        line = texts[start:end]
        yield [point for point, before in zip(line, ["", *line], strict=False) if point != before]


def _texts(places: NDArray[np.float64]) -> list[str]:
    return ("%.2f %.2f\n" * len(places) % tuple(places.ravel().tolist())).split("\n")


class _Edges(NamedTuple):
    """The outlines of shapes, ring after ring: places, the ring of each, the edge to the next.

    Two edges between the same places have the same number; one that leads from ring to ring has -1.
    """

    places: NDArray[np.float64]
    ring: NDArray[np.int64]
    edge: NDArray[np.int64]

    @classmethod
    def of(cls, rings: NDArray[np.object_]) -> _Edges:
        places, ring = shapely.get_coordinates(rings, return_index=True)
        whole = np.rint(places * _PER_MM).astype(np.int64)
        both = whole[:, 0] << _HALF | whole[:, 1] & ((1 << _HALF) - 1)
        point = np.unique(both, return_inverse=True)[1]
        moved = np.append(True, (point[1:] != point[:-1]) | (ring[1:] != ring[:-1]))[: len(point)]
        places, ring, point = places[moved], ring[moved], point[moved]
        here, there = point[:-1], point[1:]
        edge = np.minimum(here, there) << _HALF | np.maximum(here, there)
        edge[ring[:-1] != ring[1:]] = -1
        return cls(places, ring, edge)

    def lines(self, drawn: NDArray[np.bool_]) -> Iterator[tuple[int, str]]:
        """Path data of the lines along edges that are drawn, each with the number of its ring."""
        shown = np.concatenate([[False], drawn & (self.edge >= 0), [False]])
        turns = np.flatnonzero(shown[1:] != shown[:-1]).tolist()
        texts = _texts(self.places)
        for start, end in zip(turns[::2], turns[1::2], strict=True):
            closed = texts[start] == texts[end]
            line = "L".join(texts[start : end if closed else end + 1])
            yield int(self.ring[start]), f"M{line}{'Z' * closed}"


def borders(strongest_first: Sequence[Iterable[BaseGeometry]]) -> tuple[str, ...]:
    """The outlines of each layer of areas, or its lines, without what a stronger layer has drawn.

    So a border that two areas share is drawn once.

    Examples
    --------
    >>> whole = shapely.Polygon([(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)])
    >>> left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> borders([[whole], [left, right]])[1]
    'M1.00 0.00L1.00 1.00'
    """
    layers = [_outlines(layer) for layer in strongest_first]
    edges = _Edges.of(np.concatenate(layers))
    first = np.zeros(len(edges.edge), bool)
    first[np.unique(edges.edge, return_index=True)[1]] = True
    of_ring = np.repeat(np.arange(len(layers)), [len(layer) for layer in layers]).tolist()
    written: list[list[str]] = [[] for _ in layers]
    for ring, line in edges.lines(first):
        written[of_ring[ring]].append(line)
    return tuple("".join(lines) for lines in written)


def common_borders(shapes: Iterable[BaseGeometry]) -> str:
    """The borders that some areas have with one another, each once.

    Examples
    --------
    >>> low = shapely.Polygon([(0, 0), (1, 0), (1, 1)])
    >>> common_borders([low, shapely.Polygon([(0, 0), (1, 1), (0, 1)])])
    'M1.00 1.00L0.00 0.00'
    """
    edges = _Edges.of(_outlines(shapes))
    _, at, often = np.unique(edges.edge, return_index=True, return_counts=True)
    twice = np.zeros(len(edges.edge), bool)
    twice[at[often > 1]] = True
    return "".join(line for _, line in edges.lines(twice))


def _outlines(shapes: Iterable[BaseGeometry]) -> NDArray[np.object_]:
    parts = shapely.get_parts(list(shapes))
    return np.concatenate([shapely.get_rings(parts), parts[shapely.get_type_id(parts) == _LINE]])


def fineness(view: View, finest: float = FINENESS_MM) -> float:
    """The tolerance (degrees) below which no eye can tell a shape from a simpler one."""
    return finest / view.mm_per_m / _METRES_PER_DEGREE


def simplified(boundaries: Boundaries, degrees: float) -> Boundaries:
    """Shapes with fewer points (tolerance in degrees); neighbours keep their common borders."""
    layers = dict(boundaries.layers)
    for name in AREA_LAYERS:
        codes = list(layers[name])
        shapes = shapely.coverage_simplify([layers[name][c] for c in codes], degrees)
        layers[name] = dict(zip(codes, shapes, strict=True))
    return replace(boundaries, layers=layers)


def dissolved(boundaries: Boundaries, degrees: float) -> Boundaries:
    """Counties with fewer points (tolerance in degrees), the rest made up of them anew."""
    own, cities = boundaries.layers["counties"], boundaries.layers["prefectures"]
    counties = dict(zip(own, shapely.coverage_simplify([*own.values()], degrees), strict=True))
    parts: dict[str, list[BaseGeometry]] = {code: [] for code in cities}
    for code, shape in counties.items():
        parts[code if code in cities else boundaries.parents[code]].append(shape)
    made = {code: shapely.coverage_union_all(shapes) for code, shapes in parts.items()}
    code = boundaries.territory.code
    territory = {code: shapely.coverage_union_all([*made.values()])}
    layers = {"counties": counties, "prefectures": made, "province": territory}
    return replace(boundaries, layers={**boundaries.layers, **layers})


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
