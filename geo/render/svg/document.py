"""Path data read and written, and a drawing as a file of its own, with the fonts of many machines.

A unit of the file is 0.05 mm. Outlines and hatches, which are nearly all of a file, are straight,
read and written as arrays, in whole units: no point of theirs is off by more than half a dot of a
printer. What is small, curved or smooth has tenths.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from geo.design.theme import load_theme
from geo.render.svg.elements import to_bytes
from geo.sheet.model import Point

_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_CURVES = re.compile("[QCHVa-z]")
_APART = str.maketrans("MLZ", "   ")
_LEVEL = re.compile(r"(?: |(?<=\d)(?=-))(-?\d+) 0(?=[mz]|$)")  # the last step of a line
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 0}
UNITS = 20  # of the file in a millimetre
_TENTHS, _LONG = 10, 200  # path data of more characters are outlines or hatches, in whole units
_NOTHING = ("", "m")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_MOVE = re.compile(r"translate\([^)]*\)|(?<=matrix\(1 0 -0\.21 1 )[^)]*")
_LENGTHS = {
    *("x", "y", "width", "height", "cx", "cy", "r", "rx", "viewBox"),
    *("font-size", "stroke-width", "stroke-dasharray"),
}


class Step(NamedTuple):
    """One command of a path with its points, the last of them where it ends."""

    command: str
    points: tuple[Point, ...]


def steps(data: str) -> Iterator[Step]:
    """The commands ``M``, ``L``, ``Q``, ``C`` and ``Z`` of path data with absolute points.

    Examples
    --------
    >>> [step.points for step in steps("m1 1 2 0v3z")]
    [((1.0, 1.0),), ((3.0, 1.0),), ((3.0, 4.0),), ((1.0, 1.0),)]
    """
    tokens = _TOKEN.findall(data)
    at = start = (0.0, 0.0)
    command, i = "", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command, i = tokens[i], i + 1
        name = command.upper()
        values = [float(token) for token in tokens[i : i + _ARGUMENTS[name]]]
        i += _ARGUMENTS[name]
        points = _points(name, values, at, relative=command.islower()) or (start,)
        at = points[-1]
        if name == "M":
            start, command = at, "l" if command.islower() else "L"
        yield Step("L" if name in "HV" else name, points)


def _points(name: str, values: list[float], at: Point, *, relative: bool) -> tuple[Point, ...]:
    x, y = at if relative else (0.0, 0.0)
    if name == "H":
        return ((x + values[0], at[1]),)
    if name == "V":
        return ((at[0], y + values[0]),)
    return tuple((x + a, y + b) for a, b in zip(values[::2], values[1::2], strict=True))


def whole_path(path: Iterable[Step], scale: float, parts: int = 1) -> str:
    """Path data of whole numbers, each a step from the point before: the shortest that there is.

    Of ``parts`` more than one of a number, they are decimals of it.

    Examples
    --------
    >>> whole_path(steps("M1.5 2L3.25 1L3 4ZM9 9L9.01 9"), 100)
    'm150 200 175-100-25 300zm750 700 1 0'
    >>> whole_path(steps("M1.5 2Q3.25 1 3 4"), 10, 10)
    'm15 20q17.5-10 15 20'
    """
    scale *= parts
    written: list[str] = []
    at = start = (0, 0)
    before = ""
    for command, points in path:
        if command == "Z":
            written.append("z")
            at, before = start, ""
            continue
        rounded = [(round(x * scale), round(y * scale)) for x, y in points]
        numbers = [value for x, y in rounded for value in (x - at[0], y - at[1])]
        at = rounded[-1]
        if command == "M":
            start = at
        same = command != "M" and command == before
        texts = [f"{number / parts:g}" for number in numbers]
        written.append(("" if same else command.lower()) + _joined(texts, spaced=same))
        before = "L" if command == "M" else command
    return "".join(written)


def _joined(numbers: list[str], *, spaced: bool) -> str:
    parts = [n if n.startswith("-") else f" {n}" for n in numbers]
    return "".join(parts) if spaced else "".join(parts).removeprefix(" ")


class Lines(NamedTuple):
    """Straight lines: all their points, where each begins and the last ends, which are closed."""

    points: NDArray[np.float64]
    ends: list[int]
    closed: list[bool]


NO_LINES = Lines(np.empty((0, 2)), [0], [])


@lru_cache(maxsize=4096)
def straight(data: str) -> Lines | None:
    """The lines of path data of absolute ``M``, ``L`` and ``Z``; None where there is more in it.

    Examples
    --------
    >>> lines = straight("M0 0L4 0L4 3ZM9 9L8 7")
    >>> lines.points.tolist()[3:], lines.ends, lines.closed
    ([[9.0, 9.0], [8.0, 7.0]], [0, 3, 5], [True, False])
    >>> straight("M0 0Q4 0 4 3")
    """
    if _CURVES.search(data):
        return None
    parts = data.split("M")[1:]
    points = np.array(data.translate(_APART).split(), float).reshape(-1, 2)
    ends = np.cumsum([0, *(part.count("L") + 1 for part in parts)])
    return Lines(points, ends.tolist(), [part.endswith("Z") for part in parts])


def whole_lines(lines: Lines, scale: float) -> str:
    """Path data of whole numbers, each a step from the point before, of lines.

    Examples
    --------
    >>> whole_lines(straight("M1.5 2L3.25 1L3 4ZM9 9L9.01 9"), 100)
    'm150 200 175-100-25 300zm750 700h1'
    """
    whole = np.rint(lines.points * scale).astype(int)
    moves = np.diff(whole, axis=0, prepend=0)
    parts = list(zip(pairwise(lines.ends), lines.closed, strict=True))
    for (start, end), closed in parts[:-1]:
        moves[end] = whole[end] - whole[start if closed else end - 1]
    texts = list(map(str, moves.ravel().tolist()))
    written = [
        f"m{' '.join(texts[2 * start : 2 * end])}{'z' * closed}" for (start, end), closed in parts
    ]
    return _LEVEL.sub(r"h\1", "".join(written).replace(" -", "-"))


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
