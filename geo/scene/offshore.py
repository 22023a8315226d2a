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
_GRAIN, _STEP = 0.02, 0.25  # detail of the coast, points along it
_ISLE, _LEAST = 0.15, 0.8  # land that it passes over, the least part of it
_NARROW = 0.4  # of its width: how narrow it may be in a bay
_SEGMENTS = 6


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
    [-12, -12, 101, 10]
    """
    gap, reach = _GAP * width, (1 + _GAP) * width
    frame = shapely.box(*shapely.total_bounds(members)).buffer(2 * reach + _CLOSING * width)
    own = _land(members, frame, width, _ISLE)
    foreign = _land(others, frame, width)
    land = own | foreign
    shore = _closed(_largest(land) | own, _CLOSING * width)
    ours = _nearer(own, foreign, _STEP * width) - _near(land, gap) - kept_off
    band = _opened((_near(_largest(shore), reach) - _near(shore, gap)) & ours, width)
    far = [shape for shape in members if shape.distance(band) > reach]
    bays = _opened(shore - land, gap)
    bays = shapely.union_all([bay for bay in shapely.get_parts(bays) if _touches(bay, far, gap)])
    if not bays.is_empty:
        inner = _opened(_near(bays, gap) & _near(own, reach) & ours, _NARROW * width)
        band = _closed(band | inner, _SOFT * width) - _near(land, gap)
    parts = [part for part in shapely.get_parts(band) if part.area > _LEAST * width * width]
    return shapely.union_all(parts).simplify(_GRAIN * width / 4)


def _land(
    shapes: Sequence[BaseGeometry], frame: BaseGeometry, width: float, isle: float = 0.0
) -> BaseGeometry:
    """Land in a frame, without detail and isles that the band does not show."""
    inside = shapely.union_all([shapely.clip_by_rect(shape, *frame.bounds) for shape in shapes])
    parts = shapely.get_parts(inside.simplify(_GRAIN * width))
    return shapely.union_all([part for part in parts if part.area > isle * width * width])


def _touches(bay: BaseGeometry, shapes: Sequence[BaseGeometry], gap: float) -> bool:
    return any(shape.distance(bay) < gap for shape in shapes)


def _near(shape: BaseGeometry, distance: float) -> BaseGeometry:
    return shape.buffer(distance, _SEGMENTS)


def _closed(shape: BaseGeometry, distance: float) -> BaseGeometry:
    return _near(_near(shape, distance), -distance)


def _opened(shape: BaseGeometry, width: float) -> BaseGeometry:
    """A shape without what is thinner than a band should be, its corners round."""
    return _near(_near(shape, -_SOFT * width), _SOFT * width)


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(shape), key=lambda part: part.area, default=shape)


def _nearer(own: BaseGeometry, foreign: BaseGeometry, step: float) -> BaseGeometry:
    """What lies nearer to our own coasts than to those of others, by points along both."""
    sides = [shapely.get_coordinates(shape.boundary.segmentize(step)) for shape in (own, foreign)]
    grain = step / 8  # points that nearly coincide have no border between them
    points, first = np.unique(np.round(np.vstack(sides) / grain), axis=0, return_index=True)
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(points * grain), extend_to=own, ordered=True
    )
    return shapely.union_all(shapely.get_parts(cells)[first < len(sides[0])])
