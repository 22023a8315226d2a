"""OpenDocument spreadsheets (ods) as sheets of text, read as a stream.

A row or cell that stands for many (``number-rows-repeated``) is read as often as it is filled.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from openpyxl.xml.functions import iterparse

from geo.sources.tables.sheet import Book, Odd, Read, Sheet
from geo.sources.tables.table import MAX_COLUMNS, MAX_ROWS, plain

CONTENT = "content.xml"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = (f"{{{_NAMES}{n}:1.0}}" for n in ("table", "text", "office"))
_STYLE = f"{{{_NAMES}style:1.0}}"


def read_ods(path: Path, wanted: Collection[str]) -> Book:
    """The sheets of some names; the others are listed and not read."""
    with zipfile.ZipFile(path) as archive, archive.open(CONTENT) as source:
        reading = _Content(path, wanted)
        above: list[Any] = []
        for event, element in iterparse(source, events=("start", "end")):
            if event == "start":
                above.append(element)
                reading.start(element)
                continue
            above.pop()
            reading.end(element)
            if element.tag.startswith(_TABLE) and element.tag not in _CELLS:
                element.clear()
                above[-1].remove(element)
    return reading.book


class _Content:
    """The content as its elements come in."""

    def __init__(self, path: Path, wanted: Collection[str]) -> None:
        self.path = path
        self.wanted = wanted
        self.book = Book()
        self.hidden: set[str] = set()
        self.page: Sheet | None = None
        self.depth = 0

    def start(self, element: Any) -> None:  # noqa: ANN401
        """A table begins: nothing of it is known but its name and style."""
        if element.tag != f"{_TABLE}table":
            return
        self.depth += 1
        title = element.get(f"{_TABLE}name", "")
        if self.depth > 1:
            return
        if plain(title) not in self.wanted:
            self.book.unread.append(title)
            return
        visible = element.get(f"{_TABLE}style-name") not in self.hidden
        self.page = Sheet(self.path, title, visible=visible)
        self.row, self.column = 1, 0

    def end(self, element: Any) -> None:  # noqa: ANN401
        """A style, a column, a row or a table is complete."""
        kind = element.tag
        if kind == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                self.hidden.add(element.get(f"{_STYLE}name"))
        elif kind == f"{_TABLE}table":
            self.depth -= 1
            if self.depth == 0 and self.page:
                self.book.sheets[element.get(f"{_TABLE}name", "")] = self.page
                self.page = None
        elif self.page and self.depth == 1 and kind == f"{_TABLE}table-column":
            end = self.column + _times(element, "columns")
            if _hidden(element):
                self.page.hide_columns(self.column, end)
            self.column = end
        elif self.page and self.depth == 1 and kind == f"{_TABLE}table-row":
            self._row(self.page, element)

    def _row(self, page: Sheet, element: Any) -> None:  # noqa: ANN401
        times = _times(element, "rows")
        read = list(self._cells(page, element))
        for n in range(self.row, self.row + min(times, MAX_ROWS + 2) if read else self.row):
            page.add_row(n, read, hidden=_hidden(element))
        self.row += times

    def _cells(self, page: Sheet, row: Any) -> Iterator[Read]:  # noqa: ANN401
        column = 0
        for box in row:
            if box.tag not in _CELLS:
                continue
            times = _times(box, "columns")
            wide, high = (
                int(box.get(f"{_TABLE}number-{k}-spanned", 1)) for k in ("columns", "rows")
            )
            if wide > 1 or high > 1:
                page.merge((self.row, self.row + high - 1), (column, column + wide - 1))
            text, odd = _read(box)
            if text or odd:
                yield from ((column + k, text, odd) for k in range(min(times, MAX_COLUMNS + 1)))
            column += times


_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def _times(element: Any, what: str) -> int:  # noqa: ANN401
    return int(element.get(f"{_TABLE}number-{what}-repeated", 1))


def _hidden(element: Any) -> bool:  # noqa: ANN401
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _read(box: Any) -> tuple[str, Odd | None]:  # noqa: ANN401
    """Text and oddity of a cell."""
    kind = box.get(f"{_OFFICE}value-type", "")
    shown = "\n".join("".join(_pieces(p)) for p in box.findall(f"{_TEXT}p"))
    formula = box.get(f"{_TABLE}formula") is not None
    if kind in ("date", "time"):
        text = box.get(f"{_OFFICE}{kind}-value", shown)
        return text.removesuffix("T00:00:00"), Odd.DATE
    if kind == "boolean":
        return box.get(f"{_OFFICE}boolean-value", "").upper(), None
    if kind in ("float", "percentage", "currency"):
        stored = f"{float(box.get(f'{_OFFICE}value')):.15g}"
        how = Odd.CALCULATED if formula else None
        return stored, how if stored == shown else Odd.FORMATTED
    if formula:
        return shown, Odd.CALCULATED if kind else Odd.NO_VALUE
    return shown or box.get(f"{_OFFICE}string-value", ""), None


def _pieces(paragraph: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a paragraph, spaces, tabs and line breaks written out."""
    yield paragraph.text or ""
    for piece in paragraph:
        kind = piece.tag.removeprefix(_TEXT)
        if kind == "s":
            yield " " * min(int(piece.get(f"{_TEXT}c", 1)), 1000)
        elif kind in ("tab", "line-break"):
            yield "\t" if kind == "tab" else "\n"
        elif piece.tag != f"{_OFFICE}annotation":
            yield from _pieces(piece)
        yield piece.tail or ""
