"""Rows about places for a GIS: GeoJSON, and a GeoPackage of few kilobytes that opens coloured.

Every row stands once in each, with the shape of the area or the point of the park that it is about;
a row about a region, or about a place whose point is not known, has none.

See DECISIONS 60.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis.report.model import Table
from geo.export.formats import CRS, DATE, cells_of, frame_of, write_layer
from geo.export.styles import add_styles

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ROWS, SITES = "rows", "sites"
_PLACE = "place_id"
_SRS = int(CRS.rpartition(":")[2])
_HEAD = struct.pack("<2sBBi", b"GP", 0, 1, _SRS)  # version 1, little-endian, without an envelope
_PAGE = 1024  # bytes of a page of the base: most files hold few rows
_DECIMALS = 6
_KINDS = {ROWS: "MULTIPOLYGON", SITES: "POINT"}


@dataclass(frozen=True)
class PlaceShape:
    """The shape of a place in degrees (EPSG:4490), written once for all rows about it."""

    geometry: BaseGeometry

    @classmethod
    def point(cls, lon: float, lat: float) -> PlaceShape:
        """That of a site."""
        from shapely.geometry import Point

        return cls(Point(lon, lat))

    @property
    def is_point(self) -> bool:
        """Whether it is a site."""
        return self.geometry.geom_type == "Point"

    @cached_property
    def geojson(self) -> str:
        """The shape as GeoJSON."""
        import shapely

        rounded = shapely.transform(self.geometry, lambda points: points.round(_DECIMALS))
        return str(shapely.to_geojson(rounded))

    @cached_property
    def blob(self) -> bytes:
        """The shape as a GeoPackage holds it; an area as several parts, be it one."""
        import shapely

        area = self.geometry.geom_type == "Polygon"
        made = shapely.multipolygons([self.geometry]) if area else self.geometry
        return _HEAD + shapely.to_wkb(made, byte_order=1)


ShapeOf = Callable[[str], PlaceShape | None]  # of a place by its id


def rows_geojson(table: Table, shape_of: ShapeOf, lang: str = "zh") -> bytes:
    """One feature per row in the order of the table; ``null`` where a place has no shape.

    Examples
    --------
    >>> table = Table.of("rows", ("place_id", "n"), [{"place_id": "x", "n": 1}])
    >>> json.loads(rows_geojson(table, {}.get))["features"][0]["geometry"] is None
    True
    """
    head = {"type": "FeatureCollection", "name": ROWS, "crs": {
        "type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{_SRS}"},
    }}  # fmt: skip
    lines = []
    for row, cells in zip(table.rows, cells_of(table, lang), strict=True):
        told = json.dumps(dict(zip(table.columns, cells, strict=True)), ensure_ascii=False)
        shape = shape_of(str(row[_PLACE]))
        where = shape.geojson if shape else "null"
        lines.append(f'{{"type":"Feature","properties":{told},"geometry":{where}}}')
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return (f'{start}, "features": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def rows_geopackage(
    table: Table, shape_of: ShapeOf, styles: Mapping[str, str], title: str, lang: str = "zh"
) -> bytes:
    """Two layers: ``rows``, all of them, areas with their shape; ``sites``, those at a point.

    Parameters
    ----------
    styles
        The QGIS style of each layer.
    title
        What the layers are, for a catalogue.
    """
    found = [shape_of(str(row[_PLACE])) for row in table.rows]
    cells = cells_of(table, lang)
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(_empty_base())
        areas = [None if shape and shape.is_point else shape for shape in found]
        _layer(base, ROWS, table.columns, list(zip(areas, cells, strict=True)), title)
        sites = [(s, c) for s, c in zip(found, cells, strict=True) if s and s.is_point]
        _layer(base, SITES, table.columns, sites, title)
        add_styles(base, styles, title)
        base.commit()
        return base.serialize()


@cache
def _empty_base() -> bytes:
    """A GeoPackage without a layer, as GDAL makes it, in small pages."""
    one = PlaceShape.point(0.0, 0.0).geometry
    frame = frame_of(Table.of("none", ("n",), [{"n": 0}]), [one])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.gpkg"
        write_layer(frame, path, "none")
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("drop table rtree_none_geom")
            for (name,) in base.execute(
                "select name from sqlite_master where type = 'table' and (name like 'none' or "
                "name like 'gpkg\\_tile%' escape '\\' or name in ('gpkg_extensions', "
                "'gpkg_ogr_contents'))"
            ).fetchall():
                base.execute(f"drop table {name}")
            base.execute("delete from gpkg_geometry_columns")
            base.execute("delete from gpkg_contents")
            base.execute(f"pragma page_size = {_PAGE}")
            base.execute("vacuum")
            return base.serialize()


def _layer(
    base: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[PlaceShape | None, Sequence[object]]],
    title: str,
) -> None:
    """A table with a shape per row, and where it is listed."""
    kinds = [_sql_kind([cells[k] for _, cells in rows]) for k in range(len(columns))]
    fields = ", ".join(f'"{c}" {kind}' for c, kind in zip(columns, kinds, strict=True))
    geom = _KINDS[name]
    base.execute(f"create table {name} (fid integer primary key not null, geom {geom}, {fields})")
    marks = ", ".join("?" * (len(columns) + 1))
    named = ", ".join(f'"{c}"' for c in columns)
    base.executemany(
        f"insert into {name} (geom, {named}) values ({marks})",  # noqa: S608  (our own columns)
        ((shape.blob if shape else None, *cells) for shape, cells in rows),
    )
    bounds = list(zip(*(shape.geometry.bounds for shape, _ in rows if shape), strict=True))
    ends = (min, min, max, max)
    box = [end(b) for end, b in zip(ends, bounds, strict=True)] if bounds else [None] * 4
    base.execute(
        "insert into gpkg_contents values (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, name, title, DATE, *box, _SRS),
    )
    base.execute(
        "insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)", (name, geom, _SRS)
    )


def _sql_kind(values: Sequence[object]) -> str:
    """The kind of a column: of numbers only if every value that it has is one."""
    told = [v for v in values if v != ""]
    if told and all(isinstance(v, bool) for v in told):
        return "BOOLEAN"
    if told and all(isinstance(v, int) for v in told):
        return "INTEGER"
    return "REAL" if told and all(isinstance(v, int | float) for v in told) else "TEXT"
