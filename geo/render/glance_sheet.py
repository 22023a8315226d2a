"""Small multiples on paper: Typst sets title, one legend, the panels and their sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from geo.errors import Fault, SpecError
from geo.render.glance_art import WIDTH, Glance, Panel, entry_picture, panel_picture
from geo.render.png_small import shrink
from geo.render.sheet import compiled
from geo.scene.frame_page import MARGIN, PAPERS, check_paper, paper_units
from geo.scene.frame_parts import Sheet

_TEMPLATE = "glance.typ"
_HEAD, _FOOT, _GUTTER, _ROW_GUTTER, _CAPTION = 34.0, 8.0, 6.0, 5.0, 13.5
_TITLE, _SUBTITLE, _NAME, _BODY, _NOTE = 26.0, 12.0, 10.5, 9.5, 8.0
_SMALL_TITLES = 16
_COUNTED = ("named-1", "focus", "collective")


@dataclass(frozen=True)
class Raster:
    """Columns and the width (mm) of every panel."""

    columns: int
    width: float


def raster(count: int, ratio: float, room: tuple[float, float], unit: float = 1.0) -> Raster:
    """The columns that make panels largest in a room.

    Parameters
    ----------
    count
        Panels.
    ratio
        Height of a panel's picture to its width.
    room
        Width and height (mm) for all panels with their captions.
    unit
        Scale of gutters and captions against A3.

    Raises
    ------
    SpecError
        No panel of 20 mm fits.

    Examples
    --------
    >>> raster(8, 0.73, (396, 230)).columns
    4
    """
    best = Raster(0, 0.0)
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        wide = (room[0] - (columns - 1) * _GUTTER * unit) / columns
        high = (room[1] - (rows - 1) * _ROW_GUTTER * unit) / rows - _CAPTION * unit
        width = min(wide, high / ratio)
        if width > best.width + 1e-9:
            best = Raster(columns, round(width, 2))
    if best.width < 20 * unit:
        raise SpecError(Fault("", "一页放不下这么多图", "too many panels for a page", str(count)))
    return best


def glance_pdf(glance: Glance, sheets: Sequence[Sheet], paper: str = "A3", lang: str = "zh") -> bytes:
    """The page as tagged PDF (PDF/UA-1), each panel a figure with its own alternative text.

    Parameters
    ----------
    glance, sheets
        What to show, and its panels laid out, in the same order.
    paper, lang
        ``A0`` to ``A4``, lying; ``zh``, ``en`` or ``both``.
    """
    inputs = _inputs(glance, sheets, paper, lang)
    return compiled(_TEMPLATE, inputs, format="pdf", pdf_standards=["ua-1"])


def glance_thumbnail(glance: Glance, sheets: Sequence[Sheet], width_px: int = 480) -> bytes:
    """The page as a small PNG."""
    ppi = width_px / (PAPERS["A3"][1] / 25.4)
    return shrink(compiled(_TEMPLATE, _inputs(glance, sheets, "A3", "zh"), format="png", ppi=ppi))


def _inputs(glance: Glance, sheets: Sequence[Sheet], paper: str, lang: str) -> dict[str, str]:
    form = _data(glance, sheets, paper, lang)
    own = [_at_width(sheet, form["panel_width"]) for sheet in sheets]
    pictures = [ET.tostring(panel_picture(sheet, lang), encoding="unicode") for sheet in own]
    data = json.dumps(form, ensure_ascii=False, sort_keys=True)
    return {"data": data, "pictures": json.dumps(pictures)}


def _at_width(sheet: Sheet, width: float) -> Sheet:
    """The panel with patterns and signs of the size that they have at full width."""
    return replace(sheet, page=replace(sheet.page, unit=sheet.page.unit * WIDTH / width))


def _data(glance: Glance, sheets: Sequence[Sheet], paper: str, lang: str) -> dict[str, Any]:
    check_paper(paper, "landscape")
    unit, type_unit = paper_units(paper)
    height, width = PAPERS[paper]
    margin, box = MARGIN * unit, sheets[0].views[0].box
    room = (width - 2 * margin, height - 2 * margin - (_HEAD + _FOOT) * unit)
    shape = raster(len(sheets), box.h / box.w, room, unit)
    spare = room[0] - shape.columns * shape.width
    rows = -(-len(sheets) // shape.columns)
    below = room[1] - rows * (shape.width * box.h / box.w + _CAPTION * unit)
    credit, ink = glance.lead.credits, sheets[0].ink
    name = _NAME if len(sheets) <= _SMALL_TITLES else _BODY - 0.5
    return {
        "title": glance.title.in_(lang),
        "subtitle": glance.subtitle.in_(lang),
        "alt": f"{glance.title.in_(lang)}: {glance.subtitle.in_(lang)}",
        "lang": "en" if lang == "en" else "zh",
        "region": "gb" if lang == "en" else "cn",
        "date": _latest(glance),
        "accent": glance.lead.accent,
        "colors": {"ink": ink.ink, "quiet": ink.quiet, "border": ink.border, "alert": ink.alert},
        "unit": unit,
        "width": width,
        "height": height,
        "margin": margin,
        "columns": shape.columns,
        "panel_width": shape.width,
        "gutter": min(spare / max(shape.columns - 1, 1), 3 * _GUTTER * unit),
        "row_gutter": min(below / rows, 4 * _ROW_GUTTER * unit),
        "size": {"title": _TITLE * type_unit, "subtitle": _SUBTITLE * type_unit,
                 "name": name * type_unit, "body": _BODY * type_unit,
                 "note": _NOTE * type_unit},
        "legend": _legend(sheets[0], lang),
        "panels": [_panel(panel, sheets[0], lang) for panel in glance.panels],
        "credits": [line.in_(lang) for line in
                    (glance.source, credit.limits, credit.base, credit.projection)],
        "review": credit.review.in_(lang),
        "reviewed": credit.reviewed,
    }  # fmt: skip


def _legend(sheet: Sheet, lang: str) -> dict[str, Any]:
    block = sheet.scene.legend[0]
    return {
        "title": block.title.in_(lang),
        "entries": [
            {"label": e.label.in_(lang), "swatch": _swatch(sheet, e.key)} for e in block.entries
        ],
    }


def _panel(panel: Panel, sheet: Sheet, lang: str) -> dict[str, Any]:
    counts = {e.key: e.count for e in panel.scene.legend[0].entries}
    return {
        "title": panel.scene.title.in_(lang),
        "note": panel.note.in_(lang),
        "alt": panel.scene.alt.in_(lang),
        "counts": [{"swatch": _swatch(sheet, k), "count": str(counts[k])} for k in _COUNTED],
    }


def _swatch(sheet: Sheet, key: str) -> str:
    entry = next(e for e in sheet.scene.legend[0].entries if e.key == key)
    return ET.tostring(entry_picture(sheet, entry, defs=True), encoding="unicode")


def _latest(glance: Glance) -> list[int]:
    """Year, month, day of the latest document; 1 January 2000 where none is stated."""
    latest = max(panel.scene.issued for panel in glance.panels) or "2000-01-01"
    return [int(part) for part in latest.split("-")]
