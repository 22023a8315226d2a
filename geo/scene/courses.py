"""Courses of corridors: smooth lines through places in order, dense enough to be drawn as they are.

Cubic pieces with the slopes of a centripetal Catmull-Rom spline, which passes every point and makes
no loop between two of them; in degrees, longitudes shortened as the ground is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Point = tuple[float, float]
_Array = NDArray[np.float64]
_PIECES = 48  # of a leg between two places, before those that lie straight are dropped
_STRAIGHT = 0.00005  # degrees; 5 m, so that no bend has corners on the largest sheet


def courses(routes: Sequence[Sequence[Point]]) -> list[tuple[Point, ...]]:
    """A course through each route; a leg that two routes have in common is one line.

    Parameters
    ----------
    routes
        Points (lon, lat) in order, two or more of each.

    Examples
    --------
    >>> trunk = [(113.0, 23.0), (113.4, 22.8)]
    >>> one, other = courses([[*trunk, (113.9, 22.9)], [*trunk, (113.3, 22.3)]])
    >>> one[0], one[-1], set(one[:9]) == set(other[:9])
    ((113.0, 23.0), (113.9, 22.9), True)
    """
    known: dict[tuple[Point, Point], tuple[_Array, _Array]] = {}
    latitudes = [lat for route in routes for _, lat in route] or [0.0]
    ground = np.array([np.cos(np.radians(np.mean(latitudes))), 1.0])
    return [_course(list(dict.fromkeys(route)), ground, known) for route in routes]


def _course(
    route: Sequence[Point],
    ground: _Array,
    known: dict[tuple[Point, Point], tuple[_Array, _Array]],
) -> tuple[Point, ...]:
    """The course of one route; ``known`` are the slopes at both ends of every leg drawn so far."""
    points = np.array(route) * ground
    steps = np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1))
    slopes = _slopes(points, steps)
    legs = list(pairwise(route))
    for i, leg in enumerate(legs):
        if leg in known:
            slopes[i], slopes[i + 1] = (slope * ground for slope in known[leg])
    found = [route[0]]
    for i, leg in enumerate(legs):
        known.setdefault(leg, (slopes[i] / ground, slopes[i + 1] / ground))
        piece = _piece(points[i : i + 2], slopes[i : i + 2] * steps[i]) / ground
        kept = shapely.LineString(piece).simplify(_STRAIGHT).coords
        found += [(float(lon), float(lat)) for lon, lat in kept[1:-1]] + [leg[1]]
    return tuple(found)


def _slopes(points: _Array, steps: _Array) -> _Array:
    """How a centripetal spline runs through each point; ``steps`` are its knots' distances."""
    chords = np.diff(points, axis=0) / steps[:, None]
    slopes = np.vstack([chords[:1], chords[-1:]])
    if len(chords) > 1:
        ahead, behind = steps[1:, None], steps[:-1, None]
        over = (points[2:] - points[:-2]) / (ahead + behind)
        slopes = np.vstack([chords[:1], chords[:-1] - over + chords[1:], chords[-1:]])
    return slopes


def _piece(ends: _Array, slopes: _Array) -> _Array:
    """A cubic piece between two points with a slope at each."""
    t = np.linspace(0.0, 1.0, _PIECES + 1)[:, None]
    return np.asarray(
        (1 + 2 * t) * (1 - t) ** 2 * ends[0]
        + t * (1 - t) ** 2 * slopes[0]
        + t**2 * (3 - 2 * t) * ends[1]
        + t**2 * (t - 1) * slopes[1]
    )
