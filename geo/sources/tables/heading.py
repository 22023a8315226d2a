"""The header of a table: which columns there are, which are missing, which are somebody's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.errors import Fault, notice
from geo.nearest import meant, nearest
from geo.sources.tables.table import MAX_COLUMNS, Columns, letter


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
                zh, en = "这一列不属于本表,没有读取", "not a column of the table; not read"
                notice(at, zh, en, header)
