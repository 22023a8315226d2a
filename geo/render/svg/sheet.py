"""The standalone poster: map, title, legend, table and sources of a first page in one SVG."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from geo.render.svg.elements import add, num, root, to_bytes
from geo.render.svg.map import draw_map
from geo.render.svg.swatches import draw_swatch
from geo.sheet.items import Item, Picture, Rule, Swatch, Table, TextBox
from geo.sheet.model import Box, Sheet


def sheet_svg(sheet: Sheet) -> bytes:
    """The whole first page as one SVG document, in the page's millimetres.

    Legend swatches carry ``data-legend-key``; their words follow with ``data-legend-text``.
    """
    page, scene = sheet.page, sheet.scene
    element = root(Box(0, 0, page.width, page.height), sheet.lang)
    add(element, "title", scene.title.in_(sheet.lang))
    add(element, "desc", scene.alt.in_(sheet.lang))
    add(element, "rect", x=0.0, y=0.0, width=page.width, height=page.height, fill=sheet.ink.paper)
    for label, items in groupby(sheet.pages[0], _label):
        group = add(element, "g", data_legend_text=label) if label else element
        for item in items:
            _draw(group, sheet, item)
    return to_bytes(element)


def _label(item: Item) -> str:
    return item.label if isinstance(item, TextBox) else ""


def _draw(parent: ET.Element, sheet: Sheet, item: Item) -> None:
    match item:
        case TextBox():
            _text(parent, item)
        case Rule():
            box = item.box
            add(parent, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=item.ink)
        case Swatch():
            draw_swatch(parent, sheet, item.entry, item.box)
        case Table():
            for cell in (cell for row in item.rows for cell in row):
                _text(parent, cell)
        case Picture():
            draw_map(parent, sheet, sheet.lang)


def _text(parent: ET.Element, box: TextBox) -> None:
    """Every line at its place."""
    for number, line in enumerate(box.lines):
        y = box.y + number * box.pitch
        element = add(parent, "text", line, font_size=box.hand.em, fill=box.hand.ink)
        if box.upright:
            element.set("transform", f"translate({num(box.x)} {num(y)}) rotate(-90)")
        else:
            element.set("x", num(box.x))
            element.set("y", num(y))
        if box.hand.bold:
            element.set("font-weight", "700")
        if box.anchor != "start":
            element.set("text-anchor", box.anchor)
