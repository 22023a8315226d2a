"""Points of a map: structure elements and carriers, with finished symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo.design.theme import Theme
from geo.domain.lines import StatementLine
from geo.domain.places import Hub
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Statement
from geo.domain.structure import Element, Member
from geo.domain.text import Text, same
from geo.join.lines import LineKey, carrier_line, element_line, in_lines, statement_lines
from geo.join.table import AreaTable
from geo.scene.corridors import LINES, routes_of
from geo.scene.groups import SPREAD, is_spread
from geo.scene.marks import Symbol, UnplottedCarrier, once
from geo.scene.outlines import drawing_of
from geo.scene.symbol_points import Point, Standing, site_of, standing_of
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
    found = [
        replace(s, number=numbers.get(s.id.partition(":")[2], 0)) if s.kind in _MAJOR else s
        for s in found
    ]
    return tuple(once(found, lambda s: (s.kind, s.id.partition(":")[2], s.number)))


def _member(
    table: AreaTable,
    register: Register,
    theme: Theme,
    what: tuple[Element, Member, Standing],
    kind: str,
) -> Symbol:
    element, member, at = what
    return _symbol(
        theme,
        kind,
        at,
        id=f"{element.id}:{member.place_id}",
        label=Text(member.name, register.name(member.place_id).en),
        host=host_of(table, register, member.place_id),
        role=same(member.role),
        statements=(element_line(table.plan, element, inferred=member.inferred),),
    )


def _symbol(theme: Theme, kind: str, at: Standing, **told: Any) -> Symbol:
    """A symbol of a kind where it stands; its drawing and its grade follow from these."""
    return Symbol(
        kind=kind,
        lon=at.lon,
        lat=at.lat,
        drawing=drawing_of(theme, kind, at.grade),
        grade=at.grade,
        radius_m=at.radius_m,
        anchor_group=anchor_group(at),
        **told,
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
        _symbol(
            theme,
            kind,
            at,
            id=place_id,
            label=label,
            host=host_of(table, register, place_id),
            statements=lines,
        )
        for place_id, (kind, label, lines) in points.items()
        if (at := site_of(register, place_id))
    )
    unplotted = once(listed, lambda entry: (entry.label.zh, entry.host))
    order = list(dict.fromkeys(entry.host for entry in unplotted))
    return symbols, tuple(sorted(unplotted, key=lambda entry: order.index(entry.host)))


def _site(register: Register, row: Statement) -> tuple[str, Text]:
    """Where a row stands and its name; a facility told of a wider place has a name but no site."""
    wider = not isinstance(register.place(row.place_id), Hub)
    if wider and row.force == Force.FACILITY and not site_of(register, row.place_id):
        return "", same(row.carrier or row.term)
    return row.place_id, register.name(row.place_id)


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


def anchor_group(at: Standing) -> str:
    """The point that all places at (nearly) one point share."""
    return f"{at.lon:.{_SHARED}f},{at.lat:.{_SHARED}f}"


def carrier_statements(plan: Plan, carriers: Iterable[Carrier]) -> tuple[StatementLine, ...]:
    """Carriers of a place grouped by printed role and clause."""
    word = say("columns.carriers")
    groups = in_lines(carriers, lambda c: LineKey(c.clause, c.role))
    return tuple(
        carrier_line(plan, group, Text(key.topic or word.zh, word.en)) for key, group in groups
    )
