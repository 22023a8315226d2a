"""The pictures of the analysis: heat-map matrix, crowding, similarity; numbers of geo.analysis."""

from __future__ import annotations

from geo.analysis.matrix import MatrixCell, Unit
from geo.analysis.overlap import Crowd, overlap
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.similarity import Similarity, similarity
from geo.charts.model import (
    NOTHING,
    Chart,
    ChartCell,
    Heading,
    chart_credits,
    chart_title,
    entries,
    located,
    solid,
)
from geo.design.theme import FOCUS, Theme, load_theme
from geo.domain.taxonomy import Sector
from geo.domain.text import Text
from geo.scene.scene import NAMED
from geo.scene.texts import same, say

_NAMED_SUB = "named"


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
    cells = tuple(
        tuple(_matrix_cell(base, theme, sector, matrix.cell(unit, term)) for sector, term in terms)
        for unit in matrix.units
    )
    labels = {state: say(f"states.{state}") for state in ("focus", "collective", "not_named")}
    labels |= {state: say("states.named", n=i) for i, state in enumerate(NAMED, 1)}
    labels |= {NAMED[3]: say("states.named_4"), _NAMED_SUB: say("states.named_sub")}
    order = (_NAMED_SUB, *reversed(NAMED), "focus", "collective", "not_named")
    columns = tuple(_term_heading(base, theme, *pair) for pair in terms)
    title, subtitle, note = chart_title(base.plan, "matrix")
    return Chart(
        kind="matrix",
        plan=base.plan.key,
        title=title,
        subtitle=subtitle,
        note=note,
        rows=tuple(_unit_heading(base, unit) for unit in matrix.units),
        columns=columns,
        cells=cells,
        legend=entries(cells, order, labels, [head.group for head in columns]),
        credits=chart_credits(base.plan),
        accent=theme.ramp("slate")[3],
        issued=base.plan.document.issued.isoformat(),
        row_title=say("chart.place"),
        column_title=say("chart.term"),
        row_note=say("chart.row_total"),
        column_note=say("chart.column_total"),
    )


def _unit_heading(base: PlanAnalysis, unit: Unit) -> Heading:
    total = base.matrix.row_total(unit)
    return Heading(
        f"{unit.kind}:{unit.id}",
        _short(base, unit),
        group=say(f"chart.kind_{unit.kind}"),
        note=same(f"{total.stating} · {total.subsectors}"),
    )


def _short(base: PlanAnalysis, unit: Unit) -> Text:
    if unit.kind != "area":
        return Text(unit.name.zh, unit.name.en)
    english = unit.name.en
    for kind in (" District", " County", " City"):
        english = english.removesuffix(kind)
    return Text(base.register.short_name(unit.id), english)


def _term_heading(base: PlanAnalysis, theme: Theme, sector: Sector, term: str) -> Heading:
    taxonomy = base.plan.taxonomy
    return Heading(
        term,
        Text(taxonomy.label(term, "zh"), taxonomy.label(term, "en")),
        group=Text(sector.zh, sector.en),
        strong=term == sector.id,
        color=theme.ramp(theme.hue(base.plan, sector.id))[3],
        note=same(str(len(base.matrix.holders(term)))),
    )


def _matrix_cell(base: PlanAnalysis, theme: Theme, sector: Sector, found: MatrixCell) -> ChartCell:
    ramp, white = theme.ramp(theme.hue(base.plan, sector.id)), theme.ground["not_named"]
    state, count = found.state, found.count
    if state == "named" and found.term == sector.id:
        key = NAMED[min(count, 4) - 1]
        style = solid(theme, ramp[min(count, 4)], theme.marks[key])
        words = say("state_text.named", n=count)
    elif state == "named":
        key, style, words = _NAMED_SUB, solid(theme, ramp[3], "√"), say("state_text.named_sub")
    elif state == "focus":
        key, style = state, solid(theme, ramp[FOCUS], theme.marks["focus"])
        words = say("state_text.focus")
    else:
        key = state
        style = solid(theme, white, pattern=ramp[3] if state == "collective" else "")
        words = say(f"state_text.{state}")
    return ChartCell(
        state=key,
        value=count,
        style=style,
        words=words,
        terms=same("、".join(found.terms)),
        locator=located(base.plan, found.clauses),
    )


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
        spread = next(c for c in found.sectors if c.sector.id == sector.id)
        head = _term_heading(base, theme, sector, sector.id)
        note = say("chart.spread", h=f"{spread.herfindahl:.2f}", n=f"{spread.effective:.1f}")
        rows.append(Heading(head.key, head.label, head.group, strong=True, color=head.color,
                            note=note if spread.mentions else NOTHING))  # fmt: skip
        cells.append((ChartCell(),) * (wide + common))
        for sub in sector.subsectors:
            crowd, head = crowds[sub.id], _term_heading(base, theme, sector, sub.id)
            regions = f" + {len(crowd.regions)}" if crowd.regions else ""
            note = same(f"{crowd.count}{regions}")
            rows.append(Heading(head.key, head.label, head.group, color=head.color, note=note))
            cells.append(_crowd_cells(base, theme, sector, crowd, (wide, common)))
    labels = {key: say(f"chart.crowd_{key}") for key in ("place", "region", "void")}
    title, subtitle, note = chart_title(base.plan, "crowding")
    group = (say("chart.crowd_place"), say("chart.crowd_region"))
    columns = [Heading(f"place-{i}", same(str(i)), group[0]) for i in range(1, wide + 1)]
    columns += [Heading(f"region-{i}", same(f"+{i}"), group[1]) for i in range(1, common + 1)]
    return Chart(
        kind="crowding",
        plan=base.plan.key,
        title=title,
        subtitle=subtitle,
        note=note,
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(cells),
        legend=entries(cells, labels, labels),
        credits=chart_credits(base.plan),
        accent=theme.ramp("slate")[3],
        issued=base.plan.document.issued.isoformat(),
        row_title=say("chart.subsector"),
        column_title=say("chart.rank"),
        row_note=say("chart.count"),
    )


