"""What the documents say, found by reading them again, in the tables and analyses that leave."""

from __future__ import annotations

import re
from collections import defaultdict

import openpyxl
import pytest

from geo import lay_out
from geo.analysis.gaps import gaps
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.cli.run import main
from geo.domain.places import Hub
from geo.export.rows import assignments_table
from geo.scene.resolve import presets
from geo.sources.crosswalk.themes import load_crosswalk
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan, plan_keys
from geo.sources.plans.places import plan_register

CITY_WIDE = [
    *("智能与新能源汽车", "生物医药与健康", "智能装备与机器人", "轨道交通", "新能源与节能环保"),
    *("新材料与精细化工", "数字创意", "量子科技", "区块链", "太赫兹", "天然气水合物", "纳米科技"),
]
# Named neither for a place nor for the whole: only facilities or other cities' clusters are.
NOBODYS = {
    "biomed2024": set(),
    "gz_dualchain2022": {
        *("biomedhealth.devices", "biomedhealth.gene", "biomedhealth.tcm"),
        *("smartequipment.robotics", "smartequipment.manufacturing"),
        *("newmaterials.polymer", "nextgenit.icsoftware"),
    },
    "gzhtz2021": {"smartequip", "nev.icv"},
    "modern2025": {"nuclearmed", "lowaltitude.vtol"},
    "photonics2024": set(),
    "qianhai2024": set(),
    "space2024": set(),
}
BARE = {
    *("试点", "试点示范", "先行先试", "开放共享", "转移转化", "有序跨境流动", "高效便捷流通"),
    *("存储", "合作进一步深化", "合作区", "合作园", "代表处"),
}


@pytest.fixture(scope="module")
def bases() -> dict[str, PlanAnalysis]:
    return {key: analyse(key) for key in plan_keys()}


@pytest.fixture(scope="module")
def exported() -> dict[str, tuple]:
    plans = {key: load_plan(key) for key in plan_keys()}
    return {k: assignments_table(p, plan_register(p)).rows for k, p in plans.items()}


def test_twelve_sectors_are_named_for_the_city_as_a_whole(bases):
    found = gaps(bases["gz_dualchain2022"])
    assert found.unassigned_sectors == ()
    assert [h.term.name.zh for h in found.whole_only_sectors] == CITY_WIDE
    assert {u.id for h in found.whole_only_sectors for u in h.places} == {"440100"}
    assert found.collective_only_sectors == ()


@pytest.mark.parametrize("key", NOBODYS)
def test_what_a_plan_names_for_its_whole_is_not_named_nowhere(bases, key):
    assert not bases[key].plan.wishes.voids
    found = gaps(bases[key])
    nobody = (*found.unassigned_sectors, *found.unassigned_subsectors)
    assert {t.id for t in nobody} == NOBODYS[key]


def test_a_plan_that_hands_its_sectors_out_leaves_some_open(exported, bases):
    handed = {key for key, base in bases.items() if base.plan.wishes.voids}
    assert handed == {"future2024"}  # its part two lists them, its part four hands them out
    whole = [r for r in exported["future2024"] if r["place_id"] == "440000"]
    assert not [r for r in whole if r["class"] == "binding" and r["sector"]]


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("space2024", {"太空制造", "太空旅游", "太空安全", "太空资源开发利用", "太空生物医药"}),
        ("photonics2024", {"光芯片关键材料", "光芯片关键装备", "光芯片封装测试"}),
        ("modern2025", {"文化创意", "林下经济", "科技金融", "绿色金融", "数字金融"}),
        ("biomed2024", {"创新药械"}),
    ],
)
def test_a_field_named_for_the_province_is_told_apart_from_one_that_nobody_gets(bases, key, named):
    found = gaps(bases[key])
    assert named <= {h.term.name.zh for h in found.whole_only_subsectors}
    assert {u.id for h in found.whole_only_subsectors for u in h.places} == {"440000"}


def test_a_sector_stands_once_for_the_whole_and_names_no_area(exported, bases):
    for key, base in bases.items():
        rows = [r for r in exported[key] if r["place_id"] == base.plan.territory]
        binding = [r for r in rows if r["class"] == "binding" and r["sector"]]
        assert {r["scope"] for r in binding} <= {"collective"}
        terms = [(r["sector"], r["subsector"]) for r in binding]
        assert len(set(terms)) == len(terms), key
        named = (r for cell in base.table.cells.values() for r in cell.rows)
        assert base.plan.territory not in {r.place_id for r in named}, key


