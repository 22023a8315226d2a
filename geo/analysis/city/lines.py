"""Lines of the city tables: rows of one clause on one place, with the home of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.domain.places import Area, Outside
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Scope, Statement
from geo.domain.text import Text
from geo.sources.places.register import Register

REACHES = ("city", "district", "park", "wide")
_NOTHING = Text("", "")


@dataclass(frozen=True)
class CityLine:
    """One line of the table: rows of one clause on one place, sector and class.

    Parameters
    ----------
    plan
        Key of the plan.
    reach
        ``city`` the city itself, ``district`` a district or county of it, ``park`` a park, zone or
        facility in it, ``wide`` a region or the province around it.
    place, sector
        Names; the sector is empty for roles and measures without one.
    class_
        ``binding``, ``facility``, ``context``, or ``carrier`` for a line of the plan's carriers.
    worded
        Words of the text that tie place and term (支持, 打造 …), each once.
    terms
        Printed terms, with the taxonomy's English where it has one.
    flags
        ``open``, ``inferred``, ``collective``.
    rows
        ``file:line`` of every row behind the line, or the term where a row has no file.
    """

    plan: str
    reach: str
    place_id: str
    place: Text
    sector_id: str
    sector: Text
    force: str
    worded: tuple[str, ...]
    terms: tuple[Text, ...]
    clause: str
    locator: Text
    flags: tuple[str, ...]
    rows: tuple[str, ...]


def plan_lines(plan: Plan, register: Register) -> Iterator[tuple[str, CityLine]]:
    """Lines of a plan, carriers last, each with its home.

    The home is the adcode of a city, the id of a wider area, or empty beyond the maps.
    """
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for row in plan.statements:
        key = (row.place_id, row.sector, row.force, row.scope, row.clause)
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        home, reach = _home(register, rows[0].place_id)
        yield home, _line(plan, register, reach, rows)
    for carrier in plan.carriers:
        home, reach = _home(register, carrier.place_id)
        at_hub = bool(carrier.hub) and reach != "wide"
        yield home, _carrier(plan, register, "park" if at_hub else reach, carrier)


def _home(register: Register, place_id: str) -> tuple[str, str]:
    place = register.place(place_id)
    if isinstance(place, Outside) or (isinstance(place, Area) and place.level == "sar"):
        return "", "outside"
    host = register.host_prefecture(place_id)
    if not host:
        return place_id, "wide"
    if isinstance(place, Area):
        return host, "city" if place_id == host else "district"
    return host, "park"


def _line(plan: Plan, register: Register, reach: str, rows: Sequence[Statement]) -> CityLine:
    first = rows[0]
    flags = {
        "open": any(r.open_ended for r in rows),
        "inferred": any(r.inferred for r in rows),
        "collective": first.scope == Scope.COLLECTIVE,
    }
    return CityLine(
        plan=plan.key,
        reach=reach,
        place_id=first.place_id,
        place=_name(register, first.place_id),
        sector_id=first.sector,
        sector=_sector(plan, first.sector),
        force=first.force,
        worded=tuple(dict.fromkeys(r.worded for r in rows if r.worded)),
        terms=tuple(dict.fromkeys(_term(plan, r) for r in rows)),
        clause=first.clause,
        locator=_locator(plan, first.clause),
        flags=tuple(name for name, on in flags.items() if on),
        rows=tuple(f"{plan.key}/{r.address or r.term}" for r in rows),
    )


def _sector(plan: Plan, sector: str) -> Text:
    if not sector:
        return _NOTHING
    return Text(plan.taxonomy.label(sector, "zh"), plan.taxonomy.label(sector, "en"))


def _carrier(plan: Plan, register: Register, reach: str, carrier: Carrier) -> CityLine:
    return CityLine(
        plan=plan.key,
        reach=reach,
        place_id=carrier.hub or carrier.place_id,
        place=_name(register, carrier.hub or carrier.place_id),
        sector_id="",
        sector=_NOTHING,
        force="carrier",
        worded=(carrier.role,) if carrier.role else (),
        terms=(Text(carrier.name, carrier.name),),
        clause=carrier.clause,
        locator=_locator(plan, carrier.clause),
        flags=("open",) if carrier.open_ended else (),
        rows=(f"{plan.key}/{carrier.address or carrier.name}",),
    )


def _name(register: Register, place_id: str) -> Text:
    return Text(register.name(place_id, "zh"), register.name(place_id, "en"))


def _locator(plan: Plan, clause_id: str) -> Text:
    clause = plan.clauses.get(clause_id)
    return (
        Text(clause.locator("zh"), clause.locator("en")) if clause else Text(clause_id, clause_id)
    )


def _term(plan: Plan, row: Statement) -> Text:
    """The printed term, with the English name of its class where it has one."""
    term_id = row.subsector or row.sector
    return Text(row.term, plan.taxonomy.label(term_id, "en") if term_id else row.term)
