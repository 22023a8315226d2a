"""Tables as the bytes of a file: csv, json, xlsx, and with geometry geojson, gpkg and parquet.

The same table gives the same bytes: no clock, no random number, a fixed date where a format wants
one. Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
numbers.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.export.model import ExportTable, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas
    from shapely.geometry.base import BaseGeometry

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_FIXED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
_CRS = "EPSG:4490"


def csv_bytes(table: ExportTable, *, bom: bool = False) -> bytes:
    """Comma-separated, UTF-8, lines end in LF; ``bom`` for files that Excel is to open."""
    rows = [[_cell(row[c], c) for c in table.columns] for row in table.rows]
    text = "".join(_line(cells) for cells in [list(table.columns), *rows])
    return text.encode("utf-8-sig" if bom else "utf-8")


def _line(cells: list[str]) -> str:
    """One record; the writer only quotes a lone CR if CR is among its own line ends."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: Value, column: str) -> str:
    if isinstance(value, str):
        return harmless(value)
    return f"{value:.3f}" if column in ("lon", "lat") else str(value)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=HYPERLINK(1)"), harmless("2024-2030")
    ("'=HYPERLINK(1)", '2024-2030')
    """
    return f"'{text}" if text.startswith(_RISKY) else text


def json_bytes(table: ExportTable) -> bytes:
    """A list of objects, one a row, keys in column order; UTF-8."""
    rows = [{c: row[c] for c in table.columns} for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def xlsx_bytes(table: ExportTable) -> bytes:
    """A workbook of one sheet: header frozen and filtered, codes and dates as text."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _FIXED.replace(tzinfo=None)})
        sheet = book.add_worksheet(table.name)
        head = book.add_format({"bold": True, "bottom": 1})
        degrees = book.add_format({"num_format": "0.000"})
        for k, column in enumerate(table.columns):
            sheet.write_string(0, k, column, head)
            sheet.set_column(k, k, _width(table, column))
            for n, row in enumerate(table.rows, 1):
                value = row[column]
                if isinstance(value, str):
                    sheet.write_string(n, k, harmless(value))
                elif column in ("lon", "lat"):
                    sheet.write_number(n, k, value, degrees)
                else:
                    sheet.write_number(n, k, value)
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return out.getvalue()


def _width(table: ExportTable, column: str) -> int:
    """Column width in characters; a Chinese character counts as two."""
    texts = [column, *(str(row[column]) for row in table.rows)]
    longest = max(sum(2 if ord(c) > 0x2E7F else 1 for c in text) for text in texts)
    return min(max(longest + 2, 6), 48)


def frame_of(table: ExportTable, shapes: Sequence[BaseGeometry | None]) -> geopandas.GeoDataFrame:
    """The table with a geometry per row, EPSG:4490 (longitude, latitude in degrees)."""
    import geopandas

    columns = {c: _column([row[c] for row in table.rows]) for c in table.columns}
    return geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=_CRS)


def _column(values: list[Value]) -> list[Any]:
    """Numbers with gaps as None, texts as they are."""
    if any(not isinstance(v, str) for v in values):
        return [None if v == "" else v for v in values]
    return list(values)


def spatial_bytes(
    table: ExportTable, shapes: Sequence[BaseGeometry | None] | None, suffix: str
) -> bytes:
    """A table with geometry in the format of a suffix; plain Parquet where there are no shapes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}{suffix}"
        if shapes is None:
            _plain_parquet(table, path)
        elif suffix == ".parquet":
            frame_of(table, shapes).to_parquet(path, index=False)
        else:
            _write_gdal(frame_of(table, shapes), path, table.name)
        return path.read_bytes()


def _plain_parquet(table: ExportTable, path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns = {c: _column([row[c] for row in table.rows]) for c in table.columns}
    parquet.write_table(pa.table(columns), path)


def _write_gdal(frame: geopandas.GeoDataFrame, path: Path, layer: str) -> None:
    import pyogrio

    options = {"COORDINATE_PRECISION": "6"} if path.suffix == ".geojson" else {}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    try:
        pyogrio.write_dataframe(frame, path, layer=layer, **options)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
