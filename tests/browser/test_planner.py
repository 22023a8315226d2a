"""What a planner asks is answered from home in two clicks, from the disk and under the policy.

The way by the search, the way by a link and a table are quick; every question is slow.
"""

from __future__ import annotations

import csv
import io
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.conftest import WIDE, tab_of

pytestmark = pytest.mark.browser
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)
MOST_CLICKS, MOST_SECONDS = 2, 10
KEEP_COPIED = """() => {
  window.copied = "";
  if (navigator.clipboard) navigator.clipboard.writeText = (text) => { copied = text; return Promise.resolve(); };
}"""  # noqa: E501


class Strict(SimpleHTTPRequestHandler):
    """A server that sends the policy as a header too."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", params=["disk", pytest.param("strict", marks=pytest.mark.slow)])
def home(request, atlas):
    """Address of the site, opened from the disk and from a server with the policy."""
    if request.param == "disk":
        yield atlas.as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(atlas)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Planner:
    """A person who starts at home, clicks, and counts clicks and faults."""

    def __init__(self, tab, home):
        page, self.faults, self.asked, self.clicks = tab.page, tab.faults, tab.asked, 0
        self.page = page
        page.goto(f"{home}/index.html")
        page.wait_for_selector("h1")
        self.home, self.since = home, time.monotonic()

    def click(self, selector, **how):
        self.clicks += 1
        self.page.locator(selector).filter(**how).first.click()
        self.page.wait_for_load_state()

    def find(self, words):
        """Type into the search and take the first result: one step."""
        self.page.click("#search input")
        self.page.keyboard.type(words)
        self.page.wait_for_selector("#search [role=option]")
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def text(self):
        return self.page.locator("body").inner_text()

    def done(self):
        """The answer is there in time, nothing failed and nothing left the machine."""
        assert self.clicks <= MOST_CLICKS
        assert time.monotonic() - self.since < MOST_SECONDS * 3  # a shared machine, not a person
        assert self.faults == []
        assert [u for u in self.asked if not u.startswith((self.home, "data:", "blob:"))] == []


@pytest.fixture
def planner(home, browser):
    tab = tab_of(browser, "", WIDE)
    made = Planner(tab, home)
    yield made
    made.done()
    tab.close()


def test_who_carries_a_topic_who_was_left_out_and_who_says_so(planner):
    planner.find("低空经济")
    said = planner.text()
    assert planner.page.locator("h1").first.inner_text() == "低空经济"
    for words in ("广州", "深圳", "珠海", "未点名", "湛江", "四 第2段第1句"):
        assert words in said


@pytest.mark.slow
def test_what_every_plan_says_of_a_city(planner):
    planner.click(".names a", has_text="珠海市")
    said = planner.text()
    for words in ("未来产业行动方案", "商业航天行动方案", "光芯片行动方案", "四 第4段第1句"):
        assert words in said


@pytest.mark.slow
def test_one_city_against_another(planner):
    planner.click(".asks a", has_text="广州与深圳")
    planner.page.get_by_text("只有广州").first.wait_for()
    said = planner.text()
    assert "只有深圳" in said
    assert "共有" in said


@pytest.mark.slow
def test_where_a_park_is_and_for_what(planner):
    planner.find("松山湖")
    said = planner.text()
    assert "松山湖" in planner.page.locator("h1").first.inner_text()
    assert "东莞" in said
    assert "第" in said
    assert planner.page.locator("main svg").count() > 0


def test_what_nobody_took(planner):
    planner.click(".asks a", has_text="没人承担")
    nobody = planner.page.locator("#nobody").inner_text()
    assert "高速全光通信" in nobody
    assert "类脑智能" in nobody


@pytest.mark.slow
def test_a_topic_across_plans(planner):
    planner.find("商业航天")
    tabs = planner.page.locator(".views-of a").all_inner_texts()
    assert len(tabs) >= 2
    plans = {"未来产业行动方案", "商业航天行动方案"}
    assert all(name in planner.text() for name in plans)
    told = planner.page.locator("#says h3 a")
    told.first.scroll_into_view_if_needed()
    assert plans <= set(told.all_text_contents())


def test_these_rows_as_a_table(planner):
    planner.find("低空经济")
    with planner.page.expect_download() as found:
        planner.click("a[href$='.csv']")
    data = Path(found.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {"future2024"} <= {row["plan"] for row in rows}
    assert planner.page.locator("a[href$='.xlsx']").count() > 0


@pytest.mark.slow
def test_this_view_to_a_colleague(planner):
    planner.find("商业航天")
    planner.page.wait_for_selector("html[data-ready=yes]", state="attached")
    planner.page.evaluate("geoAtlas.set({ city: '440400' })")
    planner.page.evaluate(KEEP_COPIED)
    planner.click("#copy-link, button:has-text('复制链接')")
    address = planner.page.evaluate(
        "window.copied || document.querySelector('input[readonly]').value"
    )
    assert "city=440400" in address
    planner.page.goto("about:blank")
    planner.page.goto(address)
    planner.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert planner.page.evaluate("geoAtlas.state.city") == "440400"


@pytest.mark.slow
def test_this_map_into_a_page_of_ours(planner, tmp_path):
    planner.find("商业航天")
    planner.click("summary", has_text="嵌入")
    snippet = planner.page.locator("textarea").input_value()
    assert "<iframe" in snippet
    assert "embed/" in snippet
