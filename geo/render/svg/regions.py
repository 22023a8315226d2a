"""Belts, zones and outlines of a user as drawn, and a piece of each for the legend."""

from xml.etree import ElementTree as ET

from geo.design.theme import Hatch, load_theme
from geo.render.svg.elements import add, add_box, num
from geo.scene.belt import Belt
from geo.scene.plots import PlotLook
from geo.sheet.model import Box, PlacedBelt, Sheet, View
from geo.sheet.other_names import plot_shape
from geo.sheet.paths import path_data, pattern_marks
from geo.sheet.typeface import MM_PER_PT

_ROUND = 0.42  # of its height: a swatch is no box of a class


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
        _paint_band(add(group, "path", d=placed.path), belt, page.type_unit)
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
        band = Box(box.x, box.y + (box.h - h) / 2, box.w, h)
        _paint_band(add_box(parent, band, rx=0.3 * h), belt, unit)
        return
    add_box(parent, box, fill=theme.ground["layout"])
    rim = theme.belts["rim"]["width"] * unit
    add_box(parent, box.grown(-rim / 2), fill="none", stroke=belt.color, stroke_width=rim,
            stroke_opacity=theme.belts["rim"]["opacity"])  # fmt: skip
    hatch = belt.hatch.times(unit)
    _add_lines(parent, path_data(pattern_marks(hatch, box)), hatch, belt.color)


def add_plots(parent: ET.Element, sheet: Sheet, view: View) -> None:
    """Every outline of a window over the lines of its areas; nothing where there is none."""
    shapes = [(plot, plot_shape(plot, view)) for plot in sheet.scene.plots]
    shown = [(plot, shape) for plot, shape in shapes if not shape.is_empty]
    if not shown:
        return
    layer = add(parent, "g", data_layer="plots", stroke_linejoin="round")
    for plot, shape in shown:
        path = add(layer, "path", d=path_data(shape), data_plot=plot.id, data_kind=plot.kind)
        _paint(path, plot.look, sheet.page.type_unit)


def add_plot_swatch(parent: ET.Element, look: PlotLook, box: Box, unit: float) -> None:
    """A piece of ground in a box."""
    inner = box.grown(-0.1 * box.h)
    _paint(add_box(parent, inner, rx=f"{inner.h * _ROUND:.2f}"), look, unit)


def _paint(element: ET.Element, look: PlotLook, unit: float) -> None:
    element.set("fill", look.fill)
    if look.opacity:
        element.set("fill-opacity", f"{look.opacity:g}")
    element.set("fill-rule", "evenodd")
    element.set("stroke", look.stroke)
    element.set("stroke-width", f"{look.width_pt * MM_PER_PT * unit:.3f}")
