"""The areas of the whole country and their seats, read at once: what a territory is cut from.

The tables are proved by the tests; a view of them (:mod:`geo.sources.places.register`) is checked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from geo.domain.places import Area, Region
from geo.domain.seats import Seat
from geo.sources.paths import data_dir

_LISTS = ("members", "aliases")


@lru_cache(maxsize=1)
def country_areas() -> Mapping[str, Area]:
    """Every province, prefecture, county and special administrative region, by adcode.

    Examples
    --------
    >>> country_areas()["440100"].name.zh
    '广州市'
    """
    with (data_dir() / "places" / "areas.csv").open(encoding="utf-8", newline="") as stream:
        rows = [{key: value or "" for key, value in row.items()} for row in csv.DictReader(stream)]
    found = {}
    for row in rows:
        aliases = tuple(filter(None, row.pop("aliases").split(";")))
        found[row["adcode"]] = Area(**row, aliases=aliases)
    return found


@lru_cache(maxsize=1)
def country_regions() -> Mapping[str, Region]:
    """Every registered region, by id.

    Examples
    --------
    >>> country_regions()["hk_macao"].members
    ('810000', '820000')
    """
    with (data_dir() / "places" / "regions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {}
    for row in rows:
        members, aliases = (tuple(filter(None, row.pop(name).split(";"))) for name in _LISTS)
        code = row.pop("region_id")
        found[code] = Region(id=code, members=members, aliases=aliases, **row)
    return found


@lru_cache(maxsize=1)
def country_seats() -> Mapping[str, Seat]:
    """Where the government of every area sits of which two sources agree, by adcode.

    Examples
    --------
    >>> country_seats()["440100"].grade
    'published'
    """
    with (data_dir() / "places" / "seats.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["adcode"]: Seat(
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                grade=row["grade"],
                radius_m=float(row["radius_m"]),
                source=row["source"],
                note=row["note"],
            )
            for row in csv.DictReader(stream)
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
