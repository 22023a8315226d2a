"""Boundaries on the page: projected once per boundary set, cut and written once per view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

import shapely
from shapely.geometry import box as rectangle
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Territory
from geo.sheet.model import Box, View
from geo.sheet.paths import borders, common_borders, dissolved, fineness, path_data, simplified
from geo.sheet.projection import Albers, Projection
from geo.sheet.raster import Cover, cover_of
from geo.sources.boundaries.model import AREA_LAYERS, LINE_LAYER, Boundaries, land_beyond
from geo.sources.boundaries.shapes import detail_of

Made = TypeVar("Made")
_PROJECTED: dict[tuple[int, Projection], tuple[Boundaries, Projected]] = {}
_DRAWN: dict[tuple[int, View], tuple[Boundaries, Drawn]] = {}
_OVERHANG_MM = 1.5
_STAMP_MM = 0.1  # what is too fine for a locator: less than half of its thinnest line
_KEPT_VIEWS = 64
_SMALL_SCALE = 12_000_000


@dataclass(frozen=True)
class _Kept:
    """What is kept with shapes, so that it lives as long as they do."""

    _made: dict[Hashable, Any] = field(
        default_factory=dict, compare=False, repr=False, kw_only=True
    )

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What a key and these shapes decide between them, made for the first map that asks."""
        if key not in self._made:
            self._made[key] = make()
        return cast(Made, self._made[key])


@dataclass(frozen=True)
class Projected(_Kept):
    """All layers in projected metres: area and line shapes by layer and code."""

    layers: dict[str, dict[str, BaseGeometry]]

    def shape(self, adcode: str) -> BaseGeometry:
        """The polygon of a code, the prefecture before the county where a code stands for both."""
        for layer in AREA_LAYERS:
            if adcode in self.layers[layer]:
                return self.layers[layer][adcode]
        raise KeyError(adcode)


@dataclass(frozen=True)
class Drawn(_Kept):
    """One view of all layers: shapes in mm on the page, cut to the window.

    ``hinterland`` is land beyond all layers, roughly; ``coarse`` if it is a mask whose edge is
    no line of the map.
    """

    shapes: dict[str, dict[str, BaseGeometry]]
    hinterland: BaseGeometry
    coarse: bool = False

    def paths(self, layer: str) -> dict[str, str]:
        """Path data of the members of a layer by code."""
        return {code: self._path(layer, code) for code in self.shapes[layer]}

    def _path(self, layer: str, code: str) -> str:
        return self.once(("path", layer, code), lambda: path_data(self.shapes[layer][code]))

    @cached_property
    def land(self) -> BaseGeometry:
        """All land of the window as one shape."""
        layers = ("province", "sars", "neighbours")
        shapes = [s for layer in layers for s in self.shapes[layer].values()]
        return shapely.union_all(shapes) if shapes else shapely.Polygon()

    @cached_property
    def shore(self) -> BaseGeometry:
        """The line between all land and the sea."""
        if self.coarse:
            return self.land.boundary - self.hinterland
        return shapely.union(self.land, self.hinterland).boundary

    def lines(self, *layers: str) -> tuple[str, ...]:
        """Path data of the shore and of the borders of some layers, the strongest first.

        Each is drawn once, and what is the outline of the territory not at all.
        """
        outline, *own = (self.shapes[layer].values() for layer in ("province", *layers))
        return self.once(("lines", layers), lambda: borders([outline, [self.shore], *own])[1:])

    def between(self, adcodes: Sequence[str]) -> str:
        """Path data of the borders that some areas have with one another."""
        return common_borders([self.shape(adcode) for adcode in adcodes])

    def grown(self, adcode: str, millimetres: float) -> BaseGeometry:
        """An area with a margin round it, ready to be held against many boxes."""

        def made() -> BaseGeometry:
            grown = self.shape(adcode).buffer(millimetres)
            shapely.prepare(grown)
            return grown

        return self.once(("grown", adcode, millimetres), made)

    def within(self, adcode: str, box: Box) -> BaseGeometry:
        """What of an area lies in a box."""
        key = ("within", adcode, box)
        return self.once(key, lambda: shapely.clip_by_rect(self.shape(adcode), *box.bounds))

    def cover(self, adcode: str, cell: float) -> Cover:
        """The cells of an area."""
        return self.once(("cover", adcode, cell), lambda: cover_of(self.shape(adcode), cell))

    def land_cover(self, cell: float) -> Cover:
        """The cells of all land."""

        def counted() -> Cover:
            land = shapely.union(self.land, self.hinterland) if self.coarse else self.land
            return cover_of(land, cell)

        return self.once(("land", cell), counted)

    def path(self, adcode: str) -> str:
        """Path data of an area, empty where the window does not show it."""
        layer = next((layer for layer in AREA_LAYERS if adcode in self.shapes[layer]), "")
        return self._path(layer, adcode) if layer else ""

    def shape(self, adcode: str) -> BaseGeometry:
        """Shape of an area on the page, empty where the window does not show it."""
        layers = (self.shapes[layer] for layer in AREA_LAYERS)
        return next((layer[adcode] for layer in layers if adcode in layer), shapely.Polygon())


