"""What all pages of an atlas have in common: head, column field, folio, lines to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.sheet.box import Box
from geo.sheet.items import Piece, Role, Rule, TextBox
from geo.sheet.model import Ink
from geo.sheet.page import MARGIN, PageChoice
from geo.sheet.pen import Lettering, Pen, one_line, shrunk

_TITLE_PT, _SUBTITLE_PT, _PART_PT, _FOOT_PT = 34.0, 13.0, 8.5, 8.0
_BAR_W, _INDENT = 1.8, 5.5  # mm at A3
_HEAD_GAP, _FIELD_GAP, _FOOT_MM = 5.0, 8.0, 5.6
_SEE_GAP = 1.3  # em


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

    @property
    def margin(self) -> float:
        """Width (mm) of the margin on every side."""
        return MARGIN * self.choice.unit

    @property
    def width(self) -> float:
        """Width (mm) of the page."""
        return self.choice.size[0]

    @property
    def height(self) -> float:
        """Height (mm) of the page."""
        return self.choice.size[1]

    def head(self, title: Text, subtitle: Text) -> tuple[tuple[Piece, ...], Box]:
        """The head of a page of text, and the field below it."""
        writing, unit, inner = self.writing, self.choice.unit, self.choice.inner_width
        left, width = self.margin + _INDENT * unit, inner - _INDENT * unit
        pen = Pen(writing, width, left, self.margin)
        large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
        words = writing.say(title)
        pen.write(words, shrunk(words, width, large, 0.6))
        pen.y += _HEAD_GAP * unit
        pen.write(writing.say(subtitle), writing.hand(_SUBTITLE_PT, writing.ink.quiet))
        low = pen.y + 2.4 * unit
        bar = Rule(self.margin, self.margin, _BAR_W * unit, low - self.margin, self.accent)
        line = Rule(self.margin, low + 1.6 * unit, inner, writing.ink.head_mm, writing.ink.ink)
        top = line.y + _FIELD_GAP * unit
        field = Box(self.margin, top, inner, self.height - self.margin - top)
        return (bar, *pen.pieces, line), field

    def foot(self, size: tuple[float, float], page: int, pages: int, title: Text) -> list[Piece]:
        """Title of the book at the left, page and number of pages at the right."""
        writing = self.writing
        quiet = replace(writing.hand(_FOOT_PT, writing.ink.quiet), role=Role.FOOTER)
        top = size[1] - _FOOT_MM * self.choice.unit
        folio = f"{page} / {pages}"
        strong = replace(quiet, ink=writing.ink.ink, bold=True)
        return [
            one_line(writing.say(title), self.margin, top, quiet),
            one_line(folio, size[0] - self.margin, top, strong, "end"),
        ]

    def part(self, name: Text) -> TextBox:
        """The heading of a part, small, above the head of its first page."""
        writing = self.writing
        hand = replace(writing.hand(_PART_PT, writing.ink.quiet, bold=True), role=Role.PART)
        return one_line(writing.say(name), self.margin, self.margin * 0.42, hand)

    def see(
        self, size: tuple[float, float], word: Text, links: Sequence[tuple[Text, int]]
    ) -> list[Piece]:
        """Names with pages in one line of the foot, each a link; none where there is no room."""
        writing = self.writing
        hand = writing.hand(_FOOT_PT)
        top = size[1] - 2.05 * _FOOT_MM * self.choice.unit + 1.0 * self.choice.unit
        most = size[0] - 2 * self.margin
        x = self.margin
        quiet = replace(hand, ink=writing.ink.quiet)
        head = writing.say(word)
        found: list[Piece] = [one_line(head, x, top, quiet)]
        x += quiet.width(head) + _SEE_GAP * hand.em
        for name, page in links:
            text = f"{writing.say(name)} {page}"
            wide = hand.width(text)
            if x + wide > self.margin + most:
                break
            found.append(replace(one_line(text, x, top, hand), to_page=page))
            x += wide + _SEE_GAP * hand.em
        return found
