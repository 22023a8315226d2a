"""Outlines in a user's file, as they stand there: GeoJSON, GeoPackage or Shapefile, never a URL.

A file is opened as what its own first bytes say, so that no other format is let in under the name
of one of these; an archive is unpacked up to a size that no sound one has.

See DECISIONS 65.
"""

from __future__ import annotations

import codecs
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError, Fault
from geo.nearest import nearest
from geo.sources.boundaries.own_archive import MAX_BYTES, PARTS, refuse, unpacked
from geo.sources.decoding import decoded, json_of

if TYPE_CHECKING:
    import geopandas

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".zip")
MAX_FEATURES = 5_000
LAYER = "boundaries"  # the layer that is meant where a file has several
_URL = re.compile(r"^(?:[a-z][a-z0-9+.-]*://?|/vsi)", re.IGNORECASE)
_MAGIC = {".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a", ".zip": b"PK\x03\x04"}
_NEEDED = (".shx", ".dbf")


@dataclass(frozen=True)
class Feature:
    """One feature: where it stands, its texts by header, its shape in the file's coordinates."""

    address: str
    texts: Mapping[str, str]
    shape: BaseGeometry | None


@dataclass(frozen=True)
class Drawing:
    """What a file holds: its features and its coordinate system, None where it states none."""

    features: tuple[Feature, ...]
    crs: Any = None
    degrees: bool = field(default=False)  # a GeoJSON is in degrees unless it says otherwise


def read_drawing(path: Path, layer: str = "") -> Drawing:
    """The features of a file or of one of its layers.

    Raises
    ------
    BoundaryError
        It is an address on the net, a link, none of the formats, too large, or cannot be read; it
        has several layers and none is chosen.
    """
    _check_file(path)
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        return _geojson(path)
    if suffix == ".zip":
        with unpacked(path, layer) as inside:
            return _shapefile(inside, path.name)
    if suffix == ".shp":
        return _shapefile(path, path.name)
    return _frame_of(path, path.name, _chosen(path, layer))


def _check_file(path: Path) -> None:
    word = str(path)
    if _URL.match(word):
        zh, en = "只读本机文件，不读网址；请先下载", "a file is due, not a URL; download it first"
        refuse("--boundaries", zh, en, re.sub("(?<=:)/(?!/)", "//", word))  # a Path drops one
    if path.suffix.lower() not in SUFFIXES:
        near = nearest(path.suffix.lower(), SUFFIXES, 2) or SUFFIXES
        refuse(path.name, "不是可读的边界格式", "no format of outlines", path.suffix, near)
    if path.is_symlink():
        zh, en = "是链接，请给文件本身", "is a link; give the file itself"
        refuse(path.name, zh, en, word, (str(path.resolve()),))
    if not path.is_file():
        here = [p.name for p in path.parent.glob("*") if p.suffix.lower() in SUFFIXES]
        refuse("--boundaries", "没有这个文件", "no such file", word, nearest(path.name, here))
    if not (size := path.stat().st_size):
        refuse(path.name, "文件是空的", "the file is empty")
    if size > MAX_BYTES:
        zh, en = f"文件超过 {MAX_BYTES} 字节", f"file over {MAX_BYTES} bytes"
        refuse(path.name, zh, en, str(size))
    magic = _MAGIC.get(path.suffix.lower(), b"")
    with path.open("rb") as stream:
        if stream.read(len(magic)) != magic:
            zh, en = "内容与后缀不符", "the content is not what the suffix says"
            refuse(path.name, zh, en, path.suffix)


def _geojson(path: Path) -> Drawing:
    raw = json_of(path, BoundaryError)
    if isinstance(raw, dict) and raw.get("type") == "Feature":
        raw = {**raw, "type": "FeatureCollection", "features": [raw]}
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list):
        refuse(path.name, "不是 GeoJSON 要素集", "is not a GeoJSON collection")
    faults: list[Fault] = []
    found = []
    for number, one in enumerate(features[: MAX_FEATURES + 1], 1):
        address = f"{path.name}:{number}"
        feature = one if isinstance(one, dict) else {}
        texts = feature.get("properties")
        shape = None
        try:
            shape = shape_of(feature["geometry"]) if feature.get("geometry") else None
        except (shapely.GEOSException, AttributeError, KeyError, TypeError, ValueError, IndexError):
            faults.append(Fault(address, "几何无法读取", "the geometry cannot be read"))
        found.append(Feature(address, _texts(texts if isinstance(texts, dict) else {}), shape))
    if faults:
        raise BoundaryError(faults)
    old = raw.get("crs")  # of an old GeoJSON
    crs = old.get("properties", {}).get("name") if isinstance(old, dict) else None
    named = None if crs in (None, "urn:ogc:def:crs:OGC:1.3:CRS84") else str(crs)
    return Drawing(tuple(found), named, degrees=True)


