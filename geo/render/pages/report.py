"""A plan as one web page that holds everything: it reads and prints without script or network.

Styles and scripts stand in it byte for byte and are admitted by their hashes, files as addresses
that hold their bytes; a value of a plan is text and nothing else. See DECISIONS 54.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from geo.design.theme import load_theme
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text
from geo.render.pages.report_maps import ReportMap
from geo.render.templating import as_they_stand, hashes, page, static, theme_css
from geo.scene.scene import Badge, Credits, KeyNumber, Style

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Cell:
    """A cell: its text, where it leads, how it looks if it is coloured, what a sign says."""

    text: Text
    href: str = ""
    style: Style | None = None
    said: Text = NOTHING


@dataclass(frozen=True)
class Line:
    """A row of a table; ``id`` is its anchor, ``counted`` the key number that counts it."""

    cells: tuple[Cell, ...]
    id: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own, or under none; ``id`` is its anchor."""

    lines: tuple[Line, ...]
    name: Text = NOTHING
    id: str = ""


@dataclass(frozen=True)
class Listing:
    """A table; of a ``grid`` the cells are narrow and the columns many."""

    title: Text
    heads: tuple[Text, ...]
    groups: tuple[Group, ...]
    grid: bool = False
    legend: tuple[Cell, ...] = ()

    @property
    def size(self) -> int:
        """The number of its rows."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True)
class Part:
    """A section with its tables; ``key`` is its anchor."""

    key: str
    title: Text
    listings: tuple[Listing, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Download:
    """A file inside the page."""

    name: str
    what: Text
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash that the page shows of it."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def href(self) -> str:
        """An address that holds its bytes."""
        kind = _TYPES[self.name.rpartition(".")[2]]
        return f"data:{kind};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True)
class PlanReport:
    """Everything in a report: what stands at its head, its maps by part, its tables, its files."""

    plan: Plan
    lang: str
    badge: Badge
    facts: tuple[tuple[Text, Text], ...]
    cautions: tuple[Text, ...]
    numbers: tuple[tuple[KeyNumber, str, str], ...]
    sprite: Markup
    maps: tuple[tuple[str, Text, tuple[ReportMap, ...]], ...]
    parts: tuple[Part, ...]
    credits: Credits
    notes: tuple[Text, ...]
    downloads: tuple[Download, ...]

    @cached_property
    def looks(self) -> dict[Style, str]:
        """The name of the class of every style that a table shows, in reading order."""
        found = (style for part in self.parts for style in _styles(part))
        return {style: f"k{n}" for n, style in enumerate(dict.fromkeys(found))}


def _styles(part: Part) -> Iterable[Style]:
    for listing in part.listings:
        yield from (cell.style for cell in listing.legend if cell.style)
        for group in listing.groups:
            yield from (c.style for line in group.lines for c in line.cells if c.style)


def report_html(report: PlanReport) -> bytes:
    """The page of a report."""
    styles = [theme_css().decode(), static("report.css").decode(), _look_css(report.looks)]
    toggle = ("index.js",) if report.lang == "both" else ()
    scripts = [static(name).decode() for name in (*toggle, "report.js")]
    return page(
        "report.html.j2",
        report=report,
        lang=report.lang,
        styles=as_they_stand(styles),
        scripts=as_they_stand(scripts),
        admitted={"style": hashes(styles), "script": hashes(scripts)},
    )


def _look_css(looks: dict[Style, str]) -> str:
    """A rule per style of a cell, and what a dark screen shows in its place."""
    theme = load_theme()
    light = "\n".join(_rule(name, s, s.fill, s.pattern_color, s.ink) for s, name in looks.items())
    dark = "\n".join(
        _rule(
            name,
            s,
            theme.dark[s.fill],
            theme.dark.get(s.pattern_color, ""),
            theme.ink_on_dark(s.fill),
        )
        for s, name in looks.items()
    )
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _rule(name: str, style: Style, fill: str, line: str, ink: str) -> str:
    """Fill, ink of the sign, and a hatch that the sign is free of."""
    if not style.pattern or load_theme().patterns[style.pattern].paper:
        return f".{name}{{background:{fill};color:{ink}}}"
    ground = f"repeating-linear-gradient(135deg,{fill} 0 5px,{line} 5px 6px)"
    signs = f".{name} span[aria-hidden],.{name}>span{{background:{fill}}}"
    return f".{name}{{background:{ground};color:{ink}}}{signs}"
