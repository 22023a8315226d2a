"""Layers as a GeoPackage 1.2 with styles, metadata and what each column means.

Of rows about places every row stands once in it, with the shape of the area or the point of the
park that it is about; a row about a region, or about a place whose point is not known, has none.

See DECISIONS 60 and 66.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from geo.analysis.report.columns import ColumnType, column
from geo.analysis.report.model import Table
from geo.domain.clock import MADE
from geo.export.about import QGIS_URI, About, qgis_metadata
from geo.export.formats import kinds_of, typed_rows
from geo.export.shapes import CRS, ShapeOf, Shapes
from geo.texts.catalogue import say

_DATE = f"{MADE.isoformat(timespec='milliseconds')}Z"
_SRS = int(CRS.rpartition(":")[2])
_HEAD = struct.pack("<2sBBi", b"GP", 0, 1, _SRS)  # version 1, little-endian, without an envelope
_PAGE = 512  # bytes of a page of the base, the least: most files hold few rows
_SPEC = "http://www.geopackage.org/spec120/#extension_"
_EXTENSIONS = {
    "gpkg_metadata": "gpkg_metadata",
    "gpkg_metadata_reference": "gpkg_metadata",
    "gpkg_data_columns": "gpkg_schema",
    "gpkg_data_column_constraints": "gpkg_schema",
}
_SQL = {
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
}  # all others are text
STYLES = {"f_table_name", "f_geometry_column", "styleName", "styleQML", "useAsDefault"}
ROWS, SITES = "rows", "sites"
_PLACE = "place_id"


@dataclass(frozen=True)
class Layer:
    """Rows with a shape each, or without any where ``geometry`` (POINT …) is empty.

    ``styles`` are style files of QGIS by name, the default first; ``called`` is its name where that
    is not the table's.
    """

    table: Table
    told: About
    geometry: str = ""
    shapes: Shapes = ()
    styles: dict[str, str] = field(default_factory=dict)
    lang: str = "zh"
    called: str = ""

    @property
    def name(self) -> str:
        """What it is called in the file."""
        return self.called or self.table.name


def geopackage_bytes(layers: Sequence[Layer]) -> bytes:
    """A GeoPackage of these layers; byte-identical from run to run."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(_empty_base())
        for layer in layers:
            put(base, layer)
        base.commit()
        return base.serialize()


