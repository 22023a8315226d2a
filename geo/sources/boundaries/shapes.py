"""Boundary layers of a territory and its surroundings, cut from those of the country.

Coordinates are CGCS2000 (EPSG:4490) longitude and latitude in degrees. A file that is altered or
broken is refused with every fault at once.

See DECISIONS 8, 58.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shapely import GEOSException, box, coverage_union_all, get_parts, multilinestrings
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Territory
from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.checks import check_boundaries
from geo.sources.boundaries.country import FOLDER, Country, Shapes, canonical, load_country
from geo.sources.boundaries.datum import check_datum, read_probes
from geo.sources.boundaries.model import (
    AREA_LAYERS,
    LINE_LAYER,
    Boundaries,
    Origin,
    changed_files,
    read_origin,
)
from geo.sources.decoding import json_of
from geo.sources.paths import data_dir
from geo.sources.places.view import load_register
from geo.sources.territory import load_territory

DETAIL = "detail"  # the folder of the finer borders, below that of the territory
_FINE_LAYERS = ("counties", "sars", "neighbours")
_LIMITS = "province_limit_at_sea"
_DETAILS: dict[int, tuple[Boundaries, Boundaries]] = {}


def load_boundaries(territory: Territory | None = None, *, full: bool = False) -> Boundaries:
    """The boundary layers of a territory; of the one that is meant where none is named, if None.

    Parameters
    ----------
    territory
        What to cut out of the country.
    full
        Check what the build of the country has proved: codes, validity, coverage, dissolves, datum.

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
    country = load_country()
    boundaries = cut(country, territory)
    if full:
        check_boundaries(boundaries, load_register(territory.code), full=True)
        check_datum(read_probes(FOLDER), country.shape)
    return boundaries


def cut(country: Country, territory: Territory) -> Boundaries:
    """The layers of a territory: its areas, what stands around it, and the lines at sea.

    A prefecture of which some counties are members is these counties; a province that stands around
    a part of itself is the rest of it.
    """
    parts = [country.shape(code) for code in territory.members]
    whole = parts[0] if len(parts) == 1 else canonical(coverage_union_all(parts))
    layers: dict[str, Shapes] = {
        "prefectures": _prefectures(country, territory.members),
        "counties": country.shapes("county", country.inside(territory.members, "county")),
        "province": {territory.code: whole},
        "sars": country.shapes("province", sorted(territory.sars)),
        "neighbours": _neighbours(country, territory, whole),
        LINE_LAYER: _lines(country, territory),
    }
    codes = {code for layer in AREA_LAYERS for code in layers[layer]}
    names = {
        territory.code: territory.name.zh,
        **{c: n for c, n in country.names.items() if c in codes},
    }
    parents = {code: country.parents.get(code, "") for code in names}
    folder = data_dir() / "boundaries" / territory.boundaries if territory.boundaries else FOLDER
    return Boundaries(layers, names, parents, country.origin.crs, country.origin, folder, territory)


def _prefectures(country: Country, members: Sequence[str]) -> Shapes:
    ours: dict[str, list[str]] = {}
    for code in country.inside(members, "county"):
        ours.setdefault(country.host(code), []).append(code)
    found = country.shapes("prefecture", ours)
    for code in sorted(set(ours) - set(country.inside(members, "prefecture"))):
        found[code] = canonical(
            coverage_union_all([*country.shapes("county", ours[code]).values()])
        )
    return dict(sorted(found.items()))


def _neighbours(country: Country, territory: Territory, whole: BaseGeometry) -> Shapes:
    found = country.shapes("province", sorted(territory.neighbours))
    for code in {country.chain(member)[-1] for member in territory.members} & set(found):
        found[code] = canonical(found[code].difference(whole))
    return found


def _lines(country: Country, territory: Territory) -> Shapes:
    """Lines at sea by kind; of the provinces' limits those that touch the frame."""
    lines = dict(country.lines)
    frame = box(*territory.cut.sea_lines)
    near = [part for part in get_parts(lines.pop(_LIMITS)) if part.intersects(frame)]
    return {**({_LIMITS: multilinestrings(near)} if near else {}), **lines}


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
    finer, faults = _read_layers(folder, origin, base.territory)
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
    check_boundaries(found, load_register(base.territory.code))
    ours = (p for p in read_probes(FOLDER) if p.adcode in found.names)
    check_datum([p for p in ours if p.kind != "border"], found.shape)  # there two sources differ
    return found


def _read_layers(
    folder: Path, origin: Origin, territory: Territory
) -> tuple[Boundaries, list[Fault]]:
    """The finer layers as they stand in the files, with the faults met while reading."""
    layers: dict[str, Shapes] = {}
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    faults: list[Fault] = []
    for layer in _FINE_LAYERS:
        layers[layer] = {}
        for address, feature in _features(folder, layer, faults):
            properties = feature.get("properties", {})
            code = _code(properties.get("adcode"), layers[layer], address, faults)
            geometry = _geometry(feature, address, faults)
            if code and geometry is not None:
                layers[layer][code] = geometry
                names.setdefault(code, properties.get("name", code))
                parents[code] = properties.get("parent", "")
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
        zh, en = "编码须为文本，不得缺失或写成数字", "a code is text, neither absent nor a number"
        faults.append(Fault(f"{address}:adcode", zh, en, str(value)))
        return ""
    if value in seen:
        faults.append(Fault(f"{address}:adcode", "编码重复", "the code stands twice", value))
        return ""
    return value
