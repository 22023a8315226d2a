"""Belts and zones as drawn: lines over areas with a rim along their outline, bands offshore."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.design.theme import Hatch, load_theme
from geo.render.svg.elements import add, num
from geo.scene.marks import Belt
from geo.sheet.hatching import pattern_marks
from geo.sheet.model import Box, PlacedBelt, Sheet
from geo.sheet.paths import path_data
from geo.sheet.typeface import MM_PER_PT


def add_belts(parent: ET.Element, sheet: Sheet, view: str) -> None:
    """Every belt of a window over the fills of its areas."""
    layer = add(parent, "g", data_layer="belts", stroke_linejoin="round")
    for placed in sheet.belts:
        if placed.view == view:
            _add_belt(layer, sheet, placed)


def _add_belt(layer: ET.Element, sheet: Sheet, placed: PlacedBelt) -> None:
    belt, page = placed.belt, sheet.page
    group = add(layer, "g", data_belt=belt.id)
    if belt.hatch is None:
        drawn = add(group, "path", d=placed.path)
        _paint_band(drawn, belt, page.type_unit)
        return
    rim = load_theme().belts["rim"]["opacity"]
    add(group, "path", d=placed.rim, fill=belt.color, fill_opacity=rim)
    _add_lines(group, placed.path, belt.hatch.times(page.unit), belt.color)


def _paint_band(element: ET.Element, belt: Belt, unit: float) -> None:
    coast = load_theme().belts["coast"]
    element.set("fill", belt.color)
    element.set("fill-opacity", num(coast["opacity"]))
    element.set("stroke", belt.color)
    element.set("stroke-width", num(coast["edge"] * MM_PER_PT * unit))


def _add_lines(parent: ET.Element, path: str, hatch: Hatch, color: str) -> None:
    lines = add(parent, "path", d=path, fill="none", stroke=color, stroke_width=hatch.width)
    if hatch.dash:
        lines.set("stroke-dasharray", " ".join(num(length) for length in hatch.dash))


def add_belt_swatch(parent: ET.Element, belt: Belt, box: Box, unit: float) -> None:
    """A piece of a belt in a box: of its band, or of its lines and rim."""
    theme = load_theme()
    if belt.hatch is None:
        h = 0.7 * box.h
        band = add(parent, "rect", x=box.x, y=box.y + (box.h - h) / 2, width=box.w, height=h,
                   rx=0.3 * h)  # fmt: skip
        _paint_band(band, belt, unit)
        return
    add(parent, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=theme.ground["layout"])
    rim = theme.belts["rim"]["width"] * unit
    inner = box.grown(-rim / 2)
    add(parent, "rect", x=inner.x, y=inner.y, width=inner.w, height=inner.h, fill="none",
        stroke=belt.color, stroke_width=rim,
        stroke_opacity=theme.belts["rim"]["opacity"])  # fmt: skip
    hatch = belt.hatch.times(unit)
    _add_lines(parent, path_data(pattern_marks(hatch, box)), hatch, belt.color)
