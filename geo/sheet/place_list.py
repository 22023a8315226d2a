"""The scene's table as lines: a place, then its sub-sectors as text, where columns have no room.

And the signs of either table, with the key that says what they mean.
"""

from __future__ import annotations

from dataclasses import replace

from geo.domain.text import joined
from geo.scene.scene import MatrixRow
from geo.sheet.items import CAP, PITCH, Laid
from geo.sheet.pen import Pen, Writing, beside, cut, one_line
from geo.sheet.table import PAD_X, Cell, lay_table, row_height
from geo.texts.catalogue import say

SIGNS = {"named": "●", "collective": "○", "facility": "△"}
_COLUMN_MM, _GAP, _PLACE_SHARE = 105.0, 2.0, 0.42


def place_list(writing: Writing, width: float, own: str) -> Laid:
    """A line per place, side by side in as many columns as the width holds.

    ``own`` names the words of the table's headings.
    """
    em, rows = writing.em, writing.scene.matrix
    count = _columns(writing, width)
    column = (width - _GAP * em * (count - 1)) / count
    bold = replace(writing.body, bold=True)
    head = [Cell(writing.say(say(f"sheet.{own}_{part}")), writing.quiet)
            for part in ("places", "rows")]  # fmt: skip
    lines = [
        [Cell(writing.say(row.name), bold), Cell(told(writing, row), writing.body)] for row in rows
    ]
    place = max(line[0].wide for line in (head, *lines)) + 2.1 * PAD_X * em
    first = min(place, column * _PLACE_SHARE)
    widths = (first, column - first)
    heights = [row_height(writing, line, widths) for line in lines]
    made = [
        lay_table(writing, [head, *lines[run.start : run.stop]], widths)
        for run in cut(heights, count)
    ]
    return beside(made, [i * (column + _GAP * em) for i in range(len(made))])


def least_height(writing: Writing, width: float) -> float:
    """What a table of so many places takes at least (mm), before any of it is set."""
    places = len(writing.scene.matrix)
    if places * writing.em <= width:  # they may have columns
        return 0.0
    return -(-places // _columns(writing, width)) * writing.body.height(1)


def _columns(writing: Writing, width: float) -> int:
    fitting = int(width / (_COLUMN_MM * writing.choice.unit))
    return max(1, min(len(writing.scene.matrix), fitting))


def told(writing: Writing, row: MatrixRow) -> str:
    """What a place has, as text: each sign before the things that it holds for."""
    columns = writing.scene.matrix_columns
    parts = []
    for state, sign in SIGNS.items():
        held = [c for c, cell in zip(columns, row.cells, strict=True) if cell == state]
        if held:
            parts.append(f"{sign} {writing.say(joined(held))}")
    return " ".join(parts)


def sign_cell(writing: Writing, state: str) -> Cell:
    """The sign of a state in the middle of its cell; a dot where a place has nothing."""
    hand = replace(writing.body, ink=writing.scene.accent if state in SIGNS else writing.ink.border)
    return Cell(SIGNS.get(state, "·"), hand, "middle")


def write_key(pen: Pen, writing: Writing) -> None:
    """What the signs of a table say, where there are several: in a line, or each in its own."""
    drawn = {cell for row in writing.scene.matrix for cell in row.cells}
    if not drawn & {"collective", "facility"}:
        return
    em, x = pen.em, 0.0
    signs = [(sign_cell(writing, state), writing.say(say(f"sheet.{state}")))
             for state in SIGNS if state in drawn]  # fmt: skip
    wide = [sign.wide + writing.quiet.width(told) + 1.3 * em for sign, told in signs]
    apart = sum(wide) - em > pen.width
    pen.y += 0.9 * em
    for (sign, told), step in zip(signs, wide, strict=True):
        pen.pieces.append(one_line(sign.text, x, pen.y, sign.hand))
        if apart:
            pen.write(told, writing.quiet, indent=sign.wide + 0.3 * em, gap=PITCH - CAP)
        else:
            pen.pieces.append(one_line(told, x + sign.wide + 0.3 * em, pen.y, writing.quiet))
            x += step
    pen.y += -(PITCH - CAP) * em if apart else writing.body.height(1)
