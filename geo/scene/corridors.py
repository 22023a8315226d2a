"""Corridors and belts that are lines: their courses, their looks, the nodes that they pass.

A course is made of cubic pieces with the slopes of a centripetal Catmull-Rom spline, which passes
every point and makes no loop between two of them; longitudes are shortened as the ground is.

See DECISIONS 37.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.design.theme import Theme
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.structure import Element, Member
from geo.domain.text import Text, joined
from geo.join.lines import element_line
from geo.scene.groups import is_spread
from geo.scene.marks import Band, Node
from geo.scene.outlines import BandLook, band_look
from geo.scene.symbol_points import Point, Standing, standing_of
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


_Array = NDArray[np.float64]
_PIECES = 48  # of a leg between two places, before those that lie straight are dropped
_STRAIGHT = 0.00005  # degrees; 5 m, so that no bend has corners on the largest sheet


def courses(routes: Sequence[Sequence[Point]]) -> list[tuple[Point, ...]]:
    """A course through each route; a leg that two routes have in common is one line.

    Parameters
    ----------
    routes
        Points (lon, lat) in order, two or more of each.

    Examples
    --------
    >>> trunk = [(113.0, 23.0), (113.4, 22.8)]
    >>> one, other = courses([[*trunk, (113.9, 22.9)], [*trunk, (113.3, 22.3)]])
    >>> one[0], one[-1], set(one[:9]) == set(other[:9])
    ((113.0, 23.0), (113.9, 22.9), True)
    """
    known: dict[tuple[Point, Point], tuple[_Array, _Array]] = {}
    latitudes = [lat for route in routes for _, lat in route] or [0.0]
    ground = np.array([np.cos(np.radians(np.mean(latitudes))), 1.0])
    return [_course(list(dict.fromkeys(route)), ground, known) for route in routes]


def _course(
    route: Sequence[Point],
    ground: _Array,
    known: dict[tuple[Point, Point], tuple[_Array, _Array]],
) -> tuple[Point, ...]:
    """The course of one route; ``known`` are the slopes at both ends of every leg drawn so far."""
    points = np.array(route) * ground
    steps = np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1))
    slopes = _slopes(points, steps)
    legs = list(pairwise(route))
    for i, leg in enumerate(legs):
        if leg in known:
            slopes[i], slopes[i + 1] = (slope * ground for slope in known[leg])
    found = [route[0]]
    for i, leg in enumerate(legs):
        known.setdefault(leg, (slopes[i] / ground, slopes[i + 1] / ground))
        piece = _piece(points[i : i + 2], slopes[i : i + 2] * steps[i]) / ground
        kept = shapely.LineString(piece).simplify(_STRAIGHT).coords
        found += [(float(lon), float(lat)) for lon, lat in kept[1:-1]] + [leg[1]]
    return tuple(found)


def _slopes(points: _Array, steps: _Array) -> _Array:
    """How a centripetal spline runs through each point; ``steps`` are its knots' distances."""
    chords = np.diff(points, axis=0) / steps[:, None]
    slopes = np.vstack([chords[:1], chords[-1:]])
    if len(chords) > 1:
        ahead, behind = steps[1:, None], steps[:-1, None]
        over = (points[2:] - points[:-2]) / (ahead + behind)
        slopes = np.vstack([chords[:1], chords[:-1] - over + chords[1:], chords[-1:]])
    return slopes


def _piece(ends: _Array, slopes: _Array) -> _Array:
    """A cubic piece between two points with a slope at each."""
    t = np.linspace(0.0, 1.0, _PIECES + 1)[:, None]
    return np.asarray(
        (1 + 2 * t) * (1 - t) ** 2 * ends[0]
        + t * (1 - t) ** 2 * slopes[0]
        + t**2 * (3 - 2 * t) * ends[1]
        + t**2 * (t - 1) * slopes[1]
    )
