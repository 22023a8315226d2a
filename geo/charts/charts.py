"""The pictures of the analysis: heat-map matrix, crowding, similarity; numbers of geo.analysis."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from geo.analysis.matrix import MatrixCell, Unit
from geo.analysis.overlap import Crowd, overlap
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.similarity import similarity
from geo.charts.model import Chart, ChartCell, Heading, chart_frame, entries, term_heading
from geo.design.theme import Theme, load_theme
from geo.domain.taxonomy import Sector
from geo.domain.text import NOTHING, same
from geo.scene.classes import Classes, Scale, StateClass
from geo.scene.kinds.terms import SECTOR_CLASSES, cell_words, term_list
from geo.texts.catalogue import say

_NAMED_SUB, _FACILITY = "named", "facility"
_NEUTRAL = "slate"  # the hue of no sector
MATRIX_CLASSES = (
    StateClass(_NAMED_SUB, say("states.named_sub"), step=3, mark="✓"),
    *SECTOR_CLASSES[:-1],
    StateClass(_FACILITY, say("states.facility"), step=0, mark="△"),
)
CROWD_CLASSES = (
    StateClass("place", say("chart.crowd_place"), step=3),
    StateClass("region", say("chart.crowd_region"), hatch=3),
    StateClass("void", say("chart.crowd_void"), mark="0"),
)
ALIKE_CLASSES = (
    StateClass("alike-0", say("chart.alike_0"), mark="0"),
    StateClass("alike-1", say("chart.alike_1"), step=1, mark="<25"),
    StateClass("alike-2", say("chart.alike_2"), step=2, mark="<50"),
    StateClass("alike-3", say("chart.alike_3"), step=3, mark="≥50"),
    StateClass("alike-4", say("chart.alike_4"), step=4, mark="="),
    StateClass("self", say("chart.self"), hatch=2),
)


@lru_cache(maxsize=8)
def matrix_chart(base: PlanAnalysis) -> Chart:
    """Every place of the matrix against every sector and sub-sector.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> chart = matrix_chart(analyse("future2024"))
    >>> len(chart.rows), len(chart.columns), [entry.key for entry in chart.legend][-2:]
    (22, 36, ['collective', 'not_named'])
    """
    theme, matrix = load_theme(), base.matrix
    terms = [(s, term) for s in matrix.sectors for term in (s.id, *(x.id for x in s.subsectors))]
    scales = {s.id: _scale(base, theme, s, MATRIX_CLASSES) for s in matrix.sectors}
    cells = tuple(
        tuple(
            _matrix_cell(base, scales[s.id], matrix.cell(unit, term), sub=term != s.id)
            for s, term in terms
        )
        for unit in matrix.units
    )
    return Chart(
        **chart_frame(base.plan, "matrix", theme.ramp(_NEUTRAL)[3]),
        rows=tuple(_unit_heading(base, unit) for unit in matrix.units),
        columns=tuple(_counted(base, theme, term) for _, term in terms),
        cells=cells,
        legend=entries(cells, _common_scale(base, theme, MATRIX_CLASSES)),
        row_title=say("columns.place"),
        column_title=say("chart.term"),
        row_note=say("chart.row_total"),
        column_note=say("chart.column_total"),
    )


def _unit_heading(base: PlanAnalysis, unit: Unit) -> Heading:
    total = base.matrix.row_total(unit)
    return Heading(
        f"{unit.kind}:{unit.id}",
        base.label(unit),
        group=say(f"chart.kind_{unit.kind}"),
        note=same(f"{total.stating} · {total.subsectors}"),
    )


def _counted(base: PlanAnalysis, theme: Theme, term: str) -> Heading:
    note = same(str(len(base.matrix.holders(term))))
    return replace(term_heading(base, theme, term), note=note)


def _scale(base: PlanAnalysis, theme: Theme, sector: Sector, classes: Classes) -> Scale:
    return Scale(classes, theme.hue(base.plan, sector.id), theme, line="hair", dotted=False)


def _common_scale(base: PlanAnalysis, theme: Theme, classes: Classes) -> Scale:
    """The scale of the legend: in the hue of the sectors if they share one, else in none's."""
    hues = {theme.hue(base.plan, sector.id) for sector in base.matrix.sectors}
    return Scale(
        classes, hues.pop() if len(hues) == 1 else _NEUTRAL, theme, line="hair", dotted=False
    )


def _matrix_cell(base: PlanAnalysis, scale: Scale, found: MatrixCell, *, sub: bool) -> ChartCell:
    state = _NAMED_SUB if sub and found.state == "named" else found.cell.graded
    words = cell_words(base.plan, found.cell, found.unit.id, found.term, sub=sub)
    if found.unit.kind == "facility" and found.rows:
        told = term_list(base.plan, found.rows)
        state, words = _FACILITY, say("state_text.facility", terms=told)
    return ChartCell(
        state=state,
        value=found.count,
        style=scale.style(state),
        words=words,
        terms=same("、".join(found.terms)),
        locator=base.plan.locators(found.clauses),
    )


