"""The rows that a page tells, to take away: the same rows in four formats, with a record of them.

A GeoPackage is packed, as GIS open it (``.gpkg.zip``): of few rows it is a sixth of its bytes.

See DECISIONS 60.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from geo.analysis.report.model import Report, Table
from geo.design.theme import Theme
from geo.domain.lines import CARRIER
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import Text
from geo.export.about import About, about
from geo.export.descriptor import TableFile, descriptor, pair
from geo.export.formats import geojson_bytes, zipped
from geo.export.geopackage import ROWS, SITES, row_shapes, rows_geopackage
from geo.export.report import report_bytes
from geo.export.shapes import shapes_of
from geo.export.styles import Entry, area_paint, dot_paint, qml
from geo.files.cache import fingerprint, kept
from geo.scene.credits import review_line
from geo.scene.scene import Style
from geo.scene.world import World
from geo.texts.catalogue import say

Files = dict[str, bytes]
_CLASS = "class"  # the column that colours a layer
_RAMP, _SHADES = "slate", {Force.BINDING: 3, Force.FACILITY: 2, CARRIER: 2, Force.CONTEXT: 1}


@dataclass(frozen=True)
class PageRows:
    """The rows of a page: where their files stand, below the output folder and without suffix.

    ``maps`` are the maps of the page with their approval numbers, or "" without one.
    """

    stem: str
    report: Report
    maps: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The one table of all formats."""
        return self.report.one_table


class RowFiles:
    """What makes files of rows, with the shapes of all places, each made once."""

    def __init__(self, plans: Iterable[Plan], world: World) -> None:
        self._plans = {plan.key: plan for plan in plans}
        self._shape_of = shapes_of(world)
        self._theme = world.theme
        self._ground = fingerprint(world.territory, world.register.places)

    def files(self, rows: PageRows) -> Files:
        """The rows in every format, and what they are, by path below the output folder."""
        told = about(self._plans_of(rows.table), rows.report.title)
        shown = replace(rows, report=replace(rows.report, data={}))
        parts = ("rows", shown, told, self._record(rows, {}), self._ground)
        return kept(parts, lambda: self._made(rows, told))

    def _made(self, rows: PageRows, told: About) -> Files:
        table, report = rows.table, rows.report
        shapes = row_shapes(table, self._shape_of)
        styles = row_styles(table, self._theme)
        gpkg = rows_geopackage(table, shapes, styles, told, "both")
        by_suffix = {
            ".csv": report_bytes(report, ".csv", "both"),
            ".xlsx": report_bytes(report, ".xlsx", "both"),
            ".geojson": geojson_bytes(table, shapes, told, "both"),
            ".gpkg.zip": zipped({f"{rows.stem.rpartition('/')[2]}.gpkg": gpkg}),
        }
        made = {f"{rows.stem}{suffix}": data for suffix, data in by_suffix.items()}
        return {**made, f"{rows.stem}.json": self._record(rows, made)}

    def _plans_of(self, table: Table) -> list[Plan]:
        """The plans that rows are of; all that were read, if there is no row."""
        keys = dict.fromkeys(str(row["plan"]) for row in table.rows)
        return [self._plans[key] for key in keys or self._plans]

    def _record(self, rows: PageRows, made: Files) -> bytes:
        table = rows.table
        plans = self._plans_of(table)
        told = {
            "notes": [pair(note) for note in rows.report.notes],
            "maps": {name: pair(review_line(number)) for name, number in rows.maps.items()},
        }
        files = [TableFile(name.rpartition("/")[2], table, data) for name, data in made.items()]
        return descriptor(rows.stem, rows.report.title, plans, files, told=told)


def row_styles(table: Table, theme: Theme) -> dict[str, str]:
    """How a GIS draws the layers of rows at first: by what a row binds."""
    ramp, ground = theme.ramp(_RAMP), theme.ground
    told = (row[_CLASS] for row in table.rows)
    found = {value.in_("both") if isinstance(value, Text) else str(value) for value in told}
    words = {force: say(f"classes.{force}") for force in _SHADES}
    kinds = [
        (value, word.zh, ramp[_SHADES[force]])
        for force, word in words.items()
        for value in (str(force), word.in_("both"))
        if value in found
    ]
    line = (ground["border"], theme.lines["area"], ground["ink"])
    areas = [Entry(v, label, area_paint(Style(fill, *line))) for v, label, fill in kinds]
    points = [Entry(v, label, dot_paint(fill, ground["border"])) for v, label, fill in kinds]
    return {ROWS: qml(_CLASS, areas), SITES: qml(_CLASS, points)}
