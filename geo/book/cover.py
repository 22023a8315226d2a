"""The cover: a calm title beside the structure of the first plan, as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.book.columns import write_down
from geo.book.frame import Frame
from geo.book.model import BookPage
from geo.domain.text import Text
from geo.scene.scene import Scene
from geo.sheet.box import Box
from geo.sheet.items import CAP, Laid, Picture, Role, Rule, TextBox
from geo.sheet.lone import cover_window, lone_page
from geo.sheet.pen import Pen, shrunk
from geo.sheet.title_block import logo_piece
from geo.sheet.typeface import wrap
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_TITLE_PT, _PLAN_PT, _LINE_PT = 46.0, 13.0, 10.0
_PANEL, _BLEED, _LEAST, _SECOND = 0.32, 1.0, 0.55, 0.5
_AIR = 0.99  # of a width, so that a line in it is never broken
_BAR_W, _BAR_H, _LOGO_MM = 26.0, 2.2, 22.0  # mm at A3


def cover_page(
    frame: Frame,
    scene: Scene,
    boundaries: Boundaries,
    titles: tuple[Text, Sequence[Text]],
    counts: Text,
) -> BookPage:
    """The cover; ``titles`` are what the atlas is of, and its plans with their dates."""
    writing, unit = frame.writing, frame.choice.unit
    panel = frame.width * _PANEL
    box = Box(panel, -_BLEED, frame.width - panel + _BLEED, frame.height + 2 * _BLEED)
    sheet = cover_window(scene, boundaries, lone_page(frame.choice, box), writing.lang)
    left, width = 1.5 * frame.margin, panel - 2.4 * frame.margin
    pen = Pen(writing, width, left, frame.height * 0.2)
    pen.pieces.append(Rule(left, pen.y, _BAR_W * unit, _BAR_H * unit, frame.accent))
    pen.y += 9.0 * unit
    tongues = ("zh", "en") if writing.lang == "both" else (writing.lang,)
    for number, lang in enumerate(tongues):
        _write_title(pen, titles[0], lang, second=bool(number))
    pen.y += 2.0 * pen.em
    for line in titles[1]:
        write_down(pen, line, writing.hand(_PLAN_PT, writing.ink.quiet))
        pen.y += 0.6 * pen.em
    low = Pen(writing, width, left, frame.height - 4.2 * frame.margin)
    write_down(low, counts, writing.hand(_LINE_PT))
    if maker := _maker(frame, width):
        low.pieces += maker.at(left, frame.height - 5.2 * frame.margin - maker.height)
    return BookPage((*pen.pieces, Picture(0.0, 0.0), *low.pieces), sheet)


def _maker(frame: Frame, width: float) -> Laid | None:
    """The logo of who publishes the atlas over the name and contacts."""
    writing, brand = frame.writing, frame.choice.brand
    if brand is None:
        return None
    pen = Pen(writing, width)
    if logo := logo_piece(brand, width * 3, _LOGO_MM * frame.choice.unit):
        pen.pieces.append(logo.moved(logo.w, 0.0))
        pen.y += logo.h + 1.2 * pen.em
    write_down(pen, brand.organisation, writing.hand(_PLAN_PT, bold=True))
    for line in brand.contact:
        pen.y += 0.4 * pen.em
        pen.write(line, writing.hand(_LINE_PT))
    return pen.laid()


def _write_title(pen: Pen, subject: Text, lang: str, *, second: bool) -> None:
    """What the atlas is of and that it is one, in lines of one size; the second tongue smaller."""
    hand = replace(pen.writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    if second:
        hand = replace(pen.writing.hand(_TITLE_PT * _SECOND, bold=True), role=Role.TEXT)
    parts = (subject.in_(lang), say("book.atlas").in_(lang))
    hand = shrunk(max(parts, key=hand.width), _AIR * pen.width, hand, _LEAST)
    lines = tuple(line for part in parts for line in wrap(part, hand.pt, pen.width, bold=True))
    text = ("" if lang == "zh" else " ").join(parts)
    pen.pieces.append(TextBox(pen.x, pen.y + CAP * hand.em, text, lines, hand))
    pen.y += hand.height(len(lines)) + 1.8 * pen.em