def projected(boundaries: Boundaries, projection: Projection) -> Projected:
    """All layers in projected metres, computed once per boundary set."""
    key = (id(boundaries), projection)
    if key not in _PROJECTED:
        layers, placed = {}, projection.forward_points
        for layer in (*AREA_LAYERS, LINE_LAYER):
            shapes = boundaries.layers[layer].items()
            layers[layer] = {code: shapely.transform(shape, placed) for code, shape in shapes}
        _PROJECTED[key] = (boundaries, Projected(layers))
    return _PROJECTED[key][1]


def drawn(boundaries: Boundaries, view: View) -> Drawn:
    """All layers in one view, computed once per boundary set and view.

    Large scales have finer borders, small ones fewer points; a locator, which is as small as a
    stamp, has fewer still.
    """
    if is_fine(boundaries, view):
        boundaries = detail_of(boundaries)
    elif view.role == "locator":
        boundaries = _fewer(simplified, boundaries, view, fineness(view, _STAMP_MM))
    elif view.denominator >= _SMALL_SCALE and isinstance(view.projection, Albers):
        boundaries = _fewer(dissolved, boundaries, view, fineness(view))
    key = (id(boundaries), view)
    if key not in _DRAWN:
        if len(_DRAWN) >= _KEPT_VIEWS:
            _DRAWN.clear()
        shapes = _draw(projected(boundaries, view.projection), view)
        _DRAWN[key] = (boundaries, Drawn(shapes, *_beyond(boundaries.territory, view)))
    return _DRAWN[key][1]


def _fewer(
    made: Callable[[Boundaries, float], Boundaries], whole: Boundaries, view: View, degrees: float
) -> Boundaries:
    """What an eye can tell of boundaries, worked out once for a scale."""
    kept = projected(whole, view.projection)
    return kept.once((made, degrees), lambda: made(whole, degrees))


def _beyond(territory: Territory, view: View) -> tuple[BaseGeometry, bool]:
    """Land beyond the layers: what the territory's file declares, or the mask of all land."""
    if territory.hinterland:
        corners = [view.page(lon, lat) for lon, lat in territory.hinterland]
        return shapely.Polygon(corners), False
    mask = shapely.transform(land_beyond(), view.projection.forward_points)
    window = view.box.grown(_OVERHANG_MM)
    mask = shapely.make_valid(on_page(mask, view))
    return shapely.clip_by_rect(mask, *window.bounds), True


def is_fine(boundaries: Boundaries, view: View) -> bool:
    """Whether paper shows the finer borders in a window; the web map has its own geometry."""
    fine = view.denominator <= boundaries.territory.detail.scale
    return fine and isinstance(view.projection, Albers)


def rectangle_of(box: Box) -> BaseGeometry:
    """The box as a polygon."""
    return rectangle(*box.bounds)


def on_page(shape: BaseGeometry, view: View) -> BaseGeometry:
    """A projected shape in mm on the page."""
    scale = view.mm_per_m
    offset_x = view.box.x + view.box.w / 2 - view.east * scale
    offset_y = view.box.y + view.box.h / 2 + view.north * scale
    return shapely.transform(shape, lambda p: p * (scale, -scale) + (offset_x, offset_y))


def _draw(ground: Projected, view: View) -> dict[str, dict[str, BaseGeometry]]:
    window = view.box.grown(_OVERHANG_MM)
    shapes: dict[str, dict[str, BaseGeometry]] = {}
    for layer, members in ground.layers.items():
        cut = {
            c: shapely.clip_by_rect(on_page(s, view), *window.bounds) for c, s in members.items()
        }
        shapes[layer] = {code: shape for code, shape in cut.items() if not shape.is_empty}
    return shapes
