"""A site written once, opened from the disk and over HTTP, with every request and fault noted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.toy_web import hostile, scenes, write_site

WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def made():
    """The maps of the site by slug: three real ones and one whose every text is an attack."""
    real = scenes("future2024", {"structure": True}, {"sector": "space"}, {"carriers": True})
    return {scene.spec.slug: scene for scene in (*real, hostile(real[1]))}


@pytest.fixture(scope="session")
def site(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, list(made.values()))
    return folder


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/future2024/"
    server.shutdown()
    server.server_close()


class Tab:
    """A browser page that remembers what it asked for and what went wrong."""

    def __init__(self, page, base):
        self.page, self.base, self.asked, self.failed, self.faults = page, base, [], [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._dialog)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _dialog(self, dialog):
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def open(self, name):
        """Open a page afresh; an address that differs in its hash only would not load again."""
        self.page.goto("about:blank")
        self.page.goto(self.base + name)
        self.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=15000)
        self.page.evaluate("document.fonts.ready")
        return self.page


def tab_of(browser, base, viewport):
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", locale="zh-CN")
    context.set_default_timeout(15000)
    return Tab(context.new_page(), base)


@pytest.fixture(scope="module")
def wide(browser, site):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    yield tab
    tab.page.context.close()


@pytest.fixture(scope="module")
def narrow(browser, site):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", NARROW)
    yield tab
    tab.page.context.close()


@pytest.fixture(scope="module")
def online(browser, served):
    tab = tab_of(browser, served, WIDE)
    yield tab
    tab.page.context.close()
