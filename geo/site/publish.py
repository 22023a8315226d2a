"""A build put into a folder for a web server: checked, compared with the last one, swapped in.

See DECISIONS 53.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import geo
from geo.errors import CallError, Fault
from geo.files.own import digest
from geo.files.published import MAKER, MANIFEST
from geo.files.staging import staged
from geo.language import mark, said
from geo.site.publish_build import Built, check_numbers, read_build
from geo.site.publish_changes import (
    CHANGES,
    PAGE,
    ROBOTS,
    SITE,
    SITEMAP,
    Change,
    changes,
    last_publication,
    lost_addresses,
    table,
)
from geo.site.publish_head import Links, Page, page_of
from geo.site.publish_server import robots, server_files, stub
from geo.spec.publisher import base_url_faults

_NAMED = 20  # addresses of a kind of change that are printed; the table has all
_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


class Audience(StrEnum):
    """Who sees a publication."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True)
class Publication:
    """What a publication is asked to be: who sees it, and the address under which it stands.

    Without an address no file says where it stands: no sitemap, canonical link or preview.
    """

    audience: Audience
    base_url: str = ""

    @property
    def internal(self) -> bool:
        """Whether no search engine is to list it."""
        return self.audience == Audience.INTERNAL


@dataclass
class _Stage:
    """The folder that is filled, with the hashes of what is in it, and the pages met."""

    folder: Path
    outputs: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def write(self, name: str, data: bytes) -> None:
        """One file more."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.outputs[name] = digest(data)


def publish(build: str | Path, to: str | Path, wish: Publication, today: str = "") -> list[str]:
    """Put a build into a folder for a web server, which is replaced whole at the end.

    The folder has ``site/`` (the document root), ``server/`` (settings for nginx and Caddy),
    ``changes.csv`` (what differs from the last publication) and its own manifest.

    Parameters
    ----------
    build
        A folder that ``geo build`` made, untouched since.
    to
        The folder of the publication: absent, empty, or an earlier publication.
    wish
        Who sees it, and its address.
    today
        The day (ISO) on which approval numbers must be in force; by the clock without one.

    Returns
    -------
    list of str
        Sentences: what was published, and what changed since the last publication.

    Raises
    ------
    CallError, OutputError
        It is no build, its files are not as they were made, an address is none; the folder is not
        ours to replace. Nothing was published.
    ApprovalError
        It is for the public and maps have no number in force, or a map bears one that is over.
    """
    build, to = Path(build), Path(to)
    _check_call(build, to, wish)
    built = read_build(build)
    check_numbers(built, public=not wish.internal, today=today)
    with staged(to) as folder:
        stage, last = _Stage(folder), last_publication(to)
        _write_site(stage, built, wish)
        lost = lost_addresses(last, built.outputs)
        for address, target in lost.items():
            if address.endswith(".html"):
                stage.write(SITE + address, stub(address, target))
        for name, data in server_files(lost, internal=wish.internal).items():
            stage.write(name, data)
        prints = {name: page.print_of(built.outputs) for name, page in stage.pages.items()}
        files = {n: sha for n, sha in built.outputs.items() if n not in prints}
        found = changes(last, prints, files, lost)
        same = stage.outputs == {n: h for n, h in last.outputs.items() if n != CHANGES}
        stage.write(CHANGES, last.table if same else table(found))
        stage.write(MANIFEST, _record(built, wish, prints, lost, stage.outputs))
    return list(_sentences(to, stage, found, lost, first=not last.outputs))


def _check_call(build: Path, to: Path, wish: Publication) -> None:
    """Nothing, or a CallError: folders apart from each other, an address that is one."""
    faults = []
    one, other = build.resolve(), to.resolve()
    if one == other or one in other.parents or other in one.parents:
        zh, en = "要在构建文件夹之外", "must lie outside the build, and the build outside it"
        faults.append(Fault("--to", zh, en, str(to)))
    faults += base_url_faults(wish.base_url)
    if faults:
        raise CallError(faults)


def _write_site(stage: _Stage, built: Built, wish: Publication) -> None:
    """The document root: every file of the build, pages with their head if it has an address."""
    links = Links(wish.base_url.rstrip("/"), built.outputs) if wish.base_url else None
    for name, data in built.files():
        shown = data
        if name.endswith(".html"):
            page = stage.pages[name] = page_of(name, data)
            shown = links.headed(page, data) if links and page.listed else data
        stage.write(SITE + name, shown)
    if links:
        listed = (page for page in stage.pages.values() if page.listed)
        stage.write(SITE + SITEMAP, links.sitemap(listed))
    where = links.url(SITEMAP) if links else ""
    stage.write(SITE + ROBOTS, robots(where, internal=wish.internal))


def _record(
    built: Built,
    wish: Publication,
    prints: Mapping[str, str],
    lost: Mapping[str, str],
    outputs: Mapping[str, str],
) -> bytes:
    record = {
        "versions": {MAKER: geo.__version__},
        "audience": wish.audience,
        "base_url": wish.base_url,
        "build": built.sha256,
        "pages": prints,
        "gone": lost,
        "outputs": outputs,
    }
    return f"{json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _sentences(
    to: Path, stage: _Stage, found: list[Change], lost: Mapping[str, str], *, first: bool
) -> Iterator[str]:
    """What was published and what changed, page by page where they are few."""
    n, pages = len(stage.outputs), len(stage.pages)
    yield f"{to}: " + said(f"{n} 个文件，{pages} 页", f"{n} files, {pages} pages")
    if first:
        return
    for kind, zh, en in ((PAGE, "页面", "pages"), ("file", "其他文件", "other files")):
        of_kind = [each for each in found if each.kind == kind]
        counts = Counter(each.change for each in of_kind)
        told = [counts[change] for change in _SIGNS]
        yield said(
            f"{zh}：新增 {told[0]}、改动 {told[1]}、撤下 {told[2]}",
            f"{en}: {told[0]} added, {told[1]} changed, {told[2]} removed",
        )
        if kind == PAGE:
            yield from (f"  {_SIGNS[c.change]} {c.address}" for c in of_kind[:_NAMED])
            if len(of_kind) > _NAMED:
                yield f"  … {CHANGES}"
    for address, target in list(lost.items())[:_NAMED]:
        yield f"{said('已撤下的地址', 'address that is gone')}{mark(':')}{address} → {target}"
    if len(lost) > _NAMED:
        yield f"… {len(lost)} ({CHANGES})"
