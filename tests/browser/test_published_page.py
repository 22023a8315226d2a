"""A publication in a real browser, served with the headers that its own settings tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from geo.site.publish import Audience, Publication, publish
from tests.browser.conftest import WIDE, Quiet, tab_of
from tests.reading.publications import amended
from tests.sweeps import sweep

pytestmark = pytest.mark.browser
URL = "https://atlas.example.cn"
HOSTILE = "&lt;/title&gt;&#34;&gt;&lt;script&gt;window.ran = 1&lt;/script&gt; 广州"
SHOWN = '</title>"><script>window.ran = 1</script> 广州'
PAGES = ("zh/index.html", "en/plan/space2024/index.html", "zh/city/440300.html", "zh/gaps.html")


@pytest.fixture(scope="module")
def published(two_plans, tmp_path_factory):
    """A publication with an address after one with a page more; one title is an attack."""
    folder = tmp_path_factory.mktemp("published")
    build = shutil.copytree(two_plans / "maps", folder / "maps")
    wish = Publication(Audience.INTERNAL, URL)
    publish(build, folder / "out", wish)

    def amend(data):
        del data["zh/plan/space2024/gaps.html"]
        del data["space2024/structure.svg"]
        title = f"<title>{HOSTILE}</title>".encode()
        data["zh/gaps.html"] = re.sub(b"<title>.*?</title>", title, data["zh/gaps.html"])

    amended(build, amend)
    publish(build, folder / "out", wish)
    return folder / "out"


@pytest.fixture(scope="module")
def online(browser, published) -> Iterator:
    settings = (published / "server" / "nginx.conf").read_text("utf-8")
    headers = dict(re.findall(r'^add_header (\S+) "([^"]*)"', settings, re.MULTILINE))
    policy = headers["Content-Security-Policy"]
    headers["Content-Security-Policy"] = policy.replace("$atlas_framed_by", "'self'")

    class Served(Quiet):
        def end_headers(self):
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=published / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = tab_of(browser, f"http://127.0.0.1:{server.server_port}/", WIDE)
    yield tab
    tab.close()
    server.shutdown()
    server.server_close()


def opened(tab, name):
    tab.asked.clear()
    tab.faults.clear()
    tab.page.goto(tab.base + name)
    if tab.page.locator(".map-page").count():
        tab.page.wait_for_selector("html[data-ready=yes]", state="attached")
    tab.page.evaluate("document.fonts.ready")
    return tab.page


@pytest.mark.parametrize("name", sweep(PAGES, {1, 3}))
def test_head_lines_are_read_and_nothing_is_refused(online, name):
    page = opened(online, name)
    assert online.faults == []
    assert [url for url in online.asked if not url.startswith((online.base, "data:"))] == []
    own = f"{URL}/{name.removesuffix('index.html')}"
    told = page.evaluate(
        """() => ({
            canonical: document.querySelector("head link[rel=canonical]").href,
            others: [...document.querySelectorAll("head link[hreflang]")].map((l) => l.hreflang),
            title: document.querySelector("head meta[property='og:title']").content,
            shown: document.title,
            inHead: document.querySelectorAll("head meta[property^='og:']").length,
            ran: window.ran ?? 0,
        })"""
    )
    assert told["canonical"] == own
    assert told["others"] == ["zh", "en", "x-default"]
    if "/plan/" not in name:  # there the app names the map that is shown
        assert told["title"] == told["shown"]
    assert told["inHead"] >= 4
    assert told["ran"] == 0
    if name == "zh/gaps.html":
        assert told["title"] == SHOWN


def test_the_address_of_a_page_that_is_gone_leads_on(online):
    page = opened(online, "zh/plan/space2024/gaps.html")
    page.wait_for_url("**/zh/plan/space2024/index.html")
    assert online.faults == []


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_takes_the_settings(published, tmp_path):
    site = f"listen 127.0.0.1:18099; root {published}/site; include {published}/server/nginx.conf;"
    text = f"pid {tmp_path}/pid; events {{}} http {{ access_log off; server {{ {site} }} }}"
    (tmp_path / "nginx.conf").write_text(text)
    call = ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")]
    said = subprocess.run(call, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr
