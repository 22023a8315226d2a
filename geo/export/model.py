"""A table to be written to a file: named columns in a fixed order, text and numbers."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float
Row = dict[str, Value]


@dataclass(frozen=True)
class ExportTable:
    """Rows with named columns in a fixed order.

    Parameters
    ----------
    name
        ``assignments``, ``carriers``, ``structure``, ``taxonomy`` or ``areas``.
    columns
        Names in the order of the file; every row has them all.
    rows
        Text, whole numbers, or degrees and metres as floats; "" where there is nothing.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
