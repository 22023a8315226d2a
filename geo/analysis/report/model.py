"""The answer of an analysis: a title, remarks, tables to read, and plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.card import Brief
from geo.domain.text import Text
from geo.texts.catalogue import say

Value = str | bool | int | float | Text
Row = Mapping[str, Value]
STACKED = "table"  # the column that names the table of a row


@dataclass(frozen=True, repr=False)
class Table(Brief):
    """Rows under named columns.

    Parameters
    ----------
    name
        Key of the heading in ``texts.toml`` ``[tables]``; the sheet's name in a workbook.
    columns
        Stable ASCII names, the header of CSV.
    rows
        One value per column; a missing one is empty.
    heads
        Headings of columns that ``texts.toml`` does not know (sectors as columns).
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heads: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
        """A table whose rows have every column, in order, "" where there is nothing."""
        return cls(name, columns, tuple({c: row.get(c, "") for c in columns} for row in rows))


@dataclass(frozen=True, repr=False)
class Report(Brief):
    """An answer ready to be shown: the same numbers in every form.

    Parameters
    ----------
    name
        Text of the command.
    tables
        For people, in reading order.
    data
        For programs: plain lists, dicts, text and numbers with stable keys.
    flat
        The one table of a CSV file; the tables one below the other where it is None.
    """

    name: str
    title: Text
    notes: tuple[Text, ...]
    tables: tuple[Table, ...]
    data: Mapping[str, Any]
    flat: Table | None = None

    @property
    def one_table(self) -> Table:
        """The table of a CSV file; of several, each row has the name of its own in ``table``."""
        if self.flat or len(self.tables) == 1:
            return self.flat or self.tables[0]
        columns = dict.fromkeys(c for table in self.tables for c in table.columns)
        rows = ({**row, STACKED: table.name} for table in self.tables for row in table.rows)
        return Table.of(self.name, (STACKED, *columns), rows)


def basis() -> Text:
    """The words that stand by every measure: by the plan's text, not by output."""
    return say("basis.plan")


def answer(
    base: PlanAnalysis,
    name: str,
    found: Any,  # noqa: ANN401  any result of an analysis
    tables: Iterable[Table],
    *,
    notes: Iterable[Text | str],
    flat: Table | None = None,
    **title: Text,
) -> Report:
    """The answer of one plan to a question: with the basis, and with all that was found as data.

    ``notes`` are keys of the catalogue's section ``basis``, or texts; ``title`` fills the braces of
    the title.
    """
    return Report(
        name=name,
        title=say(f"report.{name}", plan=base.plan.short, **title),
        notes=(*(say(f"basis.{n}") if isinstance(n, str) else n for n in notes),),
        tables=tuple(tables),
        data={"plan": base.plan.key, "basis": plain(basis()), **plain(found)},
        flat=flat,
    )


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record."""
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:  # noqa: ANN401  any result of an analysis
    """A result as lists, dicts, text and numbers; fields keep their names.

    Examples
    --------
    >>> plain((Text("甲", "A"), 1))
    [{'zh': '甲', 'en': 'A'}, 1]
    """
    if isinstance(value, str | int):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return round(value, 6) if isinstance(value, float) else value
