"""A plan's own points: inside the county that they state, in a declared system of coordinates.

See DECISIONS 34.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, isfinite, radians

import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.places import GRADES, Area, Hub, Match
from geo.errors import Fault
from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.datum import SYSTEMS, to_wgs84
from geo.sources.places.country import country_areas
from geo.sources.places.missing import missing, named
from geo.sources.places.register import Register
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row

TAKEN = ("编号已经有了", "the id is already in use")
_ID = re.compile(r"[a-z0-9_]{1,60}")
MAX_RADIUS_M = 50_000
_MARGIN_KM = 0.3  # boundaries are drawn that well
_DEGREE_KM = 40_030 / 360  # around the Earth
_MERIDIAN, _POLE = 180, 90


def own_places(rows: Sequence[Row], register: Register, faults: list[Fault]) -> tuple[Hub, ...]:
    """The points of a plan's own ``places.csv``, coordinates in WGS 84."""
    own: dict[str, Hub] = {}
    for row in rows:
        cells = Cells(row, faults)
        hub = _hub(cells, register)
        if not _ID.fullmatch(hub.id):
            zh = "编号只能用小写字母、数字和 _，至多 60 个"
            cells.fault("id", zh, "an id has only a-z, 0-9 and _, at most 60")
        elif hub.id in own or hub.id in register.places:
            cells.fault("id", *TAKEN)
        for column, names in (("name_zh", (hub.name_zh,)), ("aliases", hub.aliases)):
            for area in (p for name in names for p in register.candidates(name)):
                if isinstance(area, Area):
                    zh, en = "是区划的名称，不是一个点的", "is the name of a unit, not of a point"
                    cells.fault(column, zh, en, (named(area),))
        if hub.id not in register.places:
            own.setdefault(hub.id, hub)
    return tuple(own.values())


def point_faults(hub: Hub, at: str, radius_at: str, system: str = SYSTEMS[0]) -> Iterator[Fault]:
    """A point outside its county, or with a radius that is none.

    Parameters
    ----------
    at, radius_at
        Addresses of the point and of its radius.
    system
        The system that the point was declared in; the hub has it in WGS 84.
    """
    lon, lat, radius = hub.lon, hub.lat, hub.radius_m
    if not hub.plotted or lon is None or lat is None or radius is None:
        return
    if not 0 < radius <= MAX_RADIUS_M:
        zh, en = f"半径应大于 0、至多 {MAX_RADIUS_M} 米", f"a radius is 0 to {MAX_RADIUS_M} metres"
        yield Fault(radius_at, zh, en, f"{radius:g}")
    host = hub.county or hub.prefecture
    if not host:
        return
    written = f"{lon:g}, {lat:g}"
    name, shape = country_areas()[host].name, _shape(host)
    if not (isfinite(lon) and isfinite(lat)):
        yield Fault(at, "经纬度不是数字", "longitude or latitude is no number", written)
    elif abs(lon) > _MERIDIAN or abs(lat) > _POLE:
        zh, en = _cause(shape, lon, lat, system)
        yield Fault(at, f"经纬度超出范围{zh}", f"longitude or latitude out of range{en}", written)
    elif (away := _kilometres(shape, lon, lat)) > _MARGIN_KM:
        zh, en = _cause(shape, lon, lat, system)
        yield Fault(
            at,
            f"这个点不在{name.zh}内，相距约 {away:.0f} 公里{zh}",
            f"the point is not in {name.en} but about {away:.0f} km away{en}",
            written,
        )


@lru_cache(maxsize=64)
def _shape(adcode: str) -> BaseGeometry:
    """A prefecture or county."""
    level = country_areas()[adcode].level
    return load_country().shapes(level, [adcode])[adcode]


def _kilometres(shape: BaseGeometry, lon: float, lat: float) -> float:
    """How far a point lies from a shape; 0 inside."""
    scale = (_DEGREE_KM * cos(radians(lat)), _DEGREE_KM)
    ground = shapely.transform(shape, lambda lonlat: (lonlat - (lon, lat)) * scale)
    return float(ground.distance(shapely.Point(0, 0)))


def _cause(shape: BaseGeometry, lon: float, lat: float, system: str) -> tuple[str, str]:
    """The likely slip behind a point that lies elsewhere."""
    if lon == lat == 0:
        return "；不知道就两格都留空", "; if it is not known, leave both cells empty"
    if abs(lon) <= _POLE and _kilometres(shape, lat, lon) <= _MARGIN_KM:
        return "；经纬度写反了", "; longitude and latitude are swapped"
    if system in SYSTEMS[:2]:
        for other in SYSTEMS[2:]:
            if _kilometres(shape, *to_wgs84(lon, lat, other)) == 0:
                zh = f"；若是 {other} 坐标，coord_system 写 {other}"
                return zh, f"; if it is {other}, say so in coord_system"
    return "", ""


def _hub(cells: Cells, register: Register) -> Hub:
    area = _county(cells, register)
    system = cells.choice("coord_system", SYSTEMS)
    plotted = bool(cells.code("lon") or cells.code("lat"))
    before = len(cells.faults)
    lon, lat = (_degrees(cells, column) if plotted else 0.0 for column in ("lon", "lat"))
    radius = cells.number("radius_m") if plotted else None
    readable = area is not None and system in SYSTEMS and len(cells.faults) == before
    in_range = abs(lon) <= _MERIDIAN and abs(lat) <= _POLE
    if plotted and readable and in_range:
        lon, lat = to_wgs84(lon, lat, system)
    hub = Hub(
        id=cells.needed("id"),
        name_zh=cells.needed("name_zh"),
        name_en=cells.needed("name_en"),
        name_hant=cells.text("name_hant") or cells.text("name_zh"),
        kind=cells.needed("kind"),
        prefecture=(area.id if "prefecture" in area.levels else area.parent) if area else "",
        county=area.id if area else "",
        lon=round(lon, 5) if plotted else None,
        lat=round(lat, 5) if plotted else None,
        grade=cells.choice("grade", GRADES),
        radius_m=radius,
        source=cells.needed("source"),
        note=cells.text("note"),
        plotted=plotted,
        aliases=cells.listed("aliases"),
    )
    if readable:
        cells.faults += point_faults(hub, cells.row.at("lon"), cells.row.at("radius_m"), system)
    return hub


def _degrees(cells: Cells, column: str) -> float:
    if cells.code(column):
        return cells.number(column)
    zh, en = "经度和纬度要么都填，要么都留空", "longitude and latitude are both given or both empty"
    cells.fault(column, zh, en)
    return 0.0


def _county(cells: Cells, register: Register) -> Area | None:
    """The county of a point, by code or name."""
    county = cells.code("county")
    found = register.find(county, "county")
    if isinstance(found, Match) and isinstance(found.place, Area) and found.level == "county":
        return found.place
    if register.candidates(cells.needed("county")):
        cells.fault("county", "不是县级区划", "not a county")
    elif county:
        said = missing(register, county)
        cells.fault("county", said.zh, said.en, said.nearest)
    return None
