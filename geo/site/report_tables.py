"""The tables of a report: what the analysis counts, place by place, each cell with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.coverage_view import coverage_report
from geo.analysis.report.gaps_view import gaps_report, overlap_report
from geo.analysis.report.model import Table, Value, basis
from geo.charts.charts import matrix_chart, similarity_chart
from geo.domain.text import Text, same
from geo.render.pages.report import Cell, Group, Line, Listing, Part
from geo.scene.scene import LegendEntry, Style
from geo.site.report_rows import anchor, row_anchors
from geo.texts.catalogue import head, say

_UNSIGNED = ("collective", "not_named")  # classes that a map tells by their pattern alone
_ACROSS = "open_here_assigned_elsewhere"
_IDS = ("term_id", "place_id", "basis")


def term_part(base: PlanAnalysis, maps: Mapping[str, str]) -> Part:
    """Every sector and sub-sector with how many name it; ``maps`` has the anchor of its map."""
    table = next(t for t in coverage_report(base).tables if t.name == "columns")
    sectors = {sector.id for sector in base.plan.taxonomy}
    lines = []
    for row, line in zip(table.rows, listing(table).groups[0].lines, strict=True):
        term = str(row["term_id"])
        first = replace(line.cells[0], href=maps.get(term, ""))
        counted = "sectors" if term in sectors else "subsectors"
        lines.append(Line((first, *line.cells[1:]), counted=counted))
    made = replace(listing(table), groups=(Group(tuple(lines)),))
    return Part("terms", say("onefile.terms"), (made,), (basis(),))


def matrix_part(base: PlanAnalysis) -> Part:
    """Every place of the plan against every sector; each cell leads to its first row."""
    chart, known = matrix_chart(base), row_anchors(base.plan)
    strong = [k for k, column in enumerate(chart.columns) if column.strong]
    groups: dict[Text, list[Line]] = {}
    stating = {(unit.kind, unit.id) for unit in base.matrix.places()}
    for i, unit in enumerate(base.matrix.units):
        cells = [Cell(unit.name)]
        for k in strong:
            shown = chart.cells[i][k]
            rows = base.matrix.cell(unit, chart.columns[k].key).rows
            name = anchor(rows[0].place_id, rows[0].sector) if rows else ""
            assert shown.style is not None  # noqa: S101  (a cell of the matrix has a look)
            href = f"#{name}" if name in known else ""
            cells.append(Cell(_sign(shown.state, shown.style), href, shown.style, shown.words))
        counted = {"area": "places", "site": "sites"}.get(unit.kind, "")
        held = counted if (unit.kind, unit.id) in stating else ""
        groups.setdefault(chart.rows[i].group, []).append(Line(tuple(cells), counted=held))
    heads = (chart.row_title, *(chart.columns[k].label for k in strong))
    states = {row[k].state for row in chart.cells for k in strong}
    made = Listing(
        chart.title,
        heads,
        tuple(Group(tuple(lines), name) for name, lines in groups.items()),
        grid=True,
        legend=tuple(_entry(entry) for entry in chart.legend if entry.key in states),
    )
    notes = (basis(), say("onefile.matrix_note"))
    return Part("matrix", say("onefile.matrix"), (made,), notes)


def gaps_part(base: PlanAnalysis) -> Part:
    """What nobody took: how much of each kind, then every list that has an entry.

    Other plans are not looked at, so nothing is said of what they hold.
    """
    across = say(f"tables.{_ACROSS}")
    summary, *lists = gaps_report(base, ()).tables
    counts = tuple(row for row in summary.rows if row["list"] != across)
    tables = [replace(summary, rows=counts), *(table for table in lists if table.rows)]
    return Part("gaps", say("onefile.gaps"), tuple(map(listing, tables)), (say("basis.kinds"),))


def crowding_part(base: PlanAnalysis) -> Part:
    """How many places take each sub-sector, and how concentrated each sector is."""
    tables = [t for t in overlap_report(base).tables if t.rows and t.name != "shares"]
    notes = (basis(), say("basis.herfindahl"))
    return Part("crowding", say("onefile.crowding"), tuple(map(listing, tables)), notes)


def similarity_part(base: PlanAnalysis) -> Part:
    """Every place against every place, neighbours alike."""
    chart = similarity_chart(base)
    lines = tuple(
        Line((
            Cell(row.label),
            *(Cell(c.text, style=c.style, said=c.words) for c in cells),
        ))
        for row, cells in zip(chart.rows, chart.cells, strict=True)
    )  # fmt: skip
    made = Listing(
        chart.title,
        (chart.row_title, *(column.label for column in chart.columns)),
        (Group(lines),),
        grid=True,
        legend=tuple(map(_entry, chart.legend)),
    )
    notes = (basis(), say("basis.jaccard"))
    return Part("similarity", say("onefile.similarity"), (made,), notes)


def _sign(state: str, style: Style) -> Text:
    """The sign of a state; of one without, that which the tables of the analysis have."""
    return say(f"marks.{state}") if state in _UNSIGNED else same(style.mark)


def _entry(entry: LegendEntry) -> Cell:
    """An entry of a legend as a cell: how it looks, its sign, its words."""
    assert entry.style is not None  # noqa: S101  (a cell of a chart has a look)
    return Cell(_sign(entry.key, entry.style), style=entry.style, said=entry.label)


def listing(table: Table) -> Listing:
    """A table of the analysis without its ids; the first of its columns is the name of a row."""
    columns = [name for name in table.columns if name not in _IDS]
    heads = tuple(table.heads.get(name) or head(name) for name in columns)
    lines = tuple(
        Line(tuple(Cell(_text(row.get(name, ""))) for name in columns)) for row in table.rows
    )
    return Listing(say(f"tables.{table.name}"), heads, (Group(lines),))


def _text(value: Value) -> Text:
    if isinstance(value, Text):
        return value
    return same(f"{value:.2f}" if isinstance(value, float) else str(value))
