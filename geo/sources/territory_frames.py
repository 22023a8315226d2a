"""What of a territory follows from its boundaries: projection, frames, what lies around it.

Everything here is a default: a file of the territory may say otherwise.

See DECISIONS 61.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Any

import shapely

from geo.domain.territory import EARTH, Frame
from geo.sources.boundaries.country import load_country
from geo.sources.places.country import chain, country_areas

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
