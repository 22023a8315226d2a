"""Corridors and belts that are lines: their courses, their looks, the nodes that they pass.

See DECISIONS 37.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.design.theme import Theme
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.structure import Element, Member
from geo.domain.text import Text, joined
from geo.join.lines import element_line
from geo.scene.courses import courses
from geo.scene.groups import is_spread
from geo.scene.marks import Band, Node
from geo.scene.outlines import BandLook, band_look
from geo.scene.standing import Point, Standing, standing_of
from geo.sources.places.register import Register
from geo.texts.catalogue import say

LINES = ("corridor", "belt")
_BEYOND = ("sar", "province")


@dataclass(frozen=True)
class Route:
    """A line of a plan's structure with the places that it passes.

    ``order`` counts the elements of its kind from 0. Optional members are beside it, not on it.
    """

    element: Element
    order: int
    register: Register
    anchor: Mapping[str, Point]

    @property
    def members(self) -> Sequence[Member]:
        """Who is on it, in order."""
        return [member for member in self.element.members if not member.optional]

    @property
    def points(self) -> list[Point]:
        """Where it runs: through seats and sites whose place is known.

        An end beyond the territory lies in the middle of its area: no place in it is meant.
        """
        found: list[Point] = []
        for member in self.members:
            at = self.standing(member)
            if self.beyond(member) and member.place_id in self.anchor:
                found.append(self.anchor[member.place_id])
            elif at and at.located:
                found.append((at.lon, at.lat))
        return list(dict.fromkeys(found))

    def standing(self, member: Member) -> Standing | None:
        """Where a member stands."""
        return standing_of(self.register, self.element, member, self.anchor)

    def level(self, member: Member) -> str:
        """Level of a member that is an area; empty for sites."""
        place = self.register.place(member.place_id)
        return place.level if isinstance(place, Area) else ""

    def beyond(self, member: Member) -> bool:
        """Whether a member lies outside the territory."""
        return self.level(member) in _BEYOND

    def nodes(self) -> Iterator[tuple[int, Member, Standing | None]]:
        """The sites on it, numbered in order from 1; its cities bear their names instead.

        A site of which only the city or district is known has number 0: the line does not pass it.
        """
        number = 0
        for member in self.members:
            if self.level(member) in ("", "county"):
                at = self.standing(member)
                located = bool(at and at.located)
                number += located
                yield (number if located else 0), member, at


def routes_of(plan: Plan, register: Register, anchor: Mapping[str, Point]) -> list[Route]:
    """The corridors of a plan and its belts of sites; a belt of areas is no line."""
    count: Counter[str] = Counter()
    found = []
    for element in plan.structure.elements:
        route = Route(element, count[element.kind], register, anchor)
        count[element.kind] += 1
        areas = any(is_spread(register, member.place_id) for member in route.members)
        if element.kind in LINES and not (element.kind == "belt" and areas):
            found.append(route)
    return [route for route in found if len(route.points) > 1]


def bands(
    plan: Plan,
    register: Register,
    theme: Theme,
    anchor: Mapping[str, Point],
    *,
    quiet: bool,
) -> tuple[Band, ...]:
    """The lines of a plan's structure with their courses; ``quiet`` on maps of other subjects."""
    routes = routes_of(plan, register, anchor)
    drawn = courses([route.points for route in routes])
    found = []
    for route, course in zip(routes, drawn, strict=True):
        look = band_look(theme, route.element.kind, route.order, quiet=quiet)
        found.append(_band(plan, route, course, look))
    return tuple(found)


def _band(plan: Plan, route: Route, course: tuple[Point, ...], look: BandLook) -> Band:
    element, register = route.element, route.register
    nodes = tuple(_node(plan, route, number, member) for number, member, _ in route.nodes())
    ends = [register.short_name(m.place_id) for m in route.members if route.level(m)]
    inferred = any(member.inferred for member in route.members)
    terms = tuple(node.label for node in nodes)
    return Band(
        id=element.id,
        kind=element.kind,
        name=element.name,
        label=say("legend.schematic", name=element.name),
        points=course,
        strokes=look.strokes,
        ink=look.ink,
        arrow_pt=look.arrow_pt if route.beyond(route.members[-1]) else 0.0,
        nodes=nodes,
        ends=joined(ends, " – ", " – "),
        statements=(element_line(plan, element, terms, inferred=inferred),),
    )


def _node(plan: Plan, route: Route, number: int, member: Member) -> Node:
    element, inferred = route.element, member.inferred
    label = Text(member.name, route.register.name(member.place_id).en)
    line = element_line(plan, element, (label,), inferred=inferred, clause=member.clause)
    return Node(number, label, line)
