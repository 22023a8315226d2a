"""Faults of a returned workbook in the words of its sheets, and a copy with the cells marked."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import range_boundaries

from geo.design.theme import load_theme
from geo.domain.clock import MADE
from geo.errors import Fault
from geo.sources.plans.rows import PLAN_TABLES
from geo.sources.tables.spreadsheet import guarded
from geo.sources.tables.workbook import BROKEN
from geo.workbook.book import A3, TEXT_PT
from geo.workbook.returned import Returned
from geo.workbook.texts import columns, entries, sheet, vocabulary

_CELL = re.compile(r"([A-Z]{1,3})?([0-9]+)(?::[A-Z]+[0-9]+)?")
_HEADS = (("序号", 6), ("工作表", 12), ("单元格", 10), ("写的是", 28), ("问题", 52))
_MORE = (("最接近的正确值", 32), ("Problem", 52))
_MERGED = re.compile(rb'<[a-z:]*mergeCell [^>]*?ref="([A-Z0-9:]+)"')
MAX_CELLS = 250_000  # about 1 kB each
_NOW = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MADE = rb"\g<1>%bZ" % MADE.isoformat().encode()
_NAMED = re.compile(rf"({'|'.join(PLAN_TABLES)}) 表")
_TOML = re.compile(r"plan\.toml:(?:\[(\w+)\] ?)?(\w+)?")
_ZH_OF = {
    c.code: c.zh
    for n in ("carriers", "structure", "assignments")
    for c in columns(n)
    if not c.derived
}
_HEADERS = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(_ZH_OF, key=len, reverse=True))})(?![\w.])")


def _color(name: str) -> str:
    """A colour of the theme as openpyxl writes it."""
    theme = load_theme()
    return (theme.ground | theme.workbook)[name].removeprefix("#").upper()


_RED = PatternFill("solid", fgColor=_color("fault"))
_WORDS = Font(bold=True, color=_color("paper"))
_TEXT = Font(name=load_theme().office, size=TEXT_PT)
_LINK_TEXT = Font(name=load_theme().office, size=TEXT_PT, color=_color("link"), underline="single")
_HEAD = PatternFill("solid", fgColor=_color("head"))


def marked_copy(path: Path, faults: Iterable[Fault]) -> bytes | None:
    """The workbook with its faults marked; the same faults give the same bytes.

    Parameters
    ----------
    path
        A workbook that :func:`geo.sources.tables.workbook.read_workbook` has let through its gate.
    faults
        At ``file.xlsx!sheet!C3``, ``file.xlsx!sheet!3`` (a row), ``file.xlsx!sheet`` or the file.

    Returns
    -------
    bytes or None
        None where the workbook cannot be opened for writing, or is too large to be held whole.
    """
    try:
        if _cells(path) > MAX_CELLS:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep (data bars) is not ours
            book = load_workbook(path)
    except BROKEN:
        return None
    found = list(faults)
    by_cell: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in found:
        title, cell = place_of(fault.address)
        if title in book.sheetnames:
            by_cell[title, cell].append(fault)
    for (title, cell), here in by_cell.items():
        _mark(book[title][cell], here)
    _list(book, found)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cells(path: Path) -> int:
    """Cells that a library makes which holds the workbook whole, merged and empty ones included."""
    n = 0
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            if part.startswith("xl/worksheets/"):
                data = book.read(part)
                n += data.count(b"<c ") + data.count(b"<row ")
                for ref in _MERGED.findall(data):
                    left, top, right, bottom = range_boundaries(ref.decode())
                    n += (right - left + 1) * (bottom - top + 1)
    return n


def place_of(address: str) -> tuple[str, str]:
    """Sheet and cell of an address; the first cell of a row or sheet.

    Examples
    --------
    >>> place_of("a.xlsx!覆盖明细!C12"), place_of("a.xlsx!覆盖明细!12"), place_of("a.xlsx!分类")
    (('覆盖明细', 'C12'), ('覆盖明细', 'A12'), ('分类', 'A1'))
    """
    _, _, rest = address.partition("!")
    title, _, cell = rest.partition("!")
    found = _CELL.fullmatch(cell)
    return title, f"{found[1] or 'A'}{found[2]}" if found else "A1"


def _mark(cell: Any, faults: list[Fault]) -> None:  # noqa: ANN401  openpyxl has no types
    cell.fill = _RED
    near = (f"（最接近的：{'、'.join(f.nearest)}）" if f.nearest else "" for f in faults)
    lines = [f"{fault.zh}{words}" for fault, words in zip(faults, near, strict=True)]
    if cell.comment:
        lines.append(cell.comment.text)
    cell.comment = Comment("\n".join(lines), "geo", height=60 + 30 * len(lines), width=320)


def _list(book: Any, faults: list[Fault]) -> None:  # noqa: ANN401
    """The sheet 问题 in front: every fault with a link to its cell."""
    name = sheet("faults")
    if name in book.sheetnames:
        del book[name]
    page = book.create_sheet(name, 0)
    for k, (title, width) in enumerate((*_HEADS, *_MORE), 1):
        head = page.cell(1, k, title)
        head.font, head.fill = _WORDS, _HEAD
        page.column_dimensions[head.column_letter].width = width
    for n, fault in enumerate(faults, 1):
        title, cell = place_of(fault.address)
        known = title in book.sheetnames
        near = "、".join(fault.nearest)
        texts = (title, cell if known else "", fault.value, fault.zh, near, fault.en)
        page.cell(n + 1, 1, n).font = _TEXT
        for k, text in enumerate(texts, 2):
            box = page.cell(n + 1, k)
            box.value, box.data_type = guarded(text), "s"
            box.number_format = "@"
            box.alignment = Alignment(wrap_text=True, vertical="top")
            box.font = _LINK_TEXT if k == 3 and known else _TEXT
        if known:
            page.cell(n + 1, 3).hyperlink = f"#'{title}'!{cell}"
    page.freeze_panes = "A2"
    page.page_setup.paperSize, page.page_setup.orientation = A3, "landscape"
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = 0


def _timeless(data: bytes) -> bytes:
    """The same file without the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "docProps/core.xml":
                body = _NOW.sub(_MADE, body)
            new.writestr(zipfile.ZipInfo(part.filename), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_sheet(found: Returned, fault: Fault) -> Fault:
    """A fault of the plan that a workbook describes, at its cell and in the words of the sheets."""
    entry = _TOML.match(fault.address)
    if entry:
        return _of_entry(found, fault, ".".join(filter(None, entry.groups())))
    names = {**found.labels.sectors, **_labels_at(found, fault.address)}
    near = tuple(names.get(n, n) for n in fault.nearest)
    zh = _HEADERS.sub(lambda m: _ZH_OF[m.group()], _bare(found, _sheets(fault.zh)))
    value = _labels_at(found, fault.address).get(fault.value, fault.value)
    return Fault(_place(found, fault.address), zh, _bare(found, fault.en), value, near)


def _place(found: Returned, address: str) -> str:
    """The cell; the sheet of a table that has no cell to blame, or the file."""
    if address.startswith(f"{found.file}!"):
        return address
    name = address.partition(".csv")[0]
    return f"{found.file}!{sheet(name)}" if name in PLAN_TABLES else found.file


def _labels_at(found: Returned, address: str) -> Mapping[str, str]:
    """Label by code of the column that a cell stands in."""
    title, cell = place_of(address)
    name = next((n for n, known in found.titles.items() if known == title), "")
    letters = found.tables[name].rows[0].letters if name and found.tables[name].rows else {}
    for column in columns(name) if name else ():
        if letters.get(column.code) == cell.rstrip("0123456789") and cell in address:
            return found.labels.of(column)
    return {}


def _of_entry(found: Returned, fault: Fault, key: str) -> Fault:
    row = found.entry_rows.get(key)
    place = row.at("value") if row else f"{found.file}!{sheet('meta')}"
    value = row["value"] if row else key
    entry = next((e for e in entries() if e.key == key), None)
    names = vocabulary(entry.vocabulary) if entry and entry.vocabulary else {}
    near = tuple(names.get(n, n) for n in fault.nearest)
    return Fault(place, _bare(found, _sheets(fault.zh)), fault.en, value, near)


def _sheets(text: str) -> str:
    """Tables named in a Chinese sentence, as the sheets of the workbook."""
    return _NAMED.sub(lambda m: f"“{sheet(m[1])}”表", text)


def _bare(found: Returned, text: str) -> str:
    """Places of other rows named in a sentence without the name of the file."""
    return text.replace(f"{found.file}!", "")