def test_a_place_of_which_only_the_whole_is_told_is_told_apart(bases):
    found = gaps(bases["gz_dualchain2022"])
    assert (found.places_without_anything, found.places_collective_only) == ((), ())
    assert len(found.places_whole_only) == 11


def test_a_sector_of_the_whole_alone_gets_no_map(bases):
    base = bases["modern2025"]
    made = {spec.subject for spec in presets(base.plan)}
    alone = {h.term.id for h in gaps(base).whole_only_sectors}
    assert {"construction", "fashion", "storage"} <= alone
    assert made & {"construction", "fashion", "storage", "storage.flywheel"} == set()
    assert "petrochem" in made


def test_what_is_said_of_a_zone_that_the_plan_is_for_is_collective(exported):
    for key, zone in (("gzhtz2021", "z_gz_hightech"), ("qianhai2024", "z_qianhai")):
        rows = [r for r in exported[key] if r["place_id"] == zone and r["class"] == "binding"]
        assert {r["scope"] for r in rows} == {"collective"}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_workbook_tells_the_whole_from_nobody(tmp_path):
    file = tmp_path / "two-chain.xlsx"
    assert main(["export", "workbook", "--plan", "gz_dualchain2022", "-o", str(file)]) == 0
    with file.open("rb") as stream:
        sheet = openpyxl.load_workbook(stream)["空白与拥挤"]
    lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    states = {line[1]: line[6] for line in lines if line[6]}
    assert states["智能网联汽车"] == "仅全域整体点名"
    assert states["基因工程"] == "空白：无处点名"
    whole = [line[1] for line in lines if line[0] == "领域仅全域整体点名"]
    assert whole == CITY_WIDE


def test_a_term_says_of_what(exported):
    for key, rows in exported.items():
        terms = {str(r["term"]) for r in rows}
        assert not [t for t in terms if re.fullmatch(r"(不超过|不低于)?[\d.]+%", t)], key
        assert not terms & BARE, key
    counted = [r for r in exported["biomed2024"] if r["clause"] == "二十八#1.2"]
    assert {r["term"] for r in counted} == {"技术改造项目新设备购置额"}
    assert len(counted) == 14


def test_slogans_bind_nobody(exported):
    slogans = {"中小企业能办大事", "知识创新", "机制创新", "湾顶明珠", "科创之芯", "碳达峰", "古港"}
    rows = [r for r in exported["gzhtz2021"] if r["term"] in slogans]
    assert {r["term"] for r in rows} == slogans
    assert {r["class"] for r in rows} == {"context"}
    assert "用地" not in {r["term"] for r in exported["gzhtz2021"]}


@pytest.mark.parametrize(
    ("key", "clause"), [("space2024", "二/(十六)#1.2"), ("future2024", "三/(七)#2.1")]
)
def test_four_platforms_have_a_role(exported, key, clause):
    names = ["横琴", "前海", "南沙", "河套"]
    rows = [r for r in exported[key] if r["clause"] == clause and r["place"] in names]
    assert [r["place"] for r in rows] == names
    assert {r["class"] for r in rows} == {"binding"}


def test_an_open_list_of_facilities_is_an_open_list_of_places_in_every_plan(exported):
    open_lists = set()
    for key, rows in exported.items():
        for row in rows:
            itself = row["term"] in (row["carrier"], row["place"])
            if row["class"] == "facility" and itself:
                assert row["open_ended"] is False, (key, row["clause"], row["term"])
                open_lists |= {key} if row["open_places"] else set()
    named = {"biomed2024", "future2024", "gzhtz2021", "modern2025", "space2024"}
    assert open_lists == named
    tracks = [r for r in exported["gzhtz2021"] if r["clause"] == "三/(一)/2#1.2"]
    assert {r["open_places"] for r in tracks if r["class"] == "facility"} == {True}


