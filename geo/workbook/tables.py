"""A plan as tables of text in the columns of the plan folder, ready to be written anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from geo.domain.plan import Plan
from geo.errors import GeoError
from geo.sources.plans.folder import load_plan
from geo.sources.plans.meta import read_toml
from geo.sources.tables.plan_tables import FolderTables
from geo.workbook.texts import INPUT_TABLES, file_columns

Cells = dict[str, str]
_OTHER_NAME = {
    "assignments": {"class": "force"},
    "carriers": {"carrier": "name"},
    "clauses": {},
    "paragraphs": {},
}


@dataclass(frozen=True)
class PlanTables:
    """The text of a plan folder.

    ``rows`` has per table its rows by column; ``meta`` is ``plan.toml`` as nested mappings.
    """

    rows: dict[str, list[Cells]]
    meta: dict[str, Any]


def plan_tables(plan: Plan) -> PlanTables:
    """The tables of a plan: those of its folder, or made from the plan if it has changed since.

    A plan that is not what its folder says (edited in memory, or without a folder) is written from
    its rows; what only the folder has (own places, further levels) is then taken from the folder.
    """
    found = PlanTables({name: list(_rows_of(plan, name)) for name in INPUT_TABLES}, _meta_of(plan))
    if plan.folder is None:
        return found
    tables = FolderTables(plan.folder)
    own = {name: [dict(row.cells) for row in tables.rows(name)] for name in INPUT_TABLES}
    meta = read_toml(plan.folder)
    if _unchanged(plan):
        return PlanTables(own, meta)
    found.rows["places"] = own["places"]
    found.meta.update({k: v for k, v in meta.items() if k not in found.meta})
    return found


def _unchanged(plan: Plan) -> bool:
    assert plan.folder is not None  # noqa: S101  (the caller has looked)
    try:
        stored = load_plan(plan.folder)
    except GeoError:
        return False
    return stored == plan and stored.clauses == plan.clauses


def _rows_of(plan: Plan, table: str) -> Iterator[Cells]:
    if table == "taxonomy":
        yield from _taxonomy(plan)
    elif table == "structure":
        yield from _structure(plan)
    elif table != "places":
        held = {
            "assignments": plan.statements,
            "carriers": plan.carriers,
            "clauses": plan.clauses.values(),
            "paragraphs": plan.paragraphs,
        }
        for item in held[table]:
            yield _cells(item, table)


def _cells(item: Any, table: str) -> Cells:  # noqa: ANN401  any record of the domain
    """The fields of a record under the names of its columns."""
    values = {f.name: getattr(item, f.name) for f in fields(item)}
    values |= {column: values[name] for column, name in _OTHER_NAME[table].items()}
    return {c.code: _text(values[c.code]) for c in file_columns(table)}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _taxonomy(plan: Plan) -> Iterator[Cells]:
    blank = dict.fromkeys(("parent", "variant_of", "basis"), "")
    for sector in plan.taxonomy:
        yield {**blank, "id": sector.id, "kind": "sector", "zh": sector.zh, "en": sector.en}
        for sub in sector.subsectors:
            cells = {"id": sub.id, "kind": "subsector", "parent": sub.sector}
            yield {**blank, **cells, "zh": sub.zh, "en": sub.en}
    for v in plan.taxonomy.variants:
        cells = {"id": v.id, "kind": "variant", "variant_of": v.of, "basis": v.basis}
        yield {**blank, **cells, "zh": v.zh, "en": v.en}


def _structure(plan: Plan) -> Iterator[Cells]:
    for element in plan.structure.elements:
        for member in element.members:
            yield {
                "element": element.id,
                "kind": element.kind,
                "name": element.name_zh,
                "name_en": element.name_en,
                "role": member.role,
                "order": str(member.order),
                "member": member.name,
                "member_id": member.place_id,
                "optional": _text(member.optional),
                "inferred": _text(member.inferred),
                "basis": member.basis,
                "clause": element.clause,
            }


def _meta_of(plan: Plan) -> dict[str, Any]:
    """``plan.toml`` of a plan as nested mappings."""
    d, s = plan.document, plan.structure
    return {
        "key": plan.key,
        "territory": plan.territory,
        "level": plan.level,
        "title": {
            "zh": d.title_zh,
            "en": d.title_en,
            "short_zh": d.short_zh,
            "short_en": d.short_en,
        },
        "document": {
            "issuer_zh": d.issuer_zh,
            "issuer_en": d.issuer_en,
            "number": d.number,
            "issued": d.issued,
            "period": d.period,
            "status": d.status,
            "redacted": d.redacted,
        },
        "text": {"files": list(d.text_files), "body_sha256": d.body_sha256},
        "structure": {
            "slogan_zh": s.slogan_zh,
            "slogan_en": s.slogan_en,
            "declared": dict(s.declared),
            "clause": s.clause,
        },
        "web": {
            "sector_maps": plan.wishes.sectors,
            "subsector_maps": plan.wishes.subsectors,
            "void_maps": plan.wishes.voids,
        },
    }
