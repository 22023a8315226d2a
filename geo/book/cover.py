"""The cover: a calm title beside the structure of the first plan, as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.book.frame import Frame
from geo.book.model import BookPage
from geo.domain.text import Text
from geo.scene.scene import Scene
from geo.sheet.box import Box
from geo.sheet.furniture import mark_box
from geo.sheet.items import Picture, Role, Rule
from geo.sheet.lone import lone_window
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen
from geo.sources.boundaries.model import Boundaries

_TITLE_PT, _PLAN_PT, _LINE_PT = 46.0, 13.0, 10.0
_PANEL = 0.3
_BAR_W, _BAR_H = 26.0, 2.2  # mm at A3


def cover_page(
    frame: Frame,
    scene: Scene,
    boundaries: Boundaries,
    titles: tuple[Text, Sequence[Text]],
    counts: Text,
) -> BookPage:
    """The cover; ``titles`` are that of the book and those of its plans with their dates."""
    writing, unit = frame.writing, frame.choice.unit
    panel = frame.width * _PANEL
    box = Box(panel, 0.0, frame.width - panel, frame.height)
    page = replace(make_page(frame.choice, Heights()), map=box, panel=Box(0.0, 0.0, 0.0, 0.0))
    sheet = lone_window(scene, boundaries, box, frame.choice, mark_box(scene, page, writing.lang))
    left, width = 1.5 * frame.margin, panel - 2.6 * frame.margin
    pen = Pen(writing, width, left, frame.height * 0.2)
    pen.pieces.append(Rule(left, pen.y, _BAR_W * unit, _BAR_H * unit, frame.accent))
    pen.y += 9.0 * unit
    large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    if writing.lang != "zh":
        large = replace(large, pt=large.pt * 0.62)
    pen.write(writing.say(titles[0]), large, gap=1.6)
    for plan in titles[1]:
        pen.write(writing.say(plan), writing.hand(_PLAN_PT, writing.ink.quiet), gap=0.5)
    low = Pen(writing, width, left, frame.height - 4.2 * frame.margin)
    low.write(writing.say(counts), writing.hand(_LINE_PT), gap=0.0)
    return BookPage((*pen.pieces, Picture(0.0, 0.0), *low.pieces), sheet)
