"""The sheets of a returned workbook in the columns of the plan folder, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from geo.errors import Fault
from geo.sources.plans.rows import COLUMNS
from geo.sources.tables.table import Row, Table, plain
from geo.workbook.labels import unguarded
from geo.workbook.texts import INPUT_TABLES, Column, columns, sheet, sheet_names

NEEDED = ("assignments", "taxonomy", "meta")
_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」 \n\u3000"))


@dataclass(frozen=True)
class SheetRow:
    """One row of an input sheet: cells by code of the column, headers by code."""

    row: Row
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def at(self, code: str) -> str:
        """Address of a cell, ``file.xlsx!sheet!C3``; of the row where there is no such column."""
        if code not in self.headers:
            return self.row.address
        return self.row.at(self.headers[code])


@dataclass
class Sheets:
    """What a workbook gives back.

    Parameters
    ----------
    tables
        Rows by table (``meta`` included); a table without a sheet is absent.
    blank
        Empty rows between rows, by table: not read.
    unread
        Names of sheets that are not input.
    faults
        Missing sheets and columns, unknown columns, cells beyond the header.
    """

    file: str
    tables: dict[str, list[SheetRow]] = field(default_factory=dict)
    blank: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def input_sheets(file: str, book: Mapping[str, Table]) -> Sheets:
    """The input sheets of a workbook, by their Chinese names or the names of the tables.

    Parameters
    ----------
    file
        Name of the file, for addresses.
    book
        Every visible sheet, by name.
    """
    found = Sheets(file)
    wanted = {sheet(name): name for name in (*INPUT_TABLES, "meta")}
    wanted |= {name: name for name in (*INPUT_TABLES, "meta")}
    for title, table in book.items():
        name = wanted.get(plain(title))
        if name is None:
            found.unread.append(title)
        elif name in found.tables:
            zh, en = "同一张表有两个工作表", "two sheets for one table"
            found.faults.append(Fault(f"{file}!{title}", zh, en, title))
        else:
            _read(found, name, title, table)
    for name in NEEDED:
        if name not in found.tables:
            near = tuple(get_close_matches(sheet(name), _foreign(found.unread), 1, 0.3))
            zh, en = "缺少这张工作表", "this sheet is missing"
            found.faults.append(Fault(file, zh, en, sheet(name), near))
    return found


def _foreign(names: Iterable[str]) -> list[str]:
    own = set(sheet_names().values())
    return [name for name in names if name not in own]


def _read(found: Sheets, name: str, title: str, table: Table) -> None:
    where = f"{found.file}!{title}"
    headers = _headers(found, name, where, table)
    found.faults += [_at_cell(fault, table) for fault in table.faults]
    found.tables[name] = [
        SheetRow(row, {code: unguarded(row[header]) for code, header in headers.items()}, headers)
        for row in table.rows
    ]
    numbers = [int(row.address.rpartition("!")[2]) for row in table.rows]
    found.blank[name] = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0


def _at_cell(fault: Fault, table: Table) -> Fault:
    """A fault of ``file!sheet!12:header`` at ``file!sheet!C12``."""
    address, _, header = fault.address.rpartition(":")
    row = next((r for r in table.rows if r.address == address), None)
    if row is None:
        return fault
    return Fault(row.at(header), fault.zh, fault.en, fault.value, fault.nearest)


def _headers(found: Sheets, name: str, where: str, table: Table) -> dict[str, str]:
    """Header by code of the columns that are there; the others are faults."""
    if not table.columns:
        return {}
    known = {key: c for c in columns(name) for key in (_key(c.zh), c.code)}
    headers: dict[str, str] = {}
    unknown = []
    for header in table.columns:
        column = known.get(_key(header))
        if column is None:
            unknown.append(header)
        elif column.code in headers and header != headers[column.code]:
            zh, en = "与另一列是同一列", "the same column as another one"
            found.faults.append(Fault(where, zh, en, header, (headers[column.code],)))
        else:
            headers[column.code] = header
    missing = [c for c in columns(name) if c.code not in headers]
    found.faults += _missing(name, where, missing, unknown)
    for header in filter(None, unknown):
        near = tuple(get_close_matches(header, [c.zh for c in missing], 1, 0.3))
        found.faults.append(Fault(where, "不认识的列", "unknown column", header, near))
    return {c.code: headers[c.code] for c in columns(name) if c.code in headers and not c.derived}


def _missing(
    name: str, where: str, missing: Iterable[Column], unknown: list[str]
) -> Iterable[Fault]:
    needed = ("key", "value") if name == "meta" else COLUMNS.get(name, ((), ()))[0]
    for column in missing:
        if column.code in needed:
            near = tuple(get_close_matches(column.zh, unknown, 1, 0.3))
            yield Fault(where, "缺少这一列", "this column is missing", column.zh, near)


def _key(header: str) -> str:
    """A header as it is compared: without quotation marks and white space."""
    return plain(header).translate(_QUOTES)
