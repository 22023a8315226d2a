"""Which room may import which, and which library stands behind which fence: offenders by name."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

GEO = Path(__file__).resolve().parents[2] / "geo"
LOOSE = {"__init__", "__main__", "errors", "mapped_plan"}
# From the street to the foundation: a room may use those of its row, and errors.
MAY_USE = {
    "domain": set(),
    "spec": {"domain"},
    "files": set(),
    "sources": {"domain"},
    "join": {"domain", "sources"},
    "analysis": {"domain", "sources", "join"},
    "design": {"domain", "spec", "join"},
    "scene": {"domain", "sources", "join", "spec", "design", "analysis"},
    "sheet": {"domain", "sources", "spec", "design", "scene"},
    "charts": {"domain", "sources", "spec", "design", "scene", "analysis"},
    "render": {"domain", "sources", "spec", "design", "scene", "sheet", "charts"},
    "export": {"domain", "sources", "join", "analysis", "scene"},
    "workbook": {"domain", "sources", "join", "analysis", "design", "files"},
    "ask": {"domain", "sources", "join", "analysis", "spec", "design", "sheet", "files"},
    "mapped_plan": {
        *("domain", "sources", "join", "spec", "scene", "render", "export", "ask", "build"),
    },
    "build": {
        *("domain", "sources", "join", "analysis", "spec", "design", "scene", "sheet", "charts"),
        *("render", "export", "ask", "files", "mapped_plan"),
    },
    "cli": {"sources", "ask", "build", "export", "workbook", "files", "mapped_plan"},
    "__init__": {"mapped_plan", "sources", "spec"},
    "__main__": {"cli"},
    "errors": set(),
}
STANDARD_ONLY = ("domain", "spec", "files")
# Libraries that only some files may know, by the beginning of their path below geo/.
FENCES = {
    "folium": ("render/web/",),
    "branca": ("render/web/",),
    "typst": ("render/print/",),
    "jinja2": ("render/templating",),
    "markupsafe": ("render/",),
    "PIL": ("render/print/thumbnail",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "xlsxwriter": ("export/", "workbook/"),
    "pyarrow": ("export/formats",),
    "pyogrio": ("export/formats", "sources/boundaries/"),
    "geopandas": ("export/formats", "mapped_plan", "sources/boundaries/", "analysis/"),
    "shapely": (
        "sources/",
        "join/",
        "scene/",
        "sheet/",
        "charts/",
        "render/",
        "analysis/",
        "export",
    ),
    "openpyxl": ("sources/tables/", "workbook/"),
    "python_calamine": ("sources/tables/", "workbook/"),
    "numpy": ("analysis/", "scene/", "sheet/", "charts/", "render/", "workbook/"),
}
FILES = {p.relative_to(GEO).as_posix(): p for p in sorted(GEO.rglob("*.py"))}
MODULES = {name.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for name in FILES}


def room_of(module: str) -> str:
    """Room of a dotted name below geo: ``sources.plans.folder`` is in sources."""
    return module.partition(".")[0] or "__init__"


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
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [m for m in inner if m.removeprefix("geo.") in MODULES]
            found += modules or [node.module]
    return found


def _is_for_types(node: ast.stmt) -> bool:
    test = getattr(node, "test", None)
    return isinstance(node, ast.If) and isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def inside(imported: list[str]) -> list[str]:
    """Dotted names below geo of what a file imports of ours."""
    ours = [m for m in imported if m == "geo" or m.startswith("geo.")]
    return [m.removeprefix("geo").removeprefix(".") or "__init__" for m in ours]


def wrong_arrows(name: str, imported: list[str]) -> list[str]:
    room = room_of(name.removesuffix(".py").replace("/", "."))
    allowed = {*MAY_USE.get(room, ()), "errors", "__init__", room}
    return [f"{name} -> geo.{m}" for m in inside(imported) if room_of(m) not in allowed]


def circles(arrows: dict[str, list[str]]) -> list[str]:
    """Modules that can be reached from themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(arrows.get(start, ()))
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting += arrows.get(module, ())
        return seen

    return [module for module in sorted(arrows) if module in reached(module)]


def test_only_the_arrows_of_the_plan():
    assert [bad for name, path in FILES.items() for bad in wrong_arrows(name, imports(path))] == []


def test_the_root_has_few_loose_modules():
    assert {p.stem for p in GEO.glob("*.py")} == LOOSE
    folders = {p.name for p in GEO.iterdir() if p.is_dir() and any(p.glob("*.py"))}
    assert folders == set(MAY_USE) - LOOSE


def test_no_module_leads_back_to_itself():
    arrows: dict[str, list[str]] = defaultdict(list)
    for name, path in FILES.items():
        module = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if module not in ("__init__", "__main__"):
            arrows[module] = [m for m in inside(imports(path)) if m in MODULES and m != "__init__"]
    assert circles(arrows) == []


def test_every_library_behind_its_fence():
    outside = [
        f"{name}: {library}"
        for name, path in FILES.items()
        for library in {m.partition(".")[0] for m in imports(path, for_types=False)}
        if library in FENCES and not name.startswith(FENCES[library])
    ]
    assert outside == []


def test_domain_spec_and_files_need_the_standard_library_only():
    known = {"geo", *sys.stdlib_module_names}
    found = {
        f"{name}: {m}"
        for name, path in FILES.items()
        if name.startswith(STANDARD_ONLY)
        for m in imports(path)
        if m.partition(".")[0] not in known
    }
    assert found == set()


def test_every_library_in_use_has_a_fence_or_is_standard():
    used = {m.partition(".")[0] for path in FILES.values() for m in imports(path)}
    assert used - set(sys.stdlib_module_names) - {"geo"} <= set(FENCES)


def test_wrong_arrows_and_circles_are_seen():
    assert wrong_arrows("domain/plan.py", ["geo.sources.plans.folder"]) == [
        "domain/plan.py -> geo.sources.plans.folder"
    ]
    assert wrong_arrows("render/svg/map.py", ["geo.build.pipeline", "geo.scene.scene"]) == [
        "render/svg/map.py -> geo.build.pipeline"
    ]
    assert wrong_arrows("errors.py", ["geo.mapped_plan"]) == ["errors.py -> geo.mapped_plan"]
    assert circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": []}) == ["b", "c"]
