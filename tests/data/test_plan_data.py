"""The packaged plans: what a reader counts by hand in the documents."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from geo.domain.places import Hub
from geo.domain.plan import Plan
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan, plan_folder, plan_keys, read_plan
from geo.sources.plans.meta import entries_of
from geo.sources.plans.rows import PLAN_TABLES, rows_of
from geo.sources.tables.reading import table_of
from geo.sources.tables.table import Tables
from geo.workbook.meta import nested

NINE = {
    "440100": (7, 9),
    "440300": (7, 11),
    "440400": (4, 7),
    "440600": (5, 7),
    "441300": (4, 5),
    "441900": (6, 10),
    "442000": (6, 12),
    "440700": (3, 4),
    "441200": (1, 1),
}
SECTORS = {
    "未来网络": ["高速全光通信", "下一代移动通信", "算力网络", "光计算与可见光通信"],
    "通用智能": ["大模型", "具身智能机器人", "未来智能终端", "智能无人系统", "类脑智能"],
    "生命与健康": ["合成生物", "AI+生物医药", "细胞和基因治疗", "脑科学与脑机接口", "类器官"],
    "低碳能源": ["新型储能", "绿色氢能", "先进核能", "碳捕集利用与封存"],
    "先进材料": ["仿生智能材料", "纳米材料", "超导材料", "先进金属"],
    "未来空间": ["深海空间", "网络空间", "低空经济", "商业航天"],
    "量子科技": ["量子计算", "量子精密测量", "量子通信"],
}
FIRST_THREE = ("future2024", "photonics2024", "space2024")


@pytest.fixture(scope="module")
def future() -> Plan:
    return load_plan("future2024")


def _listed(plan: Plan) -> list:
    return [row for row in plan.statements if row.relation in {"focus", "develop"}]


def test_seven_sectors_and_twenty_nine_subsectors_in_the_order_of_the_plan(future: Plan) -> None:
    assert {s.zh: [sub.zh for sub in s.subsectors] for s in future.taxonomy} == SECTORS
    assert [s.zh for s in future.taxonomy] == list(SECTORS)
    assert len(future.taxonomy.subsectors) == 29


def test_nine_cities_and_one_region_have_116_rows(future: Plan) -> None:
    counted = Counter((row.place_id, row.relation) for row in _listed(future))
    expected = {}
    for place, (sectors, subsectors) in {**NINE, "east_west_north": (2, 5)}.items():
        expected |= {(place, "focus"): sectors, (place, "develop"): subsectors}
    assert counted == expected
    assert Counter(row.relation for row in _listed(future)) == {"focus": 45, "develop": 71}


def test_only_listed_rows_of_future2024_have_a_sector(future: Plan) -> None:
    assert all(bool(row.sector) == (row in _listed(future)) for row in future.statements)
    assert all(row.force == "binding" and row.open_ended for row in _listed(future))
    assert all(bool(row.subsector) == (row.relation == "develop") for row in _listed(future))


def test_every_subsector_of_a_place_lies_in_a_sector_that_the_place_focuses_on(
    future: Plan,
) -> None:
    focus = {(r.place_id, r.sector) for r in _listed(future) if r.relation == "focus"}
    assert {(r.place_id, r.sector) for r in _listed(future)} == focus


def test_the_region_is_collective_and_no_city_is(future: Plan) -> None:
    scopes = {(row.place_id == "east_west_north", row.scope) for row in _listed(future)}
    assert scopes == {(True, "collective"), (False, "direct")}


def test_printed_terms_that_are_mapped_are_marked(future: Plan) -> None:
    names = {s.id: s.zh for s in (*future.taxonomy.sectors, *future.taxonomy.subsectors)}
    differing = {
        (r.place_id, r.term, names[r.subsector or r.sector])
        for r in _listed(future)
        if r.term != names[r.subsector or r.sector]
    }
    assert differing == {
        ("440300", "通用智能终端", "未来智能终端"),
        ("441900", "先进金属材料", "先进金属"),
    }
    assert {(r.place_id, r.term) for r in _listed(future) if r.inferred == "term"} == {
        (place, term) for place, term, _ in differing
    }


def test_cyberspace_is_a_space_and_not_a_network(future: Plan) -> None:
    rows = [r for r in _listed(future) if r.term == "网络空间"]
    assert {r.sector for r in rows} == {"space"}
    assert {r.place_id for r in rows} == {"440100", "440400", "441900", "442000"}


def test_carriers_are_complete_and_two_lists_are_closed(future: Plan) -> None:
    counted = Counter(c.place_id for c in future.carriers)
    assert counted == {
        "440100": 5,
        "440300": 4,
        "440400": 2,
        "440600": 5,
        "441300": 3,
        "441900": 3,
        "442000": 3,
        "440700": 2,
        "441200": 4,
    }
    assert {c.place_id for c in future.carriers if not c.open_ended} == {"441300", "442000"}
    roles = {c.place_id: c.role for c in future.carriers}
    assert (roles["440400"], roles["440600"], roles["440700"], roles["441200"]) == (
        "重点创新平台",
        "载体",
        "科技载体",
        "科技创新载体",
    )


def test_every_carrier_has_a_hub_in_its_city_and_one_is_not_plotted() -> None:
    register = load_register()
    unplotted = set()
    for key in FIRST_THREE:
        for row in load_plan(key).carriers:
            hub = register.place(row.hub)
            assert isinstance(hub, Hub)
            assert hub.prefecture == row.place_id
            if not hub.plotted:
                unplotted.add(hub.id)
    assert unplotted == {"zq_xijiang"}


def test_structure_of_future2024(future: Plan) -> None:
    form = future.structure
    assert form.slogan.zh == "两核双廊多极点"
    (cores,) = form.of_kind("core")
    assert [m.place_id for m in cores.members] == ["440100", "440300"]
    first, second = form.of_kind("corridor")
    assert [m.name for m in first.members if not m.inferred] == ["广", "深", "港"]
    assert [m.name for m in second.members if not m.inferred] == ["广", "珠", "澳"]
    assert first.members[-1].place_id == "810000"
    assert second.members[-1].place_id == "820000"
    (poles,) = form.of_kind("pole")
    assert [m.place_id for m in poles.members] == ["sz_hetao", "zh_hengqin"]
    (others,) = form.of_kind("other")
    assert len({m.place_id for m in others.members}) == 19
    assert {m.place_id for m in others.members}.isdisjoint({"440100", "440300"})


def test_corridors_run_on_without_turning_back(future: Plan) -> None:
    register = load_register()
    for corridor in future.structure.of_kind("corridor"):
        hubs = [register.place(m.place_id) for m in corridor.members if not m.place_id.isdigit()]
        assert all(isinstance(hub, Hub) and hub.plotted for hub in hubs)
        lats = [hub.lat for hub in hubs if isinstance(hub, Hub) and hub.lat is not None]
        assert lats == sorted(lats, reverse=True)  # from Guangzhou south to the sea


def test_four_cities_have_three_kinds_of_photonic_chip_each() -> None:
    plan = load_plan("photonics2024")
    rows = [r for r in plan.statements if r.subsector and r.scope == "direct"]
    cities = {"440100", "440300", "440400", "441900"}
    assert {(r.place_id, r.term) for r in rows} == {
        (city, term) for city in cities for term in ("光通信芯片", "光传感芯片", "光计算芯片")
    }
    assert all(r.open_places and r.strength == "support" for r in rows)
    assert not plan.carriers
    assert plan.structure.declared == ()


def test_space_has_two_cores_two_nodes_and_no_constellations() -> None:
    plan = load_plan("space2024")
    named: dict[str, set[str]] = {}
    for row in plan.statements:
        if row.force == "binding" and row.subsector and row.scope == "direct":
            named.setdefault(row.place_id, set()).add(row.term)
    chain = {"火箭", "卫星", "地面站", "终端设备", "应用"}
    assert named == {
        "440100": chain | {"北斗产业生态城"},
        "440300": chain,
        "440400": {"终端设备制造", "卫星运营", "卫星应用"},
        "441700": {"星箭总装制造", "卫星应用", "航天科普", "航天文旅"},
    }
    roles = {(r.place_id, r.term) for r in plan.statements if r.relation == "role"}
    assert roles == {
        ("440100", "核心"),
        ("440300", "核心"),
        ("440400", "支点"),
        ("441700", "支点"),
    }
    assert all(r.place_id != "442000" for r in plan.statements)  # 中山大学 is not in 中山
    assert not [r for r in plan.statements if r.clause == "二/(八)#1.2"]  # “珠海” in quotes


def test_every_plan_loads_with_a_reason_for_every_silent_paragraph() -> None:
    for key in plan_keys():
        plan = load_plan(key)
        assert plan.key == key
        assert plan.statements
        assert [p for p in plan.paragraphs if p.status == "none" and not p.reason] == []
        assert {p.status for p in plan.paragraphs} == {"rows", "none"}


def test_no_sentence_of_a_document_is_in_the_tables() -> None:
    assert [
        f"{path.parent.name}/{path.name}: {line[:40]}"
        for key in plan_keys()
        for path in sorted(plan_folder(key).glob("*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "。" in line
    ] == []


def test_english_names_are_english_and_differ() -> None:
    for key in FIRST_THREE:
        names = [t.en for s in load_plan(key).taxonomy for t in (s, *s.subsectors)]
        assert len(set(names)) == len(names), key
        assert [n for n in names if not re.fullmatch(r"[A-Z][\x20-\x7e]+", n)] == []


def test_what_is_written_of_a_plan_is_what_was_read():
    for key in plan_keys():
        plan = load_plan(key)
        tables = {}
        for name, rows in rows_of(plan).items():
            names = PLAN_TABLES[name].names
            records = [names, *([row[column] for column in names] for row in rows)]
            tables[name] = table_of(f"{name}.csv", "UTF-8", enumerate(records, 1))
        again = read_plan(nested(entries_of(plan)), Tables(tables))
        assert (again, again.clauses) == (plan, plan.clauses)
