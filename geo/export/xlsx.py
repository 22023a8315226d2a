"""Tables as the sheets of one workbook; byte-identical from run to run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from geo.sources.tables.spreadsheet import width_of

_FIXED = dt.datetime(2025, 1, 1)  # noqa: DTZ001  a workbook's stamp has no zone
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")
_NARROW, _WIDE = 6, 48
DEGREES = ("lon", "lat")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the words of its header, its rows; texts are harmless already."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]


def sheets_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: headers frozen and filtered, codes and dates as text, texts never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _FIXED})
        bold = book.add_format({"bold": True, "bottom": 1})
        degrees = book.add_format({"num_format": "0.000"})
        for found in sheets:
            page = book.add_worksheet(found.name.translate(_FORBIDDEN)[:31])
            for k, title in enumerate(found.heads):
                page.write_string(0, k, title, bold)
                widest = max(width_of(str(v)) for v in (title, *(row[k] for row in found.rows)))
                page.set_column(k, k, min(max(widest + 2, _NARROW), _WIDE))
                for n, row in enumerate(found.rows, 1):
                    if isinstance(row[k], str):
                        page.write_string(n, k, row[k])
                    else:
                        page.write_number(n, k, row[k], degrees if title in DEGREES else None)
            page.freeze_panes(1, 0)
            if found.rows:
                page.autofilter(0, 0, len(found.rows), len(found.heads) - 1)
    return out.getvalue()
