"""Corridors must be walkable: neighbours on the line lie in one area or in areas that touch.

See DECISIONS 16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from geo.domain.plan import Plan
from geo.domain.structure import Element, Member
from geo.errors import Fault, PlanError
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

Neighbours = Mapping[str, frozenset[str]]


def adjacency(shapes: Mapping[str, BaseGeometry]) -> Neighbours:
    """Codes of the areas that touch or meet each area.

    Examples
    --------
    >>> from shapely import box
    >>> found = adjacency({"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1), "c": box(5, 0, 6, 1)})
    >>> sorted(found["a"]), sorted(found["c"])
    (['b'], [])
    """
    codes = sorted(shapes)
    tree = STRtree([shapes[code] for code in codes])
    found: dict[str, set[str]] = {code: set() for code in codes}
    for one, other in zip(*tree.query(tree.geometries, predicate="intersects"), strict=True):
        if one != other:
            found[codes[one]].add(codes[other])
    return {code: frozenset(near) for code, near in found.items()}


def check_corridors(plan: Plan, register: Register, boundaries: Boundaries) -> None:
    """Nothing, or one error with every gap in the corridors of a plan.

    Raises
    ------
    PlanError
        Members that follow each other lie in areas that do not touch; names both and the clause.
    """
    corridors = plan.structure.of_kind("corridor")
    if not corridors:
        return
    layers = boundaries.layers
    near = adjacency({**layers["prefectures"], **layers["sars"]})
    faults = [fault for element in corridors for fault in _gaps(element, register, near)]
    if faults:
        raise PlanError(faults)


def _gaps(element: Element, register: Register, near: Neighbours) -> Iterator[Fault]:
    on_it = [m for m in element.members if not m.optional]
    for one, other in pairwise(on_it):
        here, there = _area(register, one), _area(register, other)
        if here != there and there not in near.get(here, frozenset()):
            middle = near.get(here, frozenset()) & near.get(there, frozenset())
            between = tuple(register.name(code).zh for code in sorted(middle))
            yield Fault(
                f"structure.csv {element.clause}",
                f"“{element.name_zh}”上相邻的两点所在地互不接壤,中间缺一站",
                f"neighbours on the corridor {element.id} lie in areas that do not touch",
                f"{one.name}→{other.name}",
                between,
            )


def _area(register: Register, member: Member) -> str:
    return register.host_prefecture(member.place_id) or member.place_id
