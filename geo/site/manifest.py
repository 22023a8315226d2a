"""The record beside a build: hashes of what went in, of every spec and file; versions."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import geo
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.files.own import digest
from geo.files.published import MAKER
from geo.scene.theme_map import theme_spec
from geo.site.plan_set import Cross
from geo.site.reviews import Reviews, recorded
from geo.sources.paths import data_dir

LIBRARIES = ("folium", "geopandas", "jinja2", "pyproj", "shapely", "typst")
SHARED_DATA = ("boundaries", "places", "crosswalk", "territories")
ACROSS = {"*": "themes"}  # folder of the maps of several plans


def manifest(
    cross: Cross,
    outputs: Mapping[str, str],
    wanted: BuildOptions,
    found: Reviews,
) -> bytes:
    """The manifest as JSON: sorted, without a clock and without a path of this machine."""
    layouts = cross.layouts
    specs = [spec for layout in layouts for spec in layout.specs]
    specs += [cross.numbered(theme_spec(topic.id)) for topic in cross.topics if topic.mapped]
    outlines = {layout.plan.key: layout.plan.plots.sha256 for layout in layouts}
    joint = cross.world.register.plots.sha256
    specs = [
        spec.with_(lang=wanted.lang, boundaries=outlines.get(spec.plan, joint)) for spec in specs
    ]
    record: dict[str, Any] = {
        "versions": _versions(),
        "wanted": asdict(wanted),
        "plans": {layout.plan.key: asdict(layout.table.tally) for layout in layouts},
        "inputs": _inputs(layouts),
        "specs": {f"{ACROSS.get(spec.plan, spec.plan)}/{spec.slug}": spec.sha256 for spec in specs},
        "reviews": recorded(found),
        **({"own_boundaries": outlines} if joint else {}),
        "outputs": dict(sorted(outputs.items())),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])  # a patch of Python changes no map
    found = {MAKER: geo.__version__, "python": python}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _inputs(layouts: Sequence[Layout]) -> dict[str, str]:
    folders = {name: data_dir() / name for name in SHARED_DATA}
    folders |= {f"plans/{la.plan.key}": la.plan.folder for la in layouts if la.plan.folder}
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": digest(path.read_bytes())
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
