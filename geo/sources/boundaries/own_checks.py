"""What must be true of a user's outline before it is drawn: a polygon, valid, in degrees, in place.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.text import Text
from geo.errors import Fault, notice
from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.datum import SYSTEMS, to_wgs84
from geo.sources.places.country import country_areas

MAX_CORNERS = 500_000
_DECIMALS = 6  # of a degree: a decimetre
_OVER = 0.01  # share of an outline beyond its county from which its datum is put to the test
_BETTER = 0.25  # of that share remains if another datum fits
_AWAY = 0.5  # share beyond its county from which it is taken to lie elsewhere
_SHIFTED = 3  # outlines that are no chance
_SAME_AS_WGS84 = ("4326", "4490", "4979", "4480")
_REASONS = {
    "Self-intersection": "自相交",
    "Ring Self-intersection": "环自相交",
    "Hole lies outside shell": "洞在外环之外",
    "Holes are nested": "洞中有洞",
    "Interior is disconnected": "内部不连通",
    "Nested shells": "外环互相嵌套",
    "Duplicate Rings": "环重复",
    "Too few points in geometry component": "点太少",
    "Invalid Coordinate": "坐标无效",
}


def converter(crs: Any) -> Any:  # noqa: ANN401  pyproj's
    """What brings coordinates of a system to CGCS2000 degrees; None where they are such already.

    Raises
    ------
    ValueError
        The system is unknown or has no place on the Earth.
    """
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        known = CRS.from_user_input(crs)
        if known.to_authority(min_confidence=90) in {("EPSG", code) for code in _SAME_AS_WGS84}:
            return None
        found = Transformer.from_crs(known, CRS.from_epsg(4490), always_xy=True)
    except CRSError as error:
        raise ValueError(str(crs)) from error
    if "Ballpark" in found.description:
        zh = "没有到 CGCS2000 的精确转换参数，位置可能差几十米到一百多米"
        en = "no exact transformation to CGCS2000 is known; places may be off by up to 150 m"
        notice("", zh, en, known.name)
    return found


def moved(shape: BaseGeometry, how: Any) -> BaseGeometry:  # noqa: ANN401  pyproj's
    """A shape by a converter, and rounded."""

    def new(points: Any) -> Any:  # noqa: ANN401  numpy's
        if how is not None:
            points = np.column_stack(how.transform(points[:, 0], points[:, 1]))
        return np.round(points, _DECIMALS)

    return shapely.transform(shapely.force_2d(shape), new)


def from_system(shape: BaseGeometry, system: str) -> BaseGeometry:
    """A shape of a Chinese web map in WGS 84."""

    def new(points: Any) -> Any:  # noqa: ANN401  numpy's
        return np.array([to_wgs84(lon, lat, system) for lon, lat in points]).round(_DECIMALS)

    return shape if system in SYSTEMS[:2] else shapely.transform(shape, new)


@lru_cache(maxsize=512)
def area_shape(adcode: str) -> BaseGeometry:
    """A prefecture or county, ready for many questions."""
    shape = load_country().shapes(country_areas()[adcode].level, [adcode])[adcode]
    shapely.prepare(shape)
    return shape


def form_faults(address: str, shape: BaseGeometry | None, label: str) -> Iterator[Fault]:
    """Faults of the shape itself, of whatever place it is."""
    if shape is None or shape.is_empty:
        yield Fault(address, "没有几何", "has no geometry", label)
    elif shape.geom_type not in ("Polygon", "MultiPolygon"):
        zh, en = f"应为面，不是 {shape.geom_type}", f"a polygon is due, not a {shape.geom_type}"
        yield Fault(address, zh, en, label, ("Polygon", "MultiPolygon"))
    elif not np.isfinite(shapely.get_coordinates(shape)).all():
        yield Fault(address, "坐标不是数字", "a coordinate is no number", label)
    elif not shape.is_valid:
        reason, _, at = shapely.is_valid_reason(shape).partition("[")
        told = ", ".join(f"{float(v):.6g}" for v in at.rstrip("]").split())
        where = (f"（{told}）", f" ({told})") if at else ("", "")
        zh, en = _REASONS.get(reason.strip(), reason.strip()), reason.strip().lower()
        yield Fault(address, f"面无效：{zh}{where[0]}", f"invalid: {en}{where[1]}", label)


def degree_faults(
    address: str, shape: BaseGeometry, label: str, host: BaseGeometry
) -> Iterator[Fault]:
    """Faults of coordinates that are no longitude and latitude, or are exchanged."""
    west, south, east, north = shape.bounds
    written = f"{label} {west:.6g}, {south:.6g}"
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 180:
        zh = "坐标像是米，不是度：文件须说明坐标系（如 EPSG:4547）"
        en = "coordinates look like metres, not degrees: the file must state its CRS"
        yield Fault(address, zh, en, written)
    elif max(abs(south), abs(north)) > 90 or shapely.intersects(
        host, shapely.transform(shape, lambda points: points[:, ::-1])
    ):
        zh, en = "经度和纬度写反了", "longitude and latitude are exchanged"
        yield Fault(address, zh, en, written)


@dataclass
class DatumDoubts:
    """Outlines that reach beyond their counties, by the datum in which they would not.

    One alone may well lie across a border; several that one shift brings home are shifted.
    """

    fitted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def note(self, system: str, address: str, label: str) -> None:
        """One more; the system is empty where none fits better."""
        self.fitted.setdefault(system, []).append((address, label))

    def faults(self) -> Iterator[Fault]:
        """One fault at the first of those that betray a datum; few of them are only said."""
        tested = sum(map(len, self.fitted.values()))
        for system in sorted(filter(None, self.fitted)):
            found = self.fitted[system]
            address, label = found[0]
            zh = f"很可能是 {system} 坐标（共 {len(found)} 个面）：用 coord_system 一列写明坐标系"
            en = (
                f"very likely in {system} (outlines: {len(found)}): say it in a column coord_system"
            )
            if len(found) >= _SHIFTED and 2 * len(found) > tested:
                yield Fault(address, zh, en, label, (system, SYSTEMS[1]))
                continue
            zh = f"超出所在区县；若是 {system} 坐标，用 coord_system 一列写明"
            en = f"reaches beyond its county; if in {system}, say so in a column coord_system"
            for address, label in found:
                notice(address, zh, en, label)


def share_beyond(shape: BaseGeometry, host: BaseGeometry) -> float:
    """The share of an outline that lies beyond an area."""
    return float(1 - shapely.intersection(shape, host).area / shape.area)


def place_faults(
    outline: tuple[str, BaseGeometry, str], host: str, doubts: DatumDoubts, *, sure: bool
) -> Iterator[Fault]:
    """Faults of where an outline lies; what looks shifted goes to the doubts.

    Parameters
    ----------
    outline
        Address, shape in degrees, name.
    host
        Adcode of the area that must hold it.
    sure
        Whether its datum was declared, so that no other is tried.
    """
    address, shape, label = outline
    area, holder = country_areas()[host], area_shape(host)
    if holder.contains_properly(shape):
        return
    if wrong := list(degree_faults(address, shape, label, holder)):
        yield from wrong
        return
    beyond = share_beyond(shape, holder)
    system = "" if sure else _better(shape, holder, beyond)
    if beyond > _AWAY:
        there = elsewhere(shape)
        zh = f"不在{area.name.zh}（{host}）内" + (f"，而在{there.zh}" if there else "")
        en = f"is not in {area.name.en} ({host})" + (f" but in {there.en}" if there else "")
        hint = f"；若是 {system} 坐标，用 coord_system 写明", f"; if in {system}, say coord_system"
        zh, en = (zh + hint[0], en + hint[1]) if system else (zh, en)
        yield Fault(address, zh, en, label)
    elif beyond > _OVER:
        doubts.note(system, address, label)
        if not system:
            zh = f"有 {beyond:.0%} 在{area.name.zh}之外"
            notice(address, zh, f"{beyond:.0%} of it lies beyond {area.name.en}", label)


def _better(shape: BaseGeometry, holder: BaseGeometry, beyond: float) -> str:
    """The web maps' datum in which a shape would lie in an area far better; empty without one."""
    if beyond <= _OVER:
        return ""
    shares = {s: share_beyond(from_system(shape, s), holder) for s in SYSTEMS[2:]}
    system = min(shares, key=lambda s: shares[s])
    return system if shares[system] < _BETTER * beyond else ""


