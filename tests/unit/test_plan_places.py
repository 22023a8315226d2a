"""Places of a user's plan: by id, by exact name, of the right level, or the plan's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.domain.places import Hub
from geo.errors import GeoError, Notice, PlaceError
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register
from tests.trial_folder import META, STRUCTURE, make_folder, only, rows, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid plan folder."""
    return make_folder(tmp_path)


@pytest.mark.parametrize(
    "name",
    ["广州", "廣州市", "Guangzhou", "广东省广州市"],
)
def test_a_name_without_id_is_resolved_by_rule_and_said_once(folder: Path, name: str) -> None:
    rows(folder, {"place": name, "place_id": ""})
    with pytest.warns(Notice) as said:
        assert load_plan(folder).statements[0].place_id == "440100"
    (line,) = (str(one.message) for one in said)
    assert "resolved by rule: 1" in line
    assert f"assignments.csv:2:place {name.strip()} → 广州市（440100）" in line


@pytest.mark.parametrize("name", ["广州市", "440100", " 广州市 "])
def test_the_registered_name_needs_no_word(folder: Path, name: str) -> None:
    rows(folder, {"place": name, "place_id": ""})
    assert load_plan(folder).statements[0].place_id == "440100"


@pytest.mark.parametrize("column", ["place", "place_id"])
def test_full_width_digits_are_said_once(folder: Path, column: str) -> None:
    rows(folder, {"place_id": "", column: "４４０１００"})
    with pytest.warns(Notice, match=f"{column} ４４０１００ → 440100") as said:
        assert load_plan(folder).statements[0].place_id == "440100"
    assert len(said) == 1


@pytest.mark.parametrize(
    ("cells", "column", "value", "en", "nearest"),
    [
        ({"place": "广洲市"}, "place", "广洲市", "unknown place", "广州市"),
        ({"place": "长沙市"}, "place", "长沙市", "not in Guangdong: 湖南省长沙市", None),
        ({"place": "{{7*7}}"}, "place", "{{7*7}}", "unknown place", None),
        ({"place": "<img onerror>"}, "place", "<img onerror>", "unknown place", None),
        ({"place_id": "440199"}, "place_id", "440199", "no such id", "440"),
        ({"place": "深圳市", "place_id": "440100"}, "place", "深圳市", "contradict", "深圳市"),
        ({"place": "天河区", "place_id": "440106"}, "place", "天河区", "wrong level", "广州市"),
        ({"place": "天河区"}, "place", "天河区", "wrong level", "广州市"),
        ({"place": "香港", "place_id": "810000"}, "place", "香港", "outside the plan's", None),
    ],
)
def test_places_that_do_not_fit(folder: Path, cells, column, value, en, nearest) -> None:
    rows(folder, {"term": "另一项"}, {"place_id": "", **cells})
    fault = only(folder, PlaceError)
    assert (fault.address, fault.value) == (f"assignments.csv:3:{column}", value)
    assert en in fault.en
    if nearest:
        assert fault.nearest[0].startswith(nearest)


def test_a_county_may_stand_where_the_plan_says_that_it_names_counties(folder: Path) -> None:
    rows(folder, {"place": "天河区", "place_id": "440106"})
    (folder / "plan.toml").write_text('levels = ["county"]\n' + META, encoding="utf-8")
    assert load_plan(folder).statements[0].place_id == "440106"


