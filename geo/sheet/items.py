"""What stands on a page besides the map, each with its finished place; renderers only draw it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from geo.scene.scene import LegendEntry
from geo.sheet.box import Box
from geo.sheet.typeface import MM_PER_PT, typeface

CAP, PITCH = 0.76, 1.21  # em from the top of a text to its base line; from base line to base line


class Role(StrEnum):
    """What a text is to a reader who hears the page: its tag in the PDF."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    FOOTER = "footer"


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
class TextBox:
    """A text in lines of one hand, each with its place: drawn as it stands, broken nowhere else."""

    text: str
    lines: tuple[str, ...]
    #: Left edge, middle or right edge of every line (mm), as ``anchor`` says: start | middle | end.
    x: float
    #: Base line of the first line (mm).
    y: float
    hand: Hand
    anchor: str = "start"
    #: The label of the legend entry that it belongs to.
    label: str = ""
    #: Turned by a quarter, to be read upwards from its place.
    upright: bool = False

    @property
    def pitch(self) -> float:
        """From one base line to the next (mm)."""
        return PITCH * self.hand.em

    def moved(self, dx: float, dy: float) -> TextBox:
        """The same text elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Rule:
    """A filled box: a line under a heading, the bar beside the title."""

    box: Box
    ink: str

    def moved(self, dx: float, dy: float) -> Rule:
        """The same rule elsewhere."""
        return replace(self, box=self.box.moved(dx, dy))


@dataclass(frozen=True)
class Swatch:
    """The sample of a legend entry in its box."""

    box: Box
    entry: LegendEntry

    def moved(self, dx: float, dy: float) -> Swatch:
        """The same sample elsewhere."""
        return replace(self, box=self.box.moved(dx, dy))


@dataclass(frozen=True)
class Table:
    """Cells in rows, the first of them headings; widths of columns and heights of rows in mm."""

    x: float
    y: float
    columns: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[TextBox, ...], ...]

    def moved(self, dx: float, dy: float) -> Table:
        """The same table elsewhere."""
        rows = tuple(tuple(cell.moved(dx, dy) for cell in row) for row in self.rows)
        return replace(self, x=self.x + dx, y=self.y + dy, rows=rows)


@dataclass(frozen=True)
class Picture:
    """Where the map stands among the texts of its page, in the order of reading."""


Piece = TextBox | Rule | Swatch | Table
Item = Piece | Picture


@dataclass(frozen=True)
class Laid:
    """Pieces with the height (mm) that they take, their upper left corner at 0, 0."""

    pieces: tuple[Piece, ...]
    height: float

    def at(self, x: float, y: float) -> tuple[Piece, ...]:
        """The pieces with their corner at a place of the page."""
        return tuple(piece.moved(x, y) for piece in self.pieces)