@lru_cache(maxsize=8)
def crowding_chart(base: PlanAnalysis) -> Chart:
    """Every sub-sector with a block per place that takes it, and regions apart.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> chart = crowding_chart(analyse("future2024"))
    >>> max(sum(c.state == "place" for c in row) for row in chart.cells)
    7
    """
    theme, found = load_theme(), overlap(base)
    crowds = {crowd.term.id: crowd for crowd in found.subsectors}
    wide = max((c.count for c in found.subsectors), default=0) or 1  # room for a zero
    common = max((len(c.regions) for c in found.subsectors), default=0)
    rows, cells = [], []
    for sector in base.matrix.sectors:
        scale = _scale(base, theme, sector, CROWD_CLASSES)
        spread = next(c for c in found.sectors if c.sector.id == sector.id)
        note = say("chart.spread", h=f"{spread.herfindahl:.2f}", n=f"{spread.effective:.1f}")
        head = term_heading(base, theme, sector.id)
        rows.append(replace(head, note=note if spread.mentions else NOTHING))
        cells.append((ChartCell(),) * (wide + common))
        for sub in sector.subsectors:
            crowd, head = crowds[sub.id], term_heading(base, theme, sub.id)
            regions = f" + {len(crowd.regions)}" if crowd.regions else ""
            rows.append(replace(head, note=same(f"{crowd.count}{regions}")))
            cells.append(_crowd_cells(base, scale, crowd, (wide, common)))
    group = (say("chart.crowd_place"), say("chart.crowd_region"))
    columns = [Heading(f"place-{i}", same(str(i)), group[0]) for i in range(1, wide + 1)]
    columns += [Heading(f"region-{i}", same(f"+{i}"), group[1]) for i in range(1, common + 1)]
    return Chart(
        **chart_frame(base.plan, "crowding", theme.ramp(_NEUTRAL)[3]),
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(cells),
        legend=entries(cells, _common_scale(base, theme, CROWD_CLASSES)),
        row_title=say("columns.subsector"),
        column_title=say("chart.rank"),
        row_note=say("chart.count"),
    )


def _crowd_cells(
    base: PlanAnalysis, scale: Scale, crowd: Crowd, widths: tuple[int, int]
) -> tuple[ChartCell, ...]:
    made: list[ChartCell] = []
    for i, units in enumerate((crowd.places, crowd.regions)):
        state = ("place", "region")[i]
        for unit in units:
            cell = base.matrix.cell(unit, crowd.term.id)
            name = base.label(unit)
            terms, at = same("、".join(cell.terms)), base.plan.locators(cell.clauses)
            made.append(ChartCell(state, 1, scale.style(state), name, name, terms, at))
        blank = widths[i] - len(units)
        if i == 0 and not crowd.places and blank:
            void = scale.style("void")
            made.append(ChartCell("void", 0, void, words=say("chart.crowd_void")))
            blank -= 1
        made += [ChartCell()] * blank
    return tuple(made)


@lru_cache(maxsize=8)
def similarity_chart(base: PlanAnalysis) -> Chart:
    """Every place against every place: Jaccard similarity in hundredths, neighbours alike.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> chart = similarity_chart(analyse("future2024"))
    >>> len(chart.rows), chart.cells[0][0].state
    (9, 'self')
    """
    theme, found = load_theme(), similarity(base)
    heads = tuple(Heading(f"{u.kind}:{u.id}", base.label(u)) for u in found.places)
    scale = Scale(ALIKE_CLASSES, _NEUTRAL, theme, line="hair", dotted=False)
    cells = tuple(
        tuple(_alike_cell(scale, value, own=i == k) for k, value in enumerate(row))
        for i, row in enumerate(found.values)
    )
    return Chart(
        **chart_frame(base.plan, "similarity", theme.ramp(_NEUTRAL)[3]),
        rows=heads,
        columns=heads,
        cells=cells,
        legend=entries(cells, scale),
        row_title=say("columns.place"),
        column_title=say("columns.place"),
    )


def _alike_cell(scale: Scale, value: float, *, own: bool) -> ChartCell:
    if own:
        return ChartCell("self", value, scale.style("self"))
    text = same(f"{100 * value:.0f}")
    step = 4 if value == 1 else sum(value >= edge for edge in (1e-12, 0.25, 0.5))
    state = f"alike-{step}"
    return ChartCell(state, value, scale.style(state), text, say("chart.alike", n=text))
