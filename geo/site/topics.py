"""What the site has a page for each: a theme of several plans, or a term of one plan alone.

A term that the crosswalk calls the same as a theme is told on the theme's page; every other sector
and sub-sector has a page of its own, which names the themes that it is linked to. So each term of
each plan has exactly one home, and no two pages are about one thing.

See DECISIONS 55.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.sources.crosswalk.themes import Crosswalk
from geo.spec.mapspec import MapSpec

SAME = "same_term"
ALL = "*"  # the view of all plans


@dataclass(frozen=True)
class Member:
    """A term of a plan on the page of a topic.

    Parameters
    ----------
    plan, term_id, name
        Key of the plan, id and name of its sector or sub-sector.
    basis
        How the term and the topic are linked (``same_term``, ``narrower`` …).
    states
        Whether a row with the term states the topic; else it is only related.
    spec
        The map that the build makes of it, or None.
    """

    plan: str
    term_id: str
    name: Text
    basis: str
    states: bool
    spec: MapSpec | None

    @property
    def home(self) -> str:
        """The term as the id of a topic of its own: ``future2024.space``."""
        return f"{self.plan}.{self.term_id}"


@dataclass(frozen=True)
class Topic:
    """One page: a theme with its terms in all plans, or a term alone.

    ``mapped`` tells whether there is a map of all plans; ``parent`` is the id of the wider topic,
    or empty.
    """

    id: str
    name: Text
    members: tuple[Member, ...]
    parent: str = ""
    theme: bool = False
    mapped: bool = False

    @property
    def stating(self) -> tuple[Member, ...]:
        """The terms of which a row states the topic, in the order of the plans."""
        return tuple(m for m in self.members if m.states)

    @property
    def own(self) -> tuple[Member, ...]:
        """The terms whose home is this page."""
        return tuple(m for m in self.members if not self.theme or m.basis == SAME)


class Topics:
    """All topics of some plans, themes first, then the terms of each plan in its own order."""

    def __init__(self, layouts: Sequence[Layout], walk: Crosswalk, mapped: Sequence[str]) -> None:
        self._specs = {
            (layout.plan.key, spec.subject): spec
            for layout in layouts
            for spec in layout.specs
            if spec.subject
        }
        self._plans = {layout.plan.key: layout.plan for layout in layouts}
        self._walk = walk
        found = [*self._themes(mapped), *self._terms()]
        self.by_id: Mapping[str, Topic] = {topic.id: topic for topic in found}

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.by_id.values())

    @cached_property
    def _homes(self) -> Mapping[tuple[str, str], str]:
        return {
            (link.plan, link.term_id): link.theme for link in self._walk.links if link.basis == SAME
        }

    def home(self, plan: str, term_id: str) -> Topic:
        """The topic on whose page a term of a plan is told; KeyError if the plan has none."""
        return self.by_id[self._homes.get((plan, term_id), f"{plan}.{term_id}")]

    def spec(self, member: Member) -> MapSpec:
        """The map of a term; KeyError if the build makes none."""
        return self._specs[member.plan, member.term_id]

    def children(self, topic: Topic) -> tuple[Topic, ...]:
        """The narrower topics, in order."""
        return tuple(other for other in self if other.parent == topic.id)

    def linked(self, plan: str, term_id: str) -> tuple[tuple[Topic, str], ...]:
        """The themes that a term is linked to, each with the basis."""
        return tuple(
            (self.by_id[link.theme], link.basis)
            for link in self._walk.links
            if (link.plan, link.term_id) == (plan, term_id) and link.theme in self.by_id
        )

    def _themes(self, mapped: Sequence[str]) -> list[Topic]:
        made = []
        for theme in self._walk.themes:
            links = [x for x in self._walk.links_of(theme.id) if x.plan in self._plans]
            members = tuple(self._member(x.plan, x.term_id, x.basis, x.states) for x in links)
            if any(m.states for m in members):
                shown = theme.id in mapped
                made.append(Topic(theme.id, theme.name, members, theme.parent, True, shown))
        return made

    def _terms(self) -> list[Topic]:
        made = []
        for key, plan in self._plans.items():
            for term in plan.taxonomy.in_order:
                if (key, term.id) in self._homes:
                    continue
                sector = getattr(term, "sector", "")
                parent = self._homes.get((key, sector), f"{key}.{sector}") if sector else ""
                member = self._member(key, term.id, SAME, states=True)
                made.append(Topic(member.home, term.name, (member,), parent))
        return made

    def _member(self, plan: str, term_id: str, basis: str, states: bool) -> Member:
        name = self._plans[plan].taxonomy.name(term_id)
        return Member(plan, term_id, name, basis, states, self._specs.get((plan, term_id)))
