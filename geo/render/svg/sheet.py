"""The standalone poster: map, title, legend, table and sources of a first page in one SVG."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from geo.render.svg.document import document
from geo.render.svg.elements import add, add_box, num, root
from geo.render.svg.map import draw_map
from geo.render.svg.office import office_safe
from geo.render.svg.swatches import draw_swatch
from geo.sheet.items import Drawing, Picture, Piece, Rule, Swatch, Table, TextBox
from geo.sheet.model import Box, Sheet


def sheet_svg(sheet: Sheet) -> bytes:
    """The whole first page as one SVG document, in the page's millimetres.

    Legend swatches carry ``data-legend-key``; their words follow with ``data-legend-text``. Office
    programs read all of it.
    """
    page, scene = sheet.page, sheet.scene
    whole = Box(0.0, 0.0, page.width, page.height)
    element = root(whole, sheet.lang)
    add(element, "title", scene.title.in_(sheet.lang))
    add(element, "desc", scene.alt.in_(sheet.lang))
    if not (page.figure and page.figure.transparent):
        add_box(element, whole, fill=sheet.ink.paper)
    draw_pieces(element, sheet, sheet.pages[0])
    office_safe(element, sheet)
    return document(element)


def draw_pieces(parent: ET.Element, sheet: Sheet, pieces: Iterable[Piece]) -> None:
    """Pieces of a page into an element that has its millimetres as units."""
    for label, some in groupby(pieces, _label):
        group = add(parent, "g", data_legend_text=label) if label else parent
        for piece in some:
            _draw(group, sheet, piece)


def _label(piece: Piece) -> str:
    return piece.label if isinstance(piece, TextBox) else ""


def _draw(parent: ET.Element, sheet: Sheet, piece: Piece) -> None:
    match piece:
        case TextBox():
            _text(parent, piece)
        case Rule(x, y, w, h, ink):
            add_box(parent, Box(x, y, w, h), fill=ink)
        case Swatch(x, y, w, h, entry):
            draw_swatch(parent, sheet, entry, Box(x, y, w, h))
        case Table(x, y):
            for cell in (cell for row in piece.rows for cell in row):
                _text(parent, cell.moved(x, y))
        case Drawing():
            _drawing(parent, piece)
        case Picture():
            draw_map(parent, sheet, sheet.lang)


def _drawing(parent: ET.Element, piece: Drawing) -> None:
    """A picture in the picture: what it holds stays its own, names and styles too."""
    data = base64.b64encode(piece.svg.encode()).decode()
    own = {"x": piece.x, "y": piece.y, "width": piece.w, "height": piece.h}
    held = add(parent, "image", href=f"data:image/svg+xml;base64,{data}", **own)
    if piece.alt:
        add(held, "title", piece.alt)


def _text(parent: ET.Element, box: TextBox) -> None:
    """Every line at its place."""
    style = {"font_weight": "700"} if box.hand.bold else {}
    if box.anchor != "start":
        style["text_anchor"] = box.anchor
    for number, line in enumerate(box.lines):
        x, y = box.x, box.y + number * box.pitch
        at: dict[str, str | float] = {"x": x, "y": y}
        if box.upright:
            at = {"transform": f"translate({num(x)} {num(y)}) rotate(-90)"}
        add(parent, "text", line, font_size=box.hand.em, fill=box.hand.ink, **at, **style)
