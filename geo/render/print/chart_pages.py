"""A chart as pages of an atlas: legend, grid and remarks under the head that all its pages have."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.book.frame import Frame
from geo.book.model import BookPage, Figure
from geo.charts.model import Chart
from geo.render.svg.chart import grid_picture
from geo.render.svg.chart_grid import best_turn, grid_of, parts
from geo.sheet.box import Box
from geo.sheet.items import Laid, Picture, Piece, Swatch
from geo.sheet.legend import swatch_size
from geo.sheet.pen import Lettering, Pen, one_line

_AIR = 1.4  # em


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
