"""The sheet of what a plan gives to no place, in place of maps without a coloured area.

See DECISIONS 42.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.analysis.overlap import Unplaced, unplaced
from geo.analysis.plan_analysis import PlanAnalysis
from geo.charts.model import Chart, ChartCell, Heading, chart_frame, entries, term_heading
from geo.design.theme import load_theme
from geo.domain.statement import Statement
from geo.domain.taxonomy import Sector
from geo.domain.text import Text, joined, same
from geo.scene.classes import Scale, StateClass
from geo.texts.catalogue import say

_HUE = "slate"  # the hue of no sector
_MOST_NAMES = 2  # of facilities in a cell; more are counted
UNPLACED_CLASSES = (
    StateClass("whole", say("chart.unplaced_whole"), step=0),
    StateClass("facility", say("chart.unplaced_facility"), mark="△"),
    StateClass("silent", say("chart.unplaced_silent"), mark="0"),
)


def unplaced_chart(base: PlanAnalysis) -> Chart:
    """Each sector or sub-sector without a place, and the clauses that speak of it all the same.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> [row.label.zh for row in unplaced_chart(analyse("future2024")).rows]
    ['高速全光通信', '类脑智能', '商业航天', '量子通信']
    """
    theme, found = load_theme(), unplaced(base.plan)
    scale = Scale(UNPLACED_CLASSES, _HUE, theme, line="hair")
    every = [_cells(base, scale, one) for one in found]
    drawn = [i for i in range(len(UNPLACED_CLASSES)) if any(row[i].state for row in every)]
    heads = [Heading(c.state, c.label) for c in UNPLACED_CLASSES]
    cells = tuple(tuple(row[i] for i in drawn) for row in every)
    sectors = sum(isinstance(one.term, Sector) for one in found)
    counts = (("sectors", sectors), ("subsectors", len(found) - sectors))
    told = joined(say("finding.figure", n=n, label=say(f"figures.{key}")) for key, n in counts if n)
    accent = theme.ramp(_HUE)[3]
    return Chart(
        **chart_frame(base.plan, "unplaced", accent, counts=told),
        rows=tuple(term_heading(base, theme, one.term.id) for one in found),
        columns=tuple(heads[i] for i in drawn),
        cells=cells,
        legend=entries(cells, scale),
        row_title=say("chart.term"),
        column_title=say("page.column_state"),
    )


def _cells(base: PlanAnalysis, scale: Scale, one: Unplaced) -> tuple[ChartCell, ...]:
    """What is said of the whole, which facilities there are, or that nothing is."""
    names = tuple(dict.fromkeys(r.carrier or base.register.name(r.place_id).zh for r in one.built))
    built = same("、".join(names))
    if len(names) > _MOST_NAMES:
        built = say("finding.facilities", n=len(names))
    quiet = say("chart.unplaced_silent")
    silent = not (one.whole or one.built)
    return (
        _cell(base, scale, "whole", one.whole, base.register.name(base.plan.territory)),
        _cell(base, scale, "facility", one.built, built),
        ChartCell("silent", 0, scale.style("silent"), quiet, quiet) if silent else ChartCell(),
    )


def _cell(
    base: PlanAnalysis, scale: Scale, state: str, rows: Sequence[Statement], words: Text
) -> ChartCell:
    """The clauses of some statements; nothing without any."""
    if not rows:
        return ChartCell()
    at = base.plan.locators(dict.fromkeys(r.clause for r in rows))
    told = joined((words, at), "：", ": ") if state == "facility" else at
    terms = same("、".join(dict.fromkeys(r.term for r in rows if r.term)))
    return ChartCell(state, len(rows), scale.style(state), told, words, terms, at)
