"""What the files of a product refer to: addresses in pages and style sheets, as written."""

from __future__ import annotations

import re
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml.html import document_fromstring

ADDRESSES = ("href", "src", "poster", "data", "action", "formaction", "background")
CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*['"]?([^'")\s;]+)""")
WITHIN = ("data:", "about:", "#")


class Page:
    """Addresses of a page, its ids, and code or styles that stand in it."""

    def __init__(self, text: str) -> None:
        self.links, self.ids, self.wrong = [], [], []
        for element in document_fromstring(text).iter(etree.Element):
            self._read(element.tag, dict(element.attrib), element.text or "")

    def _read(self, tag: str, values: dict[str, str], text: str) -> None:
        self.links += [values[k] for k in ADDRESSES if values.get(k)]
        self.links += [part.split()[0] for part in values.get("srcset", "").split(",") if part]
        self.links += [a for v in values.values() if "(" in v or "@" in v
                       for a in CSS_ADDRESS.findall(v)]  # fmt: skip
        self.ids += [values["id"]] if "id" in values else []
        self.wrong += [k for k in values if k == "style" or k.startswith("on")]
        self.wrong += [tag] if tag == "style" or (tag == "script" and "src" not in values) else []
        if tag == "style":
            self.links += CSS_ADDRESS.findall(text)
        if "srcdoc" in values:
            self.links += Page(values["srcdoc"]).links


def references(path: Path) -> list[str]:
    """Addresses in a page or style sheet that lead out of the file itself."""
    text = path.read_text("utf-8")
    found = Page(text).links if path.suffix == ".html" else CSS_ADDRESS.findall(text)
    return [address for address in found if not address.startswith(WITHIN)]


def dead(folder: Path) -> list[tuple[str, str]]:
    """(File, address) of everything that a product asks for or leads to and does not hold."""
    held = {path for path in folder.rglob("*") if path.is_file()}
    files = sorted(path for path in held if path.suffix in {".html", ".css"})
    assert files
    return [
        (path.relative_to(folder).as_posix(), address)
        for path in files
        for address in references(path)
        if Path(normpath(path.parent / unquote(address.partition("#")[0]))) not in held
    ]
