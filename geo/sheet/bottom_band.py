"""The band under the map: key numbers or numbered list, legend blocks, table, sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.scene.scene import Scene, Symbol
from geo.sheet.items import CAP, PITCH, Laid
from geo.sheet.legend import legend_column
from geo.sheet.node_list import corridors_of, node_list
from geo.sheet.pen import Pen, Writing, beside, cut, one_line, stacked
from geo.sheet.place_list import SIGNS, place_list
from geo.sheet.table import PAD_X, Cell, lay_table
from geo.texts.catalogue import say

_NUMBER_PT = 17.0
_GUTTER = 8.0
_STEP = 5.0
_HIGHEST = {"landscape": 0.25, "portrait": 0.2}
_WEIGHTS = {"numbers": 1.0, "legend": 1.25, "nodes": 2.8, "table": 2.4, "list": 3.6, "sources": 1.5}
_LIST_COLUMN_MM, _LIST_COLUMNS, LIST_GAP = 56.0, 5, 1.4
_MOST_LINES = 3  # of a place's name over its column; else the places are lines


@dataclass(frozen=True)
class BottomBand:
    """What stands under the map, laid from its upper left corner, and the names of its parts."""

    parts: tuple[str, ...]
    laid: Laid


def bottom_band(writing: Writing, numbered: Sequence[Symbol], panel_blocks: int) -> BottomBand:
    """The band of a page; ``panel_blocks`` legend blocks stand in the panel, the others here.

    What would make it too high, first the list, then the table, goes to a second page.
    """
    choice = writing.choice
    highest = _HIGHEST[choice.orientation] * choice.size[1]
    table = has_table(writing.scene)
    for names, cells in ((numbered, table), ((), table), ((), False)):
        band = _band(writing, names, panel_blocks, table=cells)
        if band.laid.height <= highest:
            break
    return band


def has_table(scene: Scene) -> bool:
    """Whether a map has a table to be read beside it."""
    return bool(scene.matrix and scene.matrix_columns)


def _band(
    writing: Writing, numbered: Sequence[Symbol], panel_blocks: int, *, table: bool
) -> BottomBand:
    unit, rest = writing.choice.unit, writing.scene.legend[panel_blocks:]
    blocks = iter(rest)
    parts = ["list" if numbered else "numbers", *("legend" for _ in rest)]
    parts += ["nodes"] if corridors_of(writing.scene) else []
    parts += ["table", "sources"] if table else ["sources"]
    write: dict[str, Callable[[float], Laid]] = {
        "list": lambda width: _list(writing, numbered, width),
        "numbers": lambda width: _numbers(writing, width, 2 if len(parts) > 2 else 5),
        "nodes": lambda width: node_list(writing, width),
        "table": lambda width: scene_table(writing, width),
        "legend": lambda width: legend_column(writing, [next(blocks)], width),
        "sources": lambda width: _sources(writing, width),
    }
    gutter = _GUTTER * unit
    share = (writing.choice.inner_width - gutter * (len(parts) - 1)) / sum(
        _WEIGHTS[part] for part in parts
    )
    x, columns, lefts = 0.0, [], []
    for part in parts:
        width = share * _WEIGHTS[part]
        columns.append(write[part](width))
        lefts.append(x)
        x += width + gutter
    laid, step = beside(columns, lefts), _STEP * unit
    # Few heights, so that maps share their geometry.
    return BottomBand(tuple(parts), replace(laid, height=-(-laid.height // step) * step))


def _numbers(writing: Writing, width: float, across: int) -> Laid:
    """Key numbers in rows: the number large, its words under it."""
    pen, em = Pen(writing, width), writing.em
    pen.heading(writing.say(say("sheet.numbers")), 0.7)
    gap = 1.2 * em
    column = (width - gap * (across - 1)) / across
    numbers = writing.scene.key_numbers
    for start in range(0, len(numbers), across):
        cells = []
        for number in numbers[start : start + across]:
            cell = Pen(writing, column)
            large = writing.hand(_NUMBER_PT, writing.scene.accent, bold=True)
            cell.write(str(number.value), large, gap=PITCH - CAP)
            cell.write(writing.say(number.label), writing.body)
            cells.append(cell.laid())
        row = beside(cells, [i * (column + gap) for i in range(len(cells))])
        pen.pieces += row.at(0.0, pen.y)
        pen.y += row.height + 0.9 * em
    return pen.laid()


def _list(writing: Writing, numbered: Sequence[Symbol], width: float) -> Laid:
    """Numbers and names in columns, filled downwards."""
    head, gap = Pen(writing, width), LIST_GAP * writing.em
    head.heading(writing.say(say("sheet.list")), 0.6)
    count = round(width / (_LIST_COLUMN_MM * writing.choice.unit))
    count = max(1, min(_LIST_COLUMNS, count))
    column = (width - gap * (count - 1)) / count
    rows = list_rows(writing, numbered, column)
    made = [stacked(rows[run.start : run.stop]) for run in cut([r.height for r in rows], count)]
    lists = beside(made, [i * (column + gap) for i in range(len(made))])
    return Laid((*head.pieces, *lists.at(0.0, head.y)), head.y + lists.height)


def list_rows(writing: Writing, numbered: Sequence[Symbol], width: float) -> list[Laid]:
    """A row for each number on the map, with the name that it stands for.

    The first of an area bears the area's name over it.
    """
    bold, em, last = replace(writing.body, bold=True), writing.em, ""
    names = {area.adcode: area.short for area in writing.scene.areas}
    rows = []
    for number, symbol in enumerate(numbered, 1):
        pen = Pen(writing, width)
        if symbol.host != last:
            area = names.get(symbol.host, say("legend.outside"))
            pen.write(writing.say(area), bold, gap=0.45)
            last = symbol.host
        pen.pieces.append(one_line(str(number), 1.5 * em, pen.y, writing.quiet, "end"))
        pen.write(writing.say(symbol.label), writing.body, indent=2.1 * em, gap=0.45)
        rows.append(pen.laid())
    return rows


def scene_table(writing: Writing, width: float) -> Laid:
    """The scene's table turned to lie: sub-sectors down, places across, a sign in each cell."""
    scene, kind, em = writing.scene, writing.scene.spec.kind, writing.em
    own = f"table_{kind}" if kind in ("theme", "compare") else "table"
    pen = Pen(writing, width)
    pen.heading(writing.say(say(f"sheet.{own}")), 0.5)
    bold = replace(writing.body, bold=True)
    names = [Cell(writing.say(row.name), bold, "middle") for row in scene.matrix]
    corner = Cell(writing.say(say(f"sheet.{own}_rows")), writing.quiet)
    heads = [Cell(writing.say(column), writing.body) for column in scene.matrix_columns]
    first = min(max(c.wide for c in (corner, *heads)) + 2.1 * PAD_X * em, width * 0.4)
    each = (width - first) / len(names)
    if not _stand_over(names, each - 2 * PAD_X * em):
        table = place_list(writing, width, own)
    else:
        rows = [[corner, *names]]
        for i, head in enumerate(heads):
            rows.append([head, *(_sign(writing, row.cells[i]) for row in scene.matrix)])
        table = lay_table(writing, rows, [first, *(each for _ in names)])
    pen.pieces += table.at(0.0, pen.y)
    pen.y += table.height
    _write_note(writing, pen)
    return pen.laid()


