"""What all pages of an atlas have in common: head, columns that are filled, folio, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.book.model import BookPage
from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.sheet.box import Box
from geo.sheet.items import Hand, Laid, Piece, Role, Rule, TextBox
from geo.sheet.model import Ink
from geo.sheet.page import PageChoice
from geo.sheet.pen import Lettering, Pen, one_line, shrunk
from geo.sheet.table import Cell, lay_table, row_height

_TITLE_PT, _SUBTITLE_PT, _PART_PT, _FOOT_PT = 34.0, 13.0, 8.5, 8.0
_BAR_W, _INDENT = 1.8, 5.5  # mm at A3
_HEAD_GAP, _FIELD_GAP, _FOOT_ROOM = 5.0, 8.0, 7.0  # mm at A3
_FOOT_GAP, _FOOT_PITCH = 1.3, 1.4  # em
Size = tuple[float, float]
_GUTTER, AFTER_TABLE, _AFTER_TEXT = 2.4, 2.0, 0.75  # em
_SHARES = tuple(n / 20 for n in range(4, 21))
_TYPE = (1.5, 1.4, 1.3, 1.2, 1.1)
_LEAST_ROWS, _BETWEEN = 2, 0.35


@dataclass(frozen=True)
class Links:
    """A word and the names that follow it, each with its page."""

    word: Text
    links: Sequence[tuple[Text, int]]


@dataclass(frozen=True)
class Frame:
    """The page of an atlas: paper, language, type, and the accent of its pages of text."""

    choice: PageChoice
    accent: str

    @property
    def writing(self) -> Lettering:
        """How its texts are written."""
        unit, type_unit = self.choice.unit, self.choice.type_unit
        return Lettering(self.choice, Ink.of(load_theme(), unit, type_unit))

    def head(self, title: Text, subtitle: Text) -> tuple[tuple[Piece, ...], Box]:
        """The head of a page of text, and the field below it."""
        writing, unit, inner = self.writing, self.choice.unit, self.choice.inner_width
        edge, width = self.choice.margin, inner - _INDENT * unit
        pen = Pen(writing, width, edge + _INDENT * unit, edge)
        large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
        words = writing.say(title)
        pen.write(words, shrunk(words, 0.99 * width, large, 0.6))
        pen.y += _HEAD_GAP * unit
        pen.write(writing.say(subtitle), writing.hand(_SUBTITLE_PT, writing.ink.quiet))
        low = pen.y + 2.4 * unit
        bar = Rule(edge, edge, _BAR_W * unit, low - edge, self.accent)
        line = Rule(edge, low + 1.6 * unit, inner, writing.ink.head_mm, writing.ink.ink)
        top = line.y + _FIELD_GAP * unit
        field = Box(edge, top, inner, self.choice.size[1] - edge - _FOOT_ROOM * unit - top)
        return (bar, *pen.pieces, line), field

    def pages(
        self, title: Text, subtitle: Text, columns: int, fill: Callable[[Columns], None]
    ) -> list[BookPage]:
        """Pages of columns, as many as their texts take, each under the same head."""
        head, field = self.head(title, subtitle)
        pages = in_columns(self.writing, field, columns, fill)
        return [BookPage((*head, *page)) for page in pages]

    def part(self, name: Text) -> TextBox:
        """The heading of a part, small, above the head of its first page."""
        writing = self.writing
        hand = replace(writing.hand(_PART_PT, writing.ink.quiet, bold=True), role=Role.PART)
        return one_line(writing.say(name), self.choice.margin, self.choice.margin * 0.42, hand)

    def foot(
        self, size: Size, numbers: tuple[int, int], title: Text, see: Links | None
    ) -> list[Piece]:
        """Links to other pages at the left; title, page and number of pages at the right."""
        writing, right = self.writing, size[0] - self.choice.margin
        quiet = replace(writing.hand(_FOOT_PT, writing.ink.quiet), role=Role.FOOTER)
        strong = replace(quiet, ink=writing.ink.ink, bold=True)
        top = size[1] - self.choice.margin - quiet.height(1)
        folio, words = "{} / {}".format(*numbers), self._short(title)
        left = right - strong.width(folio) - _FOOT_GAP * quiet.em
        ends = (left - quiet.width(words) - _FOOT_GAP * quiet.em, right)
        said = one_line(words, left, top, quiet, "end"), one_line(folio, right, top, strong, "end")
        return [*said, *(self._see(see, top, ends) if see else [])]

    def _see(self, see: Links, top: float, ends: tuple[float, float]) -> list[Piece]:
        """Names with their pages, each a link, in the foot line and below where that is full."""
        hand = self.writing.hand(_FOOT_PT)
        gap, x, end = _FOOT_GAP * hand.em, self.choice.margin, ends[0]
        word = self._short(see.word)
        found: list[Piece] = [one_line(word, x, top, replace(hand, ink=self.writing.ink.quiet))]
        x += hand.width(word) + gap
        for name, page in see.links:
            text = f"{self._short(name)} {page}"
            if x + hand.width(text) > end:
                x, end, top = self.choice.margin, ends[1], top + _FOOT_PITCH * hand.em
            found.append(replace(one_line(text, x, top, hand), to_page=page))
            x += hand.width(text) + gap
        return found

    def _short(self, text: Text) -> str:
        """Chinese alone where a page is in both."""
        return text.in_("en" if self.choice.lang == "en" else "zh")


@dataclass(frozen=True)
class Listing:
    """A table that may run on over columns: its heading, the words of its head, its rows.

    ``widths`` are shares of the column's width.
    """

    heading: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]


class Columns:
    """Columns that are filled from the left; ``last`` is how high the last page may be filled."""

    def __init__(self, writing: Lettering, box: Box, count: int, last: tuple[int, float]) -> None:
        gap = _GUTTER * writing.em
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
        pen.heading(writing.say(heading), _AFTER_TEXT)
        for number, paragraph in enumerate(paragraphs):
            write_down(pen, paragraph, writing.body)
            self.put(pen.laid(), _AFTER_TEXT if number < len(paragraphs) - 1 else AFTER_TABLE)
            pen = Pen(self.writing, self.width)

    def listing(self, table: Listing) -> None:
        """A table in as many runs as it needs, each under its head."""
        writing = self.writing
        head = [Cell(word, writing.quiet) for word in table.head]
        widths = [share * self.width for share in table.widths]
        heights = [row_height(writing, row, widths) for row in table.rows]
        above, start = row_height(writing, head, widths), 0
        while start < len(table.rows):
            pen = Pen(writing, self.width)
            if table.heading and not start:
                pen.heading(table.heading, _AFTER_TEXT)
            least = pen.y + above + sum(heights[start : start + _LEAST_ROWS])
            if least > self.room and self._y > self._box.y:
                self.turn()
                continue
            stop, high = start, pen.y + above
            while stop < len(heights) and (stop == start or high + heights[stop] <= self.room):
                high += heights[stop]
                stop += 1
            laid = lay_table(writing, [head, *table.rows[start:stop]], widths)
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

    def filled(type_share: float, last: tuple[int, float] = (0, 1.0)) -> list[list[Piece]]:
        lettering = replace(writing, share=writing.share * type_share)
        columns = Columns(lettering, box, count, last)
        fill(columns)
        return columns.pages

    number = len(filled(1.0))
    largest = next((share for share in _TYPE if len(filled(share)) == number), 1.0)
    tries = (filled(largest, (number, share)) for share in _SHARES)
    return next(pages for pages in tries if len(pages) == number)
