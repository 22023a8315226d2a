"""Places of the names on the web map, by the engine of the printed page, for every zoom step.

A step is a page of its own: the home frame in Web Mercator (256 px at zoom 0), three pixels to a
millimetre, in the type of that step. The first is that at which the frame fits a small window. No
name lies on another at any step, in either language; a name that must stand and finds no place is a
fault. These are the places of bare names on an empty map: signs, symbols and the window of a page
move some of them, in app.wishes.js.

See DECISIONS 29.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.design.theme import load_theme
from geo.domain.territory import Territory
from geo.domain.text import NOTHING, Text
from geo.errors import Fault, OutputError
from geo.render.web.mercator import WebMercator, first_zoom
from geo.scene.scene import DrawnArea, Style
from geo.sheet.area_names import NameStyle, area_wish, settings, text_extent
from geo.sheet.canvas import CELL_MM, Canvas, Manners, NameSizes
from geo.sheet.furniture import beside, reef_boxes
from geo.sheet.ground import drawn, projected
from geo.sheet.labels import MUST, Ground, Wish, around, rings
from geo.sheet.model import Box, Ink, PlacedLabel, View
from geo.sheet.other_names import context_wish, word_wish
from geo.sheet.raster import course_of
from geo.sheet.settling import settle
from geo.sheet.typeface import MM_PER_PT
from geo.sources.boundaries.model import Boundaries

Array = NDArray[np.float64]
#: Steps by how much nearer they are than the first: of tables kept, and of those made on use.
KEPT_STEPS = tuple(step / 4 for step in range(15))
STEPS = KEPT_STEPS[:11:2]
SIGNED = 1.5  # from this step a name has its sign beside it
DEEPEST = 6.5  # the map goes no nearer
LANGS = ("zh", "en")
_WIDE = 1.5  # from here a name keeps farther from the symbol of a city
_ROOMY = 1.0  # from here a name rather moves than stand on the symbol of a city
_OVER_SYMBOL = (20.0, 5.0)  # its cost: in a roomy map, in others
_SPARE, _LED_MM = 100.0, 1.0
PX_PER_MM = 3.0
_PX_PT = 1 / (PX_PER_MM * MM_PER_PT)  # points in a pixel
MOST_PLACED = 150  # names
_SIZES = ((0.5, 10.0), (1.25, 11.0), (2.0, 12.0), (99.0, 13.0))
_EDGE_PX, _EDGE_FIRST_PX = 6.0, 22.0  # the smallest map has a wider margin
_UNIT = 0.8
LINE = 1.5  # em that a browser takes for a line
LESSER_PX, COUNTY_PX = -1.0, 12.0  # names of regions and reefs against areas; districts


@dataclass(frozen=True)
class Target:
    """A name to be placed; ``kind`` is area | sar | isles | sea | province.

    ``anchor`` is its point (lon, lat), ``symbol`` where the symbol of a city stands; names of seas
    and provinces may be left out.
    """

    key: str
    kind: str
    name: Text
    anchor: tuple[float, float]
    symbol: tuple[float, float] | None = None

    @property
    def optional(self) -> bool:
        """Whether the map is complete without it."""
        return self.kind in ("sea", "province")


@dataclass(frozen=True)
class LabelPlace:
    """Where a name stands at one zoom, px from its anchor, y down: middle and size of its box."""

    middle: tuple[float, float]
    size: tuple[float, float]


def font_size(step: float) -> float:
    """Size of area names at a step, px."""
    return next(size for limit, size in _SIZES if step < limit)


def in_lines(name: Text, kind: str) -> Text:
    """A name in the lines it is set in: long names of the two regions take two.

    Examples
    --------
    >>> in_lines(Text("香港", "Hong Kong Special Administrative Region"), "sar").en.split(chr(10))
    ['Hong Kong Special', 'Administrative Region']
    """
    if kind != "sar":
        return name
    return Text(*("\n".join(settings(name, lang)[-1]) for lang in ("zh", "en")))


def step_view(step: float, territory: Territory) -> View:
    """The home frame at a step, with its margin, as a window of a page."""
    home, mercator = territory.web.home, WebMercator()
    x, y = mercator.forward([home.west, home.east], [home.south, home.north])
    scale = 2 ** (first_zoom(territory) + step) / PX_PER_MM
    edge = (_EDGE_PX if step else _EDGE_FIRST_PX) / PX_PER_MM
    width, height = (float(v[1] - v[0]) * scale + 2 * edge for v in (x, y))
    return View("main", Box(0, 0, width, height), float(x.mean()), float(y.mean()), scale, mercator)


def place_labels(
    targets: Sequence[Target], boundaries: Boundaries, step: float, lang: str
) -> dict[str, LabelPlace]:
    """Places of all names at one step, by key; an optional one without room is absent.

    Names of a ground with more than a page can show stand on their points, for the page to find
    room for those of its window.

    Raises
    ------
    OutputError
        A name that must stand found no place, from the step on with signs.
    """
    if len(targets) > MOST_PLACED:
        return {t.key: _crowded(t.name.in_(lang), font_size(step) * _PX_PT) for t in targets}
    view = step_view(step, boundaries.territory)
    canvas, reefs = _canvas(targets, boundaries, view, (step, lang))
    rank = {"isles": 0, "sar": 1, "area": 2, "sea": 3, "province": 4}
    shapes = canvas.drawn
    order = sorted(targets, key=lambda t: (rank[t.kind], shapes.shape(t.key).area, t.key))
    wishes = [_wish(canvas, target, reefs.get(target.key, [])) for target in order]
    placed, _ = settle([wish for wish in wishes if wish])
    found = {label.owner: label for label in placed}
    missing = [t for t in targets if t.key not in found and not t.optional]
    due = [t for t in missing if step >= SIGNED and view.sees(*t.anchor)]
    if due:
        zh, en = "网页地图上没有放置此名称的位置", "the web map has no room for this name"
        raise OutputError([Fault("", zh, en, target.name.zh) for target in due])
    anchors = {target.key: view.page(*target.anchor) for target in targets}
    places = {key: _place(label, anchors[key]) for key, label in found.items()}
    return places | {t.key: _crowded(t.name.in_(lang), canvas.sizes.area) for t in missing}


def _crowded(name: str, size: float) -> LabelPlace:
    """A name on its point, for the page to find a better place: on a small map, or beyond home."""
    extent = text_extent(tuple(name.split("\n")), size, line=LINE)
    return LabelPlace((0.0, 0.0), (extent[0] * PX_PER_MM, extent[1] * PX_PER_MM))


def _canvas(
    targets: Sequence[Target], boundaries: Boundaries, view: View, at: tuple[float, str]
) -> tuple[Canvas, dict[str, list[Box]]]:
    """The ground of a zoom step, and the boxes of its reefs."""
    step, lang = at
    shapes, theme, territory = drawn(boundaries, view), load_theme(), boundaries.territory
    size, lesser = (font_size(step) + more for more in (0.0, LESSER_PX))
    sizes = NameSizes(*(v * _PX_PT for v in (size, size, lesser, lesser, size, size, 0.0)))
    reefs = {r.id: reef_boxes(r, view, _UNIT, boundaries) for r in territory.reefs}
    ground = Ground(view.box, [box for boxes in reefs.values() for box in boxes])
    clear = (5.0 if step < _WIDE else 7.0) / PX_PER_MM
    symbols = tuple(view.page(*t.symbol) for t in targets if t.symbol)
    over_symbol = _OVER_SYMBOL[step < _ROOMY]
    canvas = Canvas(
        view, _UNIT, sizes, Ink.of(theme, _UNIT, _UNIT), lang, shapes, ground,
        projected(boundaries, view.projection), territory.code,
        course_of([], view.box, CELL_MM * _UNIT),
        manners=Manners(25.0, over_symbol, clear, LINE, led=_LED_MM, points=symbols),
        kept=tuple(target.key for target in targets if target.kind == "sar"),
    )  # fmt: skip
    return canvas, reefs


def _wish(canvas: Canvas, target: Target, reefs: Sequence[Box]) -> Wish | None:
    """Where a name may stand at a zoom."""
    at = [canvas.view.page(*target.anchor)]
    key, name = target.key, target.name
    if target.kind == "sea":
        return word_wish(canvas, key, name, at, _SPARE, sea=True)
    if target.kind == "isles":
        further = rings(at[0], 20.0, 6.0, (2.0, 6.0, 10.0))
        places = [*beside(reefs, canvas.view, _UNIT), *((x, y) for x, y in further)]
        return word_wish(canvas, key, name, places, MUST)
    if target.kind == "province":
        wish = context_wish(canvas, _area(target), _SPARE)
        nearby = [*at, *((x, y) for x, y in around(at[0], 0.0, 0.0, 0.0, 4.0))]
        return wish or word_wish(canvas, key, name, nearby, _SPARE, sea=True)
    if target.kind == "sar":
        style = NameStyle(name, canvas.sizes.region, False, "context", 2.0)
        return area_wish(canvas, _area(target), style)
    return area_wish(canvas, _area(target), NameStyle(name, canvas.sizes.area))


def _area(target: Target) -> DrawnArea:
    """An area as it is before a map gives it a state."""
    style = Style("", "", 0.0, "")
    return DrawnArea(
        target.key, target.kind, target.name, target.name, "", 0, style, target.anchor, NOTHING
    )


def _place(label: PlacedLabel, anchor: tuple[float, float]) -> LabelPlace:
    def px(x: float, y: float) -> tuple[float, float]:
        return round((x - anchor[0]) * PX_PER_MM, 1), round((y - anchor[1]) * PX_PER_MM, 1)

    box = label.box
    middle = px(box.x + box.w / 2, box.y + box.h / 2)
    size = (round(box.w * PX_PER_MM, 1), round(box.h * PX_PER_MM, 1))
    return LabelPlace(middle, size)
