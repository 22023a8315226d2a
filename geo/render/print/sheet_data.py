"""What the Typst template needs, as plain data: boxes in mm, sizes in pt, texts in one language."""

from __future__ import annotations

from typing import Any

from geo.domain.text import Text
from geo.render.print.looks import looks
from geo.render.svg.map import picture_box
from geo.render.svg.swatches import swatch_height, swatch_svg, swatch_width
from geo.scene.scene import LegendEntry, Scene
from geo.sheet.bottom_band import BODY_PT, HEAD_PT, NUMBER_PT, credit_lines
from geo.sheet.furniture import PANEL_PAD, legend_room
from geo.sheet.legend import legend_columns, members_text
from geo.sheet.model import Box, Page, Sheet

_TITLE, _SUBTITLE = 27.0, 12.0
_SMALLEST = {"A4": 6.0}
_SMALLEST_A3 = 8.0
_STEPS = 9
WORDS = {
    "numbers": Text("要点", "Key numbers"),
    "matrix": Text("细分产业与点名的市", "Sub-sectors and the cities that name them"),
    "subsector": Text("细分产业", "Sub-sector"),
    "matrix_theme": Text("计划与点名的市", "Plans and the places that they name"),
    "plan": Text("计划", "Plan"),
    "matrix_compare": Text("细分产业与两地", "Sub-sectors and the two places"),
    "place": Text("地方", "Place"),
    "named": Text("点名", "named"),
    "collective": Text("区域统筹", "stated for the region"),
    "list": Text("图上编号", "Numbers on the map"),
    "sources": Text("依据与底图", "Sources and base map"),
    "annex": Text("未落点的载体与设施", "Carriers and facilities that are not plotted"),
}
_ANNEX_HEAD = (Text("地区", "Place"), Text("名称", "Name"), Text("原因", "Reason"))


def page_data(sheet: Sheet) -> dict[str, Any]:
    """Everything on the page but the picture, JSON-ready."""
    return {**_document(sheet), **_layout(sheet), **_content(sheet)}


def _document(sheet: Sheet) -> dict[str, Any]:
    """Titles, language, date, colours, rules."""
    scene, lang = sheet.scene, sheet.lang
    return {
        "title": scene.title.in_(lang),
        "subtitle": scene.subtitle.in_(lang),
        "plan_line": scene.plan_line.in_(lang),
        "alt": scene.alt.in_(lang),
        "author": "industry-atlas",
        "lang": "en" if lang == "en" else "zh",
        "region": "gb" if lang == "en" else "cn",
        "date": issued(scene),
        "accent": scene.accent,
        **looks(),
    }


def _layout(sheet: Sheet) -> dict[str, Any]:
    """Boxes, columns and sizes."""
    page, strip = sheet.page, sheet.strip
    return {
        "unit": page.unit,
        "width": page.width,
        "height": page.height,
        "title_box": _box(page.title),
        "picture_box": _box(picture_box(sheet)),
        "panel": _box(page.panel),
        "legend_height": legend_room(sheet.scene, page, sheet.lang),
        "panel_pad": PANEL_PAD * page.unit,
        "kept": sheet.kept,
        "legend_columns": legend_columns(
            sheet.kept, page.panel.w - 2 * PANEL_PAD * page.unit, page.paper
        ),
        "strip": _box(page.strip),
        "strip_parts": strip.parts,
        "strip_columns": strip.columns,
        "strip_gutter": strip.gutter,
        "numbers_across": strip.across,
        "size": sizes(page),
        "swatch": [swatch_width(page), swatch_height(page)],
        "upright": strip.upright,
        "annex_columns": 3 if page.orientation == "landscape" else 2,
    }


def _content(sheet: Sheet) -> dict[str, Any]:
    """Legend, numbers, table, list, sources, second page."""
    scene, lang = sheet.scene, sheet.lang
    return {
        "legend": [
            {"title": b.title.in_(lang), "entries": [_entry(sheet, e) for e in b.entries]}
            for b in scene.legend
        ],
        "numbers": [{"value": str(n.value), "label": n.label.in_(lang)} for n in scene.key_numbers],
        "matrix": _matrix(scene, lang),
        "lists": _lists(sheet),
        "later": _later(sheet),
        "credits": _credits(scene, lang),
        "review": scene.credits.review.in_(lang),
        "reviewed": scene.credits.reviewed,
        "annex": _annex(sheet),
        "words": _words(scene, lang),
    }


