"""A plan with the places and the joined table that every analysis reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.analysis.coverage import coverage
from geo.analysis.matrix import Matrix, Unit
from geo.domain.card import Brief
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.join.attach import attach
from geo.join.table import AreaTable
from geo.sources.places.register import Register
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register


@dataclass(frozen=True, repr=False, eq=False)
class PlanAnalysis(Brief):
    """What an analysis stands on: plan, register with the plan's own places, joined table.

    It is equal to itself alone, so that what is made of it can be kept by it.
    """

    plan: Plan
    register: Register
    table: AreaTable

    @cached_property
    def matrix(self) -> Matrix:
        """Places against sectors and sub-sectors: computed once, read by every other analysis."""
        return coverage(self.table, self.register)

    @cached_property
    def positions(self) -> Mapping[Statement, Sequence[int]]:
        """Where each statement stands in the plan, from 0; equal ones stand in all their places."""
        found: dict[Statement, list[int]] = {}
        for i, row in enumerate(self.plan.statements):
            found.setdefault(row, []).append(i)
        return found


def analyse(
    plan: PlanAnalysis | Plan | str | Path, register: Register | None = None, level: str = ""
) -> PlanAnalysis:
    """Join a plan for analysis.

    Parameters
    ----------
    plan
        A plan, the key of a packaged one, or a folder; what is joined already stays as it is.
    register
        The register with the plan's own places; by default the packaged one with those added.
    level
        ``prefecture`` or ``county``; by default the plan's own.

    Examples
    --------
    >>> len(analyse("future2024").table.areas)
    21
    """
    if isinstance(plan, PlanAnalysis):
        return plan
    loaded = plan if isinstance(plan, Plan) else load_plan(plan)
    if register is None:
        register = plan_register(loaded)
    return PlanAnalysis(loaded, register, attach(loaded, register, level))


def carriers_of(base: PlanAnalysis, unit: Unit) -> tuple[Carrier, ...]:
    """Carriers that lie in a place by their registered site, else by the city they stand under."""
    hosts = base.register.hosts
    return tuple(c for c in base.plan.carriers if unit.id in hosts(c.hub or c.place_id))
