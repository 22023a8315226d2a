"""Which point stands for the seat of an area that no person has looked at: the rules."""

from __future__ import annotations

import csv
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import shapely
from boundary_wheel import read_table
from build_areas import RECODED
from shapely.geometry.base import BaseGeometry

from geo.domain.places import Area, Place
from geo.sources.paths import data_dir

Town = dict[str, Any]
Point = tuple[float, float]
POINT, GOVERNMENT = "GeoNames", "Rh-s-PyTool"
KM_PER_DEGREE = 111.2
NAMED_KM = {"prefecture": 15.0, "county": 10.0}  # from the government, a point of the area's name
SPELT_KM, QUARTER_KM = 5.0, 3.0  # one of its English name alone; a town or subdistrict


def apart(one: Point, other: Point) -> float:
    """Kilometres between two points, good to a hundredth at this nearness."""
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * KM_PER_DEGREE


def shapes(wheel: zipfile.ZipFile) -> dict[str, BaseGeometry]:
    """Shapes of prefectures and counties by their codes of today."""
    return {
        RECODED.get(cells[f"{level}_adcode"], cells[f"{level}_adcode"]): shape
        for level in ("city", "district")
        for cells, shape in read_table(wheel, level)
    }


def earlier_codes() -> dict[str, str]:
    """Code of today by the code that a unit bore before it became a city or district."""
    path: Path = data_dir() / "places" / "former.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["adcode"]: row["successors"].split(";")[0]
            for row in csv.DictReader(file)
            if row["level"] == "county"
        }


@dataclass(frozen=True)
class Choice:
    """Towns of the country and governments by code, from which the seat of an area is taken."""

    towns: Sequence[Town]
    governments: Mapping[str, tuple[str, Point]]
    shapes: Mapping[str, BaseGeometry]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([shapely.Point(_where(town)) for town in self.towns])

    def source(self, area: Area, above: Place | None) -> str | None:
        """The source of the seat; none where the two sources are far apart or know nothing.

        A point of the area's name near its government; else the point of the city above in this
        district; else a town or subdistrict at the government; else the government's own point.
        """
        shape = self.shapes[area.adcode]
        inside = [self.towns[i] for i in self._tree.query(shape, predicate="contains")]
        named = [town for town in inside if {area.name_zh, area.short_zh} & _names(town)]
        code, government = self.governments.get(area.adcode, ("", None))
        if government is None:
            return _told(named[0]) if len(named) == 1 else None
        for town in self._ordered(area, above, inside, government):
            return _told(town)
        if named or not shape.contains(shapely.Point(government)):
            return None
        quarters = [town for town in inside if any(map(_chinese, _names(town)))]
        for town in _within(quarters, government, QUARTER_KM):
            return _told(town)
        return f"{GOVERNMENT} {code}"

    def _ordered(
        self, area: Area, above: Place | None, inside: list[Town], government: Point
    ) -> Iterator[Town]:
        """Towns of the area's name, then of its English name, then of the city above it."""
        reach = NAMED_KM.get(area.level, NAMED_KM["prefecture"])
        for names, kilometres in (
            ({area.name_zh, area.short_zh}, reach),
            ({area.name_en, area.short.en}, SPELT_KM),
            ({above.name_zh} if above else set(), SPELT_KM),
        ):
            bearing = [town for town in inside if names & _names(town)]
            yield from _within(bearing, government, kilometres)


def _within(towns: list[Town], point: Point, kilometres: float) -> list[Town]:
    """Towns not farther from a point, the nearest first."""
    far = sorted((apart(_where(town), point), town["geonameid"], n) for n, town in enumerate(towns))
    return [towns[n] for distance, _, n in far if distance <= kilometres]


def _where(town: Town) -> Point:
    return (town["longitude"], town["latitude"])


def _names(town: Town) -> set[str]:
    return {*town["alternatenames"], town["name"]} - {""}


def _chinese(name: str) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" for letter in name)


def _told(town: Town) -> str:
    return f"{POINT} {town['geonameid']} {town['name']}"
