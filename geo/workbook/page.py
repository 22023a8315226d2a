"""A sheet of many cells: what XlsxWriter does for each of them is done once for all that are alike.

The bytes are those of a plain sheet of the library; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

from geo.errors import Fault, TableError
from geo.sources.tables.spreadsheet import guarded

Value = str | int
_MOST = 32_767  # UTF-16 units that a cell can hold


class Page(Worksheet):
    """A worksheet that is filled row by row.

    Examples
    --------
    >>> import io
    >>> import xlsxwriter
    >>> book = xlsxwriter.Workbook(io.BytesIO())
    >>> page, plain = book.add_worksheet("一", worksheet_class=Page), book.add_format()
    >>> page.fill(0, 0, [("甲", plain), (3, plain), ("", plain)])
    """

    def __init__(self) -> None:
        super().__init__()
        self._met: dict[tuple[Value, Any], Any] = {}

    def fill(self, row: int, column: int, cells: Iterable[tuple[Value, Any]]) -> None:
        """Write cells side by side: text as text, whatever it begins with, numbers as numbers.

        Raises
        ------
        TableError
            A text is longer than a cell can hold.
        """
        line, texts, last = self.table[row], self.str_table, column
        for last, cell in enumerate(cells, column):
            made = self._met.get(cell)
            if made is None:
                made = self._met[cell] = self._cell(row, *cell)
            elif made.__class__ is CellStringTuple:
                texts.count += 1
            line[last] = made
        for end in (column, last):
            self._check_dimensions(row, end)

    def _cell(self, row: int, value: Value, style: Any) -> Any:  # noqa: ANN401
        if isinstance(value, int):
            return CellNumberTuple(value, style)
        if not value:
            return CellBlankTuple(style)
        text = guarded(value)
        if len(text) > _MOST // 2 and len(text.encode("utf-16-le")) > 2 * _MOST:
            zh, en = "文字超过一格的上限", "the text is longer than a cell can hold"
            raise TableError(Fault(f"{self.get_name()}!{row + 1}", zh, en, value[:40]))
        return CellStringTuple(self.str_table._get_shared_string_index(text), style)  # noqa: SLF001

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        """Write a cell as XML; all of ours have a style."""
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if cell.__class__ is CellStringTuple:
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        elif cell.__class__ is CellBlankTuple:
            self.fh.write(f"{head}/>")
        else:
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
