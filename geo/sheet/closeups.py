"""Windows of the sheet of one place: made to its measure, its densest part, a small locator.

See DECISIONS 43 for the coast that they show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.scene.marks import Symbol
from geo.scene.scene import Scene
from geo.sheet.box import Bounds
from geo.sheet.ground import drawn, projected, rectangle_of
from geo.sheet.model import Box, View
from geo.sheet.panel_corner import rounded
from geo.sheet.projection import Albers, Projection
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries
from geo.sources.boundaries.shapes import detail_of
from geo.texts.catalogue import say

FILLED = 0.86  # of a window's width and height, by the place that it is made for
DENSE_M, DENSE_LEAST = 10_000.0, 4  # side of the inset's square; with fewer symbols there is none
_INNER = 0.86  # of that side: what the symbols may take, so that none stands on the frame
_NEARER = 1.5  # an inset is worth its room if it is so much nearer
_SEA_SHOWN = 0.01  # of a window: less than that is no coast


def closeup(box: Box, boundaries: Boundaries, focus: str, filled: float = 0.92) -> View:
    """A prefecture or county without its reefs in the middle of a box, at a round scale."""
    projection = Albers.of(boundaries.territory.projection)
    held = _bounds(boundaries, focus, projection)
    scale = rounded(filled * min(box.w / held.wide, box.h / held.high))
    return View("main", box, *held.middle, scale, projection)


def focus_of(scene: Scene, boundaries: Boundaries) -> str:
    """The place that a sheet is made to the measure of; empty for the whole territory."""
    focus = scene.spec.focus_adcode
    return "" if focus == boundaries.territory.code else focus


def extent(boundaries: Boundaries, focus: str) -> tuple[float, float]:
    """How wide and how high (m) a place is without its reefs."""
    projection = Albers.of(boundaries.territory.projection)
    held = _bounds(boundaries, focus, projection)
    return held.wide, held.high


def is_upright(boundaries: Boundaries, focus: str) -> bool:
    """Whether a place, without its reefs, is higher than it is wide."""
    wide, high = extent(boundaries, focus)
    return high > wide


def hugging(room: Box, boundaries: Boundaries, focus: str) -> View:
    """The largest window in the upper left of some room, made to the measure of the place."""
    view = closeup(room, detail_of(boundaries), focus, FILLED)
    held = _bounds(detail_of(boundaries), focus, view.projection)
    share = view.mm_per_m / FILLED
    box = Box(room.x, room.y, held.wide * share, held.high * share)
    return replace(view, box=box)


@dataclass(frozen=True)
class Dense:
    """The square with most symbols: its middle (m) and what it holds."""

    east: float
    north: float
    held: tuple[Symbol, ...] = ()


def dense_square(symbols: Sequence[Symbol], projection: Projection) -> Dense:
    """The densest square of some symbols, the first of equals."""
    points = np.array([projection.forward(s.lon, s.lat) for s in symbols]).reshape(-1, 2)
    if not len(points):
        return Dense(0.0, 0.0)
    side = DENSE_M * _INNER
    # by symbol, on either axis: whether the square that begins at a second one reaches it
    east, north = ((at[:, None] >= at) & (at[:, None] <= at + side) for at in points.T)
    first = np.argmax(east.T.astype(float) @ north)  # of the squares with most symbols
    column, row = np.unravel_index(first, east.shape)
    inside = east[:, column] & north[:, row]
    held = points[inside]
    x, y = ((held.min(axis=0) + held.max(axis=0)) / 2).tolist()
    return Dense(x, y, tuple(s for s, i in zip(symbols, inside, strict=True) if i))


def dense_view(symbols: Sequence[Symbol], main: View, box: Box) -> View | None:
    """The densest square of the parks of a window, in a box, where it comes much nearer."""
    dense = dense_square([s for s in symbols if main.sees(s.lon, s.lat)], main.projection)
    scale = min(box.w, box.h) / DENSE_M
    if len(dense.held) < DENSE_LEAST or scale < _NEARER * main.mm_per_m:
        return None
    return View("delta", box, dense.east, dense.north, scale, main.projection, say("place.dense"))


def locator(box: Box, boundaries: Boundaries) -> View:
    """The whole territory, small."""
    return replace(overview(box, boundaries), role="locator")


def shows_coast(view: View, boundaries: Boundaries) -> bool:
    """Whether a window shows sea at a scale for which the coast is generalised."""
    if view.denominator > boundaries.territory.detail.coast_scale:
        return False
    window = rectangle_of(view.box)
    shown = drawn(boundaries, view)
    sea = window - shown.land - shown.hinterland
    return bool(sea.area > _SEA_SHOWN * window.area)


def _bounds(boundaries: Boundaries, focus: str, projection: Projection) -> Bounds:
    """A place without its reefs, in metres."""
    ground = projected(boundaries, projection)

    def measured() -> Bounds:
        parts = shapely.get_parts(ground.shape(focus))
        for reefs in boundaries.territory.reefs:
            limit = float(projection.forward(reefs.paper.lon, reefs.north)[1])
            if reefs.host in (focus, boundaries.parents[focus]):
                parts = [part for part in parts if part.bounds[3] > limit]
        return Bounds(*shapely.total_bounds(parts).tolist())

    return ground.once(("bounds", focus), measured)
