"""A page alone: one file that holds everything, or words where its folder is missing."""

from __future__ import annotations

import re
import shutil

import pytest

from geo.build.map_files import lone_page
from geo.files.record import deliver
from geo.render.web.inline import single_page
from geo.scene.world import load_world
from geo.sheet.page import PageChoice
from tests.browser.conftest import NARROW, WIDE, tab_of
from tests.sweeps import sweep
from tests.toy_web import EVIL, scenes

pytestmark = pytest.mark.browser

KILO = 1000
SHAPES = """() => [...document.querySelectorAll('path[data-adcode]')]
  .map((node) => [node.dataset.adcode, node.getAttribute('d'), node.getAttribute('fill')])"""
SEEN = "() => document.body.innerText"
WAITED = """(node) => { const [late] = node.getAnimations(), { delay } = late.effect.getTiming();
  late.finish();
  return delay / 1000; }"""  # seconds, which are over at once
FORMATS = ("svg",)
AWKWARD = "图 #1 50%?&'a.html"


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture
def tab(browser, tmp_path):
    made = tab_of(browser, f"{tmp_path.as_uri()}/", WIDE)
    yield made
    made.close()


def written(folder, scene, world, name="a.html"):
    """The single page of a scene as a file."""
    path = folder / name
    path.write_bytes(single_page(scene, world.boundaries, world.register))
    return path


@pytest.mark.parametrize(
    "slug", sweep(["structure", "sector-space", "carriers", "subsector-evil"], {3})
)
def test_one_file_draws_the_map_and_asks_for_nothing(made, world, tab, wide, tmp_path, slug):
    path = written(tmp_path, made[slug], world)
    page = tab.open(path.name)
    assert [url for url in tab.asked if url.startswith("file:")] == [path.as_uri()]
    assert (tab.failed, tab.faults) == ([], [])
    shapes = page.evaluate(SHAPES)
    assert len(shapes) >= 23
    assert shapes == wide.open(f"{slug}.html").evaluate(SHAPES)
    assert page.locator("#review").text_content() == made[slug].credits.review.zh
    assert not page.locator(".incomplete").count()
    page.locator("button[data-lang=en]").click()
    assert page.locator("#title").text_content() == made[slug].title.en
    assert tab.faults == []


def test_no_value_stands_where_a_script_would_run_it(made, world, tmp_path):
    text = written(tmp_path, made["subsector-evil"], world).read_text("utf-8")
    blocks = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    data = [body for attributes, body in blocks if "application/json" in attributes]
    code = [body for attributes, body in blocks if not attributes]
    assert len(data) + len(code) == len(blocks) == 8
    assert "alert(1)" in "".join(data)
    assert "alert(1)" not in "".join(code)
    assert not re.search(r"[<>&\u2028]", "".join(data))
    assert EVIL not in text


def test_the_policy_admits_no_further_script_or_style(made, world, tab, tmp_path):
    path = written(tmp_path, made["structure"], world)
    text = path.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    intruder = "<script>document.title = 'ran'</script><style>#title{display:none}</style>"
    path.write_text(text.replace("</body>", f"{intruder}</body>"), "utf-8")
    page = tab.open(path.name)
    assert page.title() != "ran"
    assert page.locator("#title").is_visible()
    assert len(tab.faults) == 2


def test_one_file_is_under_a_megabyte(world, tmp_path):
    heaviest = scenes("gzhtz2021", {"carriers": True}, {"structure": True})
    sizes = [written(tmp_path, scene, world).stat().st_size for scene in heaviest]
    assert max(sizes) < KILO * KILO


@pytest.mark.slow  # of another name the mailed page is
def test_a_page_works_under_any_name_that_a_file_may_have(made, world, tab, tmp_path):
    scene = made["structure"]
    deliver(tmp_path / AWKWARD, lone_page(AWKWARD, scene, world, PageChoice("A4"), FORMATS))
    tab.page.goto((tmp_path / AWKWARD).as_uri())
    tab.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert (tab.failed, tab.faults) == ([], [])
    links = tab.page.locator(".downloads a").evaluate_all("nodes => nodes.map((n) => n.href)")
    folder = tmp_path / "图 #1 50%?&'a_files"
    assert links == [(folder / f"图 #1 50%?&'a.{kind}").as_uri() for kind in FORMATS]


@pytest.mark.parametrize("viewport", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW])
@pytest.mark.parametrize("name", sweep(["map", "theme", "matrix", "compare", "city"], {0}))
def test_a_page_mailed_without_its_folder_says_so(browser, lone, tmp_path, name, viewport):
    tab = tab_of(browser, f"{tmp_path.as_uri()}/", viewport)
    shutil.copy(lone / name / "a page.html", tmp_path)
    tab.page.goto(tab.base + "a page.html")
    words = tab.page.locator(".incomplete")
    assert words.is_visible()
    seen = tab.page.evaluate(SEEN)
    assert seen.startswith("此页须与文件夹“a page_files”放在一起打开")
    assert "This page belongs beside its folder “a page_files”" in seen
    tab.page.goto((lone / name / "a page.html").as_uri())
    tab.page.wait_for_load_state()
    assert not words.is_visible()
    tab.close()


@pytest.mark.parametrize(
    "part",
    ["geometry.js", *(pytest.param(p, marks=pytest.mark.slow) for p in ("app.js", "leaflet.js"))],
)
def test_a_page_that_lacks_a_script_says_so_after_a_while(browser, lone, tmp_path, part):
    shutil.copytree(lone / "map", tmp_path, dirs_exist_ok=True)
    (tmp_path / "a page_files" / "assets" / part).unlink()
    tab = tab_of(browser, f"{tmp_path.as_uri()}/", WIDE)
    tab.page.goto(tab.base + "a page.html")
    words = tab.page.locator(".incomplete")
    assert not words.is_visible()
    assert 2 <= words.evaluate(WAITED) <= 8
    assert words.is_visible()
    tab.close()
