"""Two or more places side by side: what they share, what each has alone, where it sits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geo.analysis.gaps import Term, term
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis, carriers_of, find_unit
from geo.errors import CallError, Fault


@dataclass(frozen=True)
class Standing:
    """How the places of a comparison stand to one sector or sub-sector.

    ``states`` are in the order of the places; ``holders`` the ids of those that take it themselves;
    ``clauses`` per place.
    """

    term: Term
    level: str
    states: tuple[str, ...]
    holders: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Side:
    """One place of a comparison: what it alone has, and its carriers."""

    place: Unit
    only_sectors: tuple[str, ...]
    only_subsectors: tuple[str, ...]
    carriers: tuple[str, ...]
    carriers_open_ended: bool
    carrier_clauses: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Places side by side.

    ``shared_*`` is what all of them take; ``some_subsectors`` what more than one, but not all take;
    ``terms`` every sector and sub-sector that any of them is in, in taxonomy order, collective
    states included.
    """

    sides: tuple[Side, ...]
    shared_sectors: tuple[str, ...]
    shared_subsectors: tuple[str, ...]
    some_subsectors: tuple[str, ...]
    terms: tuple[Standing, ...]


def compare(base: PlanAnalysis, places: Sequence[str]) -> Comparison:
    """Places side by side; regions compare by what is said of them as a whole.

    Raises
    ------
    CallError
        Fewer than two different places.
    UnknownNameError
        A place is unknown, or the plan states nothing of it.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> compare(analyse("future2024"), ["广州", "深圳"]).shared_subsectors
    ('life.cell_gene', 'life.brain', 'space.low_altitude')
    """
    units = list(dict.fromkeys(find_unit(base, place) for place in places))
    if len(units) < 2:
        zh, en = "请给出至少两个不同的地方", "name at least two different places"
        raise CallError(Fault("", zh, en, " ".join(places)))
    terms = tuple(standings(base, units))

    def held(level: str, wanted: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
        found = (s for s in terms if s.level == level and wanted(s.holders))
        return tuple(s.term.id for s in found)

    def side(unit: Unit) -> Side:
        carriers = carriers_of(base, unit)
        return Side(
            place=unit,
            only_sectors=held("sector", lambda by: by == (unit.id,)),
            only_subsectors=held("subsector", lambda by: by == (unit.id,)),
            carriers=tuple(c.name for c in carriers),
            carriers_open_ended=any(c.open_ended for c in carriers),
            carrier_clauses=tuple(dict.fromkeys(c.clause for c in carriers if c.clause)),
        )

    return Comparison(
        sides=tuple(side(unit) for unit in units),
        shared_sectors=held("sector", lambda by: len(by) == len(units)),
        shared_subsectors=held("subsector", lambda by: len(by) == len(units)),
        some_subsectors=held("subsector", lambda by: 1 < len(by) < len(units)),
        terms=terms,
    )


def standings(base: PlanAnalysis, units: Sequence[Unit]) -> Iterable[Standing]:
    """Every sector and sub-sector that any of some places is in, in taxonomy order.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> base = analyse("space2024")
    >>> one = next(iter(standings(base, base.matrix.places())))
    >>> one.level, len(one.states) == len(base.matrix.places())
    ('sector', True)
    """
    sectors = {s.id for s in base.matrix.sectors}
    for one in base.plan.taxonomy.in_order:
        cells = [base.matrix.cell(unit, one.id) for unit in units]
        if any(c.state != "not_named" for c in cells):
            yield Standing(
                term=term(base, one.id),
                level="sector" if one.id in sectors else "subsector",
                states=tuple(c.state for c in cells),
                holders=tuple(c.unit.id for c in cells if c.holds(wide=True)),
                clauses=tuple(c.clauses for c in cells),
            )
