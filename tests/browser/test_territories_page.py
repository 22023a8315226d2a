"""The web map of other territories: own frame, own names, own buttons, ground as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.build.mapped_plan import lay_out
from geo.domain.territory import Frame
from geo.errors import OutputError
from geo.render.web.inline import single_page
from geo.render.web.seen import check_seen
from geo.render.web.shared import geometry
from geo.scene.world import load_world
from geo.sources.plans.folder import load_plan
from tests.browser.conftest import WIDE, come_to_rest, tab_of
from tests.made_plans import made_plan

pytestmark = pytest.mark.browser

BEIJING, HAINAN, INNER_MONGOLIA = "110000", "460000", "150000"
AREAS = """() => {
  const map = document.getElementById('map_atlas').getBoundingClientRect();
  const holds = (box) => box.left >= map.left && box.right <= map.right
    && box.top >= map.top && box.bottom <= map.bottom;
  return [...document.querySelectorAll('.leaflet-areas-pane path[data-adcode]')]
    .map((node) => [node.dataset.adcode, holds(node.getBoundingClientRect())]);
}"""
NAMES = """() => [...document.querySelectorAll('.label')]
  .map((node) => [node.dataset.label, node.textContent])"""
BUTTONS = "() => [...document.querySelectorAll('.views button')].map((node) => node.textContent)"
GROUND = "() => document.querySelectorAll('.leaflet-ground-pane path').length"


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """The page of a sector of a made-up plan of a territory, opened once for all."""
    kept = {}

    def page_of(code):
        if code not in kept:
            folder = tmp_path_factory.mktemp(f"t{code}")
            layout = lay_out(load_plan(made_plan(code, folder / "plan")))
            scene, world = layout.scene(sector="robots"), layout.world
            page = single_page(scene, world.boundaries, world.register)
            (folder / "a.html").write_bytes(page)
            tab = tab_of(browser, f"{folder.as_uri()}/", WIDE)
            kept[code] = (scene, tab.open("a.html"), tab)
        return kept[code]

    yield page_of
    for _, _, tab in kept.values():
        tab.close()


def test_every_area_of_a_territory_is_drawn_named_and_in_its_window(opened):
    scene, page, tab = opened(BEIJING)
    assert tab.faults == []
    assert page.evaluate(BUTTONS) == ["全图"]
    assert dict(page.evaluate(AREAS)) == {area.adcode: True for area in scene.areas}
    names = dict(page.evaluate(NAMES))
    assert {area.adcode for area in scene.areas} <= set(names)
    assert BEIJING not in names  # divided into its districts
    assert set(names) - {area.adcode for area in scene.areas} == {"130000", "120000"}


@pytest.mark.slow
def test_only_a_territory_with_an_inset_has_a_button_for_it(opened):
    _, page, _ = opened(HAINAN)
    assert page.evaluate(BUTTONS) == ["全图", "三沙"]
    assert dict(page.evaluate(AREAS))["460300"] is False
    page.locator("button[data-view=delta]").click()
    come_to_rest(page)
    assert dict(page.evaluate(AREAS))["460300"] is True


@pytest.mark.slow
def test_land_beyond_the_country_is_land(opened):
    _, page, tab = opened(INNER_MONGOLIA)
    assert tab.faults == []
    around = len(load_world(INNER_MONGOLIA).boundaries.layers["neighbours"])
    assert page.evaluate(GROUND) == around + 2  # the territory, and what lies beyond all
    assert "beyond" not in geometry(load_world().boundaries)


def test_an_area_of_the_legend_that_the_map_cannot_show_stops_the_page(opened):
    scene, world = opened(BEIJING)[0], load_world(BEIJING)
    check_seen(scene, world.boundaries)
    web = world.territory.web
    narrow = replace(web, limit=Frame(web.limit.west, 39.7, web.limit.east, web.limit.north))
    near = replace(world.boundaries, territory=replace(world.territory, web=narrow))
    with pytest.raises(OutputError, match="大兴区"):
        check_seen(scene, near)
    districts = {**world.boundaries.layers["counties"]}
    del districts["110105"]
    without = replace(world.boundaries, layers={**world.boundaries.layers, "counties": districts})
    with pytest.raises(OutputError, match="朝阳区"):
        check_seen(scene, without)
