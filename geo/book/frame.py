"""What all pages of an atlas have in common: head, column field, folio, lines to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.sheet.box import Box
from geo.sheet.items import Piece, Role, Rule, TextBox
from geo.sheet.model import Ink
from geo.sheet.page import PageChoice
from geo.sheet.pen import Lettering, Pen, one_line, shrunk

_TITLE_PT, _SUBTITLE_PT, _PART_PT, _FOOT_PT = 34.0, 13.0, 8.5, 8.0
_BAR_W, _INDENT = 1.8, 5.5  # mm at A3
_HEAD_GAP, _FIELD_GAP, _FOOT_ROOM = 5.0, 8.0, 7.0  # mm at A3
_FOOT_GAP, _FOOT_PITCH = 1.3, 1.4  # em
Size = tuple[float, float]


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

    @property
    def margin(self) -> float:
        """Width (mm) of the margin on every side."""
        return self.choice.margin

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
        pen.write(words, shrunk(words, 0.99 * width, large, 0.6))
        pen.y += _HEAD_GAP * unit
        pen.write(writing.say(subtitle), writing.hand(_SUBTITLE_PT, writing.ink.quiet))
        low = pen.y + 2.4 * unit
        bar = Rule(self.margin, self.margin, _BAR_W * unit, low - self.margin, self.accent)
        line = Rule(self.margin, low + 1.6 * unit, inner, writing.ink.head_mm, writing.ink.ink)
        top = line.y + _FIELD_GAP * unit
        field = Box(self.margin, top, inner, self.height - self.margin - _FOOT_ROOM * unit - top)
        return (bar, *pen.pieces, line), field

    def part(self, name: Text) -> TextBox:
        """The heading of a part, small, above the head of its first page."""
        writing = self.writing
        hand = replace(writing.hand(_PART_PT, writing.ink.quiet, bold=True), role=Role.PART)
        return one_line(writing.say(name), self.margin, self.margin * 0.42, hand)

    def foot(
        self, size: Size, numbers: tuple[int, int], title: Text, see: Links | None
    ) -> list[Piece]:
        """Links to other pages at the left; title, page and number of pages at the right."""
        writing, right = self.writing, size[0] - self.margin
        quiet = replace(writing.hand(_FOOT_PT, writing.ink.quiet), role=Role.FOOTER)
        strong = replace(quiet, ink=writing.ink.ink, bold=True)
        top = size[1] - self.margin - quiet.height(1)
        folio, words = "{} / {}".format(*numbers), self._short(title)
        left = right - strong.width(folio) - _FOOT_GAP * quiet.em
        found: list[Piece] = [
            one_line(words, left, top, quiet, "end"),
            one_line(folio, right, top, strong, "end"),
        ]
        if see is not None:
            ends = (left - quiet.width(words) - _FOOT_GAP * quiet.em, right)
            found += self._see(see, top, ends)
        return found

    def _see(self, see: Links, top: float, ends: tuple[float, float]) -> list[Piece]:
        """Names with their pages, each a link, in the foot line and below where that is full."""
        hand = self.writing.hand(_FOOT_PT)
        gap, x, end = _FOOT_GAP * hand.em, self.margin, ends[0]
        word = self._short(see.word)
        found: list[Piece] = [one_line(word, x, top, replace(hand, ink=self.writing.ink.quiet))]
        x += hand.width(word) + gap
        for name, page in see.links:
            text = f"{self._short(name)} {page}"
            if x + hand.width(text) > end:
                x, end, top = self.margin, ends[1], top + _FOOT_PITCH * hand.em
            found.append(replace(one_line(text, x, top, hand), to_page=page))
            x += hand.width(text) + gap
        return found

    def _short(self, text: Text) -> str:
        """Chinese alone where a page is in both."""
        return text.in_("en" if self.choice.lang == "en" else "zh")
