"""Tables as the bytes of a file: csv, json, and with geometry geojson, gpkg and parquet.

The same table gives the same bytes: no clock, no random number, a fixed date where a format wants
one. Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
numbers.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis.report.columns import decimals_of
from geo.analysis.report.model import Table, Value
from geo.domain.text import Text
from geo.sources.tables.csv_file import csv_text
from geo.sources.tables.spreadsheet import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

Bare = str | bool | int | float
DATE = "2025-01-01T00:00:00.000Z"
CRS = "EPSG:4490"


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
    """A list of objects, one a row, keys in column order; UTF-8."""
    rows = [{c: row[c] for c in table.columns} for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def frame_of(
    table: Table, shapes: Sequence[BaseGeometry | None] | None
) -> geopandas.GeoDataFrame | pd.DataFrame:
    """The table as a frame, numbers with gaps as None.

    With shapes it has a geometry per row, EPSG:4490 (longitude, latitude in degrees).
    """
    import geopandas
    import pandas as pd

    columns = {}
    for name in table.columns:
        values = [row[name] for row in table.rows]
        numbers = any(not isinstance(v, str) for v in values)
        columns[name] = [None if numbers and v == "" else v for v in values]
    if shapes is None:
        return pd.DataFrame(columns)
    return geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)


def spatial_bytes(table: Table, shapes: Sequence[BaseGeometry | None] | None, suffix: str) -> bytes:
    """A table with geometry in the format of a suffix; plain Parquet where there are no shapes."""
    frame = frame_of(table, shapes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}{suffix}"
        if suffix == ".parquet":
            frame.to_parquet(path, index=False)
        else:
            write_layer(frame, path, table.name)
        return path.read_bytes()


def write_layer(frame: geopandas.GeoDataFrame, path: Path, layer: str) -> None:
    """Write a layer of a file for GIS; the other layers of a GeoPackage stay as they are."""
    import pyogrio

    options = {"COORDINATE_PRECISION": "6"} if path.suffix == ".geojson" else {}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": DATE})
    try:
        pyogrio.write_dataframe(frame, path, layer=layer, **options)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
