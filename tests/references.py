"""What the files of a product refer to: addresses in pages and style sheets, as written."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

ADDRESSES = ("href", "src", "poster", "data", "action", "formaction", "background")
CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*['"]?([^'")\s;]+)""")
WITHIN = ("data:", "about:", "#")


class Page(HTMLParser):
    """Addresses of a page, its ids, and code or styles that stand in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.ids, self.wrong = [], [], []
        self._styles = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        self.links += [values[k] for k in ADDRESSES if values.get(k)]
        self.links += [part.split()[0] for part in values.get("srcset", "").split(",") if part]
        self.links += [a for v in values.values() for a in CSS_ADDRESS.findall(v)]
        self.ids += [values["id"]] if "id" in values else []
        self.wrong += [k for k in values if k == "style" or k.startswith("on")]
        self.wrong += [tag] if tag == "style" or (tag == "script" and "src" not in values) else []
        self._styles = tag == "style"
        if "srcdoc" in values:
            self.links += Page(values["srcdoc"]).links

    def handle_endtag(self, tag):
        self._styles = self._styles and tag != "style"

    def handle_data(self, data):
        if self._styles:
            self.links += CSS_ADDRESS.findall(data)


def references(path: Path) -> list[str]:
    """Addresses in a page or style sheet that lead out of the file itself."""
    text = path.read_text("utf-8")
    found = Page(text).links if path.suffix == ".html" else CSS_ADDRESS.findall(text)
    return [address for address in found if not address.startswith(WITHIN)]


def dead(folder: Path) -> list[tuple[str, str]]:
    """(File, address) of everything that a product asks for or leads to and does not hold."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".css"})
    assert files
    return [
        (path.relative_to(folder).as_posix(), address)
        for path in files
        for address in references(path)
        if not (path.parent / unquote(address.partition("#")[0])).is_file()
    ]