def _texts(properties: Mapping[Any, Any]) -> dict[str, str]:
    """Every property as text: a whole number without decimals, an absent one empty."""
    return {str(key): _text(value) for key, value in properties.items()}


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _chosen(path: Path, layer: str) -> str:
    """The layer that is asked for, the only one, or the one called :data:`LAYER`."""
    import pyogrio

    try:
        known = [str(name) for name, kind in pyogrio.list_layers(path) if kind]
    except (RuntimeError, ValueError):
        refuse(path.name, "文件损坏，无法读取", "the file is damaged and cannot be read")
    if layer and layer not in known:
        near = nearest(layer, known) or tuple(known)
        refuse(path.name, "没有这个图层", "there is no such layer", layer, near)
    if layer or len(known) == 1:
        return layer or known[0]
    if LAYER in known:
        return LAYER
    zh = f"有 {len(known)} 个图层：用 --layer 指明，或把它命名为 {LAYER}"
    en = f"has {len(known)} layers: name one with --layer, or call it {LAYER}"
    raise BoundaryError(Fault(path.name, zh, en, "", tuple(known)))


def _shapefile(path: Path, shown: str) -> Drawing:
    """A Shapefile with the files beside it; names by its .cpg, else as they can be read."""
    beside = {p.suffix.lower(): p for p in path.parent.glob("*") if p.stem == path.stem}
    if gone := [part for part in _NEEDED if part not in beside]:
        zh, en = "缺少同名的配套文件", "a file of the Shapefile is missing"
        refuse(shown, zh, en, ", ".join(gone))
    for part in PARTS:
        if part in beside and beside[part].is_symlink():
            zh, en = "是链接，请给文件本身", "is a link; give the file itself"
            refuse(beside[part].name, zh, en)
    return _frame_of(path, shown, "", _encoding(beside))


def _encoding(beside: Mapping[str, Path]) -> str:
    """The encoding of the names: what the .cpg says, UTF-8 or a Chinese one by their look."""
    told = beside[".cpg"].read_text("latin-1").strip() if ".cpg" in beside else ""
    data = beside[".dbf"].read_bytes()
    rows = data[int.from_bytes(data[8:10], "little") :]
    told = f"cp{told}" if told.isdigit() else told
    try:
        codecs.lookup(told)
        rows.decode("gb18030" if told.upper() in ("GBK", "GB2312", "CP936") else told)
    except (LookupError, UnicodeDecodeError):
        found = decoded(rows.replace(b"\0", b" "), beside[".dbf"].name).encoding
        return {"GB 18030": "gb18030", "Big5": "big5"}.get(found, "utf-8")
    return told


def _frame_of(path: Path, shown: str, layer: str, encoding: str = "") -> Drawing:
    """The features of a layer, through GDAL."""
    import pyogrio

    options = {"layer": layer} if layer else {}
    options |= {"encoding": encoding} if encoding else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame: geopandas.GeoDataFrame = pyogrio.read_dataframe(
                path, force_2d=True, on_invalid="ignore", max_features=MAX_FEATURES + 1, **options
            )
    except (RuntimeError, ValueError, LookupError) as error:
        zh, en = "文件损坏，无法读取", "the file is damaged and cannot be read"
        raise BoundaryError(Fault(shown, zh, en, type(error).__name__)) from None
    if "geometry" not in frame:
        refuse(shown, "没有几何", "has no geometry", layer)
    rows = frame.drop(columns="geometry").to_dict("records")
    head = f"{shown}[{layer}]" if layer else shown
    features = tuple(
        Feature(f"{head}:{number}", _texts(row), shape)
        for number, (row, shape) in enumerate(zip(rows, frame.geometry, strict=True), 1)
    )
    return Drawing(features, frame.crs)
