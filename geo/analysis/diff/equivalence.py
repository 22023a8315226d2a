"""What makes two items mean the same, or one of them weigh more."""

from __future__ import annotations

from dataclasses import dataclass

from geo.analysis.crosswalk import TermLinks
from geo.analysis.diff.items import Item
from geo.domain.places import Region, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Statement
from geo.domain.structure import Element
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register

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
