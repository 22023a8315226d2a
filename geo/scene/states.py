"""The state of every area on one map: one function per kind of map, one answer per area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.domain.places import Area
from geo.domain.statement import Scope, Statement
from geo.domain.structure import Element, Member
from geo.domain.text import Text
from geo.join.table import AreaTable, Cell
from geo.scene.scene import StatementLine
from geo.scene.statements import carrier_statements, clause_locator, statements
from geo.scene.texts import say
from geo.sources.places.register import Register
from geo.spec.mapspec import MapSpec

BREADTH_EDGES = (1, 4, 7, 10)  # lower ends of the four classes, closed on the left


@dataclass(frozen=True)
class AreaState:
    """State, the number it counts, its words, and the statements behind it."""

    state: str
    count: int
    words: Text
    statements: tuple[StatementLine, ...] = ()


def area_state(spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    """The state of one area on one map.

    Raises
    ------
    KeyError
        The spec's kind is unknown (specs are checked before they reach this).
    """
    return _BY_KIND[spec.kind](spec, table, register, area)


def _say_cell(cell: Cell, table: AreaTable, register: Register, sub: bool) -> AreaState:
    lines = statements(table.plan, register, [*cell.rows, *cell.collective])
    if cell.state == "named":
        n = min(cell.count, 4)
        key = "named_sub" if sub else "named"
        state = "named-1" if sub else f"named-{n}"
        return AreaState(state, cell.count, say(f"state_text.{key}", n=cell.count), lines)
    return AreaState(cell.state, 0, say(f"state_text.{cell.state}"), lines)


def _sector(spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    found = _say_cell(table.cell(area.adcode, spec.subject), table, register, sub=False)
    return _with_sites(found, spec, table, register, area)


def _subsector(spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    found = _say_cell(table.subcell(area.adcode, spec.subject), table, register, sub=True)
    return _with_sites(found, spec, table, register, area)


def _with_sites(
    found: AreaState, spec: MapSpec, table: AreaTable, register: Register, area: Area
) -> AreaState:
    """Add what is said of parks and zones inside the area; they never change its state."""
    rows = [
        r
        for r in table.points.get(register.host_prefecture(area.adcode), ())
        if getattr(r, spec.kind) == spec.subject and area.adcode in register.hosts(r.place_id)
    ]
    if not rows:
        return found
    words = found.words
    if found.state == "not_named":
        words = say("state_text.points", n=len({r.place_id for r in rows}))
    lines = found.statements + statements(table.plan, register, rows, by_place=True)
    return AreaState(found.state, found.count, words, lines)


def all_rows(table: AreaTable, adcode: str) -> list[Statement]:
    """Every assignment behind the cells of an area, direct before collective, in plan order."""
    cells = [table.cell(adcode, s.id) for s in table.plan.taxonomy]
    rows = [r for cell in cells for r in cell.rows]
    return [*rows, *(r for cell in cells for r in cell.collective)]


def _breadth(_spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    n = len(table.subsectors_of(area.adcode))
    sectors = len(table.sectors_of(area.adcode))
    lines = statements(table.plan, register, all_rows(table, area.adcode))
    if n:
        words = say("state_text.breadth", s=sectors, n=n)
        return AreaState(f"named-{sum(n >= edge for edge in BREADTH_EDGES)}", n, words, lines)
    if sectors:
        return AreaState("focus", 0, say("state_text.breadth", s=sectors, n=0), lines)
    state = "collective" if lines else "not_named"
    return AreaState(state, 0, say(f"state_text.{state}"), lines)


def carriers_of(table: AreaTable, register: Register, adcode: str) -> list[int]:
    """Indices of the plan's carriers that lie in an area (by their registered place.

    Else by their city).
    """
    return [
        i
        for i, carrier in enumerate(table.plan.carriers)
        if adcode in register.hosts(carrier.hub or carrier.place_id)
    ]


def _carriers(_spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    own = [table.plan.carriers[i] for i in carriers_of(table, register, area.adcode)]
    host = register.host_prefecture(area.adcode)
    rows = [
        row for row in table.points.get(host, ()) if area.adcode in register.hosts(row.place_id)
    ]
    sites = statements(table.plan, register, rows, by_place=True)
    lines = (*carrier_statements(table.plan, own), *sites)
    n = len({c.hub or c.name for c in own} | {r.place_id for r in rows})
    if n:
        return AreaState("named-1", n, say("state_text.carriers", n=n), lines)
    return AreaState("not_named", 0, say("state_text.not_named"))


def _structure(_spec: MapSpec, table: AreaTable, register: Register, area: Area) -> AreaState:
    own: list[tuple[Element, Member]] = []
    common: list[tuple[Element, Member]] = []
    for element in table.plan.structure.elements:
        for member in element.members:
            if area.adcode in register.hosts(member.place_id):
                stated = not member.inferred and element.kind != "other"
                (own if stated else common).append((element, member))
    rows = all_rows(table, area.adcode)
    direct = [r for r in rows if r.scope == Scope.DIRECT and r.place_id == area.adcode]
    lines = _memberships(table, own + common) + statements(table.plan, register, rows)
    if own or direct:
        return AreaState("named-1", len(own), say("state_text.structure"), lines)
    inside = any(element.kind != "other" for element, _ in common) or rows
    state = "collective" if inside else "not_named"
    return AreaState(state, 0, say(f"state_text.{state}"), lines)


def _memberships(
    table: AreaTable, pairs: list[tuple[Element, Member]]
) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(
            heading=Text(element.name_zh, element.name_en or element.name_zh),
            terms=(Text(member.role or member.name, member.role or member.name),),
            clause=element.clause,
            locator=clause_locator(table.plan, element.clause),
            flags=("inferred",) if member.inferred else (),
        )
        for element, member in pairs
    )


_BY_KIND: dict[str, Callable[[MapSpec, AreaTable, Register, Area], AreaState]] = {
    "sector": _sector,
    "subsector": _subsector,
    "breadth": _breadth,
    "carriers": _carriers,
    "structure": _structure,
}
