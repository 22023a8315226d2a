"""Tables written out: cells in lines, rows as high as their highest cell, rules between."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.sheet.box import Box
from geo.sheet.items import CAP, Hand, Laid, Piece, Rule, Table, TextBox
from geo.sheet.pen import Lettering
from geo.sheet.typeface import wrap

PAD_X = 0.25  # em on either side of a cell
_PAD_Y = 0.34


@dataclass(frozen=True)
class Cell:
    """A text and how it stands in its column."""

    text: str
    hand: Hand
    anchor: str = "start"
    to_page: int = 0
    folios: bool = False

    def lines(self, width: float) -> tuple[str, ...]:
        """Its lines in a column of some width (mm)."""
        return wrap(self.text, self.hand.pt, width, self.hand.bold)

    @property
    def wide(self) -> float:
        """Width (mm) of the text in one line."""
        return self.hand.width(self.text)

    def height(self, width: float) -> float:
        """Height (mm) of the text in a column of some width."""
        return self.hand.height(len(self.lines(width)))


def row_height(writing: Lettering, cells: Sequence[Cell], columns: Sequence[float]) -> float:
    """Height (mm) of a row with the air above and below its highest cell."""
    rooms = (column - 2 * PAD_X * writing.em for column in columns)
    highest = max(cell.height(room) for cell, room in zip(cells, rooms, strict=True))
    return highest + 2 * _PAD_Y * writing.em


def lay_table(writing: Lettering, rows: Sequence[Sequence[Cell]], columns: Sequence[float]) -> Laid:
    """A table of columns of given widths (mm); the first row are headings, which stand low."""
    em, ink = writing.em, writing.ink
    heights = [row_height(writing, row, columns) for row in rows]
    pieces: list[Piece] = []
    placed: list[tuple[TextBox, ...]] = []
    y, width = 0.0, sum(columns)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        room = height - 2 * _PAD_Y * em
        x, boxes = 0.0, []
        for cell, column in zip(row, columns, strict=True):
            free = room - cell.height(column - 2 * PAD_X * em)
            top = y + _PAD_Y * em + (free if number == 0 else free / 2)
            boxes.append(_placed(cell, Box(x, top, column, room - free), em))
            x += column
        placed.append(tuple(boxes))
        y += height
        line, colour = (ink.head_mm, ink.ink) if number == 0 else (ink.row_mm, ink.border)
        pieces.append(Rule(0.0, y - line / 2, width, line, colour))
    table = Table(0.0, 0.0, tuple(columns), tuple(heights), tuple(placed))
    return Laid((table, *pieces), y)


def _placed(cell: Cell, box: Box, em: float) -> TextBox:
    """A cell's text at its place: the box has the column's width and the text's height."""
    x = box.x + (PAD_X * em if cell.anchor == "start" else box.w / 2)
    lines = cell.lines(box.w - 2 * PAD_X * em)
    return TextBox(
        x, box.y + CAP * cell.hand.em, cell.text, lines, cell.hand, cell.anchor,
        to_page=cell.to_page, folios=cell.folios,
    )  # fmt: skip
