"""Pages of topics in a browser: who carries it, who was left out, who says so, the map alone."""

from __future__ import annotations

import csv
import gzip
import re
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.render.web.map_page import shared_files
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register
from tests.browser.conftest import Quiet, tab_of
from tests.reading.products import PLANS
from tests.reading.rows import DATA, Plan, areas, locator, name, table
from tests.reading.themes import stating, theme_states
from tests.sweeps import sweep
from tests.toy_topics import built, hostile_plan, laid
from tests.toy_web import write_files

pytestmark = pytest.mark.browser

CITIES = areas("prefecture", "440000")
WIDE, NARROW = (1366, 768), (360, 740)
MOST_BYTES = 15_000
OVER = """() => { const panel = document.querySelector('#panel');
  return panel ? panel.scrollWidth - panel.clientWidth : 0; }"""
LISTED = """(id) => [...document.querySelectorAll(`#${id} li a`)].map((a) =>
  [a.textContent.trim(), a.getAttribute('href')])"""
SAID = """(key) => { const rows = [], head = document.getElementById('says-' + key);
  for (let at = head.nextElementSibling; at && at.tagName !== 'H3'; at = at.nextElementSibling)
    for (const row of at.querySelectorAll('tbody tr:not(.reach)'))
      rows.push([...row.children].map((cell) => cell.textContent));
  return rows; }"""


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {key: Plan(key) for key in PLANS}


@pytest.fixture
def opened(browser, atlas):
    tabs = []

    def go(path, size=WIDE, base="", **options):
        tab = tab_of(browser, base, {"width": size[0], "height": size[1]}, **options)
        tabs.append(tab)
        page, page.faults = tab.page, tab.faults
        page.goto(f"{base or atlas.as_uri()}/{path}")
        if options.get("java_script_enabled", True) and page.query_selector(".map-page"):
            page.wait_for_selector("html[data-ready=yes]", state="attached")
        return page

    yield go
    for tab in tabs:
        tab.close()


def linked(theme: str, plan: Plan, key: str) -> list[dict[str, str]]:
    """Rows of a plan with a term that any link ties to a theme."""
    links = table(DATA / "crosswalk" / "links.csv")
    terms = {r["term_id"] for r in links if (r["theme_id"], r["plan"]) == (theme, key)}
    return [row for row in plan.rows if terms & {row["sector"], row["subsector"]}]


TOPICS = [[theme, lang] for theme in ("commercial_space", "quantum") for lang in ("zh", "en")]


@pytest.mark.parametrize(("theme", "lang"), sweep(TOPICS, {0, 3}))
def test_a_topic_names_who_carries_it_and_who_was_left_out(opened, atlas, plans, theme, lang):
    states = theme_states(theme, plans)
    page = opened(f"{lang}/topic/{theme}.html")
    for section, wanted in (("carries", "named"), ("left", "not_named")):
        found = dict(page.evaluate(LISTED, section))
        cities = [c for c, (state, _) in states.items() if state.startswith(wanted)]
        assert {name(c, lang, short=True) for c in cities} <= set(found), section
        others = {name(c, lang, short=True) for c in CITIES if c not in cities}
        assert not {text for text in found if text in others} - _covered(states, lang), section
        for text, href in found.items():
            assert (atlas / lang / "topic" / href).resolve().is_file(), text
    said = {"zh": "未点名不是排除", "en": "Not named does not mean excluded"}[lang]
    assert said in page.locator("#left").text_content()
    assert page.faults == []


def _covered(states, lang) -> set[str]:
    """Cities that only a region covers: they stand under who carries it, apart."""
    return {name(c, lang, short=True) for c, (s, _) in states.items() if s == "collective"}


def test_every_row_that_states_a_topic_stands_on_its_page_with_its_clause(opened, plans):
    page = opened("zh/topic/commercial_space.html")
    seen = 0
    for key, plan in plans.items():
        terms = stating("commercial_space", plan, key)
        if not terms:
            continue
        said = page.evaluate(SAID, key)
        for row in plan.rows:
            if not terms & {row["sector"], row["subsector"]}:
                continue
            place, clause = name(row["place_id"]), locator(row["clause"])
            assert any(
                cells[0] == place and row["term"] in cells[1] and cells[2] == clause
                for cells in said
            ), (key, row)
            seen += 1
    assert seen > 40


