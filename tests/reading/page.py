"""A map page in a real browser: opened, then read whole by computed style and text."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from types import SimpleNamespace

SCRIPT = Path(__file__).with_name("page.js").read_text("utf-8")


PATIENCE = 60_000  # ms that a busy machine may need; nothing waits for it that is there


class Reader:
    """A reader with one browser tab, who remembers every page that was read.

    What was read stands in a folder that the readers of all processes of a run share.
    """

    def __init__(self, tab, folder: Path):
        self.tab, self.folder = tab, folder
        folder.mkdir(exist_ok=True)
        self._read: dict[tuple[str, str], SimpleNamespace] = {}

    def open(self, address: str, lang: str = "zh"):
        """The tab with a page in one language, all drawn."""
        self.tab.goto("about:blank")
        here = address.replace("/zh/", f"/{lang}/")  # a site has a folder for each language
        self.tab.goto(here if "/zh/" in address else f"{address}#lang={lang}")
        self.tab.wait_for_selector("html[data-ready=yes]", state="attached", timeout=PATIENCE)
        return self.tab

    def page(self, address: str, lang: str = "zh") -> SimpleNamespace:
        """All that a page shows in one language.

        ``areas`` by adcode, ``lines``, ``bands``, ``labels``, ``symbols``, ``legend``, ``numbers``,
        ``head``, ``credits``, ``review``, ``details`` (what is said of an area when it is chosen),
        ``notes`` (of none), ``matrix``, ``table``, ``list``, ``links``; see page.js.
        """
        key = (address, lang)
        if key not in self._read:
            name = hashlib.sha256(repr(key).encode()).hexdigest()[:24]
            kept = self.folder / f"{name}.json"
            if not kept.is_file():
                found = json.dumps(self.open(address, lang).evaluate(SCRIPT))
                own = kept.with_suffix(f".{os.getpid()}")
                own.write_text(found, "utf-8")
                own.replace(kept)
            self._read[key] = SimpleNamespace(**json.loads(kept.read_text("utf-8")))
        return self._read[key]
