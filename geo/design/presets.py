"""Which maps a plan gets, as specifications; pure choice, no drawing."""

from __future__ import annotations

from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.join.table import AreaTable
from geo.spec.mapspec import Layers, MapSpec


def presets(plan: Plan, table: AreaTable | None = None) -> tuple[MapSpec, ...]:
    """All maps of a plan in reading order: structure, breadth, carriers, sectors, sub-sectors.

    A carriers map is made only where the plan names a carrier or a facility; a structure map only
    where it has a structure.
    """
    specs = []
    if plan.structure.elements:
        specs.append(make_spec(plan, "structure"))
    if table is None or _states_any_area(table):
        specs.append(make_spec(plan, "breadth"))
    if has_carriers(plan):
        specs.append(make_spec(plan, "carriers"))
    if plan.wishes.sectors:
        specs += [make_spec(plan, "sector", s.id) for s in plan.taxonomy]
    if plan.wishes.subsectors:
        specs += [make_spec(plan, "subsector", s.id) for s in plan.taxonomy.subsectors]
    return tuple(spec for spec in specs if plan.wishes.voids or not is_void(plan, spec))


def is_void(plan: Plan, spec: MapSpec) -> bool:
    """Whether a sector or sub-sector map would show nothing, its subject being tied to no place."""
    if spec.kind not in ("sector", "subsector"):
        return False
    tied = (r for r in plan.statements if r.force != Force.CONTEXT)
    return all(getattr(r, spec.kind) != spec.subject for r in tied)


def _states_any_area(table: AreaTable) -> bool:
    return any(cell.state != "not_named" for cell in table.cells.values())


def make_spec(plan: Plan, kind: str, subject: str = "", lang: str = "zh") -> MapSpec:
    """The preset of one kind of map for a plan."""
    layers = Layers(
        structure=kind != "breadth",
        carriers=kind in ("carriers", "sector", "subsector"),
        counties=plan.level == "county",
    )
    return MapSpec(
        plan=plan.key,
        kind=kind,
        subject=subject,
        lang=lang,
        level=plan.level,
        focus_adcode=plan.focus,
        layers=layers,
    )


def has_carriers(plan: Plan) -> bool:
    """Whether the plan names any carrier, facility or other place that stands as a point."""
    return bool(plan.carriers) or any(row.force == Force.FACILITY for row in plan.statements)
