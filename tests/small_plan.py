"""A plan made in code: three cities, a region, a district, a park; readable at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.domain.plan import Carrier, Clause, Document, Plan
from geo.domain.statement import Force, Inferred, Relation, Scope, Statement, Strength
from geo.domain.structure import Element, Member, Structure
from geo.domain.taxonomy import Sector, SubSector, Taxonomy
from geo.domain.text import Text

DOCUMENT = Document(
    title=Text("试验计划", "A plan for tests"),
    short=Text("试验", "Test"),
    issuer=Text("试验单位", "Test office"),
    number="试〔2024〕1号",
    issued=date(2024, 1, 1),
    period="2024",
    status="in_force",
    redacted=False,
)
STEEL = Sector(
    "steel",
    "钢铁",
    "Steel",
    tuple(SubSector(f"steel.{i}", "steel", f"钢材{i}", f"Steel {i}") for i in range(1, 6)),
)
SILK = Sector("silk", "丝绸", "Silk", (SubSector("silk.1", "silk", "绸缎", "Satin"),))
TAXONOMY = Taxonomy((STEEL, SILK))
CLAUSE = Clause("一#1.1", "一", 1, 1, 0, 10, "")

_KEYWORDS = {
    "scope": Scope,
    "force": Force,
    "relation": Relation,
    "strength": Strength,
    "inferred": Inferred,
}


def row(place_id: str, sector: str = "", subsector: str = "", **changes: Any) -> Statement:
    """An assignment with plain defaults; ``changes`` replace any field."""
    taxonomy = {s.id: s.zh for s in (*TAXONOMY.sectors, *TAXONOMY.subsectors)}
    values: dict[str, Any] = {
        "place": place_id,
        "place_id": place_id,
        "scope": "direct",
        "force": "binding",
        "relation": "develop" if subsector else "focus",
        "worded": "重点发展" if subsector else "聚焦",
        "strength": "assign",
        "sector": sector,
        "subsector": subsector,
        "term": taxonomy.get(subsector or sector, ""),
        "carrier": "",
        "open_ended": True,
        "open_places": False,
        "inferred": "",
        "set": "",
        "clause": CLAUSE.id,
    }
    values |= changes
    for name, kind in _KEYWORDS.items():
        values[name] = kind(values[name])
    return Statement(**values)


def plan(
    rows: list[Statement],
    carriers: list[Carrier] | None = None,
    elements: tuple[Element, ...] = (),
    level: str = "prefecture",
    territory: str = "440000",
) -> Plan:
    """A plan of these rows."""
    return Plan(
        key="test",
        territory=territory,
        level=level,
        document=DOCUMENT,
        taxonomy=TAXONOMY,
        statements=tuple(rows),
        carriers=tuple(carriers or ()),
        structure=Structure(Text("两核", "Two cores"), (("core", 2),), CLAUSE.id, elements),
        clauses={CLAUSE.id: CLAUSE},
        focus="" if territory == "440000" else territory,
        read={"assignments": len(rows)},
    )


CORES = Element(
    "cores",
    "core",
    "两核",
    (Member(1, "广州", "440100", "核心"), Member(2, "深圳", "440300", "核心")),
    CLAUSE.id,
)
CORRIDOR = Element(
    "line",
    "corridor",
    "走廊",
    (
        Member(1, "广州科学城", "gz_science_city"),
        Member(2, "松山湖", "dg_songshanhu", optional=True, inferred=True),
        Member(3, "深圳", "440300"),
    ),
    CLAUSE.id,
)
BELT = Element(
    "belt",
    "belt",
    "沿海带",
    (Member(1, "湛江", "440800", inferred=True), Member(2, "阳江", "441700", inferred=True)),
    CLAUSE.id,
)
