"""The scene's table as lines: a place, then its sub-sectors as text, where columns have no room."""

from __future__ import annotations

from dataclasses import replace

from geo.domain.text import joined
from geo.scene.scene import MatrixRow
from geo.sheet.items import Laid
from geo.sheet.pen import Writing, beside, cut
from geo.sheet.table import PAD_X, Cell, lay_table, row_height
from geo.texts.catalogue import say

SIGNS = {"named": "●", "collective": "○", "facility": "△"}
_COLUMN_MM, _GAP, _PLACE_SHARE = 105.0, 2.0, 0.42


def place_list(writing: Writing, width: float, own: str) -> Laid:
    """A line per place, side by side in as many columns as the width holds.

    ``own`` names the words of the table's headings.
    """
    em, rows = writing.em, writing.scene.matrix
    count = max(1, min(len(rows), int(width / (_COLUMN_MM * writing.choice.unit))))
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


def told(writing: Writing, row: MatrixRow) -> str:
    """What a place has, as text: each sign before the things that it holds for."""
    columns = writing.scene.matrix_columns
    parts = []
    for state, sign in SIGNS.items():
        held = [c for c, cell in zip(columns, row.cells, strict=True) if cell == state]
        if held:
            parts.append(f"{sign} {writing.say(joined(held))}")
    return " ".join(parts)
