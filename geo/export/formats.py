"""Tables as the bytes of a file, each column of its kind: csv, json, GeoJSON, workbook, parquet.

The same table gives the same bytes: no clock, no random number, a fixed date where a format wants
one. Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
numbers.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis.report.columns import ColumnType, column, decimals_of
from geo.analysis.report.model import Table, Value
from geo.domain.clock import MADE
from geo.domain.text import Text
from geo.export.about import About
from geo.export.shapes import CRS, Shapes
from geo.sources.tables.csv_file import csv_text
from geo.sources.tables.spreadsheet import guarded, width_of
from geo.texts.catalogue import say

if TYPE_CHECKING:
    import datetime as dt

    import geopandas
    import pandas as pd
    from shapely.geometry.base import BaseGeometry


Bare = str | bool | int | float
Cell = Bare | None
#: What a column becomes in a frame, if it is no text.
_DTYPES = {
    ColumnType.INTEGER: "Int64",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.NUMBER: "float64",
    ColumnType.DATE: None,
}
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")
_NARROW, _WIDE = 6, 48


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


def kinds_of(table: Table) -> tuple[ColumnType, ...]:
    """The type of each column, as the dictionary of columns declares it."""
    return tuple(column(table, name).type for name in table.columns)


def typed_rows(table: Table, lang: str = "zh") -> list[list[Cell]]:
    """Values row by row in the order of the columns, each of its kind, None where there is none."""
    kinds = list(zip(table.columns, kinds_of(table), strict=True))
    return [[_cell(row.get(c, ""), kind, lang) for c, kind in kinds] for row in table.rows]


def is_true(value: Value) -> bool:
    """A truth, or the word that a report has for one."""
    return bool(value.en) if isinstance(value, Text) else bool(value)


def _cell(value: Value, kind: ColumnType, lang: str) -> Cell:
    told = value.in_(lang) if isinstance(value, Text) else value
    if kind not in _DTYPES:
        return str(told)
    if kind is ColumnType.BOOLEAN and isinstance(value, Text):
        return is_true(value)
    if told == "":
        return None
    return round(told, 6) if isinstance(told, float) else told


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the words of its header, its rows; texts are harmless already."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | bool | int | float]]


def sheets_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: headers frozen and filtered, codes and dates as text, texts never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True, "bottom": 1})
        for found in sheets:
            page = book.add_worksheet(found.name.translate(_FORBIDDEN)[:31])
            for k, title in enumerate(found.heads):
                page.write_string(0, k, title, bold)
                widest = max(width_of(str(v)) for v in (title, *(row[k] for row in found.rows)))
                page.set_column(k, k, min(max(widest + 2, _NARROW), _WIDE))
                places = decimals_of(title)
                number = None if places is None else {"num_format": f"0.{'0' * places}"}
                shown = number and book.add_format(number)
                for n, row in enumerate(found.rows, 1):
                    if isinstance(row[k], str):
                        page.write_string(n, k, row[k])
                    elif isinstance(row[k], bool):
                        page.write_boolean(n, k, row[k])
                    else:
                        page.write_number(n, k, row[k], shown)
            page.freeze_panes(1, 0)
            if found.rows:
                page.autofilter(0, 0, len(found.rows), len(found.heads) - 1)
    return out.getvalue()


def geojson_bytes(table: Table, shapes: Shapes, told: About, lang: str = "zh") -> bytes:
    """One feature per row in the order of the table; ``null`` where a row has no shape.

    Coordinates are WGS 84, which RFC 7946 knows alone: no member ``crs``. Its section 6.1 allows
    the members ``name`` and ``metadata``.
    """
    entries = [*told.entries, ("crs", say("gis.crs84"))]
    about = {key: text.zh if text.zh == text.en else vars(text) for key, text in entries}
    head = {"type": "FeatureCollection", "name": table.name, "metadata": about}
    lines = []
    for cells, shape in zip(typed_rows(table, lang), shapes, strict=True):
        said = _json(dict(zip(table.columns, cells, strict=True)))
        where = shape.geojson if shape else "null"
        lines.append(f'{{"type":"Feature","properties":{said},"geometry":{where}}}')
    start = _json(head)[:-1]
    return (f'{start},"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def zipped(
    files: Mapping[str, bytes],
    moment: dt.datetime | None = None,
    mode: int = 0o644,
) -> bytes:
    """An archive of files in their order, all of one mode, and of one moment if it is given.

    Examples
    --------
    >>> zipped({"a": b"x"}) == zipped({"a": b"x"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            if moment:
                entry.date_time = (*moment.timetuple()[:6],)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return out.getvalue()
