"""Tables of a deck: places against sectors, what the numbers of a map stand for."""

from __future__ import annotations

from collections.abc import Sequence

from geo.build.mapped_plan import Layout
from geo.charts.charts import matrix_chart
from geo.charts.model import Chart, ChartCell
from geo.domain.text import Text, joined
from geo.render.pages.grid import sectors_of
from geo.render.slides.contents import lines_in, rows_that_fit
from geo.render.slides.model import FIELD, Cell, Grid, TableSlide
from geo.scene.legend import alt_text
from geo.scene.marks import Symbol
from geo.sheet.lists import clause_of, corridors_of
from geo.sheet.model import Sheet
from geo.texts.catalogue import say

_NEUTRAL = "slate"
_PLACE_MM, _TOTAL_MM = {"zh": 34.0, "en": 52.0}, 24.0
_LEAST_MM, _MOST_MM = {"zh": 16.0, "en": 25.0}, 42.0  # of a column of a sector
_GAP = 6.0
_LINE = 0.85  # of the height of a row: a further line in it
_SHARES = (0.1, 0.42, 0.16, 0.32)  # of a list: number, name, where, clause


def matrix_slides(layout: Layout, lang: str) -> list[TableSlide]:
    """Places against sectors, in as many slides as its rows and columns need."""
    chart = sectors_of(matrix_chart(layout.ground.analysis), wide=False)
    if not (chart.rows and chart.columns):
        return []
    tongue = "zh" if lang == "zh" else "en"
    room = FIELD.w - _PLACE_MM[tongue] - _TOTAL_MM
    spans = _even(len(chart.columns), int(room / _LEAST_MM[tongue]))
    rows = _even(len(chart.rows), rows_that_fit(key=True))
    parts = [chart.part(s, columns=True).part(r, columns=False) for s in spans for r in rows]
    made = []
    for number, part in enumerate(parts, 1):
        wide = min(_MOST_MM, room / len(part.columns))
        widths = (_PLACE_MM[tongue], *[wide] * len(part.columns), _TOTAL_MM)
        title = say("slides.matrix")
        if len(parts) > 1:
            title = say("slides.part", title=title, n=number, of=len(parts))
        grid = Grid(alt_text(title, ()).in_(lang), _matrix_rows(part, lang), widths)
        told = [line.in_(lang) for line in _matrix_notes(part)]
        made.append(
            TableSlide(
                key=f"matrix-{number}",
                title=title.in_(lang),
                hue=_NEUTRAL,
                notes=tuple(told),
                subtitle=say("slides.matrix_sub").in_(lang),
                grids=(grid,),
                legend=chart.legend,
            )
        )
    return made


def _matrix_rows(chart: Chart, lang: str) -> tuple[tuple[Cell, ...], ...]:
    heads = [Cell(column.label.in_(lang), strong=True, centred=True) for column in chart.columns]
    total = Cell(say("slides.column_total").in_(lang), strong=True, centred=True)
    rows = [(Cell(say("slides.column_place").in_(lang), strong=True), *heads, total)]
    for head, cells in zip(chart.rows, chart.cells, strict=True):
        shown = [_matrix_cell(cell, lang) for cell in cells]
        rows.append((Cell(head.label.in_(lang), strong=True), *shown,
                     Cell(head.note.in_(lang), centred=True)))  # fmt: skip
    return tuple(rows)


def _matrix_cell(cell: ChartCell, lang: str) -> Cell:
    if not cell.style:
        return Cell()
    return Cell(cell.text.in_(lang) or cell.style.mark, cell.style, strong=True, centred=True)


def _matrix_notes(chart: Chart) -> list[Text]:
    """Row by row what is said of a place: terms as printed, and the clause."""
    found = []
    for head, cells in zip(chart.rows, chart.cells, strict=True):
        told = [
            joined([column.label, say("sheet.clause", terms=cell.terms, locator=cell.locator)],
                   "：", ": ")
            for column, cell in zip(chart.columns, cells, strict=True)
            if cell.terms.zh
        ]  # fmt: skip
        if told:
            found.append(say("slides.said", place=head.label, lines=joined(told, "；", "; ")))
    return found


