"""Who resembles whom: Jaccard similarity of what places take, by the plan's text, not by output."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.analysis.clustering import leaf_order
from geo.analysis.matrix import Unit
from geo.analysis.names import find_unit
from geo.analysis.plan_analysis import PlanAnalysis
from geo.errors import CallError, Fault
from geo.language import spelled

BASES = ("subsector", "sector")


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
    taken = base.matrix.sectors_of if by == "sector" else base.matrix.subsectors_of
    values = _all_pairs([frozenset(taken(unit, wide=regions)) for unit in units])
    order = leaf_order(1 - values)
    return Similarity(
        by=by,
        regions=regions,
        places=tuple(units[i] for i in order),
        values=tuple(map(tuple, values[np.ix_(order, order)].tolist())),
    )


def _all_pairs(sets: Sequence[AbstractSet[str]]) -> NDArray[np.float64]:
    """:func:`jaccard` of every pair, 1 on the diagonal."""
    terms = sorted(frozenset().union(*sets))
    holds = np.array([[term in one for term in terms] for one in sets], dtype=float)
    holds = holds.reshape(len(sets), len(terms))
    shared, sizes = holds @ holds.T, holds.sum(axis=1)
    either = sizes[:, None] + sizes - shared
    values = np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
    np.fill_diagonal(values, 1.0)
    return values


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
        zh = f"规划没有直接点名,无从比较;区域请加 {word}"
        en = f"not named directly, nothing to compare; for a region add {word}"
        raise CallError(Fault(base.plan.key, zh, en, place, listed))
    found = [_peer(base, own, unit, wide=regions) for unit in units if unit != own]
    return Peers(own, regions, tuple(sorted(found, key=lambda p: (-p.subsector, -p.sector))))


def _peer(base: PlanAnalysis, own: Unit, unit: Unit, *, wide: bool) -> Peer:
    mine, theirs = (base.matrix.subsectors_of(u, wide=wide) for u in (own, unit))
    return Peer(
        place=unit,
        subsector=jaccard({*mine}, {*theirs}),
        sector=jaccard(*({*base.matrix.sectors_of(u, wide=wide)} for u in (own, unit))),
        shared=tuple(s for s in mine if s in theirs),
        only_own=tuple(s for s in mine if s not in theirs),
        only_peer=tuple(s for s in theirs if s not in mine),
    )
