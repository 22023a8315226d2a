"""Small random plans over real places, for the algebra of plans."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Inferred, Relation, Scope, Statement, Strength
from geo.domain.structure import Element, Member, Structure
from geo.domain.taxonomy import Sector, SubSector, Taxonomy, Variant
from geo.domain.text import NOTHING
from tests.small_plan import DOCUMENT

PLACES = ("440100", "440300", "440800", "440500", "east_west_north", "z_qianhai", "gz_science_city")
SUB_NAMES = ("甲一", "甲二", "甲三", "乙一", "乙二", "甲一材料")
SECTOR_NAMES = ("甲", "乙", "丙")
ROLES = ("", "核心")
CLAUSES = ("一#1.1", "一#2.1")


@st.composite
def taxonomies(draw: st.DrawFn) -> Taxonomy:
    """Up to three sectors, their sub-sectors, and printed variants that may name a neighbour."""
    names = draw(st.lists(st.sampled_from(SECTOR_NAMES), min_size=1, max_size=3, unique=True))
    subs = draw(st.lists(st.sampled_from(SUB_NAMES), max_size=5, unique=True))
    homes = [draw(st.integers(0, len(names) - 1)) for _ in subs]
    prefix = draw(st.sampled_from(("s", "t")))
    sectors = tuple(
        Sector(
            f"{prefix}{i}",
            name,
            f"Sector {i}",
            tuple(
                SubSector(f"{prefix}{i}.{k}", f"{prefix}{i}", sub, f"Sub {k}")
                for k, (sub, home) in enumerate(zip(subs, homes, strict=True))
                if home == i
            ),
        )
        for i, name in enumerate(names)
    )
    own = [s.id for sector in sectors for s in sector.subsectors]
    aliases = draw(st.lists(st.sampled_from(SUB_NAMES), max_size=2, unique=True)) if own else []
    variants = tuple(
        Variant(f"v{i}", draw(st.sampled_from(own)), name, f"Variant {i}", "test")
        for i, name in enumerate(aliases)
    )
    return Taxonomy(sectors, variants)


@st.composite
def assignments(draw: st.DrawFn, taxonomy: Taxonomy) -> Statement:
    """One statement about a real place."""
    sector = draw(st.sampled_from((None, *taxonomy.sectors)))
    sub = draw(st.sampled_from((None, *sector.subsectors))) if sector else None
    name = sub.zh if sub else sector.zh if sector else "先导区"
    return Statement(
        place="某地",
        place_id=draw(st.sampled_from(PLACES)),
        scope=draw(st.sampled_from(Scope)),
        force=draw(st.sampled_from((Force.BINDING, *Force))),
        relation=draw(st.sampled_from((Relation.FOCUS, Relation.DEVELOP))),
        worded=draw(st.sampled_from(("聚焦", "支持"))),
        strength=draw(st.sampled_from((Strength.ASSIGN, Strength.SUPPORT))),
        sector=sector.id if sector else "",
        subsector=sub.id if sub else "",
        term=draw(st.sampled_from((name, f"{name}业"))),
        carrier="",
        open_ended=draw(st.booleans()),
        open_places=False,
        inferred=Inferred.NOTHING,
        set="",
        clause=draw(st.sampled_from(CLAUSES)),
    )


def _carriers() -> st.SearchStrategy[Carrier]:
    return st.builds(
        Carrier,
        place=st.just("某地"),
        place_id=st.sampled_from(PLACES[:3]),
        name=st.sampled_from(("东园", "西园")),
        hub=st.sampled_from(("", "gz_science_city", "sz_xili")),
        role=st.sampled_from(("载体", "平台")),
        open_ended=st.booleans(),
        clause=st.sampled_from(CLAUSES),
    )


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Up to two elements, each with up to two members."""
    elements = []
    for i in range(draw(st.integers(0, 2))):
        members = tuple(
            Member(
                n + 1,
                "某地",
                draw(st.sampled_from(PLACES[:3])),
                draw(st.sampled_from(("", "核心"))),
            )
            for n in range(draw(st.integers(0, 2)))
        )
        kind = draw(st.sampled_from(("core", "belt")))
        name = draw(st.sampled_from(("两核", "一带")))
        elements.append(Element(f"e{i}", kind, name, members, draw(st.sampled_from(CLAUSES))))
    return Structure(NOTHING, (), "", tuple(elements))


@st.composite
def plans(draw: st.DrawFn, key: str = "toy") -> Plan:
    """A plan of Guangdong by prefectures."""
    taxonomy = draw(taxonomies())
    return Plan(
        key=key,
        territory="440000",
        level="prefecture",
        document=replace(DOCUMENT, number=draw(st.sampled_from(("1号", "2号")))),
        taxonomy=taxonomy,
        statements=tuple(draw(st.lists(assignments(taxonomy), max_size=8))),
        carriers=tuple(draw(st.lists(_carriers(), max_size=3))),
        structure=draw(structures()),
        clauses={},
    )


@st.composite
def editions(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Two editions: statements kept, dropped, weighed otherwise, moved, spelt out for members."""
    plan = draw(plans())
    early: list[Statement] = []
    later: list[Statement] = []
    for row in plan.statements:
        edit = draw(st.sampled_from(("keep", "drop", "weigh", "move", "spell out", "reword")))
        whole = replace(row, place_id="east_west_north", scope=Scope.COLLECTIVE)
        early.append(whole if edit == "spell out" else row)
        if edit == "keep":
            later.append(row)
        elif edit == "weigh":
            later.append(replace(row, strength=Strength.EXPLORE))
        elif edit == "reword":
            later.append(replace(row, worded="打造", clause="二#1.1"))
        elif edit == "move":
            later.append(replace(row, place_id=draw(st.sampled_from(PLACES))))
        elif edit == "spell out":
            later += (replace(row, place_id=p, scope=Scope.DIRECT) for p in ("440800", "440500"))
    pair = replace(plan, statements=tuple(early)), replace(plan, statements=tuple(later))
    return pair if draw(st.booleans()) else pair[::-1]
