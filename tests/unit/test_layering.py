"""Which room may import which, and which library stands behind which fence: offenders by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from tools.draw_rooms import (
    FILES,
    GEO,
    PICTURE,
    ROOT,
    drawing,
    floors,
    imports,
    ours,
    room_of,
    rooms,
)

ARCHITECTURE = ROOT / "docs/architecture.md"
LOOSE = {"__init__", "__main__", "errors", "language", "nearest"}
# From the street to the foundation: a room may use those of its row, errors, language and nearest.
MAY_USE = {
    "domain": set(),
    "texts": {"domain"},
    "spec": {"domain"},
    "files": set(),
    "sources": {"domain", "texts"},
    "join": {"domain", "sources"},
    "analysis": {"domain", "texts", "sources", "join"},
    "design": {"domain"},
    "scene": {"domain", "texts", "sources", "join", "spec", "design", "analysis"},
    "sheet": {"domain", "texts", "sources", "spec", "design", "scene"},
    "charts": {"domain", "texts", "sources", "join", "spec", "design", "scene", "analysis"},
    "book": {"domain", "texts", "sources", "spec", "design", "scene", "sheet", "analysis"},
    "render": {"book", "domain", "texts", "sources", "spec", "design", "scene", "sheet", "charts"},
    "export": {"domain", "texts", "sources", "join", "analysis", "design", "scene"},
    "workbook": {"domain", "texts", "sources", "join", "analysis", "design", "scene", "files"},
    "ask": {
        *("domain", "texts", "sources", "join", "analysis", "spec", "design", "scene", "sheet"),
        "files",
    },
    "build": {
        *("domain", "texts", "sources", "join", "analysis", "spec", "design", "scene", "sheet"),
        *("charts", "book", "render", "export", "ask", "files"),
    },
    "site": {
        *("domain", "texts", "sources", "join", "analysis", "spec", "design", "scene", "sheet"),
        *("charts", "render", "export", "workbook", "ask", "files", "build"),
    },
    "cli": {"sources", "sheet", "ask", "build", "site", "export", "workbook", "files"},
    "__init__": {"build", "site", "sources", "spec"},
    "__main__": {"cli"},
    "errors": set(),
    "language": set(),
    "nearest": set(),
}
STANDARD_ONLY = ("domain", "texts", "spec", "files")
# Libraries that only some files may know, by the beginning of their path below geo/.
FENCES = {
    "folium": ("render/web/",),
    "branca": ("render/web/",),
    "typst": ("render/print/",),
    "jinja2": ("render/templating",),
    "markupsafe": ("render/", "site/"),
    "pptx": ("render/slides/",),
    "segno": ("book/cards",),
    "PIL": ("render/print/bitmap", "ask/logo"),
    "pypdfium2": ("render/print/bitmap",),
    "defusedxml": ("ask/logo",),
    "docx": ("export/word/",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "xlsxwriter": ("export/", "workbook/"),
    "pandas": ("export/", "build/"),
    "pyogrio": ("export/shapefile", "sources/boundaries/"),
    "pyproj": ("sources/boundaries/",),
    "geopandas": ("export/", "build/", "sources/boundaries/"),
    "shapely": ("sources/", "join/", "scene/", "sheet/", "render/", "export/"),
    "openpyxl": ("sources/tables/", "workbook/"),
    "rapidfuzz": ("nearest",),
    "pypinyin": ("nearest", "site/search_index"),
    "numpy": (*("analysis/", "book/", "scene/", "sheet/", "render/", "sources/boundaries/"),),
}


def wrong_arrows(module: str, imported: Iterable[str]) -> list[str]:
    room = room_of(module)
    allowed = {*MAY_USE.get(room, ()), "errors", "language", "nearest", "__init__", room}
    return [f"{module} -> geo.{m}" for m in ours(imported) if room_of(m) not in allowed]


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
    assert [bad for m, path in FILES.items() for bad in wrong_arrows(m, imports(path))] == []


def test_the_page_of_the_architecture_shows_this_table():
    """What it says of a room is what the room may use; the street is told in the words above."""
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    assert {room: set(re.findall(r"`(\w+)`", cell)) for room, cell in told} == {
        room: uses for room, uses in MAY_USE.items() if room not in LOOSE
    }


def test_what_is_allowed_is_needed():
    idle = [
        f"{room} -> {other}"
        for room, found in rooms().items()
        for other in sorted(MAY_USE[room] - found.uses)
    ]
    used = {
        (library, fence)
        for path in FILES.values()
        for library in {m.partition(".")[0] for m in imports(path)} & set(FENCES)
        for fence in FENCES[library]
        if path.relative_to(GEO).as_posix().startswith(fence)
    }
    fences = {(library, fence) for library, several in FENCES.items() for fence in several}
    assert (idle, fences - used) == ([], set())


def test_the_root_has_few_loose_modules():
    assert {p.stem for p in GEO.glob("*.py")} == LOOSE
    folders = {p.name for p in GEO.iterdir() if p.is_dir() and any(p.glob("*.py"))}
    assert folders == set(MAY_USE) - LOOSE


def test_no_module_leads_back_to_itself():
    arrows = {
        module: [m for m in ours(imports(path)) if m in FILES and m != "__init__"]
        for module, path in FILES.items()
        if module not in ("__init__", "__main__")
    }
    assert circles(arrows) == []


def test_every_library_behind_its_fence():
    outside = [
        f"{path}: {library}"
        for path in FILES.values()
        for library in {m.partition(".")[0] for m in imports(path, for_types=False)}
        if library in FENCES and not path.relative_to(GEO).as_posix().startswith(FENCES[library])
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
    assert wrong_arrows("domain.plan", ["geo.sources.plans.folder"]) == [
        "domain.plan -> geo.sources.plans.folder"
    ]
    assert wrong_arrows("render.svg.map", ["geo.site.pipeline", "geo.scene.scene"]) == [
        "render.svg.map -> geo.site.pipeline"
    ]
    assert wrong_arrows("errors", ["geo.site.pipeline"]) == ["errors -> geo.site.pipeline"]
    assert circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": []}) == ["b", "c"]


def test_the_picture_of_the_rooms_is_the_code_of_now():
    """Run ``make docs`` after a change of rooms, and look at the picture."""
    found = rooms()
    assert [set(room.uses) - set(found) for room in found.values() if room.uses - set(found)] == []
    assert sum(map(len, floors(found))) == len(found)
    assert PICTURE.read_bytes() == drawing(found)
