"""What plans say of a place, as sections of a page: plan by plan, nearest first, with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from geo.domain.lines import REACHES, CityLine, CityPage
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import Text, joined
from geo.render.templating import fragment
from geo.scene.credits import badge, dated
from geo.scene.scene import Badge
from geo.site import address
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.site.topics import Topic

Lines = tuple[CityLine, ...]


@dataclass(frozen=True)
class Said:
    """What one plan says: the place's own lines by reach and its context, those of wider areas."""

    plan: Plan
    badge: Badge
    note: Text
    own: tuple[tuple[str, Lines], ...]
    wide: Lines
    context: Lines
    context_wide: Lines

    @property
    def count(self) -> int:
        """How many lines are about the place itself or something in it."""
        return sum(len(lines) for _, lines in self.own)


@dataclass(frozen=True)
class Carried:
    """A topic that names a place or something in it, with the plans that do."""

    topic: Topic
    plans: tuple[str, ...]


def sections(page: CityPage, plans: Iterable[Plan]) -> list[Said]:
    """The plans that speak of a place, in the order given."""
    return [_said(page, plan) for plan in plans if plan.key in page.plans]


def _said(page: CityPage, plan: Plan) -> Said:
    lines = page.of_plan(plan.key)
    binding = [line for line in lines if line.force != Force.CONTEXT]
    by_reach = {reach: tuple(x for x in binding if x.reach == reach) for reach in REACHES}
    wide = by_reach.pop("wide")
    context = [line for line in lines if line.force == Force.CONTEXT]
    return Said(
        plan=plan,
        badge=badge(plan),
        note=joined((plan.document.issuer, dated(plan)), " · ", " · "),
        own=tuple((reach, found) for reach, found in by_reach.items() if found),
        wide=wide,
        context=tuple(line for line in context if line.reach != "wide"),
        context_wide=tuple(line for line in context if line.reach == "wide"),
    )


def carried(cross: Cross, page: CityPage) -> list[Carried]:
    """The topics of what plans give to a place itself or to something in it, widest first."""
    own = {(line.plan, line.place_id) for line in page.lines if line.reach != "wide"}
    found: dict[str, dict[str, None]] = {}
    for plan in cross.plans:
        for row in plan.statements:
            term = row.subsector or row.sector
            if term and row.force == Force.BINDING and (plan.key, row.place_id) in own:
                home = cross.topics.home(plan.key, term)
                found.setdefault(home.id, {})[plan.key] = None
    listed = [Carried(topic, tuple(found[topic.id])) for topic in cross.topics if topic.id in found]
    return sorted(listed, key=lambda one: -len(one.plans))


class Links:
    """What the templates of places ask for: pages of sectors and places, and rows of lines.

    Rows are made once for all pages of a folder that bear them.
    """

    def __init__(self, cross: Cross) -> None:
        self._cross = cross
        self._rows: dict[tuple[str, str, Lines], Markup] = {}

    def values(self, frame: Frame) -> dict[str, Callable[..., str]]:
        """By the name that a template calls them by; an address is empty where there is no page."""
        to_topic, to_place = partial(self._topic, frame), partial(self._place, frame)
        ways = {"to_topic": to_topic, "to_place": to_place}

        def rows(lines: Lines) -> Markup:
            key = (frame.lang, frame.to(""), lines)
            if key not in self._rows:
                self._rows[key] = fragment(
                    "site/rows.html.j2", lines=lines, lang=frame.lang, **ways
                )
            return self._rows[key]

        return {**ways, "rows": rows}

    def _topic(self, frame: Frame, plan: str, term: str) -> str:
        if not term:
            return ""
        return frame.to(address.topic(self._cross.topics.home(plan, term).id))

    def _place(self, frame: Frame, place_id: str) -> str:
        page = self._cross.place_page(place_id)
        return frame.to(page) if page else ""
