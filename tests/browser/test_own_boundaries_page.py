"""Outlines of a user on the web page and on paper: an area, its legend, its words, text only."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import shapely
from playwright.sync_api import expect

import geo
from tests.browser.conftest import WIDE, tab_of
from tests.own_outlines import HOSTILE, SCIENCE_CITY, SOUND, geojson, plan_folder, towns

PLOTS = "path[data-plot]"


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    """The plan's map of carriers with outlines of three places and six units: page and drawing."""
    folder = plan_folder(tmp_path_factory.mktemp("own"))
    geojson(folder, *SOUND, *towns(), name="boundaries.geojson")
    layout = geo.lay_out(geo.load_plan(folder))
    out = tmp_path_factory.mktemp("out")
    layout.sheet(out / "map.html", carriers=True, paper="A3", beside=("svg",))
    return out


@pytest.fixture
def opened(mapped, browser):
    tab = tab_of(browser, f"{mapped.as_uri()}/", WIDE)
    yield tab.open("map.html#at=23.25,113.47,11")
    assert tab.faults == []
    tab.close()


def shown(page) -> list[str]:
    return page.eval_on_selector_all(PLOTS, "all => all.map((path) => path.dataset.plot)")


def test_a_park_is_an_area_in_the_layer_of_its_mark(opened):
    places = {texts["id"] or "gz_bonded_zone" for texts, _ in SOUND}
    assert places <= set(shown(opened))
    path = opened.locator("path[data-plot=gz_science_city]")
    look = path.evaluate(
        "node => [getComputedStyle(node).stroke, node.getAttribute('fill-opacity')]"
    )
    assert look == ["rgb(29, 36, 44)", "0.45"]
    opened.locator(".layers summary").click()
    opened.locator("#layer-carriers").uncheck()
    assert not places & set(shown(opened))


def test_an_outline_tells_what_the_plan_says_of_its_place(opened):
    opened.locator("path[data-plot=gz_science_city]").click(position={"x": 12, "y": 12})
    assert "广州科学城" in opened.locator(".leaflet-popup .card-name").inner_text()


def test_legend_and_credits_say_whose_outlines_they_are(opened):
    keys = opened.eval_on_selector_all(
        "#legend [data-key^='plot:']", "all => all.map((item) => item.dataset.key)"
    )
    assert keys == ["plot:site", "plot:unit"]
    assert "轮廓由用户提供" in opened.locator("#credits").text_content()
    assert "单元及其界线由用户提供" in opened.locator("#credits").text_content()


def test_names_of_units_are_text_where_they_have_room(opened):
    names = opened.locator(".unit-name").all_inner_texts()
    assert HOSTILE in names
    opened.locator("button[data-view=home]").click()
    expect(opened.locator(".unit-name")).to_have_count(0)


def test_paper_draws_the_same_outlines_whole(mapped):
    (svg,) = mapped.glob("map_files/*.svg")
    paths = [e for e in ET.parse(svg).iter() if e.get("data-plot")]
    assert {e.get("data-plot") for e in paths} >= {"gz_science_city", "zq_xijiang", HOSTILE}
    drawn = next(e for e in paths if e.get("data-plot") == "gz_science_city")
    numbers = [float(v) for v in re.findall(r"-?[\d.]+", drawn.get("d", ""))]
    assert len(numbers) == 2 * (shapely.get_num_coordinates(SCIENCE_CITY) - 1)
    legend = {e.get("data-legend-key") for e in ET.parse(svg).iter()}
    assert {"plot:site", "plot:unit"} <= legend


@pytest.mark.slow  # tests/unit/test_sheet.py for maps without outlines
def test_the_same_file_gives_the_same_bytes(tmp_path):
    (tmp_path / "own").mkdir()
    folder = plan_folder(tmp_path / "own")
    geojson(folder, *SOUND, *towns(), name="boundaries.geojson")
    for stem in ("map", "again"):
        layout = geo.lay_out(geo.load_plan(folder))
        page = tmp_path / f"{stem}.html"
        layout.sheet(page, carriers=True, paper="A3", beside=("pdf", "svg"))

    def files(stem):
        return {
            path.suffix: path.read_bytes()
            for path in sorted((tmp_path / f"{stem}_files").glob(f"{stem}.*"))
        }

    assert files("map").keys() >= {".svg", ".pdf", ".json"}
    assert files("map") == files("again")
