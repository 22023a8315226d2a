"""What an element of a drawing looks like, in the terms of slides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.render.slides.marks import Line, Look, Script
from geo.render.slides.paths import bounds, points_of
from geo.sheet.box import Box
from geo.sheet.typeface import MM_PER_PT

_NUMBER = re.compile(r"-?[\d.]+")


def fill_of(looks: Mapping[str, str]) -> str:
    """The fill of an element; a drawing that names none is in ink."""
    return looks.get("fill") or load_theme().ground["ink"]


def look_of(looks: Mapping[str, str], child: ET.Element) -> Look:
    """Fill and line of an element, with what it stands in."""
    dash = tuple(float(n) for n in _NUMBER.findall(looks.get("stroke-dasharray", "")))
    line = Line(
        looks.get("stroke", "none"),
        float(looks.get("stroke-width", 0)),
        dash,
        float(child.get("stroke-opacity", 1)),
        looks.get("stroke-linecap") == "round",
    )
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

    def placed(x: float, y: float) -> tuple[float, float]:
        return (
            dx + x * math.cos(turn) - y * math.sin(turn),
            dy + x * math.sin(turn) + y * math.cos(turn),
        )

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
