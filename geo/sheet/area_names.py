"""The wishes of names of areas: in them, beside them or led to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.scene.scene import DrawnArea
from geo.sheet.area_places import INSIDE, LED, Places, Stand, places_of
from geo.sheet.canvas import ALONE, Canvas, on_course, over_bands, passable
from geo.sheet.labels import MUST, OUGHT, Array, Wish, whole
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Point
from geo.sheet.typeface import MM_PER_PT, typeface

MARK_SHARE = 0.8
_LINE = 1.23
_OVER_BAND = 1.2  # for each mm
LESSER = 0.85  # of the size of a name: that of a place which the plan does not name
DOTS = {"●", "○"}
_NO_LABEL = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class NameStyle:
    """How the name of an area is set: in which size, of what weight, how dear it is."""

    text: Text
    size: float
    bold: bool = True
    kind: str = "area"
    #: What its places cost against those of others, and what it costs to leave it out.
    right: float = 1.0
    loss: float = MUST
    symbol: PlacedSymbol | None = None


def text_lines(text: Text, lang: str) -> tuple[str, ...]:
    """The lines of a name; maps of pages in two languages are lettered in Chinese."""
    return tuple(text.in_("en" if lang == "en" else "zh").split("\n"))


def mark_width(mark: str, mark_pt: float) -> float:
    """Width (mm) of the sign in its ring or pill."""
    if not mark:
        return 0.0
    if mark in DOTS:
        return 0.6 * mark_pt * MM_PER_PT
    height = 1.28 * mark_pt * MM_PER_PT
    return max(height, typeface(True).width_mm(mark, mark_pt) + 0.7 * mark_pt * MM_PER_PT)


def text_extent(
    lines: tuple[str, ...],
    size: float,
    bold: bool = False,
    line: float = ALONE,
) -> tuple[float, float]:
    """Width and height (mm) of lines of one size; ``line`` is the height of one alone in em."""
    face = typeface(bold)
    width = max(face.width_mm(line, size) for line in lines)
    return width, size * MM_PER_PT * (line + _LINE * (len(lines) - 1))


def area_wish(c: Canvas, area: DrawnArea, style: NameStyle) -> Wish | None:
    """A name with its mark: in the area if it fits, beside it, or led to it from further off."""
    shown = c.shown(area.adcode)
    if shown.is_empty:
        return None
    mark_pt = max(style.size * MARK_SHARE, c.sizes.sign)
    mark = area.style.mark if style.kind == "area" else ""
    extra = mark_width(mark, mark_pt)
    extra += 0.18 * style.size * MM_PER_PT if extra else 0.0
    base = PlacedLabel(
        area.adcode, style.kind, c.view.role, (), style.size, _NO_LABEL, c.ink.ink,
        bold=style.bold, mark=mark, mark_pt=mark_pt, halo=c.ink.paper,
    )  # fmt: skip
    looks: list[PlacedLabel] = []
    sizes: list[tuple[float, float]] = []
    for lines in settings(style.text, c.lang):
        width, height = text_extent(lines, style.size, style.bold, line=c.manners.line)
        sizes.append((width + extra, height))
        looks += [replace(base, lines=lines), _inside(base, area, style, lines)]
    symbol = style.symbol.size_mm if style.symbol else 0.0
    anchor = _anchor(c, area, style, shown)
    stand = Stand(area.adcode, anchor, tuple(sizes), symbol, style.loss >= OUGHT)
    wish = c.once(("area", stand, style.right), lambda: _wish(c, stand, style.right))
    return replace(wish, looks=tuple(looks), loss=style.loss)


def _wish(c: Canvas, stand: Stand, right: float) -> Wish:
    """The open places of a name, whatever it looks like."""
    places = places_of(c, stand)
    places = places.where(c.ground.open(places.boxes))
    look = 2 * places.setting + (places.own >= INSIDE)
    return passable(c, Wish((), places.boxes, _weighed(c, places, right), places.leads, look))


def _inside(
    base: PlacedLabel, area: DrawnArea, style: NameStyle, lines: tuple[str, ...]
) -> PlacedLabel:
    """A name that lies wholly in its area: in the ink for its fill, the hatch cleared."""
    fill = area.style.fill
    ink = area.style.ink if style.kind == "area" else base.ink
    plate = fill if area.hatched else ""
    return replace(base, lines=lines, ink=ink, halo=fill, plate=plate)


def settings(text: Text, lang: str) -> list[tuple[str, ...]]:
    """A name in its lines; a long one in two as well.

    Examples
    --------
    >>> settings(Text("澳门特别行政区", "Macao"), "zh")
    [('澳门特别行政区',), ('澳门', '特别行政区')]
    """
    lines = text_lines(text, lang)
    words = lines[0].split(" ")
    if len(lines) == 1 and len(words) > 3:
        return [lines, (" ".join(words[:-2]), " ".join(words[-2:]))]
    if len(lines) == 1 and not lines[0].isascii() and len(lines[0]) > 5:
        return [lines, (lines[0][:-5], lines[0][-5:])]
    return [lines]


def _anchor(c: Canvas, area: DrawnArea, style: NameStyle, shown: BaseGeometry) -> Point:
    if style.symbol:
        return style.symbol.x, style.symbol.y
    anchor = c.view.page(*area.anchor)
    return anchor if c.view.box.holds(*anchor) else middle(shown)


def _weighed(c: Canvas, places: Places, right: float) -> Array:
    """The costs of places with what lies on this map: symbols of areas, bands."""
    boxes, costs = places.boxes, places.costs.copy()
    middles, reach = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    reach += c.manners.clear
    west, north, east, south = whole(np.hstack([middles - reach, middles + reach]))
    for x, y in c.manners.points:
        if west <= x <= east and north <= y <= south:
            covers = (np.abs(middles - (x, y)) < reach).all(axis=1)
            costs += np.where(covers, c.manners.over_point, 0)
    costs += _OVER_BAND * on_course(c, boxes) + LED * over_bands(c, places.leads)
    return np.asarray(right * (costs + 0.8 * places.setting))


def middle(shape: BaseGeometry) -> Point:
    """A point well within the largest part of a shape."""
    point = max(shapely.get_parts(shape), key=lambda part: part.area).representative_point()
    return float(point.x), float(point.y)