def _crowd_cells(
    base: PlanAnalysis, theme: Theme, sector: Sector, crowd: Crowd, widths: tuple[int, int]
) -> tuple[ChartCell, ...]:
    ramp = theme.ramp(theme.hue(base.plan, sector.id))
    styles = solid(theme, ramp[3]), solid(theme, theme.ground["not_named"], pattern=ramp[3])
    made: list[ChartCell] = []
    for i, units in enumerate((crowd.places, crowd.regions)):
        state = ("place", "region")[i]
        for unit in units:
            cell = base.matrix.cell(unit, crowd.term.id)
            name = _short(base, unit)
            made.append(ChartCell(state, 1, styles[i], name, name, same("、".join(cell.terms)),
                                  located(base.plan, cell.clauses)))  # fmt: skip
        blank = widths[i] - len(units)
        if i == 0 and not crowd.places and blank:
            void = solid(theme, theme.ground["not_named"], "0")
            made.append(ChartCell("void", 0, void, words=say("chart.crowd_void")))
            blank -= 1
        made += [ChartCell()] * blank
    return tuple(made)


def similarity_chart(base: PlanAnalysis, by: str = "subsector", *, regions: bool = False) -> Chart:
    """Every place against every place: Jaccard similarity in hundredths, neighbours alike.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> chart = similarity_chart(analyse("future2024"))
    >>> len(chart.rows), chart.cells[0][0].state
    (9, 'self')
    """
    theme, found = load_theme(), similarity(base, by, regions=regions)
    heads = tuple(Heading(f"{u.kind}:{u.id}", _short(base, u)) for u in found.places)
    cells = tuple(_alike(theme, found, i) for i in range(len(heads)))
    title, subtitle, note = chart_title(base.plan, "similarity")
    keys = ("alike-0", "alike-1", "alike-2", "alike-3", "alike-4", "self")
    labels = {key: say(f"chart.{key.replace('-', '_')}") for key in keys}
    return Chart(
        kind="similarity",
        plan=base.plan.key,
        title=title,
        subtitle=subtitle,
        note=note,
        rows=heads,
        columns=heads,
        cells=cells,
        legend=entries(cells, keys, labels),
        credits=chart_credits(base.plan),
        accent=theme.ramp("slate")[3],
        issued=base.plan.document.issued.isoformat(),
        row_title=say("chart.place"),
        column_title=say("chart.place"),
    )


def _alike(theme: Theme, found: Similarity, i: int) -> tuple[ChartCell, ...]:
    return tuple(_alike_cell(theme, value, own=i == k) for k, value in enumerate(found.values[i]))


def _alike_cell(theme: Theme, value: float, *, own: bool) -> ChartCell:
    ramp, white = theme.ramp("slate"), theme.ground["not_named"]
    if own:
        return ChartCell("self", value, solid(theme, white, pattern=ramp[2]))
    text = same(f"{100 * value:.0f}")
    words = say("chart.alike", n=text)
    step = 4 if value == 1 else sum(value >= edge for edge in (1e-12, 0.25, 0.5))
    fill = (white, *ramp[1:])[step]
    mark = ("0", "<25", "<50", "≥50", "=")[step]
    return ChartCell(f"alike-{step}", value, solid(theme, fill, mark), text, words)
