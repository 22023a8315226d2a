"""Workbooks (xlsx) as tables of text; refused before opening if they declare to be large.

Merged cells, hidden sheets and formulas without a stored value are named, not guessed at. Document
type declarations in the XML are refused, so that no entity is ever expanded.

See DECISIONS 18.
"""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from geo.errors import Fault, TableError
from geo.sources.tables.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    Tables,
    table_of,
    too_large,
)

MAX_UNPACKED = 64_000_000
MAX_PARTS = 1_000
#: What the library raises on a file that is not quite a workbook.
BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, RuntimeError, EOFError,
)  # fmt: skip


class _Reader(ExcelReader):
    """The library's reader, with escaped characters (``_x000D_``) as what they stand for."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as stream:
                items = (n for _, n in iterparse(stream) if n.tag == f"{{{SHEET_MAIN_NS}}}si")
                self.shared_strings = [unescape(Text.from_tree(n).content) for n in items]


def read_workbook(path: Path) -> Tables:
    """Every visible sheet as a table, by sheet name.

    What makes a sheet unfit to be read (hidden, merged cells, formulas without a stored value, too
    large) is in the faults of the whole.

    Raises
    ------
    TableError
        Not a workbook, or too large by its own directory: the file was not opened.
    """
    _gate(path)
    try:
        book = _opened(path)
        faults = [_hidden(path, sheet.title) for sheet in book if sheet.sheet_state != "visible"]
        sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
        faults += (fault for sheet in sheets for fault in _merged(path, sheet))
        formulas = {s.title: [c for c in _filled(s) if c.data_type == "f"] for s in sheets}
        if any(formulas.values()):
            book = _opened(path, data_only=True)
            sheets = [book[sheet.title] for sheet in sheets]
            faults += _without_value(path, book, formulas)
        tables = {sheet.title: _table(path, sheet) for sheet in sheets}
    except BROKEN as error:
        fault = Fault(path.name, f"无法读取工作簿:{error}", f"cannot read the workbook: {error}")
        raise TableError(fault) from None
    large = (f for t in tables.values() if not t.columns and t.encoding for f in t.faults)
    return Tables(tables, (*faults, *large))


def _opened(path: Path, *, data_only: bool = False) -> Any:  # noqa: ANN401  openpyxl has no types
    """The book; ``data_only``: with the values of formulas in the place of formulas."""
    reader = _Reader(path, data_only=data_only, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it cannot keep (data bars) is not read either
        reader.read()
    return reader.wb


def _gate(path: Path) -> None:
    """Refuse by what the zip directory declares, and any document type declaration."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED or len(parts) > MAX_PARTS or path.stat().st_size > MAX_BYTES:
                raise TableError(
                    Fault(
                        path.name,
                        f"工作簿解压后声明为 {size} 字节、{len(parts)} 个部件,超过上限",
                        f"the workbook declares {size} bytes in {len(parts)} parts, over the limit",
                    )
                )
            for part in parts:
                if _declares(archive.read(part)):
                    raise TableError(
                        Fault(
                            f"{path.name}!{part.filename}",
                            "含有 XML 文档类型声明,不予读取",
                            "has an XML document type declaration, which is refused",
                        )
                    )
    except BROKEN:
        fault = Fault(path.name, "不是 xlsx 工作簿", "not an xlsx workbook")
        raise TableError(fault) from None


def _declares(data: bytes) -> bool:
    """Whether a part of any name and encoding has a document type declaration."""
    folded = data.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in folded or b"<!ENTITY" in folded


def _hidden(path: Path, name: str) -> Fault:
    return Fault(
        f"{path.name}!{name}",
        "工作表是隐藏的:请取消隐藏或删除",
        "the sheet is hidden: show it or delete it",
    )


def _merged(path: Path, sheet: Any) -> Iterator[Fault]:  # noqa: ANN401
    for cells in sheet.merged_cells.ranges:
        yield Fault(
            f"{path.name}!{sheet.title}!{cells.coord}",
            "合并单元格:请取消合并并填满",
            "merged cells: unmerge them and fill each one",
        )


def _without_value(path: Path, book: Any, formulas: dict[str, list[Any]]) -> Iterator[Fault]:  # noqa: ANN401
    for title, cells in formulas.items():
        for cell in cells:
            if book[title][cell.coordinate].value is None:
                yield Fault(
                    f"{path.name}!{title}!{cell.coordinate}",
                    "公式没有存下的值:请在表格软件里重新计算并保存,或改成值",
                    "a formula without a stored value: recalculate and save, or turn it into "
                    "a value",
                )


def _filled(sheet: Any) -> Iterator[Any]:  # noqa: ANN401
    """Cells with a value; the sheet is not filled up to its last row and column."""
    cells = sheet._cells.values()  # noqa: SLF001  every public way makes the empty cells too
    return (cell for cell in cells if cell.value is not None)


def _table(path: Path, sheet: Any) -> Table:  # noqa: ANN401
    name = f"{path.name}!{sheet.title}"
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in _filled(sheet):
        rows[cell.row][cell.column] = _text(cell.value)
        if cell.row > MAX_ROWS or cell.column > MAX_COLUMNS:
            return too_large(name, "xlsx")
    records = (
        (n, [cells.get(k, "") for k in range(1, max(cells) + 1)])
        for n, cells in sorted(rows.items())
    )
    return table_of(name, "xlsx", records, ragged=True)


def _text(value: object) -> str:
    """A cell as written: whole numbers without a point, dates in ISO form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
