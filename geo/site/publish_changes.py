"""What differs from the last publication, and where its addresses lead that are gone."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from geo.errors import Fault, OutputError
from geo.files.own import hashes, json_of
from geo.files.published import MANIFEST, listed
from geo.site.address import HOME
from geo.sources.tables.csv_file import csv_text

CHANGES = "changes.csv"
SITE, SERVER = "site/", "server/"  # below the folder of a publication
PAGE, FILE = "page", "file"
ADDED, CHANGED, REMOVED = "added", "changed", "removed"
ROBOTS, SITEMAP = SERVICE = ("robots.txt", "sitemap.xml")  # for machines, of each publication
_HEAD = ("change", "kind", "address", "leads_to")
_PAGE_END = ".html"


class Change(NamedTuple):
    """One address that is new, tells something else, or is gone and leads elsewhere."""

    change: str
    kind: str
    address: str
    leads_to: str = ""


@dataclass(frozen=True)
class Last:
    """The last publication: prints of its pages and hashes of its files by address.

    ``gone`` has the addresses of still earlier ones; ``table`` is its list of changes.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    table: bytes = b""


def last_publication(folder: Path) -> Last:
    """The publication that a folder holds; one without anything where there is none.

    Raises
    ------
    OutputError
        It holds a build, which no publication replaces.
    """
    outputs = listed(folder / MANIFEST)
    if not outputs:
        return Last()
    pages, lost = {}, {}
    with suppress(OSError, ValueError, LookupError, TypeError):
        found = json_of(folder / MANIFEST)
        pages, lost = found["pages"], found["gone"]
    if not pages or not hashes(pages):
        zh, en = "是构建，不是发布；请另选", "holds a build, no publication; choose another"
        raise OutputError(Fault("", zh, en, str(folder)))
    site = {n.removeprefix(SITE): sha for n, sha in outputs.items() if n.startswith(SITE)}
    files = {n: sha for n, sha in site.items() if not n.endswith((_PAGE_END, *SERVICE))}
    return Last(pages, files, lost, outputs, (folder / CHANGES).read_bytes())


def lost_addresses(last: Last, new: Mapping[str, str]) -> dict[str, str]:
    """Addresses of any earlier publication that are gone, each with the page that it leads to."""
    before = {*last.pages, *last.files, *last.gone}
    return {name: nearest_page(name, new) for name in sorted(before - {*new})}


def nearest_page(address: str, new: Mapping[str, str]) -> str:
    """The page that is nearest to an address: of the same stem, else of a folder above.

    Examples
    --------
    >>> new = {"index.html": "", "zh/index.html": "", "zh/plan/index.html": ""}
    >>> [nearest_page(f"zh/plan/a/{name}", new) for name in ("matrix.html", "index.html")]
    ['zh/plan/index.html', 'zh/plan/index.html']
    >>> nearest_page("a/structure.pdf", {**new, "a/structure.html": ""})
    'a/structure.html'
    """
    folder, name = posixpath.split(address)
    tried = [posixpath.join(folder, f"{name.partition('.')[0]}{_PAGE_END}")]
    while folder:
        tried.append(f"{folder}/{HOME}")
        folder = posixpath.dirname(folder)
    return next((page for page in tried if page in new), HOME)


def changes(
    last: Last, pages: Mapping[str, str], files: Mapping[str, str], lost: Mapping[str, str]
) -> list[Change]:
    """Every change since the last publication: pages, then the other files."""
    return [
        *_compared(PAGE, last.pages, pages, lost),
        *_compared(FILE, last.files, files, lost),
    ]


def _compared(
    kind: str, before: Mapping[str, str], now: Mapping[str, str], lost: Mapping[str, str]
) -> Iterator[Change]:
    yield from (Change(ADDED, kind, n) for n in sorted(now) if n not in before)
    both = (n for n in sorted(now) if n in before)
    yield from (Change(CHANGED, kind, n) for n in both if now[n] != before[n])
    yield from (Change(REMOVED, kind, n, lost[n]) for n in sorted(before) if n in lost)


def table(found: list[Change]) -> bytes:
    """The changes as a table."""
    return csv_text(_HEAD, found).encode("utf-8-sig")
