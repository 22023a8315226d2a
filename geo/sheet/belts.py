"""Belts and zones on the page: the ground that each takes in a window, and its name.

See DECISIONS 38.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.scene.marks import Belt
from geo.scene.offshore import offshore
from geo.scene.scene import Scene
from geo.sheet.area_names import NOWHERE, text_extent
from geo.sheet.bands import PathWish, write_along
from geo.sheet.canvas import Canvas, free_of
from geo.sheet.ground import drawn, on_page, projected, rectangle_of
from geo.sheet.labels import MUST, Wish, corner_boxes, lattice
from geo.sheet.model import Box, Page, PathText, PlacedBelt, PlacedLabel, Point, Sheet, View
from geo.sheet.paths import path_data, pattern_marks
from geo.sheet.typeface import MM_PER_PT, typeface, wrap
from geo.sources.boundaries.model import Boundaries

_BANDS: dict[tuple[object, ...], tuple[Boundaries, BaseGeometry]] = {}
_KEPT_BANDS = 64
_LAND = ("prefectures", "sars", "neighbours")
_FINE = 0.04  # mm: what no eye tells of the inner edge of a rim
_CALM = 4.0  # widths of a band: the bends that the name along it does not follow
_CLEAR = 0.8  # mm between a band and its name
_ROW_EM = 9.0  # a name of more is set in several lines, if it can
_MOST_ROWS = 5
_ROW_COST, _SPARE = 3.0, 6.0  # of a setting that is not the best; of no name in a window
_HELD, _ABROAD = 0.7, 15.0  # least share of a name on its belt, cost of what is off it
_GOOD_PART = 0.4  # of a belt: the inset shows it, and has more room for its name


def place_belts(
    scene: Scene, views: Sequence[View], page: Page, boundaries: Boundaries
) -> tuple[PlacedBelt, ...]:
    """Every belt and zone in every window but the locator, where the window shows it."""
    shown = [view for view in views if view.role != "locator"]
    belts = [(belt, scene.belts[:n], view) for view in shown for n, belt in enumerate(scene.belts)]
    placed = (_placed(*belt, page, boundaries) for belt in belts)
    return tuple(one for one in placed if one.path)


def _placed(
    belt: Belt, earlier: Sequence[Belt], view: View, page: Page, boundaries: Boundaries
) -> PlacedBelt:
    shown, theme = drawn(boundaries, view), load_theme().belts
    window = rectangle_of(view.box.grown(1.0))
    if belt.hatch is None:
        shape = shapely.intersection(_band(belt, view, page, boundaries), window)
        return PlacedBelt(belt, view.role, _path(shape), "", shape)
    whole = shapely.union_all([shown.shape(code) for code in belt.adcodes])
    if whole.is_empty:
        return PlacedBelt(belt, view.role, "", "", whole)
    width = theme["rim"]["width"] * page.unit
    beside = sum(bool(o.hatch) and not {*o.adcodes}.isdisjoint(belt.adcodes) for o in earlier)
    outline = whole.boundary & window
    rim = _calm(outline, width * (beside + 1)) - _calm(outline, width * beside)
    lines = pattern_marks(belt.hatch.times(page.unit), view.box) & whole
    return PlacedBelt(belt, view.role, _path(lines), _path((rim & whole).simplify(_FINE)), whole)


def _calm(outline: BaseGeometry, width: float) -> BaseGeometry:
    """What lies along an outline, without its small bends."""
    return outline.buffer(1.5 * width).buffer(-0.5 * width)


def _path(shape: BaseGeometry) -> str:
    return "" if shape.is_empty else path_data(shape)


def _band(belt: Belt, view: View, page: Page, boundaries: Boundaries) -> BaseGeometry:
    """The band of a belt of the coast, as wide as the page wants it; worked out once."""
    width = load_theme().belts["coast"]["width"] * page.unit / view.mm_per_m
    key = (id(boundaries), view.projection, belt.adcodes, round(width))
    if key not in _BANDS:
        ground = projected(boundaries, view.projection)
        land = [item for layer in _LAND for item in ground.layers[layer].items()]
        others = [shape for code, shape in land if code not in belt.adcodes]
        corners = [np.array(gulf.corners) for gulf in boundaries.territory.gulfs]
        gulfs = [shapely.Polygon(view.projection.forward_points(points)) for points in corners]
        own = [ground.shape(code) for code in belt.adcodes]
        if len(_BANDS) >= _KEPT_BANDS:
            _BANDS.clear()
        _BANDS[key] = (boundaries, offshore(own, others, shapely.union_all(gulfs), width))
    return on_page(_BANDS[key][1], view)


def coast_names(sheet: Sheet, view: View, closed: Sequence[Box]) -> list[PathText]:
    """The names of belts of the coast along their bands, off closed boxes, on the main map."""
    page, width = sheet.page, load_theme().belts["coast"]["width"] * sheet.page.unit
    land = drawn(sheet.boundaries, view).land
    found: list[PathText] = []
    for placed in sheet.belts:
        if placed.belt.hatch or not placed.view == view.role == "main":
            continue
        look = PathText(placed.belt.id, view.role, "", _size(page), (), placed.belt.color,
                        sheet.scene.sea, bold=True)  # fmt: skip
        shut = shapely.union_all([*map(rectangle_of, closed), land, placed.shape])
        rows = name_rows(_words(placed.belt.name, sheet.lang), look.size_pt, 1)
        wishes = [PathWish(look, lines, _CLEAR * page.unit) for lines in rows]
        courses = [*_courses(placed.shape, land, width)]
        tried = (write_along(way, wish, view.box, shut) for wish in wishes for way in courses)
        found += next((texts for texts in tried if texts), ())
    return found


def without_name(sheet: Sheet, view: View, names: Sequence[PathText]) -> list[str]:
    """The belts of the coast of a main window whose name found no place along their bands."""
    owners = {name.owner for name in names}
    here = [b.belt for b in sheet.belts if b.view == view.role == "main" and not b.belt.hatch]
    return [belt.id for belt in here if belt.id not in owners]


def _courses(band: BaseGeometry, land: BaseGeometry, width: float) -> Iterator[Sequence[Point]]:
    """The outer edges of a band without their small bends, longest first."""
    calm = _CALM * width
    edge = (land | band).buffer(calm).buffer(-calm).boundary
    seaward = edge & band.buffer(0.5 * width) - land.buffer(0.5 * width)
    lines = shapely.get_parts(shapely.line_merge(seaward.simplify(0.02 * width)))
    for line in sorted(lines, key=lambda line: -line.length):
        yield tuple((x, y) for x, y in line.coords)


def belt_wish(c: Canvas, sheet: Sheet, placed: PlacedBelt) -> Wish | None:
    """The name of a belt or zone on its lines, in as few rows as go.

    It must stand in one window: in the inset, if that shows a good part of the belt.
    """
    size, text = _size(sheet.page), _words(placed.belt.name, c.lang)
    inside = shapely.intersection(placed.shape, rectangle_of(c.view.box))
    if inside.is_empty:
        return None
    middle = shapely.get_point(shapely.maximum_inscribed_circle(inside, tolerance=0.5), 0)
    tint = load_theme().ground["layout"]
    look = PlacedLabel(
        placed.belt.id, "belt", c.view.role, (), size, NOWHERE, placed.belt.color,
        bold=True, plate=tint, halo=tint,
    )  # fmt: skip
    looks, boxes, costs = [], [], []
    for number, lines in enumerate(name_rows(text, size)):
        width, height = text_extent(lines, size, bold=True)
        centres = lattice(inside, height * 0.4, 900)
        rows = corner_boxes(centres, width, height)
        covers = [c.drawn.cover(code, c.cell) for code in placed.belt.adcodes]
        share = np.minimum(sum(cover.share(rows) for cover in covers), 1.0)
        away = np.hypot(*(centres - np.array([middle.x, middle.y])).T) / (10 * c.unit)
        held = share > _HELD
        looks.append(replace(look, lines=lines))
        boxes.append(rows[held])
        costs.append((away + _ABROAD * (1 - share) + number * _ROW_COST)[held])
    which = np.repeat(np.arange(len(looks)), [len(rows) for rows in boxes])
    places = np.vstack(boxes)
    loss = MUST if _home(sheet, placed.belt) == c.view.role else _SPARE
    wish = Wish(tuple(looks), places, np.hstack(costs), look=which, loss=loss)
    return wish.kept(free_of(c, places))


def _home(sheet: Sheet, belt: Belt) -> str:
    """The window that must name a belt."""
    scale = {view.role: view.mm_per_m for view in sheet.views}
    ground = {p.view: p.shape.area / scale[p.view] ** 2 for p in sheet.belts if p.belt == belt}
    return "delta" if ground.get("delta", 0.0) > _GOOD_PART * ground.get("main", 0.0) else "main"


def name_rows(text: str, size: float, best: int = 0) -> Iterator[tuple[str, ...]]:
    """A name in the number of lines that it should have, then in more, then in fewer."""
    full = typeface(True).width_mm(text, size)
    best = best or max(1, round(full / (_ROW_EM * size * MM_PER_PT) + 0.3))
    for rows in (*range(best, _MOST_ROWS), *range(1, best)):
        yield wrap(text, size, full / rows + 0.8 * size * MM_PER_PT, bold=True)


def _size(page: Page) -> float:
    return page.pt(load_theme().belts["name"]["size"])


def _words(name: Text, lang: str) -> str:
    """A name on the map, which is in one language."""
    return name.en if lang == "en" else name.zh
