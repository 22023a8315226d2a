"""A sheet of many cells: what XlsxWriter does for each of them is done once for all that are alike.

The bytes are those of a plain sheet of the library; a test compares them.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_ENDS = {"Blank": "/>", "String": ' t="s"><v>%d</v></c>', "Number": "><v>%.16G</v></c>"}


class Page(Worksheet):
    """A worksheet whose cells are named by row and column, never as ``A1``.

    Examples
    --------
    >>> import io
    >>> import xlsxwriter
    >>> book = xlsxwriter.Workbook(io.BytesIO())
    >>> page = book.add_worksheet("一", worksheet_class=Page)
    >>> page.write_string(0, 0, "甲", book.add_format())
    0
    """

    write_blank = Worksheet._write_blank  # noqa: SLF001  (what they wrap, less the look for A1)
    write_number = Worksheet._write_number  # noqa: SLF001
    write_string = Worksheet._write_string  # noqa: SLF001

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        """Write a cell that has a style; of any other kind than these three the library's way."""
        end = _ENDS.get(type(cell).__name__)
        if end is None or not cell.format:
            super()._write_cell(row, col, cell)
            return
        style = cell.format._get_xf_index()  # noqa: SLF001
        value = end if end == "/>" else end % cell[0]
        self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{style}"{value}')
