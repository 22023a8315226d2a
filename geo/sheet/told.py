"""What every plan says of the place of a sheet, written in rows: plan by plan, nearest first."""

from __future__ import annotations

from dataclasses import replace

from geo.domain.statement import CityLine, Flag, Force, StatementLine
from geo.domain.text import NOTHING, Text, joined
from geo.scene.scene import PlanTold
from geo.sheet.items import Laid
from geo.sheet.pen import HEAD_PT, Pen, Writing, stacked
from geo.texts.catalogue import say

COLUMN_GAP = 2.0  # em
_COLUMN_MM = 72.0  # least width of a column, at the size of type
_ROW_GAP, _PLACE_GAP, _PLAN_GAP, _INDENT = 0.42, 0.36, 1.3, 0.9  # em


def told_columns(writing: Writing, width: float) -> tuple[int, float]:
    """How many columns some width holds, and the width of each."""
    gap = COLUMN_GAP * writing.em
    count = max(1, int((width + gap) / (_COLUMN_MM * writing.choice.type_unit + gap)))
    return count, (width - gap * (count - 1)) / count


def told_rows(writing: Writing, width: float) -> list[Laid]:
    """A row per line of every plan; a plan's first row has its name, date and standing above it."""
    rows: list[Laid] = []
    for plan in writing.scene.told:
        first, *body = _plan_rows(writing, plan, width)
        told = [stacked([_plan_head(writing, plan, width), first]), *body]
        rows += [*told[:-1], replace(told[-1], height=told[-1].height + _PLAN_GAP * writing.em)]
    if not rows:
        pen = Pen(writing, width)
        pen.write(writing.say(say("place.nothing_told")), writing.body)
        rows.append(pen.laid())
    return rows


def _plan_head(writing: Writing, plan: PlanTold, width: float) -> Laid:
    pen = Pen(writing, width)
    pen.write(
        writing.say(plan.name), writing.hand(HEAD_PT, writing.scene.accent, bold=True), gap=0.35
    )
    pen.write(writing.say(plan.note), writing.quiet, gap=0.6)
    return pen.laid()


def _plan_rows(writing: Writing, plan: PlanTold, width: float) -> list[Laid]:
    """Lines of a plan; the place stands over its lines where it is not that of the line before."""
    rows, before = [], ""
    bold = replace(writing.body, bold=True)
    for line in plan.lines:
        pen = Pen(writing, width)
        if line.place_id != before:
            pen.write(writing.say(line.place), bold, gap=_PLACE_GAP)
        before = line.place_id
        pen.write(writing.say(line_text(line)), writing.body, indent=_INDENT * pen.em, gap=_ROW_GAP)
        rows.append(pen.laid())
    if plan.beyond != NOTHING:
        pen = Pen(writing, width)
        pen.write(writing.say(plan.beyond), writing.quiet, gap=_ROW_GAP)
        rows.append(pen.laid())
    return rows


def line_text(line: CityLine) -> Text:
    """One line in words: sector, terms as printed with their 等, what is inferred, the clause."""
    what = said_words(line.line, facility=line.force == Force.FACILITY)
    return say("place.line", what=what, clause=line.line.locator)


def said_words(said: StatementLine, *, facility: bool = False) -> Text:
    """Sector, terms as printed with their 等, and what is inferred; without the clause."""
    terms = joined(said.terms)
    if Flag.OPEN in said.flags:
        terms = Text(f"{terms.zh}等", f"{terms.en} etc.")
    if not terms.zh:
        terms = said.heading
    same = said.heading.zh in ("", terms.zh)
    what = terms if same else joined((said.heading, terms), ":", ": ")
    told = [flag for flag in said.flags if flag not in (Flag.OPEN, Flag.FACILITY)]
    marks = [say(f"line_flags.{flag}") for flag in told]
    if facility or Flag.FACILITY in said.flags:
        marks.insert(0, say("classes.facility"))
    return say("place.marked", what=what, marks=joined(marks, "、", ", ")) if marks else what
