"""Names of what is no area of the map: neighbours, seas, reefs, symbols; counties and units.

The last two stand inside what they name, counties on papers that hang on a wall. See DECISIONS 65
for outlines of a user, among which are units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.scene.marks import UNIT, DrawnPlot
from geo.scene.scene import DrawnArea
from geo.sheet.area_names import NOWHERE, text_extent, text_lines
from geo.sheet.canvas import Canvas, free_of, on_course, over_bands, passable
from geo.sheet.ground import drawn, on_page, rectangle_of
from geo.sheet.labels import NO_LINE, Wish, around, corner_boxes, gaps, lattice, rings
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Point, Sheet, View
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

_NEARER_OTHER, _ACROSS, _OVER_BAND = 2.5, 1.2, 2.0
_AIR, _LESS_AIR = (1.15, 2.0), (1.04, 1.15)  # of the box that lies in a neighbour
_COUNTY_PT, _CLEAR_MM = 6.5, 1.0  # at A3
_UNIT_PT = 6.0  # at A3
_OVERHANG_MM = 1.5


@dataclass(frozen=True)
class _ShapeToName:
    """A shape on the page with the name that stands in it if it has room, its ink and its halo."""

    owner: str
    name: Text
    shape: BaseGeometry
    ink: str
    halo: str


def context_wish(c: Canvas, area: DrawnArea, loss: float, *, spaced: bool = True) -> Wish | None:
    """A neighbour's name, quiet: a province's wide and well inside it, a city's where it fits."""
    visible = c.shown(area.adcode)
    if visible.is_empty:
        return None
    air = _AIR if spaced else _LESS_AIR
    lines = text_lines(area.name, c.lang)
    size = text_extent(lines, c.sizes.quiet, line=c.manners.line)
    wish = c.once(("context", area.adcode, size, air), lambda: _deep(c, area.adcode, size, air))
    if wish is None:
        return None
    label = PlacedLabel(
        area.adcode, "context", c.view.role, lines, c.sizes.quiet, NOWHERE, c.ink.quiet,
    )  # fmt: skip
    return replace(wish, looks=(label,), loss=loss)


def _deep(
    c: Canvas, adcode: str, size: tuple[float, float], air: tuple[float, float]
) -> Wish | None:
    """The open places well inside a neighbour: the deeper, the cheaper."""
    visible, (width, height) = c.shown(adcode), size
    centres = lattice(visible, height)
    roomy = corner_boxes(centres, width * air[0], height * air[1])
    centres = centres[c.drawn.cover(adcode, c.cell).share(roomy) > 0.99]
    if not len(centres):
        return None
    depth = shapely.distance(shapely.points(centres), visible.boundary)
    costs = (depth.max() - depth) / (20 * c.unit)
    boxes = corner_boxes(centres, width, height)
    return Wish((), boxes, costs).kept(free_of(c, boxes))


def word_wish(
    c: Canvas, owner: str, text: Text, at: Sequence[Point], loss: float, *, sea: bool = False
) -> Wish:
    """A word of the map itself (a sea, a group of reefs) at the first free of some places."""
    size = c.sizes.sea if sea else c.sizes.small
    lines = text_lines(text, c.lang)
    width, height = text_extent(lines, size, line=c.manners.line)
    boxes = corner_boxes(np.array(at), width, height)
    costs = np.arange(len(boxes), dtype=float) * 0.5
    if sea:
        open_sea = c.drawn.land_cover(c.cell).share(boxes) == 0
        boxes, costs = boxes[open_sea], costs[open_sea]
    label = PlacedLabel(
        owner, "word", c.view.role, lines, size, NOWHERE, c.ink.sea if sea else c.ink.ink,
        slanted=sea, halo="" if sea else c.ink.paper,
    )  # fmt: skip
    return Wish((label,), boxes, costs, loss=loss).kept(free_of(c, boxes))


def symbol_wish(
    c: Canvas, placed: PlacedSymbol, others: Sequence[Point], right: float, farthest: float
) -> Wish:
    """The name of a symbol on a white plate: beside it, else not too far off with a line."""
    size = c.sizes.small
    lines = _name_lines(placed.symbol.label, c.lang, size)
    width, height = text_extent(lines, size)
    width, height = width + 0.5 * size * MM_PER_PT, height + 0.16 * size * MM_PER_PT
    here, radius = (placed.x, placed.y), placed.size_mm / 2
    near = around(here, width, height, radius, 0.5 * c.unit)
    steps = np.array([1.5, 2.8, 4, 6, 9, 12, 16, 20, 25, 30, 35, 42, 50, 60])
    steps = radius + steps[steps <= farthest] * c.unit
    far = rings(here, width, height, tuple(steps))
    boxes = corner_boxes(np.vstack([near, far]), width, height)
    number = np.arange(len(boxes))
    free = free_of(c, boxes)
    boxes, number = boxes[free], number[free]
    ends, away = gaps(here, boxes)
    led = away - radius >= c.manners.led * c.unit
    costs = np.where(led, 2.0, 0) + away / (3 * c.unit)
    costs = np.where(number < len(near), 0.12 * number, costs)
    land = c.drawn.land_cover(c.cell).share(boxes)
    costs += _ACROSS * np.minimum(land, 1 - land) + on_course(c, boxes)
    if len(others):
        apart = np.min([gaps(other, boxes)[1] for other in others], axis=0)
        costs += np.where(~led & (apart < away), _NEARER_OTHER, 0)
    lines_ = np.hstack([ends, np.tile(here, (len(ends), 1))])
    leads = np.where(led[:, None], lines_, np.array(NO_LINE))
    costs += _OVER_BAND * over_bands(c, leads)
    label = PlacedLabel(
        placed.symbol.id, "symbol", c.view.role, lines, size, NOWHERE, c.ink.ink,
        plate=c.ink.paper,
    )  # fmt: skip
    return passable(c, Wish((label,), boxes, right * costs, leads))


