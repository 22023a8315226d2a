"""The analysis against a count by hand of part four of the future-industries plan."""

from __future__ import annotations

import re

import pytest

from geo.analysis.compare import compare
from geo.analysis.figures import key_figures
from geo.analysis.gaps import gaps
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import analyse
from geo.analysis.similarity import peers

CITIES = ["广州", "深圳", "珠海", "佛山", "惠州", "东莞", "中山", "江门", "肇庆"]
REGION = "粤东粤西粤北地区"
# Read in the document, city by city: who focuses on each sector.
FOCUS = {
    "未来网络": "广州 深圳 惠州 东莞 中山",
    "通用智能": "广州 深圳 珠海 佛山 惠州 东莞 中山",
    "生命与健康": "广州 深圳 珠海 佛山 东莞 中山",
    "低碳能源": "广州 深圳 珠海 佛山 惠州 东莞 中山 江门 肇庆",
    "先进材料": "广州 深圳 佛山 惠州 东莞 中山 江门",
    "未来空间": "广州 深圳 珠海 佛山 东莞 中山 江门",
    "量子科技": "广州 深圳",
}
# Who names each of the 29 sub-sectors.
NAMED = {
    "高速全光通信": "",
    "下一代移动通信": "深圳 东莞 中山",
    "算力网络": "深圳",
    "光计算与可见光通信": "中山",
    "大模型": "深圳",
    "具身智能机器人": "深圳 佛山 东莞",
    "未来智能终端": "深圳 珠海 佛山 东莞 中山",
    "智能无人系统": "珠海 惠州 中山",
    "类脑智能": "",
    "合成生物": "深圳 东莞",
    "AI+生物医药": "深圳 佛山",
    "细胞和基因治疗": "广州 深圳 佛山 中山",
    "脑科学与脑机接口": "广州 深圳 珠海",
    "类器官": "广州",
    "新型储能": "珠海 佛山 惠州 东莞 中山 江门 肇庆",
    "绿色氢能": "佛山 东莞 中山",
    "先进核能": "惠州 中山 江门",
    "碳捕集利用与封存": "惠州",
    "仿生智能材料": "广州",
    "纳米材料": "广州 惠州 东莞",
    "超导材料": "东莞",
    "先进金属": "东莞 中山 江门",
    "深海空间": "广州 珠海 佛山 中山 江门",
    "网络空间": "广州 珠海 东莞 中山",
    "低空经济": "广州 深圳 珠海 中山",
    "商业航天": "",
    "量子计算": "深圳",
    "量子精密测量": "广州",
    "量子通信": "",
}
OF_REGION = {"新型储能", "绿色氢能", "先进核能", "碳捕集利用与封存", "深海空间"}
PRINTED = {"未来智能终端": r"(未来|通用)智能终端"}


@pytest.fixture(scope="module")
def base():
    return analyse("future2024")


@pytest.fixture(scope="module")
def ids(base):
    terms = (*base.plan.taxonomy.sectors, *base.plan.taxonomy.subsectors)
    return {t.zh: t.id for t in terms}


def short(base, units):
    return {base.register.short_name(u.id).zh for u in units}


def test_the_taxonomy_has_the_classes_that_were_counted(base):
    assert [s.zh for s in base.plan.taxonomy] == list(FOCUS)
    assert {s.zh for s in base.plan.taxonomy.subsectors} == set(NAMED)


@pytest.mark.parametrize("sector", FOCUS)
def test_who_focuses_on_a_sector(base, ids, sector):
    assert short(base, base.matrix.holders(ids[sector])) == set(FOCUS[sector].split())


@pytest.mark.parametrize("sub", NAMED)
def test_who_names_a_subsector(base, ids, sub):
    assert short(base, base.matrix.holders(ids[sub])) == set(NAMED[sub].split())


def test_the_region_is_counted_apart(base, ids):
    matrix = base.matrix
    spoken = {s for s in NAMED if matrix.collective_holders(ids[s])}
    assert spoken == OF_REGION
    (region,) = matrix.of_kind("region")
    assert region.name.zh == REGION
    assert [s.zh for s in matrix.sectors if matrix.cell(region, s.id).state != "not_named"] == [
        "低碳能源",
        "未来空间",
    ]
    for sub in OF_REGION:
        total = matrix.column_total(ids[sub])
        assert (total.named, total.collective) == (len(NAMED[sub].split()), 12)
        assert total.inferred == 12