def test_the_rows_to_take_away_are_those_of_the_plans(opened, atlas, plans):
    wanted = [r for key, plan in plans.items() for r in linked("life_health", plan, key)]
    page = opened("zh/topic/life_health.html")
    links = dict(page.evaluate(LISTED.replace(" li a", " a"), "files"))
    with (atlas / "zh/topic" / links["CSV"]).resolve().open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(r["clause"], r["term"]) for r in rows] == [(r["clause"], r["term"]) for r in wanted]
    sheet = openpyxl.load_workbook((atlas / "zh/topic" / links["XLSX"]).resolve()).worksheets[1]
    assert sheet.max_row - 1 == len(wanted)
    assert f"{len(wanted)} 行" in page.locator("#files").text_content()


def test_a_number_leads_to_its_rows_and_keeps_the_view(opened):
    page = opened("zh/topic/commercial_space.html#city=440300")
    number = page.locator(".counts a[data-jump=left]")
    assert int(number.locator("b").text_content()) == len(
        page.evaluate(LISTED, "left > ul.row:first-of-type")
    )
    number.click()
    top = page.evaluate("document.querySelector('#left h2').getBoundingClientRect().top")
    assert 0 < top < 300
    assert page.evaluate("location.hash") == "#city=440300"


def test_without_a_script_the_page_shows_its_map_and_its_table(opened, plans):
    page = opened("zh/topic/commercial_space.html", java_script_enabled=False)
    states = theme_states("commercial_space", plans)
    fills = _parsed(page)
    for city in CITIES:
        assert fills[city] == states[city][0], city
    box = page.locator("svg.still").bounding_box()
    assert box["width"] > 600
    names = page.locator("svg.still text").all_text_contents()
    assert {name(c, short=True) for c in CITIES} <= {n.split(" ")[0] for n in names}
    assert page.locator("#says table").first.is_visible()
    assert "未送审" in page.locator("main.static").inner_text()


def _parsed(page) -> dict[str, str]:
    """State of every area of the picture; scripts are off, so it is read from the page's text."""
    found = {}
    for state, paths in re.findall(
        r'<g data-state="([^"]+)"[^>]*>(.*?)</g>', page.content(), re.DOTALL
    ):
        found |= dict.fromkeys(re.findall(r'data-adcode="(\d+)"', paths), state)
    return found


@pytest.fixture
def elsewhere(atlas, tmp_path):
    """Somebody's own page with the code that a topic gives out, under a strict policy."""

    def write(code: str, more: str = "style-src 'unsafe-inline'") -> str:
        policy = f"default-src 'self'; img-src data:; frame-src 'self'; {more}"
        text = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Theirs</title>'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            "</head><body>"
            f"{code}</body></html>"
        )
        (tmp_path / "theirs.html").write_text(text, "utf-8")
        (tmp_path / "maps").symlink_to(atlas)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    servers: list[ThreadingHTTPServer] = []
    yield write
    for server in servers:
        server.shutdown()
        server.server_close()


SIZES = [[(320, 640)], [(568, 320)], [(768, 1024)], [WIDE]]


@pytest.mark.parametrize("size", sweep(SIZES, {2}), ids=str)
def test_the_code_of_a_topic_shows_its_map_alone_in_another_page(opened, elsewhere, size):
    code = opened("zh/topic/commercial_space.html").locator("#embed textarea").input_value()
    assert 'src="https://在此填写网址/zh/embed/commercial_space.html"' in code
    base = elsewhere(
        code.replace("https://在此填写网址", "/maps").replace('" title', '#plan=space2024" title')
    )
    page = opened("theirs.html", size, base)
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.faults == []
    for part in ("#map_atlas", "#title", "#legend", "#review"):
        assert frame.locator(part).is_visible(), part
    assert "商业航天行动方案" in frame.locator("#plan-line").inner_text()
    assert frame.locator("#credits").count() == 1
    shown = "nav, .bar, .search, #cities, #detail-part, #table-part"
    assert [n.get_attribute("class") for n in frame.locator(shown).all() if n.is_visible()] == []
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    height = page.locator("iframe").bounding_box()["height"]
    least = min(560, 0.9 * size[1])
    assert least - 1 <= height <= max(least, 0.75 * size[0]) + 1
    assert height <= 0.9 * size[1] + 1
    part = 1 if size[0] > min(size[1], 700) else 0.5  # of the frame, beside the key or above it
    assert frame.locator("#map_atlas").bounding_box()["height"] > part * height - 1


