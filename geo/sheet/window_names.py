"""All names of one window: what each wishes, in the order of their rights."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.scene.marks import Symbol
from geo.scene.scene import DrawnArea, Lettering, Scene
from geo.sheet.area_names import LESSER, NameStyle, area_wish
from geo.sheet.bands import letter_boxes
from geo.sheet.belts import belt_wish
from geo.sheet.canvas import Canvas, canvas_of
from geo.sheet.closeups import focus_of
from geo.sheet.furniture import beside, reef_boxes, reefs_in
from geo.sheet.ground import drawn
from geo.sheet.labels import CLEAR_MM, MUST, OUGHT, Ground, Wish, rings
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Point, Sheet, View
from geo.sheet.other_names import context_wish, symbol_wish, word_wish
from geo.sheet.settling import settle
from geo.sheet.symbols import is_city, is_numbered
from geo.sources.boundaries.model import Boundaries

_MAY, _SPARE = 40.0, 15.0
_CORE, _SAR, _NAMED, _PLAIN, _NODE, _PARK = 3.0, 2.0, 1.5, 1.0, 0.9, 0.7  # what rights weigh
_NODE_MM, _PARK_MM = 60.0, 35.0  # how far off a name may be; a park farther off gets a number
_CORNERS = 0.06  # what the corners of a symbol reach out of its box
_LAYOUT = "structure"  # the kind of map whose cores are named large
_SHOWN, _PART_MM2 = 0.2, 60.0  # a frame shows an area of which it holds so much
_LITTLE_MM2 = 150.0  # a district smaller than that has hardly room for its name
_NAME_MM2 = 30.0  # what the small name of a district takes up


def window_labels(
    sheet: Sheet, view: View, closed: list[Box], boundaries: Boundaries
) -> tuple[list[PlacedLabel], list[str]]:
    """Every name of a window, and who must be named and found no place.

    ``closed`` are boxes that no name may enter.
    """
    scene, page = sheet.scene, sheet.page
    shown = [s for s in sheet.symbols if s.view == view.role]
    reefs = reefs_in(view, boundaries.territory)
    isles = [(r, reef_boxes(r, view, page.unit, boundaries)) for r in reefs]
    closed = [*closed, *(box for _, boxes in isles for box in boxes)]
    closed += [s.box.grown(_CORNERS * s.size_mm) for s in shown]
    closed += [b for t in sheet.path_texts if t.view == view.role for b in letter_boxes(t)]
    lines = [((s.x, s.y), s.anchor) for s in shown if s.moved]
    inset = next((v for v in sheet.views if v.role == "delta" and view.role == "main"), None)
    inner = view.frame_of(inset) if inset else None
    clear = CLEAR_MM * max(page.unit, 1.0)
    ground = Ground(view.box, closed, lines, [inner] if inner else [], clear)
    c = canvas_of(sheet, view, drawn(boundaries, view), ground)
    wishes: list[Wish | None] = []
    for isle, boxes in isles:
        places = [*beside(boxes, view, page.unit), *_near(c, isle.paper)]
        wishes.append(word_wish(c, isle.id, isle.name, places, MUST))
    wishes += _area_wishes(c, _named_here(sheet, view), shown, inner)
    wishes += [belt_wish(c, sheet, b) for b in sheet.belts if b.belt.hatch and b.view == view.role]
    wishes += _symbol_wishes(c, sheet, shown, inset)
    if view.role == "main" and not focus_of(scene, boundaries):
        for sea in boundaries.territory.seas:
            points = (sea.paper, *sea.more)
            places = [view.page(*at) for at in points]
            places += [place for at in points for place in _near(c, at)]
            wishes.append(word_wish(c, "sea", sea.name, places, _SPARE, sea=True))
    wishes += [context_wish(c, a, _SPARE, spaced=False) for a in scene.beside]
    wishes += [context_wish(c, a, _SPARE) for a in scene.context if a.level != "sar"]
    placed, left = settle([wish for wish in wishes if wish is not None], clear)
    return placed, [wish.owner for wish in left if wish.loss == MUST]


def _near(c: Canvas, at: tuple[float, float]) -> list[Point]:
    """Places on widening rings round a point of the ground."""
    radii = tuple(np.array([5.0, 8, 12, 16, 20, 26, 33, 40]) * c.unit)
    return [(float(x), float(y)) for x, y in rings(c.view.page(*at), 0.0, 0.0, radii)]


def _named_here(sheet: Sheet, view: View) -> Scene:
    """The scene with the areas that a window names: one of what lies far off names no others."""
    if view.role != "apart":
        return sheet.scene
    far = tuple(a for a in sheet.scene.areas if not sheet.views[0].sees(*a.anchor))
    return replace(sheet.scene, areas=far)


def _area_wishes(
    c: Canvas, scene: Scene, shown: Sequence[PlacedSymbol], inner: Box | None
) -> list[Wish | None]:
    """Cores, special administrative regions, named areas, others; finer areas if they fit."""
    codes = {name.zh: a.adcode for a in reversed(scene.areas) for name in (a.name, a.short)}
    seats = {codes[s.symbol.label.zh]: s for s in reversed(shown) if is_city(scene, s.symbol)}
    own = [a for a in scene.areas if a.level == scene.spec.level]
    finer = [a for a in scene.areas if a.level != scene.spec.level]
    whole = scene.spec.level == "prefecture" or bool(scene.spec.focus_adcode)
    own = own if whole else _with_room(c, own)
    styles = [(a, _style(c, a, seats.get(a.adcode), inner)) for a in own]
    if scene.spec.kind == _LAYOUT:
        large = c.sizes.core
        styles = [(a, replace(s, size=large) if s.right == _CORE else s) for a, s in styles]
    if not whole:
        styles = [(a, replace(s, size=c.sizes.small, loss=_MAY)) for a, s in styles]
    for area in scene.context:
        if area.level == "sar":
            must = c.shown(area.adcode).area >= _PART_MM2 * c.unit**2 or _is_shown(c, area.adcode)
            loss = MUST if must else _SPARE
            style = NameStyle(area.name, c.sizes.region, False, "context", _SAR, loss)
            styles.append((area, style))
    styles.sort(key=lambda pair: (-pair[1].right, c.drawn.shape(pair[0].adcode).area))
    small = [(a, NameStyle(a.short, c.sizes.small, right=_PARK, loss=_MAY)) for a in finer]
    return [area_wish(c, area, style) for area, style in (*styles, *small)]


def _with_room(c: Canvas, areas: Sequence[DrawnArea]) -> list[DrawnArea]:
    """Which areas are named: all, or if their names would fill the land those larger than half.

    What the plan does not name yields first.
    """
    size = dict(zip(areas, shapely.area([c.drawn.shape(a.adcode) for a in areas]), strict=True))
    name, land = _NAME_MM2 * c.unit**2, sum(size.values())
    kept: list[DrawnArea] = []
    for told in (True, False):
        found = [a for a in areas if _is_told(a) == told]
        full = (len(kept) + len(found)) * name > land
        kept += [a for a in found if not full or size[a] >= name / 2]
    return kept


def _is_told(area: DrawnArea) -> bool:
    return area.state not in ("not_named", "collective")


def _style(c: Canvas, area: DrawnArea, seat: PlacedSymbol | None, inner: Box | None) -> NameStyle:
    core = bool(seat and seat.symbol.kind == "core")
    right = _CORE if core else _NAMED if _is_told(area) else _PLAIN
    quiet = inner and not core and inner.holds(*c.view.page(*area.anchor))
    hardly = _LITTLE_MM2 * c.unit**2  # ground that is hardly larger than a name
    little = area.level == "county" and c.shown(area.adcode).area < hardly
    size = c.sizes.region if quiet or little else c.sizes.area
    loss = (OUGHT if little else MUST) if _is_shown(c, area.adcode) else _SPARE
    lettering = area.style.lettering
    if lettering == Lettering.SMALL:
        size = max(size * LESSER, min(size, c.sizes.sign))
    return NameStyle(area.short, size, lettering == Lettering.BOLD, "area", right, loss, seat)


def _is_shown(c: Canvas, adcode: str) -> bool:
    """Whether a window holds a good part of an area."""
    whole = c.whole.shape(adcode).area * c.view.mm_per_m**2
    return float(c.shown(adcode).area) >= _SHOWN * whole


def _symbol_wishes(
    c: Canvas, sheet: Sheet, shown: Sequence[PlacedSymbol], inset: View | None
) -> Iterator[Wish]:
    """Names of symbols that carry no number and do not stand for a named city."""
    told = {_place(symbol) for symbol in sheet.numbered}
    for placed in shown:
        symbol = placed.symbol
        twice = inset and inset.sees(symbol.lon, symbol.lat)
        if is_numbered(placed) or twice or is_city(sheet.scene, symbol):
            continue
        others: list[Point] = [(s.x, s.y) for s in shown if s is not placed]
        park = symbol.kind in ("carrier", "site", "facility")
        right, farthest = (_PARK, _PARK_MM) if park else (_NODE, _NODE_MM)
        wish = symbol_wish(c, placed, others, right, farthest)
        yield replace(wish, loss=_MAY) if _place(symbol) in told else wish


def _place(symbol: Symbol) -> str:
    """What stands at a symbol: one place may be a core of the layout and a park."""
    return symbol.id.rpartition(":")[2]
