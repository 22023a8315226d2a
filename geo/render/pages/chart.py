"""A chart as a web page: inline SVG and the same cells as a table, readable without a script."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from geo.charts.model import Chart, ChartCell, Heading
from geo.render.svg.chart import grid_picture, placed, swatch_picture
from geo.render.templating import PagePlace, inline, page
from geo.scene.scene import LegendEntry

_QUIET = ("", "not_named", "alike-0", "self")  # stated by no clause: not lines of the table
_WIDTH = 340.0  # of a window of 1366 px


def chart_html(chart: Chart, place: PagePlace, files: Sequence[str] = ()) -> bytes:
    """The page of a chart: the picture in both languages, and as a table what its cells say.

    ``place`` tells where its assets stand, seen from the page, and what it has on paper (in the
    formats of ``files``).
    """
    return page(
        "chart.html.j2",
        chart=chart,
        place=place,
        files=files,
        legend=[(_swatch(entry), entry.label) for entry in chart.legend],
        pictures={lang: _pictures(chart, lang) for lang in ("zh", "en")},
        cells=stated(chart),
    )


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
        made.append(inline(picture))
    return made


def _swatch(entry: LegendEntry) -> Markup:
    picture = swatch_picture(entry)
    picture.attrib.pop("lang")
    return inline(picture, hidden=True)
