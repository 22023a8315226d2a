"""Names that stand inside what they name: of counties, of units among a user's outlines.

Counties are named on papers that hang on a wall. See DECISIONS 65 for outlines of a user.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.scene.plots import UNIT, DrawnPlot
from geo.sheet.area_names import text_extent, text_lines
from geo.sheet.ground import drawn, on_page, rectangle_of
from geo.sheet.labels import corner_boxes, lattice
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Sheet, View

_COUNTY_PT, _CLEAR_MM = 6.5, 1.0  # at A3
_UNIT_PT = 6.0  # at A3
_OVERHANG_MM = 1.5


def county_labels(sheet: Sheet, view: View, closed: Sequence[Box]) -> list[PlacedLabel]:
    """The names of a window that have room; its other labels stand, ``closed`` are kept free.

    Those in the frame of the delta window are read there.
    """
    size = sheet.page.pt(_COUNTY_PT)
    taken, shapes = (
        taken_ground(sheet, view, closed),
        drawn(sheet.boundaries, view).shapes["counties"],
    )
    hosts = {area.adcode: area.style for area in sheet.scene.areas}
    found = []
    for county in sheet.scene.counties:
        shape, style = shapes.get(county.adcode), hosts.get(county.host)
        if shape is None or style is None:
            continue
        lines = text_lines(county.name, "en" if sheet.lang == "en" else "zh")
        box = place_inside(shape, text_extent(lines, size), taken)
        if box is not None:
            taken = shapely.union(taken, rectangle_of(box))
            found.append(
                PlacedLabel(
                    county.adcode, "county", view.role, lines, size, box, style.ink, halo=style.fill
                )
            )
    return found


def taken_ground(sheet: Sheet, view: View, closed: Sequence[Box]) -> BaseGeometry:
    """What no name may touch: names, symbols, bands, furniture, all beyond the window."""
    placed: list[PlacedLabel | PlacedSymbol] = [*sheet.labels, *sheet.symbols]
    boxes = [*closed, *(x.box for x in placed if x.view == view.role)]
    if view.role == "main":
        boxes += [view.frame_of(other) for other in sheet.views if other.role == "delta"]
    bands = [shapely.LineString(b.points) for b in sheet.bands if b.view == view.role]
    clear = _CLEAR_MM * sheet.page.unit
    outside = shapely.difference(rectangle_of(view.box.grown(500.0)), rectangle_of(view.box))
    shapes = [*(rectangle_of(box.grown(clear)) for box in boxes), outside]
    return shapely.union_all([*shapes, *(band.buffer(3 * clear) for band in bands)])


def place_inside(shape: BaseGeometry, size: tuple[float, float], taken: BaseGeometry) -> Box | None:
    """The box nearest to the middle of a shape that lies in it and on nothing else."""
    width, height = size
    centres = lattice(shape, height * 0.5)
    boxes = shapely.box(*corner_boxes(centres, width, height).T)
    shapely.prepare([shape, taken])
    free = shapely.contains(shape, boxes) & ~shapely.intersects(taken, boxes)
    if not free.any():
        return None
    middle = shape.representative_point()
    away = np.hypot(*(centres - (middle.x, middle.y)).T)
    x, y = centres[int(np.where(free, away, np.inf).argmin())]
    return Box(float(x) - width / 2, float(y) - height / 2, width, height)


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
