"""The head of a page: title and subtitle beside a bar in the map's accent, a line under them."""

from __future__ import annotations

from dataclasses import replace

from geo.sheet.box import Box
from geo.sheet.items import CAP, Piece, Role, Rule, TextBox
from geo.sheet.pen import Writing, one_line, shrunk

_TITLE_PT, _SUBTITLE_PT = 27.0, 12.0
_BAR_W, _BAR_H, _INDENT, _GAP = 1.8, 15.2, 5.5, 2.6  # mm at A3


def title_block(writing: Writing, box: Box) -> tuple[Piece, ...]:
    """Titles made smaller where one line would be too long for them."""
    scene, unit, ink = writing.scene, writing.choice.unit, writing.ink
    left, width = box.x + _INDENT * unit, box.w - _INDENT * unit
    full = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    title, subtitle = writing.say(scene.title), writing.say(scene.subtitle)
    base = box.y + CAP * full.em
    top = base + _GAP * unit
    low = writing.hand(_SUBTITLE_PT, ink.quiet)
    line = writing.say(scene.plan_line)
    place = shrunk(line, width * 0.6, writing.quiet)
    free = width - place.width(line) - 2 * writing.em
    return (
        Rule(box.x, box.y, _BAR_W * unit, _BAR_H * unit, scene.accent),
        TextBox(left, base, title, (title,), shrunk(title, width, full)),
        one_line(subtitle, left, top, shrunk(subtitle, free, low)),
        TextBox(box.right, top + CAP * low.em, line, (line,), place, "end"),
        Rule(box.x, box.bottom - ink.head_mm / 2, box.w, ink.head_mm, ink.ink),
    )
