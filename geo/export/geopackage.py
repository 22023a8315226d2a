"""A GeoPackage that holds other layers too: only the layer of one name is ever replaced."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import warnings
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

    Raises
    ------
    OutputError
        A program has the file open and keeps changes in a file beside it.

    Examples
    --------
    >>> other_layers(Path("there-is-none.gpkg"), "areas")
    ()
    """
    if any(log.is_file() and log.stat().st_size for log in _logs(path)):
        zh, en = "正被其他程序打开,请先关闭", "is open in another program; close it first"
        raise OutputError(Fault("", zh, en, str(path)))
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(path, Path(folder) / "copy.gpkg")
            with closing(sqlite3.connect(copy)) as base:
                names = [str(row[0]) for row in base.execute(_TABLES)]
    except (OSError, sqlite3.DatabaseError):
        return ()
    return tuple(name for name in names if name.lower() != layer.lower())


def _logs(path: Path) -> list[Path]:
    """Where SQLite keeps what is not in the file yet, or is to be taken back."""
    return [path.with_name(f"{path.name}-{log}") for log in ("wal", "journal")]


def layer_bytes(frame: geopandas.GeoDataFrame, path: Path, layer: str) -> bytes:
    """The GeoPackage as it stands, with one layer replaced or added.

    Raises
    ------
    OutputError
        Another layer would not outlast it: the file is no whole GeoPackage.
    """
    others = other_layers(path, layer)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / path.name))
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            write_layer(frame, copy, layer)  # it warns of a base that it begins anew
        if other_layers(copy, layer) != others:
            zh, en = "不是完整的 GeoPackage", "is no whole GeoPackage"
            zh = f"{zh},其中的表({'、'.join(others)})保不住;请另选 -o"
            en = f"{en} and its tables ({', '.join(others)}) would be lost; choose another -o"
            raise OutputError(Fault("", zh, en, str(path)))
        return copy.read_bytes()
