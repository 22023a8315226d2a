"""The country's boundaries as one topology: counties of the package, and what they make up."""

from __future__ import annotations

import zipfile
from typing import Any

import shapely
from boundary_wheel import (
    LINE_KINDS,
    LINES_MEMBER,
    Feature,
    decode_geometry,
    read_table,
    split_list,
)
from clean_boundaries import (
    COLUMNS,
    NO_UNITS,
    RENAMED,
    SAME_KM2,
    SOURCE_GRID,
    canonical,
    differences,
    dissolved,
    km2,
    mended,
)
from shapely.geometry.base import BaseGeometry

from geo.sources.boundaries.topology import Record, Ring, area_record, share, topology_text

Shapes = dict[str, BaseGeometry]


def today(code: str) -> str:
    """The code that a unit bears today."""
    return RENAMED.get(code, code)


def read_levels(wheel: zipfile.ZipFile) -> tuple[dict[str, list[Feature]], Record]:
    """Each level's features, counties mended, and the record of all that was done to them."""
    source = {level: read_table(wheel, column) for level, column in COLUMNS.items()}
    counties, moved = mended(source["county"], source["prefecture"])
    apart = [one for level in ("prefecture", "province") for one in _apart(counties, source, level)]
    levels = {level: _named(features, level) for level, features in source.items()}
    levels["county"] = _named(counties, "county")
    return levels, {"moved": moved, "differ": apart}


def _apart(
    counties: list[Feature], source: dict[str, list[Feature]], level: str
) -> list[dict[str, Any]]:
    return differences(counties, source[level], level)


def _named(features: list[Feature], level: str) -> list[Feature]:
    """Features with code, name and the code above it, by today's code."""
    column = COLUMNS[level]
    above = {"county": "city_adcode", "prefecture": "province_adcode"}.get(level)
    rows = [
        (
            {
                "code": today(row[f"{column}_adcode"]),
                "name": row[f"{column}_name"],
                "parent": row[above] if above else "",
                "province": row["province_adcode"],
            },
            shape,
        )
        for row, shape in features
    ]
    return sorted(rows, key=lambda item: item[0]["code"])


def shapes_of(levels: dict[str, list[Feature]]) -> dict[str, Shapes]:
    """Shapes by level and code: counties, and the prefectures and provinces that they make up.

    Sections that are no units are land of their province alone. An outline of the package that
    is that of the counties, or differs by less than ``SAME_KM2``, is kept.
    """
    counties = levels["county"]
    units = [one for one in counties if one[0]["code"] not in NO_UNITS]
    made = {"province": dissolved(counties, "province"), "prefecture": dissolved(units, "parent")}
    for level, areas in made.items():
        for row, own in levels[level]:
            code = row["code"]
            if code in areas and km2(own.symmetric_difference(areas[code])) < SAME_KM2:
                areas[code] = own
    return {**made, "county": {row["code"]: shape for row, shape in units}}


def sea_lines(wheel: zipfile.ZipFile) -> dict[str, BaseGeometry]:
    """The lines at sea by kind; the fourth of the source, an undetermined border, is left out."""
    shapes = [decode_geometry(item) for item in split_list(wheel.read(LINES_MEMBER))]
    return dict(zip(LINE_KINDS, shapes, strict=False))


def country_text(
    levels: dict[str, list[Feature]], shapes: dict[str, Shapes], lines: dict[str, BaseGeometry]
) -> str:
    """The topology of the country: objects province, prefecture, county and line."""
    keyed = {
        (level, code): canonical(shape)
        for level in ("county", "prefecture", "province")
        for code, shape in shapes[level].items()
    }
    numbers, borders = share(keyed, SOURCE_GRID)
    objects: dict[str, list[Record]] = {}
    for level, features in levels.items():
        objects[level] = [
            area_record(
                {"id": row["code"], "properties": {"name": row["name"], "parent": row["parent"]}},
                numbers[level, row["code"]],
            )
            for row, _ in features
            if row["code"] in shapes[level]
        ]
    objects["line"] = [_line_record(kind, shape, borders) for kind, shape in lines.items()]
    return topology_text(objects, borders, SOURCE_GRID)


def _line_record(kind: str, shape: BaseGeometry, borders: list[Ring]) -> Record:
    """A line of several parts, each a border of its own."""
    parts = shapely.get_parts(shape)
    first = len(borders)
    borders += [SOURCE_GRID.cells(part) for part in parts]
    return {"type": "MultiLineString", "id": kind, "arcs": [[first + n] for n in range(len(parts))]}
