"""What a plan gives to no place: sectors told of its whole territory only, or of nothing.

See DECISIONS 42.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.taxonomy import Sector, SubSector


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
