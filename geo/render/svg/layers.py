"""A map cut into layers, so that a book holds what all of its maps share only once."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from geo.render.svg.map import map_element
from geo.sheet.model import Sheet

_COMMON = ("ground", "lines")
_CLIP = "clipPath"


class Layer(NamedTuple):
    """A picture of the size of the map; ``common`` if other maps of the window have it too."""

    svg: str
    common: bool


class _Part(NamedTuple):
    """An element of the drawing with the window around it, None for what is over all windows."""

    common: bool
    window: ET.Element | None
    element: ET.Element


def map_layers(sheet: Sheet) -> tuple[Layer, ...]:
    """The map as layers that lie over each other, the lowest first."""
    whole = map_element(sheet, sheet.lang)
    defs = next(child for child in whole if child.tag == "defs")
    found = []
    for common, parts in groupby(_parts(whole), lambda part: part.common):
        picture = ET.Element("svg", whole.attrib)
        held = list(parts)
        picture.append(_needed(defs, held) if common else defs)
        for window, members in groupby(held, lambda part: part.window):
            group = picture if window is None else ET.SubElement(picture, "g", window.attrib)
            group.extend(part.element for part in members)
        found.append(Layer(ET.tostring(picture, encoding="unicode"), common))
    return tuple(found)


def _parts(whole: ET.Element) -> list[_Part]:
    """Everything drawn, in the order of drawing."""
    parts = []
    for child in whole:
        if child.get("data-view"):
            parts += [_Part(e.get("data-layer") in _COMMON, child, e) for e in child]
        elif child.tag not in ("defs", "title", "desc"):
            parts.append(_Part(False, None, child))
    return parts


def _needed(defs: ET.Element, parts: list[_Part]) -> ET.Element:
    """The clips of some windows: common layers have no pattern."""
    used = {part.window.get("clip-path") for part in parts if part.window is not None}
    needed = ET.Element("defs")
    needed.extend(e for e in defs if e.tag == _CLIP and f"url(#{e.get('id')})" in used)
    return needed
