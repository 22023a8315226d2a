"""Cities, districts, places and their comparison, as a reader meets them in a browser."""

from __future__ import annotations

import csv
import re

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.analysis.compare import compare
from geo.analysis.plan_analysis import analyse
from tests.browser.conftest import tab_of
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

SIZES = ((1366, 768), (360, 740))
KINDS = (
    "zh/city/index.html", "zh/city/440100.html", "en/city/440112.html",
    "zh/place/dg_songshanhu.html", "en/place/east_west_north.html",
    "zh/compare.html#cities=440100+440300+440400",
)  # fmt: skip
GUANGZHOU_SHENZHEN = "zh/compare.html#cities=440100+440300"


@pytest.fixture
def opened(browser, atlas):
    tabs = []

    def go(name, size=SIZES[0], **options):
        tab = tab_of(browser, "", {"width": size[0], "height": size[1]}, **options)
        tabs.append(tab)
        page, page.faults = tab.page, tab.faults
        page.goto(f"{atlas.as_uri()}/{name}")
        return page

    yield go
    for tab in tabs:
        tab.close()


def texts(page, selector):
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def groups(page):
    """Names of the terms in every group of a comparison, by the group's key."""
    return page.evaluate(
        """Object.fromEntries([...document.querySelectorAll("[data-group]")].map((part) => {
          const terms = [...part.querySelectorAll("li > a:first-child")];
          return [part.dataset.group, terms.map((a) => a.textContent)];
        }))"""
    )


@pytest.mark.slow  # test_accessibility looks at one page of each type
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_pages_fit_the_screen_and_pass_the_checker(opened, name, size):
    page = opened(name, size)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.faults == []
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []


def test_all_that_plans_say_of_a_city_is_on_its_page_and_in_its_table(opened, atlas):
    page = opened("zh/city/440400.html")
    link = page.locator(".downloads a").first
    table = atlas / "zh/city" / link.get_attribute("href")
    with table.resolve().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert page.locator("table.said td.c").count() == len(rows) > 40
    assert all(texts(page, "table.said td.c"))
    shown = [page.locator(f"[data-reach={reach}]") for reach in ("city", "district", "park")]
    assert all(part.is_visible() for reach in shown for part in reach.all())
    folded = page.locator("details.more table").all()
    assert folded
    assert not any(part.is_visible() for part in folded)


def test_the_city_itself_stands_before_its_parks_and_plans_that_name_it_before_others(opened):
    page = opened("zh/city/440100.html")
    order = {"city": 0, "district": 1, "park": 2}
    for part in page.locator("section.plan-said").all():
        met = part.evaluate("p => [...p.querySelectorAll('tbody')].map((b) => b.dataset.reach)")
        ranks = [order[reach] for reach in met if reach]
        assert ranks == sorted(ranks)
    own = page.evaluate(
        "[...document.querySelectorAll('.plan-said')].map((p) => !!p.querySelector('[data-reach]'))"
    )
    assert own == sorted(own, reverse=True)
    assert own[0]


SPOTS = """() => {
  const marks = document.querySelectorAll(".area-map [data-layer=symbols] text");
  return [...marks].map((mark) => mark.getBoundingClientRect()).map((box) =>
    [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]);
}"""


def test_each_position_on_the_map_is_named_beside_it_once(opened):
    for name in ("zh/city/440100.html", "en/city/440300.html"):
        page = opened(name)
        on_map = texts(page, ".area-map [data-layer=symbols] text")
        listed = texts(page, ".positions .no")
        assert sorted(on_map, key=int) == listed == [str(n + 1) for n in range(len(listed))]
        names = texts(page, ".positions a")
        assert len(names) == len(set(names)) > len(listed) > 5  # some stand at one position
        spots = page.evaluate(SPOTS)
        assert len(set(map(tuple, spots))) == len(spots) == len(listed)


def test_rows_speak_the_language_of_their_page(opened):
    page = opened("en/city/440400.html")
    assert texts(page, "[data-reach=city] td.s a")[0] == "Low-carbon energy"
    printed = page.locator("[data-reach=city] td.u i").first
    assert (printed.inner_text(), printed.get_attribute("lang")) == ("低碳能源", "zh-CN")
    assert "sentence" in texts(page, "td.c")[0]


def test_a_city_that_no_plan_names_says_so(opened):
    page = opened("zh/city/445100.html")
    assert "没有规划单独点到这里" in page.locator(".lead").inner_text()
    assert page.locator("[data-reach]").count() == 0
    assert page.locator("h3.apart").is_visible()


