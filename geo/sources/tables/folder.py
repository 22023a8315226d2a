"""The tables of a folder: CSV files, or the sheets of one workbook; what is not read is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import Fault, TableError, notice
from geo.nearest import meant
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.reading import table_of_sheet
from geo.sources.tables.table import Columns, Table, Tables, plain

BOOKS = (".xlsx", ".ods")
#: Files that hold tables for somebody, not for us.
_OTHER = (".csv", ".tsv", ".xls", ".xlsm", ".xlsb", ".et", ".numbers", *BOOKS)
_LOCKS = ("~$", ".~lock.")
_MEANT = ("没有读取：表的名字不对", "not read: this is no name of a table")


@dataclass
class _Found:
    """What was read so far, and the faults that no table has."""

    tables: dict[str, Table] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_tables(
    folder: Path,
    declared: Mapping[str, Columns],
    needed: Collection[str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Tables:
    """Every declared table of a folder: ``NAME.csv``, or the sheet of that name.

    A folder has at most one workbook; a CSV stands before a sheet of the same name. Files and
    sheets that hold a table and are not read are said, and refused where a missing table of nearly
    the same name shows that they were meant.

    Parameters
    ----------
    folder
        The folder.
    declared
        Columns by name of the table.
    needed
        Tables that must be there; all of them by default.
    titles
        What people call the tables, by name; with them, what else lies in the folder is told.
    """
    found = _Found()
    for name, columns in declared.items():
        if (path := folder / f"{name}.csv").is_file():
            found.tables[name] = read_csv(path, columns)
    books = [p for p in _files(folder) if p.suffix.lower() in BOOKS]
    must = set(declared if needed is None else needed)
    if len(books) > 1 and not must <= found.tables.keys():
        listed = ", ".join(book.name for book in books)
        zh, en = "文件夹里有多个工作簿，只能有一个", "more than one workbook"
        found.faults.append(Fault("", zh, en, listed))
        books = []
    elif len(books) == 1:
        _read_book(found, books.pop(), declared, titles or {})
    for name in sorted(must):
        if name not in found.tables:
            en = f"{name}.csv (or a sheet of this name) is missing"
            found.faults.append(Fault(f"{name}.csv", f"缺少 {name}.csv（或同名工作表）", en))
    if titles is not None:
        read = {f"{name}.csv" for name in declared}
        for path in _files(folder):
            other = path.suffix.lower() not in BOOKS and path.name not in read
            if other or path in books:
                _unread_file(found, path, {t: n for n, t in titles.items() if n in declared})
        _say_locks(folder)
    faults = (f for table in found.tables.values() for f in table.faults)
    return Tables(found.tables, (*found.faults, *faults))


def _files(folder: Path) -> Iterator[Path]:
    """Files of a folder that hold tables, those of the system left out."""
    for path in sorted(folder.glob("*")):
        if (
            path.suffix.lower() in _OTHER
            and path.is_file()
            and not path.name.startswith((".", "~"))
        ):
            yield path


def _say_locks(folder: Path) -> None:
    for path in sorted(folder.glob("*")):
        if path.name.startswith(_LOCKS):
            zh = "表格软件正开着这个文件：读到的是上次存盘的内容"
            en = "a spreadsheet program has this file open: what was saved last is read"
            notice(path.name, zh, en)


def _read_book(
    found: _Found, path: Path, declared: Mapping[str, Columns], titles: Mapping[str, str]
) -> None:
    from geo.sources.tables.workbook import read_workbook  # only a workbook needs its reader

    try:
        book = read_workbook(path, [name for name in declared if name not in found.tables])
    except TableError as error:
        found.faults += error.faults
        return
    for title, sheet in book.sheets.items():
        name, at = plain(title), f"{path.name}!{title}"
        if name in found.tables:
            zh, en = "同一张表有两个工作表", "two sheets for one table"
            found.faults.append(Fault(at, zh, en, title))
        found.tables.setdefault(name, table_of_sheet(sheet, declared[name]))
    for title in list(book.unread):
        if near := [n for n in meant(plain(title).lower(), declared) if n not in found.tables]:
            found.faults.append(Fault(f"{path.name}!{title}", *_MEANT, "", tuple(near)))
            book.unread.remove(title)
    if book.unread:
        zh, en = "没有读取这些工作表", "these sheets are not read"
        if set(book.unread) & set(titles.values()):
            zh, en = (
                f"{zh}（改好的工作簿用 geo import 读回）",
                f"{en} (geo import reads a workbook back)",
            )
        notice(path.name, zh, en, "、".join(book.unread))


def _unread_file(found: _Found, path: Path, names: Mapping[str, str]) -> None:
    """Say that a file is not read; a fault where the table that it is named after is missing."""
    words = {name: name for name in names.values()} | dict(names)
    near = [words[word] for word in meant(plain(path.stem).lower(), words)]
    right = tuple(f"{name}.csv" for name in near)
    if near and near[0] not in found.tables and path.suffix.lower() not in BOOKS:
        found.faults.append(Fault(path.name, *_MEANT, "", right))
    else:
        zh, en = "没有读取这个文件", "this file is not read"
        if path.suffix.lower() not in (*BOOKS, ".csv"):
            zh, en = f"{zh}：请另存为 .xlsx 或 CSV", f"{en}: save it as .xlsx or CSV"
        notice(path.name, zh, en, "", right)
