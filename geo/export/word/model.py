"""What a document for Word holds, from top to bottom, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float


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
