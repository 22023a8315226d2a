"""A page of the site with several maps: tabs without reload, and what the page brings."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE, tab_of
from tests.browser.test_touch_page import stops_of
from tests.sweeps import sweep
from tests.toy_web import LOST, scenes, write_topic

pytestmark = pytest.mark.browser

SPACE, LAYOUT, ZONE = "future2024/sector-space", "space2024/structure", "gzhtz2021/structure"


@pytest.fixture(scope="session")
def several():
    """The maps of the page by the keys of their tabs: two of the province, one of districts."""
    made = [
        *scenes("future2024", {"sector": "space"}),
        *scenes("space2024", {"structure": True}),
        *scenes("gzhtz2021", {"structure": True}),
    ]
    return {f"{scene.spec.plan}/{scene.spec.slug}": scene for scene in made}


@pytest.fixture(scope="session")
def topic(several, tmp_path_factory):
    folder = tmp_path_factory.mktemp("topic")
    write_topic(folder, list(several.values()))
    return folder


@pytest.fixture
def tab(browser, topic):
    made = tab_of(browser, f"{topic.as_uri()}/zh/topic/", WIDE)
    yield made
    made.close()


def choose(page, key):
    page.click(f".views-of a[data-view='{key}']")
    page.wait_for_function(
        "key => document.querySelector('.views-of [aria-current]').dataset.view === key", arg=key
    )


STATES = """() => Object.fromEntries([...document.querySelectorAll('#map_atlas path[data-adcode]')]
  .map((node) => [node.dataset.adcode, node.dataset.state]))"""
PLACE = """() => { const map = window.map_atlas, at = map.getCenter();
  return [at.lat.toFixed(2), at.lng.toFixed(2), map.getZoom()]; }"""


def shown(scene):
    areas = (*scene.areas, *scene.context)
    return {area.adcode: area.state for area in areas if area.level != "province"}


def test_a_tab_shows_another_map_in_the_same_page(tab, several):
    page = tab.open("toy.html#city=440300")
    page.evaluate("window.stayed = true")
    before = page.evaluate(PLACE)
    choose(page, LAYOUT)
    scene = several[LAYOUT]
    assert page.evaluate("window.stayed")
    assert page.inner_text("#title") == scene.title.zh
    assert page.evaluate(STATES) == shown(scene)
    assert page.locator(".symbol-core").count() == sum(s.kind == "core" for s in scene.symbols)
    assert page.evaluate(PLACE) == before
    assert page.evaluate("document.activeElement.dataset.view") == LAYOUT
    assert page.evaluate("geoAtlas.state.city") == "440300"
    assert scene.area("440300").state_text.zh in page.inner_text("#detail")
    said = page.locator("#said")
    assert said.get_attribute("role") == "status"
    assert f"现在显示：{scene.title.zh}" in said.text_content()
    (link,) = page.locator(".downloads a").evaluate_all("nodes => nodes.map((n) => n.pathname)")
    assert link.endswith("/space2024/structure.csv")
    choose(page, SPACE)
    assert page.evaluate(STATES) == shown(several[SPACE])
    assert page.evaluate("location.hash") == "#city=440300"
    assert tab.faults == []


def test_a_map_of_districts_has_its_own_frame_and_drops_the_city(tab, several):
    page = tab.open("toy.html#city=440300")
    choose(page, ZONE)
    assert page.evaluate(STATES) == shown(several[ZONE])
    assert page.evaluate("geoAtlas.state.city") == ""
    assert page.evaluate("window.map_atlas.getZoom()") > 8
    choose(page, SPACE)
    assert page.evaluate("window.map_atlas.getZoom()") < 8


@pytest.mark.slow  # the first test of a tab looks at the place too
def test_the_place_on_the_map_stays_when_the_tab_changes(tab):
    page = tab.open("toy.html")
    page.click("#zoom-in")
    page.wait_for_function("() => location.hash.includes('at=')")
    before = page.evaluate(PLACE)
    choose(page, LAYOUT)
    assert page.evaluate(PLACE) == before
    page.go_back()
    page.wait_for_function("() => geoAtlas.state.view === ''")
    assert page.evaluate(PLACE) == before


def test_the_name_of_a_plan_alone_opens_its_view(tab, several):
    page = tab.open(f"toy.html#plan={LAYOUT.partition('/')[0]}")
    assert page.inner_text("#title") == several[LAYOUT].title.zh


def test_the_address_opens_a_view_and_its_data_come_once(tab, several):
    page = tab.open(f"toy.html#plan={LAYOUT}")
    assert page.inner_text("#title") == several[LAYOUT].title.zh
    for key in (SPACE, LAYOUT):
        choose(page, key)
    for key in (SPACE, LAYOUT):
        assert sum(url.endswith(f"{key}.data.js") for url in tab.asked) == 1
    page.reload()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.inner_text("#title") == several[LAYOUT].title.zh
    assert tab.faults == []


def test_a_view_whose_data_is_missing_says_so_in_both_languages(tab, several):
    page = tab.open("toy.html#city=440300")
    page.click(f".views-of a[data-view='{LOST.key}']")
    words = page.locator("#failed")
    words.locator("span").first.wait_for()
    assert words.get_attribute("role") == "alert"
    assert LOST.files in words.locator("[lang='zh-CN']").inner_text()
    assert "could not be read" in words.locator("[lang='en']").inner_text()
    assert page.inner_text("#title") == several[SPACE].title.zh
    assert page.evaluate("location.hash") == "#city=440300"
    choose(page, LAYOUT)
    assert words.text_content() == ""
    lost = tab.open(f"toy.html#plan={LOST.key}")
    assert lost.inner_text("#title") == several[SPACE].title.zh
    assert LOST.files in lost.inner_text("#failed")


COUNTS = """() => ({ layers: Object.keys(window.map_atlas._layers).length,
  nodes: document.querySelectorAll('*').length })"""


@pytest.mark.parametrize("times", sweep([20, 4], {1}))
def test_changes_of_the_view_leave_nothing_behind(tab, times):
    page = tab.open("toy.html")
    devtools = page.context.new_cdp_session(page)

    def held():
        devtools.send("HeapProfiler.collectGarbage")
        listeners = devtools.send("Memory.getDOMCounters")["jsEventListeners"]
        return page.evaluate(COUNTS), listeners

    def rounds(n):
        for _ in range(n):
            choose(page, ZONE)
            choose(page, SPACE)

    rounds(1)
    (before, heard), _ = held(), rounds(times // 2)
    after, hear = held()
    assert after == before
    assert hear <= heard * 1.02
    told = page.evaluate(
        "() => { let n = 0; geoAtlas.listen((c) => { if ('city' in c) n += 1; });"
        " document.querySelector(\"path[data-adcode='440100']\")"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true })); return n; }"
    )
    assert told == 1


ORDER = """() => [...document.getElementById('panel').children]
  .map((node) => node.id || node.className || node.localName)"""


def test_what_the_page_brings_stands_in_its_panel(tab):
    page = tab.open("toy.html")
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate("document.activeElement.className")
    order = page.evaluate(ORDER)
    assert order.index("above") < order.index("masthead")
    assert order.index("extra") == order.index("table-part") + 1
    assert order[-1] == "foot"
    assert page.locator("header").count() == 1
    assert page.locator("button[data-lang]").count() == 0
    assert page.locator(".views-of").count() == page.locator("#panel #downloads").count() == 1
    page.click("#jumps a[data-jump=extra]")
    told, panel = (page.locator(part).bounding_box() for part in ("#told", "#panel"))
    assert panel["y"] <= told["y"] < panel["y"] + panel["height"] - told["height"]
    assert page.evaluate("document.activeElement.textContent") == "说明"


@pytest.mark.slow  # test_link_page restores an address, test_cross_pages goes to the twin
def test_the_page_in_the_other_language_shows_the_same(tab, several):
    page = tab.open(f"toy.html#plan={LAYOUT}&city=440300&lang=en")
    assert page.inner_text("#title") == several[LAYOUT].title.zh
    page.click("#zoom-in")
    page.wait_for_function("() => location.hash.includes('at=')")
    seen = page.evaluate("location.hash")
    assert "lang" not in seen
    page.click("a.twin")
    page.wait_for_selector("html[lang=en][data-ready=yes]", state="attached")
    assert page.evaluate("location.hash") == seen
    assert page.inner_text("#title") == several[LAYOUT].title.en
    assert several[LAYOUT].area("440300").name.en in page.inner_text("#detail")
    assert tab.faults == []


def test_without_a_script_header_tabs_map_and_sections_follow_each_other(browser, topic):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{topic.as_uri()}/zh/topic/toy.html")
    parts = ("header.bar", ".crumbs", ".views-of", ".static h1", ".static table", "#told", ".foot")
    tops = [page.locator(part).bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)
    hrefs = page.locator(".views-of a").evaluate_all("nodes => nodes.map((n) => n.hash)")
    assert hrefs == ["", f"#plan={LAYOUT}", f"#plan={ZONE}", f"#plan={LOST.key}"]
    context.close()


@pytest.mark.slow  # test_touch_page walks the stops of a map
def test_the_tab_key_passes_header_map_tabs_and_city_in_this_order(tab, several):
    stops, nameless = stops_of(tab.open("toy.html"))
    assert nameless == []
    called = [name for _, name in stops]
    parts = ("产业规划地图集", "复制链接", several[LAYOUT].title.zh, "依据", "广州", "CSV")
    places = [called.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.slow  # test_accessibility looks at a page of a topic
@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_barrier_with_tabs(browser, topic, screen):
    tab = tab_of(browser, f"{topic.as_uri()}/zh/topic/", screen)
    page = tab.open(f"toy.html#plan={LAYOUT}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []
    tab.close()
