"""A chart on paper: Typst sets title, legend and sources round the grid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from geo.charts.model import Chart
from geo.render.print.looks import looks, tongue_and_date
from geo.render.print.typesetting import printed_pdf
from geo.render.svg.chart import grid_picture, swatch_picture, texts
from geo.render.svg.chart_grid import best_turn, grid_of, parts
from geo.sheet.page import PAPERS, PageChoice, check_choice, margin_of, paper_units
from geo.sheet.typeface import MM_PER_PT, require_glyphs, typeface, wrap

_TEMPLATE = "chart.typ"
_TITLE, _SUBTITLE, _BODY, _NOTE = 24.0, 11.0, 9.0, 7.5
_HEAD_MM, _LEGEND_LINE_MM, _AIR_MM = 15.0, 6.6, 9.0


def chart_pdf(chart: Chart, paper: str = "A3", lang: str = "zh", *, stacked: bool = False) -> bytes:
    """The page as tagged PDF (PDF/UA-1), lying or standing as its cells come out larger.

    ``stacked`` parts of a chart stand one below the other on a higher page.

    Raises
    ------
    CallError, FontError
        There is no such paper; a character has no glyph.
    """
    data, pictures = _drawn(chart, paper, lang)
    data = {**data, "stacked": stacked and len(data["widths"]) > 1}
    return _printed(json.dumps(data, ensure_ascii=False, sort_keys=True), pictures)


@lru_cache(maxsize=1)
def _printed(data: str, pictures: str) -> bytes:
    """The same once, where a picture of a page is made after the page."""
    return printed_pdf(_TEMPLATE, {"data": data, "pictures": pictures})


@lru_cache(maxsize=1)
def _drawn(chart: Chart, paper: str, lang: str) -> tuple[Mapping[str, Any], str]:
    """What the template is told of the page, and the parts of the grid as pictures."""
    check_choice(PageChoice(paper))
    require_glyphs(texts(chart, lang))
    short, long = PAPERS[paper]
    unit = paper_units(paper)[0]
    pages = ((long, short), (short, long))
    rooms = [_room(chart, page, paper, lang) for page in pages]
    drawn, number = best_turn(chart, [room[:2] for room in rooms], lang)
    width, height, legend = rooms[number]
    divided = parts(drawn, width, height, lang, unit)
    grids = [grid_of(part, width, height, lang, unit) for part in divided]
    shown = [grid_picture(*one, lang) for one in zip(divided, grids, strict=True)]
    data = _data(chart, paper, lang) | {
        "width": pages[number][0],
        "height": pages[number][1],
        "legend_height": legend,
        "widths": [grid.box.w for grid in grids],
    }
    return data, json.dumps([ET.tostring(one, encoding="unicode") for one in shown])


def _room(
    chart: Chart, page: tuple[float, float], paper: str, lang: str
) -> tuple[float, float, float]:
    """Width and height left for the grid on a page, and the height of the legend (mm)."""
    unit = paper_units(paper)[0]
    width = page[0] - 2 * margin_of(paper)
    face, pt = typeface(), _BODY * unit
    need = sum(face.width_mm(e.label.in_(lang), pt) + 7 * unit + 2.6 * pt * MM_PER_PT
               for e in chart.legend)  # fmt: skip
    legend = _LEGEND_LINE_MM * unit * -(-need // (width * 0.94)) + 1.5 * unit
    note = _NOTE * unit
    lines = sum(len(wrap(t.in_(lang), note, width * 0.95)) for t in _words(chart))
    below = (lines + 1) * 1.75 * note * MM_PER_PT
    taken = (_HEAD_MM + _AIR_MM) * unit + legend + below
    return width, page[1] - 2 * margin_of(paper) - taken, legend


def _words(chart: Chart) -> tuple[Any, ...]:
    return (chart.note, chart.credits.source, chart.credits.limits)


def _data(chart: Chart, paper: str, lang: str) -> dict[str, Any]:
    unit = paper_units(paper)[0]
    return {
        "title": chart.title.in_(lang),
        "subtitle": chart.subtitle.in_(lang),
        "alt": chart.alt.in_(lang),
        "note": chart.note.in_(lang),
        **tongue_and_date(lang, chart.issued),
        "accent": chart.accent,
        **looks(paper),
        "size": {
            "title": _TITLE * unit,
            "subtitle": _SUBTITLE * unit,
            "body": _BODY * unit,
            "note": _NOTE * unit,
        },
        "legend": [
            {"label": e.label.in_(lang),
             "swatch": ET.tostring(swatch_picture(e), encoding="unicode")}
            for e in chart.legend
        ],
        "credits": [text.in_(lang) for text in _words(chart)[1:]],
    }  # fmt: skip
