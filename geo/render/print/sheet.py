"""The printed page: Typst sets every text, rule and swatch at its place round the SVG map.

Values reach the template as JSON, the map as SVG bytes; none is ever markup. Only the vendored
typeface is used and the date is the plan's, so equal input gives equal bytes.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Any

from geo.render.print.letters import printable_map
from geo.render.print.typesetting import crop_marks, printed_pdf, slug, tongue_and_date
from geo.render.svg.elements import to_bytes
from geo.render.svg.map import picture_box
from geo.render.svg.swatches import swatch_svg
from geo.sheet.items import Drawing, Picture, Piece, Role, Rule, Swatch, Table, TextBox
from geo.sheet.model import Sheet

PICTURE = "picture"
PictureLayer = dict[str, Any]
_DIGITS = re.compile(r"(\d+)")
#: How far below the title of its page a heading stands; a part stands above it.
_DEPTH = {Role.TITLE: 0, Role.HEADING: 1}


def picture_layer(name: str) -> PictureLayer:
    """A picture of the document by name; a common one is held once and drawn on many pages."""
    return {"name": name, "common": False}


def page_data(sheet: Sheet) -> dict[str, Any]:
    """Everything on the pages but the map's picture, JSON-ready; lengths in mm, type in pt."""
    scene, lang, figure = sheet.scene, sheet.lang, sheet.page.figure
    titled = figure is None or figure.titled
    return {
        "title": scene.title.in_(lang),
        "alt": scene.alt.in_(lang),
        "author": "industry-atlas",
        **tongue_and_date(lang, scene.issued),
        "headings": True,
        "pages": sheet_pages(sheet, [picture_layer(PICTURE)], int(titled)),
    }


def sheet_pages(
    sheet: Sheet, layers: Sequence[PictureLayer], level: int = 1
) -> list[dict[str, Any]]:
    """The pages of a sheet; ``layers`` are the pictures of its map, ``level`` its title's or 0."""
    page = sheet.page
    marks = crop_marks(page.width, page.height, page.bleed)
    size = {
        "width": page.width,
        "height": page.height,
        "slug": slug(page.bleed, marks=page.crop_marks),
        "marks": [(*m, sheet.ink.ink) for m in marks] if page.crop_marks else [],
    }
    laid = [[plain(sheet, piece, layers, level) for piece in pieces] for pieces in sheet.pages]
    return [{**size, "items": items} for items in laid]


def plain(
    sheet: Sheet, piece: Piece, layers: Sequence[PictureLayer] = (), level: int = 1
) -> dict[str, Any]:
    """A piece with its kind, its place and what it holds; a swatch as those of a sheet."""
    match piece:
        case TextBox():
            return _text(piece, level)
        case Rule():
            return {"kind": "rule", **asdict(piece)}
        case Swatch(x, y, w, h):
            svg = swatch_svg(sheet, piece)
            return {"kind": "swatch", "x": x, "y": y, "w": w, "h": h, "svg": svg}
        case Drawing():
            return {"kind": "drawing", **asdict(piece)}
        case Table():
            return _table(piece, level)
        case Picture():
            alt = sheet.scene.alt.in_(sheet.lang)
            return {"kind": "picture", **asdict(picture_box(sheet)), "layers": layers, "alt": alt}
    raise TypeError(type(piece))


def _text(box: TextBox, level: int) -> dict[str, Any]:
    kept = {name: getattr(box, name) for name in ("x", "y", "anchor", "pitch")}
    hand = {name: getattr(box.hand, name) for name in ("pt", "ink", "bold")}
    role = box.hand.role
    depth = 1 if role == Role.PART else level + _DEPTH[role] if role in _DEPTH else 0
    footer = role in {Role.FOOTER, Role.FOLIO}
    own = {"heading": depth, "footer": footer, "title": role != Role.HEADING}
    return {"kind": "text", **kept, **hand, **own, "lines": _linked(box)}


def _linked(box: TextBox) -> list[list[dict[str, Any]]]:
    """Every line in runs of characters, each with the page that it leads to, 0 for none."""

    def led(run: str) -> dict[str, Any]:
        return {"text": run, "page": int(run) if box.folios and run.isdigit() else box.to_page}

    lines = [_DIGITS.split(line) if box.folios else [line] for line in _spaced(box)]
    return [[led(run) for run in runs if run or runs == [""]] for runs in lines]


def _spaced(box: TextBox) -> list[str]:
    """The lines, with the space at which one was broken: who hears or copies them needs it."""
    lines, at = [], 0
    for line in box.lines:
        at = box.text.index(line, at) + len(line)
        lines.append(line + " " * (box.text[at : at + 1] == " "))
    return lines


def _table(table: Table, level: int) -> dict[str, Any]:
    """Cells from their own corners, as a table of Typst holds them."""
    lefts = list(accumulate(table.columns, initial=0.0))
    tops = accumulate(table.heights, initial=0.0)
    rows = [
        [_text(cell.moved(-left, -top), level) for cell, left in zip(row, lefts, strict=False)]
        for row, top in zip(table.rows, tops, strict=False)
    ]
    held = {"x": table.x, "y": table.y, "columns": table.columns, "heights": table.heights}
    return {"kind": "table", **held, "rows": rows}


def sheet_pdf(sheet: Sheet) -> bytes:
    """A laid-out Sheet as tagged PDF (PDF/UA-1, PDF/A-2a): vectors, fonts embedded and subset.

    Raises
    ------
    OutputError
        A block fits no page.
    """
    data = json.dumps(page_data(sheet), ensure_ascii=False, sort_keys=True)
    picture = to_bytes(printable_map(sheet)).decode()
    return printed_pdf("sheet.typ", {"data": data, PICTURE: picture}, sheet.page.bleed)
