"""Points whose areas are known: they tell boundaries in another datum from our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError, Fault
from geo.sources.tables.cells import Cells
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.table import Columns

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
            f"{len(border)} 个近界检验点有 {len(missed)} 个落在区外:边界很可能是 GCJ-02(火星坐标),"
            "须先转换为 CGCS2000/WGS 84",
            f"{len(missed)} of {len(border)} border probes fall outside their areas: the layer "
            "is very likely in GCJ-02; convert it to CGCS2000/WGS 84 first",
        )
        return
    for probe in failed:
        zh, en = f"检验点不在 {probe.adcode} 内", f"the probe point is not in {probe.adcode}"
        yield Fault(probe.address, zh, en, probe.name)
