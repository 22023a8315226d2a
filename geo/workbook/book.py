"""An open workbook with its styles: text stays text, colours come from the theme, pages are A3."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from geo.design.theme import Theme, load_theme
from geo.domain.clock import MADE
from geo.domain.plan import Plan
from geo.errors import Fault, TableError
from geo.sources.tables.spreadsheet import guarded, width_of
from geo.texts.catalogue import section
from geo.workbook.texts import sheet

TEXT_PT = 10
A3 = 8
Sheet = Any  # xlsxwriter has no types


class Book:
    """A workbook being written; the same plan gives the same bytes.

    Parameters
    ----------
    plan
        Gives the title, the footer and the hues of its sectors.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.theme: Theme = load_theme()
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        title = plan.document.title.zh
        self._book.set_properties({"title": title[:255], "created": MADE})
        self.style = cache(self._style)
        base = self._book.formats[0]
        base.set_font_name(self.theme.office)
        base.set_font_size(TEXT_PT)

    def _style(self, **changes: Any) -> Any:  # noqa: ANN401
        """A cell style; the same one for the same words. Colours may be names of the theme."""
        font = {"font_name": self.theme.office, "font_size": TEXT_PT, "font_color": "ink"}
        plain = {**font, "valign": "top", "num_format": "@"}
        colours: dict[Any, str] = self.theme.ground | self.theme.workbook
        wanted = (plain | changes).items()
        named = {k: colours.get(v, v) if k.endswith("color") else v for k, v in wanted}
        return self._book.add_format(named)

    def tint(self, color: str) -> Any:  # noqa: ANN401
        """A fill for conditional formats."""
        return self._book.add_format({"bg_color": color})

    def add(self, name: str) -> Sheet:
        """A new sheet, by the name of its table, set to print on A3 landscape, one page wide."""
        page = self._book.add_worksheet(sheet(name))
        page.set_paper(A3)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        short = section("matrix")["footer"].format(short=self.plan.document.short.zh)
        page.set_footer(f"&L{short.replace('&', '&&')[:100]}&C{sheet(name)}&R&P / &N")
        page.hide_gridlines(2)
        return page

    def put(self, page: Sheet, row: int, column: int, value: str | int, style: object) -> None:
        """Write one cell: text as text, whatever it begins with; whole numbers as numbers.

        Raises
        ------
        TableError
            The text is longer than a cell can hold.
        """
        if isinstance(value, int):
            page.write_number(row, column, value, style)
        elif not value:
            page.write_blank(row, column, None, style)
        elif page.write_string(row, column, guarded(value), style) != 0:
            at = f"{page.get_name()}!{row + 1}"
            zh, en = "文字超过一格的上限", "the text is longer than a cell can hold"
            raise TableError(Fault(at, zh, en, value[:40]))

    def fill(self, page: Sheet, row: int, cells: Iterable[tuple[str | int, object]]) -> None:
        """Write cells side by side, from the first column on."""
        for column, (value, style) in enumerate(cells):
            self.put(page, row, column, value, style)

    def fit_row(self, page: Sheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make room for wrapped texts, each with the width of its column; one-line rows stay."""
        lines = max((lines_of(text, width) for text, width in texts), default=1)
        if lines > 1:
            page.set_row(row, 14 * min(lines, 28) + 2)

    def bytes(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._out.getvalue()


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column of a width.

    >>> lines_of("广东省广州市", 8), lines_of("", 8)
    (2, 1)
    """
    return sum(max(1, math.ceil(width_of(part) / (width + 1))) for part in text.split("\n"))


def column_range(page: str, column: int, rows: int) -> str:
    """The cells under the header of a column, as a reference for drop-down lists.

    >>> column_range("清单", 27, 3)
    "='清单'!$AB$2:$AB$4"
    """
    letter = xl_col_to_name(column)
    return f"='{page}'!${letter}$2:${letter}${max(rows, 1) + 1}"
