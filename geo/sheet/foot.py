"""The foot line of every page: the map, its document, and which page of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.sheet.items import Piece, Role, TextBox
from geo.sheet.pen import Writing, one_line
from geo.sheet.typeface import wrap
from geo.texts.catalogue import say

_FOOT_PT = 8.0


def foot_height(writing: Writing) -> float:
    """Height (mm) of the line."""
    return writing.hand(_FOOT_PT).height(1)


def with_feet(
    writing: Writing, pages: Sequence[tuple[Piece, ...]]
) -> tuple[tuple[Piece, ...], ...]:
    """The pages with their foot lines: now it is known how many there are."""
    return tuple(
        (*page, *_foot(writing, number, len(pages))) for number, page in enumerate(pages, 1)
    )


def without_folio(page: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A page that is going to be bound with others, which are numbered together."""
    return tuple(p for p in page if not (isinstance(p, TextBox) and p.hand.role == Role.FOLIO))


def _foot(writing: Writing, number: int, of: int) -> tuple[Piece, Piece]:
    choice = writing.choice
    hand = replace(writing.hand(_FOOT_PT, writing.ink.quiet), role=Role.FOLIO)
    top = choice.size[1] - choice.margin - foot_height(writing)
    count = writing.say(say("sheet.page", n=number, of=of))
    scene, right = writing.scene, choice.margin + choice.inner_width
    title = f"{writing.say(scene.title)} · {writing.say(scene.plan_line)}"
    room = choice.inner_width - hand.width(count) - 2 * hand.em
    line, *more = wrap(title, hand.pt, room)
    line += " …" if more else ""
    return one_line(line, choice.margin, top, hand), one_line(count, right, top, hand, "end")
