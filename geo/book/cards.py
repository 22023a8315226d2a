"""What a card tells: one place and one sector of a plan, and what the plan says of the two.

See DECISIONS 47.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.analysis.cities import plan_lines
from geo.book.facts import Park, parks_among
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import CARRIER, CityLine, Force, PlaceId, Scope, TermId
from geo.domain.text import Text
from geo.scene.map_kind import KINDS, PlanGround
from geo.sources.places.register import Register


@dataclass(frozen=True)
class Pair:
    """A place and a sector that the plan names together; ``region`` where only as one of many."""

    place_id: PlaceId
    sector: TermId
    region: bool = False


@dataclass(frozen=True)
class Card:
    """Everything on one card.

    ``count`` is the number of sub-sectors that are named for the place itself; ``lines`` what the
    plan says of it, then of districts and parks in it; ``parks`` carriers and parks that the map of
    the sector shows there; ``others`` the other places named for the sector, each with its count,
    most first; ``regions`` those that are spoken of as a whole.
    """

    pair: Pair
    place: Text
    short: Text
    sector: Text
    count: int
    lines: tuple[CityLine, ...]
    parks: tuple[Park, ...]
    others: tuple[tuple[Text, int], ...]
    regions: tuple[Text, ...]

    @property
    def slug(self) -> str:
        """Stable ASCII name: code of the place, then the sector, hyphens between words."""
        return f"{self.pair.place_id}-{self.pair.sector.replace('.', '-')}"


def pairs_of(plan: Plan) -> tuple[Pair, ...]:
    """Every place and sector that a binding row names together, in the order of the plan.

    What is said of a place as one of many makes a region card, unless it is named itself too.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> pairs = pairs_of(load_plan("future2024"))
    >>> len(pairs), sum(pair.region for pair in pairs)
    (45, 2)
    """
    order = [sector.id for sector in plan.taxonomy]
    rows = [r for r in plan.statements if r.force == Force.BINDING and r.sector]
    places = list(dict.fromkeys(r.place_id for r in rows))
    direct = {(r.place_id, r.sector) for r in rows if r.scope == Scope.DIRECT}
    every = direct | {(r.place_id, r.sector) for r in rows}
    pairs = (Pair(p, s, (p, s) not in direct) for p, s in every)
    return tuple(sorted(pairs, key=lambda x: (places.index(x.place_id), order.index(x.sector))))


def cards_of(ground: PlanGround, pairs: Iterable[Pair]) -> list[Card]:
    """The cards of some pairs of a plan."""
    plan, register = ground.plan, ground.world.register
    lines = [line for _, line in plan_lines(plan, register)]
    every = pairs_of(plan)
    return [_card(ground, pair, lines, every) for pair in pairs]


def _card(ground: PlanGround, pair: Pair, lines: Sequence[CityLine], every: Sequence[Pair]) -> Card:
    plan, register = ground.plan, ground.world.register
    place = register.place(pair.place_id)
    name = register.name(pair.place_id)
    counts = {p.place_id: _count(plan, p) for p in every if p.sector == pair.sector}
    direct = {p.place_id for p in every if p.sector == pair.sector and not p.region}
    others = [(_short(register, code), counts[code]) for code in direct - {pair.place_id}]
    return Card(
        pair=pair,
        place=name,
        short=place.short if isinstance(place, Area) else name,
        sector=plan.taxonomy.sector(pair.sector).name,
        count=counts[pair.place_id],
        lines=tuple(_lines(register, pair, lines)),
        parks=() if pair.region else tuple(_parks(ground, pair)),
        others=tuple(sorted(others, key=lambda x: (-x[1], x[0].zh))),
        regions=tuple(
            _short(register, code) for code in sorted(set(counts) - direct - {pair.place_id})
        ),
    )


def _count(plan: Plan, pair: Pair) -> int:
    """How many sub-sectors binding rows name for a pair."""
    rows = (r for r in plan.statements if r.force == Force.BINDING)
    own = (r for r in rows if (r.place_id, r.sector) == (pair.place_id, pair.sector))
    return len({r.subsector for r in own if r.subsector})


def _short(register: Register, place_id: str) -> Text:
    place = register.place(place_id)
    return place.short if isinstance(place, Area) else register.name(place_id)


def _lines(register: Register, pair: Pair, lines: Iterable[CityLine]) -> list[CityLine]:
    """Lines of the place itself, then of what lies in it."""
    mine = [
        x for x in lines if x.sector_id == pair.sector and x.force not in (CARRIER, Force.CONTEXT)
    ]
    own = [x for x in mine if x.place_id == pair.place_id]
    inside = [x for x in mine if x not in own and pair.place_id in register.hosts(x.place_id)]
    return [*own, *([] if pair.region else inside)]


def _parks(ground: PlanGround, pair: Pair) -> list[Park]:
    """Carriers and parks of the sector's map that lie in the place, or are the place."""
    register = ground.world.register
    carriers, rows = KINDS["sector"].sites(ground, pair.sector)
    parks = parks_among(ground, carriers, rows)
    return [p for p in parks if pair.place_id in (p.key, *register.hosts(p.host))]
