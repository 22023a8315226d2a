"""A drawing as a file of its own: whole twentieths of a millimetre, the fonts of many machines.

A unit of the file is 0.05 mm. Outlines and hatches, which are nearly all of a file, are in whole
units: no point of theirs is off by more than half a dot of a printer. What is small, curved or
smooth has tenths.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.render.svg.elements import to_bytes
from geo.render.svg.path import steps, straight, whole_lines, whole_path

UNITS = 20  # of the file in a millimetre
_TENTHS, _LONG = 10, 200  # path data of more characters are outlines or hatches, in whole units
_NOTHING = ("", "m")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_MOVE = re.compile(r"translate\([^)]*\)|(?<=matrix\(1 0 -0\.21 1 )[^)]*")
_LENGTHS = {
    *("x", "y", "width", "height", "cx", "cy", "r", "rx", "viewBox"),
    *("font-size", "stroke-width", "stroke-dasharray"),
}


def document(element: ET.Element) -> bytes:
    """The file of a drawing in millimetres, which is changed."""
    element.set("font-family", ", ".join(load_theme().families))
    return to_bytes(in_units(element))


def in_units(element: ET.Element) -> ET.Element:
    """A drawing in millimetres, changed into one of units without paths of nothing."""
    for each in element.iter():
        _enlarge(each)
    for group in list(element.iter("g")):
        for path in group.findall("path"):
            if path.get("d") in _NOTHING:  # of an area beyond the window, or too small for it
                group.remove(path)
    return element


def _enlarge(element: ET.Element) -> None:
    """Every length in units of the file, but for the size of the whole document."""
    if data := element.get("d"):
        element.set("d", _whole(data, smooth="data-band" in element.attrib))
    for name in _LENGTHS & element.attrib.keys():
        if element.tag != "svg" or name == "viewBox":
            element.set(name, _NUMBER.sub(_larger, element.attrib[name]))
    if turned := element.get("transform"):
        element.set("transform", _MOVE.sub(lambda m: _NUMBER.sub(_larger, m[0]), turned))


@lru_cache(maxsize=4096)
def _whole(data: str, *, smooth: bool) -> str:
    """Path data in units of the file; the sheets of a plan have their areas in common."""
    lines = None if smooth or len(data) < _LONG else straight(data)
    return whole_lines(lines, UNITS) if lines else whole_path(steps(data), UNITS, _TENTHS)


def _larger(length: re.Match[str]) -> str:
    return f"{UNITS * float(length[0]):.1f}".removesuffix(".0")
