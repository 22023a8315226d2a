"""The page of all downloads, and the files of the plans' tables that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from geo.build.map_files import BuildOptions, map_files
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.export.formats import zipped
from geo.files.cache import kept
from geo.scene.resolve import resolve
from geo.site.address import DATA, LANGUAGES
from geo.site.downloads import BUNDLE, RECORD, TABLES, plan_record, table_files
from geo.site.frame import Frame
from geo.site.plan_menu import Headed, wide_specs
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]
FOLDER = "data"
EVERYTHING = f"{FOLDER}/{BUNDLE}"


@dataclass(frozen=True)
class Listed:
    """One table of a plan on the page: name, rows, and its files by format and size."""

    name: Text
    rows: int
    files: tuple[tuple[str, str, str], ...]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:
    """The tables of all plans, one archive of each and one of all, and the page.

    Each archive has the first map of its plan too, whose files are made here and nowhere else.
    """
    made: Files = {}
    lists = []
    for layout in cross.layouts:
        key = layout.plan.key
        found = table_files(layout)
        own = {f.name: f.data for f in found} | {RECORD: plan_record(layout, found)}
        made |= {f"{FOLDER}/{key}/{name}": data for name, data in own.items()}
        tables = [
            Listed(
                say(f"exported.{table}"),
                next(len(f.table.rows) for f in found if f.table.name == table),
                tuple(_file(key, f.name, f.data) for f in found if f.table.name == table),
            )
            for table in TABLES
        ]
        lists.append((Headed(layout.plan), tables))
    bundles = {}
    for layout in cross.layouts:
        key = layout.plan.key
        make = partial(first_map, layout, wanted)
        folder, maps = f"{FOLDER}/{key}/", kept(("first map", key, wanted, cross.told([key])), make)
        printed = {name: data for name, data in maps.items() if not name.endswith(".js")}
        bundles[f"{folder}{BUNDLE}"] = zipped(_inside(made, folder) | printed)
        made |= maps
    everything = _inside(made, f"{FOLDER}/")
    made |= bundles | {EVERYTHING: zipped(everything)}
    sizes = {name: _size(len(made[name])) for name in (*bundles, EVERYTHING)}
    for lang in LANGUAGES:
        frame = Frame(lang, DATA, say("site.data_title"), say("site.data_lead"), "data")
        made |= frame.html(
            "data.html.j2", lists=lists, sizes=sizes, folder=FOLDER, bundle=BUNDLE, record=RECORD,
            everything=EVERYTHING,
        )  # fmt: skip
    return made


def first_map(layout: Layout, wanted: BuildOptions) -> Files:
    """The files of the first map of a plan, by path below the output folder."""
    specs = wide_specs(layout)
    if not specs:
        return {}
    scene = resolve(specs[0].with_(lang=wanted.lang), layout.ground)
    found = map_files(scene, layout.world, wanted)
    return {f"{layout.plan.key}/{name}": data for name, data in found.items()}


def _inside(made: Files, folder: str) -> Files:
    """The files of a folder, by path below ``data/``."""
    return {n.removeprefix(f"{FOLDER}/"): d for n, d in made.items() if n.startswith(folder)}


def _file(plan: str, name: str, data: bytes) -> tuple[str, str, str]:
    """Format, path and size of a file."""
    suffix = name.rpartition(".")[2]
    return suffix, f"{FOLDER}/{plan}/{name}", _size(len(data))


def _size(n: int) -> str:
    return f"{n / 1024:.0f} kB" if n < 1024 * 1024 else f"{n / 1024 / 1024:.1f} MB"
