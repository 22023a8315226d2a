"""A sheet as read, its header not yet known: texts, and what it shows beyond them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from geo.sources.tables.table import MAX_COLUMNS, MAX_ROWS, letter


class Odd(StrEnum):
    """A cell whose text is not simply what somebody wrote into it."""

    CALCULATED = "calculated"
    NO_VALUE = "no value"
    DATE = "date"
    FORMATTED = "formatted"


#: Why a cell cannot be taken for what it shows.
REFUSED = {
    Odd.NO_VALUE: (
        "公式没有存下的值:请在表格软件里重新计算并保存,或改成值",
        "a formula without a stored value: recalculate and save, or turn it into a value",
    ),
    Odd.DATE: (
        "表格软件把这一格当成了日期:请设为文本后重新填写",
        "the spreadsheet took this cell for a date: format it as text and write it again",
    ),
    Odd.FORMATTED: (
        "这个数的显示格式(百分比、货币等)与所存的不同:请改成文本",
        "the number is shown in a format (percent, currency): turn it into text",
    ),
}


@dataclass(frozen=True)
class Merged:
    """Merged cells: first and last row from 1, first and last column from 0, and how it is said."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    said: str


@dataclass
class Look:
    """What a sheet shows beyond texts; a CSV shows nothing.

    Parameters
    ----------
    visible
        Whether the sheet is shown.
    odd
        By row from 1 and column from 0.
    merged
        Ranges of merged cells.
    hidden_rows, hidden_columns
        Rows from 1 and columns from 0 that are not shown.
    beyond
        The first filled cell that lies to the right of any table; empty where there is none.
    overfull
        Whether there were more rows than can be read.
    """

    visible: bool = True
    odd: dict[tuple[int, int], Odd] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    beyond: str = ""
    overfull: bool = False


#: A cell as read: its column from 0, its text, its oddity.
Read = tuple[int, str, Odd | None]


class Sheet:
    """A sheet as its rows come in: numbered rows of texts, and what it shows beyond them.

    ``name`` is ``file.xlsx!sheet``. Cells to the right of any table are not kept.
    """

    def __init__(self, path: Path, title: str, *, visible: bool) -> None:
        self.name = f"{path.name}!{title}"
        self.encoding = path.suffix.lower().removeprefix(".")
        self.records: list[tuple[int, list[str]]] = []
        self.look = Look(visible)

    def add_row(self, n: int, read: Iterable[Read], *, hidden: bool) -> None:
        """One row, by its number from 1."""
        look, cells, odd = self.look, list[str](), {}
        for column, text, how in read:
            if how:
                odd[n, column] = how
            if column >= MAX_COLUMNS:
                look.beyond = look.beyond or (f"{letter(column)}{n}" if text else "")
            elif text:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
        if cells or odd:
            if len(self.records) > MAX_ROWS:
                look.overfull = True
                return
            self.records.append((n, cells))
            look.odd |= odd
            if hidden:
                look.hidden_rows.add(n)

    def merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """A range of merged cells: first and last row from 1, first and last column from 0."""
        said = ":".join(f"{letter(k)}{n}" for n, k in zip(rows, columns, strict=True))
        self.look.merged.append(Merged(rows, columns, said))

    def hide_columns(self, first: int, end: int) -> None:
        """Columns from 0 that are not shown, the last one excluded."""
        self.look.hidden_columns.update(range(first, min(end, MAX_COLUMNS)))


@dataclass
class Book:
    """The sheets of a workbook that were asked for, by name, and the names of the others."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
