"""Rows of the plan tables as objects of the domain, and back; one declaration for both ways.

See DECISIONS 19.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from geo.domain.places import Hub
from geo.domain.plan import Carrier, Clause, Paragraph, Plan
from geo.domain.statement import (
    ClauseId,
    Force,
    Inferred,
    PlaceId,
    Relation,
    Scope,
    Statement,
    Strength,
    TermId,
)
from geo.domain.structure import Element, Member
from geo.errors import Fault
from geo.sources.boundaries.datum import SYSTEMS
from geo.sources.plans.places import Finder
from geo.sources.tables.cells import Cells
from geo.sources.tables.folder import read_tables
from geo.sources.tables.table import Columns, Row, Tables
from geo.texts.catalogue import section

STATUSES = ("rows", "none")
REASONS = (
    "heading",
    "preamble",
    "general",
    "no_place",
    "no_sector",
    "department",
    "event",
    "company",
    "unnamed",
    "procedure",
    "table",
    "figure",
    "figures_only",
)


def statement(row: Row, finder: Finder, faults: list[Fault]) -> Statement:
    """One row of ``assignments.csv``."""
    cells = Cells(row, faults)
    place_id = finder.place_id(cells, "place")
    force = cells.one_of("class", Force)
    if cells.code("relation") == Relation.FOCUS and not cells.code("sector"):
        cells.fault("sector", "聚焦的行要有领域", "a row of relation focus needs a sector")
    return Statement(
        place=cells.needed("place"),
        place_id=PlaceId(place_id),
        scope=cells.one_of("scope", Scope),
        force=force,
        relation=cells.one_of("relation", Relation),
        worded=cells.text("worded"),
        strength=cells.one_of("strength", Strength),
        sector=TermId(cells.code("sector")),
        subsector=TermId(cells.code("subsector")),
        term=cells.needed("term"),
        carrier=finder.carrier(cells, place_id, force),
        open_ended=cells.flag("open_ended"),
        open_places=cells.flag("open_places"),
        inferred=cells.one_of("inferred", Inferred),
        set=cells.text("set"),
        clause=ClauseId(cells.code("clause")),
        note=cells.text("note"),
        address=row.address,
    )


def carrier(row: Row, finder: Finder, faults: list[Fault]) -> Carrier:
    """One row of ``carriers.csv``."""
    cells = Cells(row, faults)
    place_id = finder.carrier_place(cells)
    return Carrier(
        place=cells.needed("place"),
        place_id=place_id,
        name=cells.needed("carrier"),
        hub=finder.hub(cells, place_id),
        role=cells.text("role"),
        open_ended=cells.flag("open_ended"),
        clause=cells.code("clause"),
        note=cells.text("note"),
        address=row.address,
    )


def clause(row: Row, faults: list[Fault]) -> Clause:
    """One row of ``clauses.csv``."""
    cells = Cells(row, faults)
    return Clause(
        id=cells.needed("id"),
        section=cells.text("section"),
        paragraph=cells.whole("paragraph"),
        sentence=cells.whole("sentence"),
        start=cells.whole("start"),
        end=cells.whole("end"),
        sha256=cells.needed("sha256"),
    )


def paragraph(row: Row, faults: list[Fault]) -> Paragraph:
    """One row of ``paragraphs.csv``; one without rows needs a reason."""
    cells = Cells(row, faults)
    status = cells.choice("status", STATUSES)
    reason = cells.choice("reason", REASONS) if status == "none" else cells.text("reason")
    return Paragraph(
        section=cells.needed("section"),
        paragraph=cells.whole("paragraph"),
        sha256=cells.needed("sha256"),
        status=status,
        reason=reason,
    )


#: By table, each in the order of its file.
PLAN_TABLES = {
    "taxonomy": Columns.of("id kind parent zh en variant_of? basis?"),
    "assignments": Columns.of(
        "place place_id# scope class relation worded strength sector subsector term carrier? "
        "open_ended open_places? inferred set? clause note?"
    ),
    "carriers": Columns.of("place place_id# carrier hub role open_ended? clause note?"),
    "structure": Columns.of(
        "element kind name name_en? role order# member member_id# optional? inferred? basis? clause"
    ),
    "clauses": Columns.of("id section paragraph# sentence# start# end# sha256"),
    "paragraphs": Columns.of("section paragraph# sha256 status reason"),
    "places": Columns.of(
        "id name_zh name_en name_hant? kind county# lon# lat# coord_system grade radius_m# "
        "aliases? source note?"
    ),
}
#: Tables without which there is no plan.
NEEDED = ("taxonomy", "assignments")
_CLAUSE_TABLES = ("assignments", "carriers", "structure")


def clause_rows(tables: Tables) -> Iterator[tuple[str, Row]]:
    """Every row that names a clause, with the name of its table."""
    yield from ((name, row) for name in _CLAUSE_TABLES for row in tables.rows(name))


def plan_tables(folder: Path) -> Tables:
    """The tables of a plan folder, with the faults of their form."""
    return read_tables(folder, PLAN_TABLES, NEEDED, section("sheets"))


#: Columns that do not bear the name of their field.
_FIELD_OF = {
    "assignments": {"class": "force"},
    "carriers": {"carrier": "name"},
}


def rows_of(plan: Plan) -> dict[str, list[dict[str, str]]]:
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


def _cells(item: Any, table: str) -> dict[str, str]:  # noqa: ANN401  any record
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