def _stand_over(names: Sequence[Cell], room: float) -> bool:
    """Whether names can head columns of some width without being turned or cut."""
    return room > 0 and all(
        _longest_word(name).wide <= room and len(name.lines(room)) <= _MOST_LINES for name in names
    )


def _sign(writing: Writing, state: str) -> Cell:
    hand = replace(writing.body, ink=writing.scene.accent if state in SIGNS else writing.ink.border)
    return Cell(SIGNS.get(state, "·"), hand, "middle")


def _write_note(writing: Writing, pen: Pen) -> None:
    """What the signs say, in one line, where there are several."""
    x = 0.0
    drawn = {cell for row in writing.scene.matrix for cell in row.cells}
    if not drawn & {"collective", "facility"}:
        return
    pen.y += 0.9 * pen.em
    for state in (state for state in SIGNS if state in drawn):
        for cell, gap in (
            (_sign(writing, state), 0.3),
            (Cell(writing.say(say(f"sheet.{state}")), writing.quiet), 1.0),
        ):
            pen.pieces.append(one_line(cell.text, x, pen.y, cell.hand))
            x += cell.wide + gap * pen.em
    pen.y += writing.body.height(1)


def _longest_word(name: Cell) -> Cell:
    """The part of a name that is not broken: its longest Latin word, or two characters."""
    words = name.text.split(" ") if name.text.isascii() else [name.text[:2]]
    return replace(name, text=max(words, key=len))


def _sources(writing: Writing, width: float) -> Laid:
    pen = Pen(writing, width)
    pen.heading(writing.say(say("sheet.sources")), 0.5)
    for line in writing.scene.credits.lines:
        if text := writing.say(line):
            pen.write(text, writing.quiet, gap=0.62)
    pen.write(writing.say(writing.scene.credits.review), writing.review)
    return pen.laid()
