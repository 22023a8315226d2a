"""What a document for Word holds, from top to bottom, in one language; how its tables stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.sources.tables.spreadsheet import width_of

Cell = str | int | float
UPRIGHT, LYING = 160.0, 247.0  # mm of text on a page of A4
_EDGES = 2.6  # mm left and right of what a cell holds
_LEAST, _MOST = 4, 46  # half-width signs of a column
_WORDS = re.compile(r"[\x21-\x7e]+")
_SIGN = {False: 1.62, True: 1.26}  # mm of a half-width sign in either type of tables


@dataclass(frozen=True)
class Heading:
    """A heading of the first or second level; its number is the style's."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph in one of the styles of the template."""

    text: str
    style: str = "Body Text"


@dataclass(frozen=True)
class Grid:
    """A table under its caption; a cell may have lines, and numbers stand to the right."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Plate:
    """A picture (PNG) in the line of the text, with its caption and what it shows in words."""

    png: bytes
    width_mm: float
    caption: str
    alt: str


Block = Heading | Para | Grid | Plate


@dataclass(frozen=True)
class Paper:
    """A document: its title, what stands at the head of every page, its language, its blocks."""

    title: str
    header: str
    lang: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Setting:
    """How a table stands: widths of its columns (mm), whether its page lies, its type is small."""

    widths: tuple[float, ...]
    lies: bool = False
    small: bool = False


def setting_of(grid: Grid) -> Setting:
    """The first that holds a table: upright, lying, lying in small type.

    Examples
    --------
    >>> narrow = setting_of(Grid("", ("市", "Sectors"), (("广州市", 7),)))
    >>> narrow.lies, sum(narrow.widths)
    (False, 160.0)
    >>> setting_of(Grid("", ["低空经济"] * 24, ())).lies
    True
    """
    columns = list(zip(grid.heads, *grid.rows, strict=True))
    for lies, small in ((False, False), (True, False), (True, True)):
        room, sign = LYING if lies else UPRIGHT, _SIGN[small]
        least = [_least(column) * sign + _EDGES for column in columns]
        if sum(least) <= room:
            break
    wanted = [_wanted(column) * sign + _EDGES for column in columns]
    return Setting(_shared(least, wanted, room), lies, small)


def _least(column: Sequence[Cell]) -> int:
    """Signs of the longest word that does not break, and two Chinese characters of the head."""
    words = [len(word) for cell in column for word in _WORDS.findall(str(cell))]
    words += [len(word) + 2 for word in _WORDS.findall(str(column[0]))]  # of wider letters
    return min(max(_LEAST, *words, 0), _MOST)


def _wanted(column: Sequence[Cell]) -> int:
    lines = [width_of(line) for cell in column for line in str(cell).split("\n")]
    return max(_LEAST, min(max(lines), _MOST))


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """What each column has of the room: its least, then its part of what all want beyond."""
    spare = room - sum(least)
    beyond = [max(0.0, w - n) for w, n in zip(wanted, least, strict=True)]
    whole = sum(beyond) or 1.0
    if spare < 0:
        return tuple(n * room / sum(least) for n in least)
    parts = [n + b / whole * spare for n, b in zip(least, beyond, strict=True)]
    parts[-1] += room - sum(parts)
    return tuple(round(part, 2) for part in parts)
