"""Legend swatches of every product: the fill, the lines and the strokes that are drawn."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from geo.design.theme import Hatch
from geo.render.svg.elements import add, add_bands, add_box, add_face, add_mark, add_text, root
from geo.render.svg.overlays import add_belt_swatch, add_plot_swatch
from geo.scene.marks import Symbol
from geo.scene.scene import LegendEntry, Lettering, Style
from geo.sheet.area_names import LESSER, mark_width
from geo.sheet.items import Swatch
from geo.sheet.model import Box, PlacedBand, PlacedSymbol, Sheet
from geo.sheet.paths import path_data, pattern_marks
from geo.sheet.symbols import symbol_mm
from geo.sheet.typeface import MM_PER_PT
from geo.texts.catalogue import say

_INSET = 0.1
_SMALLER = 0.55  # lines of a belt in a swatch, which shows three or four of them


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
        if entry.lettered:
            text = say("page.sample").in_("en" if sheet.lang == "en" else "zh")
            _word(parent, entry.style, box, text, page.pt(8.0))
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
    elif entry.belt is not None:
        add_belt_swatch(group, entry.belt, box.grown(-_INSET), page.unit * _SMALLER)
    elif entry.plot is not None:
        add_plot_swatch(group, entry.plot, box.grown(-_INSET), page.type_unit)


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
    ground = add_box(parent, box, fill=style.fill, stroke=style.stroke,
                     stroke_width=style.stroke_width_pt * MM_PER_PT)  # fmt: skip
    if style.pattern and hatch:
        ink, marks = style.pattern_color, path_data(pattern_marks(hatch, box))
        paint: dict[str, str | float] = {"stroke": ink, "stroke_width": hatch.width, "fill": "none"}
        if hatch.dot:
            paint = {"fill": ink}
        add(parent, "path", d=marks, data_pattern=style.pattern, **paint)
    return ground


def _word(parent: ET.Element, style: Style, box: Box, text: str, pt: float) -> None:
    """A word set as the names of the class are."""
    size = pt * (LESSER if style.lettering == Lettering.SMALL else 1.0)
    weight = {"font_weight": "700"} if style.lettering == Lettering.BOLD else {}
    add_text(parent, text, box.x + box.w / 2, box.y + box.h / 2, size, text_anchor="middle",
             fill=style.ink, **weight)  # fmt: skip


def _sign(parent: ET.Element, style: Style, box: Box, pt: float) -> None:
    """The sign of a state in the middle of its swatch, free of the hatch."""
    if not style.mark:
        return
    x, y, width = box.x + box.w / 2, box.y + box.h / 2, mark_width(style.mark, pt)
    if style.pattern:
        add(parent, "circle", cx=x, cy=y, r=width / 2 + 0.25, fill=style.fill)
    add_mark(parent, style.mark, x - width / 2, y, pt, style.ink)
