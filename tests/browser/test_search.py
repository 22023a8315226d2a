"""The search box in a real browser, from the disk: what is found, in which order, by which keys."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.build.across_plans import load_layouts
from geo.build.map_files import BuildOptions
from geo.domain.text import Text
from geo.render.templating import theme_css
from geo.render.web.map_page import shared_files
from geo.site import topic_index
from geo.site.address import SEARCH_DATA
from geo.site.plan_set import Cross
from geo.site.search_entries import Entry, Find, things
from geo.site.search_index import search_index
from geo.site.search_terms import printed
from geo.sources.places.view import load_register
from geo.sources.plans.folder import plan_keys
from tests.browser.conftest import NARROW, WIDE, tab_of
from tests.sweeps import sweep
from tests.toy_web import EVIL

pytestmark = pytest.mark.browser

SAID = "#search [role=status]:not(:empty)"
WCAG = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
ENTER = """text => {
  const box = document.querySelector("#search input"), start = performance.now();
  box.value = text;
  box.dispatchEvent(new Event("input"));
  return performance.now() - start;
}"""
SORT = """() => {
  const start = performance.now();
  Array.from({ length: 20000 }, (_, i) => Math.sin(i)).sort();
  return performance.now() - start;
}"""
ROWS = """() => [...document.querySelectorAll("#search [role=option]")].map((row) => ({
  href: row.getAttribute("href"), name: row.querySelector(".name").textContent,
  find: row.querySelector(".find").textContent, note: row.querySelector(".note").textContent,
  marked: [...row.querySelectorAll("mark")].map((mark) => mark.textContent).join(" "),
}))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two pages of a site of all plans, its index, and a thing whose every name is an attack."""
    folder = tmp_path_factory.mktemp("search")
    cross = Cross(tuple(load_layouts(tuple(plan_keys()))))
    entries = things(cross)
    evil = Entry(Find.PLACE, "place/evil.html", Text(EVIL, EVIL), Text(EVIL, EVIL), (EVIL,))
    files = shared_files(cross.world.boundaries, load_register())
    files |= {"assets/theme.css": theme_css()}
    files[SEARCH_DATA] = search_index([*entries, evil, *printed(cross, entries)])
    files |= topic_index.files(cross, "", BuildOptions())
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def opened(browser, folder, viewport=WIDE, lang="zh"):
    tab = tab_of(browser, f"{folder.as_uri()}/{lang}/topic/", viewport)
    tab.page.goto(tab.base + "index.html")
    return tab


@pytest.fixture(scope="module")
def tab(browser, folder):
    tab = opened(browser, folder)
    tab.page.focus("#search input")
    tab.page.wait_for_selector(SAID)
    yield tab
    assert tab.faults == []
    assert tab.failed == []
    tab.close()


@pytest.fixture
def fresh(browser, folder):
    tabs = []

    def go(**how):
        tabs.append(opened(browser, folder, **how))
        return tabs[-1]

    yield go
    for tab in tabs:
        assert tab.faults == []
        tab.close()


def found(tab, text):
    tab.page.focus("#search input")
    tab.page.evaluate(ENTER, text)
    return tab.page.evaluate(ROWS)


MEANT = [
    ["松山湖", "place/z_songshanhu.html"],
    ["松山", "place/z_songshanhu.html"],
    ["ssh", "place/z_songshanhu.html"],
    ["songshanhu", "place/z_songshanhu.html"],
    ["松山hu", "place/z_songshanhu.html"],
    ["低空", "topic/low_altitude.html"],
    ["dkjj", "topic/low_altitude.html"],
    ["低空經濟", "topic/low_altitude.html"],
    ["dikongjj", "topic/low_altitude.html"],
    ["low-altitude", "topic/low_altitude.html"],
    ["LOW ALT", "topic/low_altitude.html"],
    ["Zhuhai", "city/440400.html"],
    ["珠海", "city/440400.html"],
    ["zh", "city/440400.html"],
    ["440400", "city/440400.html"],
    ["珠海市", "city/440400.html"],
    ["广州黄埔", "city/440112.html"],
    ["广州市黄埔区", "city/440112.html"],
    ["huangpu", "city/440112.html"],
    ["城区", "city/441502.html"],
    ["大埔", "city/441422.html"],
    ["dabu", "city/441422.html"],
    ["商业航天", "topic/commercial_space.html"],
    ["人工智能", "topic/artificial_intelligence.html"],
    ["粤府〔2024〕67号", "plan/future2024/index.html"],
    ["粤府[2024]67号", "plan/future2024/index.html"],
    ["粤府(2024)67号", "plan/future2024/index.html"],
    ["粤府【2024】67", "plan/future2024/index.html"],
    ["Future Industries Action", "plan/future2024/index.html"],
    ["高新区 珠海", "place/zh_hightech.html"],
    ["HIAF", "place/hz_hiaf.html"],
    ["Peng Cheng Lab", "place/sz_pcl.html"],
]
# A name, its initials, signs and letters mixed, Traditional forms, English, a code, a number.
TELLING = {0, 2, 4, 7, 9, 14, 16, 20, 25, 29}


@pytest.mark.parametrize(("typed", "page"), sweep(MEANT, TELLING))
def test_what_is_meant_comes_first(tab, typed, page):
    assert found(tab, typed)[0]["href"] == f"../{page}"


def test_a_printed_term_leads_to_its_topic(tab):
    row = found(tab, "商业航天发射场")[0]
    assert (row["href"], row["find"]) == ("../topic/commercial_space.html", "原文用语")
    assert row["note"].startswith("商业航天 · ")


def test_cities_stand_before_topics_parks_plans_and_terms(tab):
    order = ["城市", "区县", "主题", "领域", "细分产业", "园区与区域", "规划", "原文用语"]
    for typed in ("商业航天", "航天", "未来", "广州", "空间", "kongjian", "创新"):
        rows = found(tab, typed)
        whole = [row for row in rows if typed in (row["name"], row["name"].removesuffix("市"))]
        rest = [row["find"] for row in rows[len(whole) :]]
        assert rows[: len(whole)] == whole
        assert len(set(rest)) > 1
        assert rest == sorted(rest, key=order.index)


def test_a_whole_name_stands_before_its_beginning_and_that_before_its_middle(tab):
    kinds = {"主题", "领域", "细分产业"}
    names = [row["name"] for row in found(tab, "卫星") if row["find"] in kinds]
    inside = [not name.startswith("卫星") for name in names]
    assert names[0] == "卫星"
    assert inside.index(True) > 2
    city = [row["name"] for row in found(tab, "城区")]
    assert city[:2] == ["城区", "增城区"]


def test_what_begins_with_initials_stands_before_initials_inside_other_names(tab):
    rows = found(tab, "gz")
    assert [row["name"] for row in rows[:2]] == ["广州市", "高州市"]
    park = [row["name"] for row in rows].index("广州科学城")
    assert "细分产业" not in [row["find"] for row in rows[:park]]


def test_two_places_of_one_name_show_where_they_lie_and_what_they_are(tab):
    rows = [row for row in found(tab, "横琴") if row["name"] == "横琴粤澳深度合作区"]
    assert len(rows) == 2
    assert len({row["note"] for row in rows}) == 2
    assert all(row["note"].startswith("珠海市 · ") for row in rows)


def test_one_character_finds_cities_and_topics_that_begin_with_it(tab):
    rows = found(tab, "广")
    assert [row["name"] for row in rows] == ["广州市", "广宁县"]
    rows = found(tab, "光")
    assert {row["find"] for row in rows} <= {"城市", "区县", "主题", "领域", "细分产业"}
    assert all(row["name"].startswith("光") for row in rows)
    assert rows
    assert found(tab, "s")[0]["find"] == "城市"


def test_what_was_typed_is_marked_in_the_name(tab):
    assert found(tab, "ssh")[0]["marked"] == "松山湖"
    assert found(tab, "sykj")[0]["marked"] in found(tab, "sykj")[0]["name"]
    assert found(tab, "Zhuhai")[0]["marked"] == "Zhuhai"


BAD = [
    "x" * 200,
    "广" * 200,
    "<script>alert(1)</script>",
    "{{8*8}}",
    "(.*)+[",
    "\\",
    "\u202e",
    "$&",
]


@pytest.mark.parametrize("typed", sweep(BAD, {1, 2, 4}))
def test_bad_input_is_said_back_as_text(tab, typed):
    found(tab, typed)
    said = tab.page.inner_text("#search [role=status]")
    assert "没有找到“" + typed[:40].strip() in said
    assert "可搜索" in said
    assert tab.page.evaluate("document.querySelectorAll('#search script, #search img').length") == 0
    assert tab.faults == []


@pytest.mark.parametrize(
    ("typed", "near"), [("松珊湖", "松山湖"), ("sonshanhu", "松山湖"), ("低空晶济", "低空经济")]
)
def test_where_nothing_fits_the_three_nearest_names_are_offered(tab, typed, near):
    rows = found(tab, typed)
    assert len(rows) == 3
    assert near in rows[0]["name"]
    tab.page.keyboard.press("Enter")  # a guess is not opened
    assert tab.page.url.endswith("/zh/topic/index.html")


def test_nothing_typed_says_what_can_be_searched(tab):
    for typed in ("", "   "):
        assert found(tab, typed) == []
        assert tab.page.inner_text("#search [role=status]").startswith("可搜索城市")


def test_a_listener_is_told_whether_there_is_a_list(tab):
    box = tab.page.locator("#search input")
    for typed, told in (("", "false"), ("珠海", "true"), ("", "false"), ("松珊湖", "true")):
        found(tab, typed)
        assert box.get_attribute("aria-expanded") == told


def test_an_attack_in_a_name_stays_text(tab):
    rows = found(tab, "onerror")
    assert rows[0]["name"] == EVIL
    assert "onerror" in rows[0]["marked"]
    assert tab.faults == []


def test_results_come_at_once(tab):
    """The quickest of ten keystrokes with all that is shown, beside what the browser can do."""
    typed = ("s", "so", "son", "song", "songs", "songsh", "songshan", "gz", "低", "低空")
    both = [(tab.page.evaluate(ENTER, text), tab.page.evaluate(SORT)) for text in typed]
    keystroke, sort = (min(times) for times in zip(*both, strict=True))
    assert keystroke < sort


def test_keys_walk_the_list_and_open_what_is_chosen(fresh):
    page = fresh().page
    page.keyboard.press("/")
    page.keyboard.type("珠海")
    page.wait_for_selector("#search [role=option]")
    box = page.locator("#search input")
    chosen = page.locator("#search [aria-selected=true] .name")
    assert box.input_value() == "珠海"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert chosen.inner_text() == "珠海市"
    assert box.get_attribute("aria-activedescendant") == "search-0"
    page.keyboard.press("End")
    last = chosen.inner_text()
    page.keyboard.press("ArrowDown")
    assert chosen.inner_text() == "珠海市"
    page.keyboard.press("ArrowUp")
    assert chosen.inner_text() == last
    page.keyboard.press("Home")
    assert chosen.inner_text() == "珠海市"
    page.keyboard.press("Escape")
    assert page.locator("#search .found").is_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "珠海"
    page.keyboard.press("ArrowDown")
    assert page.locator("#search .found").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    page.keyboard.type("dkjj")
    with page.expect_request("**/zh/topic/low_altitude.html"):
        page.keyboard.press("Enter")


def test_the_index_is_loaded_when_the_box_is_entered_and_once(fresh):
    tab = fresh()
    wanted = [url for url in tab.asked if url.endswith(SEARCH_DATA)]
    assert wanted == []
    for _ in range(2):
        tab.page.focus("#search input")
        tab.page.wait_for_selector(SAID)
        tab.page.evaluate("document.activeElement.blur()")
    assert len([url for url in tab.asked if url.endswith(SEARCH_DATA)]) == 1
    assert tab.page.locator("#search .found").is_hidden()


def test_a_folder_without_its_index_says_so(fresh, folder):
    away = (folder / SEARCH_DATA).with_suffix(".away")
    (folder / SEARCH_DATA).rename(away)
    try:
        tab = fresh()
        tab.page.focus("#search input")
        tab.page.wait_for_selector("#search [role=status]:has-text('assets')")
        tab.faults.clear()
    finally:
        away.rename(folder / SEARCH_DATA)


@pytest.mark.parametrize("viewport", sweep([WIDE, NARROW], {1}), ids=["wide", "narrow"])
def test_an_english_page_finds_in_english_and_marks_chinese(fresh, viewport):
    tab = fresh(lang="en", viewport=viewport)
    page = tab.page
    page.keyboard.press("/")
    page.keyboard.type("dkjj")
    page.wait_for_selector("#search [role=option]")
    first = page.locator("#search [role=option]").first
    assert first.locator(".name").inner_text() == "Low-altitude economy"
    assert first.locator(".find").inner_text() == "Topic"
    assert first.locator("[lang=zh-CN]").inner_text() == "低空经济"
    assert page.inner_text("#search [role=status]").endswith("results")
    assert tab.faults == []


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_list_has_no_barrier(fresh, viewport):
    tab = fresh(lang="en", viewport=viewport)
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("dkjj")
    tab.page.wait_for_selector("#search [role=option]")
    result = Axe().run(tab.page, options=WCAG).response
    tab.faults.clear()  # axe itself asks for the style sheets
    assert [f"{v['id']}: {v['nodes'][0]['html'][:90]}" for v in result["violations"]] == []


def test_on_a_phone_the_box_opens_over_the_page_and_closes(fresh):
    page = fresh(viewport=NARROW).page
    page.click("#search input")
    page.keyboard.type("gz")
    page.wait_for_selector("#search [role=option]")
    shown = page.locator("#search").bounding_box()
    assert (shown["x"], shown["y"], shown["width"], shown["height"]) == (0, 0, 360, 740)
    targets = page.locator("#search button, #search [role=option]")
    assert [n.bounding_box()["height"] >= 24 for n in targets.all()].count(False) == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.click("#search button")
    assert page.locator("#search .found").is_hidden()
    assert page.locator("#search").bounding_box()["height"] < 60


def test_without_a_script_the_list_of_topics_stands_in_its_place(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(folder / 'zh/topic/index.html').as_uri()}")
    assert page.locator("#search a").get_attribute("href") == "index.html"
    assert page.locator("#search a").is_visible()
    assert page.locator("#search input").count() == 0
    context.close()
