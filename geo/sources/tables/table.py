"""Tables as text, every cell with its address, their form held against one declaration.

Nothing is guessed and nothing is dropped: a row with too many or too few cells, a repeated, missing
or unknown column is a fault with its place, all at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.tables.characters import Characters

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 20_000


@dataclass(frozen=True)
class Columns:
    """The columns of a table in the order of its file; all are needed but the optional ones."""

    names: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Columns:
        """Names with a space between; a question mark behind those that may be absent.

        Examples
        --------
        >>> Columns.of("place term? clause").needed
        ('place', 'clause')
        """
        words = text.split()
        names = tuple(word.rstrip("?") for word in words)
        return cls(names, frozenset(word[:-1] for word in words if word.endswith("?")))

    @property
    def needed(self) -> tuple[str, ...]:
        """Names that every file of this table has."""
        return tuple(name for name in self.names if name not in self.optional)


@dataclass(frozen=True)
class Row:
    """One row: its address and its cells by column name, stripped of outer white space.

    Parameters
    ----------
    address
        ``file:line`` or ``file.xlsx!sheet!3``.
    cells
        Column name to text; every column of the header is there.
    letters
        Column name to sheet letter; empty for a CSV.
    """

    address: str
    cells: dict[str, str]
    letters: dict[str, str] = field(default_factory=dict)

    def at(self, column: str) -> str:
        """Address of one cell: ``file:line:column`` or ``file.xlsx!sheet!C3``."""
        if not self.letters:
            return f"{self.address}:{column}"
        head, _, number = self.address.rpartition("!")
        return f"{head}!{self.letters.get(column, '')}{number}"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """Rows of one table, how they were encoded, and what is wrong with its form.

    ``name`` is ``file`` or ``file.xlsx!sheet``; ``encoding`` is ``UTF-8``, ``UTF-8 (BOM)``,
    ``UTF-16``, ``GB 18030`` or ``xlsx``.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    encoding: str = ""
    faults: tuple[Fault, ...] = ()

    def held_against(self, declared: Columns) -> Table:
        """The same table, with a fault for every column that is missing or unknown."""
        return replace(self, faults=(*self.faults, *_column_faults(self, declared)))


@dataclass(frozen=True)
class Tables:
    """Tables by name, and what is wrong with them as a whole."""

    tables: Mapping[str, Table]
    faults: tuple[Fault, ...] = ()

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of a table; none if there is no such table."""
        return self.tables[name].rows if name in self.tables else ()

    def at_cells(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults at ``file.xlsx!sheet!3:column`` brought to the cell of that column."""
        rows = {row.address: row for table in self.tables.values() for row in table.rows}
        found = []
        for fault in faults:
            address, _, column = fault.address.rpartition(":")
            row = rows.get(address)
            found.append(replace(fault, address=row.at(column)) if row else fault)
        return found


def _column_faults(table: Table, declared: Columns) -> Iterator[Fault]:
    """Each with the nearest column that there is, or that there should be."""
    if not table.columns:
        return
    at = table.name if "!" in table.name else f"{table.name}:1"
    unknown = [c for c in table.columns if c and c not in declared.names]
    absent = [c for c in declared.names if c not in table.columns]
    for column in absent:
        if column not in declared.optional:
            near = nearest(column, unknown, 1)
            yield Fault(at, "缺少这一列", "this column is missing", column, near)
    for column in unknown:
        near = nearest(column, absent, 1)
        yield Fault(at, "不认识的列", "unknown column", column, near)


def table_of(
    name: str, encoding: str, records: Iterable[tuple[int, Sequence[str]]], *, ragged: bool = False
) -> Table:
    """A table from numbered records; the first one that is not blank is the header.

    Parameters
    ----------
    name, encoding
        As in :class:`Table`; a name with ``!`` is a sheet, whose cells have letters.
    records
        Line or row number from 1, and the cells.
    ragged
        Whether a row may be shorter than the header.
    """
    characters = Characters(records)
    numbered = [(n, cells) for n, cells in characters if any(cells)]
    if not numbered:
        zh, en = "表是空的,没有表头", "the table is empty, without a header"
        return Table(name, encoding=encoding, faults=(Fault(name, zh, en),))
    sign = "!" if "!" in name else ":"
    number, header = numbered[0]
    while header and not header[-1]:
        header.pop()
    letters = {c: letter(i) for i, c in enumerate(header)} if sign == "!" else {}
    faults = list(_header_faults(f"{name}{sign}{number}", header, lettered=bool(letters)))
    rows = []
    for n, cells in numbered[1:]:
        extra = [c for c in cells[len(header) :] if c]
        if extra or (not ragged and len(cells) < len(header)):
            faults.append(_width_fault(f"{name}{sign}{n}", len(cells), len(header), extra))
            continue
        padded = cells + [""] * (len(header) - len(cells))
        row = Row(f"{name}{sign}{n}", dict(zip(header, padded, strict=False)), letters)
        rows.append(row)
        faults += (_long_fault(row.at(k)) for k, c in row.cells.items() if len(c) > MAX_CELL)
        if len(rows) > MAX_ROWS:
            return too_large(name, encoding)
    faults += characters.told(rows, {c: k for k, c in enumerate(header)})
    return Table(name, tuple(header), tuple(rows), encoding, tuple(faults))


def too_large(name: str, encoding: str) -> Table:
    """The table of a file or sheet that has more rows or columns than any plan."""
    zh = f"超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列"
    en = f"more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
    return Table(name, encoding=encoding, faults=(Fault(name, zh, en),))


def letter(index: int) -> str:
    """Sheet letters of a column, from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _header_faults(at: str, header: Sequence[str], *, lettered: bool) -> Iterator[Fault]:
    if len(header) > MAX_COLUMNS:
        yield Fault(at, f"超过 {MAX_COLUMNS} 列", f"more than {MAX_COLUMNS} columns")
    for i, column in enumerate(header):
        where = letter(i) if lettered else str(i + 1)
        if not column:
            yield Fault(at, f"第 {where} 列没有列名", f"column {where} has no name")
        elif column in header[:i]:
            yield Fault(at, "列名重复", "the column stands twice", column)


def _width_fault(at: str, found: int, wanted: int, extra: Sequence[str]) -> Fault:
    if extra:
        return Fault(
            at,
            f"多出单元格:有 {found} 格,表头只有 {wanted} 列(含逗号的文字要加引号)",
            f"too many cells: {found}, but the header has {wanted} columns "
            "(quote a text that contains a comma)",
            extra[0],
        )
    return Fault(
        at,
        f"单元格不足:只有 {found} 格,表头有 {wanted} 列",
        f"too few cells: {found}, but the header has {wanted} columns",
    )


def _long_fault(at: str) -> Fault:
    return Fault(at, f"单元格超过 {MAX_CELL} 字", f"the cell has more than {MAX_CELL} characters")


def plain(value: str) -> str:
    """A code, id or keyword with full-width forms folded (１２ is 12)."""
    return unicodedata.normalize("NFKC", value).strip()
