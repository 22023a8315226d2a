"""Legend swatches, made by the translator of the map itself: same fill, same pattern, same sign."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.render.svg.elements import (
    add,
    add_band,
    add_mark,
    add_patterns,
    draw_shape,
    pattern_id,
    root,
)
from geo.scene.scene import LegendEntry
from geo.sheet.label_ranks import mark_width
from geo.sheet.legend import swatch_size
from geo.sheet.model import Box, PlacedBand, Sheet
from geo.sheet.symbols import LISTED_KINDS, PAPER_SIZE
from geo.sheet.typeface import MM_PER_PT


def swatch_svg(sheet: Sheet, entry: LegendEntry) -> str:
    """One swatch as a small SVG document."""
    box = Box(0, 0, *swatch_size(sheet.page.type_unit))
    element = root(box, sheet.lang)
    draw_swatch(element, sheet, entry, box, defs=True)
    return ET.tostring(element, encoding="unicode")


def _clear(parent: ET.Element, fill: str, x: float, y: float, width: float) -> None:
    """A disc of the fill, so that the sign stands free of the pattern."""
    add(parent, "circle", cx=x, cy=y, r=width / 2, fill=fill)


def draw_swatch(
    parent: ET.Element, sheet: Sheet, entry: LegendEntry, box: Box, defs: bool = False
) -> None:
    """The swatch of an entry within a box; ``defs`` if the document has no patterns yet."""
    page = sheet.page
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if entry.style is not None:
        style = entry.style
        frame = {"x": box.x + 0.1, "y": box.y + 0.1, "width": box.w - 0.2, "height": box.h - 0.2}
        add(parent, "rect", fill=style.fill, stroke=style.stroke,
            stroke_width=style.stroke_width_pt * MM_PER_PT, data_legend_key=entry.key,
            **frame)  # fmt: skip
        if style.pattern:
            if defs:
                add_patterns(add(parent, "defs"), sheet, [style])
            add(parent, "rect", fill=f"url(#{pattern_id(style)})", **frame)
        if style.mark:
            pt = max(page.pt(8.0), 6.0)
            if style.pattern:
                _clear(parent, style.fill, x, y, mark_width(style.mark, pt) + 0.5)
            add_mark(parent, style.mark, x - mark_width(style.mark, pt) / 2, y, pt, style.ink)
    elif entry.symbol is not None:
        group = add(parent, "g", data_legend_key=entry.key)
        size = min(entry.symbol.size_pt * PAPER_SIZE * MM_PER_PT * page.type_unit, box.h - 0.3)
        numbered = bool(sheet.numbered) and entry.symbol.kind in LISTED_KINDS
        draw_shape(group, entry.symbol, x, y, size, numbered=numbered)
    elif entry.band is not None:
        band = entry.band
        width = min(band.width_pt * MM_PER_PT * page.type_unit, box.h - 0.3)
        group = add(parent, "g", data_legend_key=entry.key)
        ends = ((box.x + width / 2, y), (box.right - width / 2, y))
        add_band(group, PlacedBand(band.id, band.kind, "", ends, band.color, width, band.opacity))