@pytest.mark.parametrize(
    ("name", "place_id", "zh", "nearest"),
    [
        ("赣州市", "440100", "不在广东：江西省赣州市", "广州市（440100）"),
        ("火星", "440300", "编号 440300 是深圳市", "深圳市（440300）"),
        ("东莞市、惠州市", "441900", "几个地点", "惠州市（441300）"),
        ("东莞市，惠州市", "441900", "几个地点", "惠州市（441300）"),
        ("东莞惠州", "441900", "编号 441900 是东莞市", "东莞市（441900）"),
        ("顺德区", "440300", "编号还是旧的", "顺德区（440606）"),
        ("深圳市顺德区", "440300", "编号 440300 是深圳市", "深圳市（440300）"),
        ("珠三角", "440300", "编号还是旧的", "深圳市（440300）"),
        ("前海", "440300", "编号还是旧的", "前海深港现代服务业合作区（z_qianhai）"),
        ("广州市", "gz_science_city", "编号还是旧的", "广州市（440100）"),
        ("火星", "gz_science_city", "是广州科学城", "广州科学城（gz_science_city）"),
        ("沿海", "440100", "编号还是旧的", "沿海（coast）"),
        ("火星", "prd", "编号 prd 是珠三角", "珠三角（prd）"),
        ("萝岗区", "440100", "2014 年", "黄埔区（440112）"),
        ("深圳市火星区", "440300", "编号 440300 是深圳市", "深圳市（440300）"),
        ("全省", "440100", "编号 440100 是广州市", "广州市（440100）"),
        ("佛山", "440100", "编号还是旧的", "佛山市（440600）"),
        ("莱芜市", "440100", "2018 年已撤销或改名，今为山东省济南市", "广州市（440100）"),
    ],
)  # fmt: skip
def test_a_name_that_contradicts_its_id_is_refused(folder, name, place_id, zh, nearest) -> None:
    rows(folder, {"term": "另一项"}, {"place": name, "place_id": place_id, "class": "context"})
    fault = only(folder, PlaceError)
    assert (fault.address, fault.value) == ("assignments.csv:3:place", name)
    assert zh in fault.zh
    assert nearest in fault.nearest


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        *[("广州", "440100"), ("廣州市", "440100"), ("Guangzhou", "440100"), ("各区", "440100")],
        *[("全市", "440100"), ("各地市", "440000"), ("港澳", "810000"), ("香港理工大学", "810000")],
        *[("前海", "sz_qianhai"), ("“一带一路”", "out_belt_road"), ("广", "gz_science_city")],
        *[("沿海", "coast_wings"), ("萝岗区", "440112"), ("东莞南城", "441900")],
        *[("茂名滨海新区", "440900"), ("肇庆新区", "441200"), ("广州港", "440100")],
    ],
)
def test_a_printed_name_may_be_short_or_a_part(folder: Path, name: str, place_id: str) -> None:
    rows(folder, {"place": name, "place_id": place_id, "class": "context"})
    assert load_plan(folder).statements[0].place == name


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("萝岗区", "黄埔区（440112）"),
        ("芳村", "荔湾区（440103）"),
        ("广州市东山区", "越秀区（440104）"),
    ],
)
def test_a_unit_that_is_no_more_names_its_successor(folder: Path, name: str, nearest: str) -> None:
    rows(folder, {"place": name, "place_id": ""})
    fault = only(folder, PlaceError)
    assert fault.nearest == (nearest,)
    assert re.search(r"20(05|14) 年已撤销或改名", fault.zh)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("罗岗区", "萝岗区 → 黄埔区（440112）"),  # an old name, mistyped
        ("东沙群岛", "汕尾市（441500）"),
        ("东沙岛", "汕尾市（441500）"),
    ],
)
def test_an_old_name_mistyped_and_reefs_lead_to_their_unit(folder, name, nearest) -> None:
    rows(folder, {"place": name, "place_id": ""})
    assert only(folder, PlaceError).nearest[0] == nearest


def test_a_unit_of_another_province_names_its_province_once(folder: Path) -> None:
    rows(folder, {"place": "西沙群岛", "place_id": ""})
    assert only(folder, PlaceError).zh.startswith("不在广东：海南省西沙群岛")


@pytest.mark.parametrize(
    ("place_id", "zh"), [("440116", "2014 年"), ("360700", "不在广东：江西省赣州市")]
)
def test_an_old_or_foreign_code_is_told(folder: Path, place_id: str, zh: str) -> None:
    rows(folder, {"place": "广州市", "place_id": place_id})
    fault = only(folder, PlaceError)
    assert fault.address == "assignments.csv:2:place_id"
    assert zh in fault.zh


CARRIERS = "place,place_id,carrier,hub,role,clause"


@pytest.mark.parametrize(
    ("table", "header", "line", "column", "zh"),
    [
        ("carriers", CARRIERS, "广州市,440100,深圳高新区,sz_shtz,,", "hub", "在深圳市，不在广州市"),
        ("carriers", CARRIERS, "广州市,440100,火星,gz_science_city,,", "carrier", "是广州科学城"),
    ],
)
def test_carriers_and_members_are_held_to_the_same_rule(folder, table, header, line, column, zh):
    write(folder, f"{table}.csv", [header, line])
    fault = only(folder, PlaceError)
    assert fault.address == f"{table}.csv:2:{column}"
    assert zh in fault.zh


@pytest.mark.parametrize(
    ("name", "place_id", "zh"),
    [("火星", "440100", "是广州市"), ("赣州市", "440100", "江西省赣州市")],
)
def test_members_are_held_to_the_same_rule(folder, name, place_id, zh) -> None:
    line = f"poles,pole,极,,1,{name},{place_id},,,,"
    write(folder, "structure.csv", [*STRUCTURE, line])
    fault = only(folder, PlaceError)
    assert fault.address == f"structure.csv:{len(STRUCTURE) + 1}:member"
    assert zh in fault.zh


CITY = META.replace('territory = "440000"', 'territory = "440100"')


@pytest.mark.parametrize(
    ("table", "lines", "column"),
    [
        ("carriers", [CARRIERS, "深圳市,440300,甲园,,,"], "place"),
        ("structure", [STRUCTURE[0], "n,node,点,,1,深圳高新区,sz_shtz,,,,"], "member"),
        ("structure", [STRUCTURE[0], "n,node,点,,1,南山区,440305,,,,"], "member"),
        ("structure", [STRUCTURE[0], "l,corridor,廊,,1,深圳高新区,sz_shtz,,,,"], "member"),
    ],
)
def test_nodes_and_carriers_of_another_city_are_refused(folder, table, lines, column) -> None:
    (folder / "plan.toml").write_text(CITY, encoding="utf-8")
    write(folder, "structure.csv", STRUCTURE[:1])
    write(folder, f"{table}.csv", lines)
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    said = {fault.address: fault.zh for fault in caught.value.faults}
    assert said[f"{table}.csv:2:{column}"] == "在深圳市，不在广州市"


