"""A band offshore: the waters along the coast of some areas, of one width and smooth.

A belt of coastal areas has no course in the text, so its band is schematic: it keeps off every
coast, ends where the coast of others is nearer, and crosses bays that are small against its width.

See DECISIONS 38.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

# In widths of the band, and in square widths:
_GAP = 0.2  # how far it keeps off a coast
_CLOSING = 1.5  # bays up to twice as wide are crossed
_SOFT = 0.3  # radius of its corners
_GRAIN, _STEP = 0.02, 0.1  # detail of the coast, points along it
_ISLE, _LEAST = 0.15, 0.8  # land that it passes over, the least part of it
_NARROW = 0.2  # of its width: how narrow it may be in a bay
_STEPS, _SEGMENTS = 3, 6


def offshore(
    members: Sequence[BaseGeometry],
    others: Sequence[BaseGeometry],
    kept_off: BaseGeometry,
    width: float,
) -> BaseGeometry:
    """The band along the coast of areas, in the plane and the unit of their shapes.

    Parameters
    ----------
    members, others
        The areas that it belongs to, and all other land around.
    kept_off
        Waters that it does not enter; may be empty.
    width
        Of the band.

    Examples
    --------
    >>> one, other = shapely.box(0, 0, 100, 40), shapely.box(100, 0, 200, 40)
    >>> band = offshore([one], [other], shapely.box(-50, 10, 250, 90), 10)
    >>> [round(v) for v in band.bounds]
    [-12, -12, 99, 10]
    """
    gap, reach = _GAP * width, (1 + _GAP) * width
    frame = shapely.box(*shapely.total_bounds(members)).buffer(2 * reach + _CLOSING * width)
    own = _land(members, frame, width, _ISLE)
    foreign = _land(others, frame, width)
    land = own | foreign
    closed = _near(land, gap) | kept_off
    shore = _largest(_closed(_largest(land) | own, _CLOSING * width))
    middle = _near(shore, gap + width / 2).boundary.segmentize(_STEP * width)
    course = _nearer(middle, own, foreign)
    band = _opened(course.buffer(width / 2, _SEGMENTS, cap_style="flat") - closed, width)
    far = [shape for shape in members if shape.distance(band) > reach]
    bays = _opened(shore - land, gap)
    near = [b for b in shapely.get_parts(bays) if any(s.distance(b) < gap for s in far)]
    bays = shapely.union_all(near)
    if not bays.is_empty:
        steps = [reach * k / _STEPS for k in range(1, _STEPS + 1)]
        hither = shapely.union_all([_near(own, d) - _near(foreign, d) for d in steps])
        inner = _near(bays, gap) & hither - closed
        inner = _opened(inner, _NARROW * width)
        band = _opened(_closed(band | inner, _SOFT * width) - closed, 1.5 * _NARROW * width)
    parts = [part for part in shapely.get_parts(band) if part.area > _LEAST * width * width]
    return shapely.union_all(parts).simplify(_GRAIN * width / 4)


def _land(
    shapes: Sequence[BaseGeometry], frame: BaseGeometry, width: float, isle: float = 0.0
) -> BaseGeometry:
    """Land in a frame, without detail and isles that the band does not show."""
    inside = shapely.union_all([shapely.clip_by_rect(shape, *frame.bounds) for shape in shapes])
    parts = shapely.get_parts(inside.simplify(_GRAIN * width))
    return shapely.union_all([part for part in parts if part.area > isle * width * width])


def _near(shape: BaseGeometry, distance: float) -> BaseGeometry:
    return shape.buffer(distance, _SEGMENTS)


def _closed(shape: BaseGeometry, distance: float) -> BaseGeometry:
    return _near(_near(shape, distance), -distance)


def _opened(shape: BaseGeometry, width: float) -> BaseGeometry:
    """A shape without what is thinner than a band should be, its corners round."""
    return _near(_near(shape, -_SOFT * width), _SOFT * width)


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(shape), key=lambda part: part.area, default=shape)


def _nearer(line: BaseGeometry, own: BaseGeometry, foreign: BaseGeometry) -> BaseGeometry:
    """The stretches of a line that lie nearer to our own coasts than to those of others."""
    kept = []
    for part in shapely.get_parts(line):
        at = shapely.get_coordinates(part)
        points = shapely.points(at)
        ours = shapely.distance(points, own) < shapely.distance(points, foreign)
        kept += [at[i : i + 2] for i in np.flatnonzero(ours[:-1] & ours[1:])]
    return shapely.line_merge(shapely.multilinestrings(kept))