def test_what_is_left_open(base):
    found = gaps(base)
    void = {t.name.zh for t in found.unassigned_subsectors}
    assert void == {"高速全光通信", "类脑智能", "商业航天", "量子通信"}
    assert found.unassigned_sectors == ()
    assert found.collective_only_subsectors == ()
    assert found.places_without_anything == ()
    assert len(found.places_collective_only) == 12


def test_sectors_that_a_city_focuses_on_without_a_subsector(base):
    found = {(f.place.name.zh[:2], f.sector.name.zh) for f in gaps(base).focus_without_subsector}
    assert found == {
        ("广州", "未来网络"),
        ("广州", "通用智能"),
        ("广州", "低碳能源"),
        ("深圳", "低碳能源"),
        ("深圳", "先进材料"),
        ("佛山", "先进材料"),
        ("惠州", "未来网络"),
    }


def test_who_is_alone(base):
    found = {h.term.name.zh: h.places[0].name.zh[:2] for h in gaps(base).single_place_subsectors}
    assert found == {sub: city for sub, city in NAMED.items() if len(city.split()) == 1}
    assert len(found) == 9


def test_where_all_crowd(base):
    found = overlap(base)
    assert [c.term.name.zh for c in found.subsectors if c.term.id in found.most] == ["新型储能"]
    assert sum(c.count for c in found.subsectors) == 66
    assert set(found.least) == {h.term.id for h in gaps(base).single_place_subsectors}


def test_how_guangzhou_and_shenzhen_differ(base, ids):
    found = compare(base, ["广州", "深圳"])
    names = {i: zh for zh, i in ids.items()}
    first, second = found.sides
    assert len(found.shared_sectors) == 7
    assert {names[s] for s in found.shared_subsectors} == {
        "细胞和基因治疗",
        "脑科学与脑机接口",
        "低空经济",
    }
    own = {s for s, cities in NAMED.items() if {"广州", "深圳"} & set(cities.split()) == {"广州"}}
    other = {s for s, cities in NAMED.items() if {"广州", "深圳"} & set(cities.split()) == {"深圳"}}
    assert {names[s] for s in first.only_subsectors} == own
    assert {names[s] for s in second.only_subsectors} == other
    assert (len(own), len(other)) == (6, 8)
    assert (len(first.carriers), len(second.carriers)) == (5, 4)
    near = {p.place.id: p for p in peers(base, "广州").peers}
    assert near["440300"].subsector == pytest.approx(3 / 17)
    assert near["440300"].sector == 1


def test_the_key_numbers_count_what_they_link_to(base):
    for sector, cities in FOCUS.items():
        figures = {f.key: f for f in key_figures(base, "sector", sector)}
        assert figures["stating"].value == len(cities.split())
        assert all(f.value == len(f.counts) for f in figures.values())
        rows = [base.plan.statements[i] for i in figures["stating"].rows]
        assert {r.place_id for r in rows} == set(figures["stating"].counts)


def test_a_second_count_straight_from_the_document(base, ids, plans_texts):
    """By pattern in the paragraphs of the cities, without the tables of the plan."""
    text = (plans_texts / "future2024.txt").read_text("utf-8")
    paragraphs = {}
    for city in (*(f"{c}市" for c in CITIES), REGION):
        (found,) = re.findall(rf"——{city}。(.*)", text)
        paragraphs[city.removesuffix("市")] = found
    for sector in FOCUS:
        stating = {c for c in CITIES if sector in re.split("聚焦|重点发展", paragraphs[c])[1]}
        assert stating == short(base, base.matrix.holders(ids[sector])), sector
    for sub in NAMED:
        pattern = PRINTED.get(sub, re.escape(sub))
        naming = {c for c in CITIES if re.search(pattern, paragraphs[c].split("重点发展")[1])}
        assert naming == short(base, base.matrix.holders(ids[sub])), sub
        assert bool(base.matrix.collective_holders(ids[sub])) == (
            bool(re.search(pattern, paragraphs[REGION].split("重点发展")[1]))
        ), sub
