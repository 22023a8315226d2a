"""The areas of the whole country and their seats, read at once: what a territory is cut from.

The tables are proved by the tests; a view of them (:mod:`geo.sources.places.register`) is checked.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache

from geo.domain.places import Area, Region
from geo.domain.plots import Seat
from geo.sources.paths import data_dir


def packaged_rows(table: str) -> Iterator[list[str]]:
    """The rows of a packaged table, without the names of its columns."""
    with (data_dir() / "places" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";"))) if cell else ()


@lru_cache(maxsize=1)
def country_areas() -> Mapping[str, Area]:
    """Every province, prefecture, county and special administrative region, by adcode.

    Examples
    --------
    >>> country_areas()["440100"].name.zh
    '广州市'
    """
    return {
        code: Area(code, level, parent, zh, short, en, hant, _listed(aliases), also)
        for code, level, also, parent, zh, short, en, hant, aliases in packaged_rows("areas")
    }


@lru_cache(maxsize=1)
def country_regions() -> Mapping[str, Region]:
    """Every registered region, by id.

    Examples
    --------
    >>> country_regions()["hk_macao"].members
    ('810000', '820000')
    """
    return {
        code: Region(code, zh, en, hant, _listed(members), basis, note, _listed(aliases))
        for code, zh, en, hant, aliases, members, basis, note in packaged_rows("regions")
    }


def seats_of(codes: Container[str]) -> dict[str, Seat]:
    """Where the governments of some areas sit, as far as two sources agree on it, by adcode.

    Examples
    --------
    >>> seats_of(["440100"])["440100"].grade
    'published'
    """
    return {
        code: Seat(float(lon), float(lat), grade, float(radius_m), source, note)
        for code, lon, lat, grade, radius_m, source, note in packaged_rows("seats")
        if code in codes
    }


def chain(adcode: str) -> tuple[str, ...]:
    """An area and those above it, nearest first; none of an unknown code.

    Examples
    --------
    >>> chain("440103")
    ('440103', '440100', '440000')
    """
    areas, found = country_areas(), []
    while adcode in areas and adcode not in found:
        found.append(adcode)
        adcode = areas[adcode].parent
    return tuple(found)


def inside(members: Iterable[str], level: str = "") -> Iterator[Area]:
    """Areas of a level, or of any, that lie in some areas, those themselves included."""
    wanted = frozenset(members)
    for code, area in country_areas().items():
        if (not level or level in area.levels) and not wanted.isdisjoint(chain(code)):
            yield area
