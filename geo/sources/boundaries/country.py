"""The packaged boundaries of the country: provinces, prefectures and counties that share borders.

Facts of the source (Tianditu, 2025-09), which codes alone do not tell:

- 北京, 天津, 上海 and 重庆 (110000 …), 台湾, 香港 and 澳门 stand on the levels province and
  prefecture, one shape on both; 澳门 (820000) stands among the counties too.
- What has no counties stands as its own one, under its own code: four prefectures (儋州 460400,
  嘉峪关 620200 and two whose codes end alike), and what a province holds directly: 济源 419001,
  仙桃 429004 and its like, 469001 … of 海南, 659001 … of 新疆.
- Three sections of 甘肃 (629700–629900: a horse farm, two reserves) are no administrative units:
  their land is the province's and in no prefecture.

See DECISIONS 58.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError
from geo.sources.boundaries.model import Origin, changed_files, read_origin
from geo.sources.paths import data_dir

LEVELS = ("province", "prefecture", "county")  # the higher first
FOLDER, FILE = data_dir() / "boundaries" / "china", "country.topojson"
_BORDERS, _END = b'"arcs":[\n', b"\n]}\n"  # what borders stand between, one a line
_CORNER, _PER_DEGREE = np.array([180_000_000, 90_000_000]), 1e6  # half a step of the grid
Shapes = dict[str, BaseGeometry]
Polygons = list[list[list[int]]]


def canonical(shape: BaseGeometry) -> BaseGeometry:
    """The same shape with one defined ring start, part order and RFC 7946 winding."""
    return shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False)


@dataclass(frozen=True, repr=False)
class Country:
    """The areas of the country by level and adcode; a shape is made when it is asked for.

    Parameters
    ----------
    names
        Official Chinese name by adcode.
    parents
        The adcode above by adcode, at the highest level that it stands on; empty for a province.
    origin
        Package, vintage, licence, hashes, what was done and what was moved.
    """

    names: Mapping[str, str]
    parents: Mapping[str, str]
    origin: Origin
    _areas: Mapping[str, Mapping[str, Polygons]]
    _line_arcs: Mapping[str, list[list[int]]]
    _texts: list[str]
    _made: dict[tuple[str, str], BaseGeometry] = field(default_factory=dict)
    _borders: dict[int, np.ndarray[Any, Any]] = field(default_factory=dict)

    def codes(self, level: str) -> tuple[str, ...]:
        """The adcodes of a level, ascending.

        Examples
        --------
        >>> [len(load_country().codes(level)) for level in LEVELS]
        [34, 372, 2888]
        """
        return tuple(self._areas[level])

    def chain(self, code: str) -> tuple[str, ...]:
        """An area and those above it.

        Examples
        --------
        >>> load_country().chain("441900"), load_country().chain("110105")
        (('441900', '440000'), ('110105', '110000'))
        """
        above = self.parents[code]
        return (code, *self.chain(above)) if above else (code,)

    def inside(self, codes: Iterable[str], level: str) -> tuple[str, ...]:
        """The adcodes of a level that lie in some areas of any level, or are these.

        Examples
        --------
        >>> load_country().inside(["441900", "820000"], "county")
        ('441900', '820000')
        """
        wanted = frozenset(codes)
        return tuple(c for c in self._areas[level] if not wanted.isdisjoint(self.chain(c)))

    def host(self, county: str) -> str:
        """The prefecture of a county; a county without one is its own.

        Examples
        --------
        >>> load_country().host("440305"), load_country().host("441900")
        ('440300', '441900')
        """
        prefectures = self._areas["prefecture"]
        return next(code for code in self.chain(county) if code in prefectures)

    def shapes(self, level: str, codes: Iterable[str]) -> Shapes:
        """Valid polygons by adcode, canonical, on the six decimals of the source.

        Examples
        --------
        >>> load_country().shapes("county", ["441900"])["441900"].is_valid
        True
        """
        wanted = list(codes)
        for code in wanted:
            if (level, code) not in self._made:
                parts = [
                    shapely.Polygon(self._line(shell), [self._line(hole) for hole in holes])
                    for shell, *holes in self._areas[level][code]
                ]
                whole = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
                self._made[level, code] = canonical(whole)
        return {code: self._made[level, code] for code in wanted}

    def shape(self, code: str) -> BaseGeometry:
        """Polygon of an area of any level.

        Examples
        --------
        >>> load_country().shape("440000").equals(load_country().shape("440100"))
        False
        """
        level = next(level for level in LEVELS if code in self._areas[level])
        return self.shapes(level, [code])[code]

    @property
    def lines(self) -> Shapes:
        """Lines at sea by kind: limits of provinces, of the special regions, and nine dashes.

        Examples
        --------
        >>> list(load_country().lines)
        ['province_limit_at_sea', 'sar_limit', 'nine_dash_line']
        """
        return {
            kind: shapely.MultiLineString([self._line(numbers) for numbers in parts])
            for kind, parts in self._line_arcs.items()
        }

    def _border(self, number: int) -> np.ndarray[Any, Any]:
        """The points of a border, in degrees; from its end where the number is negative."""
        if number not in self._borders:
            at = number if number >= 0 else ~number
            steps = self._texts[at].replace("[", "").replace("]", "")
            points = np.fromstring(steps, int, sep=",").reshape(-1, 2).cumsum(axis=0)
            degrees = (2 * points - _CORNER) / _PER_DEGREE
            self._borders[at], self._borders[~at] = degrees, degrees[::-1]
        return self._borders[number]

    def _line(self, numbers: list[int]) -> np.ndarray[Any, Any]:
        """The points of borders in a row, in degrees."""
        first, *rest = map(self._border, numbers)
        return np.concatenate([first, *(border[1:] for border in rest)]) if rest else first


def _polygons(record: Mapping[str, Any]) -> Polygons:
    arcs: Polygons = [record["arcs"]] if record["type"] == "Polygon" else record["arcs"]
    return arcs


@lru_cache(maxsize=2)
def load_country(folder: Path = FOLDER) -> Country:
    """The boundaries of the country in a folder, read once; the packaged ones.

    Raises
    ------
    BoundaryError
        The file is not the one of its origin record.

    Examples
    --------
    >>> load_country().names["440300"], load_country().parents["440300"]
    ('深圳市', '440000')
    """
    origin = read_origin(folder)
    if faults := changed_files(folder, origin):
        raise BoundaryError(faults)
    head, mark, tail = (folder / FILE).read_bytes().rpartition(_BORDERS)
    objects = json.loads(head + mark + b"]}")["objects"]
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for level in LEVELS:
        for record in objects[level]["geometries"]:
            names.setdefault(record["id"], record["properties"]["name"])
            parents.setdefault(record["id"], record["properties"]["parent"])
    areas = {
        level: {record["id"]: _polygons(record) for record in objects[level]["geometries"]}
        for level in LEVELS
    }
    lines = {record["id"]: record["arcs"] for record in objects["line"]["geometries"]}
    borders = tail.removesuffix(_END).decode("ascii").split(",\n")
    return Country(names, parents, origin, areas, lines, borders)
