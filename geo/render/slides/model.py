"""What a deck holds, slide by slide: finished texts in its language, and maps laid out for it."""

from dataclasses import dataclass, field

from geo.scene.scene import LegendEntry, Style
from geo.sheet.box import Box
from geo.sheet.model import Sheet
from geo.spec.publisher import Brand

WIDE, HIGH = 338.667, 190.5  # mm: 16:9
EDGE = 9.333
#: Where a map stands with its key, and where tables and texts stand.
MAP = Box(EDGE, 28.5, 320.0, 152.0)
FIELD = Box(EDGE, 32.0, 320.0, 145.0)
COVER = Box(118.0, 0.0, WIDE - 118.0, HIGH)


@dataclass(frozen=True)
class Slide:
    """What every slide has: title, hue of its theme, what a speaker reads, source, review state.

    ``key`` is that by which the contents lead to it; ``review`` stands in a frame of its own where
    no map bears it.
    """

    key: str
    title: str
    hue: str
    notes: tuple[str, ...] = ()
    source: str = ""
    review: str = ""
    subtitle: str = ""


@dataclass(frozen=True)
class CoverSlide(Slide):
    """The title of the deck beside a map without names; ``lines`` tell the document."""

    sheet: Sheet = field(kw_only=True)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapSlide(Slide):
    """One map with its key; ``numbers`` are its key numbers with their words."""

    sheet: Sheet = field(kw_only=True)
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``style`` is its class, if it is in one."""

    text: str = ""
    style: Style | None = None
    strong: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, the first of headings; widths of its columns in mm."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class TableSlide(Slide):
    """Tables side by side, and the key of the classes in them."""

    grids: tuple[Grid, ...] = ()
    legend: tuple[LegendEntry, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A heading with its lines; a line leads to the slide of its key, if it has one."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WordsSlide(Slide):
    """Passages in columns."""

    columns: tuple[tuple[Passage, ...], ...] = ()


@dataclass(frozen=True)
class Deck:
    """All slides in order, with what the file says of itself; ``issued`` dates it (ISO)."""

    slides: tuple[Slide, ...]
    lang: str
    title: str
    issued: str
    brand: Brand | None = None
