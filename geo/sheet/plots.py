"""Outlines of a user on paper: whole, cut to their window, and the names of units that have room.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.scene.marks import UNIT, DrawnPlot
from geo.sheet.area_names import text_extent, text_lines
from geo.sheet.county_names import place_inside, taken_ground
from geo.sheet.ground import on_page, rectangle_of
from geo.sheet.model import Box, PlacedLabel, Sheet, View

_UNIT_PT = 6.0  # at A3
_OVERHANG_MM = 1.5


def plot_shape(plot: DrawnPlot, view: View) -> BaseGeometry:
    """An outline in mm on the page, cut to the window; empty where that does not show it."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in plot.polygons]
    ground = shapely.transform(shapely.multipolygons(parts), view.projection.forward_points)
    window = rectangle_of(view.box.grown(_OVERHANG_MM))
    return shapely.intersection(shapely.make_valid(on_page(ground, view)), window)


def unit_labels(sheet: Sheet, view: View, closed: Sequence[Box]) -> list[PlacedLabel]:
    """Names of units that have room in them beside the names that stand; ``closed`` stay free."""
    units = [plot for plot in sheet.scene.plots if plot.kind == UNIT]
    if not units:
        return []
    size, found = sheet.page.pt(_UNIT_PT), list[PlacedLabel]()
    taken = taken_ground(sheet, view, closed)
    for unit in units:
        shape = plot_shape(unit, view)
        lines = text_lines(unit.label, "en" if sheet.lang == "en" else "zh")
        box = None if shape.is_empty else place_inside(shape, text_extent(lines, size), taken)
        if box is not None:
            ink = sheet.ink
            taken = shapely.union(taken, rectangle_of(box))
            found.append(
                PlacedLabel(unit.id, "unit", view.role, lines, size, box, ink.quiet, halo=ink.paper)
            )
    return found