@pytest.mark.slow  # a second page of somebody else with the same code
def test_where_styles_in_the_line_are_forbidden_a_frame_has_its_height_all_the_same(
    opened, elsewhere
):
    code = opened("zh/topic/commercial_space.html").locator("#embed textarea").input_value()
    page = opened("theirs.html", WIDE, elsewhere(code, ""))
    assert page.locator("iframe").bounding_box()["height"] == 560


def test_the_list_of_topics_leads_to_every_topic_in_four_screens(opened, atlas):
    page = opened("zh/topic/index.html")
    made = {p.name for p in (atlas / "zh/topic").glob("*.html")} - {"index.html"}
    found = page.evaluate(
        "[...document.querySelectorAll('main a')].map((a) => a.getAttribute('href'))"
    )
    assert {h for h in found if not h.startswith("..")} == made
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * WIDE[1]


def test_the_list_of_topics_marks_plans_that_are_not_in_force(opened):
    page = opened("zh/topic/index.html")
    heads = page.evaluate(
        """[...document.querySelectorAll('.index-plan')].map((plan) =>
            [plan.id, [...plan.querySelectorAll('.alert')].map((tag) => tag.textContent)])"""
    )
    marked = {key: tags for key, tags in heads if tags}
    assert marked == {"photonics2024": ["征求意见稿"], "gz_dualchain2022": ["规划期已满"]}
    assert len(heads) > len(marked)


PAGES = ("topic/index", "topic/commercial_space", "topic/gz_dualchain2022.hydrate")


@pytest.mark.slow  # test_accessibility looks at one page of each type
@pytest.mark.parametrize("path", [*PAGES, "embed/commercial_space"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_topics_fit_the_screen_and_pass_the_checker(opened, path, size, lang):
    page = opened(f"{lang}/{path}.html", size)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(OVER) <= 0
    assert page.faults == []
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []


def test_a_topic_without_a_map_says_why(opened):
    text = opened("zh/topic/gz_dualchain2022.hydrate.html").locator("main").inner_text()
    assert "没有地图：" in text
    assert "规划期已满" in text


def test_a_page_of_a_topic_is_light(atlas):
    """The page and the data of its first map, as a server sends them."""
    heavy = {}
    for page in sorted((atlas / "zh/topic").glob("*.html")):
        text = page.read_bytes()
        own = [text]
        own += [(page.parent / found.decode()).read_bytes()
                for found in re.findall(rb'<script src="([^"]+\.data\.js)"', text)]  # fmt: skip
        weight = sum(len(gzip.compress(part, 9)) for part in own)
        if weight > MOST_BYTES:
            heavy[page.name] = weight
    assert heavy == {}


@pytest.mark.slow  # a site of its own for names that no plan has
def test_names_of_any_length_and_kind_stay_in_their_columns(browser, tmp_path, monkeypatch):
    shared = shared_files(load_boundaries(), load_register())
    write_files(tmp_path, {**shared, **built(laid(hostile_plan()), monkeypatch)})
    tab = tab_of(browser, f"{tmp_path.as_uri()}/en/", {"width": NARROW[0], "height": NARROW[1]})
    for path in ("topic/test.s0", "topic/test.s1", "topic/test.s2", "embed/test.s2"):
        page = tab.open(f"{path}.html")
        assert page.evaluate(OVER) <= 0, path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    tab.page.goto(f"{tmp_path.as_uri()}/en/topic/index.html")
    assert tab.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [fault for fault in tab.faults if "search.data.js" not in fault] == []
    tab.close()
