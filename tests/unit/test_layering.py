"""Which module may import which: a wrong arrow fails, naming both files."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

GEO = Path(__file__).resolve().parents[2] / "geo"
BASE = {"errors", "units"}
# A room and the rooms that it may use besides itself, errors and units. "top" is geo/*.py.
MAY_USE = {
    "domain": set(),
    "spec": {"domain"},
    "sources": {"domain"},
    "join": {"domain", "sources"},
    "analysis": {"domain", "sources", "join"},
    "design": {"domain", "spec", "join", "analysis"},
    "scene": {"domain", "sources", "join", "spec", "design", "analysis"},
    "render": {"domain", "sources", "spec", "design", "scene"},
    "workbook": {"domain", "sources", "join", "analysis", "design", "top"},
    "templates_plan": set(),
    "top": {"domain", "sources", "join", "analysis", "spec", "design", "scene", "render"},
    "cli": {"top", "sources", "workbook"},
}
STANDARD_ONLY = ("domain", "spec")
# Libraries that only some files may know, by the beginning of their path below geo/.
FENCES = {
    "folium": ("render/leaflet",),
    "branca": ("render/leaflet",),
    "typst": ("render/sheet",),
    "jinja2": ("render/templating",),
    "markupsafe": ("render/",),
    "PIL": ("render/png_small",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "xlsxwriter": ("export_bytes", "workbook/"),
    "pyarrow": ("export_bytes",),
    "pyogrio": ("export_bytes", "sources/"),
    "geopandas": ("export_bytes", "layout", "sources/", "analysis/"),
    "shapely": ("sources/", "join/", "scene/", "render/", "analysis/", "export"),
    "pyproj": ("scene/",),
    "openpyxl": ("sources/", "workbook/"),
    "python_calamine": ("sources/", "workbook/"),
    "defusedxml": ("sources/", "workbook/"),
    "scipy": ("analysis/",),
    "numpy": ("analysis/", "scene/", "render/", "workbook/"),
}
FILES = sorted(GEO.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(GEO).as_posix()


def room_of(module: str) -> str:
    """Room of a dotted name below geo: ``sources.plans`` is in sources, ``layout`` in top."""
    first = module.partition(".")[0]
    return first if first in MAY_USE or first in BASE else "top"


def imports(path: Path, *, for_types: bool = True) -> list[str]:
    """Every module that a file imports anywhere; ``for_types``: what only type checkers see too."""
    found = []
    tree = ast.parse(path.read_text("utf-8"))
    if not for_types:
        tree.body = [node for node in tree.body if not _is_for_types(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            direct = [f"{node.module}.{alias.name}" for alias in node.names]
            found += direct if node.module == "geo" else [node.module]
    return found


def _is_for_types(node: ast.stmt) -> bool:
    test = getattr(node, "test", None)
    return isinstance(node, ast.If) and isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def wrong_arrows(name: str, imported: list[str]) -> list[str]:
    room = room_of(name.removesuffix(".py").replace("/", ".")) if "/" in name else "top"
    if name in ("errors.py", "units.py"):
        room = "domain"
    if name == "__main__.py":
        room = "cli"
    allowed = {*MAY_USE[room], *BASE, room}
    inside = [m.removeprefix("geo.") for m in imported if m.startswith("geo.")]
    return [f"{name} -> geo.{m}" for m in inside if room_of(m) not in allowed]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_arrows_of_the_plan(path):
    assert wrong_arrows(name_of(path), imports(path)) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_library_behind_its_fence(path):
    name = name_of(path)
    known = {m.partition(".")[0] for m in imports(path, for_types=False)}
    outside = [
        library
        for library, homes in FENCES.items()
        if library in known and not name.startswith(homes)
    ]
    assert outside == []


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name in STANDARD_ONLY], ids=name_of)
def test_domain_and_spec_need_the_standard_library_only(path):
    top = {m.partition(".")[0] for m in imports(path)}
    assert top - {"geo"} <= set(sys.stdlib_module_names)


def test_every_library_in_use_has_a_fence_or_is_standard():
    used = {m.partition(".")[0] for path in FILES for m in imports(path)}
    assert used - set(sys.stdlib_module_names) - {"geo"} <= set(FENCES)


def test_a_wrong_arrow_is_seen():
    assert wrong_arrows("domain/plan.py", ["geo.sources.plans"]) == [
        "domain/plan.py -> geo.sources.plans"
    ]
    assert wrong_arrows("render/svg.py", ["geo.pipeline", "geo.scene.scene"]) == [
        "render/svg.py -> geo.pipeline"
    ]
    assert wrong_arrows("errors.py", ["geo.layout"]) == ["errors.py -> geo.layout"]
