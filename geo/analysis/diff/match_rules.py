"""The steps of matching, from the strictest to the loosest, for each kind of item."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import cast

from geo.analysis.diff.equivalence import Meaning
from geo.analysis.diff.items import Item
from geo.analysis.diff.matching import Change, Pool, rank
from geo.domain.plan import Carrier
from geo.domain.statement import Force, Scope, Statement
from geo.domain.structure import Element
from geo.sources.places.names import normalise_key

_ALIASES = ("renamed", "split", "merged")
_SAME = ("relation", "scope", "strength")


def match_assignments(pool: Pool, meaning: Meaning) -> None:
    """Same statement, stronger or weaker, under another name, for a member, at another place."""
    pool.pair(_statement(*_SAME, "term", "clause"), "kept")
    pool.pair(_statement(*_SAME, "term"), "kept")
    pool.pair(_statement(*_SAME), "kept")
    pool.pair(_statement("relation"), meaning.weight)
    pool.pair(lambda i: (_row(i).place_id, *_topic(i)), meaning.weight)
    pool.pair(lambda i: (_row(i).place_id, i.level == "other", i.name), meaning.weight)
    pool.link(lambda i: (_row(i).place_id, _row(i).force), meaning.linked, _ALIASES)
    _concrete(pool)
    _members(pool, meaning)
    pool.pair(lambda i: (*_topic(i), _row(i).force), "moved", alone=True)


def match_carriers(pool: Pool, _meaning: Meaning) -> None:
    """The same carrier, in another role, listed under another place."""

    def site(item: Item) -> str:
        return cast("Carrier", item.content).hub or item.name

    def listed(item: Item) -> tuple[str, str]:
        return site(item), cast("Carrier", item.content).place_id

    pool.pair(lambda i: (*listed(i), cast("Carrier", i.content).role), "kept")
    pool.pair(listed, "restated")
    pool.pair(site, "moved", alone=True)


def match_terms(pool: Pool, meaning: Meaning) -> None:
    """The same class, in another sector, at another level, under another name."""
    pool.pair(lambda i: (*_topic(i), i.sector), "kept")
    pool.pair(_topic, "moved", alone=True)
    pool.pair(lambda i: i.name, meaning.weight, alone=True)
    pool.link(lambda i: i.level, meaning.linked, _ALIASES)


def match_nodes(pool: Pool, _meaning: Meaning) -> None:
    """The same member of the same element, in another role, in another element of the kind."""

    def member(item: Item) -> tuple[str, str]:
        members = cast("Element", item.content).members
        return (members[0].place_id, members[0].role) if members else ("", "")

    pool.pair(lambda i: (i.name, *member(i)), "kept")
    pool.pair(lambda i: (i.name, member(i)[0]), "restated")
    pool.pair(lambda i: (cast("Element", i.content).kind, member(i)[0]), "moved", alone=True)


def _row(item: Item) -> Statement:
    return cast("Statement", item.content)


def _topic(item: Item) -> tuple[str, str]:
    return item.level, item.name


def _statement(*fields: str) -> Callable[[Item], Hashable]:
    """Key of a statement: place, topic, class and the fields, the printed term normalised."""

    def key(item: Item) -> Hashable:
        row = _row(item)
        values = (normalise_key(getattr(row, name)) for name in fields)
        return row.place_id, *_topic(item), row.force, *values

    return key


def _stated(item: Item) -> Hashable | None:
    """Place and sector of a direct binding statement; None for any other."""
    row = _row(item)
    plain = row.scope == Scope.DIRECT and row.force == Force.BINDING and row.sector
    return (row.place_id, item.sector) if plain else None


def _concrete(pool: Pool) -> None:
    """A sector that a place only focused on and now names sub-sectors of, and the reverse."""

    def finer(old: Item, new: Item) -> str:
        return "full" if (old.level, new.level) == ("sector", "subsector") else ""

    pool.link(_stated, finer, ("promoted",) * 3)
    pool.link(_stated, lambda old, new: finer(new, old), ("weakened",) * 3)
    first, second = pool.whole
    for items, whole in ((pool.after, first), (pool.before, second)):
        for item in list(items):
            if focus := _bare_focus(item, whole):
                items.remove(item)
                change = Change("promoted", (), (item,), (focus,))
                pool.changes.append(change if whole is first else change.inverse())


def _bare_focus(item: Item, other_side: Sequence[Item]) -> Item | None:
    """The focus that a sub-sector makes concrete, if the other plan has no more than that."""
    group = _stated(item)
    if group is None or item.level != "subsector":
        return None
    there = [other for other in other_side if _stated(other) == group]
    if any(other.level == "subsector" for other in there):
        return None
    return min(there, key=rank, default=None)


def _members(pool: Pool, meaning: Meaning) -> None:
    """What was said of a region and is now said of its members, and the reverse."""

    def key(item: Item) -> Hashable:
        return (*_topic(item), _row(item).force)

    pool.link(key, meaning.member, ("promoted", "split", "promoted"))
    pool.link(key, lambda old, new: meaning.member(new, old), ("weakened", "weakened", "merged"))
