"""What one plan says otherwise than another on the topics that both set out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from geo.analysis.diff.changes import diff
from geo.analysis.diff.matching import Item
from geo.analysis.report.plans_view import diff_report
from geo.build.mapped_plan import Layout
from geo.domain.plan import Plan
from geo.domain.statement import Statement
from geo.domain.text import NOTHING
from geo.files.cache import kept
from geo.render.templating import as_they_stand, page
from geo.site.address import LANGUAGES
from geo.site.address import plan as plan_address
from geo.site.address import topic as topic_address
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.site.topics import Topic


@dataclass(frozen=True)
class Pair:
    """Two plans, the earlier first: how many topics both have, and by language what changed."""

    before: Plan
    after: Plan
    shared: int
    told: Mapping[str, Markup]

    def other(self, key: str) -> Plan:
        """The one of the two that is not of this key."""
        return self.after if self.before.key == key else self.before


def changes(cross: Cross, layout: Layout) -> list[Pair]:
    """A pair for every other plan of the build with a topic in common, most in common first."""
    own = layout.plan
    found = [_pair(cross, own, other, shared) for other, shared in compared(cross, own)]
    return sorted(found, key=lambda pair: -pair.shared)


def compared(cross: Cross, own: Plan) -> Iterator[tuple[Plan, list[Topic]]]:
    """The other plans of the build with a topic in common, and these topics."""
    for other in cross.plans:
        if other.key != own.key and (shared := shared_topics(cross, own, other)):
            yield other, shared


def shared_topics(cross: Cross, one: Plan, two: Plan) -> list[Topic]:
    """The topics that both plans state under the same term."""
    return [
        topic
        for topic in cross.topics
        if {one.key, two.key} <= {member.plan for member in topic.own}
    ]


def _pair(cross: Cross, one: Plan, two: Plan, shared: list[Topic]) -> Pair:
    before, after = sorted((one, two), key=lambda plan: (plan.document.issued, plan.key))
    asked = cross.told((one.key, two.key))
    told = kept(("pair", asked), lambda: _told(cross, before, after, shared))
    texts = as_they_stand(data.decode() for data in told.values())
    return Pair(before, after, len(shared), dict(zip(told, texts, strict=True)))


def _told(cross: Cross, before: Plan, after: Plan, shared: list[Topic]) -> dict[str, bytes]:
    """What changed by language, the same on the pages of both plans."""
    terms = {(m.plan, m.term_id) for topic in shared for m in topic.own}
    delta = diff(before, after, register=cross.world.register)
    kept = tuple(
        change
        for change in delta.changes
        if any(
            _about(plan, item) & terms
            for plan, items in ((before, change.before), (after, change.after))
            for item in items
        )
    )
    report = diff_report(replace(delta, changes=kept), cross.world.register)
    summary, listed = report.tables
    values = {
        "shared": [(topic.name, topic_address(topic.id)) for topic in shared],
        "summary": summary,
        "changes": listed,
    }
    frames = [
        Frame(lang, plan_address(before.key, "changes"), NOTHING, NOTHING) for lang in LANGUAGES
    ]
    return {
        frame.lang: page("site/plan_pair.html.j2", frame=frame, lang=frame.lang, **values)
        for frame in frames
    }


def _about(plan: Plan, item: Item) -> set[tuple[str, str]]:
    """The terms that a statement is about; what is no statement is about none."""
    content = item.content
    if not isinstance(content, Statement):
        return set()
    return {(plan.key, term) for term in (content.sector, content.subsector) if term}
