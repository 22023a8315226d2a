"""The wishes of other names: neighbours, special administrative regions, sea, reefs, symbols."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.scene.scene import DrawnArea
from geo.sheet.area_names import (
    Canvas,
    area_costs,
    is_held,
    middle,
    nearest_inside,
    on_course,
    text_extent,
    text_lines,
)
from geo.sheet.ground import rectangle_of
from geo.sheet.labels import (
    Array,
    LabelRequest,
    around,
    corner_boxes,
    lattice,
    leader,
    rings,
    within,
)
from geo.sheet.model import PlacedLabel, PlacedSymbol, Point
from geo.sheet.typeface import MM_PER_PT, typeface, wrap


def context_label(c: Canvas, area: DrawnArea, full: bool) -> PlacedLabel | None:
    """A neighbour's name, wide and quiet; a special administrative region's in full, close by."""
    shape = c.drawn.shape(area.adcode)
    visible = shapely.intersection(shape, rectangle_of(c.view.box)) if not shape.is_empty else shape
    if visible.is_empty:
        return None
    size = c.sizes.small if full else c.sizes.quiet
    tracking = 0.0 if full or c.lang == "en" else 0.5
    lines = text_lines(area.name, c.lang)
    width, height = text_extent(lines, size, tracking=tracking, line=c.manners.line)
    centres = lattice(visible, height)
    anchor = middle(visible)
    if full:
        extra = rings(anchor, width, height, tuple(np.array([1.0, 3, 6, 10, 15, 20, 26]) * c.unit))
        centres = np.vstack([np.array([anchor]), centres, extra])
        costs = area_costs(c, visible, anchor, centres, (width, height))
        costs += _gap_to(visible, centres, width, height) / (1.5 * c.unit)
    else:
        centres = centres[within(visible, centres, width * 1.15, height * 2)]
        costs = -shapely.distance(shapely.points(centres), visible.boundary)
    if not len(centres):
        return None
    target = anchor if full else None
    box = c.ground.place(LabelRequest(area.adcode, width, height, centres, costs, target))
    if box is None:
        return None
    inside = is_held(visible, box)
    lead = () if inside or not full else leader(box, nearest_inside(visible, box), 0.3 * c.unit)
    return PlacedLabel(
        area.adcode, "context", c.view.role, lines, size, box,
        c.ink.ink if full else c.ink.quiet,
        tracking_em=tracking, leader=lead,
        halo="" if inside or not full else c.ink.paper,
        plate=area.style.fill if inside and area.style.pattern else "",
    )  # fmt: skip


def _gap_to(shape: BaseGeometry, centres: Array, width: float, height: float) -> Array:
    """Distance (mm) of each box from a shape."""
    return np.asarray(shapely.distance(shape, shapely.box(*corner_boxes(centres, width, height).T)))


def word_label(
    c: Canvas, owner: str, text: Text, at: list[Point], quiet: bool
) -> PlacedLabel | None:
    """A word of the map itself (a sea, a group of reefs) at the first free of some places."""
    size = c.sizes.quiet if quiet else c.sizes.small
    tracking = 0.5 if quiet and c.lang != "en" else 0.0
    lines = text_lines(text, c.lang)
    width, height = text_extent(lines, size, tracking=tracking, line=c.manners.line)
    centres = np.array(at)
    box = c.ground.place(
        LabelRequest(owner, width, height, centres, np.arange(len(centres), dtype=float))
    )
    if box is None:
        return None
    return PlacedLabel(
        owner, "word", c.view.role, lines, size, box,
        c.ink.quiet if quiet else c.ink.ink, tracking_em=tracking,
    )  # fmt: skip


def symbol_label(c: Canvas, placed: PlacedSymbol) -> PlacedLabel | None:
    """The name of a symbol on a white plate: beside it, else further off with a line."""
    size = c.sizes.small
    lines = _name_lines(placed.symbol.label, c.lang, size)
    width, height = text_extent(lines, size)
    width, height = width + 0.5 * size * MM_PER_PT, height + 0.16 * size * MM_PER_PT
    here, radius = (placed.x, placed.y), placed.size_mm / 2
    gap = 0.5 * c.unit
    near = around(here, width, height, radius, gap)
    far = rings(
        here,
        width,
        height,
        tuple(radius + np.array([3.0, 5, 8, 12, 17, 23, 30, 38, 48, 60, 75, 90]) * c.unit),
    )
    window = rectangle_of(c.view.box)
    centres = np.vstack([near, far, lattice(window, height * 0.4, 1500)])
    costs = np.hypot(*(centres - np.array(here)).T) / (4 * c.unit)
    costs[: len(near)] = np.arange(len(near)) * 0.12
    costs = costs + 0.5 * on_course(c, centres, width, height)
    box = c.ground.place(LabelRequest(placed.symbol.id, width, height, centres, costs, here))
    if box is None:
        return None
    lead = leader(box, here, radius + 1.6 * c.unit)
    c.ground.close_line(lead)
    return PlacedLabel(
        placed.symbol.id, "symbol", c.view.role, lines, size, box, c.ink.ink,
        plate=c.ink.paper, leader=lead,
    )  # fmt: skip


def _name_lines(text: Text, lang: str, size: float) -> tuple[str, ...]:
    """The name in lines of at most about ten Chinese or twenty-two Latin characters, balanced."""
    lines: list[str] = []
    for line in text_lines(text, lang):
        full = typeface().width_mm(line, size)
        rows = max(1, int(np.ceil(full / (10.5 * size * MM_PER_PT))))
        lines += wrap(line, size, full / rows + 1.2 * size * MM_PER_PT) if rows > 1 else (line,)
    return tuple(lines)
