"""Lay a plan on the ground: assignments to areas, each cell in one state; corridors to walk on.

See DECISIONS 16.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from geo.domain.places import Area, Region, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.structure import Element, Member
from geo.errors import Fault, PlanError
from geo.join.placing import Grid, Reach
from geo.join.table import AreaTable, Cell, Tally
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

_COLOURS = (Reach.DIRECT, Reach.COLLECTIVE, Reach.EVERYWHERE)
StatementsOf = dict[str, list[Statement]]
Cells = dict[tuple[str, str], Cell]


def attach(plan: Plan, register: Register, level: str = "") -> AreaTable:
    """Join a plan to the areas of its territory: one row per area, named or not.

    Parameters
    ----------
    plan
        A plan whose places are all registered; :func:`geo.sources.plans.folder.load_plan` sees to.
    register
        The register of places; members of regions come from it.
    level
        ``prefecture`` or ``county``; by default the plan's own level.

    Returns
    -------
    AreaTable
        m rows for m areas of the territory, in adcode order. Rows about a coarser place than the
        level (a city on a county map) count as collective for its parts; rows about a finer area
        add it as an area of its own if they state a sector of it alone, and never colour what
        contains it; rows about parks and zones are points.
    """
    level = level or plan.level
    areas = territory_areas(register, plan.territory, level)
    grid = Grid(register, areas)
    direct: StatementsOf = defaultdict(list)
    shared: StatementsOf = defaultdict(list)
    points: StatementsOf = defaultdict(list)
    for row in plan.statements:
        finer_placings = grid.finer(row) if row.sector else ()
        for code, reach in (*grid.placed(row), *finer_placings):
            if reach in _COLOURS:
                (direct if reach == Reach.DIRECT else shared)[code].append(row)
        wide = isinstance(register.place(row.place_id), Area | Region)
        if row.force == Force.FACILITY or (row.force == Force.BINDING and not wide):
            points[register.host_prefecture(row.place_id)].append(row)
    named = set(direct) - {area.adcode for area in areas}
    finer = tuple(_area(register, adcode) for adcode in sorted(named))
    cells, subcells = cells_of(plan, [a.adcode for a in (*areas, *finer)], direct, shared)
    return AreaTable(
        plan=plan,
        level=level,
        areas=areas,
        finer=finer,
        cells=cells,
        subcells=subcells,
        points={adcode: tuple(rows) for adcode, rows in sorted(points.items())},
        zones=_zones(register, (*areas, *finer), (r for rows in points.values() for r in rows)),
        tally=_tally(plan),
    )


def territory_areas(register: Register, territory: str, level: str) -> tuple[Area, ...]:
    """Areas of a level inside a territory, in adcode order.

    The territory itself if it is of the level.
    """
    return tuple(a for a in register.areas(level) if territory in register.hosts(a.adcode))


def named_zones(register: Register, rows: Iterable[Statement]) -> tuple[Zone, ...]:
    """Zones that rows name, themselves or by the point that marks them, by id."""
    named = {row.place_id for row in rows}
    places = (p for p in register.places.values() if isinstance(p, Zone))
    return tuple(sorted((z for z in places if named & {z.id, z.hub}), key=lambda zone: zone.id))


def _zones(
    register: Register, areas: Iterable[Area], rows: Iterable[Statement]
) -> dict[str, tuple[Zone, ...]]:
    """Zones that are named, by every area that holds or runs one."""
    held: dict[str, list[Zone]] = {area.adcode: [] for area in areas}
    for zone in named_zones(register, rows):
        for code in register.hosts(zone.id):
            if code in held:
                held[code].append(zone)
    return {adcode: tuple(found) for adcode, found in held.items() if found}


def _tally(plan: Plan) -> Tally:
    shown = len(plan.statements)
    read = plan.read.get("assignments", shown)
    context = sum(row.force == Force.CONTEXT for row in plan.statements)
    return Tally(read=read, shown=shown, rejected=0, merged=read - shown, context=context)


def _area(register: Register, adcode: str) -> Area:
    place = register.place(adcode)
    assert isinstance(place, Area)  # noqa: S101  (only areas are keyed by adcode)
    return place


def cells_of(
    plan: Plan, places: Iterable[str], direct: StatementsOf, shared: StatementsOf
) -> tuple[Cells, Cells]:
    """The cells of places by (place, sector) and by (place, sub-sector).

    ``direct`` is what the plan says of each place itself, ``shared`` what it says of a region or
    set that the place belongs to.
    """
    cells: Cells = {}
    subcells: Cells = {}
    orders = {sector.id: [sub.id for sub in sector.subsectors] for sector in plan.taxonomy}
    for place in places:
        own, common = (_by_sector(said.get(place, ())) for said in (direct, shared))
        for sector in (s for s in orders if s in own or s in common):
            mine, ours, order = own.get(sector, []), common.get(sector, []), orders[sector]
            cells[place, sector] = _cell(mine, ours, order)
            for sub in order:
                here = [r for r in mine if r.subsector == sub]
                there = [r for r in ours if r.subsector == sub]
                if here or there:
                    subcells[place, sub] = _cell(here, there, order)
    return cells, subcells


def _by_sector(rows: Iterable[Statement]) -> StatementsOf:
    found: StatementsOf = {}
    for row in rows:
        found.setdefault(row.sector, []).append(row)
    return found


def _cell(own: Sequence[Statement], common: Sequence[Statement], order: Sequence[str]) -> Cell:
    taken = {row.subsector for row in own}
    named = tuple(sub for sub in order if sub in taken)
    state = "named" if named else "focus" if own else "collective"
    return Cell(state, named, tuple(own), tuple(common))


Neighbours = Mapping[str, frozenset[str]]


def adjacency(shapes: Mapping[str, BaseGeometry]) -> Neighbours:
    """Codes of the areas that touch or meet each area.

    Examples
    --------
    >>> from shapely import box
    >>> found = adjacency({"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1), "c": box(5, 0, 6, 1)})
    >>> sorted(found["a"]), sorted(found["c"])
    (['b'], [])
    """
    codes = sorted(shapes)
    tree = STRtree([shapes[code] for code in codes])
    found: dict[str, set[str]] = {code: set() for code in codes}
    for one, other in zip(*tree.query(tree.geometries, predicate="intersects"), strict=True):
        if one != other:
            found[codes[one]].add(codes[other])
    return {code: frozenset(near) for code, near in found.items()}


def check_corridors(plan: Plan, register: Register, boundaries: Boundaries) -> None:
    """Nothing, or one error with every gap in the corridors of a plan.

    Raises
    ------
    PlanError
        Members that follow each other lie in areas that do not touch; names both and the clause.
    """
    corridors = plan.structure.of_kind("corridor")
    if not corridors:
        return
    layers = boundaries.layers
    near = adjacency({**layers["prefectures"], **layers["sars"]})
    faults = [fault for element in corridors for fault in _gaps(element, register, near)]
    if faults:
        raise PlanError(faults)


def _gaps(element: Element, register: Register, near: Neighbours) -> Iterator[Fault]:
    on_it = [m for m in element.members if not m.optional]
    for one, other in pairwise(on_it):
        here, there = _ground_of(register, one), _ground_of(register, other)
        if here != there and there not in near.get(here, frozenset()):
            middle = near.get(here, frozenset()) & near.get(there, frozenset())
            between = tuple(register.name(code).zh for code in sorted(middle))
            yield Fault(
                f"structure.csv {element.clause}",
                f"“{element.name_zh}”上相邻的两点所在地互不接壤，中间缺一站",
                f"neighbours on the corridor {element.id} lie in areas that do not touch",
                f"{one.name}→{other.name}",
                between,
            )


def _ground_of(register: Register, member: Member) -> str:
    return register.host_prefecture(member.place_id) or member.place_id
