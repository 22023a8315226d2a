"""A plan as the rows of its folder's tables: the inverse of the reader.

See DECISIONS 19.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from geo.domain.places import Hub
from geo.domain.plan import Plan
from geo.domain.structure import Element, Member
from geo.sources.boundaries.datum import SYSTEMS
from geo.sources.plans.columns import PLAN_TABLES

Cells = dict[str, str]
#: Columns that do not bear the name of their field.
_FIELD_OF = {
    "assignments": {"class": "force"},
    "carriers": {"carrier": "name"},
}


def rows_of(plan: Plan) -> dict[str, list[Cells]]:
    """Every table of a plan folder; each row has all of its columns, empty where there is nothing.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> rows_of(load_plan("future2024"))["taxonomy"][0]["zh"]
    '未来网络'
    """
    made = {
        "taxonomy": _taxonomy(plan),
        "assignments": plan.statements,
        "carriers": plan.carriers,
        "structure": (_member(e, m) for e in plan.structure.elements for m in e.members),
        "clauses": plan.clauses.values(),
        "paragraphs": plan.paragraphs,
        "places": map(_place, plan.places),
    }
    return {name: [_cells(item, name) for item in made[name]] for name in PLAN_TABLES}


def _cells(item: Any, table: str) -> Cells:  # noqa: ANN401  any record of the domain, or its cells
    if not isinstance(item, dict):
        values = vars(item)
        item = values | {c: values[name] for c, name in _FIELD_OF.get(table, {}).items()}
    return {column: _text(item.get(column, "")) for column in PLAN_TABLES[table].names}


def _text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _taxonomy(plan: Plan) -> Iterator[dict[str, str]]:
    bases = plan.taxonomy.bases
    for sector in plan.taxonomy:
        head = {"id": sector.id, "kind": "sector", "basis": bases.get(sector.id, "")}
        yield {**head, "zh": sector.zh, "en": sector.en}
        for sub in sector.subsectors:
            head = {"id": sub.id, "kind": "subsector", "basis": bases.get(sub.id, "")}
            yield {**head, "parent": sub.sector, "zh": sub.zh, "en": sub.en}
    sector_of = {sub.id: sub.sector for sub in plan.taxonomy.subsectors}
    for v in plan.taxonomy.variants:
        head = {"id": v.id, "kind": "variant", "variant_of": v.of, "basis": v.basis}
        yield {**head, "parent": sector_of.get(v.of, ""), "zh": v.zh, "en": v.en}


def _member(element: Element, member: Member) -> dict[str, object]:
    return {
        "element": element.id,
        "kind": element.kind,
        "name": element.name_zh,
        "name_en": element.name_en,
        "role": member.role,
        "order": member.order,
        "member": member.name,
        "member_id": member.place_id,
        "optional": member.optional,
        "inferred": member.inferred,
        "basis": member.basis,
        "clause": member.clause or element.clause,
    }


def _place(hub: Hub) -> dict[str, object]:
    """Coordinates in the system in which the reader keeps them."""
    values = {f.name: getattr(hub, f.name) for f in fields(hub)}
    hant = "" if hub.name_hant == hub.name_zh else hub.name_hant
    aliases = ";".join(hub.aliases)
    return {**values, "name_hant": hant, "aliases": aliases, "coord_system": SYSTEMS[0]}
