"""What must be true of the boundary layers before anything is drawn from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.sources.tables.cells import Cells
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.table import Columns

LEVELS = {"prefectures": "prefecture", "counties": "county"}
NEGLIGIBLE = 1e-9  # square degrees, about 10 m²
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


def check_boundaries(
    boundaries: Boundaries,
    register: Register,
    probes: tuple[Probe, ...],
    *,
    full: bool = False,
) -> None:
    """Raises one error with every fault of the layers.

    Parameters
    ----------
    boundaries
        The layers to judge.
    register
        Says which areas there must be.
    probes
        Points that must lie in their areas; those of kind ``border`` betray a shifted datum.
    full
        Check coverage and dissolves too.

    Raises
    ------
    BoundaryError
        Counts, codes, names, parents, geometry types, validity, bounds, probes, datum; with
        ``full`` also overlaps, gaps, and what the counties and prefectures dissolve to.
    """
    faults = [*_areas(boundaries, register), *_shapes(boundaries)]
    if not probes:
        faults.append(Fault("probes.csv", "没有检验点", "there are no probe points"))
    if not faults:  # the rest presumes whole, valid layers
        faults += _probes(boundaries, probes)
        if full:
            faults += [*_coverage(boundaries), *_dissolves(boundaries)]
    if faults:
        raise BoundaryError(faults)


def _areas(boundaries: Boundaries, register: Register) -> Iterator[Fault]:
    """Layers hold exactly the registered areas, under their registered names and parents."""
    territory = boundaries.territory
    due = {
        layer: {
            a.adcode for a in register.areas(level) if territory.code in register.hosts(a.adcode)
        }
        for layer, level in LEVELS.items()
    }
    due["province"] = {territory.code}
    due |= {"sars": set(territory.sars), "neighbours": set(territory.neighbours)}
    for layer, codes in due.items():
        found = set(boundaries.layers.get(layer, ()))
        for code in sorted(codes - found):
            zh, en = "缺少此区域", "this area is missing"
            yield Fault(f"{layer}.geojson", zh, en, f"{code} {register.name(code).zh}")
        for code in sorted(found - codes):
            zh, en = "登记表中没有此区域", "this area is not registered"
            yield Fault(f"{layer}.geojson", zh, en, code)
        for code in sorted(found & codes):
            if boundaries.names[code] != register.name(code).zh:
                zh, en = "名称与登记表不符", "the name differs from the register"
                yield Fault(
                    f"{layer}.geojson", zh, en, boundaries.names[code], (register.name(code).zh,)
                )
    for code in sorted(boundaries.layers.get("counties", ())):
        host = register.host_prefecture(code) if code in register.places else ""
        if host and code != host and boundaries.parents[code] != host:
            zh, en = f"{code} 的上级与登记表不符", f"the parent of {code} differs from the register"
            yield Fault("counties.geojson", zh, en, boundaries.parents[code], (host,))


def _shapes(boundaries: Boundaries) -> Iterator[Fault]:
    """Polygons that are valid, not empty and within the degrees of the territory's surroundings."""
    west, south, east, north = boundaries.territory.extent
    name = boundaries.territory.name
    for layer, shapes in boundaries.layers.items():
        kinds = ("MultiLineString",) if layer == "lines" else ("Polygon", "MultiPolygon")
        for code, shape in shapes.items():
            address = f"{layer}.geojson"
            if shape.geom_type not in kinds or shape.is_empty:
                zh, en = f"{code} 的几何类型不对或为空", f"{code} has no geometry of the due type"
                yield Fault(address, zh, en, shape.geom_type, kinds)
            elif not shape.is_valid:
                zh, en = f"{code} 的几何无效", f"the geometry of {code} is invalid"
                yield Fault(address, zh, en, shapely.is_valid_reason(shape))
            elif layer != "lines":
                x0, y0, x1, y1 = shape.bounds
                if x0 < west or y0 < south or x1 > east or y1 > north:
                    zh = f"{code} 超出{name.zh}及周边的经纬度范围,坐标应为度"
                    en = f"{code} lies outside the surroundings of {name.en}; degrees are due"
                    yield Fault(address, zh, en, " ".join(f"{v:.4g}" for v in shape.bounds))


def _probes(boundaries: Boundaries, probes: tuple[Probe, ...]) -> Iterator[Fault]:
    """Seats and islands one by one; border probes together, since they tell the datum."""
    failed = [
        p for p in probes if not boundaries.shape(p.adcode).covers(shapely.Point(p.lon, p.lat))
    ]
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


def _coverage(boundaries: Boundaries) -> Iterator[Fault]:
    """No overlap and no mismatched edge in a level; neighbouring layers meet without overlap."""
    layers = boundaries.layers
    land = {**layers["prefectures"], **layers["sars"], **layers["neighbours"]}
    for name, shapes in (("counties", layers["counties"]), ("prefectures", land)):
        codes = list(shapes)
        bad = shapely.coverage_invalid_edges(list(shapes.values()))
        wrong = [code for code, edges in zip(codes, bad, strict=True) if not edges.is_empty]
        if wrong:
            zh, en = "相邻区域重叠或边界不重合", "neighbouring areas overlap or their edges differ"
            yield Fault(f"{name}.geojson", zh, en, " ".join(wrong))


def _dissolves(boundaries: Boundaries) -> Iterator[Fault]:
    """Counties make up their prefecture, prefectures the province."""
    layers = boundaries.layers
    for code, prefecture in layers["prefectures"].items():
        parts = [s for c, s in layers["counties"].items() if code in {c, boundaries.parents[c]}]
        yield from _difference("counties", code, parts, prefecture)
    for code, whole in layers["province"].items():
        parts = list(layers["prefectures"].values())
        yield from _difference("prefectures", code, parts, whole)


def _difference(
    layer: str, code: str, parts: list[BaseGeometry], whole: BaseGeometry
) -> Iterator[Fault]:
    area = shapely.union_all(parts).symmetric_difference(whole).area
    if area > NEGLIGIBLE:
        zh, en = f"合并后与 {code} 不一致", f"dissolved, they differ from {code}"
        yield Fault(f"{layer}.geojson", zh, en, f"{area:.3g} deg²")
