"""Everything that the plans say of each city: itself, its districts, its parks, its regions.

Every row of every plan has exactly one home: a city, the list of wider areas (regions, the
province), or the list of places beyond the maps. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.domain.lines import CARRIER, REACHES, CityLine, CityPage
from geo.domain.places import Area, Outside, Region
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Flag, Statement
from geo.domain.text import NOTHING
from geo.join.lines import LineKey, carrier_line, in_lines, row_line
from geo.join.placing import Grid
from geo.sources.places.register import Register


@dataclass(frozen=True)
class CityBook:
    """Pages of all cities by code, the lines of wider areas, and those beyond the maps.

    ``wide`` lines stand again on the page of every city that they cover.
    """

    pages: Mapping[str, CityPage]
    wide: tuple[CityLine, ...]
    outside: tuple[CityLine, ...]


def city_book(plans: Iterable[Plan], register: Register) -> CityBook:
    """The pages of every city of the province, plan by plan in the order given.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> from geo.sources.places.view import load_register
    >>> book = city_book([load_plan("space2024")], load_register())
    >>> book.pages["441700"].plans, [line.place.zh for line in book.pages["441700"].lines][:1]
    (('space2024',), ['阳江市'])
    """
    grid = Grid(register, register.areas("prefecture"))
    found: dict[str, list[CityLine]] = {area.adcode: [] for area in grid.areas}
    wide: list[CityLine] = []
    outside: list[CityLine] = []
    nearest = (*REACHES, "outside").index
    for plan in plans:
        for home, line in sorted(plan_lines(plan, register), key=lambda x: nearest(x[1].reach)):
            if home in found:
                found[home].append(line)
            elif home:
                wide.append(line)
                row = next(r for r in plan.statements if r.place_id == line.place_id)
                for code in dict.fromkeys(code for code, _ in grid.placed(row)):
                    found[code].append(line)
            else:
                outside.append(line)
    pages = {a.adcode: CityPage(a.adcode, a.name, tuple(found[a.adcode])) for a in grid.areas}
    return CityBook(pages, tuple(wide), tuple(outside))


def part_of(page: CityPage, register: Register, adcode: str) -> CityPage:
    """The part of a city's page that is about one of its districts or counties.

    What is said of the whole city is, like what is said of a region around it, ``wide``.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> from geo.sources.places.view import load_register
    >>> register = load_register()
    >>> page = city_book([load_plan("future2024")], register).pages["440100"]
    >>> part = part_of(page, register, "440112")
    >>> part.name.zh, len(part.lines) < len(page.lines)
    ('黄埔区', True)
    """
    lines = []
    for line in page.lines:
        if adcode in register.hosts(line.place_id):
            lines.append(line)
        elif line.reach in ("city", "wide") and not _apart(register, line, adcode):
            lines.append(replace(line, reach="wide"))
    return CityPage(adcode, register.name(adcode), tuple(lines))


def _apart(register: Register, line: CityLine, adcode: str) -> bool:
    """Whether a region has districts of the city, but not this one."""
    place = register.place(line.place_id)
    members = place.members if isinstance(place, Region) else ()
    return bool(members) and not set(members) & set(register.hosts(adcode))


def plan_lines(plan: Plan, register: Register) -> Iterator[tuple[str, CityLine]]:
    """Lines of a plan, carriers last, each with its home.

    The home is the adcode of a city, the id of a wider area, or empty beyond the maps.
    """
    for _, rows in in_lines(plan.statements, _key):
        home, reach = _home(register, rows[0].place_id)
        yield home, _line(plan, register, reach, rows)
    for carrier in plan.carriers:
        home, reach = _home(register, carrier.place_id)
        at_hub = bool(carrier.hub) and reach != "wide"
        yield home, _carrier(plan, register, "park" if at_hub else reach, carrier)


def _key(row: Statement) -> LineKey:
    return LineKey(row.clause, row.sector, row.place_id, force=row.force, scope=row.scope)


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
    line = row_line(plan, rows, plan.topic(first) if first.sector else NOTHING)
    flags = tuple(flag for flag in line.flags if flag != Flag.FACILITY)  # its class says so
    return CityLine(
        replace(line, flags=flags),
        plan=plan.key,
        reach=reach,
        place_id=first.place_id,
        place=register.name(first.place_id),
        sector_id=first.sector,
        force=first.force,
        worded=tuple(dict.fromkeys(r.worded for r in rows if r.worded)),
        rows=tuple(f"{plan.key}/{r.address or r.term}" for r in rows),
    )


def _carrier(plan: Plan, register: Register, reach: str, carrier: Carrier) -> CityLine:
    place_id = carrier.hub or carrier.place_id
    return CityLine(
        carrier_line(plan, [carrier], NOTHING),
        plan=plan.key,
        reach=reach,
        place_id=place_id,
        place=register.name(place_id),
        sector_id="",
        force=CARRIER,
        worded=(carrier.role,) if carrier.role else (),
        rows=(f"{plan.key}/{carrier.address or carrier.name}",),
    )
