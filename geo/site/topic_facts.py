"""What the page of a topic tells: who carries it, who was left out, who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from geo.analysis.cities import plan_lines
from geo.domain.lines import REACHES, CityLine
from geo.domain.places import Area, Hub, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.text import Text, joined, same
from geo.join.placing import Reach
from geo.join.themes import ThemeTable, theme_table
from geo.scene.credits import badge, dated
from geo.scene.kinds import KINDS
from geo.scene.scene import Badge
from geo.site.plan_set import Cross
from geo.site.topics import Member, Topic
from geo.sources.crosswalk.themes import CrossTheme, Crosswalk, Link
from geo.texts.catalogue import say

_TOP = "prefecture"
Areas = tuple[Area, ...]
Group = tuple[str, tuple[CityLine, ...]]


@dataclass(frozen=True)
class Told:
    """What one plan says of a topic: its terms, the lines by reach, whom it names and passes over.

    ``context`` are lines that bind nobody; ``level`` is that of the areas of ``named`` and
    ``left``.
    """

    plan: Plan
    note: Text
    badge: Badge
    members: tuple[Member, ...]
    lines: tuple[Group, ...]
    context: tuple[CityLine, ...]
    named: Areas
    left: Areas
    level: str


@dataclass(frozen=True)
class Site:
    """A park, zone or other place of a topic; ``grade`` says how exactly it is known where it is.

    ``itself``: a row names it for the topic; else the plan lists it for a city that it names.
    """

    name: Text
    place_id: str
    host: str
    grade: str
    itself: bool


@dataclass(frozen=True)
class TopicFacts:
    """All that the page of a topic tells; each thing worked out when it is first asked for.

    Parameters
    ----------
    cross
        The plans of the build.
    topic
        The topic.
    """

    cross: Cross
    topic: Topic

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans with a term that states the topic, in the order of the build."""
        keys = {member.plan for member in self.topic.stating}
        return tuple(plan for plan in self.cross.plans if plan.key in keys)

    @cached_property
    def level(self) -> str:
        """``prefecture``, or ``county`` where every plan speaks of one city only."""
        return "county" if self.focus else _TOP

    @cached_property
    def focus(self) -> tuple[Text, ...]:
        """The cities of the plans, if each of these speaks of one city only; else nothing."""
        if not all(plan.focus for plan in self.plans):
            return ()
        names = self.cross.world.register.name
        return tuple(dict.fromkeys(names(plan.focus) for plan in self.plans))

    @cached_property
    def table(self) -> ThemeTable:
        """The topic laid on the prefectures, or on the districts of the cities of its plans."""
        areas = self.cross.world.register.areas(_TOP)
        if self.level != _TOP:
            found = (a for p in self.plans for a in self.cross.layout(p.key).table.areas)
            areas = tuple(sorted(dict.fromkeys(found), key=lambda area: area.adcode))
        links = (Link(self.topic.id, m.plan, m.term_id, m.basis, m.states) for m in
                 self.topic.members)  # fmt: skip
        theme = CrossTheme(self.topic.id, self.topic.name.zh, self.topic.name.en)
        walk = Crosswalk((theme,), tuple(links))
        return theme_table(theme.id, self.plans, self.cross.world.register, walk, areas)

    @cached_property
    def states(self) -> dict[Area, str]:
        """``named``, ``collective`` or ``not_named`` for each area, as on the page's first map."""
        if self.topic.theme:
            return {area: self.table.cell(area.adcode).state for area in self.table.areas}
        (member,) = self.topic.members
        return {area: self._said(member, area) for area in self.table.areas}

    def _said(self, member: Member, area: Area) -> str:
        """How a term is said of an area in its own plan, a sector without sub-sectors too."""
        table = self.cross.layout(member.plan).table
        cell = table.cell if _is_sector(table.plan, member) else table.subcell
        state = cell(area.adcode, member.term_id).state
        return "named" if state == "focus" else state

    @cached_property
    def named(self) -> dict[int, list[Area]]:
        """Areas that plans name themselves, by how many plans do, most first."""
        found: dict[int, list[Area]] = {}
        for area in self._in_state("named"):
            n = len(self.table.cell(area.adcode).plans(Reach.DIRECT))
            found.setdefault(n, []).append(area)
        return dict(sorted(found.items(), reverse=True))

    @property
    def carrying(self) -> Areas:
        """All of them, those that most plans name first."""
        return tuple(area for areas in self.named.values() for area in areas)

    @property
    def collective(self) -> Areas:
        """Areas that only a statement about a region covers."""
        return self._in_state("collective")

    @cached_property
    def finer(self) -> Areas:
        """Districts and counties that a plan of the province names by themselves."""
        cells = self.table.cell
        return tuple(a for a in self.table.finer if cells(a.adcode).state == "named")

    @property
    def left(self) -> Areas:
        """Areas that no plan names: who was left out."""
        return self._in_state("not_named")

    @property
    def left_but_inside(self) -> Areas:
        """Those of them in which a district, park or facility is named."""
        inside = (Reach.PART, Reach.SITE, Reach.FACILITY)
        return tuple(a for a in self.left if self.table.cell(a.adcode).plans(*inside))

    def _in_state(self, state: str) -> Areas:
        return tuple(area for area, found in self.states.items() if found == state)

    @property
    def lead(self) -> Text:
        """Who carries the topic, counted, in one sentence."""
        n, unit = len(self.plans), say(f"topic.unit_{self.level}")
        list_ = joined([area.short for area in self.carrying])
        key = "topic.lead" if self.carrying else "topic.lead_none"
        counts = {"n": n, "m": len(self.carrying), "k": len(self.left)}
        return say(key, unit=unit, list=list_, **counts)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """What each plan says, in the order of the build."""
        return tuple(self._told(plan) for plan in self.plans)

    def _told(self, plan: Plan) -> Told:
        table = self.cross.layout(plan.key).table
        members = tuple(m for m in self.topic.stating if m.plan == plan.key)
        said = {a: {self._said(m, a) for m in members} for a in table.areas}
        rows = tuple(replace(row, address="") for row, link in self.linked(plan) if link.states)
        bare = replace(plan, statements=rows, carriers=())
        nearest, lines = (*REACHES, "outside").index, plan_lines(bare, self.cross.world.register)
        found = [line for _, line in lines]
        places = list(dict.fromkeys(line.place_id for line in found))
        found.sort(key=lambda line: (nearest(line.reach), places.index(line.place_id)))
        own = [line for line in found if line.force != Force.CONTEXT]
        groups = groupby(own, key=lambda line: line.reach)
        return Told(
            plan,
            dated(plan),
            badge(plan),
            members,
            tuple((reach, tuple(lines)) for reach, lines in groups),
            tuple(line for line in found if line.force == Force.CONTEXT),
            tuple(area for area, states in said.items() if "named" in states),
            tuple(area for area, states in said.items() if states == {"not_named"}),
            table.level,
        )

    def linked(self, plan: Plan) -> list[tuple[Statement, Member]]:
        """The rows of a plan with a linked term, each with the term that links it."""
        found = zip(plan.statements, self.links(plan), strict=True)
        return [(row, member) for row, member in found if member]

    def links(self, plan: Plan) -> list[Member | None]:
        """The term that links each row of a plan to the topic, or None."""
        members = {m.term_id: m for m in self.topic.members if m.plan == plan.key}
        return [members.get(r.subsector) or members.get(r.sector) for r in plan.statements]

    @cached_property
    def statements(self) -> int:
        """Rows that state the topic."""
        return sum(link.states for plan in self.plans for _, link in self.linked(plan))

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Parks and zones that rows name for the topic, then those listed for its cities."""
        found = [
            self._site(place_id, self.cross.world.register.name(place_id), itself=True)
            for place_id, rows in self.table.sites.items()
            if any(row.link.states for row in rows)
        ]
        for member in self.topic.stating:
            ground = self.cross.layout(member.plan).ground
            kind = "sector" if _is_sector(ground.plan, member) else "subsector"
            carriers, _ = KINDS[kind].sites(ground, member.term_id)
            found += [self._site(c.hub or c.place_id, same(c.name)) for c in carriers]
        known = {(site.place_id, site.name.zh): site for site in reversed(found)}
        return tuple(dict.fromkeys(known[s.place_id, s.name.zh] for s in found))

    def _site(self, place_id: str, name: Text, *, itself: bool = False) -> Site:
        register = self.cross.world.register
        place = register.place(place_id)
        match place:
            case Hub(plotted=True, prefecture=host, grade=grade):
                name = place.name
            case Hub(prefecture=host):
                name, grade = place.name, "none"
            case Zone(prefecture=host):
                name, grade = place.name, "zone"
            case _:  # a carrier without a place of its own
                place_id, host, grade = "", register.host_prefecture(place_id), "none"
        return Site(name, place_id, host, grade, itself)


def _is_sector(plan: Plan, member: Member) -> bool:
    return any(sector.id == member.term_id for sector in plan.taxonomy)
