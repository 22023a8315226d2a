"""Workbooks (xlsx, ods) as sheets of text; refused before opening if they declare to be large.

Sheets are read as a stream, so that what a file declares far away or leaves empty takes no room.
Document type declarations in the XML are refused, so that no entity is ever expanded.

See DECISIONS 18 and 32.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from geo.errors import Fault, TableError
from geo.sources.tables.ods import CONTENT, read_ods
from geo.sources.tables.sheet import Book, Odd, Read, Sheet
from geo.sources.tables.table import MAX_BYTES, plain

MAX_UNPACKED = 32_000_000
MAX_PARTS = 1_000
#: What the library raises on a file that is not quite a workbook.
BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, RuntimeError, EOFError,
)  # fmt: skip
_CHUNK = 1_000_000
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_TRUE = ("1", "true")
_VALUE = f"{{{SHEET_MAIN_NS}}}v"
#: Number formats that show a number as it is, or a whole one.
_AS_STORED = re.compile(r"(?:General|GENERAL|@|(#*0))?(?:[_\\].)*")


class _Reader(ExcelReader):
    """The library's reader, with escaped characters (``_x000D_``) as what they stand for."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as stream:
                self.shared_strings = [unescape(_string(n)) for n in _elements(stream, "si")]


def _string(element: Any) -> str:  # noqa: ANN401
    """A shared text; one without runs of its own styles needs no reading of styles."""
    if len(element) == 1 and element[0].tag == f"{{{SHEET_MAIN_NS}}}t":
        return element[0].text or ""
    return str(Text.from_tree(element).content)


def read_workbook(path: Path, wanted: Collection[str]) -> Book:
    """The sheets of some names; the others are listed and not read.

    Raises
    ------
    TableError
        Not a workbook, or too large by its own directory: the file was not opened.
    """
    ods = CONTENT in _gate(path)
    try:
        return read_ods(path, wanted) if ods else _read_xlsx(path, wanted)
    except BROKEN as error:
        fault = Fault(path.name, f"无法读取工作簿：{error}", f"cannot read the workbook: {error}")
        raise TableError(fault) from None


def _read_xlsx(path: Path, wanted: Collection[str]) -> Book:
    book = Book()
    with warnings.catch_warnings(), path.open("rb") as stream:  # whatever its suffix
        warnings.simplefilter("ignore")  # what it cannot keep (data bars) is not read either
        reader = _Reader(stream, read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read()
            for page in reader.wb.worksheets:
                if plain(page.title) in wanted:
                    book.sheets[page.title] = _sheet(path, page)
                else:
                    book.unread.append(page.title)
    return book


def _sheet(path: Path, page: Any) -> Sheet:  # noqa: ANN401  openpyxl has no types
    found = Sheet(path, page.title, visible=page.sheet_state == "visible")
    with page._get_source() as source:  # noqa: SLF001  the stream behind its public rows
        cells = _Cells(source, page)
        for element in _elements(source, "row", "col", "mergeCell"):
            kind = element.tag.rpartition("}")[2]
            if kind == "row":
                read = cells.of(element)
                found.add_row(cells.row_counter, read, hidden=element.get("hidden") in _TRUE)
            elif kind == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                found.merge((top, bottom), (left - 1, right - 1))
            elif element.get("hidden") in _TRUE:
                found.hide_columns(int(element.get("min")) - 1, int(element.get("max")))
    return found


class _Cells(WorkSheetParser):
    """The library's reading of a cell, with what it shows beyond its text."""

    row_counter: int

    def __init__(self, source: Any, page: Any) -> None:  # noqa: ANN401
        self.book = page.parent
        super().__init__(
            source,
            page._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=self.book.epoch,
            date_formats=self.book._date_formats,  # noqa: SLF001
            timedelta_formats=self.book._timedelta_formats,  # noqa: SLF001
        )

    def of(self, row: Any) -> Iterator[Read]:  # noqa: ANN401
        """Columns from 0, texts and oddities of the cells of a row that have a value."""
        self.row_counter = int(row.get("r", 0)) or self.row_counter + 1
        self.col_counter = 0
        return (self._read(box) for box in row if len(box) or self._skipped())

    def _skipped(self) -> bool:
        """One more cell without a value; of those with an address this does not count."""
        self.col_counter += 1
        return False

    def _read(self, box: Any) -> Read:  # noqa: ANN401
        cell = self.parse_cell(box)
        value, column = cell["value"], cell["column"] - 1
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            return column, _text(value), Odd.DATE
        if type(value) in (int, float) and not self._as_stored(value, cell["style_id"]):
            return column, _text(value), Odd.FORMATTED
        if box.find(f"{{{SHEET_MAIN_NS}}}f") is None:
            return column, _text(value), None
        stored = value is not None or (box.get("t") == "str" and box.find(_VALUE) is not None)
        return column, _text(value), Odd.CALCULATED if stored else Odd.NO_VALUE

    def _as_stored(self, value: float, style: int) -> bool:
        """Whether a number looks in its cell as it is stored."""
        number = self.book._cell_styles[style].numFmtId  # noqa: SLF001
        own = number - BUILTIN_FORMATS_MAX_SIZE
        known = self.book._number_formats[own] if own >= 0 else BUILTIN_FORMATS.get(number, "")  # noqa: SLF001
        found = _AS_STORED.fullmatch(known.partition(";")[0])
        return found is not None and (not found[1] or value == int(value))


def _elements(source: IO[bytes], *kinds: str) -> Iterator[Any]:
    """Elements of these kinds, each complete and then forgotten with all before it."""
    tags = {f"{{{SHEET_MAIN_NS}}}{kind}" for kind in kinds}
    above: list[Any] = []
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if element.tag in tags:
            yield element
        if not any(e.tag in tags for e in above):
            element.clear()
            if above:
                above[-1].remove(element)


def _gate(path: Path) -> list[str]:
    """Names of the parts; refused by what the zip directory declares, and by any entity."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED or len(parts) > MAX_PARTS or path.stat().st_size > MAX_BYTES:
                raise TableError(
                    Fault(
                        path.name,
                        f"工作簿解压后声明为 {size} 字节、{len(parts)} 个部件，超过上限",
                        f"the workbook declares {size} bytes in {len(parts)} parts, over the limit",
                    )
                )
            for part in parts:
                with archive.open(part) as stream:
                    declares = _declares(stream)
                if declares:
                    raise TableError(
                        Fault(
                            f"{path.name}!{part.filename}",
                            "含有 XML 文档类型声明，不予读取",
                            "has an XML document type declaration, which is refused",
                        )
                    )
            return [part.filename for part in parts]
    except BROKEN:
        raise TableError(_no_workbook(path)) from None


def _no_workbook(path: Path) -> Fault:
    with path.open("rb") as stream:
        old = stream.read(len(_OLD)) == _OLD
    if old:
        zh = "是旧格式（.xls）或有密码的工作簿：请另存为不加密的 .xlsx"
        en = "an old (.xls) or encrypted workbook: save it as .xlsx without a password"
        return Fault(path.name, zh, en)
    return Fault(path.name, "不是 xlsx 或 ods 工作簿", "not an xlsx workbook, nor an ods one")


def _declares(stream: IO[bytes]) -> bool:
    """Whether a part of any name and encoding has a document type declaration."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        folded = tail + chunk.replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in folded or b"<!ENTITY" in folded:
            return True
        tail = folded[-9:]
    return False


def _text(value: object) -> str:
    """A cell as written: numbers as they look in a plain cell, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
