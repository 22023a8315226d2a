"""What the Typst template needs, as plain data: every text, rule and swatch with its place."""

from __future__ import annotations

from dataclasses import asdict
from itertools import accumulate
from typing import Any

from geo.render.print.looks import tongue_and_date
from geo.render.svg.map import picture_box
from geo.render.svg.swatches import swatch_svg
from geo.sheet.items import Piece, Rule, Swatch, Table, TextBox
from geo.sheet.model import Sheet


def page_data(sheet: Sheet) -> dict[str, Any]:
    """Everything on the pages but the map's picture, JSON-ready; lengths in mm, type in pt."""
    scene, lang = sheet.scene, sheet.lang
    return {
        "title": scene.title.in_(lang),
        "alt": scene.alt.in_(lang),
        "author": "industry-atlas",
        **tongue_and_date(lang, scene.issued),
        "width": sheet.page.width,
        "height": sheet.page.height,
        "pages": [[_plain(sheet, piece) for piece in page] for page in sheet.pages],
    }


def _plain(sheet: Sheet, piece: Piece) -> dict[str, Any]:
    """A piece with its kind, its place and what it holds."""
    match piece:
        case TextBox():
            return _text(piece)
        case Rule():
            return {"kind": "rule", **asdict(piece)}
        case Swatch(x, y, w, h, entry):
            svg = swatch_svg(sheet, entry)
            return {"kind": "swatch", "x": x, "y": y, "w": w, "h": h, "svg": svg}
        case Table():
            return _table(piece)
    return {"kind": "picture", **asdict(picture_box(sheet))}


def _text(box: TextBox) -> dict[str, Any]:
    kept = {name: getattr(box, name) for name in ("x", "y", "anchor", "upright", "pitch")}
    return {"kind": "text", **kept, **asdict(box.hand), "lines": _spaced(box)}


def _spaced(box: TextBox) -> list[str]:
    """The lines, with the space at which one was broken: who hears or copies them needs it."""
    lines, at = [], 0
    for line in box.lines:
        at = box.text.index(line, at) + len(line)
        lines.append(line + " " * (box.text[at : at + 1] == " "))
    return lines


def _table(table: Table) -> dict[str, Any]:
    """Cells from their own corners, as a table of Typst holds them."""
    lefts = list(accumulate(table.columns, initial=0.0))
    tops = accumulate(table.heights, initial=0.0)
    rows = [
        [_text(cell.moved(-left, -top)) for cell, left in zip(row, lefts, strict=False)]
        for row, top in zip(table.rows, tops, strict=False)
    ]
    held = {"x": table.x, "y": table.y, "columns": table.columns, "heights": table.heights}
    return {"kind": "table", **held, "rows": rows}
