"""The Scene: styles, legend and numbers come from the table and agree with each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Flag
from geo.domain.structure import Element, Member
from geo.errors import SpecError
from geo.join.attach import attach
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import make_spec, presets, resolve
from geo.scene.scene import Scene
from geo.scene.world import World, load_world
from geo.spec.mapspec import MapSpec
from tests.small_plan import BELT, CORES, CORRIDOR, plan, row

ROWS = [
    row("440100", "steel"),
    *(row("440100", "steel", f"steel.{i}") for i in range(1, 6)),
    row("440300", "steel"),
    row("440600", "steel", "steel.2"),
    row("east_west_north", "steel", "steel.3", scope="collective"),
    row("east_west_north", "steel", scope="collective"),
    row("gz_science_city", "steel", "steel.1"),
    row("gz_lab", force="facility", relation="host"),
]
CARRIERS = [
    Carrier("广州", "440100", "广州科学城", "gz_science_city", "核心载体", True, "一#1.1"),
    Carrier("肇庆", "441200", "西江高新区", "zq_xijiang", "载体", False, "一#1.1"),
    Carrier("肇庆", "441200", "无名园", "", "载体", False, "一#1.1"),
]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def make(rows: list = ROWS) -> Plan:
    return plan(rows, CARRIERS, (CORES, CORRIDOR, BELT))


def scene_of(spec: MapSpec, world: World, of: Plan | None = None) -> Scene:
    return resolve(spec, PlanGround(attach(of or make(), world.register), world))


@pytest.mark.parametrize("spec", presets(make()), ids=lambda spec: spec.slug)
def test_legend_entries_are_exactly_the_states_drawn(spec: MapSpec, world: World) -> None:
    scene = scene_of(spec, world)
    entries = [e for e in scene.legend[0].entries if e.key != "outside"]
    counts: dict[str, int] = {}
    for entry in entries:
        state = entry.key.partition("@")[0]
        counts[state] = counts.get(state, 0) + entry.count
    assert counts == scene.states()
    assert {e.style for e in entries} == {area.style for area in scene.areas}
    assert len({e.style for e in entries}) == len({e.key for e in entries}) == len(entries)
    for entry in entries:
        assert len(entry.members) == entry.count


@pytest.mark.parametrize("spec", presets(make()), ids=lambda spec: spec.slug)
def test_every_area_of_the_level_is_drawn_once(spec: MapSpec, world: World) -> None:
    codes = [a.adcode for a in scene_of(spec, world).areas]
    assert len(codes) == len(set(codes)) == 21


@pytest.mark.parametrize("spec", presets(make()), ids=lambda spec: spec.slug)
def test_symbols_and_bands_stand_in_the_legend(spec: MapSpec, world: World) -> None:
    scene = scene_of(spec, world)
    keys = {e.key for block in scene.legend[1:] for e in block.entries}
    drawn = {f"symbol:{s.kind}:{s.grade if s.grade == 'area' else 'solid'}" for s in scene.symbols}
    lines = {f"band:{b.id}" for b in scene.bands} | {f"belt:{b.id}" for b in scene.belts}
    assert keys == drawn | lines


def test_states_of_a_sector_map(world: World) -> None:
    scene = scene_of(MapSpec("test", "sector", "steel"), world)
    assert scene.area("440100").state == "named-4"
    assert scene.area("440300").state == "focus"
    assert scene.area("440600").state == "named-1"
    assert scene.area("440800").state == "collective"
    assert scene.area("441200").state == "not_named"
    assert scene.area("440100").count == 5
    assert {scene.area(code).state for code in ("810000", "820000", "450000")} == {"outside"}


def test_every_coloured_area_leads_to_its_clause(world: World) -> None:
    for spec in presets(make()):
        for area in scene_of(spec, world).areas:
            if area.state != "not_named":
                assert area.statements, (spec.slug, area.adcode)
                assert all(line.clause and line.locator.zh for line in area.statements)


def test_key_numbers_agree_with_the_states(world: World) -> None:
    scene = scene_of(MapSpec("test", "sector", "steel"), world)
    states = scene.states()
    numbers = [n.value for n in scene.key_numbers]
    assert numbers == [3, 1, states["collective"], 5, 0]


def test_a_carrier_without_a_point_is_listed_and_not_plotted(world: World) -> None:
    scene = scene_of(MapSpec("test", "carriers"), world)
    assert {entry.label.zh for entry in scene.listed} == {"西江高新区", "无名园"}
    assert {s.id for s in scene.symbols if s.kind == "carrier"} == {"gz_science_city"}


def test_a_line_of_carriers_says_that_one_of_its_lists_is_open(world: World) -> None:
    open_end = replace(CARRIERS[1], open_ended=True)
    of = plan(ROWS, [CARRIERS[0], open_end, CARRIERS[2]], (CORES,))
    scene = scene_of(make_spec(of, "carriers"), world, of)
    (line,) = scene.area("441200").statements
    assert [term.zh for term in line.terms] == ["西江高新区", "无名园"]
    assert line.flags == (Flag.OPEN,)


def test_a_belt_of_the_coast_is_a_band_offshore_and_no_line(world: World) -> None:
    scene = scene_of(make_spec(make(), "structure"), world)
    assert [b.kind for b in scene.bands] == ["corridor"]
    (belt,) = scene.belts
    assert (belt.adcodes, belt.hatch) == (("440800", "441700"), None)
    assert belt.waters
    assert belt.name.zh == "沿海带（示意）"
    entry = next(e for block in scene.legend for e in block.entries if e.belt)
    assert [t.zh for t in entry.members] == ["湛江", "阳江"]
    looks = {replace(area.style, lettering="") for area in scene.areas}
    assert len(looks) == 1, "all areas are of one ground, whatever is said of them"


def test_an_optional_node_is_beside_the_corridor(world: World) -> None:
    scene = scene_of(make_spec(make(), "structure"), world)
    assert len(scene.bands[0].points) == 2
    assert [s.kind for s in scene.symbols if s.id == "line:dg_songshanhu"] == ["stop"]


def test_a_city_in_two_elements_of_a_kind_is_one_symbol_that_tells_of_both(world: World) -> None:
    three = replace(CORES, id="three", name_zh="三心", members=CORES.members[:1])
    of = plan(ROWS, elements=(CORES, three))
    scene = scene_of(make_spec(of, "structure"), world, of)
    told = {s.label.zh: [line.heading.zh for line in s.statements] for s in scene.symbols}
    assert told == {"广州": ["两核", "三心"], "深圳": ["两核"]}


def test_the_mark_of_internal_use_goes_only_with_a_number(world: World) -> None:
    spec = MapSpec("test", "sector", "steel")
    assert not scene_of(spec, world).credits.reviewed
    numbered = spec.with_(approval="粤S(2026)001号")
    credits_ = scene_of(numbered, world).credits
    assert credits_.reviewed
    assert "粤S(2026)001号" in credits_.review.zh


def test_an_unknown_sector_is_refused_with_the_nearest(world: World) -> None:
    with pytest.raises(SpecError, match="iron"):
        scene_of(MapSpec("test", "sector", "iron"), world)


def test_hostile_terms_stay_plain_text(world: World) -> None:
    hostile = row("440100", "steel", "steel.1", term="<img src=x onerror=alert(1)>{{7*7}}")
    scene = scene_of(MapSpec("test", "sector", "steel"), world, make([hostile]))
    assert scene.area("440100").statements[0].terms[0].zh == hostile.term


def test_symbols_and_listed_things_belong_to_areas_of_the_map(world: World) -> None:
    of = plan(ROWS, CARRIERS, (CORES, CORRIDOR), level="county", territory="440100")
    scene = scene_of(MapSpec("test", "carriers", level="county"), world, of)
    hosts = {s.id: s.host for s in scene.symbols}
    assert hosts["gz_science_city"] == "440112"
    assert {"440112", "440105"} <= {a.adcode for a in scene.areas}


def test_only_the_backbone_of_the_structure_stands_on_other_maps(world: World) -> None:
    parks = tuple(Member(i, p, p) for i, p in enumerate(("gz_science_city", "sz_hetao"), 1))
    line = Element("parks", "belt", "园区带", parks, "一#1.1")
    of = plan(ROWS, CARRIERS, (CORES, CORRIDOR, line))
    on_structure = scene_of(make_spec(of, "structure"), world, of)
    elsewhere = scene_of(MapSpec("test", "sector", "steel"), world, of)
    assert {b.kind for b in on_structure.bands} == {"corridor", "belt"}
    assert {b.kind for b in elsewhere.bands} == {"corridor"}
