"""The cover: a calm title beside the structure of the first plan, as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.book.frame import Frame
from geo.book.model import BookPage
from geo.domain.text import Text
from geo.scene.scene import Scene
from geo.sheet.box import Box
from geo.sheet.items import CAP, Picture, Role, Rule, TextBox
from geo.sheet.lone import lone_window
from geo.sheet.pen import Pen, shrunk
from geo.sheet.typeface import wrap
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_TITLE_PT, _PLAN_PT, _LINE_PT = 46.0, 13.0, 10.0
_PANEL, _BLEED, _LEAST = 0.32, 1.0, 0.55
_BAR_W, _BAR_H = 26.0, 2.2  # mm at A3


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
    sheet = lone_window(scene, boundaries, box, frame.choice)
    left, width = 1.5 * frame.margin, panel - 2.4 * frame.margin
    pen = Pen(writing, width, left, frame.height * 0.2)
    pen.pieces.append(Rule(left, pen.y, _BAR_W * unit, _BAR_H * unit, frame.accent))
    pen.y += 9.0 * unit
    large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    lines = (writing.say(titles[0]), writing.say(say("book.atlas")))
    hand = shrunk(max(lines, key=large.width), width, large, _LEAST)
    lines = tuple(part for line in lines for part in wrap(line, hand.pt, width, bold=True))
    text = ("" if writing.lang == "zh" else " ").join(lines)
    pen.pieces.append(TextBox(left, pen.y + CAP * hand.em, text, lines, hand))
    pen.y += hand.height(len(lines)) + 3.5 * pen.em
    for plan in titles[1]:
        pen.write(writing.say(plan), writing.hand(_PLAN_PT, writing.ink.quiet), gap=0.5)
    low = Pen(writing, width, left, frame.height - 4.2 * frame.margin)
    low.write(writing.say(counts), writing.hand(_LINE_PT), gap=0.0)
    return BookPage((*pen.pieces, Picture(0.0, 0.0), *low.pieces), sheet)
