"""The bytes of a first visit without a Chinese font, and pages on a dark screen and on paper."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.sweeps import sweep

pytestmark = pytest.mark.browser

HOME, CITY, MAP = "zh/index.html", "zh/city/440300.html", "zh/plan/space2024/index.html"
LIMIT = 250_000  # bytes of a first visit, compressed


def weight(address: str) -> int:
    """Bytes of a file as a server sends it."""
    data = Path(unquote(urlsplit(address).path)).read_bytes()
    return len(data) if address.endswith((".woff2", ".png")) else len(gzip.compress(data, 9))


def visit(browser, path: Path, **options):
    """A page opened for the first time, and the files that it asked for."""
    page = browser.new_context(locale="zh-CN", reduced_motion="reduce", **options).new_page()
    asked: dict[str, int] = {}
    page.on("requestfinished", lambda request: asked.update({request.url: weight(request.url)}))
    page.goto(path.as_uri())
    if page.locator(".map-page").count():
        page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.evaluate("document.fonts.ready")
    return page, asked


@pytest.mark.parametrize("name", sweep([HOME, CITY, MAP], {0, 2}))
def test_a_page_fetches_few_slices_of_the_typeface(browser, atlas, name):
    page, asked = visit(browser, atlas / name)
    page.wait_for_timeout(500)  # letters of what comes near
    letters = [size for address, size in asked.items() if address.endswith(".woff2")]
    slices = len(list((atlas / "assets" / "fonts").glob("*.woff2")))
    assert 0 < len(letters) < slices / 2
    assert sum(letters) < LIMIT * 0.8
    assert name == MAP or sum(asked.values()) < LIMIT
    page.context.close()


@pytest.mark.slow
def test_few_first_visits_to_a_map_weigh_more_than_the_limit_and_none_much_more(browser, atlas):
    """Pages of topics and plans; those whose map alone has 40 kB of symbols are over it."""
    over = {}
    found = [p for kind in ("topic", "plan") for p in sorted((atlas / "zh" / kind).rglob("*.html"))]
    maps = [path for path in found if 'class="map-page' in path.read_text("utf-8")]
    for path in maps:
        page, asked = visit(browser, path, viewport={"width": 1366, "height": 768})
        page.wait_for_timeout(500)
        page.context.close()
        if sum(asked.values()) > LIMIT:
            over[path.relative_to(atlas).as_posix()] = sum(asked.values())
    assert {name: n for name, n in over.items() if n > 1.2 * LIMIT} == {}
    assert len(over) < len(maps) / 4, over


def test_pictures_and_tables_follow_a_dark_screen_and_paper_stays_light(browser, atlas):
    """The ground of the page, of a picture in it and of a cell; then the same on paper."""
    page, _ = visit(browser, atlas / HOME, color_scheme="dark")
    grounds = """() => [document.body, document.querySelector('table.grid td[class]')]
      .map((node) => getComputedStyle(node).backgroundColor)
      .concat([...document.querySelectorAll('.panels [fill="#ffffff"]')].slice(0, 1)
      .map((node) => getComputedStyle(node).fill))
      .map((colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0))"""
    body, _, fill = page.evaluate(grounds)
    assert max(body, fill) < 150
    page.emulate_media(media="print")
    body, _, fill = page.evaluate(grounds)
    assert min(body, fill) == 3 * 255
    page.context.close()
