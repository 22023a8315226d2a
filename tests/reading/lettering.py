"""The names of a printed map as drawn: their boxes in mm, what they cover, where their lines go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from xml.etree import ElementTree as ET

import shapely

from geo.sheet.typeface import MM_PER_PT, typeface

NUMBER = re.compile(r"-?\d*\.?\d+")
LEADER_MM = 4.0
SARS = ("810000", "820000")
Line = shapely.LineString


@dataclass
class Name:
    """A name of a window: the ink of its lines and of its sign, and its line if it has one."""

    owner: str
    text: str
    ink: shapely.Polygon
    fill: str
    size: float
    leader: Line | None = None


@dataclass
class Window:
    """A window of the map: frame, names, symbols, shapes of areas."""

    role: str
    frame: shapely.Polygon
    names: list[Name] = field(default_factory=list)
    symbols: dict[str, shapely.Polygon] = field(default_factory=dict)
    areas: dict[str, shapely.Geometry] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)

    def named(self) -> set[str]:
        return {name.owner for name in self.names}


@dataclass
class Lettering:
    """All windows of an SVG, and what no name may cover."""

    windows: dict[str, Window]
    #: The frame of the inset on the main map.
    inner: shapely.Polygon | None
    #: Stamp, scale bars.
    closed: list[shapely.Polygon]


def lettering(data: bytes) -> Lettering:
    """What an SVG shows."""
    root = ET.fromstring(data)
    windows, closed, inner = {}, [], None
    for node in root.iter():
        tag, found = node.tag.rpartition("}")[2], node.attrib
        if tag == "clipPath":
            role = found["id"].removeprefix("clip-")
            windows[role] = Window(role, _rectangle(node[0]))
        elif "data-view" in found:
            _read(windows[found["data-view"]], node)
        elif "data-extent" in found:
            inner = _rectangle(node)
        elif "data-review" in found or "data-scale-bar" in found:
            boxes = [_rectangle(child) for child in node if child.tag.endswith("rect")]
            closed.append(shapely.box(*shapely.total_bounds(boxes)))
    return Lettering(windows, inner, closed)


def _read(window: Window, group) -> None:
    lines = []
    for node in group.iter():
        found = node.attrib
        if "data-label" in found:
            window.names.append(_name(node))
        elif "data-symbol" in found:
            shapes = [_extent(child) for child in node if not child.tag.endswith("text")]
            window.symbols[found["data-symbol"]] = shapely.box(*shapely.total_bounds(shapes))
        elif "data-adcode" in found:
            window.areas[found["data-adcode"]] = _polygons(found["d"])
            window.fills[found["data-adcode"]] = found["fill"]
        elif found.get("data-layer") == "leaders" and len(node):
            lines = [_points(part) for part in node[0].get("d", "").split("M") if part]
    for points in lines:
        start = shapely.Point(points[0])
        near = [n for n in window.names if n.ink.buffer(1.6 * n.size).contains(start)]
        own = min(near, key=lambda n: n.ink.distance(start), default=None)
        if own and not any(box.contains(start) for box in window.symbols.values()):
            own.leader = Line(points)


def _name(node) -> Name:
    boxes, words, size, fill = [], [], 0.0, ""
    for child in node:
        if child.tag.endswith("text"):
            size = size or float(child.get("font-size"))
            fill = fill or child.get("fill")
            words.append(child.text)
            boxes.append(_ink(child))
        else:
            boxes.append(_extent(child))
    ink = shapely.box(*shapely.total_bounds(boxes))
    return Name(node.get("data-label"), "".join(words), ink, fill, size)


def _ink(node) -> shapely.Polygon:
    """What the letters of a line cover at most: Chinese ones fill their square."""
    size, x, y = (float(node.get(k)) for k in ("font-size", "x", "y"))
    wide = typeface(node.get("font-weight") == "700").width_mm(node.text, size / MM_PER_PT)
    wide += float(node.get("letter-spacing", 0)) * (len(node.text) - 1)
    x -= float(node.get("letter-spacing", 0)) / 2
    west = x - wide / 2 if node.get("text-anchor") == "middle" else x
    high, low = (0.74, 0.22) if node.text.isascii() else (0.86, 0.1)
    return shapely.box(west, y - high * size, west + wide, y + low * size)


def _rectangle(node) -> shapely.Polygon:
    x, y, w, h = (float(node.get(k)) for k in ("x", "y", "width", "height"))
    return shapely.box(x, y, x + w, y + h)


def _extent(node) -> shapely.Geometry:
    if node.tag.endswith("rect"):
        return _rectangle(node)
    if node.tag.endswith("circle"):
        x, y, r = (float(node.get(k)) for k in ("cx", "cy", "r"))
        return shapely.box(x - r, y - r, x + r, y + r)
    return shapely.MultiPoint(_points(node.get("d", "")))


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(n) for n in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _polygons(path: str) -> shapely.Geometry:
    rings = [_points(part) for part in path.split("M") if part]
    parts = [shapely.Polygon(ring) for ring in rings if len(ring) > 2]
    return shapely.make_valid(shapely.MultiPolygon(parts)) if parts else shapely.Polygon()


def offences(drawn: Lettering, unit: float, closed=()) -> list[str]:
    """What a reader would find wrong with the names of a map; ``unit`` is the paper against A3."""
    found = []
    for window in drawn.windows.values():
        main = window.role == "main"
        others = [w.frame for w in drawn.windows.values() if w is not window] if main else []
        shut = [*others, *drawn.closed, *closed] if main else drawn.closed
        for name in window.names:
            found += [f"{window.role} {x}" for x in _faults_of(name, window, shut, unit)]
            if main and drawn.inner and _astride(name.ink, drawn.inner):
                found.append(f"{name.text} crosses the frame of the inset")
        for one, other in combinations(window.names, 2):
            if one.ink.intersection(other.ink).area > 0.02:
                found.append(f"{window.role} {one.text} over {other.text}")
            lines = one.leader, other.leader
            if all(lines) and lines[0].crosses(lines[1]):
                found.append(f"{window.role} lines of {one.text} and {other.text} cross")
    return found


def _faults_of(name: Name, window: Window, shut, unit: float) -> list[str]:
    found = []
    if not window.frame.contains(name.ink):
        found.append(f"{name.text} leaves its frame")
    if any(_over(box, name.ink) for box in shut):
        found.append(f"{name.text} over a box")
    over = [key for key, box in window.symbols.items() if _over(box, name.ink)]
    found += [f"{name.text} over symbol {key}" for key in over]
    for sar in SARS:
        land = window.areas.get(sar)
        if land is not None and name.owner != sar and land.intersection(name.ink).area > 0.4:
            found.append(f"{name.text} across the border of {sar}")
    return [
        *found,
        *(_faults_of_line(name, window, unit) if name.leader else _apart(name, window, unit)),
    ]


def _faults_of_line(name: Name, window: Window, unit: float) -> list[str]:
    line, end = name.leader, shapely.Point(name.leader.coords[-1])
    others = [other for other in window.names if other is not name]
    found = [
        f"line of {name.text} over {other.text}" for other in others if line.intersects(other.ink)
    ]
    through = [
        k
        for k, box in window.symbols.items()
        if line.intersection(box).length > 0.2 and not box.contains(end)
    ]
    found += [f"line of {name.text} over symbol {key}" for key in through]
    if line.length < (LEADER_MM - 0.4) * unit:
        found.append(f"{name.text} has a line of {line.length:.1f} mm")
    return found


def _apart(name: Name, window: Window, unit: float) -> list[str]:
    area = window.areas.get(name.owner)
    gap = area.distance(name.ink) if area else 0.0
    return (
        [f"{name.text} is {gap:.1f} mm off without a line"]
        if gap > (LEADER_MM + 1.2) * unit
        else []
    )


def _over(box, ink) -> bool:
    return box.intersection(ink).area > 0.02


def _astride(ink, frame) -> bool:
    return frame.boundary.intersects(ink)
