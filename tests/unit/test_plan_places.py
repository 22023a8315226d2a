"""Places of a user's plan: by id, by exact name, of the right level, or the plan's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.domain.places import Hub
from geo.errors import PlaceError
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register
from tests.trial_folder import META, make_folder, only, rows, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid plan folder."""
    return make_folder(tmp_path)


@pytest.mark.parametrize(
    "name", ["广州市", "广州", "廣州市", "广东省广州市", " 广\u00a0州市", "440100", "４４０１００"]
)
def test_an_empty_id_is_found_by_the_exact_name(folder: Path, name: str) -> None:
    rows(folder, {"place": name, "place_id": ""})
    assert load_plan(folder).statements[0].place_id == "440100"


@pytest.mark.parametrize(
    ("cells", "column", "value", "en", "nearest"),
    [
        ({"place": "广洲市"}, "place", "广洲市", "unknown place", "广州市"),
        ({"place": "长沙市"}, "place", "长沙市", "unknown place", None),
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


OWN = "id,name_zh,name_en,kind,county,lon,lat,coord_system,grade,radius_m,source"


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
    ("line", "column"),
    [
        ("p,甲园,A,park,440100,113,23,WGS84,address,500,s", "county"),
        ("p,甲园,A,park,440106,113,23,,address,500,s", "coord_system"),
        ("p,甲园,A,park,440106,x,23,WGS84,address,500,s", "lon"),
        ("p,甲园,A,park,440106,213,23,WGS84,address,500,s", "lon"),
        ("gz_science_city,甲园,A,park,440106,113,23,WGS84,address,500,s", "id"),
    ],
)
def test_own_hubs_that_do_not_fit(folder: Path, line: str, column: str) -> None:
    write(folder, "places.csv", [OWN, line])
    assert only(folder, PlaceError).address == f"places.csv:2:{column}"
