"""What would change: a plan with statements dropped or added, and the numbers that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.analysis.gaps import gaps
from geo.analysis.matrix import Unit
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import PlanAnalysis, analyse, find_term, find_unit
from geo.analysis.similarity import BASES, similarity
from geo.domain.plan import Plan
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
from geo.domain.text import Text, joined
from geo.errors import CallError, Fault
from geo.texts.catalogue import say

Number = int | float
Key = tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """One number before and after; ``key`` is stable, ``about`` names what it counts."""

    key: str
    measure: str
    about: Text
    before: Number
    after: Number


@dataclass(frozen=True)
class Entry:
    """Something that enters or leaves a list of gaps."""

    list: str
    what: str
    about: Text
    enters: bool


@dataclass(frozen=True)
class WhatIf:
    """The edit and everything that it changes; what is not listed stays as it is."""

    dropped: tuple[str, ...]
    added: tuple[str, ...]
    shifts: tuple[Shift, ...]
    entries: tuple[Entry, ...]


def whatif(base: PlanAnalysis, drops: Sequence[str] = (), adds: Sequence[str] = ()) -> WhatIf:
    """The numbers that change if statements (``place:term``) were dropped from or added to a plan.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> found = whatif(analyse("future2024"), drops=["广州:低空经济"])
    >>> [(s.before, s.after) for s in found.shifts if s.key == "overlap.space.low_altitude"]
    [(4, 3)]
    """
    plan = edited(base, drops, adds)
    changed = analyse(plan, base.register, base.table.level)
    before, after = figures(base), figures(changed)
    shifts = tuple(
        Shift(".".join(key), key[0], _about(base, key), before.get(key, 0), after.get(key, 0))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, 0) != after.get(key, 0)
    )
    left, right = listings(base), listings(changed)
    entries = tuple(
        Entry(name, what, _about(base, ("", *what.split("|"))), enters=(name, what) in right)
        for name, what in sorted(left ^ right)
    )
    return WhatIf(tuple(drops), tuple(adds), shifts, entries)


def edited(base: PlanAnalysis, drops: Sequence[str], adds: Sequence[str]) -> Plan:
    """The plan without some statements and with others.

    ``广州:低空经济`` drops every binding statement that gives the sub-sector to the place itself;
    with a sector, that and all of its sub-sectors there. An added statement is direct and binding,
    without a clause, at the end of the plan.

    Raises
    ------
    CallError
        A pair has no colon, there is nothing to drop, or what is added is there already.
    UnknownNameError
        A place or term is unknown.
    """
    rows = list(base.plan.statements)
    faults: list[Fault] = []
    for pair in drops:
        unit, term = _parse(base, pair)
        gone = [r for r in rows if _is(r, unit, term)]
        if not gone:
            faults.append(_nothing(base, unit, term, pair))
        rows = [r for r in rows if r not in gone]
    for pair in adds:
        unit, term = _parse(base, pair)
        if any(_is(r, unit, term) for r in rows):
            zh, en = "规划已有这一条", "the plan has this statement already"
            faults.append(Fault(base.plan.key, zh, en, pair))
        rows.append(_statement(base, unit, term))
    if faults:
        raise CallError(faults)
    return replace(base.plan, statements=tuple(rows))


def figures(base: PlanAnalysis) -> dict[Key, Number]:
    """Every number of a plan by key: totals, crowding, concentration, similarity, gap counts."""
    numbers: dict[Key, Number] = {**_totals(base), **_similarities(base)}
    crowd = overlap(base)
    for found in crowd.subsectors:
        numbers["overlap", found.term.id] = found.count
    for sector in crowd.sectors:
        numbers["herfindahl", sector.sector.id] = round(sector.herfindahl, 6)
    for name, _ in listings(base):
        numbers["gaps", name] = numbers.get(("gaps", name), 0) + 1
    return {key: number for key, number in numbers.items() if number}


def _totals(base: PlanAnalysis) -> dict[Key, Number]:
    matrix = base.matrix
    units = matrix.of_kind("area", "region", "site")
    rows = {("row", unit.id): matrix.row_total(unit) for unit in units}
    columns = {("column", t.id): matrix.column_total(t.id) for t in base.plan.taxonomy.terms}
    counted = {"row": ("subsectors", "shared"), "column": ("not_named",)}
    return {
        (*key, name): getattr(total, name)
        for key, total in {**rows, **columns}.items()
        for name in ("named", "focus", "collective", *counted[key[0]])
    }


def _similarities(base: PlanAnalysis) -> dict[Key, Number]:
    numbers: dict[Key, Number] = {}
    for by in BASES:
        alike = similarity(base, by)
        for one, values in zip(alike.places, alike.values, strict=True):
            for other, value in zip(alike.places, values, strict=True):
                if one.id < other.id:
                    numbers[f"similarity_{by}", one.id, other.id] = round(value, 6)
    return numbers


def listings(base: PlanAnalysis) -> set[tuple[str, str]]:
    """Members of the lists of gaps as (list, id or ids joined by a bar)."""
    found = gaps(base)
    lists = {
        "unassigned_sectors": [t.id for t in found.unassigned_sectors],
        "unassigned_subsectors": [t.id for t in found.unassigned_subsectors],
        "whole_only_sectors": [h.term.id for h in found.whole_only_sectors],
        "whole_only_subsectors": [h.term.id for h in found.whole_only_subsectors],
        "collective_only_sectors": [h.term.id for h in found.collective_only_sectors],
        "collective_only_subsectors": [h.term.id for h in found.collective_only_subsectors],
        "single_place_subsectors": [h.term.id for h in found.single_place_subsectors],
        "places_without_anything": [u.id for u in found.places_without_anything],
        "places_whole_only": [u.id for u in found.places_whole_only],
        "places_collective_only": [u.id for u in found.places_collective_only],
        "focus_without_subsector": [
            f"{f.place.id}|{f.sector.id}" for f in found.focus_without_subsector
        ],
    }
    return {(name, what) for name, whats in lists.items() for what in whats}


def _parse(base: PlanAnalysis, pair: str) -> tuple[Unit, str]:
    place, _, term = (part.strip() for part in pair.replace("：", ":").partition(":"))
    if not place or not term:
        zh, en = "请写成“地方：产业”", "write place:term"
        shown = tuple(f"{row.place}：{row.term}" for row in base.plan.statements[:1])
        raise CallError(Fault("", zh, en, pair, shown))
    return find_unit(base, place), find_term(base.plan, term)


def _is(row: Statement, unit: Unit, term: str) -> bool:
    mine = row.place_id == unit.id and row.force == Force.BINDING
    return mine and term in (row.sector, row.subsector)


def _nothing(base: PlanAnalysis, unit: Unit, term: str, pair: str) -> Fault:
    matrix, name = base.matrix, base.plan.taxonomy.name
    common = dict.fromkeys(r.place_id for r in matrix.cell(unit, term).cell.collective)
    if common:
        listed = [f"{base.register.name(i).zh}：{name(term).zh}" for i in common]
        zh, en = "只有所在区域有这一条", "only its region has this statement"
    else:
        has = (*matrix.subsectors_of(unit, wide=True), *matrix.sectors_of(unit, wide=True))
        listed = [f"{unit.name.zh}：{name(t).zh}" for t in has[:6]]
        zh, en = (
            "这个地方本身没有这一条，无从删除",
            "the place itself has no such statement to drop",
        )
    return Fault(base.plan.key, zh, en, pair, tuple(listed))


def _statement(base: PlanAnalysis, unit: Unit, term: str) -> Statement:
    sector = base.plan.taxonomy.sector_of(term)
    is_sector = sector == term
    return Statement(
        place=unit.name.zh,
        place_id=PlaceId(unit.id),
        scope=Scope.COLLECTIVE if unit.kind == "region" else Scope.DIRECT,
        force=Force.BINDING,
        relation=Relation.FOCUS if is_sector else Relation.DEVELOP,
        worded="",
        strength=Strength.ASSIGN,
        sector=TermId(sector),
        subsector=TermId("" if is_sector else term),
        term=base.plan.taxonomy.name(term).zh,
        carrier="",
        open_ended=False,
        open_places=False,
        inferred=Inferred.NOTHING,
        set="",
        clause=ClauseId(""),
    )


def _about(base: PlanAnalysis, key: Key) -> Text:
    """What a key is about, in words: its places and terms, or the list of gaps."""
    if key[0] == "gaps":
        return say(f"tables.{key[1]}")
    names = {u.id: u.name for u in base.matrix.units}
    names |= {t.id: t.name for t in base.plan.taxonomy.terms}
    return joined((names[part] for part in key[1:] if part in names), " · ", " · ")
