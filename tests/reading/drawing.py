"""An SVG as drawn, in millimetres: every shape with the paint it inherits, every text in its place.

A halo is part of its text, and letters along a line are one text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

INHERITED = ("fill", "stroke", "stroke-width", "stroke-opacity", "fill-opacity", "font-weight")
SHAPES = {"path", "circle", "rect", "line", "use"}
NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
LENGTHS = {"x", "y", "width", "height", "cx", "cy", "r", "rx", "font-size", "stroke-width",
           "stroke-dasharray"}  # fmt: skip
COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


@dataclass(frozen=True)
class Shape:
    """One painted shape; ``groups`` the data attributes of the elements around it, outermost first.

    ``box`` is (left, top, right, bottom), empty for a reused shape.
    """

    tag: str
    fill: str
    stroke: str
    width: float
    opacity: float
    dashed: bool
    box: tuple[float, ...]
    data: dict[str, str]
    groups: tuple[tuple[str, str], ...]

    def within(self, name: str, value: str = "") -> bool:
        """Whether an element around it (or itself) has this data attribute."""
        return any(k == name and (not value or v == value) for k, v in self.groups)


@dataclass(frozen=True)
class Words:
    """One line of text at its anchor."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    fill: str
    bold: bool
    groups: tuple[tuple[str, str], ...]

    def within(self, name: str, value: str = "") -> bool:
        """Whether an element around it has this data attribute."""
        return any(k == name and (not value or v == value) for k, v in self.groups)


class Drawing:
    """Shapes and texts of an SVG in drawing order."""

    def __init__(self, data: bytes):
        self.shapes: list[Shape] = []
        self.texts: list[Words] = []
        root = ET.fromstring(data)
        self.lang = root.get("lang")
        width, box = root.get("width", ""), root.get("viewBox", "").split()
        self.unit = float(width[:-2]) / float(box[2]) if width.endswith("mm") else 1.0
        self._walk(root, {}, ())

    def _walk(self, node, paint, groups):
        tag = node.tag.rpartition("}")[2]
        if node.get("aria-hidden") == "true":
            return
        paint = {**paint, **{k: node.get(k) for k in INHERITED if node.get(k) is not None}}
        own = {k: v for k, v in node.attrib.items() if k.startswith("data-")}
        groups = (*groups, *own.items())
        if tag in SHAPES:
            self.shapes.append(_shape(tag, node, paint, own, groups, self.unit))
        elif tag == "text":
            self.texts.append(_words(node, paint, groups, self.unit))
        elif node.get("aria-label") and tag == "g":
            letter = next(e for e in node if e.get("aria-hidden") is None)
            words = _words(letter, {**paint, **letter.attrib}, groups, self.unit)
            self.texts.append(replace(words, text=node.get("aria-label")))
            return
        for child in node:
            self._walk(child, paint, groups)

    def area(self, adcode: str, view: str = "main") -> Shape:
        """The one shape of an area in a window."""
        (found,) = [
            s
            for s in self.shapes
            if s.data.get("data-adcode") == adcode and s.within("data-view", view)
        ]
        return found

    def hatch_over(self, shape: Shape) -> str:
        """Colour of the lines or dots drawn over a shape and within it; empty if there are none."""
        code = shape.data.get("data-adcode", "")
        view = dict(shape.groups).get("data-view", "")
        for other in self.shapes:
            named = other.data.get("data-over") == code and other.within("data-view", view)
            inked = "data-pattern" in other.data and "data-adcode" not in other.data
            if inked and (named or not code) and _holds(shape.box, other.box):
                return other.fill if other.stroke == "none" else other.stroke
        return ""

    def label(self, owner: str, view: str = "main") -> list[Words]:
        """Lines of the label of a place in a window, a mark being the last."""
        return [
            t for t in self.texts if t.within("data-label", owner) and t.within("data-view", view)
        ]


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """Whether a box lies in another; a line may end at its edge."""
    edge = 0.02
    low = all(i >= o - edge for i, o in zip(inner[:2], outer[:2], strict=True))
    return low and all(i <= o + edge for i, o in zip(inner[2:], outer[2:], strict=True))


def _shape(tag, node, paint, own, groups, unit) -> Shape:
    return Shape(
        tag=tag,
        fill=paint.get("fill", "#000000"),
        stroke=paint.get("stroke", "none"),
        width=float(paint.get("stroke-width", 1)) * unit,
        opacity=float(paint.get("stroke-opacity", 1)),
        dashed="stroke-dasharray" in node.attrib,
        box=tuple(round(v * unit, 4) for v in _box(tag, node)),
        data=own,
        groups=groups,
    )


def _words(node, paint, groups, unit) -> Words:
    return Words(
        text="".join(node.itertext()),
        x=float(node.get("x", 0)) * unit,
        y=float(node.get("y", 0)) * unit,
        size=float(node.get("font-size", 0)) * unit,
        anchor=node.get("text-anchor", "start"),
        fill=paint.get("fill", "#000000"),
        bold=paint.get("font-weight") == "700",
        groups=groups,
    )


def _box(tag, node) -> tuple[float, ...]:
    """Bounds of a shape; of a path those of its points."""
    if tag == "circle":
        x, y, r = (float(node.get(k, 0)) for k in ("cx", "cy", "r"))
        return (x - r, y - r, x + r, y + r)
    if tag == "rect":
        x, y, w, h = (float(node.get(k, 0)) for k in ("x", "y", "width", "height"))
        return (x, y, x + w, y + h)
    if tag == "line":
        x, y, x2, y2 = (float(node.get(k, 0)) for k in ("x1", "y1", "x2", "y2"))
        return (min(x, x2), min(y, y2), max(x, x2), max(y, y2))
    points = path_points(node.get("d", ""))
    if not points:
        return ()
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def path_points(data: str) -> list[tuple[float, float]]:
    """Every point of path data of M, L, C, Q and Z, absolute or relative, and h."""
    return [point for _, points in path_steps(data) for point in points]


def path_steps(data: str) -> list[tuple[str, list[tuple[float, float]]]]:
    """The commands of path data, each with its absolute points."""
    found: list[tuple[str, list[tuple[float, float]]]] = []
    at = start = (0.0, 0.0)
    for command, text in COMMAND.findall(data):
        if command in "Zz":
            found.append(("Z", []))
            at = start
            continue
        numbers = [float(n) for n in NUMBER.findall(text)]
        each = {"C": 3, "Q": 2}.get(command.upper(), 1)
        if command == "h":
            numbers.append(0.0)
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        for i in range(0, len(pairs), each):
            x, y = at if command.islower() else (0.0, 0.0)
            points = [(x + a, y + b) for a, b in pairs[i : i + each]]
            at = points[-1]
            moves = command in "Mm" and i == 0
            start = at if moves else start
            line = command == "h" or (command in "Mm" and i)
            found.append(("L" if line else command.upper(), points))
    return found


def in_millimetres(data: bytes) -> ET.Element:
    """The elements of an SVG file with lengths in millimetres and absolute path data."""
    root = ET.fromstring(data)
    unit = float(root.get("width")[:-2]) / float(root.get("viewBox").split()[2])
    for element in root.iter():
        if path := element.get("d"):
            element.set("d", "".join(_written(step, unit) for step in path_steps(path)))
        for name in LENGTHS & set(element.attrib):
            if element is not root:
                lengths = NUMBER.findall(element.get(name))
                element.set(name, " ".join(f"{float(n) * unit:.6g}" for n in lengths))
    return root


def _written(step, unit: float) -> str:
    command, points = step
    return command + " ".join(f"{x * unit:.2f} {y * unit:.2f}" for x, y in points)
