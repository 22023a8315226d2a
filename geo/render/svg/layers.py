"""A map cut into layers, so that a book holds what all of its maps share only once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from geo.sheet.model import Sheet

_COMMON = ("ground", "lines")
_CLIP, _BLANK = "clipPath", "not_named"


class Layer(NamedTuple):
    """A picture of the size of the map; ``common`` if other maps of the window have it too."""

    svg: str
    common: bool


class _Part(NamedTuple):
    """An element of the drawing with the window around it, None for what is over all windows."""

    common: bool
    window: ET.Element | None
    element: ET.Element


def map_layers(sheet: Sheet, whole: ET.Element) -> tuple[Layer, ...]:
    """The drawing of a map as layers that lie over each other, the lowest first."""
    own = {area.adcode for area in sheet.scene.areas if area.level == sheet.scene.spec.level}
    defs = next(child for child in whole if child.tag == "defs")
    found = []
    for common, parts in groupby(_parts(whole, own), lambda part: part.common):
        picture = ET.Element("svg", whole.attrib)
        held = list(parts)
        picture.append(_needed(defs, held) if common else defs)
        for window, members in groupby(held, lambda part: part.window):
            group = picture if window is None else ET.SubElement(picture, "g", window.attrib)
            group.extend(part.element for part in members)
        found.append(Layer(ET.tostring(picture, encoding="unicode"), common))
    return tuple(found)


def _parts(whole: ET.Element, own: set[str]) -> Iterator[_Part]:
    """Everything drawn, in the order of drawing; areas as blank ones under those that are not."""
    for child in whole:
        if child.get("data-view"):
            for element in child:
                if element.get("data-layer") == "areas":
                    yield from (_Part(*part) for part in _areas(child, element, own))
                else:
                    yield _Part(element.get("data-layer") in _COMMON, child, element)
        elif child.tag not in ("defs", "title", "desc"):
            yield _Part(False, None, child)


def _areas(
    window: ET.Element, areas: ET.Element, own: set[str]
) -> Iterator[tuple[bool, ET.Element, ET.Element]]:
    """All areas of the level as if not one of them was named; over them those that are."""
    blank = next((e for e in areas if e.get("data-state") == _BLANK), None)
    if blank is not None:
        looks = {k: v for k, v in blank.attrib.items() if k != "d" and not k.startswith("data-")}
        under = ET.Element("g", areas.attrib)
        for path in (e for e in areas if e.get("data-adcode") in own):
            ET.SubElement(under, "path", {"d": path.attrib["d"], **looks})
        yield True, window, under
    over = ET.Element("g", areas.attrib)
    over.extend(
        e for e in areas if not (e.get("data-state") == _BLANK and e.get("data-adcode") in own)
    )
    yield False, window, over


def _needed(defs: ET.Element, parts: list[_Part]) -> ET.Element:
    """The clips of some windows: common layers have no pattern."""
    used = {part.window.get("clip-path") for part in parts if part.window is not None}
    needed = ET.Element("defs")
    needed.extend(e for e in defs if e.tag == _CLIP and f"url(#{e.get('id')})" in used)
    return needed
