"""Shapes and lines of a window as cells: how much of them lies under a box, for many boxes at once.

Labels weigh thousands of places; sums over cells answer each in four look-ups.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.sheet.box import Box

Array = NDArray[np.float64]
_LEAST = 1e-9


class Cover:
    """Cells of equal size with their weights, summed from the upper left corner.

    Examples
    --------
    >>> square = cover_of(shapely.box(10, 10, 20, 20), 0.5)
    >>> boxes = np.array([(12.0, 12, 14, 14), (18.0, 12, 22, 14), (30.0, 12, 34, 14)])
    >>> [float(part) for part in square.share(boxes)]
    [1.0, 0.5, 0.0]
    """

    def __init__(self, corner: tuple[float, float], cell: float, weights: Array) -> None:
        self._corners, self._cell = np.array(2 * corner), cell
        self._most = np.array(2 * weights.shape)
        self._sums = np.zeros((weights.shape[0] + 1, weights.shape[1] + 1))
        summed = weights.cumsum(axis=0, out=self._sums[1:, 1:])
        summed.cumsum(axis=1, out=summed)

    def under(self, boxes: Array) -> Array:
        """The weight under each box (left, top, right, bottom)."""
        return self._within(self._steps(boxes))

    def share(self, boxes: Array) -> Array:
        """The part of each box that is covered, if the weight of a full cell is one."""
        steps = self._steps(boxes)
        cells = (steps[:, 2] - steps[:, 0]) * (steps[:, 3] - steps[:, 1])
        return np.asarray(self._within(steps) / np.maximum(cells, 1.0))

    def _steps(self, boxes: Array) -> Array:
        return np.round((boxes - self._corners) / self._cell)

    def _within(self, steps: Array) -> Array:
        left, top, right, low = np.minimum(np.maximum(steps, 0), self._most).astype(int).T
        sums = self._sums
        return np.asarray(sums[right, low] - sums[left, low] - sums[right, top] + sums[left, top])


def cover_of(shape: BaseGeometry, cell: float) -> Cover:
    """The cells whose middles lie in polygons."""
    if shape.is_empty:
        return Cover((0.0, 0.0), cell, np.zeros((1, 1)))
    west, north, east, south = shape.bounds
    corner = (np.floor(west / cell) * cell, np.floor(north / cell) * cell)
    wide, high = int((east - corner[0]) / cell) + 2, int((south - corner[1]) / cell) + 2
    turns = np.zeros((wide, high))
    column, row = _crossings(shape, corner, cell)
    np.add.at(turns, (np.clip(column, 0, wide - 1), row), 1.0)
    return Cover(corner, cell, turns.cumsum(axis=0) % 2)


def _crossings(
    shape: BaseGeometry, corner: tuple[float, float], cell: float
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """The first cell right of each edge in each row of cells: where inside and outside change."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    points, ring = shapely.get_coordinates(shapely.get_rings(parts), return_index=True)
    points = (points - np.array(corner)) / cell - 0.5  # the middle of cell n is n
    edge = ring[1:] == ring[:-1]
    one, two = points[:-1][edge], points[1:][edge]
    down = one[:, 1] < two[:, 1]
    top, low = np.where(down[:, None], one, two), np.where(down[:, None], two, one)
    first, end = np.ceil(top[:, 1]).astype(int), np.ceil(low[:, 1]).astype(int)
    counts = np.maximum(end - first, 0)
    which = np.repeat(np.arange(len(counts)), counts)
    row = np.arange(len(which)) - np.repeat(counts.cumsum() - counts, counts) + first[which]
    top, low = top[which], low[which]
    slope = (low[:, 0] - top[:, 0]) / np.maximum(low[:, 1] - top[:, 1], _LEAST)
    column = np.ceil(top[:, 0] + (row - top[:, 1]) * slope).astype(int)
    return column, row


def course_of(lines: list[BaseGeometry], window: Box, cell: float) -> Cover:
    """Lines as cells of a window: the sum under a box is about the length (mm) that it covers."""
    if not lines:
        return Cover((0.0, 0.0), cell, np.zeros((1, 1)))
    wide, high = int(window.w / cell) + 2, int(window.h / cell) + 2
    weights, step = np.zeros((wide, high)), cell / 2
    for line in lines:
        along = shapely.line_interpolate_point(line, np.arange(0.0, line.length, step))
        places = (shapely.get_coordinates(along) - (window.x, window.y)) / cell
        cells = np.floor(places).astype(int)
        inside = ((cells >= 0) & (cells < (wide, high))).all(axis=1)
        np.add.at(weights, (cells[inside, 0], cells[inside, 1]), step)
    return Cover((window.x, window.y), cell, weights)
