"""Each kind of page of each product: no request fails, no link is dead, text has its glyphs."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.conftest import WIDE, tab_of
from tests.products import LONE
from tests.references import WITHIN
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

KINDS = (
    "zh/index.html",
    "zh/topic/index.html",
    "zh/topic/commercial_space.html",
    "zh/topic/photonics2024.*.html",
    "zh/plan/index.html",
    "zh/plan/space2024/index.html",
    "zh/plan/photonics2024/breadth.html",
    "zh/plan/space2024/carriers.html",
    *(f"zh/plan/future2024/{part}.html" for part in ("matrix", "crowding", "similarity")),
    *(f"zh/plan/future2024/{part}.html" for part in ("sectors", "gaps", "changes", "notes")),
    "zh/city/index.html",
    "zh/city/440300.html",
    "zh/place/*.html",
    *(f"zh/{name}.html" for name in ("compare", "gaps", "data", "method")),
    "zh/embed/*.html",
    "en/topic/commercial_space.html",
)
# Home, a map with all that a topic says, a picture of the analysis, a city.
QUICK = (
    "zh/index.html",
    "zh/topic/commercial_space.html",
    "zh/plan/future2024/matrix.html",
    "zh/city/440300.html",
)
LED_TO = """() => [...document.querySelectorAll('[href], [src]')]
  .map((node) => node.getAttribute('href') || node.getAttribute('src'))"""


@pytest.fixture(scope="module")
def tab(browser):
    made = tab_of(browser, "", WIDE)
    yield made
    made.close()


@pytest.fixture
def opened(tab):
    def go(path):
        tab.page.goto("about:blank")
        for noted in (tab.asked, tab.failed, tab.faults):
            noted.clear()
        tab.page.goto(path.as_uri())
        tab.page.evaluate("document.fonts.ready")
        return tab

    return go


def check(tab):
    """Nothing was asked for in vain, and what a script has linked is there."""
    assert tab.failed == []
    assert tab.faults == []
    linked = {a for a in tab.page.evaluate(LED_TO) if a and not a.startswith(WITHIN)}
    here = Path(unquote(urlsplit(tab.page.url).path)).parent  # an address of earlier leads on
    dead = [a for a in linked if not (here / unquote(a.partition("#")[0])).is_file()]
    assert dead == []


PROBED = """() => {
  const seen = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    range.selectNodeContents(node);
    if (!node.data.trim() || !range.getClientRects().length) continue;
    const { fontFamily, fontWeight, fontStyle } = getComputedStyle(node.parentElement);
    const own = [...node.data].map((c) => [fontFamily, fontWeight, fontStyle, c].join());
    if (own.some((key) => !seen.has(key))) node.parentElement.dataset.probed = '';
    own.forEach((key) => seen.add(key));
  }
  return seen.size;
}"""  # marks the first element with each character of each font


def fonts_of(page):
    """Family, and whether the page brought it, of every glyph in sight."""
    assert page.evaluate(PROBED) > 50
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    top = tools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    asked = {"nodeId": top, "selector": "[data-probed]"}
    texts = tools.send("DOM.querySelectorAll", asked)["nodeIds"]
    used = [tools.send("CSS.getPlatformFontsForNode", {"nodeId": n})["fonts"] for n in texts]
    tools.detach()
    return {(font["familyName"], font["isCustomFont"]) for fonts in used for font in fonts}


@pytest.mark.parametrize("kind", sweep(KINDS, {KINDS.index(kind) for kind in QUICK}))
def test_a_page_of_a_build_has_its_files_and_brings_its_letters(opened, atlas, kind):
    path = min(atlas.glob(kind))
    tab = opened(path)
    assert len(tab.asked) > 2
    check(tab)
    assert fonts_of(tab.page) == {("Noto Sans SC", True)}


@pytest.mark.parametrize("name", sweep(LONE, {0, 7}))
def test_a_lone_page_asks_for_nothing_that_is_not_there(opened, lone, name):
    path = lone / name / "a page.html"
    tab = opened(path)
    assert len(tab.asked) > 2
    check(tab)


@pytest.mark.slow  # test_map_page opens one in its frame
def test_a_notebook_map_asks_for_nothing(opened, lone):
    tab = opened(lone / "notebook" / "cell.html")
    frame = tab.page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    assert [url for url in tab.asked[1:] if not url.startswith(WITHIN)] == []
    assert (tab.failed, tab.faults) == ([], [])
    linked = frame.locator("html").evaluate(LED_TO)
    assert [a for a in linked if a and not a.startswith(WITHIN)] == []
