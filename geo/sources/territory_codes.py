"""Which territory is meant: codes, ids and names as people write them, and what each is mapped in.

See DECISIONS 61.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

import shapely

from geo.domain.places import AREA_LEVELS, Area, Region
from geo.domain.territory import EARTH, Frame
from geo.errors import BoundaryError, Fault
from geo.nearest import nearest
from geo.sources.boundaries.country import load_country
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir
from geo.sources.places.country import chain, country_areas, country_regions

JOIN = "+"  # between the codes of a territory of several areas
_MARKS = re.compile(r"[+;,；，、\s]+")
_EVERYWHERE = "_everywhere.toml"
_DIGITS = 6  # of an adcode


def everywhere() -> dict[str, Any]:
    """What is the same in every territory, and which one is meant where none is named."""
    return toml_of(data_dir() / "territories" / _EVERYWHERE, BoundaryError)


def territory_codes(folder: Path | None = None) -> tuple[str, ...]:
    """Codes of the territories that have a file."""
    files = (folder or data_dir() / "territories").glob("*.toml")
    return tuple(sorted(p.stem for p in files if p.name != _EVERYWHERE))


def territory_code(text: str) -> str:
    """The code of a territory as a person writes it: codes, ids or Chinese names, with any mark.

    A short name that a province shares with a prefecture is the province's. What is no known name
    stays as it is, for :func:`home_of` to refuse.

    Examples
    --------
    >>> territory_code("430000、420000"), territory_code("吉林"), territory_code("港澳")
    ('420000+430000', '220000', 'hk_macao')
    """
    names, regions = _names(), country_regions()
    parts = [names.get(part, part) for part in _MARKS.split(text.strip()) if part]
    if len(parts) > 1:
        several = (regions[part].members if part in regions else (part,) for part in parts)
        parts = [code for members in several for code in members]
    return JOIN.join(sorted(parts))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Codes of provinces, prefectures and regions by every Chinese name, full ones first."""
    found: dict[str, str] = {}
    areas = [area for area in country_areas().values() if area.level != "county"]
    areas.sort(key=lambda area: AREA_LEVELS.index(area.level))
    regions = list(country_regions().values())
    places: list[Area | Region] = [*areas, *regions]
    full = [(place.name_zh, place.id) for place in places]
    short = [(area.short_zh, area.id) for area in areas]
    other = [(r.aliases, r.id) for r in regions] + [(a.aliases, a.id) for a in areas]
    aliases = [(name, code) for names, code in other for name in names]
    for name, code in (*full, *short, *aliases):
        found.setdefault(name, code)
    return found


def home_of(code: str) -> str:
    """The code of the territory that an area, region or list of codes is mapped in.

    A province, a region and a list are territories; any other area lies in that of its province.

    Raises
    ------
    BoundaryError
        No area, region or territory has this code, or a list holds an area twice.

    Examples
    --------
    >>> home_of("440100"), home_of("440000"), home_of("420000+430000")
    ('440000', '440000', '420000+430000')
    """
    code = code or str(everywhere()["default"])
    parts = code.split(JOIN)
    if code in territory_codes():
        return code
    region = country_regions().get(code)
    faults = [fault for part in (region.members if region else parts) for fault in _refused(part)]
    if region and len(faults) < len(region.members):
        return code
    if faults:
        raise BoundaryError(faults)
    held = [part for part in parts if set(chain(part)[1:]) & set(parts)]
    if held or len(set(parts)) < len(parts):
        zh, en = "范围里重复包含了同一地", "the territory holds the same area twice"
        raise BoundaryError(Fault("", zh, en, code))
    return JOIN.join(sorted(parts)) if len(parts) > 1 else chain(code)[-1]


def _refused(code: str) -> Iterator[Fault]:
    """Why a code is no part of a territory: unknown, or only drawn around others."""
    areas = country_areas()
    if code not in areas:
        zh, en = "不是区划代码、区域编号或地名", "is no adcode, no region and no name of a place"
        yield Fault("", zh, en, code, tuple(dict.fromkeys(_meant(code))))
    elif areas[code].level == "sar":
        zh = "特别行政区只作为周边绘出，没有分区资料"
        en = "a special administrative region is drawn around others; of its parts nothing is held"
        yield Fault("", zh, en, code)


