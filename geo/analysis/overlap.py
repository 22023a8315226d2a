"""Where all crowd, and what is given to no place: by the plan's text, not by output.

All measures here count what a document names. They say nothing of output, firms or employment.

See DECISIONS 42.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.analysis.gaps import Term, term
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.taxonomy import Sector, SubSector
from geo.texts.catalogue import say

Mentions = dict[tuple[Unit, str], int]


@dataclass(frozen=True)
class Crowd:
    """The places that take one sub-sector.

    ``places`` are areas and parks of which it is said directly; ``regions`` those of which it is
    said as a whole; ``members`` counts the areas inside these that do not take it themselves. The
    three are never added up.
    """

    term: Term
    count: int
    places: tuple[Unit, ...]
    regions: tuple[Unit, ...]
    members: int


@dataclass(frozen=True)
class Concentration:
    """How a sector's mentions spread over places, by the plan's text.

    ``mentions`` is the number of (place, sub-sector) pairs named directly; ``herfindahl`` their
    concentration (:func:`herfindahl`), 0 where there are none; ``effective`` its reciprocal, the
    number of places that would give it if all were alike.
    """

    sector: Term
    places: int
    mentions: int
    herfindahl: float
    effective: float


@dataclass(frozen=True)
class Share:
    """The weight of a sector in what a place names, against its weight in the whole plan.

    ``quotient`` is :func:`quotient`: above 1, the place names the sector more than the plan does.
    """

    place: Unit
    sector: str
    mentions: int
    share: float
    plan_share: float
    quotient: float


@dataclass(frozen=True)
class Overlap:
    """Crowding of every sub-sector; ``most`` and ``least`` hold the ids with the extreme counts.

    ``least`` is over sub-sectors that at least one place takes.
    """

    subsectors: tuple[Crowd, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]
    sectors: tuple[Concentration, ...]
    shares: tuple[Share, ...]
    basis_zh: str = say("basis.plan").zh
    basis_en: str = say("basis.plan").en


def herfindahl(mentions: list[int]) -> float:
    """Sum of squared shares, H = Σ (x_p / Σ x)², by the plan's text, not by output.

    1 where one place has all mentions, 1/n where n places have equally many, 0 without mentions.

    Examples
    --------
    >>> herfindahl([3, 1]), herfindahl([2, 2]), herfindahl([])
    (0.625, 0.5, 0.0)
    """
    whole = sum(mentions)
    return sum((x / whole) ** 2 for x in mentions) if whole else 0.0


def quotient(own: int, own_all: int, plan: int, plan_all: int) -> float:
    """Location-quotient-like share, (x_ps / x_p) / (x_s / x), by the plan's text, not by output.

    x_ps sub-sectors of sector s that place p names; x_p all that it names; x_s and x the same over
    all places. 0 where a divisor is 0.

    Examples
    --------
    >>> quotient(1, 2, 1, 4)
    2.0
    """
    return (own / own_all) / (plan / plan_all) if own_all and plan else 0.0


def overlap(base: PlanAnalysis) -> Overlap:
    """Crowding and concentration of a plan, by its text, not by output.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> found = overlap(analyse("future2024"))
    >>> found.most, next(c.count for c in found.subsectors if c.term.id == found.most[0])
    (('energy.storage',), 7)
    """
    matrix = base.matrix
    crowds = tuple(_crowd(base, sub.id) for sub in matrix.subsectors)
    counts = mentions(base)
    taken = [c.count for c in crowds if c.count]
    highest, lowest = max(taken, default=-1), min(taken, default=-1)
    return Overlap(
        subsectors=crowds,
        most=tuple(c.term.id for c in crowds if c.count == highest),
        least=tuple(c.term.id for c in crowds if c.count == lowest),
        sectors=tuple(_concentration(base, counts)),
        shares=tuple(_shares(counts)),
    )


def mentions(base: PlanAnalysis) -> Mentions:
    """Sub-sectors named directly, by place and sector; zeros are left out."""
    matrix = base.matrix
    pairs = ((unit, s.id) for unit in matrix.places() for s in matrix.sectors)
    return {(unit, s): n for unit, s in pairs if (n := matrix.cell(unit, s).count)}


def _crowd(base: PlanAnalysis, sub: str) -> Crowd:
    matrix = base.matrix
    places = matrix.holders(sub)
    covered = matrix.column_total(sub).collective
    return Crowd(term(base, sub), len(places), places, matrix.collective_holders(sub), covered)


def _concentration(base: PlanAnalysis, counts: Mentions) -> Iterable[Concentration]:
    by_sector: dict[str, list[int]] = {sector.id: [] for sector in base.matrix.sectors}
    for (_, sector), n in counts.items():
        by_sector[sector].append(n)
    for sector, own in by_sector.items():
        index = herfindahl(own)
        effective = 1 / index if index else 0.0
        places = len(base.matrix.holders(sector))
        yield Concentration(term(base, sector), places, sum(own), index, effective)


def _shares(counts: Mentions) -> Iterable[Share]:
    by_place: Counter[Unit] = Counter()
    by_sector: Counter[str] = Counter()
    for (unit, sector), n in counts.items():
        by_place[unit] += n
        by_sector[sector] += n
    whole = sum(by_place.values())
    for (unit, sector), own in counts.items():
        own_all, plan = by_place[unit], by_sector[sector]
        ratio = quotient(own, own_all, plan, whole)
        yield Share(unit, sector, own, own / own_all, plan / whole, ratio)


@dataclass(frozen=True)
class Unplaced:
    """A sector or sub-sector without a place, and what the plan says of it all the same.

    ``whole`` are statements of the whole territory, ``built`` those of facilities.
    """

    term: Sector | SubSector
    whole: tuple[Statement, ...]
    built: tuple[Statement, ...]


def placed_terms(plan: Plan) -> frozenset[str]:
    """Ids of what is given to a place: the territory as a whole, or a facility alone, is none.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> plan = load_plan("future2024")
    >>> "space" in placed_terms(plan), "space.commercial" in placed_terms(plan)
    (True, False)
    """
    rows = [r for r in plan.statements if r.force == Force.BINDING]
    given = [r for r in rows if r.place_id != plan.territory]
    return frozenset(term for r in given for term in (r.sector, r.subsector) if term)


def unplaced(plan: Plan) -> tuple[Unplaced, ...]:
    """What the plan gives to no place, sector by sector.

    What it says nothing of at all is a finding only where it hands its sectors out to places
    (``void_maps``).

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> [one.term.zh for one in unplaced(load_plan("future2024"))]
    ['高速全光通信', '类脑智能', '商业航天', '量子通信']
    """
    placed = placed_terms(plan)
    open_ = [_told(plan, term) for term in plan.taxonomy.in_order if term.id not in placed]
    return tuple(one for one in open_ if one.whole or one.built or plan.wishes.voids)


def _told(plan: Plan, term: Sector | SubSector) -> Unplaced:
    own = [r for r in plan.statements if term.id in (r.subsector or r.sector, r.subsector)]
    binding = (r for r in own if r.force == Force.BINDING)
    built = (r for r in own if r.force == Force.FACILITY)
    return Unplaced(term, tuple(binding), tuple(built))
