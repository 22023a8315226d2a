"""Small multiples in the browser: reached by keyboard, drawn without a script, in one language."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import WIDE, tab_of
from tests.reading.products import PLANS
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

PAGES = {"index.html": len(PLANS), "plan/future2024/sectors.html": 7}


@pytest.fixture
def opened(browser, atlas):
    tabs = []

    def go(name, **options):
        tabs.append(tab_of(browser, "", WIDE, **options))
        tabs[-1].page.goto(f"{atlas.as_uri()}/{name}")
        return tabs[-1].page

    yield go
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize("name", sweep(PAGES, {0}))
def test_panels_are_links_that_the_keyboard_reaches_in_order(opened, name):
    page = opened(f"zh/{name}")
    links = page.locator(".panel > a")
    assert links.count() == PAGES[name]
    links.first.focus()
    for n in range(links.count()):
        target = page.evaluate("document.activeElement.getAttribute('href')")
        assert target == links.nth(n).get_attribute("href")
        page.keyboard.press("Tab")


@pytest.mark.parametrize(
    ("lang", "name"), sweep([[lang, name] for lang in ("zh", "en") for name in PAGES], {0, 3})
)
def test_panels_are_drawn_without_a_script_and_say_what_they_show(opened, lang, name):
    page = opened(f"{lang}/{name}", java_script_enabled=False)
    pictures = page.locator(".panel svg[role=img]").all()
    sizes = [picture.bounding_box() for picture in pictures]
    assert len(sizes) == PAGES[name]
    assert all(box["width"] > 200 and box["height"] > 140 for box in sizes)
    for picture in pictures:
        said = page.locator(f"#{picture.get_attribute('aria-labelledby')}").text_content()
        assert bool(re.search("[\u4e00-\u9fff]", said)) is (lang == "zh")


def test_a_page_leads_to_its_twin_in_the_other_language(opened):
    page = opened("zh/plan/future2024/sectors.html")
    page.click("#twin")
    assert page.url.endswith("/en/plan/future2024/sectors.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#twin")
    assert page.url.endswith("/zh/plan/future2024/sectors.html")
