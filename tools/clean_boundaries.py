"""Counties of the package made a coverage of the country: what is mended, and by how much."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from boundary_wheel import Feature
from shapely.geometry.base import BaseGeometry

from geo.sources.boundaries.country import canonical
from geo.sources.boundaries.topology import Grid

# Sections of the source that are no administrative units: land of their province, of no county.
NO_UNITS = ("629700", "629800", "629900")
RENAMED = {"540422": "540481", "540530": "540581"}  # 米林 and 错那, cities since 2023
SOURCE_GRID = Grid(-180, -90, 2e-6)
SAME_KM2 = 1e-4  # outlines that differ by less are taken as the package has them
GAP = 5e-4  # degrees; narrower gaps between counties of one prefecture are closed
COLUMNS = {"province": "province", "prefecture": "city", "county": "district"}
Shapes = dict[str, BaseGeometry]


def on_grid(shape: BaseGeometry) -> BaseGeometry:
    """The shape with every point on the grid of the source."""
    cells = SOURCE_GRID.cells(shape)
    moved = shapely.set_coordinates(shape, (2 * cells - np.array([180_000_000, 90_000_000])) / 1e6)
    return canonical(shapely.remove_repeated_points(moved))


def dissolved(counties: list[Feature], column: str) -> Shapes:
    """The counties of each prefecture or province as one."""
    parts: dict[str, list[BaseGeometry]] = {}
    for row, shape in counties:
        parts.setdefault(row[column], []).append(shape)
    return {code: shapely.coverage_union_all(shapes) for code, shapes in sorted(parts.items())}


def km2(shape: BaseGeometry) -> float:
    """Area on the ground, near enough for a record (degrees at the latitude of the shape)."""
    if shape.is_empty:
        return 0.0
    middle = np.radians(shape.centroid.y)
    return float(shape.area * 111.2**2 * np.cos(middle))


def suspects(counties: list[Feature], prefectures: list[Feature]) -> list[int]:
    """Positions of counties with edges at fault, or at a gap that their prefecture has not."""
    shapes = [shape for _, shape in counties]
    found = {n for n, bad in enumerate(shapely.coverage_invalid_edges(shapes)) if not bad.is_empty}
    whole = {
        row["city_adcode"]: shapely.union_all(
            [s for other, s in counties if other["city_adcode"] == row["city_adcode"]]
        )
        for row, _ in prefectures
    }
    tree = shapely.STRtree(shapes)
    for row, shape in prefectures:
        for gap in shapely.get_parts(shape.difference(whole[row["city_adcode"]])):
            if shapely.Polygon(gap.exterior).covered_by(shape) and _thin(gap):
                found |= {int(n) for n in tree.query(gap, predicate="intersects")}
    return sorted(
        {int(n) for one in found for n in tree.query(shapes[one], predicate="intersects")}
    )


def _thin(gap: BaseGeometry) -> bool:
    return bool(2 * shapely.maximum_inscribed_circle(gap).length < GAP)


def mended(
    counties: list[Feature], prefectures: list[Feature]
) -> tuple[list[Feature], list[dict[str, Any]]]:
    """The counties as a coverage on the grid of the source, and a record of each that moved.

    Land that two counties hold stays with the one of the lower code.
    """
    chosen = suspects(counties, prefectures)
    before = [counties[n][1] for n in chosen]
    cleaned = shapely.coverage_clean(before, gap_width=GAP, merge_strategy="min_index")
    result, records = list(counties), []
    for n, shape in zip(chosen, cleaned, strict=True):
        row, old = counties[n]
        new = on_grid(shape)
        if not new.equals_exact(canonical(old), 0):
            result[n] = (row, new)
            records.append(_record(row["district_adcode"], row["district_name"], old, new))
    return result, records


def _record(code: str, name: str, old: BaseGeometry, new: BaseGeometry) -> dict[str, Any]:
    """How far the outline of an area moved, how much land changed hands, what it lost whole."""
    lost = [part for part in shapely.get_parts(old) if not part.intersects(new)]
    kept = shapely.union_all([part for part in shapely.get_parts(old) if part.intersects(new)])
    metres = float(shapely.hausdorff_distance(kept, new)) * 111_200
    return {
        "code": code,
        "name": name,
        "moved_m": round(metres, 1),
        "km2": round(km2(shapely.symmetric_difference(old, new)), 6),
        "parts_lost": [[round(v, 2) for v in part.centroid.coords[0]] for part in lost],
    }


def differences(counties: list[Feature], source: list[Feature], level: str) -> list[dict[str, Any]]:
    """Areas of a higher level whose source shape is not that of their counties."""
    column = COLUMNS[level]
    made = dissolved(counties, f"{column}_adcode")
    found = []
    for row, shape in sorted(source, key=lambda item: item[0][f"{column}_adcode"]):
        code = row[f"{column}_adcode"]
        apart = shapely.symmetric_difference(made[code], shape)
        if not apart.is_empty:
            name = row[f"{column}_name"]
            found.append({"code": code, "name": name, "level": level, "km2": round(km2(apart), 6)})
    return found
