"""Small multiples: one extent, one legend, states from the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.domain.plan import Plan
from geo.scene.glance import PANEL_CLASSES, glance_panels, sector_panels
from geo.scene.scene import NAMED, Scene
from geo.scene.world import World, load_world
from geo.sources.plans.folder import load_plan, plan_keys
from tests.small_plan import plan, row


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    return tuple(load_plan(key) for key in plan_keys())


@pytest.fixture(scope="module")
def panels(plans: tuple[Plan, ...], world: World) -> tuple[Scene, ...]:
    return glance_panels(plans, world)


def legend_of(scene: Scene) -> list[tuple]:
    return [(e.key, e.label, e.style) for e in scene.legend[0].entries]


def test_every_plan_has_a_panel_with_one_extent_and_one_legend(
    panels: tuple[Scene, ...], plans: tuple[Plan, ...]
) -> None:
    assert [s.spec.plan for s in panels] == [p.key for p in plans]
    assert len({tuple((a.adcode, a.anchor) for a in s.areas) for s in panels}) == 1
    assert len({tuple(a.adcode for a in s.context) for s in panels}) == 1
    assert all(legend_of(s) == legend_of(panels[0]) for s in panels)
    assert [key for key, _, _ in legend_of(panels[0])] == [one.state for one in PANEL_CLASSES]


def test_the_styles_drawn_are_those_of_the_legend(panels: tuple[Scene, ...]) -> None:
    for scene in panels:
        entries = {e.key: e for e in scene.legend[0].entries}
        for area in scene.areas:
            assert entries[area.state].style == area.style
            assert area.short in entries[area.state].members
        assert sum(len(e.members) for e in entries.values()) == 21
    styles = [style for _, _, style in legend_of(panels[0])]
    assert len({(s.fill, s.pattern) for s in styles}) == len(PANEL_CLASSES)


def test_states_come_from_the_rows(world: World) -> None:
    rows = [
        row("440100", "steel"),
        row("440112", "steel"),
        row("sz_pcl", force="facility"),
        row("east", "steel", scope="collective"),
        row("440600", "steel", force="context"),
        row("440000", "steel", force="facility"),
    ]
    (scene,) = glance_panels([plan(rows)], world)
    assert {code: scene.area(code).state for code in ("440100", "440300", "440500", "440600")} == {
        "440100": "named-1",
        "440300": "focus",
        "440500": "collective",
        "440600": "not_named",
    }
    assert [line.heading.zh for line in scene.area("440100").statements] == ["钢铁", "黄埔区：钢铁"]


def test_cities_beyond_a_city_plan_are_outside_it(panels: tuple[Scene, ...]) -> None:
    scene = next(s for s in panels if s.spec.plan == "gz_dualchain2022")
    assert scene.area("440100").state == "focus"
    assert {a.state for a in scene.areas if a.adcode != "440100"} == {"outside"}


def test_the_space_plan_names_four_cities(panels: tuple[Scene, ...]) -> None:
    scene = next(s for s in panels if s.spec.plan == "space2024")
    named = {a.short.zh for a in scene.areas if a.state in NAMED}
    assert named == {"广州", "深圳", "珠海", "阳江"}


@pytest.mark.parametrize("key", plan_keys())
def test_every_sector_has_a_panel_with_one_legend(key: str, world: World) -> None:
    of = load_plan(key)
    made = sector_panels(of, world)
    assert [s.spec.subject for s in made] == [s.id for s in of.taxonomy]
    assert len({tuple(a.adcode for a in s.areas) for s in made}) == 1
    assert all(legend_of(s) == legend_of(made[0]) for s in made)
    assert {a.level for a in made[0].areas} == {of.level}
    assert len({s.spec.to_json() for s in made}) == len(made)


def test_a_sector_tied_to_no_place_is_a_panel_without_colour(world: World) -> None:
    steel, silk = sector_panels(plan([row("440100", "steel")]), world)
    assert steel.states() == {"named-1": 1, "not_named": 20}
    assert silk.states() == {"not_named": 21}


def test_a_city_plan_is_shown_at_its_districts(world: World) -> None:
    rows = [row("440305", "steel"), row("z_qianhai", "silk", scope="collective")]
    of = replace(plan(rows, level="county", territory="440300"), key="test")
    steel, silk = sector_panels(of, world)
    assert steel.spec.focus_adcode == "440300"
    assert {a.adcode for a in steel.areas if a.state == "named-1"} == {"440305"}
    assert {a.adcode for a in silk.areas if a.state == "collective"} == {"440305", "440306"}
