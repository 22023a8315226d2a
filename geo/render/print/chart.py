"""A chart on paper: a page that Typst sets round its grid, or pages of an atlas."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from geo.book.frame import Frame
from geo.book.model import BookPage, Figure
from geo.charts.model import Chart
from geo.render.print.typesetting import looks, printed_pdf, tongue_and_date
from geo.render.svg.chart import grid_picture, swatch_picture, texts
from geo.render.svg.chart_grid import best_turn, grid_of, parts
from geo.sheet.box import Box
from geo.sheet.items import Laid, Picture, Piece, Swatch
from geo.sheet.legend import swatch_size
from geo.sheet.page import PAPERS, PageChoice, check_choice, margin_of, paper_units
from geo.sheet.pen import Lettering, Pen, one_line
from geo.sheet.typeface import MM_PER_PT, require_glyphs, typeface, wrap

_TEMPLATE = "chart.typ"
_SIZES = {"title": 24.0, "subtitle": 11.0, "body": 9.0, "note": 7.5}  # pt at A3
_HEAD_MM, _LEGEND_LINE_MM, _AIR_MM = 15.0, 6.6, 9.0
_AIR = 1.4  # em


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
    face, pt = typeface(), _SIZES["body"] * unit
    beside = 7 * unit + 2.6 * pt * MM_PER_PT
    need = sum(face.width_mm(e.label.in_(lang), pt) + beside for e in chart.legend)
    legend = _LEGEND_LINE_MM * unit * -(-need // (width * 0.94)) + 1.5 * unit
    note = _SIZES["note"] * unit
    lines = sum(len(wrap(t.in_(lang), note, width * 0.95)) for t in _words(chart))
    below = (lines + 1) * 1.75 * note * MM_PER_PT
    taken = (_HEAD_MM + _AIR_MM) * unit + legend + below
    return width, page[1] - 2 * margin_of(paper) - taken, legend


def _words(chart: Chart) -> tuple[Any, ...]:
    return (chart.note, chart.credits.source, chart.credits.limits)


def _data(chart: Chart, paper: str, lang: str) -> dict[str, Any]:
    unit = paper_units(paper)[0]
    return {
        **{name: getattr(chart, name).in_(lang) for name in ("title", "subtitle", "alt", "note")},
        **tongue_and_date(lang, chart.issued),
        "accent": chart.accent,
        **looks(paper),
        "size": {name: pt * unit for name, pt in _SIZES.items()},
        "legend": [
            {"label": e.label.in_(lang),
             "swatch": ET.tostring(swatch_picture(e), encoding="unicode")}
            for e in chart.legend
        ],
        "credits": [text.in_(lang) for text in _words(chart)[1:]],
    }  # fmt: skip


def chart_pages(frame: Frame, chart: Chart) -> list[BookPage]:
    """A page for each part of the chart that is legible on it."""
    writing, lang, unit = frame.writing, frame.choice.lang, frame.choice.unit
    head, field = frame.head(chart.title, chart.subtitle)
    legend, notes = _legend(writing, chart, field.w), _notes(writing, chart, field.w)
    air = _AIR * writing.em
    top = field.y + legend.height + air
    room = Box(field.x, top, field.w, field.bottom - notes.height - air - top)
    drawn, _ = best_turn(chart, [(room.w, room.h)], lang)
    pages = []
    for part in parts(drawn, room.w, room.h, lang, unit):
        grid = grid_of(part, room.w, room.h, lang, unit)
        svg = ET.tostring(grid_picture(part, grid, lang), encoding="unicode")
        box = Box(room.x, room.y, grid.box.w, grid.box.h)
        pieces: tuple[Piece, ...] = (
            *head,
            *legend.at(field.x, field.y),
            Picture(box.x, box.y),
            *notes.at(field.x, field.bottom - notes.height),
        )
        pages.append(BookPage(pieces, figure=Figure(box, svg, chart.alt)))
    return pages


def _legend(writing: Lettering, chart: Chart, width: float) -> Laid:
    """Swatches with their words in lines."""
    wide, high = swatch_size(writing.choice.type_unit)
    pieces: list[Piece] = []
    x = y = 0.0
    for entry in chart.legend:
        label = writing.say(entry.label)
        need = wide + writing.em + writing.body.width(label)
        if x and x + need > width:
            x, y = 0.0, y + high + 0.6 * writing.em
        pieces.append(Swatch(x, y, wide, high, entry))
        text = y + (high - 0.76 * writing.em) / 2
        pieces.append(one_line(label, x + wide + 0.7 * writing.em, text, writing.body))
        x += need + 2.2 * writing.em
    return Laid(tuple(pieces), y + high)


def _notes(writing: Lettering, chart: Chart, width: float) -> Laid:
    pen = Pen(writing, width)
    for text in (chart.note, chart.credits.source, chart.credits.limits):
        pen.write(writing.say(text), writing.quiet, gap=0.45)
    return pen.laid()
