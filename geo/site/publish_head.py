"""What the head of a page says once its address is known: canonical link, other language, preview.

A page of a build says nothing of it, for it may stand anywhere. Title and description are the
page's own; the picture is that of its first map, which bears the mark of its review.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from geo.errors import Fault, OutputError
from geo.files.own import digest
from geo.render.templating import page as filled
from geo.site.address import HOME, LANGUAGES

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_REFERENCE = re.compile(r'\s(?:src|data-data)="([^":]+)"')
_UNLISTED = '<meta name="robots" content="noindex'
_END = b"</head>"
_DATA = ".data.js"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Page:
    """A page of a build: its title and description, what it shows from other files.

    ``listed`` is false for one that only leads on.
    """

    address: str
    sha256: str
    title: str
    description: str
    shows: tuple[str, ...]
    listed: bool

    def print_of(self, outputs: Mapping[str, str]) -> str:
        """Hash of what a reader sees: the page with the data and pictures that it shows."""
        parts = [self.sha256, *(outputs.get(name, "") for name in self.shows)]
        return digest("\n".join(parts).encode())

    def picture(self, outputs: Mapping[str, str]) -> str:
        """The picture of its first map; of a home page without a map, of the first of the site."""
        stems = [name.removesuffix(_DATA) for name in self.shows if name.endswith(_DATA)]
        own = [f"{stem}.png" for stem in stems]
        if self.address in {f"{lang}/{HOME}" for lang in LANGUAGES}:
            own += [name for name in outputs if name.endswith(".png")]
        return next((name for name in own if name in outputs), "")


def page_of(address: str, data: bytes) -> Page:
    """What is read from a page of ours: its templates leave no ``<`` of a value unescaped."""
    text = data.decode()
    title, said = _TITLE.search(text), _DESCRIPTION.search(text)
    here = posixpath.dirname(address)
    references = (unquote(html.unescape(found)) for found in _REFERENCE.findall(text))
    shows = (posixpath.normpath(posixpath.join(here, name)) for name in references)
    return Page(
        address,
        digest(data),
        html.unescape(title[1]) if title else "",
        html.unescape(said[1]) if said else "",
        tuple(dict.fromkeys(name for name in shows if not name.startswith("assets/"))),
        _UNLISTED not in text,
    )


@dataclass(frozen=True)
class Links:
    """The addresses of a site that stands somewhere: below ``base``, without a slash at its end."""

    base: str
    outputs: Mapping[str, str]

    def url(self, address: str) -> str:
        """The whole address of a file; the first page of a folder is the folder.

        Examples
        --------
        >>> links = Links("https://atlas.example.cn", {})
        >>> links.url("zh/index.html"), links.url("zh/topic/a.html")
        ('https://atlas.example.cn/zh/', 'https://atlas.example.cn/zh/topic/a.html')
        """
        folder, name = posixpath.split(address)
        path = (f"{folder}/" if folder else "") if name == HOME else address
        return f"{self.base}/{quote(path)}"

    def alternates(self, page: Page) -> dict[str, str]:
        """The page in each language, and for readers of any other, by language."""
        lang, _, rest = page.address.partition("/")
        forms = {each: f"{each}/{rest}" for each in LANGUAGES}
        if lang not in forms or not all(form in self.outputs for form in forms.values()):
            return {}
        found = {each: self.url(form) for each, form in forms.items()}
        return {**found, "x-default": found[LANGUAGES[0]]}

    def headed(self, page: Page, data: bytes) -> bytes:
        """The page with what its head says of its address."""
        if data.count(_END) != 1:
            zh, en = "网页没有唯一的 </head>", "the page has not one end of its head"
            raise OutputError(Fault("", zh, en, page.address))
        picture = page.picture(self.outputs)
        lines = filled(
            "site/published.html.j2",
            page=page,
            url=self.url(page.address),
            alternates=self.alternates(page),
            picture=self.url(picture) if picture else "",
            lang=page.address.partition("/")[0],
        )
        before, after = data.split(_END)
        return before + lines + _END + after

    def sitemap(self, pages: Iterable[Page]) -> bytes:
        """The list of pages for search engines, without dates, which nobody vouches for."""
        ET.register_namespace("", _SITEMAP)
        top = ET.Element(f"{{{_SITEMAP}}}urlset")
        for page in sorted(pages, key=lambda each: each.address):
            entry = ET.SubElement(top, f"{{{_SITEMAP}}}url")
            ET.SubElement(entry, f"{{{_SITEMAP}}}loc").text = self.url(page.address)
        ET.indent(top, " ")
        return ET.tostring(top, encoding="utf-8", xml_declaration=True) + b"\n"
