"""Tables of a plan for other programs: which table, which format, which bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis.report.model import Table
from geo.errors import CallError, Fault, OutputError
from geo.export.areas import areas_table
from geo.export.formats import cells_of, csv_bytes, frame_of, json_bytes, spatial_bytes
from geo.export.geopackage import layer_bytes, other_layers
from geo.export.rows import assignments_table, carriers_table, structure_table, taxonomy_table
from geo.export.xlsx import Sheet, sheets_bytes
from geo.join.table import AreaTable
from geo.nearest import nearest
from geo.scene.world import World
from geo.sources.extras import check_extra

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

KINDS = ("assignments", "carriers", "structure", "taxonomy", "areas")
SUFFIXES = (".csv", ".json", ".xlsx", ".geojson", ".gpkg", ".parquet")
SPATIAL_KINDS = ("areas", "carriers")


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


def export_bytes(table: Table, suffix: str, world: World) -> bytes:
    """The table in the format of a file suffix; byte-identical from run to run.

    Raises
    ------
    CallError
        The suffix is unknown, or the table has no geometry for it.
    """
    check_suffix(table.name, suffix)
    if suffix == ".csv":
        return csv_bytes(table, bom=True)
    if suffix == ".json":
        return json_bytes(table)
    if suffix == ".xlsx":
        return sheets_bytes([Sheet(table.name, table.columns, cells_of(table))])
    spatial = table.name in SPATIAL_KINDS
    return spatial_bytes(table, shapes_of(table, world) if spatial else None, suffix)


def file_bytes(table: Table, path: Path, world: World, *, replace: bool = False) -> bytes:
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
    others = other_layers(path, table.name) if suffix == ".gpkg" else ()
    if not others:
        return export_bytes(table, suffix, world)
    if not replace:
        listed = "、".join(others), ", ".join(others)
        zh = f"已有其他图层({listed[0]}),不予替换;加 --replace 只替换同名图层,其余保留"
        en = f"has other layers ({listed[1]}); --replace replaces the layer of the name only"
        raise OutputError(Fault("", zh, en, str(path)))
    return layer_bytes(frame_of(table, shapes_of(table, world)), path, table.name)


def check_suffix(kind: str, suffix: str) -> None:
    """Nothing, or a CallError: before any work, whether a table can be written to such a file."""
    if suffix not in SUFFIXES:
        near = nearest(suffix, SUFFIXES, 1) or SUFFIXES
        raise CallError(Fault("", "不能导出这种格式", "no export to this format", suffix, near))
    if suffix in (".geojson", ".gpkg") and kind not in SPATIAL_KINDS:
        zh, en = f"{kind} 没有几何,不能存成这种格式", f"{kind} has no geometry for this format"
        raise CallError(Fault("", zh, en, suffix, (".csv", ".json", ".xlsx", ".parquet")))
    if suffix == ".parquet":
        check_extra("pyarrow", "pyarrow", "parquet", suffix)


def shapes_of(table: Table, world: World) -> list[BaseGeometry | None]:
    """A geometry per row: the polygon of an area, the point of a plotted carrier, else None."""
    from shapely.geometry import Point

    if table.name == "areas":
        return [_polygon(str(row["adcode"]), str(row["level"]), world) for row in table.rows]
    return [None if row["lon"] == "" else Point(row["lon"], row["lat"]) for row in table.rows]


def _polygon(adcode: str, level: str, world: World) -> BaseGeometry:
    layer = {"prefecture": "prefectures", "county": "counties"}[level]
    return world.boundaries.layers[layer][adcode]
