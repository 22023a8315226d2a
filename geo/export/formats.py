"""Tables as the bytes of a file: csv, json, parquet, and the frame that others are made from.

The same table gives the same bytes: no clock, no random number, a fixed date where a format wants
one. Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
numbers.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from geo.analysis.report.columns import decimals_of
from geo.analysis.report.model import Table, Value
from geo.domain.text import Text
from geo.export.shapes import CRS
from geo.export.typed import Kind, kinds_of, typed_rows
from geo.sources.tables.csv_file import csv_text
from geo.sources.tables.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

Bare = str | bool | int | float
_DTYPES = {Kind.INTEGER: "Int64", Kind.BOOLEAN: "boolean", Kind.NUMBER: "float64"}


def bare(value: Value, lang: str = "zh") -> Bare:
    """A value as files have it: harmless text in one language, numbers to six decimals."""
    text = value.in_(lang) if isinstance(value, Text) else value
    if isinstance(text, str):
        return guarded(text)
    return round(text, 6) if isinstance(text, float) else text


def cells_of(table: Table, lang: str = "zh") -> list[list[Bare]]:
    """Values row by row in the order of the columns; "" where there is none."""
    return [[bare(row.get(c, ""), lang) for c in table.columns] for row in table.rows]


def csv_bytes(table: Table, lang: str = "zh", *, bom: bool = False) -> bytes:
    """Comma-separated, UTF-8, lines end in LF, truth as ``true`` and ``false``.

    ``bom`` is for files that Excel is to open.
    """
    rows = cells_of(table, lang)
    for k, places in enumerate(map(decimals_of, table.columns)):
        for row in rows:
            if isinstance(row[k], bool):
                row[k] = str(row[k]).lower()
            elif isinstance(row[k], float) and places is not None:
                row[k] = f"{row[k]:.{places}f}"
    return csv_text(table.columns, rows).encode("utf-8-sig" if bom else "utf-8")


def json_bytes(table: Table) -> bytes:
    """A list of objects, one a row, keys in column order; true, false and null as such; UTF-8."""
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in typed_rows(table)]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def frame_of(
    table: Table, shapes: Sequence[BaseGeometry | None] | None
) -> geopandas.GeoDataFrame | pd.DataFrame:
    """The table as a frame, each column of its type, gaps of numbers and truth as NA.

    With shapes it has a geometry per row, EPSG:4490 (longitude, latitude in degrees).
    """
    import geopandas
    import pandas as pd

    cells, columns = typed_rows(table), {}
    for k, (name, kind) in enumerate(zip(table.columns, kinds_of(table), strict=True)):
        values = [row[k] for row in cells]
        columns[name] = pd.Series(values, dtype=_DTYPES.get(kind))
    if shapes is None:
        return pd.DataFrame(columns)
    return geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)


def parquet_bytes(table: Table, shapes: Sequence[BaseGeometry | None] | None) -> bytes:
    """Parquet with the types of the columns; GeoParquet where there are shapes."""
    out = io.BytesIO()
    frame_of(table, shapes).to_parquet(out, index=False)
    return out.getvalue()
