"""A plan as a data package: all of its tables, its areas and carriers for a GIS, what they are."""

from __future__ import annotations

from pathlib import Path

from geo.errors import CallError, Fault
from geo.export.archive import zipped
from geo.export.descriptor import TableFile, descriptor
from geo.export.formats import csv_bytes
from geo.export.plan_layers import LAYERS
from geo.export.table import KINDS, export_bytes, export_table
from geo.join.table import AreaTable
from geo.scene.world import World

DESCRIPTOR = "datapackage.json"
ARCHIVE = ".zip"


def package_files(table: AreaTable, world: World) -> dict[str, bytes]:
    """The files of a plan's package by name, the descriptor last; the GeoPackage has all layers.

    Examples
    --------
    >>> import geo
    >>> layout = geo.lay_out(geo.load_plan("space2024"))
    >>> list(package_files(layout.table, layout.world))[-3:]
    ['areas.geojson', 'areas.gpkg', 'datapackage.json']
    """
    tables = {kind: export_table(kind, table, world) for kind in KINDS}
    files = [TableFile(f"{kind}.csv", rows, csv_bytes(rows)) for kind, rows in tables.items()]
    areas = tables["areas"]
    for suffix, layers in {".geojson": (), ".gpkg": LAYERS}.items():
        data = export_bytes(areas, suffix, table, world)
        files.append(TableFile(f"areas{suffix}", areas, data, layers))
    plan = table.plan
    told = descriptor(plan.key, plan.document.title, [plan], files)
    return {**{file.name: file.data for file in files}, DESCRIPTOR: told}


def package_output(table: AreaTable, world: World, output: Path) -> tuple[Path, dict[str, bytes]]:
    """The file that is asked for and all files beside it: an archive, or those of a folder."""
    files = package_files(table, world)
    if output.suffix.lower() == ARCHIVE:
        return output, {output.name: zipped(files)}
    return output / DESCRIPTOR, files


def check_output(output: Path | None) -> Path:
    """The folder or archive to write a package to; CallError if there is none, or it is a file."""
    if output is None:
        zh, en = "数据包要写明 -o 文件夹 或 -o x.zip", "a package takes -o FOLDER or -o x.zip"
        raise CallError(Fault("-o", zh, en))
    if output.suffix.lower() != ARCHIVE and output.is_file():
        zh, en = "是文件,不是文件夹", "is a file and no folder"
        raise CallError(Fault("-o", zh, en, str(output), (ARCHIVE,)))
    return output