def test_a_registered_carrier_of_a_row_lies_in_its_city(folder: Path) -> None:
    rows(folder, {"carrier": "深圳高新区"})
    fault = only(folder, PlaceError)
    assert (fault.address, fault.zh) == ("assignments.csv:2:carrier", "在深圳市，不在广州市")


OWN = "id,name_zh,name_en,kind,county,lon,lat,coord_system,grade,radius_m,source"
POINT = "p,甲园,A,park,440106,113.33,23.12,WGS84,address,500,s"


def test_own_hubs_are_places_of_the_plan(folder: Path) -> None:
    own = "my_park,甲园,Park A,industrial_park,440106,113.33,23.11,GCJ-02,address,500,own survey"
    write(folder, "places.csv", [OWN, own])
    rows(folder, {"place": "甲园", "place_id": "", "class": "facility"})
    assert load_plan(folder).statements[0].place_id == "my_park"
    hub = plan_register(load_plan(folder)).place("my_park")
    assert isinstance(hub, Hub)
    assert (hub.prefecture, hub.county) == ("440100", "440106")
    assert (hub.lon, hub.lat) == pytest.approx((113.3246, 23.1126), abs=5e-4)  # 400-650 m off


@pytest.mark.parametrize(
    ("cells", "column", "zh"),
    [
        ({"county": "440100"}, "county", "不是县级区划"),
        ({"county": "萝岗区"}, "county", "2014 年"),
        ({"county": "赣州市"}, "county", "不在广东：江西省赣州市"),
        ({"coord_system": ""}, "coord_system", "不是可用的值"),
        ({"county": ""}, "county", "不能为空"),
        ({"id": "gz_science_city"}, "id", "编号已经有了"),
        ({"name_zh": "广州市"}, "name_zh", "是区划的名称"),
        ({"id": "My_park"}, "id", "只能用小写字母"),
        ({"id": "my_park."}, "id", "只能用小写字母"),
        *[({"lon": n}, "lon", "十进制") for n in ("x", "1_13.3", "inf", "113°20′")],
        ({"lat": "23;12"}, "lat", "十进制"),
        ({"lon": ""}, "lon", "要么都填"),
        ({"lat": ""}, "lat", "要么都填"),
        ({"lon": "213"}, "lon", "超出范围"),
        ({"lon": "0", "lat": "0"}, "lon", "公里；不知道就两格都留空"),
        ({"lon": "116.39", "lat": "39.91"}, "lon", "不在天河区内，相距约 18"),
        ({"lon": "23.12", "lat": "113.33"}, "lon", "经纬度写反了"),
        ({"lon": "113.33", "lat": "22.54"}, "lon", "不在天河区内，相距约 6"),
        *[({"radius_m": n}, "radius_m", "半径应大于 0") for n in ("0", "-5", "50001")],
        ({"radius_m": "5 km"}, "radius_m", "十进制"),
    ],
)  # fmt: skip
def test_own_points_that_do_not_fit(folder: Path, cells, column: str, zh: str) -> None:
    good = dict(zip(OWN.split(","), POINT.split(","), strict=True))
    write(folder, "places.csv", [OWN, ",".join({**good, **cells}.values())])
    fault = only(folder, PlaceError)
    assert fault.address == f"places.csv:2:{column}"
    assert zh in fault.zh


def test_a_number_that_is_none_is_refused_at_its_cell(folder: Path) -> None:
    write(folder, "places.csv", [OWN, POINT.replace("113.33", "nan")])
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    assert "places.csv:2:lon" in {fault.address for fault in caught.value.faults}


def test_a_comma_for_a_point_is_no_number(folder: Path) -> None:
    write(folder, "places.csv", [OWN, POINT.replace("113.33", '"113,33"')])
    assert only(folder, PlaceError).address == "places.csv:2:lon"


def test_an_undeclared_system_is_told(folder: Path) -> None:
    write(folder, "places.csv", [OWN, POINT.replace("113.33,23.12", "113.415,23.1")])
    assert only(folder, PlaceError).zh.endswith("若是 GCJ-02 坐标，coord_system 写 GCJ-02")
    write(folder, "places.csv", [OWN, POINT.replace("113.33,23.12,WGS84", "113.415,23.1,GCJ-02")])
    load_plan(folder)


def test_a_point_of_a_program_is_held_to_the_same_rule(folder: Path) -> None:
    hub = own_hub(folder)
    plan = replace(load_plan(folder), places=(replace(hub, lon=0.0, lat=0.0),))
    with pytest.raises(PlaceError, match="相距约"):
        plan_register(plan)


def own_hub(folder: Path) -> Hub:
    write(folder, "places.csv", [OWN, POINT])
    (hub,) = load_plan(folder).places
    return hub
