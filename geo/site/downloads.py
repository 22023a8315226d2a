"""The tables of every plan as files for other programs, with a record of what they are."""

from __future__ import annotations

from collections.abc import Sequence

from geo.analysis.report.model import Table
from geo.build.mapped_plan import Layout
from geo.design.theme import Theme
from geo.export.descriptor import TableFile, descriptor, pair
from geo.export.row_layers import rows_geojson, rows_geopackage
from geo.export.styles import Graded, Kind, kinds_qml, qml, styled
from geo.export.table import export_bytes, export_table
from geo.scene.credits import review_line
from geo.scene.kinds.breadth import BREADTH_EDGES
from geo.scene.standing import OPEN
from geo.site.row_files import row_styles, shapes_of
from geo.texts.catalogue import say

#: Files of a plan: every table in every format, with the same rows.
TABLES = ("assignments", "carriers", "areas")
FORMATS = (".csv", ".xlsx", ".geojson", ".gpkg")
RECORD, BUNDLE = "metadata.json", "tables.zip"
_HUE = "slate"


def table_files(layout: Layout) -> list[TableFile]:
    """The tables of a plan in every format."""
    made = []
    for kind in TABLES:
        table = export_table(kind, layout.table, layout.world)
        for suffix in FORMATS:
            data = _bytes(layout, table, suffix)
            made.append(TableFile(f"{kind}{suffix}", table, data))
    return made


def _bytes(layout: Layout, table: Table, suffix: str) -> bytes:
    world, title = layout.world, layout.plan.short.zh
    if table.name == "assignments" and suffix == ".geojson":
        return rows_geojson(table, shapes_of(world))
    if table.name == "assignments" and suffix == ".gpkg":
        return rows_geopackage(table, shapes_of(world), row_styles(table, world.theme), title)
    data = export_bytes(table, suffix, world)
    if suffix == ".gpkg":
        style = _style(layout) if table.name == "areas" else _points(table, world.theme)
        data = styled(data, table.name, style, title)
    return data


def _style(layout: Layout) -> str:
    """Areas by the number of sub-sectors, in the classes of the map of breadth."""
    theme = layout.world.theme
    ramp, ends = theme.ramp(_HUE), [*(edge - 1 for edge in BREADTH_EDGES[1:]), 999]
    classes = [Graded(0, 0, say("states.not_named").zh, theme.ground["not_named"])]
    classes += [
        Graded(low, high, say(f"states.breadth_{n}").zh, ramp[n])
        for n, (low, high) in enumerate(zip(BREADTH_EDGES, ends, strict=True), 1)
    ]
    return qml("n_subsectors", classes, theme.ground["border"])


def _points(table: Table, theme: Theme) -> str:
    """Carriers by how exactly their place is known: solid, or open where only the area is."""
    solid, blank = theme.ramp(_HUE)[-1], theme.ground["not_named"]
    grades = dict.fromkeys(str(row["grade"]) for row in table.rows if row["lon"] != "")
    kinds = [
        Kind(g, say(f"page.grade_{g}").zh, blank if g in OPEN else solid) for g in grades
    ]  # fmt: skip
    return kinds_qml("grade", kinds, theme.ground["ink"], points=True)


def plan_record(layout: Layout, files: Sequence[TableFile]) -> bytes:
    """What the files of a plan are; ``maps`` are its maps with the approval number of each."""
    plan = layout.plan
    maps = {f"{plan.key}/{spec.slug}": pair(review_line(spec.approval)) for spec in layout.specs}
    return descriptor(plan.key, plan.document.title, [plan], files, told={"maps": maps})
