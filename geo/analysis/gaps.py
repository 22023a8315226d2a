"""What nobody took: open sub-sectors, empty places, carriers and nodes without a hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.analysis.crosswalk import TermLinks, term_links
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.places import Hub, Outside, Zone
from geo.domain.text import Text


@dataclass(frozen=True)
class Term:
    """A sector or sub-sector with its sector and names."""

    id: str
    sector: str
    name: Text


@dataclass(frozen=True)
class Held:
    """A sector or sub-sector with the places concerned (rows of the matrix)."""

    term: Term
    places: tuple[Unit, ...]


@dataclass(frozen=True)
class FocusOnly:
    """A place that states a sector without naming one of its sub-sectors."""

    place: Unit
    sector: Term
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class CarrierGap:
    """A carrier of the plan with what it lacks."""

    carrier: str
    listed_under: Text
    clause: str
    address: str


@dataclass(frozen=True)
class Node:
    """A place in the spatial structure of which the plan states no sector."""

    element: Text
    place_id: str
    place: Text
    role: str
    inferred: bool
    clause: str


@dataclass(frozen=True)
class Elsewhere:
    """A sub-sector that this plan leaves open and another plan gives to places."""

    term: Term
    plan: str
    plan_name: Text
    other_term: Term
    places: tuple[Unit, ...]
    clauses: tuple[str, ...]
    where: Text


@dataclass(frozen=True)
class Gaps:
    """Every gap of a plan; the fields are the keys of the JSON output.

    A sector or sub-sector is in one of four states. Some area or park takes it; or it is said of a
    region or a park as a whole only (``collective_only``), and no text says which place carries it;
    or of nothing smaller than the territory or a zone (``whole_only``); or not at all
    (*unassigned*). A sub-sector that only a named facility
    is tied to is unassigned and stands in ``facility_only_subsectors`` too.

    ``places_without_anything`` are areas of the level of which no sector is stated, not directly
    and not collectively, and in which no park states one; ``places_collective_only`` those for
    which only a region speaks, ``places_whole_only`` those for which only the whole does;
    ``places_with_sites_only`` those in which only parks do.
    ``carriers_without_host`` lie in no prefecture of the register; ``unplotted_carriers`` have no
    point. ``structure_nodes_without_sector`` leaves out Hong Kong, Macao and what lies beyond.
    """

    unassigned_sectors: tuple[Term, ...]
    unassigned_subsectors: tuple[Term, ...]
    whole_only_sectors: tuple[Held, ...]
    whole_only_subsectors: tuple[Held, ...]
    collective_only_sectors: tuple[Held, ...]
    collective_only_subsectors: tuple[Held, ...]
    facility_only_subsectors: tuple[Held, ...]
    focus_without_subsector: tuple[FocusOnly, ...]
    single_place_subsectors: tuple[Held, ...]
    places_without_anything: tuple[Unit, ...]
    places_whole_only: tuple[Unit, ...]
    places_collective_only: tuple[Unit, ...]
    places_with_sites_only: tuple[Unit, ...]
    carriers_without_host: tuple[CarrierGap, ...]
    unplotted_carriers: tuple[CarrierGap, ...]
    structure_nodes_without_sector: tuple[Node, ...]
    open_here_assigned_elsewhere: tuple[Elsewhere, ...]


def gaps(
    base: PlanAnalysis, others: Sequence[PlanAnalysis] = (), crosswalk: TermLinks | None = None
) -> Gaps:
    """The gaps of a plan.

    Parameters
    ----------
    others
        Plans to look in for what this one leaves open.
    crosswalk
        Links between terms; the packaged table by default.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> [t.name.zh for t in gaps(analyse("future2024")).unassigned_subsectors]
    ['高速全光通信', '类脑智能', '商业航天', '量子通信']
    """
    matrix, links = base.matrix, crosswalk or term_links()
    subs = [s.id for s in matrix.subsectors]
    taken = {t.id: matrix.holders(t.id) for t in base.plan.taxonomy.terms}
    common = {t: units for t in taken if (units := matrix.collective_holders(t))}
    shared = [Held(term(base, t), units) for t, units in common.items() if not taken[t]]
    whole = [h for h in shared if _whole(base, (u.id for u in h.places))]
    regional = [h for h in shared if h not in whole]
    void = [s for s in subs if not taken[s] and s not in common]
    single = [s for s in subs if len(taken[s]) == 1]
    built = {s: matrix.holders(s, ("facility",), wide=True) for s in void}
    areas = (u for u in matrix.of_kind("area") if u.level == base.table.level)
    silent = [a for a in areas if not matrix.sectors_of(a)]
    spoken = [a for a in silent if matrix.row_total(a).collective]
    said_of = {a: [matrix.cell(a, s.id).cell.collective for s in matrix.sectors] for a in spoken}
    alike = [a for a in spoken if _whole(base, (r.place_id for rs in said_of[a] for r in rs))]
    hosts = {host for site in matrix.of_kind("site") for host in base.register.hosts(site.id)}
    open_sectors = (s.id for s in matrix.sectors if not taken[s.id] and s.id not in common)
    return Gaps(
        unassigned_sectors=tuple(term(base, s) for s in open_sectors),
        unassigned_subsectors=tuple(term(base, s) for s in void),
        whole_only_sectors=tuple(h for h in whole if h.term.id not in subs),
        whole_only_subsectors=tuple(h for h in whole if h.term.id in subs),
        collective_only_sectors=tuple(h for h in regional if h.term.id not in subs),
        collective_only_subsectors=tuple(h for h in regional if h.term.id in subs),
        facility_only_subsectors=tuple(Held(term(base, s), built[s]) for s in void if built[s]),
        focus_without_subsector=tuple(_focus_only(base)),
        single_place_subsectors=tuple(Held(term(base, s), taken[s]) for s in single),
        places_without_anything=tuple(a for a in silent if a not in spoken and a.id not in hosts),
        places_whole_only=tuple(alike),
        places_collective_only=tuple(a for a in spoken if a not in alike),
        places_with_sites_only=tuple(a for a in silent if a not in spoken and a.id in hosts),
        carriers_without_host=tuple(_carriers(base, hosted=False)),
        unplotted_carriers=tuple(_carriers(base, hosted=True)),
        structure_nodes_without_sector=tuple(_nodes(base)),
        open_here_assigned_elsewhere=tuple(
            found for s in void for other in others for found in _elsewhere(base, s, other, links)
        ),
    )


def term(base: PlanAnalysis, term_id: str) -> Term:
    """A sector or sub-sector of the plan."""
    taxonomy = base.plan.taxonomy
    return Term(term_id, taxonomy.sector_of(term_id), taxonomy.name(term_id))


def _whole(base: PlanAnalysis, place_ids: Iterable[str]) -> bool:
    """Whether all are the territory, or zones that are spoken of as a whole."""
    places = (base.register.place(i) for i in place_ids if i != base.plan.territory)
    return all(isinstance(place, Zone) for place in places)


def _focus_only(base: PlanAnalysis) -> Iterable[FocusOnly]:
    matrix = base.matrix
    for unit in matrix.of_kind("area", "site"):
        for sector in matrix.sectors:
            cell = matrix.cell(unit, sector.id)
            if cell.state == "focus":
                own = dict.fromkeys(r.clause for r in cell.cell.rows if r.clause)
                yield FocusOnly(unit, term(base, sector.id), tuple(own))


def _carriers(base: PlanAnalysis, *, hosted: bool) -> Iterable[CarrierGap]:
    """Carriers without a prefecture, or (``hosted``) with one but without a point."""
    register = base.register
    for carrier in base.plan.carriers:
        place_id = carrier.hub or carrier.place_id
        hub = register.place(carrier.hub) if carrier.hub else None
        plotted = isinstance(hub, Hub) and hub.plotted
        has_host = bool(register.host_prefecture(place_id))
        if has_host is hosted and not (hosted and plotted):
            under = register.name(carrier.place_id)
            yield CarrierGap(carrier.name, under, carrier.clause, carrier.address)


def _nodes(base: PlanAnalysis) -> Iterable[Node]:
    register, matrix = base.register, base.matrix
    rows = {u.id: u for u in matrix.of_kind("area", "region", "site")}
    for element in base.plan.structure.elements:
        for member in element.members:
            place = register.place(member.place_id)
            beyond = isinstance(place, Outside) or "sar" in place.levels
            unit = rows.get(member.place_id)
            spoken = unit and (matrix.row_total(unit).stating or matrix.row_total(unit).collective)
            if beyond or spoken:
                continue
            yield Node(
                element=element.name,
                place_id=member.place_id,
                place=place.name,
                role=member.role,
                inferred=member.inferred,
                clause=element.clause,
            )


def _elsewhere(
    base: PlanAnalysis, sub: str, other: PlanAnalysis, crosswalk: TermLinks
) -> Iterable[Elsewhere]:
    related = crosswalk.related(base.plan, sub, other.plan)
    for match in (t for t, relation in related.items() if relation == "same"):
        spoken = (*other.matrix.holders(match), *other.matrix.collective_holders(match))
        units = tuple(u for u in spoken if u.id != other.plan.territory)
        if not units:
            continue
        clauses = dict.fromkeys(c for u in units for c in other.matrix.cell(u, match).clauses)
        yield Elsewhere(
            term=term(base, sub),
            plan=other.plan.key,
            plan_name=other.plan.short,
            other_term=term(other, match),
            places=units,
            clauses=tuple(clauses),
            where=other.plan.locators(clauses),
        )
