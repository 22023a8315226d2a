"""What an element of a drawing is in the terms of slides: fill and line, script, contours."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import load_theme
from geo.render.slides.marks import Contour, Line, Look, Script, bounds
from geo.sheet.box import Box, Point
from geo.sheet.typeface import MM_PER_PT

_NUMBER = re.compile(r"-?[\d.]+")


def fill_of(looks: Mapping[str, str]) -> str:
    """The fill of an element; a drawing that names none is in ink."""
    return looks.get("fill") or load_theme().ground["ink"]


def look_of(looks: Mapping[str, str], child: ET.Element) -> Look:
    """Fill and line of an element, with what it stands in."""
    dash = tuple(float(n) for n in _NUMBER.findall(looks.get("stroke-dasharray", "")))
    width, opacity = float(looks.get("stroke-width", 0)), float(child.get("stroke-opacity", 1))
    ends = looks.get("stroke-linecap") == "round"
    line = Line(looks.get("stroke", "none"), width, dash, opacity, ends)
    return Look(fill_of(looks), float(child.get("fill-opacity", 1)), line)


def script_of(text: ET.Element, size: float) -> Script:
    """How a text is written; one that is slanted by a matrix is italic."""
    halo = text.get("stroke", "") if text.get("paint-order") else ""
    return Script(
        size / MM_PER_PT, fill_of(text.attrib), text.get("font-weight") == "700",
        text.get("transform", "").startswith("matrix"), halo,
    )  # fmt: skip


def runs(found: Sequence[ET.Element]) -> Iterator[list[ET.Element]]:
    """Texts that are lines of one: alike but for their height, one below the other."""
    run = [found[0]]
    for text in found[1:]:
        step = float(text.get("y", 0)) - float(run[-1].get("y", 0))
        near = 0 < step < 1.6 * float(text.attrib["font-size"])
        if near and _hand(text) == _hand(run[0]) and text.get("x"):
            run.append(text)
        else:
            yield run
            run = [text]
    yield run


def _hand(text: ET.Element) -> dict[str, str]:
    return {key: value for key, value in text.attrib.items() if key not in ("y", "transform")}


def disc(data: str) -> Box:
    """The box of a disc from the ends of its four curves."""
    ends = [points_of(part)[-1] for part in re.split("[MC]", data) if part.strip()]
    return bounds(ends)


def turned(child: ET.Element) -> ET.Element:
    """A group whose own turning is done to what it holds: it is moved, then turned."""
    dx, dy, angle = (float(n) for n in _NUMBER.findall(child.attrib["transform"])[:3])
    turn = math.radians(angle)

    def placed(x: float, y: float) -> Point:
        cos, sin = math.cos(turn), math.sin(turn)
        return dx + x * cos - y * sin, dy + x * sin + y * cos

    made = ET.Element(child.tag, child.attrib)
    for each in child:
        moved = ET.SubElement(made, each.tag, each.attrib)
        moved.text = each.text
        if data := each.get("d"):
            path = "L".join("{:.3f} {:.3f}".format(*placed(*p)) for p in points_of(data))
            moved.set("d", f"M{path}Z")
        else:
            x, y = placed(float(each.attrib["x"]), float(each.attrib["y"]))
            moved.attrib.update({"x": str(x), "y": str(y), "data-turn": str(angle)})
    return made


def points_of(data: str) -> list[Point]:
    """Every point of path data, handles of curves too."""
    numbers = [float(n) for n in _NUMBER.findall(data)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def contours(data: str, window: Box | None = None, *, filled: bool = False) -> list[Contour]:
    """The contours of straight path data, and what a window leaves of them.

    Examples
    --------
    >>> [c.closed for c in contours("M0 0L4 0L4 4ZM9 9L8 8")]
    [True, False]
    >>> cut = contours("M0 0L4 0L4 4L0 4Z", Box(0, 0, 2, 2), filled=True)
    >>> max(x for x, _ in cut[0].points)
    2.0
    """
    found = [
        Contour(tuple(points_of(part)), part.rstrip().endswith("Z")) for part in data.split("M")[1:]
    ]
    found = [c for c in found if len(c.points) > 1]
    if filled and all(c.closed for c in found):
        rings = [shapely.make_valid(shapely.Polygon(c.points)) for c in found if len(c.points) > 2]
        area = reduce(shapely.symmetric_difference, rings, shapely.Polygon())
        return _of_area(shapely.clip_by_rect(area, *window.bounds) if window else area)
    if window is None or all(window.holds(*p) for c in found for p in c.points):
        return found
    lines = [(*c.points, c.points[0]) if c.closed else c.points for c in found]
    return _of_lines(shapely.clip_by_rect(shapely.MultiLineString(lines), *window.bounds))


def _of_area(area: BaseGeometry) -> list[Contour]:
    """Rings of areas: outlines one way, holes the other, so that every rule of filling agrees."""
    parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon" and not p.is_empty]
    rings = [ring for p in shapely.orient_polygons(parts) for ring in (p.exterior, *p.interiors)]
    return [Contour(tuple(ring.coords[:-1]), closed=True) for ring in rings]


def _of_lines(lines: BaseGeometry) -> list[Contour]:
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    parts = [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(merged)]
    return [Contour(tuple(map(tuple, points)), closed=False) for points in parts if points]
