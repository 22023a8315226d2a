"""A user's own GeoPackage, to which layers are added: only their namesakes go.

See DECISIONS 66.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from geo.errors import Fault, OutputError
from geo.export.about import QGIS_URI
from geo.export.geopackage import STYLES, Layer, columns_in, prepare, put, quoted

_OWN = ("gpkg_contents", "gpkg_spatial_ref_sys")
_NAMED_IN = {  # tables that speak of a layer, and the column that names it
    "gpkg_contents": "table_name",
    "gpkg_geometry_columns": "table_name",
    "gpkg_extensions": "table_name",
    "gpkg_ogr_contents": "table_name",
    "gpkg_data_columns": "table_name",
    "gpkg_metadata_reference": "table_name",
    "layer_styles": "f_table_name",
}
_TABLES = """select name from sqlite_master where type in ('table', 'view')
and name not like 'gpkg\\_%' escape '\\' and name not like 'rtree\\_%' escape '\\'
and name not like 'sqlite\\_%' escape '\\' order by name"""


def other_layers(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Layers and tables of a GeoPackage besides some; none where there is no GeoPackage.

    Raises
    ------
    OutputError
        A program has the file open and keeps changes in a file beside it.

    Examples
    --------
    >>> other_layers(Path("there-is-none.gpkg"), ["areas"])
    ()
    """
    logs = [path.with_name(f"{path.name}-{log}") for log in ("wal", "journal")]  # of SQLite
    if any(log.is_file() and log.stat().st_size for log in logs):
        zh, en = "正被其他程序打开，请先关闭", "is open in another program; close it first"
        raise OutputError(Fault("", zh, en, str(path)))
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(path, Path(folder) / "copy.gpkg")
            with closing(sqlite3.connect(copy)) as base:
                found = [str(row[0]) for row in base.execute(_TABLES)]
                ours = {name.lower() for name in names} | _styles_of_ours(base, names)
    except (OSError, sqlite3.DatabaseError):
        return ()
    return tuple(name for name in found if name.lower() not in ours)


def _styles_of_ours(base: sqlite3.Connection, names: Sequence[str]) -> set[str]:
    """The table of styles, where it holds none but those of some layers."""
    if not columns_in(base, "layer_styles") >= STYLES:
        return set()
    styled = {row[0] for row in base.execute("select f_table_name from layer_styles")}
    return {"layer_styles"} if styled <= set(names) else set()


def merged_bytes(path: Path, layers: Sequence[Layer]) -> bytes:
    """The GeoPackage as it stands, with these layers replaced or added.

    Raises
    ------
    OutputError
        The file is a base, but no GeoPackage.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / "copy.gpkg"))
        with closing(sqlite3.connect(copy)) as base:
            if not all(columns_in(base, name) for name in _OWN):
                others = other_layers(path, ())
                zh, en = "不是 GeoPackage", "is no GeoPackage"
                zh = f"{zh}（其中有表 {'、'.join(others)}）；请另选 -o"
                en = f"{en} (it has the tables {', '.join(others)}); choose another -o"
                raise OutputError(Fault("", zh, en, str(path)))
            prepare(base)
            for layer in layers:
                _drop(base, layer.name)
            for layer in layers:
                put(base, layer)
            base.commit()
        return copy.read_bytes()


def _drop(base: sqlite3.Connection, name: str) -> None:
    """Take a layer out, with its index and all that is said of it."""
    tables = "select name from sqlite_master where type = 'table' and lower(name) = ?"
    for (found,) in base.execute(tables, (name,)).fetchall():
        index = "select name from sqlite_master where sql like 'create virtual%' and name like ?"
        for (virtual,) in base.execute(index, (f"rtree_{found}_%",)).fetchall():
            base.execute(f"drop table {quoted(virtual)}")
        base.execute(f"drop table {quoted(found)}")
    for table, column in _NAMED_IN.items():
        if column in columns_in(base, table):
            base.execute(f"delete from {table} where lower({column}) = ?", (name,))  # noqa: S608
    base.execute(
        "delete from gpkg_metadata where md_standard_uri = ? and not exists "
        "(select 1 from gpkg_metadata_reference where md_file_id = gpkg_metadata.id)",
        (QGIS_URI,),
    )
