"""The tables of a plan folder, from CSV files or from the sheets of one workbook."""

from __future__ import annotations

from pathlib import Path

from geo.errors import Fault, TableError
from geo.sources.tables.table import Row, Table, read_csv

CLAUSE_TABLES = ("assignments", "carriers", "structure")


class FolderTables:
    """Tables of a plan folder by name (``assignments``): ``NAME.csv``, or the sheet of that name.

    A folder has at most one workbook; a CSV stands before a sheet of the same name. ``faults`` has
    what is wrong with the workbook as a whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sheets: dict[str, Table] = {}
        self.faults: tuple[Fault, ...] = ()
        books = [p for p in sorted(folder.glob("*.xlsx")) if not p.name.startswith("~$")]
        if len(books) > 1:
            listed = ", ".join(book.name for book in books)
            self.faults = (
                Fault("", "文件夹里有多个工作簿,只能有一个", "more than one workbook", listed),
            )
        elif books:
            self._read_book(books[0])

    def _read_book(self, path: Path) -> None:
        from geo.sources.tables.workbook import read_workbook  # only a workbook needs its reader

        try:
            sheets = read_workbook(path)
        except TableError as error:
            self.faults = error.faults
            return
        self.sheets = {n: t for n, t in sheets.items() if not (self.folder / f"{n}.csv").exists()}

    def table(self, name: str) -> Table | None:
        """The table of this name, or None if the folder has none."""
        path = self.folder / f"{name}.csv"
        if name not in self.sheets and path.is_file():
            self.sheets[name] = read_csv(path)
        return self.sheets.get(name)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Its rows; none if there is no such table."""
        table = self.table(name)
        return table.rows if table else ()
