"""The report in one file, opened from the disk as somebody does who got it by mail."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import product

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

import geo
from geo.domain.taxonomy import Sector, SubSector, Taxonomy
from geo.domain.text import Text
from geo.export.table import export_bytes, export_table
from geo.render.pages.report import report_html
from geo.scene.resolve import resolve
from geo.sheet.lone import map_pane, pane_view
from geo.site.report import plan_report
from geo.sources.plans.folder import plan_keys
from geo.workbook.write import workbook_bytes
from tests.browser.conftest import NARROW, WIDE, tab_of
from tests.small_plan import CORES, CORRIDOR, TAXONOMY, plan, row
from tests.sweeps import sweep
from tests.toy_web import EVIL

pytestmark = pytest.mark.browser

KEY = "photonics2024"
MEGA = 1_000_000
ANCHORS = """() => [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href'))
  .filter((href) => !document.getElementById(href.slice(1)))"""
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"
ROWS = "() => [...document.querySelectorAll('tr[data-row]')].filter((tr) => tr.checkVisibility())"


def small(rows=None, **changes):
    """A plan in memory: two cities, a sector with a sub-sector, and what a test changes."""
    made = plan(rows or [row("440100", "steel", "steel.1"), row("440300", "silk")])
    return replace(made, **changes)


def html_of(made, lang="zh"):
    return report_html(plan_report(geo.lay_out(made), lang))


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan(KEY))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return geo.report(KEY, tmp_path_factory.mktemp("report") / "报告 1.html", lang="both")


@pytest.fixture(scope="module")
def opened(browser, report):
    tab = tab_of(browser, "", WIDE)
    tab.page.goto(report.as_uri())
    yield tab
    tab.close()


@pytest.fixture
def shown(browser, tmp_path):
    """Opens a page made in memory."""
    tab = tab_of(browser, f"{tmp_path.as_uri()}/", WIDE)

    def show(made, lang="zh"):
        (tmp_path / "r.html").write_bytes(html_of(made, lang))
        tab.page.goto(tab.base + "r.html")
        return tab

    yield show
    tab.close()


def test_every_statement_stands_in_it_and_no_name_twice(report, layout):
    text = report.read_text("utf-8")
    rows = text.partition('<section id="rows"')[2].partition("</section>")[0]
    told = {row.term for row in layout.plan.statements}
    assert [term for term in sorted(told) if term and term not in rows] == []
    assert twice(text) == []


def twice(text):
    """Anchors that stand in a page more than once."""
    names = re.findall(r' id="([^"]+)"', text)
    return sorted(name for name in set(names) if names.count(name) > 1)


def test_each_name_along_a_corridor_has_a_line_of_its_own():
    first, near, last = CORRIDOR.members
    corridor = replace(CORRIDOR, members=(first, replace(near, optional=False), last))
    layout = replace(plan([]).structure, elements=(CORES, corridor))
    text = html_of(small(structure=layout), "both").decode()
    lines = re.findall(r'<textPath href="#([^"]+)"', text)
    assert len(lines) == len(set(lines)) >= 2
    assert [name for name in lines if f'<path id="{name}"' not in text] == []
    assert twice(text) == []


def test_it_asks_for_nothing_and_every_link_in_it_leads_somewhere(opened, report):
    assert opened.asked == [report.as_uri()]
    assert (opened.failed, opened.faults) == ([], [])
    assert opened.page.evaluate(ANCHORS) == []


@pytest.mark.parametrize("viewport", sweep([WIDE, NARROW], {1}))
def test_without_script_maps_tables_and_files_are_there(browser, report, layout, viewport):
    context = browser.new_context(viewport=viewport, java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    drawn = page.locator(".frame > div:first-child > svg")
    assert drawn.count() == len(layout.specs) == page.locator("article.map").count()
    first = drawn.first
    assert first.is_visible()
    cities = {area.short.zh for area in layout.table.areas}
    assert cities <= set(first.locator("text").all_text_contents())
    assert first.locator("[data-adcode]").count() >= len(cities)
    assert first.locator("[data-review=internal]").count() == 1
    assert page.locator("table.areas").first.is_visible()
    assert not page.locator("#find").is_visible()
    with page.expect_download() as waiting:
        page.locator("a[download]").first.click()
    assert waiting.value.suggested_filename == f"{KEY}.assignments.csv"
    context.close()


def test_files_saved_from_it_are_those_that_export_writes(opened, layout):
    saved = {}
    for link in opened.page.locator("a[download]").all():
        with opened.page.expect_download() as waiting:
            link.click()
        data = waiting.value.path().read_bytes()
        told = link.locator("xpath=ancestor::tr").locator("code").text_content()
        assert hashlib.sha256(data).hexdigest() == told
        saved[waiting.value.suggested_filename] = data
    table = export_table("assignments", layout.table, layout.world)
    for suffix in (".csv", ".xlsx"):
        assert saved[f"{KEY}.assignments{suffix}"] == export_bytes(
            table, suffix, layout.table, layout.world
        )
    assert saved[f"{KEY}.assignments.csv"].startswith(b"\xef\xbb\xbf")
    assert saved[f"{KEY}.xlsx"] == workbook_bytes(layout.plan, layout.world.register)
    assert opened.faults == []


def test_a_report_says_nothing_of_plans_that_it_has_not_read(opened):
    words = opened.page.locator("#gaps").inner_text()
    assert "未点名" in words or "概要" in words
    assert "别处有安排" not in words


def test_words_find_the_rows_that_hold_them_all(opened):
    page = opened.page
    every = page.evaluate(f"({ROWS})().length")
    page.locator("#find").fill("广州 ")
    some = page.evaluate(f"({ROWS})().map((tr) => tr.parentElement.innerText)")
    assert 0 < len(some) < every
    assert [text for text in some if "广州" not in text] == []
    assert page.locator("#found").text_content() == f"{len(some)} 行"
    assert not page.locator("article.map").first.is_visible()
    page.locator("#find").fill("广州 无此词语")
    assert page.evaluate(f"({ROWS})().length") == 0
    page.locator("#find").press("Escape")
    assert page.evaluate(f"({ROWS})().length") == every
    assert page.locator("article.map").first.is_visible()


def test_a_number_counts_the_rows_that_it_leads_to(opened):
    page = opened.page
    for link in page.locator(".numbers a").all():
        key, part = link.get_attribute("data-number"), link.get_attribute("href")
        counted = page.locator(f"{part} tr[data-counted={key}]").count()
        if key in ("sectors", "subsectors", "places", "sites", "carriers"):
            assert int(link.locator("b").text_content()) == counted, key
    assert page.locator(".numbers a").count() >= 4


LED_TO = """() => [...document.querySelectorAll('#matrix tbody a')].map((a) => [
  a.closest('td').cellIndex,
  document.getElementById(decodeURIComponent(a.hash.slice(1))).querySelector('td').textContent])"""


def test_a_cell_of_the_matrix_leads_to_a_row_of_its_sector(opened, layout):
    page = opened.page
    heads = page.locator("#matrix thead th").all_text_contents()
    assert page.locator("#matrix tbody a").count() >= 5
    for column, line in page.evaluate(LED_TO):
        assert line == heads[column]


def test_a_place_on_a_map_leads_to_its_rows(opened):
    page = opened.page
    page.locator(".frame").first.locator("text=广州 >> visible=true").first.click()
    assert page.evaluate("location.hash").startswith("#p-4401")
    assert page.locator(":target").is_visible()
    page.evaluate("location.hash = ''")


def test_the_languages_change_places(opened):
    page = opened.page
    page.locator("button[data-lang=en]").click()
    assert "广州" not in page.locator("h1").inner_text()
    assert page.locator("#map-breadth svg[role=img] >> visible=true").count() == 1
    assert "Guangzhou" in page.locator("#map-breadth svg >> visible=true").first.text_content()
    page.locator("button[data-lang=zh]").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_the_policy_admits_no_further_script_or_style(browser, report, tmp_path):
    text = report.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert " style=" not in text
    intruder = "<script>document.title = 'ran'</script><style>h1{display:none}</style>"
    (tmp_path / "i.html").write_text(text.replace("</body>", f"{intruder}</body>"), "utf-8")
    tab = tab_of(browser, f"{tmp_path.as_uri()}/", WIDE)
    tab.page.goto(tab.base + "i.html")
    assert tab.page.title() != "ran"
    assert tab.page.locator("h1").is_visible()
    assert len(tab.faults) == 2
    tab.close()


@pytest.mark.parametrize("lang", sweep(["zh", "both"], {1}))
def test_hostile_names_stay_text(shown, lang):
    steel, silk = TAXONOMY.sectors
    evil = Sector("steel", EVIL, EVIL, (SubSector("steel.1", "steel", EVIL, EVIL),))
    made = small(
        [row("440100", "steel", "steel.1", term=EVIL, worded=EVIL), row("440300", "silk")],
        taxonomy=Taxonomy((evil, silk)),
    )
    document = replace(made.document, title=Text(EVIL, EVIL), number=EVIL, issuer=Text(EVIL, EVIL))
    tab = shown(replace(made, document=document), lang)
    assert (tab.faults, tab.page.locator("img").count()) == ([], 0)
    assert "{{7*7}}" in tab.page.locator("h1").inner_text()
    assert "49" not in tab.page.locator("h1").inner_text()
    assert steel.zh not in tab.page.locator("#terms").inner_text()


def test_a_plan_of_one_city_without_carriers(shown):
    tab = shown(small([row("440100", "steel", "steel.1")]))
    assert tab.faults == []
    assert tab.page.locator("#carriers, #similarity, #structure").count() == 0
    assert tab.page.locator("#matrix a").count() >= 1
    assert tab.page.evaluate(ANCHORS) == []


@pytest.mark.slow  # no packaged plan has as many
@pytest.mark.parametrize("n", [20, 40])
def test_a_plan_of_many_sectors_keeps_its_page_in_the_window(shown, n):
    many = tuple(Sector(f"s{i}", f"产业领域之{i}", f"Sector {i}", ()) for i in range(n))
    rows = [row("440100", f"s{i}", term=f"产业领域之{i}") for i in range(n)]
    tab = shown(small(rows, taxonomy=Taxonomy(many)), "en")
    assert tab.page.locator("#matrix thead th").count() == n + 1
    assert tab.page.locator("article.map.level-3").count() >= n + 1
    for viewport in (WIDE, NARROW):
        tab.page.set_viewport_size(viewport)
        assert tab.page.evaluate(OVERFLOW) == 0
    assert tab.faults == []


@pytest.mark.slow  # a map page is printed at every change
def test_a_printed_map_stands_with_its_legend_source_and_mark(browser, report, layout):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{report.as_uri()}#lang=en")  # the browser of the tests has no Chinese letters
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    context.close()
    texts = [_letters(leaf.get_textpage().get_text_range()) for leaf in pdf]
    sizes = {tuple(round(side) for side in leaf.get_size()) for leaf in pdf}
    assert sizes == {(595, 842)}
    scene = layout.scene(breadth=True)
    words = (scene.title, scene.subtitle, scene.legend[0].title)
    (start,) = [i for i, text in enumerate(texts) if all(_letters(w.en) in text for w in words)]
    told = texts[start] + texts[start + 1]
    assert _letters(scene.credits.review.en) in told
    assert _letters(scene.credits.base.en) in told


def _letters(text):
    return "".join(filter(str.isalnum, text))


@pytest.mark.slow  # of sheets and builds others tell
def test_the_same_plan_gives_the_same_bytes():
    made = small(structure=replace(plan([]).structure, elements=(CORES,)))
    assert html_of(made) == html_of(made)


@pytest.mark.slow
def test_every_area_is_named_on_every_map_of_every_plan():
    silent = []
    for key in plan_keys():
        layout = geo.lay_out(geo.load_plan(key))
        ground, view = (
            layout.world.boundaries,
            pane_view(layout.world.boundaries, layout.plan.focus),
        )
        for spec, lang in product(layout.specs, ("zh", "en")):
            scene = resolve(spec, layout.ground)
            named = {label.owner for label in map_pane(scene, ground, view, lang).labels}
            own = [a for a in scene.areas if a.level == spec.level and view.sees(*a.anchor)]
            silent += [(key, spec.slug, lang, a.short.zh) for a in own if a.adcode not in named]
    assert silent == []


@pytest.mark.slow
def test_every_plan_is_under_five_megabytes():
    sizes = {
        key: len(html_of(geo.load_plan(key), lang))
        for key in plan_keys()
        for lang in ("zh", "both")
    }
    assert {key: size for key, size in sizes.items() if size >= 5 * MEGA} == {}


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_axe_finds_nothing(opened, viewport):
    opened.page.set_viewport_size(viewport)
    found = Axe().run(opened.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []
