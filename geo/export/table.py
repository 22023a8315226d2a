"""Tables of a plan for other programs: which table, which format; all of them as a package."""

from __future__ import annotations

from pathlib import Path

from geo.analysis.report.model import Table
from geo.errors import CallError, Fault, OutputError
from geo.export.about import about
from geo.export.descriptor import TableFile, descriptor
from geo.export.formats import (
    Sheet,
    cells_of,
    csv_bytes,
    geojson_bytes,
    json_bytes,
    parquet_bytes,
    sheets_bytes,
    zipped,
)
from geo.export.geopackage import geopackage_bytes
from geo.export.plan_layers import LAYERS, plan_layers
from geo.export.rows import (
    areas_table,
    assignments_table,
    carriers_table,
    structure_table,
    taxonomy_table,
)
from geo.export.shapefile import shapefile_bytes
from geo.export.shapes import table_shapes
from geo.export.user_package import merged_bytes, other_layers
from geo.join.table import AreaTable
from geo.nearest import nearest
from geo.scene.world import World
from geo.sources.extras import check_extra
from geo.texts.catalogue import say

KINDS = ("assignments", "carriers", "structure", "taxonomy", "areas")
SUFFIXES = (".csv", ".json", ".xlsx", ".geojson", ".gpkg", ".zip", ".parquet")
PLACED = ("areas", "carriers")  # every row is about one area, or one point
#: Tables that a format takes, where it does not take all.
SPATIAL = {".geojson": ("assignments", "carriers", "structure", "areas"), ".zip": PLACED}
DESCRIPTOR = "datapackage.json"
ARCHIVE = ".zip"


def export_table(kind: str, table: AreaTable, world: World, *, expand: bool = False) -> Table:
    """One of the five tables of a plan.

    Parameters
    ----------
    kind
        ``assignments``, ``carriers``, ``structure``, ``taxonomy`` or ``areas``.
    table
        The plan joined to its areas.
    world
        The register that the plan's places are in.
    expand
        Assignments only: members of regions after each collective row, marked inferred.

    Raises
    ------
    CallError
        There is no such table, or ``expand`` is asked of another one.

    Examples
    --------
    >>> import geo
    >>> layout = geo.lay_out(geo.load_plan("future2024"))
    >>> rows = export_table("taxonomy", layout.table, layout.world).rows
    >>> rows[0]["id"], rows[0]["zh"]
    ('network', '未来网络')
    """
    if kind not in KINDS:
        near = nearest(kind, KINDS, 1) or KINDS
        raise CallError(Fault("", "没有这种表", "no such table", kind, near))
    check_expand(kind, expand=expand)
    plan, register = table.plan, world.register
    return {
        "assignments": lambda: assignments_table(plan, register, expand=expand),
        "carriers": lambda: carriers_table(plan, register),
        "structure": lambda: structure_table(plan, register),
        "taxonomy": lambda: taxonomy_table(plan),
        "areas": lambda: areas_table(table),
    }[kind]()


def check_expand(kind: str, *, expand: bool) -> None:
    """Nothing, or a CallError: only statements have members to spell out."""
    if expand and kind != "assignments":
        zh, en = "--expand 只用于 assignments", "--expand is for assignments only"
        raise CallError(Fault("", zh, en, kind))


def export_bytes(table: Table, suffix: str, joined: AreaTable, world: World) -> bytes:
    """The table in the format of a file suffix; byte-identical from run to run.

    A GeoPackage is the plan as a whole, whatever table is asked for.

    Raises
    ------
    CallError
        The suffix is unknown, or the table has no geometry for it.
    """
    check_suffix(table.name, suffix)
    if suffix == ".gpkg":
        return geopackage_bytes(plan_layers(joined, world))
    if suffix in (".geojson", ".zip"):
        what = say("gis.of_plan", plan=joined.plan.short, what=say(f"exported.{table.name}"))
        write = geojson_bytes if suffix == ".geojson" else shapefile_bytes
        return write(table, table_shapes(table, world), about([joined.plan], what))
    if suffix == ".parquet":
        shapes = table_shapes(table, world) if table.name in PLACED else None
        return parquet_bytes(table, shapes and [s.geometry if s else None for s in shapes])
    return {
        ".csv": lambda: csv_bytes(table, bom=True),
        ".json": lambda: json_bytes(table),
        ".xlsx": lambda: sheets_bytes([Sheet(table.name, table.columns, cells_of(table))]),
    }[suffix]()


def file_bytes(
    table: Table, path: Path, joined: AreaTable, world: World, *, replace: bool = False
) -> bytes:
    """The bytes that a file is to have: those of the table, or a GeoPackage with its other layers.

    Raises
    ------
    CallError
        As :func:`export_bytes`.
    OutputError
        The file is a GeoPackage with other layers and ``replace`` is not asked for, or is in use.
    """
    suffix = path.suffix.lower()
    check_suffix(table.name, suffix)
    others = other_layers(path, LAYERS) if suffix == ".gpkg" else ()
    if not others:
        return export_bytes(table, suffix, joined, world)
    if not replace:
        listed = "、".join(others), ", ".join(others)
        zh = f"已有其他图层（{listed[0]}），不予替换；加 --replace 只替换同名图层，其余保留"
        en = f"has other layers ({listed[1]}); --replace replaces layers of these names only"
        raise OutputError(Fault("", zh, en, str(path)))
    return merged_bytes(path, plan_layers(joined, world))


def check_suffix(kind: str, suffix: str) -> None:
    """Nothing, or a CallError: before any work, whether a table can be written to such a file."""
    if suffix == ".shp":
        zh, en = (
            "Shapefile 是几个文件，存成一个压缩包",
            "a Shapefile is several files in one archive",
        )
        raise CallError(Fault("", zh, en, suffix, (".shp.zip",)))
    if suffix not in SUFFIXES:
        near = nearest(suffix, SUFFIXES, 1) or SUFFIXES
        raise CallError(Fault("", "不能导出这种格式", "no export to this format", suffix, near))
    if kind not in SPATIAL.get(suffix, KINDS):
        zh, en = f"{kind} 没有几何，不能存成这种格式", f"{kind} has no geometry for this format"
        free = tuple(s for s in SUFFIXES if kind in SPATIAL.get(s, KINDS))
        raise CallError(Fault("", zh, en, suffix, free))
    if suffix == ".parquet":
        check_extra("pyarrow", "pyarrow", "parquet", suffix)


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
        zh, en = "是文件，不是文件夹", "is a file and no folder"
        raise CallError(Fault("-o", zh, en, str(output), (ARCHIVE,)))
    return output
