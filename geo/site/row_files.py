"""The rows that a page tells, to take away: the same rows in four formats, with a record of them.

See DECISIONS 60.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from geo.analysis.report.model import Report, Table
from geo.design.theme import Theme
from geo.domain.lines import CARRIER
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.export.descriptor import TableFile, descriptor, pair
from geo.export.formats import bare
from geo.export.report import report_bytes
from geo.export.row_layers import ROWS, SITES, PlaceShape, ShapeOf, rows_geojson, rows_geopackage
from geo.export.styles import Kind, kinds_qml
from geo.scene.credits import review_line
from geo.scene.standing import site_of
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

    def files(self, rows: PageRows) -> Files:
        """The rows in every format, and what they are, by path below the output folder."""
        make = self._makers(rows)
        made = {f"{rows.stem}{suffix}": make[suffix]() for suffix in make}
        return {**made, f"{rows.stem}.json": self._record(rows, made)}

    def _makers(self, rows: PageRows) -> dict[str, Callable[[], bytes]]:
        table, shape_of, title = rows.table, self._shape_of, rows.report.title.zh
        return {
            ".csv": lambda: report_bytes(rows.report, ".csv", "both"),
            ".xlsx": lambda: report_bytes(rows.report, ".xlsx", "both"),
            ".geojson": lambda: rows_geojson(table, shape_of, "both"),
            ".gpkg": lambda: rows_geopackage(
                table, shape_of, row_styles(table, self._theme), title, "both"
            ),
        }

    def _record(self, rows: PageRows, made: Files) -> bytes:
        table = rows.table
        keys = dict.fromkeys(str(row["plan"]) for row in table.rows)
        plans = [self._plans[key] for key in keys or self._plans]  # all that were read, if no row
        told = {
            "notes": [pair(note) for note in rows.report.notes],
            "maps": {name: pair(review_line(number)) for name, number in rows.maps.items()},
        }
        files = [TableFile(name.rpartition("/")[2], table, data) for name, data in made.items()]
        return descriptor(rows.stem, rows.report.title, plans, files, told=told)


def shapes_of(world: World) -> ShapeOf:
    """What gives the shape of a city, district or county, and the point of a park or zone."""
    layers = (world.boundaries.layers["prefectures"], world.boundaries.layers["counties"])

    @cache
    def shape_of(place_id: str) -> PlaceShape | None:
        place = world.register.place(place_id) if place_id else None
        if isinstance(place, Area):
            shape = next((layer[place_id] for layer in layers if place_id in layer), None)
            return PlaceShape(shape) if shape else None
        site = site_of(world.register, place_id) if place else None
        return PlaceShape.point(site.lon, site.lat) if site else None

    return shape_of


def row_styles(table: Table, theme: Theme) -> dict[str, str]:
    """How a GIS draws the layers of rows at first: by what a row binds."""
    ramp, found = theme.ramp(_RAMP), {str(bare(row[_CLASS], "both")) for row in table.rows}
    words = {force: say(f"classes.{force}") for force in _SHADES}
    kinds = [
        Kind(value, word.zh, ramp[_SHADES[force]])
        for force, word in words.items()
        for value in (str(force), word.in_("both"))
        if value in found
    ]
    edge = theme.ground["border"]
    return {
        ROWS: kinds_qml(_CLASS, kinds, edge),
        SITES: kinds_qml(_CLASS, kinds, edge, points=True),
    }
