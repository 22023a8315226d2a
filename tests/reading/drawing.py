"""An SVG as drawn: every shape with the paint it inherits, every text with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

INHERITED = ("fill", "stroke", "stroke-width", "stroke-opacity", "fill-opacity", "font-weight")
SHAPES = {"path", "circle", "rect", "line", "use"}
NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


@dataclass(frozen=True)
class Shape:
    """One painted shape; ``groups`` the data attributes of the elements around it, outermost first.

    ``box`` is (left, top, right, bottom) in the drawing's own unit, empty for a reused shape.
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
    """Shapes and texts of an SVG in drawing order; hatches by name with their line's colour."""

    def __init__(self, data: bytes):
        self.shapes: list[Shape] = []
        self.texts: list[Words] = []
        self.hatches: dict[str, str] = {}
        root = ET.fromstring(data)
        self.lang = root.get("lang")
        self._walk(root, {}, ())

    def _walk(self, node, paint, groups):
        tag = node.tag.rpartition("}")[2]
        if tag == "pattern":
            lines = [c.get("fill") or c.get("stroke") for c in node]
            self.hatches[node.get("id")] = lines[-1]
        if tag in ("pattern", "clipPath"):
            return
        paint = {**paint, **{k: node.get(k) for k in INHERITED if node.get(k) is not None}}
        own = {k: v for k, v in node.attrib.items() if k.startswith("data-")}
        groups = (*groups, *own.items())
        if tag in SHAPES:
            self.shapes.append(_shape(tag, node, paint, own, groups))
        elif tag == "text":
            self.texts.append(_words(node, paint, groups))
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
        """Colour of the lines or dots drawn exactly over a shape; empty if there are none.

        They are a pattern that fills the same box, or strokes cut at it.
        """
        for other in self.shapes:
            cut = shape.tag == "rect" and "data-pattern" in other.data
            if cut and _holds(shape.box, other.box):
                return other.fill if other.stroke == "none" else other.stroke
            if other.fill.startswith("url(") and other.box == shape.box and other is not shape:
                return self.hatches[other.fill[5:-1]]
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


def _shape(tag, node, paint, own, groups) -> Shape:
    return Shape(
        tag=tag,
        fill=paint.get("fill", "#000000"),
        stroke=paint.get("stroke", "none"),
        width=float(paint.get("stroke-width", 1)),
        opacity=float(paint.get("stroke-opacity", 1)),
        dashed="stroke-dasharray" in node.attrib,
        box=_box(tag, node),
        data=own,
        groups=groups,
    )


def _words(node, paint, groups) -> Words:
    return Words(
        text="".join(node.itertext()),
        x=float(node.get("x", 0)),
        y=float(node.get("y", 0)),
        size=float(node.get("font-size", 0)),
        anchor=node.get("text-anchor", "start"),
        fill=paint.get("fill", "#000000"),
        bold=paint.get("font-weight") == "700",
        groups=groups,
    )


def _box(tag, node) -> tuple[float, ...]:
    """Bounds of a shape; of a path those of its points (our paths have absolute commands only)."""
    if tag == "circle":
        x, y, r = (float(node.get(k, 0)) for k in ("cx", "cy", "r"))
        return (x - r, y - r, x + r, y + r)
    if tag == "rect":
        x, y, w, h = (float(node.get(k, 0)) for k in ("x", "y", "width", "height"))
        return (x, y, x + w, y + h)
    if tag == "line":
        x, y, x2, y2 = (float(node.get(k, 0)) for k in ("x1", "y1", "x2", "y2"))
        return (min(x, x2), min(y, y2), max(x, x2), max(y, y2))
    numbers = [float(n) for n in NUMBER.findall(node.get("d", ""))]
    if not numbers:
        return ()
    xs, ys = numbers[::2], numbers[1::2]
    return (min(xs), min(ys), max(xs), max(ys))
