"""Pages of text in columns: blocks and tables are put down one after the other, page after page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.domain.text import Text
from geo.sheet.box import Box
from geo.sheet.items import Hand, Laid, Piece
from geo.sheet.pen import Lettering, Pen
from geo.sheet.table import Cell, lay_table, row_height

GUTTER, AFTER_TABLE, AFTER_TEXT = 2.4, 2.0, 0.75  # em
_SHARES = tuple(n / 20 for n in range(4, 21))
_TYPE = (1.5, 1.4, 1.3, 1.2, 1.1)
_LEAST_ROWS, _BETWEEN = 2, 0.35


@dataclass(frozen=True)
class Listing:
    """A table that may run on over columns: its heading, its head, its rows.

    ``widths`` are shares of the column's width.
    """

    heading: str
    head: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]


class Columns:
    """Columns that are filled from the left; ``last`` is how high the last page may be filled."""

    def __init__(self, writing: Lettering, box: Box, count: int, last: tuple[int, float]) -> None:
        gap = GUTTER * writing.em
        self.writing, self.count = writing, count
        self.width = (box.w - gap * (count - 1)) / count
        self._box, self._step, self._last = box, self.width + gap, last
        self.pages: list[list[Piece]] = [[]]
        self._column, self._y = 0, box.y

    @property
    def _bottom(self) -> float:
        number, share = self._last
        return self._box.y + self._box.h * (share if len(self.pages) == number else 1.0)

    @property
    def room(self) -> float:
        """Height (mm) left in the column."""
        return self._bottom - self._y

    def turn(self) -> None:
        """Go to the next column, of a new page after the last."""
        self._column, self._y = self._column + 1, self._box.y
        if self._column == self.count:
            self._column = 0
            self.pages.append([])

    def put(self, laid: Laid, after: float) -> None:
        """A block that stands whole, ``after`` em above the next."""
        if laid.height > self.room and self._y > self._box.y:
            self.turn()
        self.pages[-1] += laid.at(self._box.x + self._column * self._step, self._y)
        self._y += laid.height + after * self.writing.em

    def text(self, heading: Text, paragraphs: Sequence[Text]) -> None:
        """A heading with its paragraphs; the first stays with it, English stands under Chinese."""
        writing = self.writing
        pen = Pen(writing, self.width)
        pen.heading(writing.say(heading), AFTER_TEXT)
        for number, paragraph in enumerate(paragraphs):
            write_down(pen, paragraph, writing.body)
            self.put(pen.laid(), AFTER_TEXT if number < len(paragraphs) - 1 else AFTER_TABLE)
            pen = Pen(self.writing, self.width)

    def listing(self, table: Listing) -> None:
        """A table in as many runs as it needs, each under its head."""
        writing = self.writing
        widths = [share * self.width for share in table.widths]
        heights = [row_height(writing, row, widths) for row in table.rows]
        above, start = row_height(writing, table.head, widths), 0
        while start < len(table.rows):
            pen = Pen(writing, self.width)
            if table.heading and not start:
                pen.heading(table.heading, AFTER_TEXT)
            least = pen.y + above + sum(heights[start : start + _LEAST_ROWS])
            if least > self.room and self._y > self._box.y:
                self.turn()
                continue
            stop, high = start, pen.y + above
            while stop < len(heights) and (stop == start or high + heights[stop] <= self.room):
                high += heights[stop]
                stop += 1
            laid = lay_table(writing, [table.head, *table.rows[start:stop]], widths)
            self.put(Laid((*pen.pieces, *laid.at(0.0, pen.y)), pen.y + laid.height), AFTER_TABLE)
            start = stop


def write_down(pen: Pen, text: Text, hand: Hand) -> None:
    """A text in the page's language; in both, English in a quiet hand on lines of its own."""
    if pen.writing.lang != "both" or text.zh == text.en:
        pen.write(pen.writing.say(text), hand)
        return
    pen.write(text.zh, hand, gap=_BETWEEN)
    pen.write(text.en, replace(hand, ink=pen.writing.ink.quiet, bold=False))


def in_columns(
    writing: Lettering, box: Box, count: int, fill: Callable[[Columns], None]
) -> list[list[Piece]]:
    """Pages of pieces in the largest type that takes no further page.

    The columns of the last page are of about one height.
    """
    pages = len(_filled(writing, box, count, fill).pages)
    for share in _TYPE:
        larger = replace(writing, share=writing.share * share)
        if len(_filled(larger, box, count, fill).pages) == pages:
            writing = larger
            break
    tries = (_filled(writing, box, count, fill, (pages, share)) for share in _SHARES)
    return next(tried.pages for tried in tries if len(tried.pages) == pages)


def _filled(
    writing: Lettering,
    box: Box,
    count: int,
    fill: Callable[[Columns], None],
    last: tuple[int, float] = (0, 1.0),
) -> Columns:
    columns = Columns(writing, box, count, last)
    fill(columns)
    return columns


def head_cells(writing: Lettering, words: Sequence[str]) -> list[Cell]:
    """The head of a table."""
    return [Cell(word, writing.quiet) for word in words]
