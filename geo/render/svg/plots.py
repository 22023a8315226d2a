"""Outlines of a user as drawn, and a piece of one for the legend."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.render.svg.elements import add
from geo.scene.marks import PlotLook
from geo.sheet.model import Box, Sheet, View
from geo.sheet.paths import path_data
from geo.sheet.plots import plot_shape
from geo.sheet.typeface import MM_PER_PT

_ROUND = 0.42  # of its height: a swatch is no box of a class


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
    path = add(parent, "rect", x=inner.x, y=inner.y, width=inner.w, height=inner.h)
    path.set("rx", f"{inner.h * _ROUND:.2f}")
    _paint(path, look, unit)


def _paint(element: ET.Element, look: PlotLook, unit: float) -> None:
    element.set("fill", look.fill)
    if look.opacity:
        element.set("fill-opacity", f"{look.opacity:g}")
    element.set("fill-rule", "evenodd")
    element.set("stroke", look.stroke)
    element.set("stroke-width", f"{look.width_pt * MM_PER_PT * unit:.3f}")
