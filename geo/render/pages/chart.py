"""A chart as a web page: inline SVG and the same cells as a table, readable without a script."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.charts.model import Chart, ChartCell, Heading
from geo.render.svg.chart import grid_picture, placed, swatch_picture
from geo.render.templating import PagePlace, page

_QUIET = ("", "not_named", "alike-0", "self")  # stated by no clause: not lines of the table
_WIDTH = 340.0  # of a window of 1366 px


def chart_html(chart: Chart, place: PagePlace) -> bytes:
    """The page of a chart.

    Parameters
    ----------
    chart
        What to show.
    place
        Where its assets, its PDF and its SVG stand, seen from the page.

    Returns
    -------
    bytes
        HTML with the picture in both languages; the table has each cell that says something, with
        terms and clause locators.
    """
    return page(
        "chart.html.j2",
        chart=chart,
        place=place,
        legend=[{"picture": _hidden(swatch_picture(e)), "label": e.label}
                for e in chart.legend],
        pictures={lang: _pictures(chart, lang) for lang in ("zh", "en")},
        cells=stated(chart),
        column_title=chart.column_title,
    )  # fmt: skip


def stated(chart: Chart) -> list[tuple[Heading, Heading, ChartCell]]:
    """Row, column and cell of every cell that says something, in reading order."""
    return [
        (row, column, cell)
        for row, cells in zip(chart.rows, chart.cells, strict=True)
        for column, cell in zip(chart.columns, cells, strict=True)
        if cell.state not in _QUIET
    ]


def _pictures(chart: Chart, lang: str) -> list[Markup]:
    """The parts of the picture, as large as they are read: a millimetre is one on the screen."""
    made = []
    for part, grid in placed(chart, _WIDTH, lang):
        picture = grid_picture(part, grid, lang)
        picture.set("role", "img")
        picture.set("aria-labelledby", "alt")
        made.append(_markup(picture))
    return made


def _hidden(picture: ET.Element) -> Markup:
    picture.set("aria-hidden", "true")
    picture.attrib.pop("lang", None)
    return _markup(picture)


def _markup(element: ET.Element) -> Markup:
    text = ET.tostring(element, encoding="unicode")
    return Markup(text)  # noqa: S704  (made of elements)
