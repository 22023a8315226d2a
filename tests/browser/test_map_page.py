"""The map page in a real browser: what it shows, how it is worked, on two screens."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.render.templating import PagePlace
from geo.render.web.inline import notebook_map
from geo.render.web.map_page import page_files
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.boundaries.topology import web_topology
from tests.browser.conftest import WIDE, come_to_rest, tab_of
from tests.sweeps import sweep
from tests.toy_web import EVIL, scenes, write_site

pytestmark = pytest.mark.browser

LABELS = """() => [...document.querySelectorAll('.label')].map((node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  return [node.dataset.label, box.left, box.top, box.right, box.bottom];
})"""


def overlaps(boxes):
    return [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5 and a[2] < b[4] - 0.5 and b[2] < a[4] - 0.5
    ]


@pytest.mark.slow  # the planted fault of the packing has it run
def test_a_page_has_every_border_point_for_point(wide):
    """What stands packed in its file is the topology again, corner by corner."""
    wide.open("structure.html")
    found = wide.page.evaluate("geoAtlas.data.geometry.topology")
    stated = json.loads(web_topology(load_boundaries()))
    assert found["arcs"] == stated["arcs"]
    keys = ("type", "id", "arcs")
    for name, layer in stated["objects"].items():
        areas = found["objects"][name]["geometries"]
        told = [{key: area[key] for key in keys} for area in layer["geometries"]]
        assert [{key: area[key] for key in keys} for area in areas] == told, name
        parents = {area["id"]: area["properties"]["parent"] for area in layer["geometries"]}
        assert all(area["parent"] == parents[area["id"]] for area in areas if "parent" in area)
    assert all("parent" in area for area in found["objects"]["counties"]["geometries"])


@pytest.mark.slow  # test_names_page looks at names of two maps
@pytest.mark.parametrize("screen", ["wide", "narrow"])
def test_all_labels_stand_apart_in_view(on, screen):
    page = on[screen].open("sector-space.html")
    apart_in_view(page)
    page.click("button[data-lang=en]")
    assert page.get_attribute("html", "lang") == "en"
    apart_in_view(page)


def apart_in_view(page):
    """Labels of all cities and of what lies around, in the frame of the map, none on another."""
    boxes = page.evaluate(LABELS)
    keys = {box[0] for box in boxes}
    assert len([key for key in keys if key.startswith("44")]) == 21
    assert {"810000", "820000", "dongsha"} <= keys
    assert overlaps(boxes) == []
    frame = page.evaluate(
        "() => { const b = document.getElementById('map_atlas').getBoundingClientRect();"
        " return [b.left, b.top, b.right, b.bottom]; }"
    )
    needed = [box for box in boxes if len(box[0]) > 6 or box[0].startswith("44")]
    outside = [
        box[0]
        for box in needed
        if box[1] < frame[0] or box[3] > frame[2] or box[2] < frame[1] or box[4] > frame[3]
    ]
    assert outside == []


NUMBERS = """() => [...document.querySelectorAll('.symbol text')].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.textContent, box.left, box.top, box.right, box.bottom];
})"""


@pytest.mark.slow  # test_names_page has names and numbers of two maps
def test_no_name_covers_the_number_of_a_node(wide):
    page = wide.open("structure.html")
    numbers = page.evaluate(NUMBERS)
    assert len(numbers) >= 6
    names = [box for box in page.evaluate(LABELS) if box[0].startswith("44")]
    assert [pair for pair in overlaps([*numbers, *names]) if pair[1].startswith("44")] == []


def test_a_fill_leads_to_its_clause_in_two_actions(wide, made):
    page = wide.open("sector-space.html")
    page.evaluate(
        "document.querySelector(\"path[data-adcode='440100']\")"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    area = made["sector-space"].area("440100")
    text = page.inner_text("#detail")
    assert area.name.zh in text
    assert area.state_text.zh in text
    for statement in area.statements:
        assert statement.locator.zh in text
        assert all(term.zh in text for term in statement.terms)
    assert page.evaluate("location.hash") == "#city=440100"


def test_the_list_is_worked_by_keys_and_the_history_steps_back(wide, made):
    page = wide.open("sector-space.html")
    page.focus("#city-list button[tabindex='0']")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    second = page.evaluate("document.activeElement.dataset.adcode")
    assert page.get_attribute(f"#city-list [data-adcode='{second}']", "aria-pressed") == "true"
    page.keyboard.press("End")
    page.keyboard.press("Space")
    last = page.evaluate("document.activeElement.dataset.adcode")
    assert last != second
    assert page.evaluate("location.hash") == f"#city={last}"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.go_back()
    page.wait_for_function(f"geoAtlas.state.city === '{second}'")
    page.keyboard.press("Escape")
    assert page.evaluate("geoAtlas.state.city") == ""
    in_list = page.evaluate(
        "[...document.querySelectorAll('#city-list button')].map((node) => node.dataset.adcode)"
    )
    scene = made["sector-space"]
    assert sorted(in_list) == sorted(
        a.adcode for a in (*scene.areas, *scene.context) if a.level != "province"
    )


@pytest.mark.slow  # test_link_page restores an address in another tab
def test_the_address_restores_city_language_and_layers(wide, made):
    page = wide.open("sector-space.html#lang=en&city=440300&layers=counties")
    area = made["sector-space"].area("440300")
    assert page.inner_text("#title") == made["sector-space"].title.en
    assert page.get_attribute("html", "lang") == "en"
    assert area.name.en in page.inner_text("#detail")
    ticked = page.evaluate("['structure','carriers','counties'].map("
                           "(n) => document.getElementById('layer-' + n).checked)")  # fmt: skip
    assert ticked == [False, False, True]
    assert page.locator(".symbol").count() == 0
    page.click("button[data-lang='zh']")
    assert page.inner_text("#title") == made["sector-space"].title.zh
    assert page.get_attribute("button[data-lang='zh']", "aria-pressed") == "true"


def test_layers_come_and_go(wide):
    page = wide.open("structure.html")
    assert page.locator(".symbol-core").count() == 2
    page.click(".layers summary")
    page.uncheck("#layer-structure")
    assert page.locator(".symbol-core").count() == 0
    lines = page.locator(".leaflet-lines-pane path").count()
    page.check("#layer-counties")
    assert page.locator(".leaflet-lines-pane path").count() == lines + 1
    assert "layers=" in page.evaluate("location.hash")


def test_a_group_of_carriers_lists_all_its_members(wide):
    page = wide.open("carriers.html")
    badge = page.locator(".symbol[data-n]:has(.badge)").first
    n = int(badge.get_attribute("data-n"))
    assert n > 1
    badge.evaluate(
        "(node) => node.closest('.leaflet-marker-icon')"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    assert page.locator(".leaflet-popup .card").count() == n


BADGES = """() => [...document.querySelectorAll('.badge')].map((node) => {
  const box = node.getBoundingClientRect();
  return ['badge', box.left, box.top, box.right, box.bottom];
})"""


def test_no_badge_stands_on_a_label_or_another_badge(wide):
    page = wide.open("carriers.html")
    for lang in ("zh", "en"):
        page.click(f"button[data-lang={lang}]")
        badges = page.evaluate(BADGES)
        assert len(badges) >= 5
        assert overlaps(badges) == []
        assert overlaps([*badges, *page.evaluate(LABELS)]) == []


def test_the_phone_page_fits_and_keeps_legend_and_mark_in_reach(narrow, made):
    page = narrow.open("sector-space.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.getElementById('panel').scrollWidth") <= 360
    first = page.locator("#legend .entry-label").first.bounding_box()
    assert first["y"] + first["height"] < 740
    assert page.inner_text("#review") == made["sector-space"].credits.review.zh
    page.click("#sheet")
    assert page.get_attribute("#sheet", "aria-expanded") == "true"


TARGETS = """() => [...document.querySelectorAll(
    'button, summary, .jumps a, .trail a, .downloads a')]
  .filter((node) => node.getClientRects().length)
  .map((node) => [node.textContent, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""


@pytest.mark.slow  # test_accessibility measures targets of pages with maps
@pytest.mark.parametrize("screen", ["wide", "narrow"])
def test_every_target_is_24_pixels(on, screen):
    page = on[screen].open("sector-space.html#city=440100")
    assert page.evaluate(TARGETS) == []


@pytest.mark.slow  # test_accessibility looks at a map alone
@pytest.mark.parametrize("name", ["sector-space.html#city=440100", "carriers.html#lang=en"])
def test_no_serious_barrier(online, name):
    page = online.open(name)
    found = Axe().run(page).response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.slow  # another plan; test_views_page shows its districts
def test_a_plan_of_districts_fills_the_picture_and_names_them(browser, tmp_path):
    made = scenes("gzhtz2021", {"structure": True})
    write_site(tmp_path, made)
    tab = tab_of(browser, f"{tmp_path.as_uri()}/gzhtz2021/", WIDE)
    page = tab.open("structure.html")
    boxes = page.evaluate(LABELS)
    named = {box[0] for box in boxes} & {area.adcode for area in made[0].areas}
    assert len(named) >= 9
    assert overlaps(boxes) == []
    assert page.evaluate("document.querySelector('#city-list button').textContent")
    assert tab.faults == []
    tab.close()


@pytest.mark.parametrize("files", sweep([[("pdf", "svg")], [("pdf",)]], {0}))
def test_without_script_there_is_a_table_and_no_dead_picture(browser, made, tmp_path, files):
    scene = made["sector-space"]
    for name, data in page_files(scene, place=PagePlace("", "sector-space"), files=files).items():
        (tmp_path / name).write_bytes(data)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{tmp_path.as_uri()}/sector-space.html")
    assert page.locator("img").count() == ("svg" in files)
    text = page.inner_text(".static")
    assert ("as a picture" in text) == ("svg" in files)
    assert all(area.name.zh in text for area in scene.areas)
    assert all(s.locator.zh in text for area in scene.areas for s in area.statements)
    assert scene.credits.review.zh in text
    assert page.locator(".static a").count() == len(files)
    context.close()


def test_the_notebook_map_comes_alive_in_its_frame(browser, made, tmp_path):
    shown = notebook_map(made["subsector-evil"], load_boundaries())._repr_html_()
    (tmp_path / "cell.html").write_text(shown, encoding="utf-8")
    tab = tab_of(browser, tmp_path.as_uri() + "/", WIDE)
    tab.page.goto(tab.base + "cell.html")
    frame = tab.page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    assert frame.locator("path[data-adcode]").count() >= 23
    assert EVIL.replace("\u2028", "").strip() in frame.locator("#title").text_content()
    assert [url for url in tab.asked if not url.startswith(("file:", "about:", "data:"))] == []
    assert tab.faults == []
    tab.close()


def test_paper_gets_the_whole_frame_and_the_table(wide):
    page = wide.open("sector-space.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.getElementById('table-part').open")
    boxes = {box[0]: box for box in page.evaluate(LABELS)}
    picture = page.locator(".picture").bounding_box()
    assert boxes["dongsha"][4] < picture["y"] + picture["height"]
    assert boxes["440800"][1] > picture["x"]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("document.getElementById('table-part').open")


def test_everything_listed_can_be_reached(wide, made):
    """Items under a city stand in its detail, the others where no city is chosen."""
    scene = made["carriers"]
    areas = {area.adcode for area in scene.areas}
    wanted: dict[str, set[str]] = {}
    for item in scene.listed:
        wanted.setdefault(item.host if item.host in areas else "", set()).add(item.label.zh)
    assert "" in wanted
    page = wide.open("carriers.html")
    for host, names in wanted.items():
        page.evaluate("(city) => geoAtlas.set({ city })", host)
        shown = page.evaluate(
            "() => [...document.querySelectorAll('.card-name')].map((node) => node.textContent)"
        )
        assert names <= set(shown), host


# The two ways in which a page keeps a map back: a tab that is hidden, a part that is closed.
KEPT_BACK = {
    "tab": ('<div id="part" style="display:none">{}</div>', "part.style.display = 'block'"),
    "details": ('<details id="part"><summary>x</summary>{}</details>', "part.open = true"),
}
VIEW = """() => {
  const map = window.map_atlas, frame = map.getContainer().getBoundingClientRect();
  const isles = document.querySelector('[data-label=dongsha]').getBoundingClientRect();
  const centre = map.getCenter();
  const seen = isles.left > 0 && isles.right < frame.right && isles.bottom < frame.bottom;
  return { zoom: map.getZoom(), centre: [centre.lng.toFixed(1), centre.lat.toFixed(1)],
    width: frame.width, isles: seen };
}"""


@pytest.mark.parametrize("way", sweep(KEPT_BACK, {0}))
def test_a_page_that_is_shown_late_shows_its_whole_frame_once(browser, site, tmp_path, way):
    around, show = KEPT_BACK[way]
    page_file = (site / "future2024" / "sector-space.html").as_uri()
    outer = tmp_path / "outer.html"
    iframe = f'<iframe src="{page_file}" width="900" height="600"></iframe>'
    outer.write_text(f"<!doctype html>{around.format(iframe)}", encoding="utf-8")
    tab = tab_of(browser, "", WIDE)
    tab.page.goto(outer.as_uri())
    inner = tab.page.frames[-1]
    inner.wait_for_selector("html[data-ready=yes]", state="attached")
    tab.page.evaluate(f"const part = document.getElementById('part'); {show}")
    come_to_rest(inner)
    late = inner.evaluate(VIEW)
    inner.evaluate("document.getElementById('zoom-in').click()")
    tab.page.evaluate("document.querySelector('iframe').width = 800")
    come_to_rest(inner)
    assert inner.evaluate("window.map_atlas.getZoom()") == late["zoom"] + 0.5
    tab.page.set_viewport_size({"width": 900, "height": 600})
    tab.page.goto(page_file)
    tab.page.wait_for_selector("html[data-ready=yes]", state="attached")
    at_once = tab.page.evaluate(VIEW)
    assert late["isles"]
    assert late == at_once
    assert tab.faults == []
    tab.close()


@pytest.mark.parametrize("size", sweep([(1000, 600), (700, 900)], {1}), ids=str)
def test_the_whole_map_follows_its_window_until_it_is_moved(browser, site, size):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    page = tab.open("sector-space.html")
    size = {"width": size[0], "height": size[1]}
    fresh = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    page.set_viewport_size(size)
    come_to_rest(page)
    fresh.page.set_viewport_size(size)
    late, at_once = (p.evaluate(VIEW) for p in (page, fresh.open("sector-space.html")))
    apart = [
        float(a) - float(b) for a, b in zip(late.pop("centre"), at_once.pop("centre"), strict=True)
    ]
    assert max(map(abs, apart)) < 0.15  # a pixel
    assert late == at_once
    assert page.evaluate("location.hash") == ""
    page.set_viewport_size(WIDE)
    come_to_rest(page)
    page.click("#zoom-in")
    page.wait_for_function("() => location.hash.includes('at=')")
    zoom = page.evaluate("map_atlas.getZoom()")
    page.set_viewport_size(size)
    come_to_rest(page)
    assert page.evaluate("map_atlas.getZoom()") == zoom
    for used in (tab, fresh):
        used.close()


def test_the_map_with_its_title_and_the_mark_of_its_review_comes_before_its_names(browser, site):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    page, tab.spoilt = tab.page, True
    page.add_init_script("window.held = []; window.setTimeout = (run) => held.push(run)")
    page.goto(f"{tab.base}structure.html")
    page.wait_for_selector(".leaflet-areas-pane path")
    assert page.locator(".leaflet-areas-pane path").count() == 23
    assert "" not in (page.inner_text("#title"), page.inner_text("#review"))
    assert page.locator(".label, html[data-ready]").count() == 0
    page.wait_for_function("held.length")
    page.evaluate("held.splice(0).forEach((run) => run())")
    assert page.locator(".label").count() > 21
    assert page.locator("html[data-ready=yes]").count() == 1
    assert tab.faults == []
    tab.close()


OPEN_RINGS = """() => {
  const sum = (steps, way) => steps.reduce((all, v, i) => all + (i % 2 === way) * v, 0);
  return [...document.querySelectorAll('path[data-adcode]')].flatMap((node) =>
    node.getAttribute('d').split('M').slice(1)
      .map((ring) => ring.match(/-?\\d+/g).slice(2).map(Number))
      .filter((steps) => sum(steps, 0) || sum(steps, 1)).map(() => node.dataset.adcode));
}"""


@pytest.mark.parametrize("at", sweep(["", "#at=22.6,113.9,9.5"], {1}))
def test_the_outline_of_each_area_comes_back_to_where_it_begins(wide, at):
    page = wide.open(f"sector-space.html{at}")
    assert page.evaluate(OPEN_RINGS) == []


PARTED = """() => [...document.querySelectorAll(".members")].flatMap((list) => {
  const text = list.firstChild, range = document.createRange();
  return [...text.data.matchAll(/[^ ]+/g)].filter((name) => {
    range.setStart(text, name.index);
    range.setEnd(text, name.index + name[0].length);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
  }).map((name) => name[0]);
})"""


def test_no_name_of_a_class_is_parted(wide):
    """At widths of a panel of which some would end within a name."""
    page = wide.open("sector-space.html")
    parted = []
    for width in range(300, 420, 7):
        page.evaluate(
            "wide => document.querySelector('.members').closest('ul').style.width = wide + 'px'",
            width,
        )
        parted += page.evaluate(PARTED)
    assert parted == []
