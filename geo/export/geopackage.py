"""A GeoPackage that holds other layers too: only the layer of one name is ever replaced."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import Fault, OutputError
from geo.export.formats import write_layer

if TYPE_CHECKING:
    import geopandas

_TABLES = """select name from sqlite_master where type in ('table', 'view')
and name not like 'gpkg\\_%' escape '\\' and name not like 'rtree\\_%' escape '\\'
and name not like 'sqlite\\_%' escape '\\' order by name"""


def other_layers(path: Path, layer: str) -> tuple[str, ...]:
    """Layers and tables of a GeoPackage besides one layer; none where there is no GeoPackage.

    Examples
    --------
    >>> other_layers(Path("there-is-none.gpkg"), "areas")
    ()
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(path, Path(folder) / "copy.gpkg")
            with closing(sqlite3.connect(copy)) as base:
                names = [str(row[0]) for row in base.execute(_TABLES)]
    except (OSError, sqlite3.DatabaseError):
        return ()
    return tuple(name for name in names if name.lower() != layer.lower())


def layer_bytes(frame: geopandas.GeoDataFrame, path: Path, layer: str) -> bytes:
    """The GeoPackage as it stands, with one layer replaced or added.

    Raises
    ------
    OutputError
        A program has the file open and keeps changes in a file beside it.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        zh, en = "正被其他程序打开,请先关闭", "is open in another program; close it first"
        raise OutputError(Fault("", zh, en, str(path)))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / path.name))
        write_layer(frame, copy, layer)
        return copy.read_bytes()