@pytest.mark.parametrize(
    ("clause", "term", "open_columns"),
    [
        ("六/(二)/1#1.4", "研究生培养", (False, True)),  # a list of universities
        ("六/(四)/2#1.1", "海外园区建设", (False, True)),  # a list of parks
        ("五/(一)/2#1.4", "新一代网络通信", (False, False)),  # the head of a list, not one of it
        ("五/(一)/2#1.4", "北斗导航", (True, False)),
        ("一/(一)/3#1.8", "高端金属材料", (False, False)),  # a closed list beside an open one
    ],
)
def test_a_row_is_open_if_its_own_list_ends_openly(exported, clause, term, open_columns):
    row = next(r for r in exported["gzhtz2021"] if (r["clause"], r["term"]) == (clause, term))
    assert (row["open_ended"], row["open_places"]) == open_columns


def test_quantum_communication_is_open_here_and_named_by_the_zone(bases):
    found = gaps(bases["future2024"], [bases["gzhtz2021"], bases["modern2025"]])
    elsewhere = {(e.term.id, e.plan): e for e in found.open_here_assigned_elsewhere}
    quantum = elsewhere["quantum.communication", "gzhtz2021"]
    assert (quantum.other_term.id, quantum.clauses) == ("ict.quantum", ("五/(一)/2#1.4",))
    assert [u.id for u in quantum.places] == ["z_gz_hightech"]
    # a plan that names a term for its whole province assigns it to nobody
    assert ("space.commercial", "modern2025") not in elsewhere


def test_a_printed_term_that_another_plan_has_as_a_class_is_one(bases, exported):
    names = {k: {t.zh: t.id for t in b.plan.taxonomy.terms} for k, b in bases.items()}
    for key, rows in exported.items():
        printed = {v.zh for v in bases[key].plan.taxonomy.variants} | set(names[key])
        finer = {str(r["term"]) for r in rows if r["subsector"]} - printed
        assert {other: finer & set(own) for other, own in names.items() if finer & set(own)} == {}


def test_an_institute_without_a_source_for_its_site_has_no_point():
    register = load_register()
    for place in ("gz_aircas_gd", "gz_cid", "gz_h2_park"):
        hub = register.place(place)
        assert isinstance(hub, Hub)
        assert (hub.plotted, hub.lon, hub.lat) == (False, None, None)
    shared = defaultdict(list)
    for hub in register.places.values():
        if isinstance(hub, Hub) and hub.plotted:
            shared[hub.lon, hub.lat].append(hub)
    together = [hubs for hubs in shared.values() if len(hubs) > 1]
    alone = [h for hubs in together if all(h.grade == "area" for h in hubs) for h in hubs]
    assert alone == []  # a point that several share is that of a place that holds the others


@pytest.mark.parametrize(
    ("key", "sector", "named", "wider"),
    [
        ("space2024", "space", {"星光导航", "空天动力", "未来网络试验设施"}, "广东省"),
        ("gz_dualchain2022", "nextgenit", {"人工智能公共算力中心"}, "广州市"),
        ("gzhtz2021", "ict", {"工业软件产业发展中心"}, "广州市"),
    ],
)
def test_a_facility_without_a_site_is_listed_by_its_own_name(key, sector, named, wider):
    listed = {c.label.zh for c in lay_out(load_plan(key)).scene(sector=sector).listed}
    assert named <= listed
    assert wider not in listed


def test_one_thing_has_one_english_name(bases):
    english = defaultdict(set)
    for base in bases.values():
        for term in base.plan.taxonomy.terms:
            english[term.zh].add(term.en)
    for theme in load_crosswalk().themes:
        english[theme.zh].add(theme.en)
    assert {zh: en for zh, en in english.items() if len(en) > 1} == {}
    assert english["商业航天"] == {"Commercial spaceflight"}
    names = [place.name.en for place in load_register().places.values()]
    assert not [n for n in names if "Pengcheng" in n or n.endswith("Commercial Space")]


def test_names_of_ours_are_spelt_as_in_britain():
    """An institution keeps the spelling that it gives to its own name."""
    own = {
        "National Supercomputer Center in Guangzhou",
        "National Supercomputer Center in Guangzhou, Nansha Branch",
        "Guangzhou Higher Education Mega Center Ring",
        "National Center of Technology Innovation for the GBA",
        "National Center of Technology Innovation for New-type Displays",
        "Quantum Science Center of the GBA (Guangdong)",
    }
    names = {place.name.en for place in load_register().places.values()}
    names |= {t.en for key in plan_keys() for t in load_plan(key).taxonomy.terms}
    american = re.compile(r"Centers?\b|Fiber|Tire\b|Program\b|Defense|Macau|\w+ization\b")
    assert {name for name in names if american.search(name)} == own
