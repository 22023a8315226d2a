"""Draw the rooms of ``geo/`` and their imports, read from the code: ``make docs``.

docs/rooms.svg: a floor holds rooms that lean on lower floors; an arrow leads from a room to one
that it imports, unless a longer way leads there too.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
GEO = ROOT / "geo"
PICTURE = ROOT / "docs/rooms.svg"
STREET = (
    "__init__",
    "__main__",
    "errors",
    "language",
    "nearest",
)  # used by all or using all: not drawn
_BOX = (128, 36)
_GAP = (26, 58)
_MARGIN = 20
_SVG = "http://www.w3.org/2000/svg"


def module_name(path: Path) -> str:
    """Dotted name below geo of a file; of a folder for its ``__init__``."""
    name = path.relative_to(GEO).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


FILES = {module_name(path): path for path in sorted(GEO.rglob("*.py"))}


def room_of(module: str) -> str:
    """Room of a dotted name below geo: ``sources.plans.folder`` is in sources."""
    return module.partition(".")[0] or "__init__"


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def imports(path: Path, *, for_types: bool = True) -> tuple[str, ...]:
    """Every module that a file imports anywhere; ``for_types``: what only type checkers see too."""
    found = []
    parts = [part for part in _tree(path).body if for_types or not _is_for_types(part)]
    for node in (node for part in parts for node in ast.walk(part)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [m for m in inner if m.removeprefix("geo.") in FILES] or [node.module]
    return tuple(found)


def _is_for_types(node: ast.stmt) -> bool:
    test = getattr(node, "test", None)
    return isinstance(node, ast.If) and isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def ours(imported: Iterable[str]) -> list[str]:
    """Dotted names below geo among the modules that a file imports."""
    mine = [m for m in imported if m == "geo" or m.startswith("geo.")]
    return [m.removeprefix("geo").removeprefix(".") or "__init__" for m in mine]


@dataclass(frozen=True)
class Room:
    """A folder of geo, or a module that stands alone, and the rooms that it imports."""

    name: str
    uses: frozenset[str]


def rooms() -> dict[str, Room]:
    """The rooms by name, from the code."""
    uses: dict[str, set[str]] = defaultdict(set)
    for module, path in FILES.items():
        room = room_of(module)
        if room not in STREET:
            uses[room] |= {room_of(m) for m in ours(imports(path))} - {room, *STREET}
    return {n: Room(n, frozenset(uses[n])) for n in sorted(uses)}


def floors(found: dict[str, Room]) -> list[list[str]]:
    """Names floor by floor from the ground: each leans on lower floors only."""
    level: dict[str, int] = {}

    def floor_of(name: str) -> int:
        if name not in level:
            level[name] = 1 + max((floor_of(below) for below in found[name].uses), default=-1)
        return level[name]

    top = max(floor_of(name) for name in found)
    return [[n for n in found if level[n] == k] for k in range(top + 1)]


def arrows(found: dict[str, Room]) -> list[tuple[str, str]]:
    """Imports from room to room, without those to which a longer way leads."""

    def below(name: str) -> set[str]:
        return {n for use in found[name].uses for n in {use, *below(use)}}

    return [
        (name, use)
        for name, room in found.items()
        for use in sorted(room.uses)
        if not any(use in below(other) for other in room.uses - {use})
    ]


def drawing(found: dict[str, Room]) -> bytes:
    """The picture as SVG; the same bytes for the same code."""
    levels = floors(found)
    (wide, high), (gap_x, gap_y) = _BOX, _GAP
    width = 2 * _MARGIN + max(len(floor) for floor in levels) * (wide + gap_x) - gap_x
    height = 2 * _MARGIN + len(levels) * (high + gap_y) - gap_y
    at: dict[str, tuple[float, float]] = {}
    for k, floor in enumerate(reversed(levels)):
        left = (width - len(floor) * (wide + gap_x) + gap_x) / 2
        for n, name in enumerate(floor):
            at[name] = left + n * (wide + gap_x), _MARGIN + k * (high + gap_y)
    picture = ET.Element("svg", xmlns=_SVG, viewBox=f"0 0 {width} {height}", role="img")
    ET.SubElement(picture, "title").text = "Rooms of geo and what they import"
    lines = ET.SubElement(picture, "g", stroke="#8a8f98", fill="none")
    for name, use in arrows(found):
        (x, y), (to_x, to_y) = at[name], at[use]
        start, end = (x + wide / 2, y + high), (to_x + wide / 2, to_y)
        bend = (end[1] - start[1]) / 2
        path = f"M{start[0]:g} {start[1]:g}c0 {bend:g} {end[0] - start[0]:g} {bend:g}"
        ET.SubElement(lines, "path", d=f"{path} {end[0] - start[0]:g} {end[1] - start[1]:g}")
    for name, (x, y) in at.items():
        _box(picture, found[name], x, y)
    ET.indent(picture)
    return ET.tostring(picture, encoding="utf-8", xml_declaration=True) + b"\n"


def _box(picture: ET.Element, room: Room, x: float, y: float) -> None:
    wide, high = _BOX
    box = ET.SubElement(picture, "g", {"font-family": "sans-serif", "text-anchor": "middle"})
    size = {"x": f"{x:g}", "y": f"{y:g}", "width": str(wide), "height": str(high), "rx": "4"}
    ET.SubElement(box, "rect", {**size, "fill": "#f4f5f7", "stroke": "#3c4250"})
    middle = f"{x + wide / 2:g}"
    name = {"x": middle, "y": f"{y + 24:g}", "font-size": "16", "fill": "#1b1f27"}
    ET.SubElement(box, "text", name).text = room.name


if __name__ == "__main__":
    PICTURE.write_bytes(drawing(rooms()))