def _words(scene: Scene, lang: str) -> dict[str, Any]:
    """Fixed words; the table of a theme has plans where that of a sector has sub-sectors."""
    words = dict(WORDS)
    if scene.spec.kind == "theme":
        words |= {"matrix": WORDS["matrix_theme"], "subsector": WORDS["plan"]}
    elif scene.spec.kind == "compare":
        words |= {"matrix": WORDS["matrix_compare"], "subsector": WORDS["place"]}
    head = [w.in_(lang) for w in _ANNEX_HEAD]
    return {**{k: w.in_(lang) for k, w in words.items()}, "annex_head": head}


def _box(box: Box) -> list[float]:
    return [round(v, 4) for v in (box.x, box.y, box.w, box.h)]


def sizes(page: Page) -> dict[str, Any]:
    """Type sizes (pt); ``fit`` is the range a block may take, largest first."""
    body = page.pt(BODY_PT)
    least = _SMALLEST.get(page.paper, round(_SMALLEST_A3 * page.type_unit, 2))
    step = (body - least) / _STEPS
    return {
        "title": page.pt(_TITLE),
        "subtitle": page.pt(_SUBTITLE),
        "number": page.pt(NUMBER_PT),
        "head": page.pt(HEAD_PT),
        "body": body,
        "fit": [round(body - i * step, 3) for i in range(_STEPS + 1)],
    }


def issued(scene: Scene) -> list[int]:
    """Year, month, day of the plan; 1 January 2000 where a scene states none."""
    return [int(part) for part in (scene.issued or "2000-01-01").split("-")]


def _entry(sheet: Sheet, entry: LegendEntry) -> dict[str, str]:
    lang = sheet.lang
    return {
        "label": entry.label.in_(lang),
        "members": members_text(entry, lang),
        "count": str(entry.count) if entry.members else "",
        "swatch": swatch_svg(sheet, entry),
    }


def _matrix(scene: Scene, lang: str) -> dict[str, Any]:
    """Sub-sectors down, places across: the scene's table turned to lie in a strip."""
    rows = [
        {"name": column.in_(lang), "cells": [row.cells[i] for row in scene.matrix]}
        for i, column in enumerate(scene.matrix_columns)
    ]
    collective = any(cell == "collective" for row in scene.matrix for cell in row.cells)
    places = [row.name.in_(lang) for row in scene.matrix]
    return {"places": places, "rows": rows, "collective": collective}


def _credits(scene: Scene, lang: str) -> list[str]:
    return [line.in_(lang) for line in credit_lines(scene) if line.in_(lang)]


def _lists(sheet: Sheet) -> list[list[list[str]]]:
    """Numbers and names in the columns of the strip, or in four on the second page."""
    count = len(sheet.numbered)
    rows = -(-count // 4) or 1
    columns = sheet.strip.lists or tuple(
        tuple(range(start, min(start + rows, count + 1))) for start in range(1, count + 1, rows)
    )
    return [
        [[str(n), sheet.numbered[n - 1].label.in_(sheet.lang)] for n in numbers]
        for numbers in columns
    ]


def _later(sheet: Sheet) -> list[str]:
    """Blocks that stand on a second page."""
    scene, parts = sheet.scene, sheet.strip.parts
    there = {
        "list": bool(sheet.numbered) and "list" not in parts,
        "matrix": bool(scene.matrix and scene.matrix_columns) and "matrix" not in parts,
        "annex": bool(scene.listed),
    }
    return [name for name, wanted in there.items() if wanted]


def _annex(sheet: Sheet) -> list[list[str]]:
    lang = sheet.lang
    names = {a.adcode: a.short for a in sheet.scene.areas}
    return [
        [names[x.host].in_(lang) if x.host in names else "", x.label.in_(lang), x.reason.in_(lang)]
        for x in sheet.scene.listed
    ]