def list_slides(sheet: Sheet) -> list[TableSlide]:
    """What the numbers on a map stand for: number, name, where it lies, the clauses."""
    scene, lang = sheet.scene, sheet.lang
    names = {area.adcode: area.short for area in (*scene.areas, *scene.beside)}

    def row(number: int, symbol: Symbol) -> tuple[Cell, ...]:
        where = names.get(symbol.host, say("legend.outside"))
        clauses = joined(dict.fromkeys(line.locator for line in symbol.statements), "；", "; ")
        told = (symbol.label, where, clauses)
        return (Cell(str(number), strong=True, centred=True), *(Cell(t.in_(lang)) for t in told))

    rows = [row(number, symbol) for number, symbol in enumerate(sheet.numbered, 1)]
    return _listed(sheet, "numbers", ("number", "name", "area", "clause"), rows)


def node_slides(sheet: Sheet) -> list[TableSlide]:
    """The numbered places of every corridor with their clauses."""
    lang = sheet.lang
    rows = [
        (Cell(str(node.number or "–"), strong=True, centred=True), Cell(node.label.in_(lang)),
         Cell(band.name.in_(lang)), Cell(clause_of(node).in_(lang)))
        for band in corridors_of(sheet.scene)
        for node in band.nodes
    ]  # fmt: skip
    return _listed(sheet, "nodes", ("number", "name", "line", "clause"), rows)


def _listed(
    sheet: Sheet, name: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> list[TableSlide]:
    """Rows as one table or two beside each other, on as many slides as they need."""
    lang, title = sheet.lang, sheet.scene.title
    head = tuple(Cell(say(f"slides.column_{c}").in_(lang), strong=True) for c in columns)
    fit = _rows_of_a_column(rows)
    pages = _even(len(rows), 2 * fit)
    made = []
    for number, page in enumerate(pages, 1):
        some = rows[page.start : page.stop]
        halves = [some[r.start : r.stop] for r in _even(len(some), fit)]
        wide = (FIELD.w - _GAP * (len(halves) - 1)) / len(halves)
        full = say(f"slides.{name}", title=title)
        if len(pages) > 1:
            full = say("slides.part", title=full, n=number, of=len(pages))
        told = full.in_(lang)
        grids = tuple(
            Grid(f"{told} {n}" if len(halves) > 1 else told, (head, *half),
                 tuple(share * wide for share in _SHARES))
            for n, half in enumerate(halves, 1)
        )  # fmt: skip
        made.append(
            TableSlide(
                key=f"{sheet.scene.spec.slug}-{name}-{number}",
                title=told,
                hue=_NEUTRAL,
                subtitle=say(f"slides.{name}_sub").in_(lang),
                grids=grids,
            )
        )
    return made


def _rows_of_a_column(rows: Sequence[tuple[Cell, ...]]) -> int:
    """How many rows of a list one of two tables on a slide holds, where long names are broken."""
    wide = (FIELD.w - _GAP) / 2
    high = [
        max(lines_in(c.text, share * wide) for c, share in zip(row, _SHARES, strict=True))
        for row in rows
    ]
    lines = sum(high) / len(high) if high else 1.0
    return max(1, int(rows_that_fit(key=False) / (1.0 + _LINE * (lines - 1.0))))


def _even(count: int, most: int) -> list[range]:
    """Runs of at most so many things, about as long as each other.

    Examples
    --------
    >>> _even(25, 24)
    [range(0, 13), range(13, 25)]
    """
    if not count:
        return []
    runs = -(-count // most)
    each = -(-count // runs)
    return [range(start, min(start + each, count)) for start in range(0, count, each)]
