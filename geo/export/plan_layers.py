"""A plan as the layers of one GeoPackage, drawn as on its maps: nothing of its tables is left out.

See DECISIONS 66.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Row, Table
from geo.export.about import About, about
from geo.export.geopackage import Layer
from geo.export.layer_styles import area_styles, band_style, belt_style, carrier_style, point_style
from geo.export.rows import (
    areas_table,
    assignments_table,
    carriers_table,
    locator,
    structure_table,
    taxonomy_table,
)
from geo.export.shapes import PlaceShape, table_shapes
from geo.join.table import AreaTable
from geo.scene.corridors import bands
from geo.scene.groups import belts_of
from geo.scene.map_kind import PlanGround
from geo.scene.marks import Belt, Symbol
from geo.scene.symbols import structure_symbols
from geo.scene.world import World
from geo.texts.catalogue import say

LAYERS = ("areas", "belts", "corridors", "structure", "carriers", "assignments", "taxonomy")


def plan_layers(table: AreaTable, world: World) -> list[Layer]:
    """The layers, each of them whether or not the plan has something for it.

    Areas with a style per sector, what the structure map draws, carriers (those without a point as
    rows without a shape), and the rows of the plan as tables.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> layout = lay_out(load_plan("space2024"))
    >>> layers = plan_layers(layout.table, layout.world)
    >>> layers[0].name, len(layers[0].table.rows)
    ('areas', 21)
    """
    return list(_PlanLayers(PlanGround(table, world)).made())


@dataclass(frozen=True)
class _PlanLayers:
    """A plan on the ground, and what each of its layers holds."""

    ground: PlanGround

    def made(self) -> Iterator[Layer]:
        plan, world = self.ground.plan, self.ground.world
        yield self._areas()
        yield self._belts()
        yield self._corridors()
        yield self._structure()
        carriers = carriers_table(plan, world.register)
        style = {"carriers": carrier_style(carriers, world.theme)}
        yield Layer(carriers, self._told("carriers"), "POINT", table_shapes(carriers, world), style)
        yield Layer(assignments_table(plan, world.register), self._told("assignments"))
        yield Layer(taxonomy_table(plan), self._told("taxonomy"))

    def _told(self, name: str) -> About:
        plan = self.ground.plan
        return about([plan], say("gis.of_plan", plan=plan.short, what=say(f"exported.{name}")))

    def _areas(self) -> Layer:
        table = areas_table(self.ground.table)
        shapes = table_shapes(table, self.ground.world)
        styles = area_styles(self.ground)
        return Layer(table, self._told("areas"), "MULTIPOLYGON", shapes, styles)

    def _row(self, element_id: str, members: Iterable[str] = ()) -> Row:
        """What an element that is drawn as one says of itself."""
        element = next(e for e in self.ground.plan.structure.elements if e.id == element_id)
        return {
            "plan": self.ground.plan.key,
            "element": element.id,
            "kind": element.kind,
            "name": element.name_zh,
            "name_en": element.name_en,
            "inferred": any(member.inferred for member in element.members),
            "members": ";".join(members),
            **locator(self.ground.plan, element.clause),
        }

    def _belts(self) -> Layer:
        world = self.ground.world
        found = belts_of(self.ground.table, world)
        rows = [
            self._row(belt.id, (world.register.name(code).zh for code in belt.adcodes))
            for belt in found
        ]
        shapes = [self._ground_of(belt) for belt in found]
        style = {"belts": belt_style(found, world.theme)}
        table = Table.of("belts", column_names("belts"), rows)
        return Layer(table, self._told("belts"), "MULTIPOLYGON", shapes, style)

    def _ground_of(self, belt: Belt) -> PlaceShape:
        """The areas that a belt joins, or the band along their coast that stands for them."""
        import shapely

        if belt.waters:
            return PlaceShape.of(shapely.MultiPolygon([(ring, []) for ring in belt.waters]))
        shapes = [self.ground.world.boundaries.shape(code) for code in belt.adcodes]
        return PlaceShape.of(shapely.coverage_union_all(shapes))

    def _corridors(self) -> Layer:
        import shapely

        world = self.ground.world
        found = bands(
            self.ground.plan, world.register, world.theme, self.ground.points, quiet=False
        )
        rows = (self._row(band.id) for band in found)
        table = Table.of("corridors", column_names("corridors"), rows)
        shapes = [PlaceShape.of(shapely.LineString(band.points)) for band in found]
        style = {"corridors": band_style(found, world.theme)}
        return Layer(table, self._told("corridors"), "MULTILINESTRING", shapes, style)

    def _structure(self) -> Layer:
        """Every member of every element, those with a symbol where that stands."""
        world, area_table = self.ground.world, self.ground.table
        own = structure_table(self.ground.plan, world.register)
        symbols = structure_symbols(area_table, world.register, world.theme, self.ground.points)
        drawn = [_symbol_of(row, symbols) for row in own.rows]
        rows = (
            {**row, "symbol": s.kind, "number": s.number or "", "grade": s.grade} if s else row
            for row, s in zip(own.rows, drawn, strict=True)
        )
        table = Table.of("structure_points", column_names("structure_points"), rows)
        shapes = [PlaceShape.point(s.lon, s.lat) if s else None for s in drawn]
        areas = {area.adcode for area in area_table.areas}
        lettered = dict.fromkeys(str(r["member_id"]) for r in own.rows if r["member_id"] in areas)
        style = {"structure": point_style([s for s in drawn if s], lettered, world.theme)}
        return Layer(table, self._told("structure"), "POINT", shapes, style, called="structure")


def _symbol_of(row: Row, symbols: Iterable[Symbol]) -> Symbol | None:
    """The symbol of a member; that of its place, where one stands for it in several elements."""
    place, exact = str(row["member_id"]), f"{row['element']}:{row['member_id']}"
    there = [s for s in symbols if s.id.partition(":")[2] == place]
    same = (s for s in there if s.id == exact)
    shared = (s for s in there if s.kind == row["kind"])
    return next(same, None) or next(shared, None)