@cache
def _empty_base() -> bytes:
    """A GeoPackage without a layer."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"pragma page_size = {_PAGE}")
        base.execute("pragma application_id = 0x47504B47")
        base.execute("pragma user_version = 10200")
        prepare(base)
        base.commit()
        return base.serialize()


def prepare(base: sqlite3.Connection) -> None:
    """What layers of ours need in a base, where it is not there yet."""
    text = resources.files("geo.export").joinpath("geopackage.sql").read_text("utf-8")
    for statement in text.split(";\n"):
        base.execute(statement)
    wkt2 = "definition_12_063" in columns_in(base, "gpkg_spatial_ref_sys")
    columns = "srs_name, srs_id, organization, organization_coordsys_id, definition, description"
    base.execute(
        f"insert or ignore into gpkg_spatial_ref_sys ({columns}"  # noqa: S608
        f"{', definition_12_063' if wkt2 else ''}) select {columns}"
        f"{', definition' if wkt2 else ''} from systems_of_ours"
    )
    base.execute("drop table systems_of_ours")
    for table, name in _EXTENSIONS.items():
        base.execute(
            "insert into gpkg_extensions select ?, null, ?, ?, 'read-write' where not exists "
            "(select 1 from gpkg_extensions where table_name = ?)",
            (table, name, f"{_SPEC}{name.removeprefix('gpkg_')}", table),
        )
    base.execute(
        "insert or ignore into gpkg_contents (table_name, data_type, identifier, last_change) "
        "values ('layer_styles', 'attributes', 'layer_styles', ?)",
        (_DATE,),
    )


def put(base: sqlite3.Connection, layer: Layer) -> None:
    """A table with a shape per row, and where it is listed."""
    columns, rows = layer.table.columns, typed_rows(layer.table, layer.lang)
    kinds = zip(columns, kinds_of(layer.table), strict=True)
    fields = ", ".join(f"{quoted(name)} {_SQL.get(kind, 'TEXT')}" for name, kind in kinds)
    geom = f"geom {layer.geometry}, " if layer.geometry else ""
    base.execute(f"create table {layer.name} (fid integer primary key not null, {geom}{fields})")
    named = [*(["geom"] if layer.geometry else []), *columns]
    values = rows
    if layer.geometry:
        blobs = [_HEAD + shape.wkb if shape else None for shape in layer.shapes]
        values = [[blob, *cells] for blob, cells in zip(blobs, rows, strict=True)]  # type: ignore[list-item]
    base.executemany(
        f"insert into {layer.name} ({', '.join(map(quoted, named))}) values ({_marks(named)})",  # noqa: S608
        values,
    )
    _list(base, layer)
    _tell(base, layer)
    _style(base, layer)


def _list(base: sqlite3.Connection, layer: Layer) -> None:
    """The layer among the contents, with its extent."""
    bounds = list(zip(*(s.geometry.bounds for s in layer.shapes if s), strict=True))
    ends = (min, min, max, max)
    box = [end(b) for end, b in zip(ends, bounds, strict=True)] if bounds else [None] * 4
    title, spatial = layer.told.title.zh, bool(layer.geometry)
    taken = base.execute("select 1 from gpkg_contents where identifier = ?", (title,)).fetchone()
    described = "\n".join(layer.told.lines(say("gis.crs")))
    base.execute(
        f"insert into gpkg_contents values ({_marks(range(10))})",  # noqa: S608  (our own names)
        (
            *(layer.name, "features" if spatial else "attributes", layer.name if taken else title),
            *(described, _DATE, *box, _SRS if spatial else None),
        ),
    )
    if spatial:
        base.execute(
            "insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)",
            (layer.name, layer.geometry, _SRS),
        )


def _tell(base: sqlite3.Connection, layer: Layer) -> None:
    """Title, licence and standing as QGIS reads them; what each column is called."""
    told = qgis_metadata(layer.told, CRS)
    base.execute(
        "insert into gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
        "values ('dataset', ?, 'text/xml', ?)",
        (QGIS_URI, told),
    )
    base.execute(
        "insert into gpkg_metadata_reference select 'table', ?, null, null, ?, max(id), null "
        "from gpkg_metadata",
        (layer.name, _DATE),
    )
    meant = (column(layer.table, name) for name in layer.table.columns)
    base.executemany(
        "insert into gpkg_data_columns (table_name, column_name, title, description) "
        "values (?, ?, ?, ?)",
        ((layer.name, of.name, of.head.in_("both"), of.says.in_("both")) for of in meant),
    )


def _style(base: sqlite3.Connection, layer: Layer) -> None:
    """The styles of a layer, the first as its default; none where the table is another's."""
    if not columns_in(base, "layer_styles") >= STYLES:
        return
    for n, (name, style) in enumerate(layer.styles.items()):
        base.execute(
            "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
            "ui, update_time) values ('', '', ?, 'geom', ?, ?, '', ?, ?, '', null, ?)",
            (layer.name, name[:30], style, n == 0, layer.told.title.zh, _DATE),
        )


def columns_in(base: sqlite3.Connection, table: str) -> set[str]:
    """Columns of a table; none where there is none."""
    return {str(row[1]) for row in base.execute(f"pragma table_info({quoted(table)})")}


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def row_shapes(table: Table, shape_of: ShapeOf) -> Shapes:
    """The shape of the place of each row.

    Examples
    --------
    >>> table = Table.of("rows", ("place_id", "n"), [{"place_id": "x", "n": 1}])
    >>> row_shapes(table, {}.get)
    [None]
    """
    return [shape_of(str(row[_PLACE])) for row in table.rows]


def rows_geopackage(
    table: Table, shapes: Shapes, styles: Mapping[str, str], told: About, lang: str = "zh"
) -> bytes:
    """Layers: ``rows``, all of them, areas with their shape; ``sites``, those at a point, if any.

    Parameters
    ----------
    styles
        The QGIS style of each layer.
    told
        What the rows are.
    """
    sites = [n for n, shape in enumerate(shapes) if shape and shape.is_point]
    points = replace(table, rows=tuple(table.rows[n] for n in sites))
    areas = [None if shape and shape.is_point else shape for shape in shapes]
    where = [shapes[n] for n in sites]
    titled = {
        name: replace(told, title=say("gis.of_plan", plan=told.title, what=say(f"exported.{name}")))
        for name in (ROWS, SITES)
    }
    layers = ((ROWS, "MULTIPOLYGON", table, areas), (SITES, "POINT", points, where))
    return geopackage_bytes(
        [
            Layer(rows, titled[name], kind, lie, {name: styles[name]}, lang, name)
            for name, kind, rows, lie in layers
            if rows.rows or name == ROWS
        ]
    )
