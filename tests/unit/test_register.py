"""Names find their place in every spelling that documents use, or nothing at all."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.domain.places import Ambiguous, Area, Match, NoMatch
from geo.domain.text import Text
from geo.errors import PlaceError, RegisterError
from geo.sources.paths import data_dir
from geo.sources.places.view import load_register
from tests.sweeps import sweep

REGISTER = load_register()
AREAS = [place for place in REGISTER.places.values() if isinstance(place, Area)]
IN_GUANGDONG = [a for a in AREAS if a.level in {"prefecture", "county"}]
BLANKS = ["\u00a0", "\u3000", " ", "\u200b", "\ufeff", "\t"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def parent_names(area):
    parent = REGISTER.place(area.parent)
    return [parent.name_zh, parent.short_zh]


@st.composite
def spellings(draw):
    area = draw(st.sampled_from(AREAS))
    forms = [area.name_zh, area.short_zh, area.name_hant, area.name_en, area.adcode]
    forms += [area.adcode.translate(FULL_WIDTH), area.name_en.upper(), *area.aliases]
    name = draw(st.sampled_from(forms))
    at = draw(st.integers(0, len(name)))
    return area, name[:at] + draw(st.sampled_from(["", *BLANKS])) + name[at:]


@given(spellings())
def test_every_area_is_found_from_every_spelling(case):
    area, name = case
    found = REGISTER.find(name)
    assert isinstance(found, Match), name
    assert found.id == area.adcode
    assert found.level == area.level


@given(
    st.sampled_from(IN_GUANGDONG), st.sampled_from(["", "广东省", "廣東省", "广东"]), st.booleans()
)
def test_the_areas_above_may_stand_before_a_name(area, province, short):
    own = area.short_zh if short else area.name_zh
    heads = [""] if area.level == "prefecture" else parent_names(area)
    for head in heads:
        found = REGISTER.find(f"{province}{head}{own}")
        assert isinstance(found, Match)
        assert found.id == area.adcode


@given(st.sampled_from(IN_GUANGDONG), st.sampled_from("省州区县市镇"))
def test_a_wrong_suffix_is_not_another_place(area, suffix):
    name = area.short_zh + suffix
    found = REGISTER.find(name)
    assert (
        isinstance(found, NoMatch)
        or name in {area.name_zh, *area.aliases}
        or (name in {REGISTER.place(found.id).name_zh, *REGISTER.place(found.id).aliases})
    )


@given(st.text(max_size=6))
def test_any_text_is_answered_without_an_error(text):
    found = REGISTER.find(text)
    assert isinstance(found, Match | Ambiguous | NoMatch)


@pytest.mark.parametrize(
    ("name", "place_id", "level"),
    [
        ("广州市黄埔区", "440112", "county"),
        ("廣東省廣州市黃埔區", "440112", "county"),
        ("臺山市", "440781", "county"),
        ("韶關", "440200", "prefecture"),
        ("雲浮市", "445300", "prefecture"),
        ("连山", "441825", "county"),
        ("东莞", "441900", "prefecture"),
        ("Huangpu", "440112", "county"),
        ("粤东粤西粤北", "east_west_north", "region"),
        ("粵東粵西粵北地區", "east_west_north", "region"),
        ("大湾区内地九市", "prd", "region"),
        ("前海合作區", "z_qianhai", "zone"),
        ("横琴", "z_hengqin", "zone"),
        ("大鹏新区", "z_dapeng", "zone"),
        ("“环五山”创新策源区", "gz_huanwushan", "hub"),
        ("珠三角(肇慶)国家自主創新示範區", "zq_hightech", "hub"),
        ("澳门", "820000", "sar"),
        ("港澳", "hk_macao", "region"),
        ("合肥", "out_hefei", "outside"),
    ],
)
def test_names_as_documents_write_them(name, place_id, level):
    found = REGISTER.find(name)
    assert (found.id, found.level) == (place_id, level)


@pytest.mark.parametrize(
    "name",
    ["", " ", "广洲市", "黄浦区", "天河市", "广州区", "市", "区", "中山大学", "钟南山", "44010"],
)
def test_what_is_not_a_place_is_not_matched(name):
    assert isinstance(REGISTER.find(name), NoMatch)


def test_suggestions_name_the_nearest_places():
    assert REGISTER.nearest("广洲市")[0] == "广州市"
    assert "黄埔区" in REGISTER.nearest("黄浦区")
    assert len(REGISTER.nearest("深川", n=2)) <= 2


def test_a_name_of_two_areas_is_ambiguous_until_the_level_or_the_host_decides():
    found = REGISTER.find("Yunan")
    assert isinstance(found, Ambiguous)
    assert {place.id for place in found.candidates} == {"445303", "445322"}
    assert REGISTER.find("Yun'an District").id == "445303"


def test_level_and_host_choose_but_never_replace():
    assert REGISTER.find("横琴", level="hub").id == "zh_hengqin"
    assert REGISTER.find("东莞", level="county").level == "county"
    assert REGISTER.find("黄埔", level="prefecture").level == "county", "the caller refuses it"


def test_namesakes_of_one_province_are_told_apart_and_never_the_first_taken():
    hebei = load_register("130000")
    found = hebei.find("桥西区", "county")
    assert isinstance(found, Ambiguous)
    assert {place.id for place in found.candidates} == {"130104", "130703"}
    assert hebei.find("张家口市桥西区").id == "130703"
    assert hebei.find("桥西区", "county", within="130100").id == "130104"
    assert isinstance(hebei.find("桥西区", "county", within="130200"), Ambiguous)


def test_what_is_beyond_the_maps_of_others_is_a_place_at_home():
    assert load_register("110000").find("中关村").level == "zone"
    assert REGISTER.find("中关村").level == "outside"


def test_a_zone_of_unknown_counties_stands_in_its_prefecture():
    anhui = load_register("340000")
    assert anhui.members(anhui.find("合肥高新区").id) == ("340100",)
    assert anhui.find("合肥高新区").place.counties == ()


def test_members_hosts_and_names():
    assert REGISTER.members("east") == ("440500", "441500", "445100", "445200")
    assert REGISTER.members("z_qianhai") == ("440305", "440306")
    assert REGISTER.members("440112") == ("440112",)
    assert REGISTER.members("out_hefei") == ()
    assert REGISTER.host_prefecture("out_hefei") == ""
    assert REGISTER.host_prefecture("440112") == "440100"
    assert REGISTER.host_prefecture("441900") == "441900"
    assert REGISTER.host_prefecture("zh_hengqin") == "440400"
    assert REGISTER.host_prefecture("prd") == ""
    assert REGISTER.name("440100").en == "Guangzhou"
    assert REGISTER.place("440112").name_hant == "黃埔區"
    assert REGISTER.short_name("440112") == Text("黄埔", "Huangpu")
    assert {"440100", "440000", "prd", "gba"} <= set(REGISTER.hosts("gz_science_city"))
    assert "east_west_north" not in REGISTER.hosts("gz_science_city")


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(PlaceError, match="z_qianhai"):
        REGISTER.place("z_qianhia")


# --- faults ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "places"
    shutil.copytree(data_dir() / "places", copy)
    return copy


def replace(folder, table, old, new):
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    sweep(
        [
            ["areas.csv", "440200,", "440100,", "the id is used twice"],
            ["areas.csv", "440100,prefecture", "4401,prefecture", "six digits are due"],
            ["areas.csv", "440100,prefecture", "440100,city", "not a valid value"],
            ["areas.csv", "深圳市,深圳", "深圳市,广州", "already belongs to another place"],
            ["regions.csv", "440500", "999999", "no such id in the register"],
            [
                "areas.csv",
                "440100,prefecture,,440000",
                "440100,prefecture,,440103",
                "of a higher level",
            ],
            ["regions.csv", "inferred", "guessed", "not a valid value"],
            ["zones.csv", "sz_qianhai", "sz_quinhai", "no such id in the register"],
            ["gazetteer.csv", "113.44377", "east", "must be a decimal number"],
            ["gazetteer.csv", "grade", "grad", "this column is missing"],
        ],
        {0, 6, 8},
    ),
)
def test_a_planted_fault_is_named_with_its_place(folder, table, old, new, sentence):
    replace(folder, table, old, new)
    with pytest.raises(RegisterError, match=sentence) as caught:
        load_register(folder=folder)
    assert any(fault.address.startswith(table) for fault in caught.value.faults)


def test_all_faults_are_told_at_once(folder):
    replace(folder, "gazetteer.csv", "113.44377", "east")
    replace(folder, "regions.csv", "inferred", "guessed")
    (folder / "zones.csv").unlink()
    with pytest.raises(RegisterError) as caught:
        load_register(folder=folder)
    assert len(caught.value.faults) == 3