@pytest.mark.slow  # a way to a page that other tests open
def test_a_peer_leads_to_the_comparison_of_the_two_in_that_plan(opened):
    page = opened("zh/city/440700.html")
    link = page.locator("#peers ~ .by-plan a").first
    name, shared = link.inner_text(), link.evaluate("a => a.nextElementSibling.textContent")
    link.click()
    page.wait_for_selector("#compare-answer a")
    assert texts(page, "#compare-answer a") == ["江门", name.removesuffix("市")]
    assert page.locator("[data-plans]").input_value() != "*"
    told = page.locator("[data-group=all] > .n").inner_text()
    assert told.endswith(f"细分产业 {shared}")


def test_what_does_not_name_a_city_is_listed_per_plan(opened):
    page = opened("zh/city/440400.html")
    said = texts(page, "#missing ~ dl dd > p:first-child")
    named = next(text for text in said if "/ 7" in text)
    assert re.search(r"3 / 7：未来网络、先进材料、量子科技", named)


@pytest.mark.slow  # tests/agreement/test_downloads.py has its rows and way
def test_a_district_leads_to_what_is_said_of_its_city(opened):
    page = opened("zh/city/440112.html")
    assert texts(page, ".crumbs a") == ["首页", "城市", "广州市"]
    own = texts(page, "[data-reach] td.w")
    assert own
    assert "广州市" not in own
    link = page.locator(".plan-said .note a").first
    assert link.bounding_box()["height"] >= 24
    told = link.inner_text()
    link.click()
    page.wait_for_url("**/440100.html#*")
    plan = page.url.partition("#")[2]
    assert "广州市" in texts(page, f"#{plan} td.w")
    assert int(re.search(r"\d+", told)[0]) >= len(
        texts(page, f'#{plan} [data-reach="city"] tr:has(td)')
    )


def test_a_park_tells_where_it_lies_how_surely_and_for_what(opened):
    page = opened("zh/place/dg_songshanhu.html")
    facts = page.locator(".facts").inner_text()
    assert "按地址定位" in facts
    assert "6.5 公里" in facts
    assert "核心载体" in facts
    assert page.locator("[data-layer=place] circle[stroke-dasharray]").count() >= 1
    assert "东莞市" in texts(page, ".lead a")
    assert page.locator("table.said td.c").first.is_visible()


def test_a_place_without_a_known_position_is_said_never_plotted(opened, atlas):
    pages = sorted((atlas / "zh/place").glob("*.html"))
    unknown = [path for path in pages if "没有确切位置" in path.read_text("utf-8")]
    rough = [path for path in pages if "仅知所在区域" in path.read_text("utf-8")]
    assert unknown
    assert rough
    for path in unknown:
        assert "data-grade" not in path.read_text("utf-8")
    page = opened(f"zh/place/{rough[0].name}")
    drawn = page.locator(
        "[data-grade=area] [stroke-dasharray], [data-grade=area][stroke-dasharray]"
    )
    assert drawn.count() >= 1


def test_members_of_a_region_are_marked_as_inferred_where_no_plan_lists_them(opened):
    page = opened("zh/place/gba.html")
    facts = page.locator(".facts").inner_text()
    assert "成员为推断" in facts
    assert page.locator(".area-map [data-adcode][fill='#1a56c4']").count() == 9
    assert "香港特别行政区" in facts
    assert "支持" not in facts


def test_guangzhou_against_shenzhen_takes_one_click_from_home(opened):
    page = opened("zh/index.html")
    page.click("a[href*='compare.html#cities=']")
    page.wait_for_selector("#compare-answer a")
    assert texts(page, "#compare-answer a") == ["广州", "深圳"]
    page.select_option("[data-plans]", "future2024")
    found = compare(analyse("future2024"), ["440100", "440300"])
    names = {s.term.id: s.term.name.zh for s in found.terms}
    shown = groups(page)
    for key, sectors, terms in (
        ("all", found.shared_sectors, found.shared_subsectors),
        ("0", found.sides[0].only_sectors, found.sides[0].only_subsectors),
    ):
        assert sorted(shown[key]) == sorted(names[i] for i in (*sectors, *terms))
        told = page.locator(f"[data-group='{key}'] > .n").inner_text()
        assert told == f"领域 {len(sectors)} · 细分产业 {len(terms)}"
    other = found.sides[1]
    last = page.locator("#compare-groups section").last.inner_text()
    assert f"细分产业 {len(other.only_subsectors)}" in last
    assert all(texts(page, "#compare-groups .clause"))
    assert page.faults == []


