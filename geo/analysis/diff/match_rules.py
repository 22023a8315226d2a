"""What makes two items mean the same; the steps of matching, from the strictest to the loosest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import cast

from geo.analysis.crosswalk import TermLinks
from geo.analysis.diff.matching import Change, Item, Pool, rank
from geo.domain.places import Region, Zone
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Scope, Statement
from geo.domain.structure import Element
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register

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


Links = dict[frozenset[str], str]


def link_names(plan_a: Plan, plan_b: Plan, crosswalk: TermLinks) -> Links:
    """Pairs of name keys that the alias tables link: ``full`` the same, ``loose`` a part of it."""
    links: Links = {}
    for plan in (plan_a, plan_b):
        for variant in plan.taxonomy.variants:
            own = normalise_key(plan.taxonomy.name(variant.of).zh)
            links[frozenset((own, normalise_key(variant.zh)))] = "full"
    if plan_a.key == plan_b.key:
        return links
    labels = {t.id: t.zh for t in plan_b.taxonomy.terms}
    for term in plan_a.taxonomy.terms:
        for other, relation in crosswalk.related(plan_a, term.id, plan_b).items():
            pair = frozenset((normalise_key(term.zh), normalise_key(labels[other])))
            if relation == "same":
                links[pair] = "full"
            elif relation != "related":
                links.setdefault(pair, "loose")
    return links


@dataclass(frozen=True)
class Meaning:
    """The comparisons between items of two plans; each is the same from either side."""

    links: Links
    register: Register

    def linked(self, old: Item, new: Item) -> str:
        """How the alias tables link the names of two items: ``full``, ``loose`` or ""."""
        if old.name == new.name:
            return ""
        return self.links.get(frozenset((old.name, new.name)), "")

    def weight(self, old: Item, new: Item) -> str:
        """``promoted``, ``weakened``, or ``restated`` where neither outweighs the other."""
        steps = {b > a for a, b in zip(_weights(old), _weights(new), strict=True) if a != b}
        if len(steps) != 1:
            return "restated"
        return "promoted" if steps == {True} else "weakened"

    def member(self, wide: Item, near: Item) -> str:
        """``full`` where one is said of a region and the other directly of a place inside it."""
        one, other = wide.content, near.content
        if not (isinstance(one, Statement) and isinstance(other, Statement)):
            return ""
        if (one.scope, other.scope) != ("collective", "direct") or one.place_id == other.place_id:
            return ""
        group = isinstance(self.register.place(one.place_id), Region | Zone)
        return "full" if group and one.place_id in self.register.hosts(other.place_id) else ""


def _weights(item: Item) -> tuple[int, ...]:
    """What makes a statement stronger, each part larger for stronger."""
    row = item.content
    if isinstance(row, Statement):
        parts = (row.scope, row.force, row.strength)
        return tuple(-list(type(value)).index(value) for value in parts)
    return (0,) if isinstance(row, Element) else (int(item.level == "sector"),)
