"""Legend swatches of every product: the fill, the lines and the strokes that are drawn."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

import shapely

from geo.design.theme import Hatch, load_theme
from geo.render.svg.elements import add, add_band, add_drawing, add_mark, root
from geo.scene.scene import LegendEntry, Style
from geo.sheet.area_names import mark_width
from geo.sheet.ground import path_data
from geo.sheet.legend import swatch_size
from geo.sheet.model import Box, PlacedBand, Sheet
from geo.sheet.symbols import LISTED_KINDS, PAPER_SIZE
from geo.sheet.typeface import MM_PER_PT

_INSET = 0.1


def swatch_svg(sheet: Sheet, entry: LegendEntry) -> str:
    """One swatch as a small SVG document."""
    box = Box(0, 0, *swatch_size(sheet.page.type_unit))
    element = root(box, sheet.lang)
    draw_swatch(element, sheet, entry, box)
    return ET.tostring(element, encoding="unicode")


def draw_swatch(parent: ET.Element, sheet: Sheet, entry: LegendEntry, box: Box) -> None:
    """The swatch of an entry within a box."""
    page = sheet.page
    if entry.style is not None:
        ground = draw_style(parent, entry.style, box.grown(-_INSET), page.unit)
        ground.set("data-legend-key", entry.key)
        _sign(parent, entry.style, box, max(page.pt(8.0), 6.0))
        return
    group = add(parent, "g", data_legend_key=entry.key)
    if entry.symbol is not None:
        drawing = entry.symbol.drawing
        size = min(drawing.size_pt * PAPER_SIZE * MM_PER_PT * page.type_unit, box.h - 0.3)
        x, y = box.x + (box.w - size) / 2, box.y + (box.h - size) / 2
        numbered = bool(sheet.numbered) and entry.symbol.kind in LISTED_KINDS
        add_drawing(group, drawing, Box(x, y, size, size), numbered=numbered)
    elif entry.band is not None:
        widest = entry.band.strokes[0].width_pt
        each = min(MM_PER_PT * page.type_unit, (box.h - 0.3) / widest)
        y, half = box.y + box.h / 2, widest * each / 2
        ends = ((box.x + half, y), (box.right - half, y))
        add_band(group, PlacedBand(entry.band, "", ends, each))


def draw_style(
    parent: ET.Element, style: Style, box: Box, unit: float = 1.0, pattern: str = ""
) -> ET.Element:
    """The fill, frame and hatch of an area in a box, or another ``pattern``; its ground.

    The hatch is lines cut at the box, at one spacing over the whole picture, and not a pattern,
    which is resampled box by box on a screen and looks like two states.
    """
    ground = add(parent, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=style.fill,
                 stroke=style.stroke, stroke_width=style.stroke_width_pt * MM_PER_PT)  # fmt: skip
    if style.pattern:
        hatch = load_theme().patterns[pattern or style.pattern]
        add(parent, "path", d=path_data(_lines(hatch, box, unit)), stroke=style.pattern_color,
            stroke_width=hatch.width * unit, fill="none",
            data_pattern=style.pattern)  # fmt: skip
    return ground


def _lines(hatch: Hatch, box: Box, unit: float) -> shapely.Geometry:
    """The lines of a hatch within a box."""
    step, angle = hatch.spacing * unit, math.radians(hatch.angle)
    along, across = (math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))
    corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    at = [x * across[0] + y * across[1] for x, y in corners]
    far = [x * along[0] + y * along[1] for x, y in corners]
    lines = [
        [(n * step * across[0] + t * along[0], n * step * across[1] + t * along[1])
         for t in (min(far), max(far))]
        for n in range(math.ceil(min(at) / step), math.floor(max(at) / step) + 1)
    ]  # fmt: skip
    return shapely.clip_by_rect(shapely.MultiLineString(lines), box.x, box.y, box.right, box.bottom)


def _sign(parent: ET.Element, style: Style, box: Box, pt: float) -> None:
    """The sign of a state in the middle of its swatch, free of the hatch."""
    if not style.mark:
        return
    x, y, width = box.x + box.w / 2, box.y + box.h / 2, mark_width(style.mark, pt)
    if style.pattern:
        add(parent, "circle", cx=x, cy=y, r=width / 2 + 0.25, fill=style.fill)
    add_mark(parent, style.mark, x - width / 2, y, pt, style.ink)
