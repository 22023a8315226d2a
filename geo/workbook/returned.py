"""The sheets of a returned workbook as the tables of a plan, cell by cell, codes for words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.plans.columns import PLAN_TABLES
from geo.sources.tables.cells import NO, YES
from geo.sources.tables.spreadsheet import unguarded
from geo.sources.tables.table import Row, Table, Tables, plain
from geo.workbook.labels import Labels, code_of, labels, nearest_labels
from geo.workbook.meta import NotValidError, parsed
from geo.workbook.texts import Column, columns, entries, sheet, sheet_names, vocabulary

NEEDED = ("assignments", "taxonomy", "meta")
_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」 \n\u3000"))
_SAID = {
    "flag": ("只能填“是”或留空", "must be yes or empty"),
    "sector": ("不认识的领域", "unknown sector"),
    "subsector": ("不认识的细分产业", "unknown sub-sector"),
}


@dataclass
class Returned:
    """What a workbook gives back.

    Parameters
    ----------
    file
        Name of the file, for addresses.
    tables
        By name in the columns of the plan folder, ``meta`` included; a table without a sheet is
        absent. Faulty cells stay as written.
    titles
        Name of the sheet of each table.
    blank
        Empty rows between rows, by table: not read.
    entries
        Values of ``plan.toml`` by dotted name, as TOML has them.
    entry_rows
        Row of the metadata sheet by dotted name.
    unread
        Names of sheets that are not input.
    form_faults
        Missing sheets and columns, unknown columns, cells beyond the header.
    cell_faults
        Cells that name nothing, each with the nearest valid word.
    """

    file: str
    tables: dict[str, Table] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    blank: dict[str, int] = field(default_factory=dict)
    labels: Labels = field(default_factory=lambda: Labels({}, {}))
    entries: dict[str, Any] = field(default_factory=dict)
    entry_rows: dict[str, Row] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    form_faults: list[Fault] = field(default_factory=list)
    cell_faults: list[Fault] = field(default_factory=list)

    def plan_tables(self) -> Tables:
        """The tables of the plan folder."""
        return Tables({name: t for name, t in self.tables.items() if name in PLAN_TABLES})


def returned(file: str, book: Tables) -> Returned:
    """The plan that the sheets of a workbook describe, by their Chinese names or the tables' own.

    Parameters
    ----------
    file
        Name of the file.
    book
        Every visible sheet, by name.
    """
    found = Returned(file)
    names = (*PLAN_TABLES, "meta")
    wanted = {sheet(name): name for name in names} | {name: name for name in names}
    for title, table in book.tables.items():
        name = wanted.get(plain(title))
        if name is None:
            found.unread.append(title)
        elif name in found.tables:
            zh, en = "同一张表有两个工作表", "two sheets for one table"
            found.form_faults.append(Fault(f"{file}!{title}", zh, en, title))
        else:
            found.titles[name] = title
            found.tables[name] = _coded(found, name, table)
    for name in NEEDED:
        if name not in found.tables:
            foreign = [title for title in found.unread if title not in sheet_names().values()]
            near = nearest(sheet(name), foreign, 1)
            zh, en = "缺少这张工作表", "this sheet is missing"
            found.form_faults.append(Fault(file, zh, en, sheet(name), near))
    if "taxonomy" in found.tables:
        found.labels = labels(_terms(found.tables["taxonomy"].rows))
    for name, table in found.plan_tables().tables.items():
        rows = tuple(_valued(found, row, columns(name)) for row in table.rows)
        found.tables[name] = Table(table.name, table.columns, rows, table.encoding)
        numbers = [int(row.address.rpartition("!")[2]) for row in rows]
        found.blank[name] = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    _read_entries(found)
    return found


def _coded(found: Returned, name: str, table: Table) -> Table:
    """The sheet under the names of the columns in the file; derived columns are left out."""
    found.form_faults += table.faults
    headers = _headers(found, name, table) if table.columns else {}
    rows = tuple(
        Row(
            row.address,
            {code: unguarded(row[header]) for code, header in headers.items()},
            {code: row.letters[header] for code, header in headers.items()},
        )
        for row in table.rows
    )
    return Table(table.name, tuple(headers), rows, table.encoding)


def _headers(found: Returned, name: str, table: Table) -> dict[str, str]:
    """Header by code of the columns that are there; the others are faults."""
    known = {key: c for c in columns(name) for key in (_key(c.zh), c.code)}
    headers: dict[str, str] = {}
    unknown = []
    for header in table.columns:
        column = known.get(_key(header))
        if column is None:
            unknown.append(header)
        elif column.code in headers and header != headers[column.code]:
            zh, en = "与另一列是同一列", "the same column as another one"
            found.form_faults.append(Fault(table.name, zh, en, header, (headers[column.code],)))
        else:
            headers[column.code] = header
    missing = [c for c in columns(name) if c.code not in headers]
    needed = ("key", "value") if name == "meta" else PLAN_TABLES[name].needed
    for column in missing:
        if column.code in needed:
            near = nearest(column.zh, unknown, 1)
            zh, en = "缺少这一列", "this column is missing"
            found.form_faults.append(Fault(table.name, zh, en, column.zh, near))
    for header in filter(None, unknown):
        near = nearest(header, [c.zh for c in missing], 1)
        found.form_faults.append(Fault(table.name, "不认识的列", "unknown column", header, near))
    return {c.code: headers[c.code] for c in columns(name) if c.code in headers and not c.derived}


def _key(header: str) -> str:
    """A header as it is compared: without quotation marks and white space."""
    return plain(header).translate(_QUOTES)


def _terms(rows: Iterable[Row]) -> Iterator[Mapping[str, str]]:
    for row in rows:
        kind = code_of(vocabulary("taxonomy"), row["kind"]) or ""
        yield {"id": plain(row["id"]), "kind": kind, "zh": row["zh"]}


def _valued(found: Returned, row: Row, shown: Iterable[Column]) -> Row:
    cells = {c.code: _value(found, row, c) for c in shown if c.code in row.cells}
    return Row(row.address, cells, row.letters)


def _value(found: Returned, row: Row, column: Column) -> str:
    """A cell as the plan folder has it: codes for words, folded forms in codes only."""
    cell = row[column.code]
    if column.kind in ("text", "place") or not cell:
        return cell
    if column.kind in ("code", "whole"):
        return plain(cell)
    if column.kind == "flag" and plain(cell).lower() in YES | NO:
        return "yes" if plain(cell).lower() in YES else ""
    names = found.labels.of(column)
    code = code_of(names, cell)
    if code is None and names:
        zh, en = _SAID.get(column.kind, ("不是可用的值", "not a valid value"))
        near = nearest_labels(names, cell)
        found.cell_faults.append(Fault(row.at(column.code), zh, en, cell, near))
    return cell if code is None else code


def _read_entries(found: Returned) -> None:
    known = {entry.key: entry for entry in entries()}
    for row in found.tables["meta"].rows if "meta" in found.tables else ():
        key, cell = plain(row["key"]), row["value"]
        if key not in known:
            near = nearest(key, known, 2)
            found.cell_faults.append(Fault(row.at("key"), "不认识的键", "unknown key", key, near))
        elif key in found.entry_rows:
            found.cell_faults.append(Fault(row.at("key"), "键重复", "the key stands twice", key))
        else:
            found.entry_rows[key] = row
            try:
                found.entries[key] = parsed(known[key], cell)
            except NotValidError as error:
                at = row.at("value")
                found.cell_faults.append(Fault(at, error.zh, error.en, cell, error.nearest))
