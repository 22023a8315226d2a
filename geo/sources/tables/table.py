"""Tables as text, every cell with its address, and the one declaration of their columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from geo.errors import Fault

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
_PLACE = re.compile(r"([^:!]*(?:![^!]*(?=!))?)(?:[:!][A-Z]*(\d+))?")  # file or sheet, and its line
_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」 \n\u3000"))


@dataclass(frozen=True)
class Columns:
    """The columns of a table in the order of its file; all are needed but the optional ones.

    Parameters
    ----------
    names
        Names of the columns.
    optional
        Those that may be absent.
    numbers
        Those of whole numbers and numeric codes, however a spreadsheet wrote them.
    titles
        Headers by name, where the header is another than the name; the name is one as well.
    dates
        Those whose cells may be dates of a spreadsheet.
    aside
        Those that a file has for its reader: known and not read.
    """

    names: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Columns:
        """Names with a space between; ``#`` behind those of numbers, ``?`` behind optional ones.

        Examples
        --------
        >>> Columns.of("place term? clause").needed
        ('place', 'clause')
        """
        words = text.split()
        return cls(
            tuple(word.rstrip("?#") for word in words),
            frozenset(word.rstrip("?#") for word in words if "?" in word),
            frozenset(word.rstrip("?#") for word in words if "#" in word),
        )

    @property
    def needed(self) -> tuple[str, ...]:
        """Names that every file of this table has."""
        return tuple(name for name in self.names if name not in self.optional)

    def named(self, header: str) -> str:
        """The column that a header stands for, quotation marks and white space aside; or empty.

        Examples
        --------
        >>> columns = Columns.of("place")
        >>> columns.named("“place” "), columns.named("备注")
        ('place', '')
        """
        return self._headers.get(folded(header), "")

    @cached_property
    def _headers(self) -> Mapping[str, str]:
        """Columns by each header that stands for one; of two, the first."""
        found: dict[str, str] = {}
        for name in self.names:
            found.setdefault(name, name)
            found.setdefault(folded(self.titles.get(name, name)), name)
        return found


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
    dates
        Columns whose cells are dates of a spreadsheet.
    """

    address: str
    cells: dict[str, str]
    letters: dict[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()

    @property
    def number(self) -> int:
        """Line of the file, or row of the sheet."""
        return int(self.address[max(map(self.address.rfind, ":!")) + 1 :])

    def at(self, column: str) -> str:
        """Address of one cell: ``file:line:column`` or ``file.xlsx!sheet!C3``."""
        if column not in self.letters:
            return f"{self.address}:{column}"
        head, _, number = self.address.rpartition("!")
        return f"{head}!{self.letters[column]}{number}"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """Rows of one table, how they were encoded, and what is wrong with its form.

    ``name`` is ``file`` or ``file.xlsx!sheet``; ``encoding`` is ``UTF-8``, ``UTF-8 (BOM)``,
    ``UTF-16``, ``GB 18030``, ``xlsx`` or ``ods``.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    encoding: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Tables:
    """Tables by name, and what is wrong with them as a whole."""

    tables: Mapping[str, Table]
    faults: tuple[Fault, ...] = ()

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of a table; none if there is no such table."""
        return self.tables[name].rows if name in self.tables else ()

    def sound(self, name: str, columns: Iterable[str], faults: Iterable[Fault]) -> bool:
        """Whether no fault concerns a table as a whole or these columns of it.

        What leans on a table at fault would only say the same once more, elsewhere.
        """
        table = self.tables.get(name)
        if table is None:
            return True
        others = {row.at(c) for row in table.rows for c in row.cells if c not in columns}
        at = (fault.address for fault in (*table.faults, *faults))
        return not any(a.startswith(table.name) and a not in others for a in at)

    def at_cells(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults at ``file.xlsx!sheet!3:column`` brought to the cell of that column.

        Those of a column that is missing are left out: that is said once, of the header.
        """
        rows = {row.address: row for table in self.tables.values() for row in table.rows}
        found = []
        for fault in faults:
            address, _, column = fault.address.rpartition(":")
            row = rows.get(address)
            if row is None:
                found.append(fault)
            elif column in row.cells:
                found.append(replace(fault, address=row.at(column)))
        return found


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


def first_of_each(faults: list[Fault], more: Iterable[Fault]) -> list[Fault]:
    """Faults with more of them, but for those of cells that are known to be at fault."""
    known = {fault.address for fault in faults}
    return [*faults, *(fault for fault in more if fault.address not in known)]


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults file by file and line by line; of one line in their order.

    Examples
    --------
    >>> [f.address for f in in_order(Fault(a, "", "") for a in ("b:9", "b:10:x", "b:2:y", "a"))]
    ['a', 'b:2:y', 'b:9', 'b:10:x']
    """

    def key(fault: Fault) -> tuple[str, int]:
        file, number = _PLACE.match(fault.address).groups()  # type: ignore[union-attr]
        return file, int(number or 0)

    return sorted(faults, key=key)


def plain(value: str) -> str:
    """A code, id or keyword with full-width forms folded (１２ is 12)."""
    return (value if value.isascii() else unicodedata.normalize("NFKC", value)).strip()


def folded(header: str) -> str:
    """A header as it is compared: full-width forms folded, no quotation marks, no white space."""
    return plain(header).translate(_QUOTES)
