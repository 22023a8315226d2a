"""The tables of every plan as files for other programs, with a record of what they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from geo.analysis.report.model import Table
from geo.build.mapped_plan import Layout
from geo.export.about import about
from geo.export.descriptor import TableFile, descriptor, pair
from geo.export.geopackage import row_shapes, rows_geopackage
from geo.export.plan_layers import LAYERS
from geo.export.shapes import shapes_of
from geo.export.table import export_bytes, export_table
from geo.files.cache import fingerprint, kept
from geo.scene.credits import review_line
from geo.site.plan_set import without_addresses
from geo.site.row_files import row_styles

#: Files of a plan: every table in every format, with the same rows.
TABLES = ("assignments", "carriers", "areas")
FORMATS = (".csv", ".xlsx", ".geojson", ".gpkg")
RECORD, BUNDLE = "metadata.json", "tables.zip"
_WHOLE = "areas"  # its GeoPackage is the plan with all of its layers, carriers among them


def table_files(layout: Layout) -> list[TableFile]:
    """The tables of a plan in every format."""
    made, told = [], fingerprint(without_addresses(layout.plan), layout.world.register.places)
    for kind in TABLES:
        table = export_table(kind, layout.table, layout.world)
        for suffix in FORMATS:
            if suffix == ".gpkg" and kind == "carriers":
                continue
            data = kept(("table", told, kind, suffix), partial(_file, layout, table, suffix))[kind]
            layers = LAYERS if (kind, suffix) == (_WHOLE, ".gpkg") else ()
            made.append(TableFile(f"{kind}{suffix}", table, data, layers))
    return made


def _file(layout: Layout, table: Table, suffix: str) -> dict[str, bytes]:
    return {table.name: _bytes(layout, table, suffix)}


def _bytes(layout: Layout, table: Table, suffix: str) -> bytes:
    world = layout.world
    if suffix != ".gpkg" or table.name == _WHOLE:
        return export_bytes(table, suffix, layout.table, world)
    told = about([layout.plan], layout.plan.short)
    shapes = row_shapes(table, shapes_of(world))
    return rows_geopackage(table, shapes, row_styles(table, world.theme), told)


def plan_record(layout: Layout, files: Sequence[TableFile]) -> bytes:
    """What the files of a plan are; ``maps`` are its maps with the approval number of each."""
    plan = layout.plan
    maps = {f"{plan.key}/{spec.slug}": pair(review_line(spec.approval)) for spec in layout.specs}
    return descriptor(plan.key, plan.document.title, [plan], files, told={"maps": maps})
