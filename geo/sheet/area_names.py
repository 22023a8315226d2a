"""The wishes of the map's own texts: names of areas, neighbours, reefs and symbols."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.scene.scene import DrawnArea
from geo.sheet.ground import Drawn, rectangle_of
from geo.sheet.labels import (
    Array,
    Course,
    FreeSpace,
    LabelRequest,
    lattice,
    leader,
    rings,
    touches,
    within,
)
from geo.sheet.model import (
    Box,
    Ink,
    PlacedLabel,
    Point,
    Sheet,
    View,
)
from geo.sheet.typeface import MM_PER_PT, typeface

AREA_PT, SMALL_PT, QUIET_PT, MARK_SHARE = 10.0, 8.0, 8.5, 0.8
_ALONE, _LINE = 1.06, 1.23
_OUTSIDE, _OVER_BAND = 9.0, 0.22
_HELD, _MOSTLY, _LOOSE = 0.88, 0.6, 2.5
DOTS = {"●", "○"}


@dataclass(frozen=True)
class NameSizes:
    """Type sizes (pt): names of areas, lesser names, names that step back."""

    area: float
    small: float
    quiet: float


@dataclass(frozen=True)
class Manners:
    """How names keep clear: what it costs to cover land of others, or one of some points."""

    over_land: float = 7.0
    over_point: float = 0.0
    #: Free ground (mm) round each of the points.
    clear: float = 0.0
    #: Height of a line's box in em.
    line: float = _ALONE
    #: Where symbols of areas stand.
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Canvas:
    """What the label makers share for one window."""

    view: View
    #: Scale of distances against A3.
    unit: float
    sizes: NameSizes
    ink: Ink
    lang: str
    drawn: Drawn
    ground: FreeSpace
    land: BaseGeometry
    courses: Course
    manners: Manners = Manners()


def canvas(
    sheet: Sheet,
    view: View,
    drawn: Drawn,
    closed: list[Box],
    inner: Box | None = None,
) -> Canvas:
    """A window with its closed boxes, its land, points along its bands and along an inner frame."""
    bands = [b for b in sheet.bands if b.view == view.role]
    lines = [shapely.LineString(b.points) for b in bands if len(b.points) > 1]
    if inner:
        lines.append(rectangle_of(inner).exterior)
    courses = [
        line.interpolate(d).coords[0] for line in lines for d in np.arange(0, line.length, 1.0)
    ]
    points = np.array(courses) if courses else np.empty((0, 2))
    ground, course = FreeSpace(view.box, closed), Course(view.box, points)
    page = sheet.page
    sizes = NameSizes(page.pt(AREA_PT), page.pt(SMALL_PT), page.pt(QUIET_PT))
    return Canvas(view, page.unit, sizes, sheet.ink, sheet.lang, drawn, ground, drawn.land, course)


def text_lines(text: Text, lang: str) -> tuple[str, ...]:
    """One line, or Chinese over English."""
    if lang == "both" and text.zh != text.en:
        return (text.zh, text.en)
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
    tracking: float = 0,
    line: float = _ALONE,
) -> tuple[float, float]:
    """Width and height (mm) of lines of one size; ``line`` is the height of one alone in em."""
    face = typeface(bold)
    width = max(face.width_mm(line, size, tracking) for line in lines)
    return width, size * MM_PER_PT * (line + _LINE * (len(lines) - 1))


def area_label(c: Canvas, area: DrawnArea, size: float, required: bool) -> PlacedLabel | None:
    """The short name with its mark: in the area if it fits, else beside it with a line."""
    shape = c.drawn.shape(area.adcode)
    visible = shapely.intersection(shape, rectangle_of(c.view.box)) if not shape.is_empty else shape
    if visible.is_empty:
        return None
    mark_pt = max(size * MARK_SHARE, 6.0)
    lines = text_lines(area.short, c.lang)
    text_w, height = text_extent(lines, size, bold=True, line=c.manners.line)
    extra = mark_width(area.style.mark, mark_pt)
    width = text_w + (extra + 0.18 * size * MM_PER_PT if extra else 0)
    anchor = c.view.page(*area.anchor)
    if not c.view.box.holds(*anchor):
        anchor = middle(visible)
    centres = _candidates(c, visible, anchor, (width, height), required)
    if not len(centres):
        return None
    costs = area_costs(c, visible, anchor, centres, (width, height))
    box = c.ground.place(LabelRequest(area.adcode, width, height, centres, costs, anchor))
    if box is None:
        return None
    held = is_held(visible, box, _MOSTLY)
    lead = () if held else leader(box, nearest_inside(visible, box), 0.3 * c.unit)
    c.ground.close_line(lead)
    over_line = not held or _crossed(c, box) or not is_held(visible, box, 1.0)
    return PlacedLabel(
        owner=area.adcode,
        kind="area",
        view=c.view.role,
        lines=lines,
        size_pt=size,
        box=box,
        ink=area.style.ink if held else c.ink.ink,
        bold=True,
        mark=area.style.mark,
        mark_pt=mark_pt,
        plate=area.style.fill if area.style.pattern and held else "",
        halo=(area.style.fill if held else c.ink.paper) if over_line else "",
        leader=lead,
    )


def _candidates(
    c: Canvas, visible: BaseGeometry, anchor: Point, size: tuple[float, float], required: bool
) -> Array:
    width, height = size
    centres = np.vstack([np.array([anchor]), lattice(visible, height * 0.5)])
    inside = within(visible, centres, width, height)
    if required:
        radii = np.array([2.0, 4, 6, 9, 12, 16, 20]) * c.unit
        return np.vstack([centres, rings(anchor, width, height, tuple(radii))])
    return np.asarray(centres[inside])


def area_costs(
    c: Canvas, visible: BaseGeometry, anchor: Point, centres: Array, size: tuple[float, float]
) -> Array:
    """Cost of each box: far from the anchor, out of the area, over land, points or a band."""
    width, height = size
    away = np.hypot(*(centres - np.array(anchor)).T) / (6 * c.unit)
    inside = within(visible, centres, width * _HELD, height * _HELD)
    mostly = within(visible, centres, width * _MOSTLY, height * _HELD)
    costs = away + np.where(inside, 0, np.where(mostly, _LOOSE, _OUTSIDE))
    inside |= mostly
    over_land = touches(c.land, centres, width, height) & ~inside
    costs = costs + np.where(over_land, c.manners.over_land, 0)
    reach = np.array(size) / 2 + c.manners.clear
    for point in c.manners.points:
        covers = (np.abs(centres - np.array(point)) < reach).all(axis=1)
        costs = costs + np.where(covers, c.manners.over_point, 0)
    snug = np.where(within(visible, centres, width, height), 0, 0.6)
    return np.asarray(costs + snug + _OVER_BAND * on_course(c, centres, width, height))


def is_held(shape: BaseGeometry, box: Box, share: float = _HELD) -> bool:
    """Whether a box, shrunk to a share of its width, lies in a shape."""
    centre = np.array([[box.x + box.w / 2, box.y + box.h / 2]])
    return bool(within(shape, centre, box.w * share, box.h * min(1.0, max(share, _HELD)))[0])


def _crossed(c: Canvas, box: Box) -> bool:
    """Whether a band runs under a box."""
    centre = np.array([[box.x + box.w / 2, box.y + box.h / 2]])
    return bool(on_course(c, centre, box.w, box.h)[0] > 0)


def on_course(c: Canvas, centres: Array, width: float, height: float) -> Array:
    """How many millimetres of band pass under each box."""
    return c.courses.under(centres, width, height, 1.0 * c.unit)


def middle(shape: BaseGeometry) -> Point:
    """A point well within the largest part of a shape."""
    point = _largest(shape).representative_point()
    return float(point.x), float(point.y)


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(shape), key=lambda part: part.area)


def nearest_inside(shape: BaseGeometry, box: Box) -> Point:
    """A point of the shape's largest part, a little inside its edge, nearest to a box."""
    largest = _largest(shape)
    inner = largest.buffer(-0.6)
    target = largest if inner.is_empty else inner
    line = shapely.shortest_line(rectangle_of(box), target)
    x, y = line.coords[-1]
    return float(x), float(y)
