"""What stands on a page besides the map, each with its finished place; renderers only draw it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from geo.scene.scene import LegendEntry
from geo.sheet.typeface import MM_PER_PT, typeface

CAP, PITCH = 0.76, 1.21  # em from the top of a text to its base line; from base line to base line


class Role(StrEnum):
    """What a text is to a reader who hears the page: its tag in the PDF."""

    PART = "part"
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    FOOTER = "footer"
    FOLIO = "folio"


@dataclass(frozen=True)
class Hand:
    """How a text is written: size (pt), colour, weight, and its role."""

    pt: float
    ink: str
    bold: bool = False
    role: Role = Role.TEXT

    @property
    def em(self) -> float:
        """The size in mm."""
        return self.pt * MM_PER_PT

    def width(self, text: str) -> float:
        """Width (mm) of a text in one line."""
        return typeface(self.bold).width_mm(text, self.pt)

    def height(self, lines: int) -> float:
        """Height (mm) of some lines, from the top of the first to the last base line."""
        return (CAP + (lines - 1) * PITCH) * self.em


@dataclass(frozen=True)
class Piece:
    """Something with its place (mm): the upper left corner of a box, the base line of a text."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Self:
        """The same elsewhere; copied barely, as all ways to divide a page move all its texts."""
        made = object.__new__(type(self))
        vars(made).update(vars(self), x=self.x + dx, y=self.y + dy)
        return made


@dataclass(frozen=True)
class TextBox(Piece):
    """A text in lines of one hand, drawn as it stands, broken nowhere else.

    ``x`` is the left edge, middle or right edge of every line, as ``anchor`` says (start, middle,
    end); ``label`` is that of the legend entry to which it belongs. In a book the text leads to the
    page ``to_page``, or, ``folios``, every number in it to the page of that number.
    """

    text: str
    lines: tuple[str, ...]
    hand: Hand
    anchor: str = "start"
    label: str = ""
    to_page: int = 0
    folios: bool = False

    @property
    def pitch(self) -> float:
        """From one base line to the next (mm)."""
        return PITCH * self.hand.em


@dataclass(frozen=True)
class Rule(Piece):
    """A filled box: a line under a heading, the bar beside the title."""

    w: float
    h: float
    ink: str


@dataclass(frozen=True)
class Swatch(Piece):
    """The sample of a legend entry."""

    w: float
    h: float
    entry: LegendEntry


@dataclass(frozen=True)
class Table(Piece):
    """Rows of cells, placed from its corner, the first of headings; widths and heights in mm."""

    columns: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[TextBox, ...], ...]


@dataclass(frozen=True)
class Picture(Piece):
    """Where the map stands among the texts of its page, in the order of reading."""


@dataclass(frozen=True)
class Drawing(Piece):
    """A drawing of its own (SVG): a logo, a code to be scanned; without ``alt`` it says nothing."""

    w: float
    h: float
    svg: str
    alt: str = ""


@dataclass(frozen=True)
class Laid:
    """Pieces with the height (mm) that they take, their upper left corner at 0, 0."""

    pieces: tuple[Piece, ...]
    height: float

    def at(self, x: float, y: float) -> tuple[Piece, ...]:
        """The pieces with their corner at a place of the page."""
        return tuple(piece.moved(x, y) for piece in self.pieces)
