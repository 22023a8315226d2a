"""Checks across the rows of a plan: terms, repeated and conflicting rows, levels, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter

from geo.domain.places import Area, Region
from geo.domain.plan import Carrier, Clause, Paragraph, Plan
from geo.domain.statement import Force, Statement
from geo.domain.taxonomy import Sector, SubSector, Taxonomy
from geo.domain.text import Text
from geo.errors import Fault
from geo.nearest import nearest, nearest_of
from geo.sources.places.register import Register
from geo.sources.plans.rows import NEEDED
from geo.sources.tables.table import Tables
from geo.sources.territory import load_territory

_KEY = ("place_id", "sector", "subsector", "relation", "term", "carrier", "set", "clause")
_IGNORED = (*_KEY, "note", "address")


def empty_faults(tables: Tables) -> Iterator[Fault]:
    """Tables without which there is no plan, and which have a header but no row."""
    for table in (tables.tables[name] for name in NEEDED if name in tables.tables):
        if table.columns and not table.rows and not table.faults:
            yield Fault(table.name, "只有表头，没有一行", "has a header but not one row")


def term_faults(rows: Iterable[Statement], taxonomy: Taxonomy) -> Iterator[Fault]:
    """Sector and sub-sector ids that the taxonomy does not have, or not together."""
    sectors, parents = _ids(taxonomy), {sub.id: sub.sector for sub in taxonomy.subsectors}
    subsectors = _ids(taxonomy.subsectors)
    for row in rows:
        if row.sector and row.sector not in sectors.values():
            near = nearest_of(row.sector, sectors)
            at = f"{row.address}:sector"
            yield Fault(at, "不认识的领域", "unknown sector", row.sector, near)
        if row.subsector and row.subsector not in parents:
            near = nearest_of(row.subsector, subsectors)
            at = f"{row.address}:subsector"
            yield Fault(at, "不认识的细分产业", "unknown sub-sector", row.subsector, near)
        elif (
            row.subsector and row.sector in ("", *sectors) and parents[row.subsector] != row.sector
        ):
            parent = parents[row.subsector]
            yield Fault(
                f"{row.address}:subsector",
                f"这个细分产业属于领域 {parent}，不属于“{row.sector}”",
                f'this sub-sector belongs to the sector {parent}, not to "{row.sector}"',
                row.subsector,
                (parent,),
            )


def _ids(terms: Iterable[Sector | SubSector]) -> dict[str, str]:
    """Ids of terms by their Chinese names and by themselves."""
    each = list(terms)
    return {term.zh: term.id for term in each} | {term.id: term.id for term in each}


def repeated_faults(rows: Iterable[Statement]) -> Iterator[Fault]:
    """Rows that stand twice, and rows of one statement that contradict each other."""
    first: dict[tuple[str, ...], Statement] = {}
    said = attrgetter(*_KEY)
    for row in rows:
        other = first.setdefault(said(row), row)
        if other is row or not row.place_id:
            continue
        differing = [
            "class" if f.name == "force" else f.name
            for f in fields(row)
            if f.name not in _IGNORED and getattr(row, f.name) != getattr(other, f.name)
        ]
        first_at, listed = other.address, ", ".join(differing)
        zh, en = f"与 {first_at} 重复", f"repeats {first_at}"
        if differing == ["place"]:
            zh, en = f"{zh}：同一地点的另一种写法", f"{en}: another form of the same place"
        elif differing:
            zh = f"与 {first_at} 说的是同一地点、同一事项，但 {listed} 不同"
            en = f"states the same of the same place as {first_at}, but differs in {listed}"
        named = row.subsector or row.sector or row.term
        yield Fault(row.address, zh, en, f"{row.place} {named}")


def carrier_faults(rows: Iterable[Carrier]) -> Iterator[Fault]:
    """Carriers that stand twice for one place in one clause."""
    first: dict[tuple[str, ...], Carrier] = {}
    for row in rows:
        other = first.setdefault((row.place_id, row.name, row.clause), row)
        if other is not row:
            yield Fault(
                row.address, f"与 {other.address} 重复", f"repeats {other.address}", row.name
            )


def fitting_level(register: Register, territory: str) -> str:
    """The level that tells the parts of a territory apart: counties where it is one prefecture.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> [fitting_level(load_register(code), code) for code in ("430000", "110000", "430100")]
    ['prefecture', 'county', 'county']
    """
    inside = (a for a in register.areas("prefecture") if territory in register.hosts(a.adcode))
    return "prefecture" if len(list(inside)) > 1 else "county"


def level_faults(plan: Plan, rows: Iterable[Statement], register: Register) -> Iterator[Fault]:
    """Maps of one area, binding rows outside the territory, areas of a level that no map shows."""
    if (
        plan.level == "prefecture"
        and (fitting := fitting_level(register, plan.territory)) != plan.level
    ):
        zh = "规划范围只有一个地级单位，分县（区）图请写 county"
        en = "the territory is one prefecture; maps of its counties and districts are level county"
        yield Fault("plan.toml:level", zh, en, plan.level, (fitting,))
    for row in rows:
        if row.force != Force.BINDING or not row.place_id:
            continue
        place = register.places[row.place_id]
        at = f"{row.address}:place"
        if not isinstance(place, Region) and plan.territory not in register.hosts(row.place_id):
            own = register.name(plan.territory)
            host = register.host_prefecture(row.place_id)
            there = register.name(host) if host not in ("", row.place_id) else Text("", "")
            zh, en = (f"在{there.zh}，", f"in {there.en}, ") if there.zh else ("", "")
            yield Fault(
                at,
                f"{zh}不在规划范围（{own.zh}）内，只能作 context",
                f"lies {en}outside the plan's territory ({own.en}); only context rows may",
                row.place,
            )
        elif isinstance(place, Area) and row.sector and not _fits(place, plan):
            above = register.places.get(place.parent)
            near = (above.name_zh,) if above and place.level == "county" else ()
            yield Fault(
                at,
                f"层级不对：{place.name_zh}是 {place.level}，"
                f"本规划的层级是 {'、'.join(plan.levels)}"
                "（确实点名到这一级，就在 plan.toml 的 levels 里加上）",
                f"wrong level: {place.name_en} is a {place.level}, the plan's level is "
                f"{', '.join(plan.levels)} (if the plan does name it, add levels in plan.toml)",
                row.place,
                near,
            )


def _fits(place: Area, plan: Plan) -> bool:
    """Whether an area is of a level of the plan, or is the territory or one of its members."""
    whole = {plan.territory, *load_territory(plan.territory).members}
    return place.id in whole or bool(set(place.levels) & set(plan.levels))


def clause_faults(used: Iterable[tuple[str, str]], clauses: dict[str, Clause]) -> Iterator[Fault]:
    """Clause ids in use, each with its address, that ``clauses.csv`` does not have."""
    for address, clause_id in used:
        if clause_id not in clauses:
            near = nearest(clause_id, clauses)
            yield Fault(
                address,
                "clauses 表里没有这一条款（先运行 geo locate）",
                "no such clause in the clauses table (run geo locate first)",
                clause_id,
                near,
            )


def paragraph_faults(
    paragraphs: Iterable[Paragraph], clauses: dict[str, Clause]
) -> Iterator[Fault]:
    """Paragraphs that stand twice, or whose status is not what the clauses in use say."""
    used = {(c.section, c.paragraph) for c in clauses.values()}
    seen = set()
    for p in paragraphs:
        key = (p.section, p.paragraph)
        name = f"{p.section}#{p.paragraph}"
        if key in seen:
            yield Fault("paragraphs", "段落重复", "the paragraph stands twice", name)
        seen.add(key)
        if (p.status == "rows") != (key in used):
            yield Fault(
                "paragraphs",
                f"状态是 {p.status}，与所用条款不符（重新运行 geo locate）",
                f"the status is {p.status}, which the clauses in use contradict (run geo locate)",
                name,
            )
    for section, number in sorted(used - seen):
        name = f"{section}#{number}"
        yield Fault("paragraphs", "缺少这一段", "the paragraph is missing", name)
