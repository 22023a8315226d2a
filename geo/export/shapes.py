"""Where a row lies: the area or point that it is about, as files of every format have it.

Five decimals of a degree (about a metre), a park three; what is rounded is valid still, and its
rings go as RFC 7946 wants them.

See DECISIONS 66.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from geo.analysis.report.model import Table
from geo.domain.places import Area
from geo.scene.symbol_points import site_of
from geo.scene.world import World

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CRS, CRS84 = "EPSG:4490", "OGC:CRS84"  # of all files, of GeoJSON
DECIMALS, SITE_DECIMALS = 5, 3
_PLACE_OF = {"assignments": "place_id", "structure": "member_id"}
_LAYER = {"prefecture": "prefectures", "county": "counties"}


@dataclass(frozen=True)
class PlaceShape:
    """The shape of a place in degrees (EPSG:4490), written once for all rows about it."""

    geometry: BaseGeometry

    @classmethod
    def of(cls, geometry: BaseGeometry) -> PlaceShape:
        """A shape, rounded.

        Examples
        --------
        >>> import shapely
        >>> square = shapely.box(0.1234567, 0, 1, 1).reverse()
        >>> PlaceShape.of(square).geometry.bounds
        (0.12346, 0.0, 1.0, 1.0)
        """
        import shapely

        rounded = shapely.transform(geometry, lambda points: points.round(DECIMALS))
        if not shapely.is_valid(rounded):
            kept = shapely.set_precision(geometry, 10.0**-DECIMALS)
            rounded = shapely.transform(kept, lambda points: points.round(DECIMALS))
        return cls(shapely.orient_polygons(rounded))

    @classmethod
    def point(cls, lon: float, lat: float) -> PlaceShape:
        """That of a site."""
        from shapely.geometry import Point

        return cls(Point(round(lon, SITE_DECIMALS), round(lat, SITE_DECIMALS)))

    @property
    def is_point(self) -> bool:
        """Whether it is a site."""
        return self.geometry.geom_type == "Point"

    @cached_property
    def geojson(self) -> str:
        """The shape as GeoJSON."""
        import shapely

        return str(shapely.to_geojson(self.geometry))

    @cached_property
    def wkb(self) -> bytes:
        """The shape as well-known binary; an area or line as several parts, be it one."""
        import shapely

        several = {"Polygon": shapely.multipolygons, "LineString": shapely.multilinestrings}
        make = several.get(self.geometry.geom_type)
        return bytes(shapely.to_wkb(make([self.geometry]) if make else self.geometry, byte_order=1))


Shapes = Sequence[PlaceShape | None]
ShapeOf = Callable[[str], PlaceShape | None]  # of a place by its id


def shapes_of(world: World) -> ShapeOf:
    """What gives the shape of a city, district or county, and the point of a park or zone."""
    layers = (world.boundaries.layers["prefectures"], world.boundaries.layers["counties"])

    @cache
    def shape_of(place_id: str) -> PlaceShape | None:
        place = world.register.place(place_id) if place_id else None
        if isinstance(place, Area):
            shape = next((layer[place_id] for layer in layers if place_id in layer), None)
            return PlaceShape.of(shape) if shape else None
        site = site_of(world.register, place_id) if place else None
        return PlaceShape.point(site.lon, site.lat) if site else None

    return shape_of


def table_shapes(table: Table, world: World) -> Shapes:
    """A shape per row of a table of a plan: its area, its place, its point or none."""
    if table.name == "areas":
        return [PlaceShape.of(shape) for shape in _area_shapes(table, world)]
    if table.name in _PLACE_OF:
        shape_of, place = shapes_of(world), _PLACE_OF[table.name]
        return [shape_of(str(row[place])) for row in table.rows]
    points = [(row["lon"], row["lat"]) for row in table.rows]
    return [
        PlaceShape.point(x, y) if isinstance(x, float) and isinstance(y, float) else None
        for x, y in points
    ]


def geometries(table: Table, world: World) -> list[BaseGeometry | None]:
    """A shape per row as fine as it is known; None where there is none."""
    if table.name == "areas":
        return [*_area_shapes(table, world)]
    return [shape.geometry if shape else None for shape in table_shapes(table, world)]


def _area_shapes(table: Table, world: World) -> list[BaseGeometry]:
    """The polygons of the rows of ``areas``."""
    layers = world.boundaries.layers
    return [layers[_LAYER[str(row["level"])]][str(row["adcode"])] for row in table.rows]
