"""Every type of page against WCAG 2.2 AA: the checker, targets, headings, narrow screens, zoom.

Types are found by walking the folders of the built site: a page type that comes is checked too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {
    "preload": False,  # style sheets cannot be asked for on file:// and are not needed
    "resultTypes": ["violations"],  # else every node that passes is told in full
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WIDE, PHONE, ZOOMED, LEAST = (1366, 768), (360, 740), (683, 384), (320, 640)

SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .filter((node) => !(getComputedStyle(node).display === 'inline' && node.closest('p, li, dd')))
  .filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && (box.width < 23.5 || box.height < 23.5);
  })
  .map((node) => node.outerHTML.slice(0, 90))"""
LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4')]
  .filter((node) => node.checkVisibility()).map((node) => Number(node.tagName[1]))"""
NAMELESS = """() => [...document.querySelectorAll('svg path[tabindex]')]
  .map((node) => node.outerHTML.slice(0, 90))"""
LAID_OUT = """() => { for (const node of document.querySelectorAll('section, details')) {
  node.style.contentVisibility = 'visible'; } }"""  # as it is for who has scrolled to the end
LETTERS = """() => {
  const small = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, node = text.parentElement;
    if (!text.data.trim() || node.closest('#map_atlas, .vh, .skip') || !node.checkVisibility({ visibilityProperty: true })) continue;
    const to = node.closest('svg') ? node.getScreenCTM() : { a: 1, b: 0 };
    const size = parseFloat(getComputedStyle(node).fontSize) * Math.hypot(to.a, to.b);
    if (size < 10.6 && node.getBoundingClientRect().width) small.push(`letters of ${size.toFixed(1)} px: ${text.data.trim().slice(0, 20)}`);
  }
  return [...new Set(small)];
}"""  # noqa: E501
SQUEEZED = """() => [...document.querySelectorAll('td, th')].filter((node) => node.checkVisibility())
  .filter((node) => { const box = node.getBoundingClientRect(); return box.width < 64 && box.height > 100; })
  .filter((node) => !node.closest('.upright thead'))
  .map((node) => 'squeezed ' + node.textContent.trim().slice(0, 30))"""  # noqa: E501
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""  # what WCAG 1.4.12 lets a reader set
CUT = """() => [...document.querySelectorAll('body *:not(svg *, #map_atlas *, .vh, .skip, option, select)')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.vh, .leaflet-container'))
  .filter((node) => {
    const how = getComputedStyle(node), hides = (way) => way === 'hidden' || way === 'clip';
    return node.textContent.trim() && ((hides(how.overflowX) && node.scrollWidth > node.clientWidth + 1)
      || (hides(how.overflowY) && node.scrollHeight > node.clientHeight + 1));
  }).map((node) => 'cut ' + node.outerHTML.slice(0, 80))"""  # noqa: E501
BEYOND = "document.documentElement.scrollWidth - innerWidth"


def types(site: Path) -> dict[str, list[Path]]:
    """Pages of the two languages by type: the folder, and the name where it is no id."""
    found: dict[str, list[Path]] = {}
    for path in sorted(site.glob("[ze][hn]/**/*.html")):
        _, *folders, name = path.relative_to(site).with_suffix("").parts
        kind = "id" if len(folders) == 1 and name != "index" else name
        within = ["each"] * (len(folders) - 1)
        found.setdefault("/".join([*folders[:1], *within, kind]), []).append(path)
    return found


ELEMENT = re.compile(r'<(\w+)(?:[^>]*? class="([^"]*)")?')


def kinds(path: Path) -> int:
    """How many kinds of elements a page has: names and classes."""
    return len(set(ELEMENT.findall(path.read_text("utf-8"))))


def barriers(page) -> list[str]:
    """What the checker finds on an open page."""
    page.evaluate(LAID_OUT)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']} ({v['impact']}) {v['nodes'][0]['html'][:90]}" for v in found]


def measured(page) -> list[str]:
    """What stands in the way by its size, its name, its place among the headings."""
    page.evaluate(LAID_OUT)
    said = [f"small {html}" for html in page.evaluate(SMALL)]
    said += [f"no name {html}" for html in page.evaluate(NAMELESS)]
    levels = page.evaluate(LEVELS)
    if levels.count(1) != 1 or any(b > a + 1 for a, b in pairwise(levels)):
        said.append(f"headings {levels}")
    if page.evaluate(BEYOND) > 0:
        said.append(f"{page.evaluate(BEYOND)} px beyond the screen")
    return said


def heard(page) -> list[str]:
    """What the console says of the pages that are opened in a tab, as it comes."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def opened(page, path: Path, size: tuple[int, int]) -> None:
    """Open a page in a size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path.as_uri())
    if page.locator(".map-page").count():
        page.wait_for_selector("html[data-ready=yes]", state="attached")


def checked(
    browser, site: Path, wanted: list[Path], sizes, checks=(barriers, measured), **context
) -> list[tuple[str, ...]]:
    """All that is wrong with the pages: address, width, fault."""
    wrong = []
    tab = browser.new_context(locale="zh-CN", reduced_motion="reduce", **context)
    page = tab.new_page()  # one for all: a page in a new one costs twice as much
    said = heard(page)
    for path in wanted:
        for size in sizes:
            page.goto("about:blank")
            said.clear()
            opened(page, path, size)
            faults = [*said, *(fault for check in checks for fault in check(page))]
            if size == PHONE:
                faults += page.evaluate(LETTERS) + page.evaluate(SQUEEZED)
                page.evaluate(SPACED)
                faults += page.evaluate(CUT)
                if (over := page.evaluate(BEYOND)) > 0:
                    faults.append(f"{over} px beyond the screen where text is spaced")
            address = path.relative_to(site).as_posix()
            wrong += [(address, str(size[0]), fault) for fault in faults]
    tab.close()
    return wrong


MEASURED = ("zh/index", "zh/gaps", "zh/plan/index", "en/topic/commercial_space")
CHECKED = ("zh/method", "en/place/sz_qianhai", "zh/embed/commercial_space")


def test_pages_on_a_phone_have_no_barrier(browser, atlas):
    """The dear pages are measured, small ones of the same parts go through the checker too."""
    wrong = []
    for names, checks in ((MEASURED, (measured,)), (CHECKED, (barriers, measured))):
        wrong += checked(browser, atlas, [atlas / f"{n}.html" for n in names], [PHONE], checks)
    assert not wrong, "\n".join(" ".join(one) for one in wrong)


@pytest.mark.slow
def test_a_page_of_each_type_has_no_barrier_on_a_phone(browser, atlas):
    """The page with the most kinds of elements, the least of those: rows alike prove one."""
    wanted = [
        max(pages, key=lambda p: (kinds(p), -p.stat().st_size)) for pages in types(atlas).values()
    ]
    assert len(wanted) >= 15
    wrong = checked(browser, atlas, wanted, [PHONE])
    assert not wrong, "\n".join(" ".join(one) for one in wrong)


@pytest.mark.slow
def test_no_page_has_a_barrier_on_any_screen(browser, whole_atlas):
    """Both languages, light and dark; a type with many pages stands by its largest and least."""
    wanted = []
    for pages in types(whole_atlas).values():
        by_size = sorted(pages, key=lambda p: p.stat().st_size)
        wanted += dict.fromkeys([*by_size[:2], *by_size[-4:]])
    wrong = checked(browser, whole_atlas, wanted, [WIDE, PHONE])
    assert wrong + checked(browser, whole_atlas, wanted, [WIDE], color_scheme="dark") == []


@pytest.mark.slow
def test_zoom_and_the_narrowest_screen_need_no_scrolling_sideways(browser, whole_atlas):
    page = browser.new_page()
    beyond = {}
    for path in sorted(whole_atlas.glob("[ze][hn]/**/*.html")):
        for size in (ZOOMED, LEAST):
            opened(page, path, size)
            if (over := page.evaluate(BEYOND)) > 0:
                beyond[path.relative_to(whole_atlas).as_posix(), size[0]] = over
    page.close()
    assert beyond == {}


CHOSEN = """() => {
  const probe = document.createElement('i');
  Object.assign(probe.style, { background: 'Highlight', forcedColorAdjust: 'none' });
  document.body.append(probe);
  const colour = (node) => getComputedStyle(node).backgroundColor;
  return [colour(probe), colour(document.querySelector('.switch [aria-pressed=true]'))];
}"""


def test_what_is_chosen_has_the_mark_of_the_system_in_its_colours(browser, atlas):
    page = browser.new_page(forced_colors="active")
    opened(page, atlas / "zh/index.html", WIDE)
    marked, chosen = page.evaluate(CHOSEN)
    page.close()
    assert chosen == marked


def test_the_single_key_is_switched_off_on_the_page_on_method(browser, atlas):
    def leads(name: str) -> bool:
        opened(page, atlas / name, WIDE)
        page.locator("h1").click()
        page.keyboard.press("/")
        return page.evaluate("document.activeElement.matches('#search input')")

    page = browser.new_page()
    assert leads("zh/method.html")
    page.locator("#single-key").uncheck()
    assert not leads("zh/method.html")
    assert not leads("en/data.html")
    assert not page.locator("#search kbd").is_visible()
    opened(page, atlas / "en/method.html", WIDE)
    page.locator("#single-key").check()
    assert leads("zh/index.html")
    page.close()
