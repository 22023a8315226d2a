"""Which maps a plan gets, as specifications; pure choice, no drawing."""

from __future__ import annotations

from dataclasses import replace

from geo.domain.plan import Plan
from geo.join.table import AreaTable
from geo.scene.kinds import KINDS
from geo.spec.mapspec import MapSpec


def presets(plan: Plan, table: AreaTable | None = None) -> tuple[MapSpec, ...]:
    """All maps of a plan in reading order; of each kind those that it offers for the plan.

    Without a joined ``table`` a map that depends on it is taken to be there.
    """
    return tuple(
        make_spec(plan, kind.key, subject)
        for kind in KINDS.values()
        for subject in kind.offered(plan, table)
    )


def make_spec(plan: Plan, kind: str, subject: str = "", lang: str = "zh") -> MapSpec:
    """The preset of one kind of map for a plan."""
    return MapSpec(
        plan=plan.key,
        kind=kind,
        subject=subject,
        lang=lang,
        level=plan.level,
        focus_adcode=plan.focus,
        layers=replace(KINDS[kind].layers, counties=plan.level == "county"),
    )
