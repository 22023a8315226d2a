"""A theme across plans: states, lines plan by plan, legend, matrix; nothing dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.ask.themes import themes_of
from geo.domain.plan import Plan
from geo.domain.statement import Statement
from geo.domain.text import Text
from geo.errors import SpecError
from geo.join.placing import Grid
from geo.join.themes import ThemeTable, theme_table
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.world import World, load_world
from geo.sources.crosswalk.themes import CrossTheme, Crosswalk, Link, load_crosswalk
from geo.sources.plans.folder import load_plan, plan_keys
from geo.spec.mapspec import MapSpec
from tests.small_plan import DOCUMENT, plan, row

WALK = Crosswalk(
    (CrossTheme("metal", "钢铁", "Metal"),),
    (
        *(Link("metal", f"p{i}", "steel", "same_term", states=True) for i in range(1, 6)),
        Link("metal", "p1", "silk", "related", states=False),
    ),
)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    return tuple(load_plan(key) for key in plan_keys())


@pytest.fixture(scope="module")
def walk(plans: tuple[Plan, ...]) -> Crosswalk:
    return load_crosswalk(plans)


def numbered(i: int, rows: list[Statement]) -> Plan:
    document = replace(DOCUMENT, short=Text(f"计划{i}", f"Plan {i}"))
    return replace(plan(rows), key=f"p{i}", document=document)


def table_of(world: World, *plans_rows: list[Statement]) -> ThemeTable:
    made = [numbered(i, rows) for i, rows in enumerate(plans_rows, 1)]
    return theme_table("metal", made, world.register, WALK)


def scene_of(world: World, *plans_rows: list[Statement]) -> Scene:
    return resolve_theme(theme_spec("metal"), table_of(world, *plans_rows), world)


def test_commercial_space_shows_the_four_cities_of_one_plan(
    world: World, plans: tuple[Plan, ...], walk: Crosswalk
) -> None:
    table = theme_table("commercial_space", plans, world.register, walk)
    scene = resolve_theme(theme_spec("commercial_space"), table, world)
    named = {a.short.zh for a in scene.areas if a.state.startswith("named")}
    assert named == {"广州", "深圳", "珠海", "阳江"}
    assert [c.zh for c in scene.matrix_columns] == [p.short.zh for p in table.plans]
    assert [p.key for p in table.plans] == ["future2024", "modern2025", "space2024"]
    assert table.naming() == ("space2024",)
    for area in scene.areas:
        for line in area.statements:
            assert line.heading.zh.startswith("商业航天行动方案")
            printed = line.clause.split("#")[0].replace("(", "（").replace(")", "）")
            assert line.locator.zh.startswith(printed)


def test_low_altitude_counts_a_city_named_by_both_plans(
    world: World, plans: tuple[Plan, ...], walk: Crosswalk
) -> None:
    table = theme_table("low_altitude", plans, world.register, walk)
    assert table.cell("440300").plans("direct") == ("future2024", "modern2025")


@pytest.mark.parametrize(("n", "state"), [(1, "named-1"), (3, "named-3"), (5, "named-4")])
def test_the_state_counts_the_plans_that_name_a_city(world: World, n: int, state: str) -> None:
    scene = scene_of(world, *[[row("440100", "steel"), row("440100", "steel", "steel.1")]] * n)
    assert (scene.area("440100").state, scene.area("440100").count) == (state, n)
    headings = [line.heading.zh for line in scene.area("440100").statements]
    assert headings == [f"计划{i}" for i in range(1, n + 1)]


def test_a_district_or_a_park_never_colours_its_city(world: World) -> None:
    scene = scene_of(world, [row("440112", "steel"), row("gz_science_city", "steel")])
    assert scene.area("440100").state == "not_named"
    assert "区县 1 个、园区设施 1 处" in scene.area("440100").state_text.zh
    assert scene.area("440112").state == "named-1"
    assert [s.id for s in scene.symbols] == ["gz_science_city"]
    assert [line.heading.zh for line in scene.area("440100").statements] == [
        "计划1·黄埔区",
        "计划1·广州科学城",
    ]


def test_a_region_hatches_and_stands_in_the_notes(world: World) -> None:
    rows = [row("east", "steel", scope="collective"), row("440500", "steel")]
    scene = scene_of(world, rows)
    assert scene.states() == {"named-1": 1, "collective": 3, "not_named": 17}
    assert [line.heading.zh for line in scene.region_notes] == ["计划1·粤东"]
    assert [(r.name.zh, r.cells) for r in scene.matrix] == [
        ("汕头", ("named",)),
        ("粤东", ("collective",)),
    ]


def test_facilities_and_context_never_colour(world: World) -> None:
    rows = [
        row("440100", "steel", force="facility"),
        row("440000", "steel", force="facility"),
        row("440300", "steel", force="context"),
        row("810000", "steel", force="context"),
    ]
    table = table_of(world, rows)
    assert {table.cell(a.adcode).state for a in table.areas} == {"not_named"}
    assert [s.reach for s in table.cell("440100").rows] == ["facility"]
    assert [s.row.place_id for s in table.elsewhere] == ["440000", "440300", "810000"]


def test_a_near_term_is_listed_but_not_counted(world: World) -> None:
    scene = scene_of(world, [row("440100", "silk")])
    area = scene.area("440100")
    assert area.state == "not_named"
    assert [line.heading.zh for line in area.statements] == ["计划1（相近用语“丝绸”，不计入）"]


def test_the_link_of_a_sub_sector_goes_before_that_of_its_sector(world: World) -> None:
    near = Link("metal", "p1", "steel.1", "related", states=False)
    walk = replace(WALK, links=(*WALK.links, near))
    rows = [row("440100", "steel", "steel.1"), row("440300", "steel", "steel.2")]
    table = theme_table("metal", [numbered(1, rows)], world.register, walk)
    assert [table.cell(code).state for code in ("440100", "440300")] == ["not_named", "named"]
    assert [s.row.subsector for s in table.cell("440100").near] == ["steel.1"]


def test_every_row_of_a_theme_stands_in_a_cell_or_elsewhere(
    world: World, plans: tuple[Plan, ...], walk: Crosswalk
) -> None:
    for theme in [t.id for t in walk.themes]:
        table = theme_table(theme, plans, world.register, walk)
        terms = {(x.plan, x.term_id) for x in walk.links_of(theme)}
        tied = {
            (p.key, r.address)
            for p in plans
            for r in p.statements
            if {(p.key, r.sector), (p.key, r.subsector)} & terms
        }
        stated = [s for cell in table.cells.values() for s in (*cell.rows, *cell.near)]
        found = {(s.plan, s.row.address) for s in (*stated, *table.elsewhere)}
        assert found == tied, theme
        assert table.total == len(tied), theme


def test_the_legend_is_what_is_drawn(
    world: World, plans: tuple[Plan, ...], walk: Crosswalk
) -> None:
    for theme in [t.id for t in walk.themes]:
        table = theme_table(theme, plans, world.register, walk)
        scene = resolve_theme(theme_spec(theme), table, world)
        entries = {e.key: e for e in scene.legend[0].entries if e.key != "outside"}
        assert {key: e.count for key, e in entries.items()} == scene.states(), theme
        assert all(entries[a.state].style == a.style for a in scene.areas), theme
        assert len([a for a in scene.areas if a.level == "prefecture"]) == 21
        assert [
            a.adcode
            for a in scene.areas
            if a.state not in ("not_named", "beyond") and not a.statements
        ] == []
        keys = {e.key for block in scene.legend[1:] for e in block.entries}
        grades = {(s.kind, s.grade if s.grade == "area" else "solid") for s in scene.symbols}
        assert keys == {f"symbol:{kind}:{grade}" for kind, grade in grades}, theme


def test_a_zone_of_counties_is_collective_for_them_and_a_site_for_the_city(world: World) -> None:
    zone = row("z_qianhai", "steel", scope="collective")
    cities = Grid(world.register, world.register.areas("prefecture"))
    districts = Grid(world.register, world.register.areas("county", "440300"))
    assert cities.placed(zone) == (("440300", "site"),)
    assert districts.placed(zone) == (("440305", "collective"), ("440306", "collective"))


def test_a_region_of_counties_does_not_stand_for_their_cities(world: World) -> None:
    cities = Grid(world.register, world.register.areas("prefecture"))
    found = dict(cities.placed(row("ewn_counties", "steel", scope="collective")))
    assert found == {"440700": "around", "441200": "around", "441300": "around"}


def test_the_whole_province_is_no_region_that_tells_cities_apart(world: World) -> None:
    table = table_of(world, [row("440000", "steel", scope="collective")])
    assert {table.cell(a.adcode).state for a in table.areas} == {"not_named"}
    assert [s.row.place_id for s in table.elsewhere] == ["440000"]


def test_an_unknown_theme_is_refused_with_the_nearest(world: World, walk: Crosswalk) -> None:
    with pytest.raises(SpecError, match="commercial_space"):
        theme_table("comercial_space", [], world.register, walk)


def test_a_spec_of_another_map_is_refused(world: World) -> None:
    with pytest.raises(SpecError, match="metal"):
        resolve_theme(MapSpec("*", "theme", "silk"), table_of(world, []), world)


def test_the_spec_of_a_theme_round_trips() -> None:
    spec = theme_spec("quantum", "en")
    assert MapSpec.from_json(spec.to_json()) == spec
    assert (spec.plan, spec.slug) == ("*", "quantum")


def bare(themes, key):
    """Whether the map of a theme has no area with a colour or hatch and no point."""
    scene = resolve_theme(theme_spec(key, "zh"), themes.table(key), load_world())
    return {a.state for a in scene.areas} == {"not_named"} and not scene.symbols


def test_what_is_said_of_a_zone_alone_is_listed_and_not_mapped():
    themes = themes_of()
    assert bare(themes, "food")
    assert "food" in themes.listed
    assert not bare(themes, "trade")  # parks of two plans
    assert "trade" in themes.mapped


@pytest.mark.slow
def test_no_theme_has_a_map_with_nothing_on_it():
    themes = themes_of()
    assert [key for key in themes.mapped if bare(themes, key)] == []


def test_a_city_that_no_plan_is_about_is_beyond_and_not_left_out(
    world: World, plans: tuple[Plan, ...], walk: Crosswalk
) -> None:
    """Plans of 广州 alone leave out no other city; a plan of the province leaves out every one."""
    found = {}
    for theme, keys in {
        "next_gen_it": ("gz_dualchain2022", "gzhtz2021"),
        "trade": ("gzhtz2021", "qianhai2024"),
        "life_health": ("future2024", "gz_dualchain2022", "gzhtz2021"),
    }.items():
        table = theme_table(theme, plans, world.register, walk)
        assert tuple(p.key for p in table.plans) == keys
        scene = resolve_theme(theme_spec(theme), table, world)
        entries = {e.key: e for block in scene.legend for e in block.entries}
        beyond = {a.short.zh for a in scene.areas if a.state == "beyond"}
        found[theme] = {a.short.zh for a in scene.areas} - beyond, "beyond" in entries
        assert not beyond or entries["beyond"].count == len(beyond) == 21 - len(found[theme][0])
        assert not beyond or "未点名" not in scene.area("440200").state_text.zh
        looks = {a.state: a.style for a in scene.areas if a.state in ("beyond", "not_named")}
        assert len({look.fill for look in looks.values()}) == len(looks)
        assert not beyond or looks["beyond"].lettering == "small"
    assert found["next_gen_it"] == ({"广州"}, True)
    assert found["trade"] == ({"广州", "深圳"}, True)
    assert len(found["life_health"][0]) == 21
    assert not found["life_health"][1]


def test_a_city_that_a_plan_of_another_names_is_named(world: World) -> None:
    own = replace(numbered(1, [row("440300", "steel")]), territory="440100")
    table = theme_table("metal", [own], world.register, WALK)
    scene = resolve_theme(theme_spec("metal"), table, world)
    states = {a.short.zh: a.state for a in scene.areas}
    assert (states["深圳"], states["广州"], states["珠海"]) == ("named-1", "not_named", "beyond")
