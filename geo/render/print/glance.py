"""Small multiples on paper: Typst sets title, one legend, the panels and their sources."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.domain.text import joined
from geo.render.pages.glance import WIDTH, Glance, Panel, entry_picture, panel_picture
from geo.render.pages.glance_layout import glance_form
from geo.render.print.typesetting import looks, printed_pdf, tongue_and_date
from geo.render.svg.document import in_units
from geo.sheet.model import Sheet
from geo.sheet.page import PAPERS


def glance_pdf(
    glance: Glance, sheets: Sequence[Sheet], paper: str = "A3", lang: str = "zh"
) -> bytes:
    """The page as tagged PDF (PDF/UA-1), each panel a figure with its own alternative text.

    ``sheets`` are the panels laid out, in the same order; the page lies.
    """
    form = _data(glance, sheets, paper, lang)
    own = [_at_width(sheet, form["panel_width"]) for sheet in sheets]
    drawn = [in_units(panel_picture(sheet, lang)) for sheet in own]
    pictures = [ET.tostring(picture, encoding="unicode") for picture in drawn]
    data = json.dumps(form, ensure_ascii=False, sort_keys=True)
    return printed_pdf("glance.typ", {"data": data, "pictures": json.dumps(pictures)})


def _at_width(sheet: Sheet, width: float) -> Sheet:
    """The panel with patterns and signs of the size that they have at full width."""
    unit = sheet.page.unit * WIDTH / width
    hatches = load_theme().hatches(unit, paper=True)
    return replace(sheet, page=replace(sheet.page, unit=unit), hatches=hatches)


def _data(glance: Glance, sheets: Sequence[Sheet], paper: str, lang: str) -> dict[str, Any]:
    height, width = PAPERS[paper]
    box, block = sheets[0].views[0].box, glance.legend
    form = glance_form(glance, box.h / box.w, paper, lang)
    return {
        "title": glance.title.in_(lang),
        "subtitle": glance.subtitle.in_(lang),
        "alt": joined((glance.title, glance.subtitle), "：", ": ").in_(lang),
        **tongue_and_date(lang, max(panel.scene.issued for panel in glance.panels)),
        "accent": glance.lead.accent,
        **looks(paper),
        "width": width,
        "height": height,
        "columns": form.columns,
        "panel_width": form.width,
        "gutter": form.gutter,
        "row_gutter": form.row_gutter,
        "size": form.sizes,
        "legend": {
            "title": block.title.in_(lang),
            "entries": [{"label": e.label.in_(lang), "swatch": _swatch(sheets[0], e.key)}
                        for e in block.entries],
        },
        "panels": [_panel(panel, sheets[0], lang) for panel in glance.panels],
        "credits": [line.in_(lang) for line in glance.credits.lines],
        "review": glance.credits.review.in_(lang),
        "reviewed": glance.credits.reviewed,
    }  # fmt: skip


def _panel(panel: Panel, sheet: Sheet, lang: str) -> dict[str, Any]:
    return {
        "title": panel.scene.title.in_(lang),
        "note": panel.note.in_(lang),
        "alt": panel.scene.alt.in_(lang),
        "counts": [{"swatch": _swatch(sheet, k), "count": str(n)} for k, n in panel.counts.items()],
    }


def _swatch(sheet: Sheet, key: str) -> str:
    """The swatch of a class, in the patterns of paper."""
    picture = entry_picture(_at_width(sheet, WIDTH), key)
    return ET.tostring(picture, encoding="unicode")
