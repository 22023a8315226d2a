"""The site that a build leaves: every page is reached, every map has one, every link its file."""

from __future__ import annotations

import re
import tomllib
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.reading.paper import sheets
from tests.reading.products import PLANS
from tests.reading.rows import DATA
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

LINKS = re.compile(r'(?:href|src|data-zh|data-en|data-data)="([^"]+)"')
BOTH = pytest.mark.parametrize("lang", sweep(["zh", "en"], {0}))
SHORT = {
    "in_force": {"zh": "在施行", "en": "in force"},
    "draft": {"zh": "征求意见稿", "en": "draft"},
    "expired": {"zh": "规划期已满", "en": "ended"},
    "superseded": {"zh": "已被替代", "en": "superseded"},
}
LINES = """() => [...document.querySelectorAll('.lines li')].map((line) => ({
  href: line.querySelector('a').getAttribute('href'),
  tag: line.querySelector('.tag').innerText.trim(),
  alert: line.querySelector('.tag').classList.contains('alert'),
  note: line.querySelector('.note').innerText.trim() }))"""


def pages(folder):
    return sorted(folder.rglob("*.html"))


def targets(page) -> list[str]:
    """Files that a page refers to, as written."""
    found = {unquote(urldefrag(link).url) for link in LINKS.findall(page.read_text("utf-8"))}
    return sorted(link for link in found if link and not link.startswith("data:"))


def test_every_page_can_be_reached_from_the_door(atlas):
    """Pages of the site from one to the next; addresses of earlier lead there, none leads back."""
    seen, waiting = set(), [atlas / "index.html"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            links = [link for link in targets(page) if link.endswith(".html")]
            waiting += [Path(normpath(page.parent / link)) for link in links]
    site = [p for lang in ("zh", "en") for p in pages(atlas / lang) if "embed" not in p.parts]
    assert [p.relative_to(atlas).as_posix() for p in site if p not in seen] == []
    earlier = {*pages(atlas)} - {*site}
    assert {p for p in seen & earlier if "embed" not in p.parts} == {atlas / "index.html"}


def test_a_map_alone_leads_to_the_page_of_its_topic(atlas):
    alone = [page for lang in ("zh", "en") for page in pages(atlas / lang / "embed")]
    assert len(alone) > 20
    astray = [p for p in alone if f'href="../topic/{p.name}"' not in p.read_text("utf-8")]
    assert astray == []


def test_every_map_is_a_view_of_a_page(atlas):
    asked = {
        (page.parent / link).resolve()
        for page in pages(atlas / "zh")
        for link in targets(page)
        if link.endswith(".data.js") and "assets/" not in link
    }
    maps = {p.resolve() for key in (*PLANS, "themes") for p in (atlas / key).glob("*.data.js")}
    assert len(maps) > 20
    assert maps <= asked


@BOTH
def test_home_shows_the_status_and_date_of_every_plan(atlas, reader, lang):
    reader.tab.goto((atlas / lang / "index.html").as_uri())
    lines = {line["href"].split("/")[1]: line for line in reader.tab.evaluate(LINES)}
    assert set(lines) == set(PLANS)
    for key, changes in PLANS.items():
        meta = tomllib.loads((DATA / "plans" / key / "plan.toml").read_text("utf-8"))
        status = changes.get("status", meta["document"]["status"]).strip('"')
        assert lines[key]["tag"] == SHORT[status][lang], key
        assert lines[key]["alert"] == (status != "in_force")
        assert str(meta["document"]["issued"]) in lines[key]["note"]
    shown = reader.tab.evaluate("[...document.querySelectorAll('.switched')].map((one) => one.id)")
    alerts = [lines[one.removeprefix("matrix-")]["alert"] for one in shown]
    assert alerts == sorted(alerts), "matrices of plans in force stand first"
    assert len(set(alerts)) > 1


@BOTH
def test_home_counts_what_the_site_holds(atlas, reader, lang):
    reader.tab.goto((atlas / lang / "index.html").as_uri())
    shown = reader.tab.evaluate(
        "[...document.querySelectorAll('.figures a')].map((one) =>"
        " [one.getAttribute('href'), Number(one.querySelector('.value').innerText)])"
    )
    counts = dict(shown)
    assert all(counts.values())
    topics = {p.stem for p in (atlas / lang / "topic").glob("*.html")} - {"index"}
    assert counts["plan/index.html"] == len(PLANS)
    assert counts["topic/index.html"] == len(topics)
    high = reader.tab.evaluate("document.documentElement.scrollHeight")
    links = reader.tab.evaluate("document.links.length")
    assert high <= 4 * reader.tab.viewport_size["height"]
    assert links <= 120


MAPS = {
    "space2024/structure": "plan/space2024/index",
    "future2024/carriers": "plan/future2024/carriers",
    "themes/commercial_space": "topic/commercial_space",
}


@pytest.mark.slow
@pytest.mark.parametrize("files", MAPS)
def test_a_page_leads_to_its_own_sheet(atlas, reader, files):
    path = atlas / "zh" / f"{MAPS[files]}.html"
    page = reader.page(path.as_uri())
    own = {
        kind: (path.parent / link).resolve() for kind, link in page.links if kind in ("PDF", "SVG")
    }
    assert own == {kind: (atlas / f"{files}.{kind.lower()}").resolve() for kind in ("PDF", "SVG")}
    title = re.sub(r"\s", "", page.head[0])
    assert sheets(own["PDF"].read_bytes())[0].text.startswith(title)


MENU = re.compile(r'<nav class="views-of".*?</nav>', re.DOTALL)


def test_the_menu_of_a_plan_stands_on_all_of_its_pages(atlas):
    for key in PLANS:
        folder = atlas / "zh" / "plan" / key
        menus = {page.stem: MENU.findall(page.read_text("utf-8"))[0] for page in pages(folder)}
        for stem, menu in menus.items():
            leads = re.findall(r'href="([^"]+)\.html"', menu)
            assert sorted(leads) == sorted(menus)
            assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == [f"{stem}.html"]
