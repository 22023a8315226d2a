"""Tables as the sheets of one workbook; byte-identical from run to run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis.report.columns import decimals_of
from geo.sources.tables.spreadsheet import width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_FIXED = dt.datetime(2025, 1, 1)  # noqa: DTZ001  a workbook's stamp has no zone
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")
_NARROW, _WIDE = 6, 48


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the words of its header, its rows; texts are harmless already."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | bool | int | float]]


def sheets_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: headers frozen and filtered, codes and dates as text, texts never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _FIXED})
        bold = book.add_format({"bold": True, "bottom": 1})
        for found in sheets:
            page = book.add_worksheet(found.name.translate(_FORBIDDEN)[:31])
            for k, title in enumerate(found.heads):
                page.write_string(0, k, title, bold)
                widest = max(width_of(str(v)) for v in (title, *(row[k] for row in found.rows)))
                page.set_column(k, k, min(max(widest + 2, _NARROW), _WIDE))
                shown = _shown(book, title)
                for n, row in enumerate(found.rows, 1):
                    if isinstance(row[k], str):
                        page.write_string(n, k, row[k])
                    elif isinstance(row[k], bool):
                        page.write_boolean(n, k, row[k])
                    else:
                        page.write_number(n, k, row[k], shown)
            page.freeze_panes(1, 0)
            if found.rows:
                page.autofilter(0, 0, len(found.rows), len(found.heads) - 1)
    return out.getvalue()


def _shown(book: Workbook, column: str) -> Format | None:
    """How numbers of a column look, where that is declared."""
    places = decimals_of(column)
    return None if places is None else book.add_format({"num_format": f"0.{'0' * places}"})
