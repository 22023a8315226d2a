"""What the Typst template needs, as plain data: every text, rule and swatch with its place."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from geo.render.svg.map import picture_box
from geo.render.svg.swatches import swatch_svg
from geo.scene.scene import Scene
from geo.sheet.items import Item, Picture, Rule, Swatch, Table, TextBox
from geo.sheet.model import Box, Sheet


def page_data(sheet: Sheet) -> dict[str, Any]:
    """Everything on the pages but the map's picture, JSON-ready; lengths in mm, type in pt."""
    scene, lang = sheet.scene, sheet.lang
    return {
        "title": scene.title.in_(lang),
        "alt": scene.alt.in_(lang),
        "author": "industry-atlas",
        "lang": "en" if lang == "en" else "zh",
        "region": "gb" if lang == "en" else "cn",
        "date": issued(scene),
        "width": sheet.page.width,
        "height": sheet.page.height,
        "pages": [[_item(sheet, item) for item in page] for page in sheet.pages],
    }


def issued(scene: Scene) -> list[int]:
    """Year, month, day of the plan; 1 January 2000 where a scene states none."""
    return [int(part) for part in (scene.issued or "2000-01-01").split("-")]


def _item(sheet: Sheet, item: Item) -> dict[str, Any]:
    match item:
        case TextBox():
            return _text(item)
        case Rule():
            return {"kind": "rule", "box": _box(item.box), "ink": item.ink}
        case Swatch():
            return {
                "kind": "swatch",
                "box": _box(item.box),
                "svg": swatch_svg(sheet, item.entry),
            }
        case Table():
            return _table(item)
        case Picture():
            return {"kind": "picture", "box": _box(picture_box(sheet))}


def _box(box: Box) -> list[float]:
    return [round(v, 4) for v in (box.x, box.y, box.w, box.h)]


def _text(box: TextBox, left: float = 0.0, top: float = 0.0) -> dict[str, Any]:
    """A text with its place against a corner: the page's, or that of its cell."""
    return {
        "kind": "text",
        "role": box.hand.role,
        "lines": _spaced(box),
        "x": round(box.x - left, 4),
        "y": round(box.y - top, 4),
        "anchor": box.anchor,
        "pitch": round(box.pitch, 4),
        "pt": box.hand.pt,
        "ink": box.hand.ink,
        "bold": box.hand.bold,
        "upright": box.upright,
    }


def _spaced(box: TextBox) -> list[str]:
    """The lines, with the space at which one was broken: who hears or copies them needs it."""
    lines, at = [], 0
    for line in box.lines:
        at = box.text.index(line, at) + len(line)
        lines.append(line + " " * (box.text[at : at + 1] == " "))
    return lines


def _table(table: Table) -> dict[str, Any]:
    lefts = [*accumulate(table.columns, initial=table.x)]
    tops = [*accumulate(table.heights, initial=table.y)]
    return {
        "kind": "table",
        "x": round(table.x, 4),
        "y": round(table.y, 4),
        "columns": [round(v, 4) for v in table.columns],
        "heights": [round(v, 4) for v in table.heights],
        "rows": [
            [_text(cell, left, top) for cell, left in zip(row, lefts, strict=False)]
            for row, top in zip(table.rows, tops, strict=False)
        ],
    }
