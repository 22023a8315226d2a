"""Themes, small multiples and cities in the browser: what is shown, reached and announced."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.reading.products import PLANS

pytestmark = pytest.mark.browser

STATIC = ("glance/plans.html",)
SIZES = ((1366, 768), (360, 740))


@pytest.fixture
def opened(browser, atlas):
    contexts = []

    def go(name, size=SIZES[0], **options):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(f"{atlas.as_uri()}/{name}")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", STATIC)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_static_pages_fit_the_screen_and_pass_the_checker(opened, name, size):
    page = opened(name, size)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert page.faults == []  # before the checker asks for the style sheets itself
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:80]) for v in found] == []


@pytest.mark.parametrize("name", STATIC)
def test_static_pages_switch_their_language(opened, name):
    page = opened(name)
    assert page.locator("h1 span[lang=en]").count() == 1
    assert not page.locator("h1 span[lang=en]").is_visible()
    page.click("button[data-lang=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1 span[lang=en]").is_visible()
    assert not page.locator("h1 span[lang=zh-CN]").is_visible()


def test_panels_are_links_that_the_keyboard_reaches_in_order(opened):
    page = opened("glance/plans.html")
    links = page.locator(".panel a.face")
    assert links.count() == len(PLANS)
    links.first.focus()
    for n in range(links.count()):
        target = page.evaluate("document.activeElement.getAttribute('href')")
        assert target == links.nth(n).get_attribute("href")
        page.keyboard.press("Tab")


def test_panels_are_drawn_without_a_script(opened):
    page = opened("glance/plans.html", java_script_enabled=False)
    sizes = [box.bounding_box() for box in page.locator(".panel svg[role=img]").all()]
    assert len(sizes) == len(PLANS)
    assert all(box["width"] > 200 and box["height"] > 140 for box in sizes)
    assert page.locator("h1 span[lang=en]").is_visible()
