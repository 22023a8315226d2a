"""The ground of a picture without script: simple shapes in whole pixels, made once for a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.render.web.labels import PX_PER_MM, SIGNED, step_view
from geo.render.web.mercator import WebMercator, first_zoom
from geo.sources.boundaries.model import Boundaries, land_around

STEP_PX = 2  # corners stand on every second pixel
_FOCUS_PX = (660.0, 520.0)  # the most that one city takes
_EDGE_PX = 12.0
_FINENESS_PX, _GROUND_PX = 3.0, 4.0  # how far a line may stray, of areas and of land around
_LEAST_PX2 = 14.0  # an islet below this is left out; reefs with a name are a dot

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A window on Web Mercator: pixels to a pixel of zoom 0, its upper left corner, its size."""

    scale: float
    left: float
    top: float
    width: int
    height: int

    def forward(self, points: Array) -> Array:
        """Pixels of (n, 2) degrees, y down."""
        found = WebMercator().forward_points(points) * self.scale
        return np.column_stack((found[:, 0] - self.left, self.top - found[:, 1]))

    def point(self, lon: float, lat: float) -> tuple[int, int]:
        """The nearest pixel to a point."""
        x, y = self.forward(np.array([[lon, lat]]))[0]
        return round(x), round(y)


@dataclass(frozen=True)
class Shapes:
    """The ground of a frame as path data: land around, and every area by its code."""

    frame: Frame
    land: str
    areas: Mapping[str, str]


def frame_of(boundaries: Boundaries, focus: str) -> Frame:
    """The frame of the web map at the first step with signs, or one city."""
    territory = boundaries.territory
    if not focus:
        view = step_view(SIGNED, territory)
        home, scale = territory.web.home, 2 ** (first_zoom(territory) + SIGNED)
        width, height = (round(v * PX_PER_MM) for v in (view.box.w, view.box.h))
        x, y = WebMercator().forward([home.west, home.east], [home.south, home.north])
        left, top = float(x.mean()) * scale - width / 2, float(y.mean()) * scale + height / 2
        return Frame(scale, left, top, width, height)
    shape = shapely.transform(boundaries.shape(focus), WebMercator().forward_points)
    west, south, east, north = shape.bounds
    scale = min(_FOCUS_PX[0] / (east - west), _FOCUS_PX[1] / (north - south))
    wide, high = ((v * scale + 2 * _EDGE_PX) for v in (east - west, north - south))
    return Frame(scale, west * scale - _EDGE_PX, north * scale + _EDGE_PX, round(wide), round(high))


def shapes_of(boundaries: Boundaries, frame: Frame) -> Shapes:
    """Every area of a frame as path data; neighbours of one layer keep their common borders."""
    window = shapely.box(0, 0, frame.width, frame.height)
    found: dict[str, str] = {}
    around, beyond = [], land_around(boundaries.territory)
    for layer in ("counties", "prefectures", "sars", "neighbours", "province"):
        shapes = boundaries.layers[layer]
        seen = {c: shapely.transform(s, frame.forward) for c, s in shapes.items()}
        seen = {code: shape for code, shape in seen.items() if shape.intersects(window)}
        if layer in ("neighbours", "province"):
            around += list(seen.values())
            continue
        simple = shapely.coverage_simplify(list(seen.values()), _FINENESS_PX)
        found |= {code: _path(shape) for code, shape in zip(seen, simple, strict=True)}
    around.append(shapely.make_valid(shapely.transform(beyond, frame.forward)))
    land = shapely.union_all(around).intersection(window).simplify(_GROUND_PX)
    return Shapes(frame, _path(land, 10 * _LEAST_PX2), found)


def _path(shape: BaseGeometry, least: float = _LEAST_PX2) -> str:
    """Path data in whole pixels, one step after the other; the largest part is always there."""
    parts = shapely.get_parts(shape)
    largest = max(shapely.area(parts), default=0.0)
    rings = [
        ring
        for part in parts
        if part.geom_type == "Polygon" and part.area >= min(least, largest)
        for ring in (part.exterior, *part.interiors)
    ]
    corners = (np.rint(shapely.get_coordinates(ring) / STEP_PX).astype(int) for ring in rings)
    return "".join(map(_ring, corners))


def _ring(points: NDArray[np.int_]) -> str:
    steps = np.diff(points[:-1], axis=0)
    steps = steps[steps.any(axis=1)]
    way = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{way}z" if len(steps) > 1 else ""