def _meant(code: str) -> Iterator[str]:
    """Places that an unknown code or name may stand for: counties, its province, the nearest."""
    known = {**country_areas(), **country_regions()}
    counties = [area for area in country_areas().values() if code in (area.name_zh, area.short_zh)]
    for area in counties:
        above = "".join(known[c].short.zh for c in reversed(chain(area.adcode)[1:]))
        yield f"{above}{area.name_zh}（{area.adcode}）"
    digits = len(code) == _DIGITS and code.isascii() and code.isdigit()
    near = [f"{code[:4]}00", f"{code[:2]}0000"] if digits else []
    near += map(territory_code, () if counties else nearest(code, (*_names(), *known)))
    yield from (f"{known[c].name_zh}（{c}）" for c in near if c in known)


_SIXTH = 6  # parallels at a sixth from the south and the north: Kavrayskiy's rule
_WIDEST, _HIGHEST = 2.4, 1.3  # of a window against the territory's height and width
_ROOM = 1.15
_EDGE, _GROUND = 0.04, 0.12  # of the greater side: the home frame, and where names know the ground
_CLIPPED = 0.5  # degrees beyond that at which the neighbours end


def derived(members: Sequence[str]) -> dict[str, Any]:
    """The entries of a territory's file that its members imply, as TOML has them.

    Examples
    --------
    >>> derived(["440000"])["projection"]["meridian"]
    113.43
    """
    whole = _bounds(members)
    home = _grown(whole, _EDGE)
    limit = _wide(home)
    cut = Frame(*(v + d * _CLIPPED for v, d in zip(limit, (-1, -1, 1, 1), strict=True)))
    cut = cut.within(EARTH)
    around = _around(members, cut)
    near = {c for c in _around(members, home) if country_areas()[c].level == "sar"}
    return {
        "projection": _projection(whole),
        "sars": sorted(near),
        "neighbours": [code for code in around if code not in near],
        "web": {
            "start": [_r((whole.west + whole.east) / 2), _r((whole.south + whole.north) / 2)],
            "home": _listed(home),
            "limit": _listed(limit),
            "named": _listed(home),
            "ground": _listed(_grown(whole, _GROUND)),
        },
        "cut": {"sea_lines": _listed(limit), "web": _listed(cut)},
    }


def _bounds(members: Sequence[str]) -> Frame:
    """The frame of some areas."""
    country = load_country()
    found = []
    for level in ("province", "prefecture", "county"):
        codes = [m for m in members if country_areas()[m].levels[0] == level]
        found += list(country.shapes(level, codes).values())
    return Frame(*(float(v) for v in shapely.total_bounds(found)))


def _projection(frame: Frame) -> dict[str, float]:
    sixth = (frame.north - frame.south) / _SIXTH
    return {
        "south": _r(frame.south + sixth),
        "north": _r(frame.north - sixth),
        "meridian": _r((frame.west + frame.east) / 2),
        "origin": _r((frame.south + frame.north) / 2),
    }


def _wide(frame: Frame) -> Frame:
    """What any page may show of the territory's surroundings: wide or high as paper is."""
    across = cos(radians((frame.south + frame.north) / 2))
    wide, high = (frame.east - frame.west) * across, frame.north - frame.south
    x = max(wide, high * _WIDEST) * _ROOM / across / 2
    y = max(high, wide * _HIGHEST) * _ROOM / 2
    lon, lat = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    return Frame(lon - x, lat - y, lon + x, lat + y).within(EARTH)


def _around(members: Sequence[str], frame: Frame) -> list[str]:
    """Provinces and special administrative regions that a frame shows, in order of their codes.

    A province of which only a part is a member stands around that part.
    """
    country, window = load_country(), shapely.box(*frame)
    ours = {m for m in members if chain(m) == (m,)}
    wanted = [code for code in country.codes("province") if code not in ours]
    shapes = country.shapes("province", wanted)
    return sorted(code for code, shape in shapes.items() if shapely.intersects(shape, window))


def _grown(frame: Frame, share: float) -> Frame:
    by = max(frame.east - frame.west, frame.north - frame.south) * share
    wide = Frame(frame.west - by, frame.south - by, frame.east + by, frame.north + by)
    return wide.within(EARTH)


def _listed(frame: Iterable[float]) -> list[float]:
    return [_r(v) for v in frame]


def _r(value: float) -> float:
    return round(value, 2)
