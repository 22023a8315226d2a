"""What must be true of the boundary layers before anything is drawn from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import shapely

from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.model import LINE_LAYER, Boundaries, Shapes
from geo.sources.places.country import inside
from geo.sources.places.register import Register

NEGLIGIBLE = 1e-8  # square degrees, about 100 m²


def check_boundaries(boundaries: Boundaries, register: Register, *, full: bool = False) -> None:
    """Raises one error with every fault of the layers.

    Parameters
    ----------
    boundaries
        The layers to judge.
    register
        Says which areas there must be.
    full
        Check coverage and dissolves too.

    Raises
    ------
    BoundaryError
        Codes, names, parents, geometry types, validity, bounds; with ``full`` also overlaps, gaps,
        and what the counties and prefectures dissolve to.
    """
    faults = [*_areas(boundaries, register), *_shapes(boundaries)]
    if full and not faults:  # the rest presumes whole, valid layers
        layers, names = boundaries.layers, boundaries.names
        land = {**layers["prefectures"], **layers["sars"], **layers["neighbours"]}
        faults += _edges("counties", layers["counties"], names)
        faults += [*_edges("prefectures", land, names), *_dissolves(boundaries)]
    if faults:
        raise BoundaryError(faults)


def check_levels(levels: Mapping[str, Shapes], names: Mapping[str, str]) -> None:
    """Raises one error with every area of a level that is invalid or does not fit its neighbours.

    Parameters
    ----------
    levels
        Polygons by adcode, by level.
    names
        Name by adcode.

    Raises
    ------
    BoundaryError
        Shapes are invalid; areas of a level overlap or their edges differ.
    """
    faults = [
        Fault(level, "几何无效", "the geometry is invalid", _told(code, names[code]))
        for level, shapes in levels.items()
        for code, shape in shapes.items()
        if not shape.is_valid
    ]
    faults += [fault for level in levels for fault in _edges(level, levels[level], names)]
    if faults:
        raise BoundaryError(faults)


def _due(boundaries: Boundaries, register: Register) -> dict[str, set[str]]:
    """Codes that each layer must hold."""
    territory = boundaries.territory
    counties = {area.adcode for area in inside(territory.members, "county")}
    return {
        "prefectures": {register.host_prefecture(code) for code in counties},
        "counties": counties,
        "province": {territory.code},
        "sars": set(territory.sars),
        "neighbours": set(territory.neighbours),
    }


def _areas(boundaries: Boundaries, register: Register) -> Iterator[Fault]:
    """Layers hold exactly the registered areas, under their registered names and parents."""
    for layer, codes in _due(boundaries, register).items():
        found = set(boundaries.layers.get(layer, ()))
        for code in sorted(codes - found):
            zh, en = "缺少此区域", "this area is missing"
            yield Fault(layer, zh, en, _told(code, register.name(code).zh))
        for code in sorted(found - codes):
            zh, en = "登记表中没有此区域", "this area is not registered"
            yield Fault(layer, zh, en, _told(code, boundaries.names.get(code, "")))
        for code in sorted(found & codes):
            if boundaries.names[code] != register.name(code).zh:
                zh, en = "名称与登记表不符", "the name differs from the register"
                due = _told(code, register.name(code).zh)
                yield Fault(layer, zh, en, _told(code, boundaries.names[code]), (due,))
    for code in sorted(boundaries.layers.get("counties", ())):
        host = register.host_prefecture(code) if code in register.places else ""
        if host and code != host and boundaries.parents[code] != host:
            name = register.name(code)
            zh, en = (
                f"{name.zh}的上级与登记表不符",
                f"the parent of {name.en} is not the registered",
            )
            yield Fault("counties", zh, en, boundaries.parents[code], (host,))


def _told(code: str, name: str) -> str:
    """An area for a reader: its code and its name."""
    return f"{code} {name}".strip()


def _shapes(boundaries: Boundaries) -> Iterator[Fault]:
    """Polygons that are valid, not empty and within the degrees of the territory's surroundings."""
    west, south, east, north = boundaries.territory.extent
    name = boundaries.territory.name
    for layer, shapes in boundaries.layers.items():
        kinds = ("MultiLineString",) if layer == LINE_LAYER else ("Polygon", "MultiPolygon")
        for code, shape in shapes.items():
            of = _told(code, boundaries.names.get(code, ""))
            if shape.geom_type not in kinds or shape.is_empty:
                zh, en = f"{of} 的几何类型不对或为空", f"{of} has no geometry of the due type"
                yield Fault(layer, zh, en, shape.geom_type, kinds)
            elif not shape.is_valid:
                zh, en = f"{of} 的几何无效", f"the geometry of {of} is invalid"
                yield Fault(layer, zh, en, shapely.is_valid_reason(shape))
            elif layer != LINE_LAYER:
                x0, y0, x1, y1 = shape.bounds
                if x0 < west or y0 < south or x1 > east or y1 > north:
                    zh = f"{of} 超出{name.zh}及周边的经纬度范围，坐标应为度"
                    en = f"{of} lies outside the surroundings of {name.en}; degrees are due"
                    yield Fault(layer, zh, en, " ".join(f"{v:.4g}" for v in shape.bounds))


def _edges(name: str, shapes: Shapes, names: Mapping[str, str]) -> Iterator[Fault]:
    """No overlap and no mismatched edge between areas."""
    bad = shapely.coverage_invalid_edges(list(shapes.values()))
    wrong = [code for code, edges in zip(shapes, bad, strict=True) if not edges.is_empty]
    if wrong:
        zh, en = "相邻区域重叠或边界不重合", "neighbouring areas overlap or their edges differ"
        yield Fault(name, zh, en, ", ".join(_told(code, names[code]) for code in wrong))


def _dissolves(boundaries: Boundaries) -> Iterator[Fault]:
    """Counties make up their prefecture; prefectures lie within the province.

    Land of a province may be in no prefecture: see :mod:`geo.sources.boundaries.country`.
    """
    layers, names = boundaries.layers, boundaries.names
    for code, prefecture in layers["prefectures"].items():
        parts = [s for c, s in layers["counties"].items() if code in {c, boundaries.parents[c]}]
        if shapely.union_all(parts).symmetric_difference(prefecture).area > NEGLIGIBLE:
            of = _told(code, names[code])
            yield Fault("counties", f"合并后与{of}不一致", f"dissolved, they differ from {of}")
    (code, whole), *_ = layers["province"].items()
    if shapely.union_all([*layers["prefectures"].values()]).difference(whole).area > NEGLIGIBLE:
        of = _told(code, names[code])
        yield Fault("prefectures", f"超出{of}", f"they reach beyond {of}")
