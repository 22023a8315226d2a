"""The list of all topics: themes under their wider theme, then the terms of each plan alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.build.map_files import BuildOptions
from geo.domain.plan import Plan
from geo.scene.credits import badge
from geo.scene.scene import Badge
from geo.site.address import LANGUAGES, TOPICS
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.site.topic_facts import TopicFacts
from geo.site.topics import Topic
from geo.texts.catalogue import say

Files = dict[str, bytes]


@dataclass(frozen=True)
class Entry:
    """A topic in the list: how many plans state it, how many places they name, what is below it."""

    topic: Topic
    plans: int
    places: int
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class PlanTerms:
    """The terms of one plan that have a page of their own."""

    plan: Plan
    entries: tuple[Entry, ...]

    @property
    def badge(self) -> Badge:
        """Whether the plan is in force."""
        return badge(self.plan)

    @property
    def count(self) -> int:
        """How many they are."""
        own = self.plan.key + "."
        return sum(e.topic.id.startswith(own) for top in self.entries for e in (top, *top.below))


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The list of all topics in both languages."""
    themes = _themes(cross)
    terms = [found for plan in cross.plans if (found := _terms(cross, plan)).entries]
    n = sum(topic.theme for topic in cross.topics)
    m = sum(not topic.theme for topic in cross.topics)
    lead = say("topic.index_lead" if n else "topic.index_lead_alone", n=n, k=len(cross.plans), m=m)
    made: Files = {}
    for lang in LANGUAGES:
        frame = Frame(lang, TOPICS, say("site.menu_topics"), lead, "topics")
        made |= frame.html("topics.html.j2", themes=themes, terms=terms)
    return made


def _entry(cross: Cross, topic: Topic, below: Iterable[Entry] = ()) -> Entry:
    facts = TopicFacts(cross, topic)
    places = len(facts.carrying) + len(facts.finer) + sum(site.itself for site in facts.sites)
    return Entry(topic, len(facts.plans), places, tuple(below))


def _themes(cross: Cross) -> list[Entry]:
    """Themes with narrower ones first, each with these; then those that stand alone."""
    themes = [topic for topic in cross.topics if topic.theme]
    ids = {topic.id for topic in themes}

    def tree(topic: Topic) -> Entry:
        below = [tree(child) for child in themes if child.parent == topic.id]
        return _entry(cross, topic, below)

    tops = [tree(topic) for topic in themes if topic.parent not in ids]
    return sorted(tops, key=lambda entry: not entry.below)


def _terms(cross: Cross, plan: Plan) -> PlanTerms:
    """Sectors in the plan's order with their sub-sectors; what a theme tells is left to it."""
    entries = []
    for sector in plan.taxonomy:
        home = cross.topics.home(plan.key, sector.id)
        homes = [cross.topics.home(plan.key, sub.id) for sub in sector.subsectors]
        below = [_entry(cross, topic) for topic in homes if not topic.theme]
        if below or not home.theme:
            entries.append(_entry(cross, home, below))
    return PlanTerms(plan, tuple(entries))
