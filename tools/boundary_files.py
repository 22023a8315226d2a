"""The files of the boundaries: GeoJSON with one feature a line, origin records."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import shapely
from boundary_wheel import PACKAGE, VERSION, WHEEL_SHA256, Feature
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

Record = dict[str, Any]


def geojson_text(name: str, features: list[Feature]) -> str:
    """A FeatureCollection with one feature a line."""
    lines = []
    for properties, shape in features:
        feature: dict[str, Any] = {"type": "Feature", "id": properties["adcode"]}
        feature |= {"properties": properties, "geometry": mapping(_rounded(shape))}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n'
    return head + ",\n".join(lines) + "\n]}\n"


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda points: points.round(5))


def toml_lines(table: dict[str, Any]) -> list[str]:
    """``key = value`` lines; JSON strings, numbers and lists are valid TOML."""
    return [
        f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    ]


def origin_text(
    head: Record, members: Record, outputs: dict[str, str], made: dict[str, list[Record]]
) -> str:
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
    for name, records in made.items():
        for one in records:
            lines += ["", f"[[{name}]]"]
            lines += [f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in one.items()]
    return "\n".join(lines) + "\n"


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes files of a folder, and says how large they are."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        print(f"{folder.name}/{name}: {len(text.encode()):,} bytes")
