"""Paths of a picture in a page, as short as its screen lets them be: relative, to a tenth."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_KNOWN = frozenset("MLCZ")


def shorten(picture: ET.Element) -> None:
    """A picture in millimetres whose paths are those of :func:`short_path`."""
    for path in picture.iter("path"):
        path.set("d", short_path(path.get("d", "")))


@lru_cache(maxsize=4096)
def short_path(d: str) -> str:
    """A path of absolute points (M, L, C, Z) in tenths; every point goes to where its tenth is.

    Neighbours that share a border share it still; a point on the one before it is left out.

    Examples
    --------
    >>> short_path("M10.04 -1L10.5 -1.25L10.52 -1.24L12 0Z")
    'm10-1 .5-.2 1.5 1.2z'
    """
    steps = _STEP.findall(d)
    if not {letter for letter, _ in steps} <= _KNOWN:
        return d
    made, last = "", ""
    x, y, first = 0, 0, (0, 0)
    for letter, numbers in steps:
        if letter == "Z":
            made, last, (x, y) = f"{made}z", "z", first
            continue
        at = [round(10 * float(v)) for v in numbers.split()]
        moves = [v - (y if n % 2 else x) for n, v in enumerate(at)]
        x, y = at[-2:]
        if letter == "M":
            first = (x, y)
        elif not any(moves):
            continue
        made += _written(letter.lower(), moves, after=last)
        last = "l" if letter == "M" else letter.lower()
    return made


def _written(letter: str, moves: list[int], *, after: str) -> str:
    """A step; its letter is left out after one like it."""
    text, before = ("" if letter == after else letter), ""
    for number in map(_number, moves):
        apart = number[0] != "-" and text[-1:] != letter
        text += f" {number}" if apart and not (number[0] == "." and "." in before) else number
        before = number
    return text


@lru_cache(maxsize=4096)
def _number(tenths: int) -> str:
    text = f"{tenths / 10:g}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
