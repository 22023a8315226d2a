"""How a city or district stands among the others of a plan: whom it resembles, what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.analysis.matrix import PLACES
from geo.analysis.similarity import Peer, peers
from geo.build.mapped_plan import Layout
from geo.domain.plan import Plan
from geo.domain.taxonomy import Sector, SubSector
from geo.site.plan_set import Cross

MOST_PEERS = 5


@dataclass(frozen=True)
class Alike:
    """The areas of a plan that share sub-sectors with a place, most alike first."""

    plan: Plan
    peers: tuple[Peer, ...]

    @property
    def nearest(self) -> tuple[Peer, ...]:
        """The first of them."""
        return self.peers[:MOST_PEERS]


@dataclass(frozen=True)
class Missing:
    """Sectors and sub-sectors of a plan that do not name a place.

    ``shared`` are sectors that only its region is named for; ``void`` the ids of the sub-sectors
    that name no place at all.
    """

    plan: Plan
    sectors: tuple[Sector, ...]
    shared: tuple[Sector, ...]
    terms: tuple[SubSector, ...]
    void: frozenset[str]


@dataclass(frozen=True)
class Stand:
    """How one place stands, and the codes of those that it can be compared with, likest first."""

    alike: tuple[Alike, ...]
    missing: tuple[Missing, ...]
    others: tuple[str, ...]

    @property
    def told(self) -> tuple[object, ...]:
        """All of it that a page tells, as plain values; plans by their keys."""
        near = [(one.plan.key, one.nearest) for one in self.alike]
        terms = [(m.plan.key, m.sectors, m.shared, m.terms, sorted(m.void)) for m in self.missing]
        return (near, terms, self.others)


def stand(cross: Cross, adcode: str, places: Sequence[str]) -> Stand:
    """How a place stands; ``places`` are those that can be compared."""
    near = alike(cross, adcode)
    others = by_likeness(near, [p for p in places if p != adcode]) if adcode in places else []
    return Stand(tuple(near), tuple(missing(cross, adcode)), tuple(others))


def comparable(cross: Cross) -> tuple[str, ...]:
    """All cities, and the districts and counties that a plan gives a sector to, by code."""
    units = (u for layout in cross.layouts for u in layout.ground.analysis.matrix.places())
    return tuple(sorted({*cross.book.pages, *(u.id for u in units if u.kind == "area")}))


def alike(cross: Cross, adcode: str) -> list[Alike]:
    """Whom a place resembles in each plan that gives it a sector."""
    found = []
    for layout in cross.layouts:
        base = layout.ground.analysis
        own = (unit for unit in base.matrix.of_kind(*PLACES) if unit.id == adcode)
        if any(base.matrix.sectors_of(unit) for unit in own):
            near = [p for p in peers(base, adcode).peers if p.shared and p.place.kind == "area"]
            found.append(Alike(layout.plan, tuple(near)))
    return found


def shared_counts(found: Sequence[Alike]) -> Counter[str]:
    """How many sub-sectors a place shares with each other one, over all plans."""
    shared = Counter[str]()
    for one in found:
        shared.update({peer.place.id: len(peer.shared) for peer in one.peers})
    return shared


def by_likeness(found: Sequence[Alike], places: Sequence[str]) -> list[str]:
    """Places ordered by how many sub-sectors they share, equal ones as they stand."""
    shared = shared_counts(found)
    return sorted(places, key=lambda place: -shared[place])


def missing(cross: Cross, adcode: str) -> list[Missing]:
    """What does not name a place, in each plan whose areas it is one of."""
    return [found for layout in cross.layouts for found in _missing(cross, layout, adcode)]


def _missing(cross: Cross, layout: Layout, adcode: str) -> Iterator[Missing]:
    matrix = layout.ground.analysis.matrix
    unit = next((u for u in matrix.of_kind("area") if u.id == adcode), None)
    if unit is None:
        return
    state = {s.id: matrix.cell(unit, s.id).state for s in matrix.sectors}
    terms = (t for t in matrix.subsectors if not matrix.cell(unit, t.id).holds())
    yield Missing(
        layout.plan,
        sectors=tuple(s for s in matrix.sectors if state[s.id] == "not_named"),
        shared=tuple(s for s in matrix.sectors if state[s.id] == "collective"),
        terms=tuple(terms),
        void=cross.voids[layout.plan.key],
    )
