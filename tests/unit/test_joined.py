"""A user's own table joined to the areas of a plan: both sides are told, nothing is dropped."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import geopandas
import numpy as np
import pandas as pd
import pytest

import geo
from geo.errors import CallError, Notice, UnknownNameError
from tests import small_plan

pytestmark = pytest.mark.filterwarnings("ignore::geo.errors.Notice")
MINE = {
    "city": [
        "广州",
        "深圳市",
        "Zhuhai",
        440600.0,
        "合计",
        None,
        "南沙区",
        "香港",
        "赣州市",
        "广洲",
    ],
    "name": list("abcdefghij"),
    "gdp": range(10),
    "big": [True] * 10,
}


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan("future2024"))


@pytest.fixture(scope="module")
def counties():
    return geo.lay_out(geo.load_plan("future2024"), level="county")


@pytest.fixture
def mine():
    return pd.DataFrame(MINE)


@pytest.mark.parametrize(
    "form",
    ["广州", "广州市", " 廣州市 ", "广东省广州市", "Guangzhou", "GUANGZHOU", "440100", "440100.0",
     "４４０１００", 440100, 440100.0, np.int64(440100), np.float32(440100), Decimal(440100)],
)  # fmt: skip
def test_a_city_by_any_of_its_forms(layout, form):
    joined = layout.join(pd.DataFrame({"where": [form], "v": [7]}), on="where")
    assert joined.frame["v"].dropna().to_dict() == {"440100": 7}
    assert joined.unmatched.empty


def test_every_area_stays_and_every_row_is_told(layout, mine):
    joined = layout.join(mine, on="city")
    assert isinstance(joined.frame, geopandas.GeoDataFrame)
    assert joined.frame.crs == layout.areas.crs
    assert list(joined.frame.index) == list(layout.areas.index)
    assert list(joined.frame.columns[:3]) == list(layout.areas.columns[:3])
    assert joined.frame.columns[-1] == joined.frame.geometry.name
    assert list(joined.rows.index) == list(mine.index)
    assert list(joined.unmatched.index) == [4, 5, 6, 7, 8, 9]
    assert set(joined.areas_without.index) == set(layout.areas.index) - set(joined.rows["adcode"])
    assert len(joined.areas_without) == 17
    assert (joined.unmatched["why"] != "").all()
    told = joined.unmatched.set_index("written")
    assert told.loc["广洲", "nearest"] == "广州市"
    assert told.loc["南沙区", "nearest"] == "广州市（440100）"
    assert "江西" in told.loc["赣州市", "why"]


def test_whole_numbers_stay_whole_and_truths_true(layout, mine):
    frame = layout.join(mine, on="city").frame
    assert str(frame["gdp"].dtype) == "Int64"
    assert str(frame["big"].dtype) == "boolean"
    assert frame["gdp"].sum() == 0 + 1 + 2 + 3
    full = pd.DataFrame({"v": range(21)}, index=layout.areas.index)
    assert str(layout.join(full).frame["v"].dtype) == "int64"


def test_columns_named_as_ours_are_renamed_and_told(layout, mine):
    joined = layout.join(mine, on="city")
    assert joined.renamed == {"name": "name_own"}
    assert joined.frame.loc["440300", ["name", "name_own"]].tolist() == ["深圳市", "b"]
    assert "name → name_own" in repr(joined)
    other = layout.join(mine, on="city", suffix="2").frame
    assert other.loc["440300", "name2"] == "b"
    with pytest.raises(CallError, match="name_own"):
        layout.join(mine.assign(name_own=1), on="city")


def test_what_is_lost_is_said_in_a_script_too(layout, mine):
    with pytest.warns(Notice, match=r"6 rows went to no area") as said:
        layout.join(mine, on="city")
    assert "city:9 广洲" in str(said[0].message)


def test_the_card_tells_both_sides_and_is_never_code(layout, mine):
    mine.loc[4, "city"] = "<script>alert(1)</script>\x1b[2J"
    joined = layout.join(mine, on="city")
    text, page = repr(joined), joined._repr_html_()
    assert len(text.splitlines()) <= 6
    assert len(text) < 600
    assert "<script>" not in page
    assert "\\u001b[2J" in text
    assert "6 rows went to none" in text
    assert "17 areas without a row" in text
    assert "<script>" in html.unescape(page)


def test_the_users_frame_is_left_as_it_was(layout, mine):
    before = mine.copy(deep=True)
    layout.join(mine, on="city")
    pd.testing.assert_frame_equal(mine, before)


def test_the_index_is_the_key_without_on(layout):
    series = pd.Series([1.5, 2.5], index=["广州", 440300], name="gdp")
    assert layout.join(series).frame["gdp"].dropna().to_dict() == {"440100": 1.5, "440300": 2.5}
    assert "value" in layout.join(series.rename(None)).frame
    by_us = layout.areas[["n_sectors"]].rename(columns={"n_sectors": "mine"})
    assert layout.join(by_us).unmatched.empty


@pytest.mark.parametrize(
    ("given", "on", "said"),
    [
        (pd.DataFrame(MINE), "citi", "nearest: city"),
        (pd.DataFrame(MINE), None, "give on="),
        (pd.DataFrame(MINE).iloc[:0], "city", "has no row"),
        (pd.DataFrame(MINE)["city"], "city", "Series without on"),
        (["广州"], "city", "takes a DataFrame"),
        (pd.DataFrame([["广州", 1, 2]], columns=["city", "v", "v"]), "city", "“v”"),
        (pd.DataFrame(MINE).set_index(["city", "name"]), None, "several levels"),
        (pd.DataFrame(MINE).iloc[:0], "citi", r"(?s)no row.*no such column"),
    ],
    ids=["column", "row-numbers", "empty", "series", "list", "twice", "levels", "all-at-once"],
)
def test_what_cannot_be_joined_is_a_sentence(layout, given, on, said):
    with pytest.raises(CallError, match=said):
        layout.join(given, on=on)


def test_two_rows_for_one_area_are_faults_all_at_once(layout):
    twice = pd.DataFrame({"city": ["广州", "440100", "深圳", "Shenzhen", "珠海"], "v": 1})
    with pytest.raises(CallError) as caught:
        layout.join(twice, on="city")
    assert [fault.value for fault in caught.value.faults] == ["广州市", "深圳市"]
    assert "city:0 广州、city:1 440100" in str(caught.value)


def test_no_row_at_all_is_a_fault_for_every_row(layout):
    lost = pd.DataFrame({"city": ["广洲", "南沙区", None], "v": 1})
    with pytest.raises(UnknownNameError) as caught:
        layout.join(lost, on="city")
    assert [fault.address for fault in caught.value.faults] == ["city:0", "city:1", "city:2"]


def test_counties_by_name_and_by_the_city_before_it(counties):
    names = ["天河区", "东莞", "汕尾市城区", "广州", "朝阳区"]
    joined = counties.join(pd.DataFrame({"where": names, "v": 1}), on="where")
    assert list(joined.rows["adcode"]) == ["440106", "441900", "441502", "", ""]
    assert "prefecture" in joined.rows["why"][3]


def test_a_name_of_several_areas_is_asked_back_and_never_the_first_of_them():
    rows = [small_plan.row("320100", "steel")]
    layout = geo.lay_out(small_plan.plan(rows, territory="320000", level="county"))
    wide = pd.DataFrame({"where": ["鼓楼区", "南京市鼓楼区", "320505"], "v": [1, 2, 3]})
    joined = layout.join(wide, on="where")
    assert list(joined.rows["adcode"]) == ["", "320106", "320505"]
    assert re.findall(r"\d{6}", joined.rows["nearest"][0]) == ["320106", "320302"]
