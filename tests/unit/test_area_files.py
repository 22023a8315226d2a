"""Bad input on the pages of areas: markup stays text, long names and empty plans stand."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

import geo
from geo.build.map_files import BuildOptions
from geo.domain.places import Hub
from geo.domain.plan import Carrier, Plan
from geo.site import city_index, city_pages, compare_page, place_pages
from geo.site.plan_set import Cross
from tests.small_plan import plan, row

EVIL = "<img src=x onerror=alert(1)>{{7*7}}"
LONG = "长" * 200
HUB = Hub(
    id="toy_park", name_zh=EVIL, name_en=LONG, name_hant=EVIL, kind="industrial_park",
    prefecture="440100", county="", lon=None, lat=None, grade="", radius_m=None,
    source="", note="", plotted=False,
)  # fmt: skip


def made(found: Plan) -> dict[str, bytes]:
    cross = Cross((geo.lay_out(found),))
    files: dict[str, bytes] = {}
    for maker, subject in (
        (city_pages, "440100"), (city_index, ""), (place_pages, ""), (compare_page, ""),
    ):  # fmt: skip
        files |= maker.files(cross, subject, BuildOptions())
    return files


def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {name: data.decode() for name, data in files.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    rows = [
        replace(row("440100", "steel", "steel.1"), term=EVIL, worded=LONG),
        replace(row("toy_park", "silk"), term=LONG),
    ]
    carrier = Carrier("广州", "440100", EVIL, "toy_park", LONG, True, "一#1.1")
    return made(replace(plan(rows, [carrier]), places=(HUB,)))


def test_markup_and_long_names_stay_text(hostile):
    for name, text in pages(hostile).items():
        assert "<img" not in text, name
    city = hostile["zh/city/440100.html"].decode()
    assert "{{7*7}}" in city
    assert LONG in city
    assert "没有确切位置" in hostile["zh/place/toy_park.html"].decode()


def test_data_of_the_comparison_cannot_end_their_script(hostile):
    assert b"<" not in hostile[compare_page.DATA]


def test_a_plan_of_one_city_without_carriers_has_pages_that_say_what_there_is():
    found = pages(made(plan([row("440100", "steel")])))
    assert "zh/place/toy_park.html" not in found
    assert "没有确切位置" not in found["zh/city/440100.html"]
    assert 'id="peers"' in found["zh/city/440100.html"]
    assert "没有共同点名的细分产业" in found["zh/city/440100.html"]
    silent = found["zh/city/440103.html"]
    assert "没有规划单独点到这里" in silent


def test_pictures_are_whole_elements_that_follow_their_page(hostile):
    city = hostile["en/city/440100.html"].decode()
    picture = ET.fromstring(
        city[city.index("<svg", city.index("area-map")) :].split("<figcaption")[0]
    )
    assert "width" not in picture.attrib
    assert picture.get("viewBox")