def test_three_cities_have_what_two_of_them_share(opened):
    page = opened("zh/compare.html#cities=440100+440300+440400&plan=future2024")
    found = compare(analyse("future2024"), ["440100", "440300", "440400"])
    names = {s.term.id: s.term.name.zh for s in found.terms}
    shown = groups(page)
    assert len(shown) == 5
    assert {names[i] for i in found.some_subsectors} <= set(shown["some"])
    assert {names[i] for i in found.shared_subsectors} <= set(shown["all"])
    assert page.locator("[data-group=some] li .tag").first.inner_text().count("+") == 1


@pytest.mark.slow  # quick tests open comparisons by their address
def test_the_address_of_a_comparison_brings_it_back_and_leaves_history_alone(opened):
    page = opened(GUANGZHOU_SHENZHEN)
    before = page.evaluate("history.length")
    page.select_option("[data-place='2']", "440400")
    page.select_option("[data-plans]", "future2024")
    assert page.evaluate("location.hash") == "#cities=440100+440400&plan=future2024"
    assert page.evaluate("history.length") == before
    shown = groups(page)
    page.reload()
    assert groups(page) == shown
    page.goto(page.url.partition("#")[0] + "#cities=999999+<b>+440300&plan=no")
    page.reload()
    assert texts(page, "#compare-answer a") == ["深圳", "广州"]
    assert page.faults == []


@pytest.mark.slow  # a topic and small maps are read without one
def test_without_a_script_the_nearest_places_and_their_numbers_are_read(opened):
    page = opened("en/compare.html", java_script_enabled=False)
    assert "needs JavaScript" in page.locator("noscript, main").first.inner_text()
    assert not page.locator("#comparison").is_visible()
    assert page.locator("dl.near dd a").count() > 10
    city = opened("zh/city/440100.html", java_script_enabled=False)
    assert city.locator(".area-map svg").bounding_box()["height"] > 300
    assert city.locator("table.said").first.is_visible()


LEAST_PX = 10.6  # of a letter on a phone
LETTERS = """nodes => nodes.filter((node) => node.getBoundingClientRect().width).map((node) => {
  const to = node.getScreenCTM();
  return parseFloat(getComputedStyle(node).fontSize) * Math.hypot(to.a, to.b); })"""


@pytest.mark.parametrize(
    "name", sweep(["zh/city/440100", "zh/city/440305", "en/place/dg_songshanhu"], {0})
)
def test_a_map_fits_a_narrow_screen_with_its_review_mark(opened, name):
    page = opened(f"{name}.html", (360, 740))
    frame = page.locator(".area-map")
    assert frame.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    box, mark = frame.bounding_box(), frame.locator(".tag").bounding_box()
    assert box["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= box["x"] + box["width"] <= 360
    seen = frame.locator("text").evaluate_all(LETTERS)
    assert seen
    assert min(seen) > LEAST_PX
    page.locator(".larger input").check()
    larger = frame.locator("text").evaluate_all(LETTERS)
    assert len(larger) > len(seen)  # numbers, neighbours and the mark
    assert min(larger) > LEAST_PX
    assert frame.locator("[data-review]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_comparison_prints_on_one_sheet_of_a4(opened):
    page = opened(GUANGZHOU_SHENZHEN)
    printed = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(printed) == 1
    assert "深圳" in printed[0].get_textpage().get_text_range()


@pytest.mark.slow  # a comparison is printed at every change
def test_a_city_prints_on_a4_without_loss(opened):
    page = opened("zh/city/440300.html")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # the text width of A4
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("table.said").first.is_visible()
    picture, frame = (page.locator(s).bounding_box() for s in (".area-map svg", ".area-map"))
    assert picture["width"] <= frame["width"] + 1
    assert not page.locator(".onpage").is_visible()


def test_the_list_of_cities_counts_what_their_pages_tell(opened):
    page = opened("zh/city/index.html")
    rows = page.locator("table.cities tbody tr")
    assert rows.count() == 21
    assert page.locator("table.cities svg").count() == 21
    cells = rows.first.locator("td").all_text_contents()
    rows.first.locator("a").click()
    assert page.locator("h1").inner_text() == "广州市"
    told = page.locator("section.plan-said").count()
    assert int(cells[0]) == told
