"""Each kind of page of each product: no request fails, no link is dead, all text has glyphs."""

from __future__ import annotations

import pytest

from tests.browser.conftest import WIDE, tab_of
from tests.products import LONE
from tests.references import WITHIN

pytestmark = pytest.mark.browser

KINDS = (
    "index.html",
    "biomed2024/structure.html",
    "biomed2024/breadth.html",
    "biomed2024/carriers.html",
    "biomed2024/sector-*.html",
    "biomed2024/subsector-*.html",
    "biomed2024/analysis/*.html",
    "gz_dualchain2022/glance.html",
    "glance/*.html",
    "themes/*.html",
    "cities/index.html",
    "cities/440100.html",
)
LED_TO = """() => [...document.querySelectorAll('[href], [src]')]
  .map((node) => node.getAttribute('href') || node.getAttribute('src'))"""


def page_of(built, kind):
    return sorted(built.glob(kind))[0]


@pytest.fixture
def opened(browser):
    tabs = []

    def go(path):
        tab = tab_of(browser, f"{path.parent.as_uri()}/", WIDE)
        tabs.append(tab)
        tab.page.goto(tab.base + path.name)
        tab.page.wait_for_load_state("networkidle")
        tab.page.evaluate("document.fonts.ready")
        return tab

    yield go
    for tab in tabs:
        tab.page.context.close()


def check(tab, path):
    """Nothing was asked for in vain, and what a script has linked is there."""
    assert tab.failed == []
    assert tab.faults == []
    linked = {a for a in tab.page.evaluate(LED_TO) if a and not a.startswith(WITHIN)}
    dead = [a for a in linked if not (path.parent / a.partition("#")[0]).is_file()]
    assert dead == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_a_build_asks_for_nothing_that_is_not_there(opened, built, kind):
    path = page_of(built, kind)
    tab = opened(path)
    assert len(tab.asked) > 2
    check(tab, path)


@pytest.mark.parametrize("name", LONE)
def test_a_lone_page_asks_for_nothing_that_is_not_there(opened, lone, name):
    path = lone / name / "a page.html"
    tab = opened(path)
    assert len(tab.asked) > 2
    check(tab, path)


def test_a_notebook_map_asks_for_nothing(opened, lone):
    tab = opened(lone / "notebook" / "cell.html")
    frame = tab.page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    assert [url for url in tab.asked[1:] if not url.startswith(WITHIN)] == []
    assert (tab.failed, tab.faults) == ([], [])
    linked = frame.locator("html").evaluate(LED_TO)
    assert [a for a in linked if a and not a.startswith(WITHIN)] == []