def _name_lines(text: Text, lang: str, size: float) -> tuple[str, ...]:
    """The name in lines of at most about ten Chinese or twenty-two Latin characters, balanced."""
    lines: list[str] = []
    for line in text_lines(text, lang):
        full = typeface().width_mm(line, size)
        rows = max(1, int(np.ceil(full / (10.5 * size * MM_PER_PT))))
        lines += wrap(line, size, full / rows + 1.2 * size * MM_PER_PT) if rows > 1 else (line,)
    return tuple(lines)


def county_labels(sheet: Sheet, view: View, closed: Sequence[Box]) -> list[PlacedLabel]:
    """The names of a window that have room; its other labels stand, ``closed`` are kept free.

    Those in the frame of the delta window are read there.
    """
    shapes = drawn(sheet.boundaries, view).shapes["counties"]
    hosts = {area.adcode: area.style for area in sheet.scene.areas}
    wanted = [
        _ShapeToName(county.adcode, county.name, shapes[county.adcode], style.ink, style.fill)
        for county in sheet.scene.counties
        if county.adcode in shapes and (style := hosts.get(county.host))
    ]
    return _written(sheet, view, closed, ("county", _COUNTY_PT), wanted)


def _written(
    sheet: Sheet,
    view: View,
    closed: Sequence[Box],
    look: tuple[str, float],
    wanted: Sequence[_ShapeToName],
) -> list[PlacedLabel]:
    """Names of some kind and size that have room in their shapes."""
    if not wanted:
        return []
    kind, size = look[0], sheet.page.pt(look[1])
    taken, found = taken_ground(sheet, view, closed), list[PlacedLabel]()
    for one in wanted:
        lines = text_lines(one.name, sheet.lang)
        if box := place_inside(one.shape, text_extent(lines, size), taken):
            taken = shapely.union(taken, rectangle_of(box))
            label = PlacedLabel(one.owner, kind, view.role, lines, size, box, one.ink)
            found.append(replace(label, halo=one.halo))
    return found


def taken_ground(sheet: Sheet, view: View, closed: Sequence[Box]) -> BaseGeometry:
    """What no name may touch: names, symbols, bands, furniture, all beyond the window."""
    placed: list[PlacedLabel | PlacedSymbol] = [*sheet.labels, *sheet.symbols]
    boxes = [*closed, *(x.box for x in placed if x.view == view.role)]
    if view.role == "main":
        boxes += [view.frame_of(other) for other in sheet.views if other.role == "delta"]
    bands = [shapely.LineString(b.points) for b in sheet.bands if b.view == view.role]
    clear = _CLEAR_MM * sheet.page.unit
    outside = shapely.difference(rectangle_of(view.box.grown(500.0)), rectangle_of(view.box))
    shapes = [*(rectangle_of(box.grown(clear)) for box in boxes), outside]
    return shapely.union_all([*shapes, *(band.buffer(3 * clear) for band in bands)])


def place_inside(shape: BaseGeometry, size: tuple[float, float], taken: BaseGeometry) -> Box | None:
    """The box nearest to the middle of a shape that lies in it and on nothing else."""
    width, height = size
    centres = lattice(shape, height * 0.5)
    boxes = shapely.box(*corner_boxes(centres, width, height).T)
    shapely.prepare([shape, taken])
    free = shapely.contains(shape, boxes) & ~shapely.intersects(taken, boxes)
    if not free.any():
        return None
    middle = shape.representative_point()
    away = np.hypot(*(centres - (middle.x, middle.y)).T)
    x, y = centres[int(np.where(free, away, np.inf).argmin())]
    return Box(float(x) - width / 2, float(y) - height / 2, width, height)


def plot_shape(plot: DrawnPlot, view: View) -> BaseGeometry:
    """An outline in mm on the page, cut to the window; empty where that does not show it."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in plot.polygons]
    ground = shapely.transform(shapely.multipolygons(parts), view.projection.forward_points)
    window = rectangle_of(view.box.grown(_OVERHANG_MM))
    return shapely.intersection(shapely.make_valid(on_page(ground, view)), window)


def unit_labels(sheet: Sheet, view: View, closed: Sequence[Box]) -> list[PlacedLabel]:
    """Names of units that have room in them beside the names that stand; ``closed`` stay free."""
    ink = sheet.ink
    units = [(plot, plot_shape(plot, view)) for plot in sheet.scene.plots if plot.kind == UNIT]
    wanted = [_ShapeToName(u.id, u.label, s, ink.quiet, ink.paper) for u, s in units if s]
    return _written(sheet, view, closed, ("unit", _UNIT_PT), wanted)
