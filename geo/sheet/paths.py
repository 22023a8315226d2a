"""Shapes as path data: millimetres with two decimals, a border between two areas once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_PER_MM = 100  # what path data tell apart
_DOT_MM = 0.01
_LINE = shapely.GeometryType.LINESTRING
_HALF = 32  # bits of a number that is one of two in another


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
