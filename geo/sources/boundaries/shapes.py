"""Boundary layers of a territory and its surroundings, read from GeoJSON and checked.

Coordinates are CGCS2000 (EPSG:4490) longitude and latitude in degrees. A folder that is incomplete,
altered, broken or in another datum is refused with every fault at once.

See DECISIONS 8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shapely import GEOSException, coverage_union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Territory
from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.checks import check_boundaries, read_probes
from geo.sources.boundaries.model import AREA_LAYERS, LINE_LAYER, Boundaries
from geo.sources.boundaries.origin import Origin, changed_files, read_origin
from geo.sources.decoding import json_of
from geo.sources.paths import data_dir
from geo.sources.places.register import load_register
from geo.sources.territory import load_territory

LAYERS = (*AREA_LAYERS, LINE_LAYER)
DETAIL = "detail"  # the folder of the finer borders, below that of the base
_DETAILS: dict[int, tuple[Boundaries, Boundaries]] = {}


def load_boundaries(
    territory: Territory | None = None, folder: Path | None = None, *, full: bool = False
) -> Boundaries:
    """The boundary layers of a folder, or the packaged ones.

    Parameters
    ----------
    folder
        A folder with the six GeoJSON files, ``origin.toml`` and ``probes.csv``.
    full
        Check coverage and dissolves too; counts, codes, validity and datum are checked always.

    Raises
    ------
    BoundaryError
        With every fault found.

    Examples
    --------
    >>> boundaries = load_boundaries()
    >>> {name: len(shapes) for name, shapes in boundaries.layers.items()}
    {'prefectures': 21, 'counties': 124, 'province': 1, 'sars': 2, 'neighbours': 5, 'lines': 3}
    """
    territory = territory or load_territory()
    if not folder and territory.code != "440000":
        return _temp_cut(territory)
    folder = folder or data_dir() / "boundaries" / territory.boundaries
    origin = read_origin(folder)
    boundaries, faults = read_layers(folder, origin, territory)
    faults += changed_files(folder, origin)
    if faults:
        raise BoundaryError(faults)
    check_boundaries(boundaries, load_register(territory.code), read_probes(folder), full=full)
    return boundaries


def _temp_cut(territory):
    import shapely

    from geo.sources.boundaries.country import load_country
    from geo.sources.places.country import country_areas, inside

    c = load_country()
    base = load_boundaries(load_territory("440000"))

    def of(level):
        codes = [a.adcode for a in inside(territory.members, level)]
        return codes

    prefs, counties = of("prefecture"), of("county")

    def shp(level, codes):
        return {x: c.shapes(level, [x])[x] for x in sorted(codes)}

    layers = {"prefectures": shp("prefecture", prefs), "counties": shp("county", counties)}
    layers["province"] = {territory.code: shapely.union_all(list(layers["prefectures"].values()))}
    layers["sars"] = shp("province", territory.sars)
    layers["neighbours"] = shp("province", territory.neighbours)
    layers["lines"] = base.layers["lines"]
    areas = country_areas()
    names = {x: areas[x].name_zh for l in layers.values() for x in l if x in areas}
    parents = {x: areas[x].parent for x in names}
    return replace(
        base,
        layers=layers,
        names=names,
        parents=parents,
        folder=base.folder / "none",
        territory=territory,
    )


def detail_of(base: Boundaries) -> Boundaries:
    """The same areas with finer borders, for large scales, read once; the base where it has none.

    Examples
    --------
    >>> base = load_boundaries()
    >>> detail_of(base) is detail_of(base), detail_of(base).origin.vintage
    (True, '2025-12')
    """
    if id(base) not in _DETAILS:
        _DETAILS[id(base)] = (base, read_detail(base))
    return _DETAILS[id(base)][1]


def read_detail(base: Boundaries) -> Boundaries:
    """The finer borders beside a base, or the base itself where its folder has none.

    Prefectures and the province are the dissolved counties; what has no finer line is the base's.

    Raises
    ------
    BoundaryError
        With every fault found.
    """
    folder = base.folder / DETAIL
    if not folder.is_dir():
        return base
    origin = read_origin(folder)
    finer, faults = read_layers(folder, origin, base.territory, ("counties", "sars", "neighbours"))
    faults += changed_files(folder, origin)
    if faults:
        raise BoundaryError(faults)
    parts: dict[str, list[BaseGeometry]] = {}
    for code, county in finer.layers["counties"].items():
        host = code if code in base.layers["prefectures"] else finer.parents[code]
        parts.setdefault(host, []).append(county)
    prefectures = {code: coverage_union_all(shapes) for code, shapes in sorted(parts.items())}
    whole = coverage_union_all(list(finer.layers["counties"].values()))
    made = {"prefectures": prefectures, "province": {base.territory.code: whole}}
    found = replace(
        base, layers={**base.layers, **made, **finer.layers}, origin=origin, folder=folder
    )
    sure = tuple(p for p in read_probes(base.folder) if p.kind != "border")  # two sources differ
    check_boundaries(found, load_register(base.territory.code), sure)
    return found


def read_layers(
    folder: Path, origin: Origin, territory: Territory, wanted: Sequence[str] = LAYERS
) -> tuple[Boundaries, list[Fault]]:
    """The layers as they stand in the files, with the faults met while reading."""
    layers: dict[str, dict[str, BaseGeometry]] = {}
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    faults: list[Fault] = []
    for layer in wanted:
        key = "kind" if layer == LINE_LAYER else "adcode"
        layers[layer] = {}
        for address, feature in _features(folder, layer, faults):
            properties = feature.get("properties", {})
            code = _code(properties.get(key), layers[layer], address, faults)
            geometry = _geometry(feature, address, faults)
            if code and geometry is not None:
                layers[layer][code] = geometry
                names.setdefault(code, properties.get("name", code))
                parents[code] = properties.get("parent", "") or parents.get(code, "")
    ordered = {layer: dict(sorted(shapes.items())) for layer, shapes in layers.items()}
    whole = Boundaries(ordered, names, parents, origin.crs, origin, folder, territory)
    return whole, faults


def _features(folder: Path, layer: str, faults: list[Fault]) -> list[tuple[str, dict[str, Any]]]:
    """Features with their address ``file:line``; our files have one a line, after the first."""
    name = f"{layer}.geojson"
    try:
        features = json_of(folder / name, BoundaryError)["features"]
    except BoundaryError as error:
        faults += error.faults
        return []
    except OSError:
        faults.append(Fault(name, "文件缺失", "the file is missing"))
        return []
    except (KeyError, TypeError):
        faults.append(Fault(name, "不是 GeoJSON 要素集", "is not a GeoJSON collection"))
        return []
    return [(f"{name}:{n}", one if _is_feature(one) else {}) for n, one in enumerate(features, 2)]


def _is_feature(value: Any) -> bool:  # noqa: ANN401  JSON has no type yet
    return isinstance(value, dict) and isinstance(value.get("properties"), dict)


def _geometry(feature: dict[str, Any], address: str, faults: list[Fault]) -> BaseGeometry | None:
    try:
        return shape(feature["geometry"])
    except (AttributeError, GEOSException, KeyError, TypeError, ValueError) as error:
        faults.append(
            Fault(address, "几何无法读取", "the geometry cannot be read", type(error).__name__)
        )
        return None


def _code(
    value: object, seen: Mapping[str, BaseGeometry], address: str, faults: list[Fault]
) -> str:
    """The code as text; empty, with a fault, where it is none or stands twice."""
    if not isinstance(value, str) or not value:
        zh, en = "编码须为文本,不得缺失或写成数字", "a code is text, neither absent nor a number"
        faults.append(Fault(f"{address}:adcode", zh, en, str(value)))
        return ""
    if value in seen:
        faults.append(Fault(f"{address}:adcode", "编码重复", "the code stands twice", value))
        return ""
    return value
