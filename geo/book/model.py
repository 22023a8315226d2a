"""What an atlas is made of: entries of the contents, pages of pieces, what stands on a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from geo.domain.text import NOTHING, Text
from geo.sheet.box import Box
from geo.sheet.items import Piece
from geo.sheet.model import Sheet


@dataclass(frozen=True)
class Shown:
    """What stands on a map sheet and is looked up in an index.

    ``sites`` are keys of parks and platforms, each with its page of the sheet from 0 on;
    ``clauses`` pairs of a plan's key and a clause id; ``cities`` the adcodes of prefectures that
    the sheet names.
    """

    sites: Mapping[str, int] = field(default_factory=dict)
    clauses: frozenset[tuple[str, str]] = frozenset()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A line of the contents; ``key`` is ``N/SLUG`` of the n-th plan, ``cities/ADCODE`` or a name.

    ``part`` is the heading of the part that begins with it; ``shown`` is None for pages of text.
    """

    key: str
    title: Text
    level: int
    part: Text = NOTHING
    pages: int = 1
    shown: Shown | None = None
    review: Text = NOTHING


@dataclass(frozen=True)
class Outline:
    """All entries in the order of the book.

    Examples
    --------
    >>> one, two = Entry("a", Text("甲", "A"), 1, pages=2), Entry("b", Text("乙", "B"), 1)
    >>> outline = Outline((one, two))
    >>> outline.first["b"], outline.total
    (3, 3)
    """

    entries: tuple[Entry, ...]

    @cached_property
    def first(self) -> dict[str, int]:
        """The first page of each entry, by key."""
        starts = accumulate((entry.pages for entry in self.entries), initial=1)
        return {entry.key: page for entry, page in zip(self.entries, starts, strict=False)}

    @property
    def total(self) -> int:
        """The number of pages."""
        return sum(entry.pages for entry in self.entries)

    def sheets(self) -> Iterable[tuple[Entry, Shown, int]]:
        """Map sheets with what stands on them and their first pages."""
        for entry in self.entries:
            if entry.shown is not None:
                yield entry, entry.shown, self.first[entry.key]


@dataclass(frozen=True)
class Figure:
    """A drawing that is no map, with its place and what it says in a sentence."""

    box: Box
    svg: str
    alt: Text


@dataclass(frozen=True)
class BookPage:
    """Pieces of one page; its picture, if it bears one, is the map of a sheet or a figure."""

    pieces: tuple[Piece, ...]
    sheet: Sheet | None = None
    figure: Figure | None = None


@dataclass(frozen=True)
class Chapter:
    """An entry with its pages: whole ones, or what a book adds to those of a map sheet."""

    entry: Entry
    pages: tuple[BookPage, ...]


@dataclass(frozen=True)
class Book:
    """A finished atlas; ``looks`` is a sheet in whose way all swatches are drawn."""

    title: Text
    subtitle: Text
    issued: str
    lang: str
    size: tuple[float, float]
    looks: Sheet
    chapters: tuple[Chapter, ...]
