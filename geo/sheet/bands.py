"""Corridors and belts on paper: their courses in each window, arrows at their ends, their names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.scene.marks import Band
from geo.scene.scene import Scene
from geo.sheet.ground import rectangle_of
from geo.sheet.model import Box, Page, PathText, PlacedBand, Point, Sheet, View
from geo.sheet.path_texts import PathWish, covered_by, write_along
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

NAME_PT = 9.0
_SMALL = 0.7  # share of the lines' weights in the window of the whole territory
_HALF_OPEN = math.radians(38)  # between an arm of an arrow and its course
_NAME_GAP_PT = 1.0
_MOST_LINES, _UNEVEN = 4, 1.15  # of a name; the longest of them against the mean


def place_bands(scene: Scene, views: Sequence[View], page: Page) -> tuple[PlacedBand, ...]:
    """Corridors and belts in every window but the locator."""
    shown = [view for view in views if view.role != "locator"]
    return tuple(_placed(band, view, page) for view in shown for band in scene.bands)


def _placed(band: Band, view: View, page: Page) -> PlacedBand:
    each = MM_PER_PT * page.type_unit * (1.0 if view.role == "delta" else _SMALL)
    points = tuple(view.page(lon, lat) for lon, lat in band.points)
    arrow = _arrow(points, band.arrow_pt * each) if band.arrow_pt else ()
    return PlacedBand(band, view.role, points, each, arrow)


def _arrow(points: Sequence[Point], arm: float) -> tuple[Point, ...]:
    """The head of an arrow at the end of a course, along the last stretch that is as long as it."""
    line = shapely.LineString(points)
    (x, y), back = points[-1], line.interpolate(max(0.0, line.length - arm * math.cos(_HALF_OPEN)))
    along = math.atan2(back.y - y, back.x - x)
    one, other = (
        (x + arm * math.cos(along + turn), y + arm * math.sin(along + turn))
        for turn in (_HALF_OPEN, -_HALF_OPEN)
    )
    return one, (x, y), other


def band_names(sheet: Sheet, view: View, closed: Iterable[Box]) -> list[PathText]:
    """The names of corridors along their courses, in the window that shows their nodes."""
    here = [band for band in sheet.bands if band.view == view.role]
    shapes = [rectangle_of(box) for box in closed]
    named: list[PathText] = []
    for placed in here:
        if placed.band.nodes and view.role == nodes_view(sheet.views, placed.band):
            others = [ground_under(other) for other in here if other is not placed]
            letters = [covered_by(text) for text in named]
            named += _name(sheet, placed, view.box, shapely.union_all([*shapes, *others, *letters]))
    return named


def nodes_view(views: Sequence[View], band: Band) -> str:
    """The window that shows a corridor large: the inset if it holds the middle of its course."""
    middle = band.points[len(band.points) // 2]
    inset = any(view.role == "delta" and view.sees(*middle) for view in views)
    return "delta" if inset else "main"


def ground_under(placed: PlacedBand) -> BaseGeometry:
    """The ground that the lines of a band cover, its arrow included."""
    lines = [shapely.LineString(line) for line in (placed.points, placed.arrow) if line]
    half = placed.band.strokes[0].width_pt * placed.mm_per_pt / 2
    return shapely.union_all(lines).buffer(half)


def _name(sheet: Sheet, placed: PlacedBand, window: Box, taken: BaseGeometry) -> Sequence[PathText]:
    """A name in one line, or in as many as its course has room for."""
    page, band = sheet.page, placed.band
    size = page.pt(NAME_PT)
    text = band.name.in_("en" if sheet.lang == "en" else "zh")
    full = typeface(bold=True).width_mm(text, size)
    look = PathText(band.id, placed.view, "", size, (), band.ink, sheet.ink.paper, bold=True)
    clear = (band.strokes[0].width_pt / 2 + _NAME_GAP_PT) * placed.mm_per_pt
    for rows in range(1, _MOST_LINES + 1):
        lines = wrap(text, size, full / rows * _UNEVEN, True)
        made = write_along(placed.points, PathWish(look, lines, clear), window, taken)
        if made:
            return made
    return ()
