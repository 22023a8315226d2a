"""A plan as a list of items, and the matching of those of two plans, the same from either side.

Every statement, carrier, class and structure member is an item with its place in the order. Every
step of matching looks at what is unmatched on both sides and is symmetric: what it pairs going from
A to B it pairs going from B to A. That is what makes a diff invertible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.domain.structure import Element
from geo.domain.taxonomy import SubSector
from geo.sources.places.names import normalise_key

SUBJECTS = ("assignment", "carrier", "term", "node")
#: A sector stands as a sub-sector of none; an element once for each member, with it alone.
Content = Statement | Carrier | SubSector | Element


@dataclass(frozen=True)
class Item:
    """One thing that a plan says, with its position among its kind.

    ``level`` (``sector``, ``subsector`` or ``other``), ``name`` and ``sector`` say what it is about
    by comparison keys of Chinese names, so that plans with different ids compare.
    """

    subject: str
    order: int
    content: Content
    level: str
    name: str
    sector: str = ""


def items_of(plan: Plan) -> tuple[Item, ...]:
    """All items of a plan, kind by kind, in order."""
    terms = [
        SubSector(term.id, getattr(term, "sector", ""), term.zh, term.en)
        for term in plan.taxonomy.in_order
    ]
    contents: dict[str, Iterable[Content]] = {
        "assignment": plan.statements,
        "carrier": plan.carriers,
        "term": terms,
        "node": [
            replace(element, members=element.members[k : k + 1])
            for element in plan.structure.elements
            for k in range(max(len(element.members), 1))
        ],
    }
    labels = {t.id: normalise_key(t.zh) for t in terms}
    return tuple(
        Item(subject, order, content, *_topic(content, labels))
        for subject in SUBJECTS
        for order, content in enumerate(contents[subject])
    )


def _topic(row: Content, labels: dict[str, str]) -> tuple[str, str, str]:
    if isinstance(row, Statement):
        level = "subsector" if row.subsector else "sector" if row.sector else "other"
        name = labels.get(row.subsector or row.sector) or normalise_key(row.term)
        return level, name, labels.get(row.sector, "")
    if isinstance(row, SubSector):
        level = "subsector" if row.sector else "sector"
        return level, normalise_key(row.zh), labels.get(row.sector, "")
    return "other", normalise_key(row.name if isinstance(row, Carrier) else row.name_zh), ""


INVERSE = {
    "added": "dropped",
    "dropped": "added",
    "promoted": "weakened",
    "weakened": "promoted",
    "split": "merged",
    "merged": "split",
}
"""Kinds with another name seen from the other side; the rest (moved, renamed …) keep theirs."""

Key = Callable[[Item], Hashable | None]
Kind = Callable[[Item, Item], str]
Link = Callable[[Item, Item], str]


@dataclass(frozen=True)
class Change:
    """Items that leave and items that come, and what that means.

    Parameters
    ----------
    kind
        ``added``, ``dropped``, ``moved``, ``promoted``, ``weakened``, ``renamed``, ``split``,
        ``merged``, ``restated`` (same weight, another relation), or ``kept`` (the same meaning in
        other words, at another clause or position: not reported as a change).
    before, after
        Items of the first and of the second plan.
    beside
        An item that explains the kind and is not changed itself (the focus that a new sub-sector
        makes concrete).
    """

    kind: str
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    beside: tuple[Item, ...] = ()

    @property
    def subject(self) -> str:
        """``assignment``, ``carrier``, ``term`` or ``node``."""
        return (*self.before, *self.after)[0].subject

    def inverse(self) -> Change:
        """The change that undoes this one."""
        kind = INVERSE.get(self.kind, self.kind)
        return Change(kind, self.after, self.before, self.beside)


class Rank(NamedTuple):
    """The place of an item among others: by its content, then by where it stands."""

    content: str
    level: str
    name: str
    sector: str
    order: int


def rank(item: Item) -> Rank:
    """A total order of items that does not depend on the side they are on."""
    content = f"{type(item.content).__name__}{vars(item.content)}"
    return Rank(content, item.level, item.name, item.sector, item.order)


def change_order(change: Change) -> tuple[int, tuple[Rank, ...]]:
    """Order of changes in a diff, by the first position concerned; total."""
    items = (*change.before, *change.after)
    return min(i.order for i in items), tuple(sorted(rank(i) for i in items))


@dataclass
class Pool:
    """What is not matched yet, the changes found so far, and all items of both sides."""

    before: list[Item]
    after: list[Item]
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    whole: tuple[tuple[Item, ...], tuple[Item, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.whole = tuple(self.before), tuple(self.after)

    def take_equal(self) -> None:
        """Take out items that are equal on both sides, position and all."""
        both = set(self.before) & set(self.after)
        self.same += len(both)
        self._remove(both)

    def pair(self, key: Key, kind: str | Kind, *, alone: bool = False) -> None:
        """Pair items with equal keys, in a fixed order; ``alone``: only one against one."""
        left, right = _grouped(self.before, key), _grouped(self.after, key)
        taken: set[Item] = set()
        for group in left.keys() & right.keys():
            olds, news = left[group], right[group]
            if alone and (len(olds), len(news)) != (1, 1):
                continue
            for old, new in zip(olds, news, strict=False):
                name = kind if isinstance(kind, str) else kind(old, new)
                self.changes.append(Change(name, (old,), (new,)))
                taken |= {old, new}
        self._remove(taken)

    def link(self, key: Key, links: Link, kinds: Sequence[str]) -> None:
        """Join items with equal keys through links: one to one, one to many, many to one.

        Parameters
        ----------
        key
            Only items of one group are compared.
        links
            Strength of a link: "" none, ``loose`` only good for one to many, ``full`` for all.
        kinds
            Kind of a change with one item on both sides, with one before, with one after.
        """
        left, right = _grouped(self.before, key), _grouped(self.after, key)
        taken: set[Item] = set()
        for group in left.keys() & right.keys():
            for olds, news, strengths in _components(left[group], right[group], links):
                shape = (len(olds) == 1, len(news) == 1)
                if shape == (True, True) and strengths == {"full"}:
                    kind = kinds[0]
                elif shape == (True, False):
                    kind = kinds[1]
                elif shape == (False, True):
                    kind = kinds[2]
                else:
                    continue
                self.changes.append(Change(kind, tuple(olds), tuple(news)))
                taken |= {*olds, *news}
        self._remove(taken)

    def rest(self) -> None:
        """What is left was dropped or added."""
        self.changes += [Change("dropped", (item,), ()) for item in self.before]
        self.changes += [Change("added", (), (item,)) for item in self.after]
        self.before, self.after = [], []

    def _remove(self, taken: set[Item]) -> None:
        self.before = [item for item in self.before if item not in taken]
        self.after = [item for item in self.after if item not in taken]


def _grouped(items: Iterable[Item], key: Key) -> dict[Hashable, list[Item]]:
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        group = key(item)
        if group is not None:
            groups[group].append(item)
    return {
        group: sorted(found, key=rank) if found[1:] else found for group, found in groups.items()
    }


def _components(
    olds: list[Item], news: list[Item], links: Link
) -> Iterable[tuple[list[Item], list[Item], set[str]]]:
    """Connected parts of the graph of links, each with what is on either side."""
    parts: list[tuple[set[int], set[int], set[str]]] = []
    for o, old in enumerate(olds):
        linked = {n: strength for n, new in enumerate(news) if (strength := links(old, new))}
        if linked:
            apart = [part for part in parts if part[1].isdisjoint(linked)]
            met = [part for part in parts if part not in apart]
            left, right, found = {o}, set(linked), set(linked.values())
            for part in met:
                left, right, found = left | part[0], right | part[1], found | part[2]
            parts = [*apart, (left, right, found)]
    for left, right, found in parts:
        yield [olds[o] for o in sorted(left)], [news[n] for n in sorted(right)], found
