"""Values by the kind of their column: whole numbers, numbers, truth, dates, texts."""

from __future__ import annotations

from enum import StrEnum

from geo.analysis.report.columns import ColumnType, column
from geo.analysis.report.model import Table, Value
from geo.domain.text import Text

Cell = str | int | float | bool | None


class Kind(StrEnum):
    """What a column holds, as a GeoPackage calls it."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    NUMBER = "REAL"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"


_KINDS = {
    ColumnType.INTEGER: Kind.INTEGER,
    ColumnType.NUMBER: Kind.NUMBER,
    ColumnType.BOOLEAN: Kind.BOOLEAN,
    ColumnType.DATE: Kind.DATE,
}  # all others are text


def kinds_of(table: Table) -> tuple[Kind, ...]:
    """The kind of each column, as the dictionary of columns declares it.

    Examples
    --------
    >>> kinds_of(Table("carriers", ("lon", "radius_m", "city_adcode"), ()))
    (<Kind.NUMBER: 'REAL'>, <Kind.INTEGER: 'INTEGER'>, <Kind.TEXT: 'TEXT'>)
    """
    return tuple(_KINDS.get(column(table, name).type, Kind.TEXT) for name in table.columns)


def typed_rows(table: Table, lang: str = "zh") -> list[list[Cell]]:
    """Values row by row in the order of the columns, each of its kind, None where there is none."""
    kinds = list(zip(table.columns, kinds_of(table), strict=True))
    return [[_cell(row.get(c, ""), kind, lang) for c, kind in kinds] for row in table.rows]


def is_true(value: Value) -> bool:
    """A truth, or the word that a report has for one."""
    return bool(value.en) if isinstance(value, Text) else bool(value)


def _cell(value: Value, kind: Kind, lang: str) -> Cell:
    told = value.in_(lang) if isinstance(value, Text) else value
    if kind is Kind.TEXT:
        return str(told)
    if kind is Kind.BOOLEAN and isinstance(value, Text):
        return is_true(value)
    if told == "":
        return None
    return round(told, 6) if isinstance(told, float) else told
