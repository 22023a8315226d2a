"""Workbooks (xlsx) as tables of text; refused before opening if they declare to be large.

Merged cells, hidden sheets and formulas without a stored value are named, not guessed at. Document
type declarations in the XML are refused, so that no entity is ever expanded.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetMetadata

from geo.errors import Fault, TableError
from geo.sources.tables.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Table, build

MAX_UNPACKED = 64_000_000
MAX_PARTS = 1_000
_CELL = re.compile(rb"<c\b([^>]*[^/>])>(.*?)</c>", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]+[0-9]+)"')


def read_workbook(path: Path) -> dict[str, Table]:
    """Every visible sheet as a table, by sheet name.

    Raises
    ------
    TableError
        Not a workbook, too large by its own directory, hidden sheets, merged cells, or formulas
        without a stored value; all at once.
    """
    _gate(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        faults = [_hidden(path, meta.name) for meta in book.sheets_metadata if not _visible(meta)]
        names = [meta.name for meta in book.sheets_metadata if _visible(meta)]
        sheets = {name: book.get_sheet_by_name(name) for name in names}
        for name, sheet in sheets.items():
            faults += _sheet_faults(path, name, sheet)
        faults += [_formula(path, where) for where in _empty_formulas(path)]
        if faults:
            raise TableError(faults)
        return {name: _table(path, name, sheet) for name, sheet in sheets.items()}
    except CalamineError as error:
        fault = Fault(path.name, f"无法读取工作簿:{error}", f"cannot read the workbook: {error}")
        raise TableError(fault) from None


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
                if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
                    raise TableError(
                        Fault(
                            f"{path.name}!{part.filename}",
                            "含有 XML 文档类型声明,不予读取",
                            "has an XML document type declaration, which is refused",
                        )
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        fault = Fault(path.name, "不是 xlsx 工作簿", "not an xlsx workbook")
        raise TableError(fault) from None


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as stream:
        data = stream.read(MAX_UNPACKED + 1)
    plain = data.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _visible(meta: SheetMetadata) -> bool:
    return str(meta.visible).endswith(".Visible")


def _hidden(path: Path, name: str) -> Fault:
    return Fault(
        f"{path.name}!{name}",
        "工作表是隐藏的:请取消隐藏或删除",
        "the sheet is hidden: show it or delete it",
    )


def _sheet_faults(path: Path, name: str, sheet: CalamineSheet) -> list[Fault]:
    where = f"{path.name}!{name}"
    faults = [
        Fault(
            f"{where}!{_reference(top, left)}:{_reference(bottom, right)}",
            "合并单元格:请取消合并并填满",
            "merged cells: unmerge them and fill each one",
        )
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        faults.append(
            Fault(
                where,
                f"超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列",
                f"more than {MAX_ROWS} rows or {MAX_COLUMNS} columns",
            )
        )
    return faults


def _empty_formulas(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in sorted(archive.namelist()):
            if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
                continue
            for attributes, body in _CELL.findall(archive.read(part)):
                reference = _REFERENCE.search(attributes)
                if b"<f" in body and (b"<v>" not in body or b"<v></v>" in body) and reference:
                    yield f"{Path(part).name}!{reference.group(1).decode()}"


def _formula(path: Path, where: str) -> Fault:
    return Fault(
        f"{path.name}!{where}",
        "公式没有存下的值:请在表格软件里重新计算并保存,或改成值",
        "a formula without a stored value: recalculate and save, or turn it into a value",
    )


def _table(path: Path, name: str, sheet: CalamineSheet) -> Table:
    rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    records = [(n, [_text(cell) for cell in row]) for n, row in enumerate(rows, 1)]
    return build(
        f"{path.name}!{name}", records, "xlsx", lambda n: f"{path.name}!{name}!{n}", _letter
    )


def _text(value: object) -> str:
    """A cell as written: whole numbers without a point, dates in ISO form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def _letter(index: int) -> str:
    """Sheet letters of a column, from 0.

    >>> _letter(0), _letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _reference(row: int, column: int) -> str:
    return f"{_letter(column)}{row + 1}"
