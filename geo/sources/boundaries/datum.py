"""The datum of coordinates: Chinese web maps to WGS 84, points that tell a shifted boundary.

The published formulas of GCJ-02 and BD-09 are good to about a metre within the mainland. WGS 84 and
CGCS2000 agree within the accuracy of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin, sqrt
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError, Fault
from geo.sources.tables.cells import Cells
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.table import Columns

SYSTEMS = ("WGS84", "CGCS2000", "GCJ-02", "BD-09")
_A = 6378245.0
_EE = 0.00669342162296594323
_BD = pi * 3000 / 180


def to_wgs84(lon: float, lat: float, system: str) -> tuple[float, float]:
    """Longitude and latitude in degrees, WGS 84.

    Examples
    --------
    >>> lon, lat = to_wgs84(113.3300, 23.1100, "GCJ-02")
    >>> round(lon, 3), round(lat, 3)
    (113.325, 23.113)
    """
    if system == "BD-09":  # to GCJ-02
        x, y = lon - 0.0065, lat - 0.006
        radius = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD)
        angle = atan2(y, x) - 0.000003 * cos(x * _BD)
        lon, lat = radius * cos(angle), radius * sin(angle)
    if system in {"WGS84", "CGCS2000"}:
        return lon, lat
    guess = (lon, lat)
    for _ in range(6):
        shifted = _to_gcj(*guess)
        guess = (guess[0] + lon - shifted[0], guess[1] + lat - shifted[1])
    return guess


def _to_gcj(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    root = sqrt(abs(x))
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    phi = lat / 180 * pi
    magic = 1 - _EE * sin(phi) ** 2
    d_lat = north * 180 / (_A * (1 - _EE) / (magic * sqrt(magic)) * pi)
    d_lon = east * 180 / (_A / sqrt(magic) * cos(phi) * pi)
    return lon + d_lon, lat + d_lat


SHIFTED = 0.5  # share of border probes outside their area at which the datum is called another


_COLUMNS = Columns.of("lon lat adcode name kind")


@dataclass(frozen=True)
class Probe:
    """A point in WGS 84 degrees, the area that it must lie in; kind seat, island or border."""

    address: str
    lon: float
    lat: float
    adcode: str
    name: str
    kind: str


def read_probes(folder: Path) -> tuple[Probe, ...]:
    """The probe points of a boundary folder, in the order of the file; none if there is no file.

    Raises
    ------
    BoundaryError
        The table is broken.
    """
    path = folder / "probes.csv"
    if not path.is_file():
        return ()
    table = read_csv(path, _COLUMNS)
    faults = list(table.faults)
    probes = tuple(_probe(Cells(row, faults)) for row in table.rows)
    if faults:
        raise BoundaryError(faults)
    return probes


def _probe(cells: Cells) -> Probe:
    return Probe(
        address=cells.row.address,
        lon=cells.number("lon"),
        lat=cells.number("lat"),
        adcode=cells.code("adcode"),
        name=cells.text("name"),
        kind=cells.text("kind"),
    )


def check_datum(probes: Sequence[Probe], shape: Callable[[str], BaseGeometry]) -> None:
    """Raises one error where points lie outside their areas.

    Parameters
    ----------
    probes
        Points that must lie in their areas; those of kind ``border`` betray a shifted datum.
    shape
        Polygon by adcode.

    Raises
    ------
    BoundaryError
        Points lie outside; there are none.
    """
    faults = [*_probes(probes, shape)]
    if not probes:
        faults.append(Fault("probes.csv", "没有检验点", "there are no probe points"))
    if faults:
        raise BoundaryError(faults)


def _probes(probes: Sequence[Probe], shape: Callable[[str], BaseGeometry]) -> Iterator[Fault]:
    """Seats and islands one by one; border probes together, since they tell the datum."""
    failed = [p for p in probes if not shape(p.adcode).covers(shapely.Point(p.lon, p.lat))]
    border = [p for p in probes if p.kind == "border"]
    missed = [p for p in failed if p.kind == "border"]
    if border and len(missed) > SHIFTED * len(border):
        yield Fault(
            "probes.csv",
            f"{len(border)} 个近界检验点有 {len(missed)} 个落在区外："
            "边界很可能是 GCJ-02（火星坐标），须先转换为 CGCS2000/WGS 84",
            f"{len(missed)} of {len(border)} border probes fall outside their areas: the layer "
            "is very likely in GCJ-02; convert it to CGCS2000/WGS 84 first",
        )
        return
    for probe in failed:
        zh, en = f"检验点不在 {probe.adcode} 内", f"the probe point is not in {probe.adcode}"
        yield Fault(probe.address, zh, en, probe.name)
