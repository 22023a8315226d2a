"""What a question is asked of, and its answer as a pandas frame that tells what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.report.model import Report
from geo.build.mapped_plan import Layout
from geo.domain.plan import Plan
from geo.domain.text import joined
from geo.errors import CallError, Fault
from geo.export.frames import data_frame, told
from geo.nearest import nearest
from geo.sources.plans.folder import packaged_plans
from geo.spec.mapspec import LANGS

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
AnyPlan: TypeAlias = str | Path | Plan | Layout
Lang: TypeAlias = Literal["zh", "en", "both"]


def base_of(plan: object) -> PlanAnalysis:
    """A plan with its places and its joined table; that of a layout as it is.

    See DECISIONS 71.
    """
    if isinstance(plan, Layout):
        return plan.ground.analysis
    if not isinstance(plan, str | Path | Plan):
        zh = "要规划的编号、文件夹、Plan 或 Layout"
        en = "takes the key of a plan, a folder, a Plan or a Layout"
        raise CallError(Fault("plan", zh, en, type(plan).__name__))
    return analyse(plan)


def plans_of(plans: Sequence[AnyPlan]) -> list[Plan]:
    """Plans as they are read; the packaged ones if none."""
    return [base_of(plan).plan for plan in each_of(plans, "plans")] or packaged_plans()


def each_of(given: Sequence[T], argument: str) -> list[T]:
    """The members of a list; one word alone is a fault, as it would be read letter by letter."""
    if isinstance(given, str | Plan | Layout):
        raise CallError(Fault(argument, "要列表", "takes a list", str(given).splitlines()[0]))
    return list(given)


def check_choice(argument: str, value: str, choices: Sequence[str]) -> None:
    """Nothing, or a CallError: whether a word is one of those that an argument takes."""
    if value not in choices:
        near = nearest(value, choices) or tuple(choices)
        raise CallError(Fault(argument, "没有这种选择", "there is no such choice", value, near))


def answer_frame(report: Report, plans: Iterable[Plan], lang: str, table: str = "") -> pd.DataFrame:
    """The table of an answer as a frame that tells what it is and what it rests on."""
    check_choice("lang", lang, LANGS)
    known = {one.name: one for one in report.tables}
    if table:
        check_choice("table", table, tuple(known))
    chosen = known[table] if table else report.one_table
    frame = told(data_frame(chosen, lang), plans, lang)
    frame.attrs |= {
        "question": report.title.in_(lang),
        "basis": joined(report.notes, "；", "; ").in_(lang),
    }
    return frame
