"""Builds the detail layer of a territory: true borders of districts, for large scales on paper.

Borders between areas and the outlines of small islands are those of the finer set of the boundary
package; the coast of the mainland and of large islands is that of the base, because the finer set
goes out to sea there. Called by ``build_boundaries.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from boundary_wheel import Feature
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Territory
from geo.sheet.projection import Albers

Shapes = Mapping[str, BaseGeometry]
GRID = 1e-5  # degrees: five decimals
_M_PER_DEGREE = 111_000.0
_SLIVER_KM2 = 0.1
_KEPT_RING = 0.2  # share of its area by which a small island may change


@dataclass(frozen=True)
class Sets:
    """One set of the package: counties and SARs by adcode, neighbour provinces by adcode."""

    units: Shapes
    neighbours: Shapes


@dataclass(frozen=True)
class Detail:
    """The finished layer, and the greatest distance (m) between its lines and those it is from."""

    units: Shapes
    neighbours: Shapes
    error_m: float


def sets_of(counties: list[Feature], sars: list[Feature], neighbours: list[Feature]) -> Sets:
    """A set from the features of its layers."""
    units = {row["adcode"]: shape for row, shape in (*counties, *sars)}
    return Sets(units, {row["adcode"]: shape for row, shape in neighbours})


def detail_of(base: Sets, finer: Sets, territory: Territory) -> Detail:
    """Both sets laid over each other, each face given to its area, then thinned line by line."""
    detail = territory.detail
    merged = dict(finer.units)
    for one in detail.merged:
        merged[one.into] = shapely.coverage_union(merged.pop(one.code), merged[one.into])
    finer = Sets(merged, finer.neighbours)
    size = _areas_km2(territory)
    land = _land(base, finer, territory, size)
    shapes = [*finer.units.values(), *base.neighbours.values(), land]
    faces = _faces(shapely.boundary(shapes))
    owned = defaultdict(list)
    for face, code in zip(faces, _owners(faces, base, finer, land), strict=True):
        if code:
            owned[code].append(face)
    whole = _without_slivers({c: shapely.coverage_union_all(f) for c, f in owned.items()}, size)
    thin = _thinned(whole, detail.tolerance_m / _M_PER_DEGREE)
    units = {c: s for c, s in thin.items() if c not in base.neighbours}
    around = {c: s for c, s in thin.items() if c in base.neighbours}
    return Detail(units, around, _error(whole, thin, territory))


def _areas_km2(territory: Territory) -> Callable[[BaseGeometry], float]:
    to_metres = Albers.of(territory.projection).forward_points
    return lambda shape: float(shapely.area(shapely.transform(shape, to_metres))) / 1e6


def _land(
    base: Sets, finer: Sets, territory: Territory, size: Callable[[BaseGeometry], float]
) -> BaseGeometry:
    """All land: that of the base, with the small islands of the finer set in place of its own."""
    reefs = shapely.union_all(
        [
            part
            for group in territory.reefs
            for code, shape in {**finer.units, **base.units}.items()
            for part in shapely.get_parts(shape)
            if code[:4] == group.host[:4] and part.bounds[3] < group.north
        ]
    )

    def small(shape: BaseGeometry) -> bool:
        return size(shape) < territory.detail.island_km2 and not shape.intersects(reefs)

    isles = [p for p in shapely.get_parts(shapely.union_all([*finer.units.values()])) if small(p)]
    all_isles = shapely.union_all(isles)
    land = shapely.union_all([*base.units.values(), *base.neighbours.values()])
    kept = [p for p in shapely.get_parts(land) if not (small(p) and p.intersects(all_isles))]
    return shapely.union_all([*kept, *isles])


def _faces(lines: Iterable[BaseGeometry]) -> Sequence[BaseGeometry]:
    """The faces between lines, on the grid."""
    net = shapely.union_all(list(lines), grid_size=GRID)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(net))))


def _holders(faces: Sequence[BaseGeometry], shapes: Shapes) -> list[str]:
    """The code of the shape that each face lies in, or empty."""
    codes = list(shapes)
    found = [""] * len(faces)
    tree = shapely.STRtree([shapes[c] for c in codes])
    for face, shape in zip(*tree.query(shapely.point_on_surface(faces), "within"), strict=True):
        found[face] = found[face] or codes[shape]
    return found


def _owners(
    faces: Sequence[BaseGeometry], base: Sets, finer: Sets, land: BaseGeometry
) -> list[str]:
    """The area of each face, by the finer set, else by the base; none at sea."""
    sets = (base.units, finer.units, base.neighbours, finer.neighbours, {"land": land})
    owners = []
    for own, fine, beside, fine_beside, dry in zip(
        *(_holders(faces, s) for s in sets), strict=True
    ):
        owners.append((fine or beside or (own and fine_beside) or own) if dry else "")
    return owners


def _without_slivers(shapes: Shapes, size: Callable[[BaseGeometry], float]) -> Shapes:
    """The areas, each splinter given to the neighbour that it shares most of its edge with."""
    parts = [(code, part) for code in sorted(shapes) for part in shapely.get_parts(shapes[code])]
    tree = shapely.STRtree([part for _, part in parts])
    owned = defaultdict(list)
    for code, part in parts:
        shared: dict[str, float] = defaultdict(float)
        if size(part) < _SLIVER_KM2:
            for near in sorted(tree.query(part, "touches")):
                other, shape = parts[near]
                shared[other] += shapely.intersection(part.boundary, shape.boundary).length
        shared.pop(code, 0)
        owned[max(shared, key=lambda c: shared[c]) if shared else code].append(part)
    return {code: shapely.coverage_union_all(owned[code]) for code in sorted(owned)}


def _thinned(shapes: Shapes, tolerance: float) -> Shapes:
    """The areas with each line between two of them thinned once, so that no seam opens."""
    whole = shapely.union_all(shapely.boundary(list(shapes.values())))
    arcs = shapely.get_parts(shapely.line_merge(whole))
    faces = _faces([_thin(arc, tolerance) for arc in arcs])
    owned = defaultdict(list)
    for face, code in zip(faces, _holders(faces, shapes), strict=True):
        if code:
            owned[code].append(face)
    return {code: shapely.coverage_union_all(owned[code]) for code in shapes}


def _thin(arc: BaseGeometry, tolerance: float) -> BaseGeometry:
    """A line without points that lie nearly on it; a ring keeps its shape."""
    if not arc.is_closed:
        return shapely.simplify(arc, tolerance, preserve_topology=False)
    ring = shapely.Polygon(arc)
    thin = shapely.simplify(ring, tolerance)
    same = abs(thin.area - ring.area) < _KEPT_RING * ring.area
    return thin.exterior if thin.geom_type == "Polygon" and same else arc


def _error(whole: Shapes, thin: Shapes, territory: Territory) -> float:
    """The farthest (m) that a point of the full lines lies from the thinned ones."""
    to_metres = Albers.of(territory.projection).forward_points
    worst = 0.0
    for code, shape in whole.items():
        lines = shapely.transform(shapely.boundary(thin[code]), to_metres)
        points = shapely.points(shapely.get_coordinates(shapely.transform(shape, to_metres)))
        pieces = [
            shapely.linestrings(np.stack([c[:-1], c[1:]], axis=1))
            for c in map(shapely.get_coordinates, shapely.get_parts(lines))
        ]
        tree = shapely.STRtree(np.concatenate(pieces))
        _, away = tree.query_nearest(points, return_distance=True, all_matches=False)
        worst = max(worst, float(away.max()))
    return worst
