"""A plan with the places, the joined table and the matrix that every analysis reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.analysis.matrix import Matrix, MatrixCell, Unit
from geo.domain.card import Brief
from geo.domain.places import Ambiguous, Area, Match, Region
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Scope, Statement
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text
from geo.errors import Fault, UnknownNameError
from geo.join.attach import StatementsOf, attach, cells_of
from geo.join.table import AreaTable
from geo.nearest import nearest
from geo.sources.places.missing import missing, readings
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register


@dataclass(frozen=True, repr=False, eq=False)
class PlanAnalysis(Brief):
    """What an analysis stands on: plan, register with the plan's own places, joined table.

    It is equal to itself alone, so that what is made of it can be kept by it.
    """

    plan: Plan
    register: Register
    table: AreaTable

    @cached_property
    def matrix(self) -> Matrix:
        """Places against sectors and sub-sectors: computed once, read by every other analysis."""
        return coverage(self.table, self.register)

    def label(self, unit: Unit) -> Text:
        """Short name of an area; wider areas and parks have none."""
        return self.register.short_name(unit.id) if unit.kind == "area" else unit.name

    @cached_property
    def positions(self) -> Mapping[Statement, Sequence[int]]:
        """Where each statement stands in the plan, from 0; equal ones stand in all their places."""
        found: dict[Statement, list[int]] = {}
        for i, row in enumerate(self.plan.statements):
            found.setdefault(row, []).append(i)
        return found


def analyse(
    plan: PlanAnalysis | Plan | str | Path, register: Register | None = None, level: str = ""
) -> PlanAnalysis:
    """Join a plan for analysis.

    Parameters
    ----------
    plan
        A plan, the key of a packaged one, or a folder; what is joined already stays as it is.
    register
        The register with the plan's own places; by default the packaged one with those added.
    level
        ``prefecture`` or ``county``; by default the plan's own.

    Examples
    --------
    >>> len(analyse("future2024").table.areas)
    21
    """
    if isinstance(plan, PlanAnalysis):
        return plan
    loaded = plan if isinstance(plan, Plan) else load_plan(plan)
    if register is None:
        register = plan_register(loaded)
    return PlanAnalysis(loaded, register, attach(loaded, register, level))


def carriers_of(base: PlanAnalysis, unit: Unit) -> tuple[Carrier, ...]:
    """Carriers that lie in a place by their registered site, else by the city they stand under."""
    hosts = base.register.hosts
    return tuple(c for c in base.plan.carriers if unit.id in hosts(c.hub or c.place_id))


def coverage(table: AreaTable, register: Register) -> Matrix:
    """The matrix of a plan.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> base = analyse("future2024")
    >>> matrix = coverage(base.table, base.register)
    >>> matrix.column_total("space").named, matrix.column_total("space").collective
    (7, 12)
    """
    units = [_unit(register, area.adcode, "area", table.level) for area in table.areas]
    units += [_unit(register, area.adcode, "area") for area in table.finer]
    found = {"area": {**table.cells, **table.subcells}}
    without: list[Unit] = []
    for kind, rows in _own_rows(table, register, {u.id for u in units}).items():
        cells, subcells = cells_of(table.plan, rows, *_by_scope(kind, rows))
        found[kind] = {**cells, **subcells}
        with_sector = {place_id for place_id, _ in cells}
        for place_id in rows:
            unit = _unit(register, place_id, kind)
            if place_id in with_sector:
                units.append(unit)
            elif kind != "facility":
                without.append(unit)
    by_place = {(unit.kind, unit.id): unit for unit in units}
    filled = {
        (kind, place_id, term): MatrixCell(by_place[kind, place_id], term, cell)
        for kind, cells in found.items()
        for (place_id, term), cell in cells.items()
    }
    return Matrix(table.plan.taxonomy.sectors, tuple(units), filled, tuple(without))


def _own_rows(table: AreaTable, register: Register, known: set[str]) -> dict[str, StatementsOf]:
    """Statements about places that are not areas of the table, by the kind of row they make."""
    rows: dict[str, StatementsOf] = {
        kind: defaultdict(list) for kind in ("region", "site", "facility")
    }
    for row in table.plan.statements:
        if row.force == Force.FACILITY:
            rows["facility"][row.place_id].append(row)
        elif row.force == Force.BINDING and row.place_id not in known:
            wide = isinstance(register.place(row.place_id), Area | Region)
            rows["region" if wide else "site"][row.place_id].append(row)
    return rows


def _by_scope(kind: str, rows: StatementsOf) -> tuple[StatementsOf, StatementsOf]:
    """What is said of each place itself, and as a whole; of a region all is said as a whole."""

    def own(row: Statement) -> bool:
        return row.scope == Scope.DIRECT and kind != "region"

    direct = {place_id: [r for r in said if own(r)] for place_id, said in rows.items()}
    return direct, {place_id: [r for r in said if not own(r)] for place_id, said in rows.items()}


def _unit(register: Register, place_id: str, kind: str, level: str = "") -> Unit:
    level = level or register.place(place_id).levels[0]
    return Unit(place_id, kind, level, register.name(place_id), register.host_prefecture(place_id))


_ANY_TERM = Text("领域或细分产业", "sector or sub-sector")


def find_unit(base: PlanAnalysis, name: str) -> Unit:
    """The row of the matrix that a person calls by adcode, id, Chinese or English name.

    Raises
    ------
    UnknownNameError
        Nothing has the name, several places have it, or the plan says nothing of the place.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> find_unit(analyse("future2024"), "Guangzhou").id
    '440100'
    """
    found = base.register.find(name, base.table.level)
    units = base.matrix.of_kind("area", "region", "site")
    if isinstance(found, Match):
        for unit in units:
            if unit.id in (found.id, getattr(found.place, "hub", "")):
                return unit
        listed = tuple(u.name.zh for u in base.matrix.places(wide=True))[:5]
        zh, en = "规划没有给这个地方安排领域", "the plan states no sector of this place"
        raise UnknownNameError(Fault(base.plan.key, zh, en, name, listed))
    if isinstance(found, Ambiguous):
        listed = readings(base.register, found)
        zh, en = "有多处同名，请用编号", "several places have this name; give the id"
        raise UnknownNameError(Fault(base.plan.key, zh, en, name, listed))
    said = missing(base.register, name)
    raise UnknownNameError(Fault(base.plan.key, said.zh, said.en, name, said.nearest))


def find_term(
    plan: Plan,
    name: str,
    terms: Sequence[Sector | SubSector] = (),
    called: Text = _ANY_TERM,
) -> str:
    """Id of the sector or sub-sector that a person calls by id, Chinese or English name.

    A sub-sector comes before a sector of the same name. ``terms`` are those that may be meant, all
    by default, and ``called`` what these are called together.

    Raises
    ------
    UnknownNameError
        There is none; the nearest are named.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> find_term(load_plan("future2024"), "低空经济")
    'space.low_altitude'
    >>> find_term(load_plan("future2024"), "未來空間")
    'space'
    """
    taxonomy = plan.taxonomy
    own = {term.id: term for term in terms or taxonomy.terms}
    names = {normalise_key(v.zh): v.of for v in taxonomy.variants if v.of in own}
    for term in own.values():
        names |= {normalise_key(n): term.id for n in (term.en, term.zh, term.id)}
    key = normalise_key(name)
    if key in names:
        return names[key]
    near = dict.fromkeys(names[k] for k in nearest(key, names, 6))
    first = [s.id for s in taxonomy if s.id in own] or list(own)
    listed = tuple(f"{t} {own[t].zh}" for t in list(near)[:3] or first[:8])
    zh, en = f"规划中没有这个{called.zh}", f"the plan has no such {called.en}"
    raise UnknownNameError(Fault(plan.key, zh, en, name, listed))
