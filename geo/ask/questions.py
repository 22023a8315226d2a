"""What planners ask of plans, each answered as a report: the entry of the analysis for programs.

Plans are keys of packaged ones, folders, or read already; places and terms go by Chinese name,
English name or id. :mod:`geo.export.report` shows a report in any form.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from geo.analysis.diff.changes import diff as changes_between
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.report import coverage_view, gaps_view, pairs_view, plans_view
from geo.analysis.report.model import Report
from geo.ask.themes import themes_of, themes_report
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.sources.plans.folder import packaged_plans
from geo.sources.plans.places import plan_register

__all__ = [
    "Report",
    "compare",
    "consistency",
    "coverage",
    "diff",
    "gaps",
    "numbers",
    "overlap",
    "peers",
    "similarity",
    "themes",
    "whatif",
]

Asked: TypeAlias = PlanAnalysis | Plan | str | Path


def coverage(plan: Asked) -> Report:
    """Places against sectors and sub-sectors, with totals.

    Examples
    --------
    >>> report = coverage("future2024")
    >>> report.data["column_totals"]["energy"]["area"]["collective"]
    12
    """
    return coverage_view.coverage_report(analyse(plan))


def gaps(plan: Asked, against: Sequence[Asked] = ()) -> Report:
    """What nobody took; ``against`` plans to look in for what is open here, all by default."""
    base = analyse(plan)
    packaged = (plan for plan in packaged_plans() if plan.key != base.plan.key)
    others = map(analyse, against or packaged)
    return gaps_view.gaps_report(base, list(others))


def overlap(plan: Asked) -> Report:
    """Places per sub-sector and concentration, by the plan's text, not by output."""
    return gaps_view.overlap_report(analyse(plan))


def peers(plan: Asked, place: str, *, regions: bool = False) -> Report:
    """The places most like one, nearest first."""
    return pairs_view.peers_report(analyse(plan), place, regions=regions)


def similarity(plan: Asked, *, regions: bool = False) -> Report:
    """Similarity of all pairs of places, by sub-sectors and by sectors."""
    return pairs_view.similarity_report(analyse(plan), regions=regions)


def compare(plan: Asked, places: Sequence[str]) -> Report:
    """Two or more places side by side."""
    return pairs_view.compare_report(analyse(plan), places)


def diff(plan_a: Asked, plan_b: Asked, *, everything: bool = False) -> Report:
    """What changed from one plan, or edition, to another.

    ``everything``: facility and context statements too, not only binding ones.
    """
    before, after = analyse(plan_a).plan, analyse(plan_b).plan
    register = plan_register(after, plan_register(before))
    delta = changes_between(before, after, register=register)
    return plans_view.diff_report(delta, register, tuple(Force) if everything else (Force.BINDING,))


def consistency(above: Asked, below: Asked, city: str = "") -> Report:
    """A province's plan against a city's own, by default for that city."""
    return plans_view.consistency_report(analyse(above), analyse(below), city)


def whatif(plan: Asked, drops: Sequence[str] = (), adds: Sequence[str] = ()) -> Report:
    """The numbers that change if ``place:term`` statements are dropped or added."""
    return plans_view.whatif_report(analyse(plan), drops, adds)


def numbers(plan: Asked, page: str, subject: str = "") -> Report:
    """The key numbers of a page with the rows that they count."""
    return plans_view.numbers_report(analyse(plan), page, subject)


def themes(plans: Sequence[str | Path | Plan] = ()) -> Report:
    """The themes across plans, the packaged ones if none, and the terms that no theme holds."""
    return themes_report(themes_of(plans))
