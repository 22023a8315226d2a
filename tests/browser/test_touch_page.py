"""Names answer a finger and a mouse; keys reach every control; Escape closes what is open."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROW, WIDE, come_to_rest
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

MAPS = ("sector-space", "structure", "carriers")
NAMES = """() => [...document.querySelectorAll('.label[data-label^="44"]')].map((node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  return [node.dataset.label, (box.left + box.right) / 2, (box.top + box.bottom) / 2];
})"""


@pytest.mark.parametrize(
    ("lang", "screen", "maps"),
    [
        pytest.param("zh", NARROW, MAPS[-1:], id="zh-finger"),  # symbols lie between the names
        pytest.param("zh", NARROW, MAPS[:-1], id="zh-finger-others", marks=pytest.mark.slow),
        pytest.param("en", NARROW, MAPS, id="en-finger", marks=pytest.mark.slow),
        pytest.param("zh", WIDE, MAPS, id="zh-mouse", marks=pytest.mark.slow),
        pytest.param("en", WIDE, MAPS, id="en-mouse", marks=pytest.mark.slow),
    ],
)
def test_each_of_the_names_selects_its_city(browser, site, screen, lang, maps):
    context = browser.new_context(
        viewport=screen, has_touch=screen is NARROW, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong = []
    for slug in maps:
        page.goto("about:blank")
        page.goto(f"{site.as_uri()}/future2024/{slug}.html#lang={lang}")
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.evaluate("map_atlas.doubleClickZoom.disable()")  # these fingers are quick
        names = page.evaluate(NAMES)
        assert len(names) == 21
        for code, x, y in names:
            (page.touchscreen.tap if screen is NARROW else page.mouse.click)(x, y)
            chosen = page.evaluate("geoAtlas.state.city")
            if chosen != code:
                wrong.append((slug, code, chosen))
            page.evaluate("geoAtlas.set({ city: '' })")
    assert wrong == []
    context.close()


def test_a_name_shows_the_words_of_its_area_and_can_be_dragged(wide):
    page = wide.open("sector-space.html")
    _, x, y = page.evaluate(NAMES)[0]
    page.mouse.move(x, y)
    page.mouse.move(x + 1, y)
    assert page.locator(".leaflet-chosen-pane path").count() == 2
    assert page.locator(".tip-box").is_visible()
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    assert page.evaluate("geoAtlas.state.city") == ""
    page.wait_for_function("() => location.hash.includes('at=')")


def test_symbols_answer_from_near(narrow):
    page = narrow.open("carriers.html#at=22.9,113.4,9")
    badge = page.locator(".symbol").first
    assert badge.evaluate("node => getComputedStyle(node.parentNode).pointerEvents") == "auto"
    page = narrow.open("carriers.html")
    assert badge.evaluate("node => getComputedStyle(node.parentNode).pointerEvents") == "none"


STOP = """() => { const node = document.activeElement, box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return { tag: node.localName, id: node.id || node.textContent.slice(0, 20),
    ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none'
      || getComputedStyle(node.parentElement).boxShadow !== 'none',
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 }; }"""


def name_of_focus(devtools):
    """What a screen reader calls the element that has the focus."""
    node = devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})
    found = devtools.send(
        "Accessibility.getPartialAXTree",
        {"objectId": node["result"]["objectId"], "fetchRelatives": False},
    )["nodes"][0]
    return found.get("name", {}).get("value", "").strip()


def stops_of(page):
    """The stops of the Tab key: tag and name of each; and those that a reader cannot tell."""
    devtools = page.context.new_cdp_session(page)
    stops, nameless = [], []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] in ("body", "html"):
            break
        called = name_of_focus(devtools)
        stops.append((stop["tag"], called))
        if (
            not called
            or stop["tag"] in ("path", "svg", "g")
            or not stop["seen"]
            or not stop["ring"]
        ):
            nameless.append((stop, called))
    return stops, nameless


@pytest.mark.parametrize(
    "name", sweep(["sector-space.html#city=440100", "structure.html", "carriers.html"], {2})
)
def test_every_stop_of_the_tab_key_has_a_name(wide, name):
    stops, nameless = stops_of(wide.open(name))
    assert nameless == []
    assert stops[0] == ("a", "跳到城市列表")
    assert ("button", "复制链接") in stops
    assert 15 < len(stops) < 120


OPEN = """() => [document.querySelectorAll('.leaflet-popup').length,
  document.querySelectorAll('.layers[open]').length,
  Number(!document.getElementById('link-said').hidden), Number(Boolean(geoAtlas.state.city))]"""


def still_open(page, wanted: int) -> list[int]:
    """What is open, once no more than the wanted are, or after a second: popups fade."""
    for _ in range(20):
        found = page.evaluate(OPEN)
        if sum(found) <= wanted:
            break
        page.wait_for_timeout(50)
    return found


def test_escape_closes_the_innermost_first(wide):
    page = wide.open("carriers.html#city=440100")
    page.click(".layers summary")
    page.evaluate(
        "document.querySelector('.symbol').closest('.leaflet-marker-icon')"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    page.click("#link")
    assert page.locator(".leaflet-popup").count() == 1
    left = []
    for n in (3, 2, 1, 0):
        page.keyboard.press("Escape")
        left.append(still_open(page, n))
    assert [sum(counts) for counts in left] == [3, 2, 1, 0]
    assert left[-2] == [0, 0, 0, 1]  # the selection last


def test_keys_move_the_map_and_reach_a_clause_in_two_steps(wide, made):
    page = wide.open("sector-space.html")
    page.focus("#map_atlas")
    before = page.evaluate("[map_atlas.getCenter().lng, map_atlas.getZoom()]")
    for key in ("+", "ArrowRight"):
        page.keyboard.press(key)
        come_to_rest(page)
    after = page.evaluate("[map_atlas.getCenter().lng, map_atlas.getZoom()]")
    assert after[1] == before[1] + 0.5
    assert after[0] > before[0]
    page.focus("#city-list button[tabindex='0']")
    page.keyboard.press("Enter")
    city = made["sector-space"].area(page.evaluate("geoAtlas.state.city"))
    shown = page.inner_text("#detail")
    assert all(said.locator.zh in shown for said in city.statements)
