"""Boundaries with fewer points: what an eye can tell at a scale, neighbours still meeting."""

from __future__ import annotations

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo.sheet.model import View
from geo.sources.boundaries.model import AREA_LAYERS, Boundaries

FINENESS_MM = 0.06
_METRES_PER_DEGREE = 111_000.0


def fineness(view: View, finest: float = FINENESS_MM) -> float:
    """The tolerance (degrees) below which no eye can tell a shape from a simpler one."""
    return finest / view.mm_per_m / _METRES_PER_DEGREE


def simplified(boundaries: Boundaries, degrees: float) -> Boundaries:
    """Shapes with fewer points (tolerance in degrees); neighbours keep their common borders."""
    layers = dict(boundaries.layers)
    for name in AREA_LAYERS:
        codes = list(layers[name])
        shapes = shapely.coverage_simplify([layers[name][c] for c in codes], degrees)
        layers[name] = dict(zip(codes, shapes, strict=True))
    return replace(boundaries, layers=layers)


def dissolved(boundaries: Boundaries, degrees: float) -> Boundaries:
    """Counties with fewer points (tolerance in degrees), the rest made up of them anew."""
    own, cities = boundaries.layers["counties"], boundaries.layers["prefectures"]
    counties = dict(zip(own, shapely.coverage_simplify([*own.values()], degrees), strict=True))
    parts: dict[str, list[BaseGeometry]] = {code: [] for code in cities}
    for code, shape in counties.items():
        parts[code if code in cities else boundaries.parents[code]].append(shape)
    made = {code: shapely.coverage_union_all(shapes) for code, shapes in parts.items()}
    code = boundaries.territory.code
    territory = {code: shapely.coverage_union_all([*made.values()])}
    layers = {"counties": counties, "prefectures": made, "province": territory}
    return replace(boundaries, layers={**boundaries.layers, **layers})
