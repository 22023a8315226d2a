"""What stands around a topic: wider, narrower, beside; its terms, their themes and classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from geo.domain.text import Text
from geo.site.plan_set import Cross
from geo.site.topics import SAME, Member, Topic
from geo.sources.crosswalk.themes import NationalClass
from geo.texts.catalogue import say


@dataclass(frozen=True)
class Near:
    """Topics around this one, by the themes or by the order of one plan."""

    via: Text
    wider: tuple[Topic, ...]
    narrower: tuple[Topic, ...]
    beside: tuple[Topic, ...]


@dataclass(frozen=True)
class Around:
    """What a topic is linked to; each thing worked out when it is first asked for."""

    cross: Cross
    topic: Topic

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """The topics around this one: among the themes, then in each plan that has it."""
        topics, own = self.cross.topics, self.topic
        found = []
        if own.theme:
            narrower = [t for t in topics.children(own) if t.theme]
            above = topics.by_id.get(own.parent)
            beside = topics.children(above) if above else ()
            found.append(self._near(say("topic.themes"), [above], narrower,
                                    [t for t in beside if t.theme]))  # fmt: skip
        found += [self._in_plan(member) for member in own.own]
        return tuple(n for n in found if n.wider or n.narrower or n.beside)

    def _in_plan(self, member: Member) -> Near:
        plan, topics = self.cross.layout(member.plan).plan, self.cross.topics
        sector = plan.taxonomy.sector(plan.taxonomy.sector_of(member.term_id))
        below = [topics.home(plan.key, sub.id) for sub in sector.subsectors]
        if sector.id == member.term_id:
            beside = [topics.home(plan.key, other.id) for other in plan.taxonomy]
            return self._near(plan.short, [], below, beside)
        return self._near(plan.short, [topics.home(plan.key, sector.id)], [], below)

    def _near(self, via: Text, *groups: Iterable[Topic | None]) -> Near:
        others = (
            tuple(dict.fromkeys(t for t in group if t and t.id != self.topic.id))
            for group in groups
        )
        return Near(via, *others)

    @property
    def themes(self) -> tuple[tuple[Member, Topic, str], ...]:
        """Further themes that its terms are linked to, with the basis."""
        topics = self.cross.topics
        return tuple(
            (member, theme, basis)
            for member in self.topic.own
            for theme, basis in topics.linked(member.plan, member.term_id)
            if theme.id != self.topic.id
        )

    @property
    def national(self) -> tuple[NationalClass, ...]:
        """Classes of the national classification whose names its own terms bear."""
        own = {(m.plan, m.term_id) for m in self.topic.own}
        classes = self.cross.themes.walk.classes
        return tuple(c for c in classes if (c.plan, c.term_id) in own)

    @property
    def terms(self) -> tuple[tuple[Member, Topic], ...]:
        """Every linked term with the topic on whose page it is told, those that state it first."""
        topics = self.cross.topics
        order = sorted(self.topic.members, key=lambda m: (not m.states, m.basis != SAME))
        return tuple((m, topics.home(m.plan, m.term_id)) for m in order)
