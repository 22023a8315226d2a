"""A sheet as read, with what it shows beyond its texts, and the header of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from geo.errors import Fault, notice
from geo.nearest import meant, nearest
from geo.sources.tables.table import MAX_COLUMNS, MAX_ROWS, Columns, letter


class Odd(StrEnum):
    """A cell whose text is not simply what somebody wrote into it."""

    CALCULATED = "calculated"
    NO_VALUE = "no value"
    DATE = "date"
    FORMATTED = "formatted"


#: Why a cell cannot be taken for what it shows.
REFUSED = {
    Odd.NO_VALUE: (
        "公式没有存下的值：请在表格软件里重新计算并保存，或改成值",
        "a formula without a stored value: recalculate and save, or turn it into a value",
    ),
    Odd.DATE: (
        "表格软件把这一格当成了日期：请设为文本后重新填写",
        "the spreadsheet took this cell for a date: format it as text and write it again",
    ),
    Odd.FORMATTED: (
        "这个数的显示格式（百分比、货币等）与所存的不同：请改成文本",
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


class Heading:
    """The header of a table, ``number`` its line or row; a name with ``!`` is a sheet.

    Attributes
    ----------
    written
        Header as written by column that is read.
    nameless
        Places from 0 of columns without a name.
    columns, own
        Place from 0 by name of the columns that are read, and by header of the user's own.
    letters
        Sheet letter by column; empty for a CSV.
    """

    def __init__(self, name: str, number: int, header: Sequence[str], declared: Columns) -> None:
        self.name = name
        self.number = number
        self.sign = "!" if "!" in name else ":"
        self.at = f"{name}{self.sign}{number}"
        self.cells = list(header)
        while self.cells and not self.cells[-1]:
            self.cells.pop()
        self.nameless = [k for k, cell in enumerate(self.cells) if not cell]
        self.columns: dict[str, int] = {}
        self.own: dict[str, int] = {}
        self.twice: list[str] = []
        for k, cell in enumerate(self.cells):
            if cell and (column := declared.named(cell)):
                if self.columns.setdefault(column, k) != k:
                    self.twice.append(cell)
            elif cell:
                self.own.setdefault(cell, k)
        self.absent = [c for c in declared.names if c not in self.columns]
        for column in declared.aside & self.columns.keys():
            del self.columns[column]
        self.written = {c: self.cells[k] for c, k in self.columns.items()}
        places = (self.columns | self.own).items() if self.sign == "!" else ()
        self.letters = {column: letter(k) for column, k in places}

    def faults(self, declared: Columns) -> Iterator[Fault]:
        """Columns that are missing or stand twice, or that a slip of the pen hides.

        The user's own are said.
        """
        at = self.name if self.sign == "!" else self.at
        titles = {column: declared.titles.get(column, column) for column in declared.names}
        if len(self.cells) > MAX_COLUMNS:
            yield Fault(at, f"超过 {MAX_COLUMNS} 列", f"more than {MAX_COLUMNS} columns")
        for cell in self.twice:
            yield Fault(self.at, "列名重复", "the column stands twice", cell)
        for column in self.absent:
            if column not in declared.optional:
                near = nearest(titles[column], self.own, 1)
                yield Fault(at, "缺少这一列", "this column is missing", titles[column], near)
        for header in self.own:
            if near := meant(header, [titles[column] for column in self.absent]):
                yield Fault(at, "不认识的列", "unknown column", header, near)
            else:
                zh, en = "这一列不属于本表，没有读取", "not a column of the table; not read"
                notice(at, zh, en, header)
