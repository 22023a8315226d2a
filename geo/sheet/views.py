"""The windows of a page: the territory, its inset at another scale, a locator."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Frame, Inset, Territory
from geo.sheet.box import Bounds
from geo.sheet.ground import drawn, projected, rectangle_of
from geo.sheet.model import Box, Page, View
from geo.sheet.panel_corner import in_corner, rounded
from geo.sheet.projection import Albers, Array, Projection
from geo.sources.boundaries.model import Boundaries

DELTA_LEAST = 2.0
DELTA_MOST = 3.2
_ROUND_TO = 25_000
_APART = 0.62  # of the map's height and width: an inset of what lies far off
_EDGE = 0.03  # of the lesser side of an overview
Windows = tuple[Page, tuple[View, ...]]


def make_views(page: Page, boundaries: Boundaries, panel_mm: float = 0.0) -> Windows:
    """The page with its final panel, and its windows, main first.

    ``panel_mm`` is the height the panel should have: the delta window gives way to it, down to
    twice the main scale; without an inset it takes the left edge, or a corner.
    """
    inset = boundaries.territory.inset
    if inset is not None and is_apart(boundaries.territory):
        return _apart(page, boundaries, inset, panel_mm)
    if inset is None:
        lying = page.orientation == "landscape"
        return (_beside_panel if lying else _above)(page, boundaries, panel_mm)
    if page.orientation == "portrait":
        return _standing(page, boundaries, inset)
    return _lying(page, boundaries, inset, panel_mm)


def whole_bounds(boundaries: Boundaries) -> Bounds:
    """What the main window must hold, in metres."""
    territory = boundaries.territory
    projection = Albers.of(territory.projection)
    if territory.main is None:
        return Bounds(*projected(boundaries, projection).shape(territory.code).bounds)
    x, y = _corners(territory.main, projection)
    return Bounds(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def is_apart(territory: Territory) -> bool:
    """Whether the inset shows what the main window need not hold.

    Examples
    --------
    >>> from geo.sources.territory import load_territory
    >>> is_apart(load_territory("460000")), is_apart(load_territory("440000"))
    (True, False)
    """
    inset, main = territory.inset, territory.main
    if inset is None or main is None:
        return False
    return not shapely.box(*main).contains(shapely.box(*inset.paper))


def has_panel(territory: Territory) -> bool:
    """Whether a standing page has a panel: beside its inset."""
    return territory.inset is not None and not is_apart(territory)


def overview(box: Box, boundaries: Boundaries) -> View:
    """The whole territory in the middle of a box."""
    projection = Albers.of(boundaries.territory.projection)
    held = whole_bounds(boundaries)
    pad = min(box.w, box.h) * _EDGE
    scale = min((box.w - 2 * pad) / held.wide, (box.h - 2 * pad) / held.high)
    return View("main", box, *held.middle, scale, projection)


def shape_of(boundaries: Boundaries) -> float:
    """Height of the territory against its width, with the edge that an overview leaves."""
    held = whole_bounds(boundaries)
    shape = held.high / held.wide
    return float(shape + 2 * _EDGE * shape * (1 - shape))


def inset_shape(boundaries: Boundaries) -> float:
    """Height of the inset of a territory, which has one, against its width."""
    inset = boundaries.territory.inset
    assert inset is not None  # noqa: S101  (asked of a territory with a panel)
    x, y = _corners(inset.paper, Albers.of(boundaries.territory.projection))
    return float((y.max() - y.min()) / (x.max() - x.min()))


def _lying(page: Page, boundaries: Boundaries, inset: Inset, panel_mm: float) -> Windows:
    unit, chart, territory = page.unit, page.map, boundaries.territory
    west, south, east, north = whole_bounds(boundaries)
    projection = Albers.of(territory.projection)
    wide, high = (chart.w - 100 * unit) / (east - west), (chart.h - 10 * unit) / (north - south)
    scale = rounded(min(high, wide))
    centre = east - (chart.w / 2 - 7 * unit) / scale
    main = View("main", chart, centre, (north + south) / 2, scale, projection)
    ours = drawn(boundaries, main).grown(territory.code, 2.5 * unit)
    delta = _delta(main, inset, ours, chart.h - panel_mm)
    left = main.placed(west, 0)[0] - 5 * unit - chart.x
    panel = Box(chart.x, delta.box.bottom, left, chart.bottom - delta.box.bottom)
    return replace(page, panel=panel), (main, delta)


def _delta(main: View, inset: Inset, ours: BaseGeometry, highest: float) -> View:
    """The largest window at the upper left that covers nothing of ours and leaves the panel."""
    x, y = _corners(inset.paper, main.projection)
    width, height = x.max() - x.min(), y.max() - y.min()
    whole = 1000 / main.mm_per_m
    first = np.ceil(whole / DELTA_MOST / _ROUND_TO) * _ROUND_TO
    for denominator in (*np.arange(first, whole / DELTA_LEAST, _ROUND_TO), whole / DELTA_LEAST):
        scale = 1000 / float(denominator)
        box = Box(main.box.x, main.box.y, float(width) * scale, float(height) * scale)
        if box.h <= highest and not shapely.intersects(rectangle_of(box), ours):
            break
    middle = float(x.mean()), float(y.min() + height / 2)
    return View("delta", box, *middle, scale, main.projection, inset.name)


def _beside_panel(page: Page, boundaries: Boundaries, panel_mm: float) -> Windows:
    """The territory right of a panel that is as high as the map, or round one in a corner.

    A corner it is where that gives a good deal more of the map.
    """
    chart, projection = page.map, Albers.of(boundaries.territory.projection)
    shape = projected(boundaries, projection).shape(boundaries.territory.code)
    found = in_corner(chart, page.panel.w, panel_mm, shape, whole_bounds(boundaries), page.unit)
    main = View("main", chart, found.east, found.north, found.mm_per_m, projection)
    return replace(page, panel=found.panel), (main,)


def _apart(page: Page, boundaries: Boundaries, inset: Inset, panel_mm: float) -> Windows:
    """The territory with an inset of what lies far off, in the corner where it covers nothing."""
    lying = page.orientation == "landscape"
    page, (main,) = (_beside_panel if lying else _above)(page, boundaries, panel_mm)
    x, y = _corners(inset.paper, main.projection)
    wide, high = float(x.max() - x.min()), float(y.max() - y.min())
    left = page.panel.w if lying else 0.0
    room = Box(main.box.x + left, main.box.y, main.box.w - left, main.box.h)
    scale = min(_APART * room.h / high, _APART * room.w / wide)
    shape = projected(boundaries, main.projection).shape(boundaries.territory.code)
    held = whole_bounds(boundaries)
    found = in_corner(room, wide * scale, high * scale, shape, held, page.unit)
    box = Box(found.panel.x, found.panel.bottom - high * scale, wide * scale, high * scale)
    if found.panel.h > box.h:  # a column, left free: the inset takes its foot
        box = replace(box, y=room.bottom - box.h)
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    east = found.east - left / 2 / found.mm_per_m
    main = replace(main, east=east, north=found.north, mm_per_m=found.mm_per_m)
    return page, (main, View("apart", box, *middle, scale, main.projection, inset.name))


def _above(page: Page, boundaries: Boundaries, _: float) -> Windows:
    """The territory over the whole of the map, without a panel; in a figure with one under it."""
    main = overview(page.map, boundaries)
    panel = Box(page.map.x, page.map.bottom, 0.0, 0.0)
    if page.figure:
        panel = replace(page.panel, x=page.map.x, w=page.map.w)
    return replace(page, panel=panel), (replace(main, mm_per_m=rounded(main.mm_per_m)),)


def _standing(page: Page, boundaries: Boundaries, inset: Inset) -> Windows:
    main = overview(page.map, boundaries)
    main = replace(main, mm_per_m=rounded(main.mm_per_m))
    gap = 3 * page.unit
    box = Box(page.map.x, page.panel.y, page.panel.x - page.map.x - gap, page.panel.h)
    x, y = _corners(inset.paper, main.projection)
    scale = float(min(box.w / (x.max() - x.min()), box.h / (y.max() - y.min())))
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    return page, (main, View("delta", box, *middle, scale, main.projection, inset.name))


def _corners(frame: Frame, projection: Projection) -> tuple[Array, Array]:
    corners = np.array(frame.corners)
    return projection.forward(corners[:, 0], corners[:, 1])
