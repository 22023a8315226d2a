"""The tables of a folder: CSV files, or the sheets of one workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from geo.errors import Fault, TableError
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.table import Columns, Table, Tables


def read_tables(
    folder: Path, declared: Mapping[str, Columns], needed: Collection[str] | None = None
) -> Tables:
    """Every declared table of a folder: ``NAME.csv``, or the sheet of that name.

    A folder has at most one workbook; a CSV stands before a sheet of the same name.

    Parameters
    ----------
    folder
        The folder.
    declared
        Columns by name of the table.
    needed
        Tables that must be there; all of them by default.
    """
    books = [p for p in sorted(folder.glob("*.xlsx")) if not p.name.startswith("~$")]
    faults: list[Fault] = []
    sheets = Tables({})
    if len(books) > 1:
        listed = ", ".join(book.name for book in books)
        zh, en = "文件夹里有多个工作簿,只能有一个", "more than one workbook"
        faults.append(Fault("", zh, en, listed))
    elif books:
        sheets = _sheets(books[0])
        faults += sheets.faults
    found: dict[str, Table] = {}
    for name, columns in declared.items():
        path = folder / f"{name}.csv"
        if path.is_file():
            found[name] = read_csv(path, columns)
        elif name in sheets.tables:
            found[name] = sheets.tables[name].held_against(columns)
        elif needed is None or name in needed:
            en = f"{name}.csv (or a sheet of this name) is missing"
            faults.append(Fault(f"{name}.csv", f"缺少 {name}.csv(或同名工作表)", en))
    return Tables(found, (*faults, *(f for table in found.values() for f in table.faults)))


def _sheets(path: Path) -> Tables:
    from geo.sources.tables.workbook import read_workbook  # only a workbook needs its reader

    try:
        return read_workbook(path)
    except TableError as error:
        return Tables({}, error.faults)
