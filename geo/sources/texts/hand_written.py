"""What people wrote beside the locators: found again in the rows that are written anew.

``clauses.csv`` and ``paragraphs.csv`` come from the text, but a reason, and any column of the
user's own, is a person's; it follows its clause or its paragraph, and is never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geo.errors import Fault
from geo.sources.plans.columns import PLAN_TABLES
from geo.sources.tables.table import Row, Table
from geo.sources.texts.paragraphs import ParagraphText

AUTOMATIC = "heading"  # the reason that a line which is only a heading gets without a person


@dataclass(frozen=True)
class HandWritten:
    """Rows of an earlier table by the id of their clause or paragraph, and the own columns."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def cells(self, locator: str) -> list[str]:
        """The cells in the own columns."""
        row = self.rows.get(locator)
        return [row[column] if row else "" for column in self.columns]

    def reason(self, locator: str) -> str:
        """The reason given for a paragraph."""
        return self.rows[locator]["reason"] if locator in self.rows else ""


def beside_clauses(table: Table | None, used: Iterable[str]) -> HandWritten:
    """What stands beside the clauses that are in use; cells beside others are faults."""
    if table is None:
        return HandWritten()
    columns = _own_columns(table, "clauses")
    rows = {row["id"]: row for row in table.rows}
    left = [row for clause, row in rows.items() if clause not in set(used)]
    return HandWritten(columns, rows, tuple(_left_over(left, columns)))


def beside_paragraphs(table: Table | None, paragraphs: Sequence[ParagraphText]) -> HandWritten:
    """What stands beside the paragraphs, wherever in the document they now are.

    A row follows the wording of its paragraph, and stays at its place where only the wording was
    changed. A reason whose paragraph is no longer in the text is a fault.
    """
    if table is None:
        return HandWritten()
    columns = _own_columns(table, "paragraphs")
    wordings = {p.sha256 for p in paragraphs}
    rows = dict[str, Row]()
    left = list(table.rows)

    def same(p: ParagraphText, row: Row) -> bool:
        return row["sha256"] == p.sha256

    def same_and_in_place(p: ParagraphText, row: Row) -> bool:
        return same(p, row) and _locator(row) == p.locator

    def reworded(p: ParagraphText, row: Row) -> bool:
        return _locator(row) == p.locator and row["sha256"] not in wordings

    for fits in (same_and_in_place, same, reworded):
        for p in paragraphs:
            found = None if p.locator in rows else next((r for r in left if fits(p, r)), None)
            if found is not None:
                rows[p.locator] = found
                left.remove(found)
    said = (r for r in left if r["paragraph"] != "0" or r["reason"] != AUTOMATIC)
    return HandWritten(columns, rows, tuple(_left_over(said, ("reason", *columns))))


def _own_columns(table: Table, name: str) -> tuple[str, ...]:
    return tuple(c for c in table.columns if c and c not in PLAN_TABLES[name].names)


def _locator(row: Row) -> str:
    return f"{row['section']}#{row['paragraph']}"


def _left_over(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[Fault]:
    for row in rows:
        written = next((c for c in columns if row[c]), "")
        if written:
            zh = "文本与各表里已没有这一行所指之处,而这一格是手写的:请先另存,再删去这一行"
            en = (
                "the text and the tables have nothing at this row any more, and the cell is "
                "written by hand: keep it elsewhere, then delete the row"
            )
            yield Fault(row.at(written), zh, en, row[written])
