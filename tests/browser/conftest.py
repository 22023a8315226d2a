"""A site written once, opened from the disk and over HTTP, with every request and fault noted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error

from tests.reading.page import PATIENCE
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
    """A browser page that remembers what it asked for and what went wrong.

    Given back it is lent again: one that has drawn a page draws the next in half the time.
    """

    def __init__(self, page, base, idle, viewport):
        self.page, self.base, self.asked, self.failed, self.faults = page, base, [], [], []
        self._idle, self._viewport, self.spoilt = idle, viewport, False
        self._heard = {
            "request": lambda request: self.asked.append(request.url),
            "requestfailed": lambda request: self.failed.append(request.url),
            "console": self._console,
            "pageerror": lambda error: self.faults.append(str(error)),
            "dialog": self._dialog,
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def close(self):
        """Give the page back empty: nothing open, no way back, the screen as it was.

        One that is spoilt (a script of a test would run in its next page too), or still on its
        way to another page, is thrown away.
        """
        if self.spoilt:
            self.page.context.close()
            return
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        try:
            self.page.goto("about:blank")
        except Error:
            self.page.context.close()
            return
        self.page.context.clear_permissions()
        self.page.emulate_media(media="null", reduced_motion="reduce", color_scheme="null")
        self.page.set_viewport_size(self._viewport)
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Page.resetNavigationHistory")
        devtools.detach()
        self._idle.append(self.page)

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
        self.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=PATIENCE)
        self.page.evaluate("document.fonts.ready")
        return self.page


STILL = """() => new Promise((done) => {
  const moving = () => document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim');
  const told = () => [map_atlas.getCenter(), map_atlas.getZoom(), map_atlas.getSize(),
    location.hash, moving() ? performance.now() : ''].join();
  let before = told(), same = 0;
  const look = () => {
    const now = told();
    same = now === before ? same + 1 : 0;
    before = now;
    if (same < 5) requestAnimationFrame(look);
    else done();
  };
  requestAnimationFrame(look);
})"""


def come_to_rest(frame):
    """Wait until the map has stood still for five frames: place, size, address, no motion left."""
    frame.evaluate(STILL)


IDLE: dict[tuple, list] = {}  # pages that were given back, by browser and how it was set


def tab_of(browser, base, viewport, **options):
    """A tab that nobody uses: one that was given back, or a new one."""
    how = {"viewport": viewport, "reduced_motion": "reduce", "locale": "zh-CN", **options}
    idle = IDLE.setdefault((browser, repr(sorted(how.items()))), [])
    if not idle:
        context = browser.new_context(**how)
        context.set_default_timeout(PATIENCE)
        idle.append(context.new_page())
    return Tab(idle.pop(), base, idle, viewport)


@pytest.fixture(scope="module")
def wide(browser, site):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", WIDE)
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def narrow(browser, site):
    tab = tab_of(browser, f"{site.as_uri()}/future2024/", NARROW)
    yield tab
    tab.close()


@pytest.fixture
def on(wide, narrow):
    """A tab by its screen; asked for by name alone, a fixture would start the browser anew."""
    return {"wide": wide, "narrow": narrow}


@pytest.fixture(scope="module")
def online(browser, served):
    tab = tab_of(browser, served, WIDE)
    yield tab
    tab.close()
