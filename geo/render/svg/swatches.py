"""Legend swatches of every product: the fill, the lines and the strokes that are drawn."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree import ElementTree as ET

import shapely

from geo.design.theme import Hatch
from geo.render.svg.elements import add, add_bands, add_face, add_mark, root
from geo.scene.scene import LegendEntry, Style, Symbol
from geo.sheet.area_names import mark_width
from geo.sheet.ground import path_data
from geo.sheet.items import Swatch
from geo.sheet.model import Box, PlacedBand, PlacedSymbol, Point, Sheet
from geo.sheet.symbols import symbol_mm
from geo.sheet.typeface import MM_PER_PT

_INSET = 0.1


def swatch_svg(sheet: Sheet, swatch: Swatch) -> str:
    """One swatch as a small SVG document."""
    box = Box(0, 0, swatch.w, swatch.h)
    element = root(box, sheet.lang)
    draw_swatch(element, sheet, swatch.entry, box)
    return ET.tostring(element, encoding="unicode")


def draw_swatch(parent: ET.Element, sheet: Sheet, entry: LegendEntry, box: Box) -> None:
    """The swatch of an entry within a box."""
    page = sheet.page
    if entry.style is not None:
        hatch = sheet.hatches.get(entry.style.pattern)
        ground = draw_style(parent, entry.style, box.grown(-_INSET), hatch)
        ground.set("data-legend-key", entry.key)
        _sign(parent, entry.style, box, max(page.pt(8.0), 6.0))
        return
    group = add(parent, "g", data_legend_key=entry.key)
    if entry.symbol is not None:
        add_face(group, _sample(sheet, entry.symbol, box))
    elif entry.band is not None:
        widest = entry.band.strokes[0].width_pt
        each = min(MM_PER_PT * page.type_unit, (box.h - 0.3) / widest)
        y, half = box.y + box.h / 2, widest * each / 2
        ends = ((box.x + half, y), (box.right - half, y))
        add_bands(group, [PlacedBand(entry.band, "", ends, each)])


def _sample(sheet: Sheet, symbol: Symbol, box: Box) -> PlacedSymbol:
    """A symbol of the legend in the middle of its box, as large as drawn, numbered if that is."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    for placed in sheet.symbols:
        if placed.symbol == symbol:
            return replace(placed, x=x, y=y, anchor=(x, y))
    size = symbol_mm(symbol, sheet.page.type_unit)
    return PlacedSymbol(symbol, "", x, y, (x, y), size)


def draw_style(parent: ET.Element, style: Style, box: Box, hatch: Hatch | None) -> ET.Element:
    """The fill, frame and hatch of an area in a box; its ground.

    The hatch is lines or dots cut at the box, at one spacing over the whole picture, and not a
    pattern, which is resampled box by box on a screen and looks like two states.
    """
    ground = add(parent, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=style.fill,
                 stroke=style.stroke, stroke_width=style.stroke_width_pt * MM_PER_PT)  # fmt: skip
    if style.pattern and hatch:
        paint: dict[str, str | float] = {
            "stroke": style.pattern_color,
            "stroke_width": hatch.width,
            "fill": "none",
        }
        if hatch.dot:
            paint = {"fill": style.pattern_color}
        add(parent, "path", d=path_data(_pattern(hatch, box)), data_pattern=style.pattern, **paint)
    return ground


def _pattern(hatch: Hatch, box: Box) -> shapely.Geometry:
    """The lines of a hatch, or its dots, within a box."""
    step, angle = hatch.spacing, math.radians(hatch.angle)
    along, across = (math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))
    corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    at = [x * across[0] + y * across[1] for x, y in corners]
    far = [x * along[0] + y * along[1] for x, y in corners]
    rows = range(math.ceil(min(at) / step), math.floor(max(at) / step) + 1)
    if hatch.dot:
        columns = range(math.ceil(min(far) / step), math.floor(max(far) / step) + 1)
        held = box.grown(-hatch.dot / 2)
        points = [_on(along, t * step, across, n * step) for n in rows for t in columns]
        dots = shapely.points([point for point in points if held.holds(*point)])
        return shapely.union_all(shapely.buffer(dots, hatch.dot / 2, quad_segs=4))
    lines = [[_on(along, t, across, n * step) for t in (min(far), max(far))] for n in rows]
    return shapely.clip_by_rect(shapely.MultiLineString(lines), box.x, box.y, box.right, box.bottom)


def _on(along: Point, far: float, across: Point, at: float) -> Point:
    """A point of a turned grid."""
    return along[0] * far + across[0] * at, along[1] * far + across[1] * at


def _sign(parent: ET.Element, style: Style, box: Box, pt: float) -> None:
    """The sign of a state in the middle of its swatch, free of the hatch."""
    if not style.mark:
        return
    x, y, width = box.x + box.w / 2, box.y + box.h / 2, mark_width(style.mark, pt)
    if style.pattern:
        add(parent, "circle", cx=x, cy=y, r=width / 2 + 0.25, fill=style.fill)
    add_mark(parent, style.mark, x - width / 2, y, pt, style.ink)
