"""Tables of a plan for other programs: which table, which format, which bytes."""

from __future__ import annotations

from pathlib import Path

from geo.analysis.report.model import Table
from geo.errors import CallError, Fault, OutputError
from geo.export.about import about
from geo.export.areas import areas_table
from geo.export.formats import cells_of, csv_bytes, json_bytes, parquet_bytes
from geo.export.geojson import geojson_bytes
from geo.export.geopackage import geopackage_bytes
from geo.export.plan_layers import LAYERS, plan_layers
from geo.export.rows import assignments_table, carriers_table, structure_table, taxonomy_table
from geo.export.shapefile import shapefile_bytes
from geo.export.shapes import table_shapes
from geo.export.user_package import merged_bytes, other_layers
from geo.export.xlsx import Sheet, sheets_bytes
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
        what = say("gis.of_plan", plan=joined.plan.short, what=say(f"gis.{table.name}"))
        write = geojson_bytes if suffix == ".geojson" else shapefile_bytes
        return write(table, table_shapes(table, world), about([joined.plan], what))
    return _flat_bytes(table, suffix, world)


def _flat_bytes(table: Table, suffix: str, world: World) -> bytes:
    """The formats that know nothing of a plan beyond the table."""
    if suffix == ".csv":
        return csv_bytes(table, bom=True)
    if suffix == ".json":
        return json_bytes(table)
    if suffix == ".xlsx":
        return sheets_bytes([Sheet(table.name, table.columns, cells_of(table))])
    if table.name not in PLACED:
        return parquet_bytes(table, None)
    return parquet_bytes(table, [s.geometry if s else None for s in table_shapes(table, world)])


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
        zh = f"已有其他图层({listed[0]}),不予替换;加 --replace 只替换同名图层,其余保留"
        en = f"has other layers ({listed[1]}); --replace replaces layers of these names only"
        raise OutputError(Fault("", zh, en, str(path)))
    return merged_bytes(path, plan_layers(joined, world))


def check_suffix(kind: str, suffix: str) -> None:
    """Nothing, or a CallError: before any work, whether a table can be written to such a file."""
    if suffix == ".shp":
        zh, en = (
            "Shapefile 是几个文件,存成一个压缩包",
            "a Shapefile is several files in one archive",
        )
        raise CallError(Fault("", zh, en, suffix, (".shp.zip",)))
    if suffix not in SUFFIXES:
        near = nearest(suffix, SUFFIXES, 1) or SUFFIXES
        raise CallError(Fault("", "不能导出这种格式", "no export to this format", suffix, near))
    if kind not in SPATIAL.get(suffix, KINDS):
        zh, en = f"{kind} 没有几何,不能存成这种格式", f"{kind} has no geometry for this format"
        free = tuple(s for s in SUFFIXES if kind in SPATIAL.get(s, KINDS))
        raise CallError(Fault("", zh, en, suffix, free))
    if suffix == ".parquet":
        check_extra("pyarrow", "pyarrow", "parquet", suffix)
