"""A table drawn as a picture, engine-free: headings, cells with finished styles, legend, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from geo.analysis.plan_analysis import PlanAnalysis
from geo.design.theme import Theme
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text, joined
from geo.scene.classes import Scale
from geo.scene.credits import chart_credits
from geo.scene.legend import alt_text
from geo.scene.scene import Credits, LegendEntry, Style
from geo.texts.catalogue import say


@dataclass(frozen=True)
class Heading:
    """A row or a column.

    ``key`` is an id (unique on its axis); ``strong`` marks a sector among its sub-sectors; a change
    of ``group`` leaves a gap; ``color`` is the hue of a sector or ""; ``note`` the total.
    """

    key: str
    label: Text
    group: Text = NOTHING
    strong: bool = False
    color: str = ""
    note: Text = NOTHING


@dataclass(frozen=True)
class ChartCell:
    """One cell: ``text`` stands in it, ``words`` say it, ``locator`` is where the plan does.

    ``value`` is the number of the analysis that the cell shows; ``state`` is "" where there is
    nothing to draw.
    """

    state: str = ""
    value: float = 0
    style: Style | None = None
    text: Text = NOTHING
    words: Text = NOTHING
    terms: Text = NOTHING
    locator: Text = NOTHING


@dataclass(frozen=True)
class Chart:
    """A finished picture of rows against columns.

    ``cells[i][k]`` belongs to ``rows[i]`` and ``columns[k]``; ``legend`` has an entry per state
    drawn and no other; ``note`` says what the numbers are and are not.
    """

    kind: str
    plan: str
    title: Text
    subtitle: Text
    note: Text
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[ChartCell, ...], ...]
    legend: tuple[LegendEntry, ...]
    credits: Credits
    accent: str
    issued: str
    row_title: Text = NOTHING
    column_title: Text = NOTHING
    row_note: Text = NOTHING
    column_note: Text = NOTHING

    @property
    def alt(self) -> Text:
        """What the picture shows, in one sentence."""
        return alt_text(self.title, self.legend)

    def part(self, span: range, *, columns: bool) -> Chart:
        """Some of the columns, or of the rows, with everything else as it is."""
        at = slice(span.start, span.stop)
        if columns:
            cells = tuple(row[at] for row in self.cells)
            return replace(self, columns=self.columns[at], cells=cells)
        return replace(self, rows=self.rows[at], cells=self.cells[at])

    def turned(self) -> Chart:
        """Rows and columns exchanged."""
        return replace(
            self,
            rows=self.columns,
            columns=self.rows,
            cells=tuple(zip(*self.cells, strict=True)),
            row_title=self.column_title,
            column_title=self.row_title,
            row_note=self.column_note,
            column_note=self.row_note,
        )


def term_heading(base: PlanAnalysis, theme: Theme, term: str) -> Heading:
    """A sector or sub-sector with the name and the hue of its sector."""
    taxonomy = base.plan.taxonomy
    sector = taxonomy.sector_of(term)
    color = theme.ramp(theme.hue(base.plan, sector))[3]
    group = taxonomy.name(sector)
    return Heading(term, taxonomy.name(term), group, strong=term == sector, color=color)


def chart_frame(plan: Plan, kind: str, accent: str, **counts: Text) -> dict[str, Any]:
    """What every picture of a plan says around its cells; ``counts`` fill its subtitle."""
    basis, note = say("chart.basis"), say(f"chart.{kind}_note")
    return {
        "kind": kind,
        "plan": plan.key,
        "title": say(f"chart.{kind}", plan=plan.short),
        "subtitle": say(f"chart.{kind}_sub", **counts),
        "note": joined((basis, note), "。", ". "),
        "credits": chart_credits(plan),
        "accent": accent,
        "issued": plan.document.issued.isoformat(),
    }


def entries(cells: Iterable[Iterable[ChartCell]], scale: Scale) -> tuple[LegendEntry, ...]:
    """A legend entry per class that is drawn, in the one hue of a scale, with the count of cells.

    Cells may be in the hues of their sectors: the legend of all sectors is in none of them.
    """
    counts = Counter(cell.state for row in cells for cell in row)
    return tuple(
        LegendEntry(state, look.label, look.style, count=counts[state])
        for state, look in scale.looks.items()
        if counts[state]
    )
