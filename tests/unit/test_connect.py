"""Corridors: a gap is told with its clause and what lies between."""

from __future__ import annotations

import pytest

from geo.domain.structure import Element, Member
from geo.errors import PlanError
from geo.join.attach import adjacency, check_corridors
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan, plan_keys
from tests.small_plan import CLAUSE, plan

BOUNDARIES, REGISTER = load_boundaries(), load_register()


def corridor(*members: Member) -> Element:
    return Element("line", "corridor", "走廊", members, CLAUSE.id)


def test_a_linked_corridor_passes() -> None:
    linked = corridor(
        Member(1, "广州", "440100"),
        Member(2, "松山湖", "dg_songshanhu"),
        Member(3, "深圳", "440300"),
    )
    check_corridors(plan([], elements=(linked,)), REGISTER, BOUNDARIES)


def test_removing_a_linking_city_is_told_with_the_clause_and_the_city_between() -> None:
    broken = corridor(Member(1, "广州", "440100"), Member(2, "深圳", "440300"))
    with pytest.raises(PlanError) as caught:
        check_corridors(plan([], elements=(broken,)), REGISTER, BOUNDARIES)
    (fault,) = caught.value.faults
    assert CLAUSE.id in fault.address
    assert fault.value == "广州→深圳"
    assert "东莞市" in fault.nearest


def test_an_optional_place_beside_the_line_does_not_link_it() -> None:
    beside = corridor(
        Member(1, "广州", "440100"),
        Member(2, "松山湖", "dg_songshanhu", optional=True),
        Member(3, "深圳", "440300"),
    )
    with pytest.raises(PlanError):
        check_corridors(plan([], elements=(beside,)), REGISTER, BOUNDARIES)


@pytest.mark.parametrize("key", plan_keys())
def test_the_corridors_of_every_plan_are_walkable(key: str) -> None:
    check_corridors(load_plan(key), REGISTER, BOUNDARIES)


def test_touching_is_mutual() -> None:
    near = adjacency({**BOUNDARIES.layers["prefectures"], **BOUNDARIES.layers["sars"]})
    assert all(one in near[other] for one in near for other in near[one])
    assert "810000" in near["440300"]
    assert "820000" in near["440400"]
