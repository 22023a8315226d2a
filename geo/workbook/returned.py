"""The sheets of a returned workbook as the tables of a plan, cell by cell, codes for words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo.errors import Fault, PlanError, notice
from geo.nearest import meant, nearest
from geo.sources.plans.rows import PLAN_TABLES
from geo.sources.tables.cells import flag_of
from geo.sources.tables.reading import table_of_sheet
from geo.sources.tables.sheet import REFUSED, Odd, Sheet
from geo.sources.tables.spreadsheet import unguarded
from geo.sources.tables.table import Columns, Row, Table, Tables, plain
from geo.sources.tables.workbook import read_workbook
from geo.workbook.meta import parsed
from geo.workbook.texts import (
    Column,
    Labels,
    code_of,
    columns,
    entries,
    labels,
    nearest_labels,
    sheet,
    sheet_names,
    vocabulary,
)

INPUTS = (*PLAN_TABLES, "meta")
NEEDED = ("assignments", "taxonomy", "meta")
_META = Columns(("key", "value"), dates=frozenset({"value"}))
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


def returned(path: Path) -> Returned:
    """The plan that the sheets of a workbook describe, by their Chinese names or the tables' own.

    Raises
    ------
    TableError
        Not a workbook, or too large by its own directory: the file was not opened.
    """
    found = Returned(path.name)
    wanted = {sheet(name): name for name in INPUTS} | {name: name for name in INPUTS}
    book = read_workbook(path, wanted)
    for title, page in book.sheets.items():
        name = wanted[plain(title)]
        if name in found.tables:
            zh, en = "同一张表有两个工作表", "two sheets for one table"
            found.form_faults.append(Fault(f"{found.file}!{title}", zh, en, title))
        else:
            found.titles[name] = title
            found.tables[name] = _coded(found, name, page)
    found.form_faults += _sheet_faults(found, book.unread)
    if "taxonomy" in found.tables:
        kinds = vocabulary("taxonomy")
        found.labels = labels(
            {"id": plain(row["id"]), "kind": code_of(kinds, row["kind"]) or "", "zh": row["zh"]}
            for row in found.tables["taxonomy"].rows
        )
    for name, table in found.plan_tables().tables.items():
        rows = tuple(
            replace(
                row,
                cells={c.code: _value(found, row, c) for c in columns(name) if c.code in row.cells},
            )
            for row in table.rows
        )
        found.tables[name] = replace(table, rows=rows)
        numbers = [row.number for row in rows]
        found.blank[name] = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    _read_entries(found)
    return found


def _sheet_faults(found: Returned, unread: Iterable[str]) -> Iterator[Fault]:
    """Input sheets that are missing, and sheets that a wrong name keeps from being read."""
    foreign = [title for title in unread if title not in sheet_names().values()]
    absent = {sheet(name): name for name in INPUTS if name not in found.tables}
    for title, name in absent.items():
        if name in NEEDED:
            near = nearest(title, foreign, 1)
            yield Fault(found.file, "缺少这张工作表", "this sheet is missing", title, near)
    renamed = {near for title in foreign for near in meant(title, absent)}
    known = (*NEEDED, "places", *(absent[title] for title in renamed))
    if gone := [title for title, name in absent.items() if name not in known]:
        zh, en = (
            "没有这些输入表，读作没有一行",
            "these input sheets are missing: read as without rows",
        )
        notice(found.file, zh, en, "、".join(gone))
    for title in unread:
        near = meant(title, absent) if title in foreign else ()
        if near:
            zh, en = "没有读取：表的名字不对", "not read: this is no name of a table"
            yield Fault(f"{found.file}!{title}", zh, en, title, near)
        else:
            found.unread.append(title)


def _coded(found: Returned, name: str, page: Sheet) -> Table:
    """The sheet under the names of the columns in the file; derived columns are left out."""
    shown = columns(name)
    form = PLAN_TABLES.get(name, _META)
    wanted = tuple(column.code for column in shown)
    declared = replace(
        form,
        names=wanted,
        optional=frozenset(wanted) - frozenset(form.needed),
        titles={column.code: column.zh for column in shown},
        aside=frozenset(column.code for column in shown if column.derived),
    )
    table = table_of_sheet(page, declared)
    found.form_faults += table.faults
    rows = (
        replace(row, cells={code: unguarded(cell) for code, cell in row.cells.items()})
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _value(found: Returned, row: Row, column: Column) -> str:
    """A cell as the plan folder has it: codes for words, folded forms in codes only."""
    cell = row[column.code]
    if column.kind in ("text", "place") or not cell:
        return cell
    if column.kind in ("code", "whole"):
        return plain(cell)
    if column.kind == "flag" and (flag := flag_of(cell)) is not None:
        return "yes" if flag else ""
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
            if "value" in row.dates and known[key].kind != "date":
                found.cell_faults.append(Fault(row.at("value"), *REFUSED[Odd.DATE], cell))
            try:
                found.entries[key] = parsed(known[key], cell)
            except PlanError as error:
                at = row.at("value")
                found.cell_faults += [replace(f, address=at, value=cell) for f in error.faults]
