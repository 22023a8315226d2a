"""The wishes of names of areas: in them, beside them or led to them.

What the ground under a place costs is the same on every map of the window on which the name is as
large and the same boxes near the area are closed, so it is weighed for the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.scene.scene import DrawnArea
from geo.sheet.canvas import ALONE, Canvas, clear_of_kept, on_course, over_bands, passable
from geo.sheet.labels import (
    MUST,
    NO_LINE,
    OUGHT,
    Array,
    Flags,
    Wish,
    around,
    corner_boxes,
    gaps,
    lattice,
    lines_to,
    rings,
    whole,
)
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Point
from geo.sheet.typeface import MM_PER_PT, typeface

INSIDE, _OUTSIDE = 0.985, 0.02  # shares of a box in its own area
_PARTLY, _AWAY, LED = 1.5, 4.0, 2.0
_ABROAD = 4.0  # for a place wholly over land of no unit
_RADII = np.array([2.0, 4, 6, 9, 12, 16, 20, 25, 32])
_MARK_SHARE, _LINE = 0.8, 1.23
_OVER_BAND = 1.2  # for each mm
LESSER = 0.85  # of the size of a name: that of a place which the plan does not name
DOTS = {"●", "○"}
NOWHERE = Box(0.0, 0.0, 0.0, 0.0)  # of a label that has no place yet


@dataclass(frozen=True)
class Stand:
    """The name of an area: its point, and the width and height (mm) of each of its settings.

    ``symbol`` is the size of one that stands at the point, if one does; the name may be led to its
    area from ``far`` off.
    """

    adcode: str
    anchor: Point
    sizes: tuple[tuple[float, float], ...]
    symbol: float
    far: bool


@dataclass(frozen=True)
class Places:
    """Boxes with the number of their setting, their costs and lines, their share in the area."""

    boxes: Array
    setting: NDArray[np.int_]
    costs: Array
    leads: Array
    own: Array

    def where(self, free: Flags) -> Places:
        """Some of them."""
        return Places(**{name: rows[free] for name, rows in vars(self).items()})


def places_of(c: Canvas, stand: Stand) -> Places:
    """All places of a name on ground that is not kept for others, whether open or not."""
    closed = c.closed_near(stand.adcode).tobytes()
    key = ("places", stand, c.unit, c.home, c.kept, c.manners, closed)
    return c.drawn.once(key, lambda: _weighed_ground(c, stand))


def _weighed_ground(c: Canvas, stand: Stand) -> Places:
    every = [_centres(c, stand, *size) for size in stand.sizes]
    placed = zip(every, stand.sizes, strict=True)
    boxes = np.vstack([corner_boxes(at, *size) for at, size in placed])
    setting = np.repeat(np.arange(len(every)), [len(at) for at in every])
    own = c.drawn.cover(stand.adcode, c.cell).share(boxes)
    off = own < _OUTSIDE
    costs = _away(c, stand, boxes, np.concatenate([np.arange(len(at)) for at in every]))
    costs += np.where(own >= INSIDE, 0, np.where(off, _AWAY, _PARTLY + 3 * (1 - own)))
    leads = np.tile(NO_LINE, (len(boxes), 1))
    if off.any():
        lines = lines_to(c.targets(stand.adcode), boxes[off])
        length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
        led = length >= c.manners.led * c.unit
        leads[off] = np.where(led[:, None], lines, np.array(NO_LINE))
        costs[off] += length / (2.5 * c.unit) + np.where(led, LED, 0)
    home = c.drawn.cover(c.home, c.cell).share(boxes)
    abroad = np.maximum(c.drawn.land_cover(c.cell).share(boxes) - home, 0)
    others = np.maximum(home - own, 0)
    costs += np.where(others > 0.03, 2 + c.manners.over_land * others, 0) + _ABROAD * abroad
    free = clear_of_kept(c, boxes, but=stand.adcode)
    return Places(boxes, setting, costs, leads, own).where(free)


def _centres(c: Canvas, stand: Stand, width: float, height: float) -> Array:
    """Round the symbol, at the point, in the area, on rings."""
    found = [np.array([stand.anchor]), lattice(c.shown(stand.adcode), height * 0.5, 300)]
    if stand.symbol:
        found.insert(0, around(stand.anchor, width, height, stand.symbol / 2, 0.6 * c.unit))
    if stand.far:
        found.append(rings(stand.anchor, width, height, tuple(_RADII * c.unit)))
    return np.vstack(found)


def _away(c: Canvas, stand: Stand, boxes: Array, number: NDArray[np.int_]) -> Array:
    """What it costs to stand off the point; round a symbol one place is better than another."""
    if stand.symbol:
        return np.where(number < 8, 0.1 * number, gaps(stand.anchor, boxes)[1] / (4 * c.unit))
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    return np.asarray(np.hypot(*(centres - np.array(stand.anchor)).T) / (6 * c.unit))


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
    lines: tuple[str, ...], size: float, bold: bool = False, line: float = ALONE
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
    mark_pt = max(style.size * _MARK_SHARE, c.sizes.sign)
    mark = area.style.mark if style.kind == "area" else ""
    extra = mark_width(mark, mark_pt)
    extra += 0.18 * style.size * MM_PER_PT if extra else 0.0
    base = PlacedLabel(
        area.adcode, style.kind, c.view.role, (), style.size, NOWHERE, c.ink.ink,
        bold=style.bold, mark=mark, mark_pt=mark_pt, halo=c.ink.paper,
    )  # fmt: skip
    fill = area.style.fill  # a name wholly in its area: in the ink for that, the hatch cleared
    ink = area.style.ink if style.kind == "area" else base.ink
    within = replace(base, ink=ink, halo=fill, plate=fill if area.hatched else "")
    looks: list[PlacedLabel] = []
    sizes: list[tuple[float, float]] = []
    for lines in settings(style.text, c.lang):
        width, height = text_extent(lines, style.size, style.bold, line=c.manners.line)
        sizes.append((width + extra, height))
        looks += [replace(base, lines=lines), replace(within, lines=lines)]
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
