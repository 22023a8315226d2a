"""What nobody took, list by list: the answer of ``geo gaps`` on pages."""

from __future__ import annotations

from collections.abc import Sequence

from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.gaps_view import gaps_report
from geo.analysis.report.model import Table, Value
from geo.book.columns import Columns, Listing, head_cells, in_columns
from geo.book.frame import Frame
from geo.book.model import BookPage
from geo.domain.text import Text
from geo.sheet.pen import Lettering
from geo.sheet.table import PAD_X, Cell
from geo.texts.catalogue import head as head_of
from geo.texts.catalogue import say

_COLUMNS = 2
_IDS = ("term_id", "place_id", "inferred")
_LEAST_SHARE = 0.12


def gap_pages(frame: Frame, base: PlanAnalysis, others: Sequence[PlanAnalysis]) -> list[BookPage]:
    """Every list that has an entry, after the counts of all of them."""
    title = say("book.gaps", plan=base.plan.short)
    head, field = frame.head(title, say("book.gaps_sub"))
    report = gaps_report(base, others)
    tables = [table for table in report.tables if table.rows]

    def fill(columns: Columns) -> None:
        for table in tables:
            columns.listing(_listing(columns.writing, table, columns.width))

    pages = in_columns(frame.writing, field, _COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


def _listing(writing: Lettering, table: Table, width: float) -> Listing:
    """A table with columns as wide as they need, in proportion where that is too much."""
    columns = [name for name in table.columns if name not in _IDS]
    heads = [writing.say(table.heads.get(name) or head_of(name)) for name in columns]
    rows = [
        [Cell(_text(writing, row.get(name, "")), writing.body) for name in columns]
        for row in table.rows
    ]
    lines = [head_cells(writing, heads), *rows]
    wide = [
        max(line[i].wide for line in lines) + 2.2 * PAD_X * writing.em for i in range(len(columns))
    ]
    most = [min(each, width * 0.5) for each in wide]
    share = max(sum(most), width)
    shares = [max(each / share, _LEAST_SHARE) for each in most]
    return Listing(
        writing.say(say(f"tables.{table.name}")),
        lines[0],
        rows,
        [each / sum(shares) for each in shares],
    )


def _text(writing: Lettering, value: Value) -> str:
    return writing.say(value) if isinstance(value, Text) else str(value)
