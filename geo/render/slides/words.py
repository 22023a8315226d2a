"""Slides of words: contents, whose lines lead to their slides, and what stands behind a deck."""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE

from geo.render.slides import marks, texts
from geo.render.slides.marks import Element, Script
from geo.render.slides.model import FIELD, Passage, WordsSlide
from geo.render.slides.page import Page
from geo.sheet.box import Box

_HEAD_PT, _LINE_PT, _GAP = 14.0, 12.0, 10.0


def add_words(page: Page, slide: WordsSlide, accent: str) -> None:
    """Passages in columns of one width."""
    count = len(slide.columns)
    wide = (FIELD.w - _GAP * (count - 1)) / count
    for at, passages in enumerate(slide.columns):
        box = Box(FIELD.x + at * (wide + _GAP), FIELD.y + 2.0, wide, FIELD.h - 2.0)
        made = marks.shape(next(page.numbers), page.names["words"], box)
        marks.preset(made, "rect")
        marks.add(made.spPr, "a:noFill")
        body = texts.body(made, wrap=True, anchor="t")
        for passage in passages:
            _write(page, body, passage, accent)
        page.put(made)


def _write(page: Page, body: Element, passage: Passage, accent: str) -> None:
    head = Script(_HEAD_PT, accent, bold=True)
    texts.aligned(texts.write(body, [passage.heading], head, page.palette), space=(8, 4))
    script = Script(_LINE_PT, page.theme.ground["ink"])
    for text, key in passage.lines:
        line = texts.write(body, [text], script, page.palette)
        texts.aligned(line, space=(0, 4))
        if key:
            _lead(page, line, key)


def _lead(page: Page, line: Element, key: str) -> None:
    """A line that leads to the slide of a key."""
    held = page.slide.part.relate_to(page.by_key[key].part, RELATIONSHIP_TYPE.SLIDE)
    letters = line.find("{*}r/{*}rPr")
    link = marks.add(letters, "a:hlinkClick", action="ppaction://hlinksldjump")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", held)