def elsewhere(shape: BaseGeometry) -> Text | None:
    """The county of the country that holds the middle of an outline, with its city."""
    code = county_at(shape)
    if not code:
        return None
    area = country_areas()[code]
    above = country_areas()[area.parent].name if area.parent in country_areas() else Text("", "")
    name = area.name
    return Text(f"{above.zh}{name.zh}（{code}）", f"{name.en}, {above.en} ({code})")


def county_at(shape: BaseGeometry, codes: tuple[str, ...] = ()) -> str:
    """Adcode of the county that holds the middle of an outline; empty without one."""
    point = shape.representative_point()
    wanted = codes or _provinces_at(point)
    return next((code for code in wanted if area_shape(code).covers(point)), "")


def _provinces_at(point: BaseGeometry) -> tuple[str, ...]:
    """The counties of the prefecture at a point, level by level, so that few shapes are made."""
    areas = country_areas()
    above: set[str] = {""}
    for level in ("province", "prefecture"):
        codes = [
            c
            for c, a in areas.items()
            if level in a.levels and (level == "province" or a.parent in above)
        ]
        shapes = load_country().shapes(level, codes)
        above = {code for code, shape in shapes.items() if shape.covers(point)}
    return tuple(c for c, a in areas.items() if "county" in a.levels and {a.parent, c} & above)
