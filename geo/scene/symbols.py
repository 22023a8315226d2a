"""Points of a map: structure elements and carriers, with finished symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from geo.design.theme import Theme
from geo.domain.lines import StatementLine
from geo.domain.places import Hub
from geo.domain.plan import Carrier
from geo.domain.statement import Force, Statement
from geo.domain.structure import Element, Member
from geo.domain.text import Text, same
from geo.join.lines import element_line, statement_lines
from geo.join.table import AreaTable
from geo.scene.corridors import LINES, routes_of
from geo.scene.groups import SPREAD, is_spread
from geo.scene.marks import Symbol, UnplottedCarrier
from geo.scene.outlines import drawing_of
from geo.scene.standing import Point, Standing, site_of, standing_of
from geo.scene.statements import carrier_statements
from geo.sources.places.register import Register
from geo.texts.catalogue import say

POINTS = ("core", "pole", "node", "base", "area", "zone", "other")
_MAJOR = ("core", "pole")
_AS = {"zone": "area"}  # zones of a city plan are drawn like areas
_SHARED = 3  # decimals of a degree within which points share an anchor


def host_of(table: AreaTable, register: Register, place_id: str) -> str:
    """The area of the map that a place lies in; the place itself if it lies in none (a region)."""
    drawn = {area.adcode for area in table.areas}
    inside = (code for code in register.hosts(place_id) if code in drawn)
    return next(inside, "") or register.host_prefecture(place_id) or place_id


def _under(table: AreaTable, register: Register, place_id: str) -> str:
    """Where something without a point is listed: in its one area, else under the place itself."""
    drawn = {area.adcode for area in table.areas}
    inside = [code for code in register.hosts(place_id) if code in drawn]
    return place_id if len(inside) > 1 else host_of(table, register, place_id)


def structure_symbols(
    table: AreaTable, register: Register, theme: Theme, anchor: Mapping[str, Point]
) -> tuple[Symbol, ...]:
    """The points of a structure: members of point elements, nodes of corridors, places by a line.

    A node that is a core or pole as well is drawn as that, with its number.
    """
    found, numbers = [], dict[str, int]()
    for element in table.plan.structure.elements:
        for member in element.members:
            if element.kind not in POINTS and not member.optional:
                continue
            if element.kind in SPREAD and is_spread(register, member.place_id):
                continue
            at = standing_of(register, element, member, anchor)
            if at:
                kind = "stop" if element.kind in LINES else _AS.get(element.kind, element.kind)
                found.append(_member(table, register, theme, (element, member, at), kind))
    major = {s.id.partition(":")[2] for s in found if s.kind in _MAJOR}
    for route in routes_of(table.plan, register, anchor):
        for number, member, at in route.nodes():
            if at and number and member.place_id in major:
                numbers.setdefault(member.place_id, number)
            elif at and number:
                kind = "waypoint_inferred" if member.inferred else "waypoint"
                what = route.element, member, at
                found.append(replace(_member(table, register, theme, what, kind), number=number))
    return _once([_numbered(symbol, numbers) for symbol in found])


def _numbered(symbol: Symbol, numbers: Mapping[str, int]) -> Symbol:
    """A core or pole with its number on a corridor."""
    number = numbers.get(symbol.id.partition(":")[2], 0)
    return replace(symbol, number=number) if number and symbol.kind in _MAJOR else symbol


def _once(symbols: list[Symbol]) -> tuple[Symbol, ...]:
    """One symbol per place, kind and number; one in two elements of a kind keeps both lines."""
    found: dict[tuple[str, str, int], Symbol] = {}
    for symbol in symbols:
        key = (symbol.kind, symbol.id.partition(":")[2], symbol.number)
        known = found.setdefault(key, symbol)
        lines = tuple(dict.fromkeys(known.statements + symbol.statements))
        found[key] = replace(known, statements=lines)
    return tuple(found.values())


def _member(
    table: AreaTable,
    register: Register,
    theme: Theme,
    what: tuple[Element, Member, Standing],
    kind: str,
) -> Symbol:
    element, member, at = what
    return Symbol(
        id=f"{element.id}:{member.place_id}",
        kind=kind,
        label=Text(member.name, register.name(member.place_id).en),
        lon=at.lon,
        lat=at.lat,
        host=host_of(table, register, member.place_id),
        drawing=drawing_of(theme, kind, at.grade),
        grade=at.grade,
        radius_m=at.radius_m,
        role=same(member.role),
        anchor_group=anchor_group(at),
        statements=(element_line(table.plan, element, inferred=member.inferred),),
    )


def carrier_symbols(
    table: AreaTable,
    register: Register,
    theme: Theme,
    chosen: Iterable[Carrier],
    sites: Iterable[Statement],
) -> tuple[tuple[Symbol, ...], tuple[UnplottedCarrier, ...]]:
    """Carriers, named sites and facilities as points.

    And those that cannot be plotted as a list under their city.
    """
    points: dict[str, tuple[str, Text, tuple[StatementLine, ...]]] = {}
    listed: list[UnplottedCarrier] = []
    for carrier in chosen:
        lines = carrier_statements(table.plan, [carrier])
        host = _under(table, register, carrier.hub or carrier.place_id)
        what = ("carrier", same(carrier.name), lines)
        _place(register, carrier.hub, what, points, (listed, host))
    for row in sites:
        site, label = _site(register, row)
        lines = statement_lines(table.plan, register, [row])
        kind = "facility" if row.force == Force.FACILITY else "site"
        host = _under(table, register, row.place_id)
        _place(register, site, (kind, label, lines), points, (listed, host))
    symbols = tuple(
        _carrier(register, theme, (place_id, host_of(table, register, place_id)), *what)
        for place_id, what in points.items()
    )
    return symbols, _merged(listed)


def _site(register: Register, row: Statement) -> tuple[str, Text]:
    """Where a row stands and its name; a facility told of a wider place has a name but no site."""
    wider = not isinstance(register.place(row.place_id), Hub)
    if wider and row.force == Force.FACILITY and not site_of(register, row.place_id):
        return "", same(row.carrier or row.term)
    return row.place_id, register.name(row.place_id)


def _merged(listed: list[UnplottedCarrier]) -> tuple[UnplottedCarrier, ...]:
    """One entry per place and host, with all that is said of it; those of a host together."""
    found: dict[tuple[str, str], UnplottedCarrier] = {}
    for entry in listed:
        key = (entry.label.zh, entry.host)
        known = found.setdefault(key, entry)
        lines = tuple(dict.fromkeys(known.statements + entry.statements))
        found[key] = replace(known, statements=lines)
    order = list(dict.fromkeys(entry.host for entry in found.values()))
    return tuple(sorted(found.values(), key=lambda entry: order.index(entry.host)))


def _place(
    register: Register,
    hub: str,
    what: tuple[str, Text, tuple[StatementLine, ...]],
    points: dict[str, tuple[str, Text, tuple[StatementLine, ...]]],
    unplotted: tuple[list[UnplottedCarrier], str],
) -> None:
    kind, label, lines = what
    listed, host = unplotted
    if hub:
        label = Text(label.zh, register.name(hub).en)
    if hub and site_of(register, hub):
        known = points.get(hub)
        points[hub] = (known[0], known[1], known[2] + lines) if known else (kind, label, lines)
        return
    reason = say(f"misc.{_reason(register, kind, hub)}")
    listed.append(UnplottedCarrier(label, host, reason, lines, register.short_name(host)))


def _reason(register: Register, kind: str, hub: str) -> str:
    """Why something has no point: nobody found it, or the text speaks of more than a point."""
    if hub:
        return "not_located" if isinstance(register.place(hub), Hub) else "whole"
    return "not_registered" if kind == "carrier" else "only_area"


def _carrier(
    register: Register,
    theme: Theme,
    placed: tuple[str, str],
    kind: str,
    label: Text,
    lines: tuple[StatementLine, ...],
) -> Symbol:
    place_id, host = placed
    at = site_of(register, place_id)
    assert at is not None  # noqa: S101  (only places with a point come here)
    return Symbol(
        id=place_id,
        kind=kind,
        label=label,
        lon=at.lon,
        lat=at.lat,
        host=host,
        drawing=drawing_of(theme, kind, at.grade),
        grade=at.grade,
        radius_m=at.radius_m,
        anchor_group=anchor_group(at),
        statements=lines,
    )


def anchor_group(at: Standing) -> str:
    """The point that all places at (nearly) one point share."""
    return f"{at.lon:.{_SHARED}f},{at.lat:.{_SHARED}f}"
