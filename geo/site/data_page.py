"""The page of all downloads, and the files of the plans' tables that it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from geo.build.map_files import BuildOptions, printed, spec_bytes
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.scene.resolve import resolve
from geo.sheet.page import PageChoice
from geo.site.address import DATA, LANGUAGES
from geo.site.downloads import BUNDLE, RECORD, TABLES, metadata, table_files, zipped
from geo.site.frame import Frame
from geo.site.plan_menu import Headed, wide_specs
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]
FOLDER = "data"
EVERYTHING = f"{FOLDER}/{BUNDLE}"
PICTURE_PPI = 150  # of the PNG of a plan's first map; ``--png`` makes all at 300


@dataclass(frozen=True)
class Listed:
    """One table of a plan on the page: name, rows, and its files by format and size."""

    name: Text
    rows: int
    files: tuple[tuple[str, str, str], ...]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:
    """The tables of all plans, one archive of each and one of all, and the page."""
    made: Files = {}
    lists = []
    for layout in cross.layouts:
        key = layout.plan.key
        found = table_files(layout)
        own = {f.name: f.data for f in found} | {RECORD: metadata(layout, found)}
        made |= {f"{FOLDER}/{key}/{name}": data for name, data in own.items()}
        tables = [
            Listed(
                say(f"site.table_{table}"),
                next(f.rows for f in found if f.table == table),
                tuple(_file(key, f.name, f.data) for f in found if f.table == table),
            )
            for table in TABLES
        ]
        lists.append((Headed(layout.plan), tables))
    bundles = {}
    for layout in cross.layouts:
        folder, maps = f"{FOLDER}/{layout.plan.key}/", first_map(layout, wanted)
        bundles[f"{folder}{BUNDLE}"] = zipped(_inside(made, folder) | maps)
        made |= {name: d for name, d in maps.items() if name.endswith(".png") and not wanted.png}
    everything = _inside(made, f"{FOLDER}/")
    made |= bundles | {EVERYTHING: zipped(everything)}
    sizes = {name: _size(len(made[name])) for name in (*bundles, EVERYTHING)}
    for lang in LANGUAGES:
        frame = Frame(lang, DATA, say("site.data_title"), say("site.data_lead"), "data")
        made |= frame.html(
            "data.html.j2", lists=lists, sizes=sizes, folder=FOLDER, bundle=BUNDLE, record=RECORD,
            everything=EVERYTHING, png=wanted.png,
        )  # fmt: skip
    return made


def first_map(layout: Layout, wanted: BuildOptions) -> Files:
    """The first map of a plan on the first paper as PDF, SVG and a small PNG, by its addresses."""
    specs = wide_specs(layout)
    if not specs:
        return {}
    scene = resolve(specs[0].with_(lang=wanted.lang), layout.ground)
    page = PageChoice(wanted.papers[0], "", wanted.lang)
    found = printed(scene, layout.world, page, (".pdf", ".svg", ".png"), PICTURE_PPI)
    found[".spec.json"] = spec_bytes(scene)
    return {f"{layout.plan.key}/{scene.spec.slug}{suffix}": data for suffix, data in found.items()}


def _inside(made: Files, folder: str) -> Files:
    """The files of a folder, by path below ``data/``."""
    return {n.removeprefix(f"{FOLDER}/"): d for n, d in made.items() if n.startswith(folder)}


def _file(plan: str, name: str, data: bytes) -> tuple[str, str, str]:
    """Format, path and size of a file."""
    suffix = name.rpartition(".")[2].upper()
    return suffix, f"{FOLDER}/{plan}/{name}", _size(len(data))


def _size(n: int) -> str:
    return f"{n / 1024:.0f} kB" if n < 1024 * 1024 else f"{n / 1024 / 1024:.1f} MB"
