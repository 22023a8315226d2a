"""A link restores what was seen, place and all; and the address is easy to pass on."""

from __future__ import annotations

import pytest

from tests.browser.conftest import WIDE, come_to_rest, tab_of
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

SEEN = """() => { const map = window.map_atlas, at = map.getCenter(), state = geoAtlas.state;
  return [at.lat.toFixed(2), at.lng.toFixed(2), map.getZoom(), state.city, state.lang,
    JSON.stringify(state.layers), document.getElementById('title').textContent]; }"""
AT = "() => location.hash.includes('at=')"


@pytest.fixture
def tab(browser, site):
    made = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    yield made
    made.close()


def dragged(page, dx, dy):
    page.mouse.move(500, 400)
    page.mouse.down()
    page.mouse.move(500 + dx, 400 + dy, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("way", sweep(["reload", "copy"], {1}))
def test_a_reload_and_a_copied_address_restore_everything(tab, browser, way):
    page = tab.open("sector-space.html")
    page.click("button[data-lang=en]")
    page.click(".layers summary")
    page.check("#layer-counties")
    page.keyboard.press("Escape")
    page.click("#zoom-in")
    page.wait_for_function(AT)
    dragged(page, 120, 60)
    come_to_rest(page)
    page.evaluate("geoAtlas.set({ city: '440300' })")
    come_to_rest(page)
    seen, address = page.evaluate(SEEN), page.url
    if way == "reload":
        page.reload()
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        assert page.evaluate(SEEN) == seen
    else:
        other = tab_of(browser, "", WIDE)
        assert other.open(address).evaluate(SEEN) == seen
        assert other.page.url == address
        other.close()
    assert len(address.partition("#")[2]) < 80


def test_moving_the_map_does_not_fill_the_history(tab):
    page = tab.open("sector-space.html")
    before = page.evaluate("history.length")
    page.focus("#map_atlas")
    page.keyboard.press("+")
    for key in ("ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp") * 3:
        page.keyboard.press(key)
        page.wait_for_timeout(10)
    page.wait_for_function(AT)
    assert page.evaluate("history.length") == before
    page.evaluate("geoAtlas.set({ city: '440300' })")
    assert page.evaluate("history.length") == before + 1
    assert tab.faults == []


@pytest.mark.parametrize("motion", sweep(["reduce", "no-preference"], {1}))
def test_the_whole_map_has_no_place_in_the_address(tab, motion):
    tab.page.emulate_media(reduced_motion=motion)
    page = tab.open("sector-space.html")
    assert page.evaluate("location.hash") == ""
    home = page.evaluate(SEEN)
    page.click(".views [data-view=delta]")
    page.wait_for_function(AT)
    page.click(".views [data-view=home]")
    page.wait_for_function("() => !location.hash.includes('at=')")
    come_to_rest(page)
    assert page.evaluate("location.hash") in ("", "#")
    assert page.evaluate(SEEN) == home


# All at once: no numbers, no such place or choice, no text.
BAD = ("at=nowhere&city=<b>&lang=xx&plan=none&%E0%A4%A",)
MORE = (
    "at=1e9,113,8", "layers=roads", "%E0%A4%A",
    "at=nowhere", "at=23.1,113.2", "at=23.1,113.2,99", "at=60,10,8", "at=,,", "at=23.1.1,113,8",
    "city=<b>", "city=999999", "layers=roads&lang=xx&plan=none", "lang=xx", "plan=none",
)  # fmt: skip


@pytest.mark.parametrize("bads", sweep([BAD, MORE], {0}), ids=len)
def test_bad_values_of_an_address_are_ignored(tab, bads):
    home = tab.open("sector-space.html").evaluate(SEEN)
    strange = []
    for bad in bads:
        seen = tab.open(f"sector-space.html#{bad}").evaluate(SEEN)
        wanted = home if not bad.startswith("layers") else None
        if wanted and seen != wanted:
            strange.append((bad, seen))
    assert strange == []
    assert tab.faults == []


def test_the_address_is_copied_and_the_page_says_so(tab):
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tab.open("sector-space.html#city=440300")
    page.click("#zoom-in")
    page.wait_for_function(AT)
    page.click("#link")
    page.locator("#link-words").wait_for()
    assert page.locator("#link-words").get_attribute("role") == "status"
    assert page.inner_text("#link-words").startswith("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("Escape")
    assert page.locator("#link-said").is_hidden()
    assert page.evaluate("geoAtlas.state.city") == "440300"


@pytest.mark.parametrize(
    "clipboard", sweep(["undefined", "{ writeText: () => Promise.reject() }"], {1})
)
def test_where_nothing_can_be_copied_the_address_is_selected(tab, clipboard):
    tab.spoilt = True
    tab.page.add_init_script(
        f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})"
    )
    page = tab.open("sector-space.html#city=440300")
    page.click("#link")
    field = page.locator("#link-field")
    field.wait_for()
    assert field.input_value() == page.url
    assert page.evaluate("getSelection().toString()") == page.url
    assert "Ctrl+C" in page.inner_text("#link-words")
    page.keyboard.press("Escape")
    assert field.is_hidden()
    assert page.evaluate("document.activeElement.id") == "link"
    assert tab.faults == []
