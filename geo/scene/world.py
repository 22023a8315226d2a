"""What every map of a build shares: places, shapes and theme.

See DECISIONS 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Theme, load_theme
from geo.domain.card import Card, Carded
from geo.domain.places import Area
from geo.domain.territory import Territory
from geo.scene.scene import County
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

Points = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, repr=False)
class World(Carded):
    """What every map of a build shares: places, shapes and theme."""

    register: Register
    boundaries: Boundaries
    theme: Theme

    @property
    def card(self) -> Card:
        """The world in a few lines."""
        name, n = self.territory.name, len(self.register.places)
        layers = " · ".join(f"{k} {len(v)}" for k, v in self.boundaries.layers.items())
        return Card(f"{name.zh} / {name.en}", (f"{n} 处地名 / {n} places", layers))

    @property
    def territory(self) -> Territory:
        """The territory that the shapes are drawn for."""
        return self.boundaries.territory

    @cached_property
    def counties(self) -> tuple[County, ...]:
        """The counties below prefectures, with their names."""
        every = self.register.areas("county")
        return tuple(County(a.adcode, a.short, a.parent) for a in every if a.parent != a.adcode)


def load_world(territory: str = "") -> World:
    """The register, boundaries and theme of a territory; its places are read once per process.

    Parameters
    ----------
    territory
        As :func:`geo.sources.territory.load_territory` has it.

    Examples
    --------
    >>> load_world("440100").boundaries is load_world("440000").boundaries
    True
    """
    from geo.sources.territory_codes import home_of

    return World(*_ground(home_of(territory)), load_theme())


@lru_cache(maxsize=4)
def _ground(territory: str) -> tuple[Register, Boundaries]:
    from geo.sources.boundaries.shapes import load_boundaries
    from geo.sources.places.view import load_register
    from geo.sources.territory import load_territory

    return load_register(territory), load_boundaries(load_territory(territory))


def label_points(world: World, areas: Iterable[Area]) -> Points:
    """Label points (lon, lat) of areas of any level, of the SARs and of the neighbour provinces."""
    layers = world.boundaries.layers
    shapes = {a.adcode: world.boundaries.shape(a.adcode) for a in areas}
    return anchors({**layers["sars"], **layers["neighbours"], **shapes})


def neighbours(world: World, adcode: str) -> tuple[Area, ...]:
    """Areas around a place that has a sheet: other prefectures, beside a county those of its own.

    Examples
    --------
    >>> len(neighbours(load_world(), "440300")), len(neighbours(load_world(), "440305"))
    (20, 28)
    """
    register = world.register
    host = register.host_prefecture(adcode)
    siblings = () if host == adcode else register.areas("county", host)
    others = (*register.areas("prefecture"), *siblings)
    return tuple(a for a in others if a.adcode not in (host, adcode))


_TOLERANCE = 0.01  # degrees, about 1 km
_DECIMALS = 5


@lru_cache(maxsize=4096)
def _anchor(wkb: bytes) -> tuple[float, float]:
    geometry = shapely.from_wkb(wkb)
    parts = shapely.get_parts(geometry)
    largest = parts[shapely.area(parts).argmax()]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=_TOLERANCE), 0)
    return round(float(centre.x), _DECIMALS), round(float(centre.y), _DECIMALS)


def anchors(geometries: Mapping[str, BaseGeometry]) -> dict[str, tuple[float, float]]:
    """Label point (lon, lat, degrees, 5 decimals) of each area, inside its largest part.

    The largest part, because an area may own reefs far out at sea (汕尾 does, 250 km offshore).

    Examples
    --------
    >>> square = shapely.box(0, 0, 2, 2).union(shapely.box(9, 9, 9.1, 9.1))
    >>> anchors({"990100": square})
    {'990100': (1.0, 1.0)}
    """
    return {adcode: _anchor(shapely.to_wkb(shape)) for adcode, shape in geometries.items()}
