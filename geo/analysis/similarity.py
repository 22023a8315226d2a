"""Who resembles whom: Jaccard similarity of what places take, by the plan's text, not by output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.analysis.clustering import leaf_order
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis, find_unit
from geo.errors import CallError, Fault
from geo.language import spelled

BASES = ("subsector", "sector")
SQUARE, NEAREST = 150, 10  # most places of a square; how many are listed of each beyond it
_BLOCK = 128  # places that are held against all at once
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Similarity:
    """Similarity of every pair of places.

    Parameters
    ----------
    by
        ``subsector`` or ``sector``: what the sets hold.
    regions
        Whether regions (and parks spoken of as a whole) are places of their own.
    places
        In the order of the clustering: neighbours are alike.
    values
        Symmetric n × n, 0 to 1, the diagonal 1; rows and columns in the order of ``places``.
    """

    by: str
    regions: bool
    places: tuple[Unit, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Peer:
    """One place as seen from another: two similarities, what is shared and what is not."""

    place: Unit
    subsector: float
    sector: float
    shared: tuple[str, ...]
    only_own: tuple[str, ...]
    only_peer: tuple[str, ...]


@dataclass(frozen=True)
class Peers:
    """The peers of a place, most alike first (by sub-sectors, then sectors, then plan order)."""

    place: Unit
    regions: bool
    peers: tuple[Peer, ...]


def jaccard(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Shared over all, |A ∩ B| / |A ∪ B|; two empty sets have nothing in common: 0.

    Examples
    --------
    >>> jaccard({"a", "b"}, {"b", "c"}), jaccard({"a"}, {"a"}), jaccard(set(), set())
    (0.3333333333333333, 1.0, 0.0)
    """
    either = one | other
    return len(one & other) / len(either) if either else 0.0


def similarity(base: PlanAnalysis, by: str = "subsector", *, regions: bool = False) -> Similarity:
    """The similarity matrix of areas and parks that state a sector; neighbours are alike.

    ``regions``: also regions, with what is said of them as a whole.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> found = similarity(analyse("future2024"))
    >>> len(found.places), all(row[i] == 1 for i, row in enumerate(found.values))
    (9, True)
    """
    if by not in BASES:
        raise CallError(Fault("", "只能按领域或细分产业", "by sector or by sub-sector", by, BASES))
    units = base.matrix.places(wide=regions)
    taken = [_taken(base, unit, wide=regions) for unit in units]
    holds = _holds([each[by] for each in taken])
    values = _alike(holds, holds)
    np.fill_diagonal(values, 1.0)
    order = leaf_order(1 - values)
    return Similarity(
        by=by,
        regions=regions,
        places=tuple(units[i] for i in order),
        values=tuple(map(tuple, values[np.ix_(order, order)].tolist())),
    )


def _taken(base: PlanAnalysis, unit: Unit, *, wide: bool) -> dict[str, tuple[str, ...]]:
    """What a place takes, by basis, in taxonomy order."""
    subs, sectors = base.matrix.subsectors_of, base.matrix.sectors_of
    return {"subsector": subs(unit, wide=wide), "sector": sectors(unit, wide=wide)}


def _holds(lists: Sequence[tuple[str, ...]]) -> Array:
    """Which place (rows) takes which term (columns)."""
    terms = {term: k for k, term in enumerate(sorted({t for one in lists for t in one}))}
    holds = np.zeros((len(lists), len(terms)))
    for row, one in zip(holds, lists, strict=True):
        row[[terms[t] for t in one]] = 1
    return holds


def _alike(some: Array, others: Array) -> Array:
    """:func:`jaccard` of each of some places (rows) with each of others (columns)."""
    shared = some @ others.T
    either = some.sum(axis=1)[:, None] + others.sum(axis=1) - shared
    return np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)


def peers(base: PlanAnalysis, place: str, *, regions: bool = False) -> Peers:
    """The peers of one place.

    Raises
    ------
    UnknownNameError
        The place is unknown, or the plan states nothing of it.
    CallError
        Only its region is spoken of, or it is a region and ``regions`` is not asked for.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> found = peers(analyse("future2024"), "江门")
    >>> found.peers[0].place.name.zh, found.peers[0].shared
    ('中山市', ('energy.storage', 'energy.nuclear', 'materials.metals', 'space.deep_sea'))
    """
    own = find_unit(base, place)
    units = base.matrix.places(wide=regions)
    if own not in units:
        listed = tuple(u.name.zh for u in units)[:5]
        word = spelled("regions", value=True)
        zh = f"规划没有直接点名，无从比较；区域请加 {word}"
        en = f"not named directly, nothing to compare; for a region add {word}"
        raise CallError(Fault(base.plan.key, zh, en, place, listed))
    mine = _taken(base, own, wide=regions)
    rest = (unit for unit in units if unit != own)
    found = [_peer(mine, unit, _taken(base, unit, wide=regions)) for unit in rest]
    return Peers(own, regions, tuple(sorted(found, key=lambda p: (-p.subsector, -p.sector))))


def nearest_peers(
    base: PlanAnalysis, most: int = NEAREST, *, regions: bool = False
) -> tuple[Peers, ...]:
    """Of every area and park that states a sector the first of its :func:`peers`.

    Parameters
    ----------
    most
        How many of each.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> base = analyse("future2024")
    >>> [one.peers for one in nearest_peers(base, 2)] == [
    ...     peers(base, one.place.id).peers[:2] for one in nearest_peers(base, 2)]
    True
    """
    units = base.matrix.places(wide=regions)
    taken = [_taken(base, unit, wide=regions) for unit in units]
    holds = [_holds([each[by] for each in taken]) for by in BASES]
    found = []
    for start in range(0, len(units), _BLOCK):
        alike = (_alike(all_[start : start + _BLOCK], all_) for all_ in holds)
        for i, (subs, sectors) in enumerate(zip(*alike, strict=True), start):
            subs[i] = -1.0
            least = np.partition(subs, -most)[-most] if most < len(subs) else -1.0
            near = np.flatnonzero((subs >= least) & (subs >= 0))
            near = near[np.lexsort((-sectors[near], -subs[near]))][:most]
            listed = tuple(_peer(taken[i], units[k], taken[k]) for k in near)
            found.append(Peers(units[i], regions=regions, peers=listed))
    return tuple(found)


def _peer(
    own: Mapping[str, tuple[str, ...]], unit: Unit, its: Mapping[str, tuple[str, ...]]
) -> Peer:
    mine, theirs = own["subsector"], its["subsector"]
    return Peer(
        place=unit,
        subsector=jaccard({*mine}, {*theirs}),
        sector=jaccard({*own["sector"]}, {*its["sector"]}),
        shared=tuple(s for s in mine if s in theirs),
        only_own=tuple(s for s in mine if s not in theirs),
        only_peer=tuple(s for s in theirs if s not in mine),
    )
