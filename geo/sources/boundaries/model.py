"""Every boundary layer as one value, the record of its origin, and the land beyond.

See DECISIONS 62.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.card import Brief
from geo.domain.territory import Territory
from geo.errors import BoundaryError, Fault
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir

AREA_LAYERS = ("prefectures", "counties", "province", "sars", "neighbours")
LINE_LAYER = "lines"
Shapes = Mapping[str, BaseGeometry]


@dataclass(frozen=True, repr=False)
class Boundaries(Brief):
    """Every boundary layer of a territory, by adcode in ascending order.

    Parameters
    ----------
    layers
        ``prefectures``, ``counties``, ``province`` (one, dissolved), ``sars`` and ``neighbours``:
        polygons by adcode; ``lines``: lines at sea by kind.
    names
        Official Chinese name by adcode.
    parents
        Adcode of the prefecture by adcode of the county; the province for a prefecture.
    crs
        ``EPSG:4490``.
    origin
        Package, vintage, licence, source sentence, hashes.
    folder
        Where finer borders may lie.
    territory
        The territory that they are drawn for.
    """

    layers: Mapping[str, Shapes]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    crs: str
    origin: Origin
    folder: Path
    territory: Territory

    def shape(self, adcode: str) -> BaseGeometry:
        """Polygon of an area, the prefecture before the county where a code stands for both."""
        for layer in AREA_LAYERS:
            if adcode in self.layers[layer]:
                return self.layers[layer][adcode]
        raise BoundaryError(Fault("", "没有这个编码的边界", "no boundary has this code", adcode))


_RECORD = "origin.toml"


@dataclass(frozen=True, repr=False)
class Origin(Brief):
    """The record beside a data set.

    Parameters
    ----------
    package, version, wheel_sha256
        The package that the data were taken from.
    source
        The sentence to print with a map.
    vintage
        Year and month of the data.
    licence, licence_file
        Identifier of the licence and the file with its text, in the same folder.
    crs
        Authority code of the coordinates.
    done
        What was done with the data, one sentence each.
    members
        SHA-256 by path inside the package.
    outputs
        SHA-256 by file in the folder.
    """

    package: str
    version: str
    wheel_sha256: str
    source: str
    vintage: str
    licence: str
    licence_file: str
    crs: str
    done: tuple[str, ...]
    members: Mapping[str, str]
    outputs: Mapping[str, str]


def read_origin(folder: Path) -> Origin:
    """The origin record of a folder.

    Raises
    ------
    BoundaryError
        There is none, it is not TOML, or an entry is missing.
    """
    path = folder / _RECORD
    try:
        table = toml_of(path, BoundaryError)
    except OSError:
        fault = Fault(_RECORD, "缺少来源记录", "the origin record is missing")
        raise BoundaryError(fault) from None
    missing = [name for name in Origin.__dataclass_fields__ if name not in table]
    if missing:
        raise BoundaryError(Fault(_RECORD, "缺少此项", "this entry is missing", m) for m in missing)
    chosen = {name: table[name] for name in Origin.__dataclass_fields__}
    return Origin(**{**chosen, "done": tuple(chosen["done"])})


def changed_files(folder: Path, origin: Origin) -> list[Fault]:
    """A fault for each file of the record that is missing or whose hash is another."""
    faults = []
    for name, due in origin.outputs.items():
        path = folder / name
        if not path.is_file():
            faults.append(Fault(name, "文件缺失", "the file is missing"))
        elif (found := hashlib.sha256(path.read_bytes()).hexdigest()) != due:
            faults.append(
                Fault(
                    name,
                    "校验和与来源记录不符",
                    "the hash differs from the origin record",
                    found[:16],
                )
            )
    return faults


LAND = "land.geojson"


@lru_cache(maxsize=1)
def land_beyond() -> BaseGeometry:
    """The mask, in degrees, read once.

    Raises
    ------
    BoundaryError
        The file is not the one of its origin record.

    Examples
    --------
    >>> mask = land_beyond()
    >>> [bool(mask.covers(shapely.Point(at))) for at in ((105.8, 21.0), (112.0, 18.0))]
    [True, False]
    """
    folder = data_dir() / "boundaries" / "land"
    if faults := changed_files(folder, read_origin(folder)):
        raise BoundaryError(faults)
    return shapely.from_geojson((folder / LAND).read_text("utf-8"))


def land_around(territory: Territory) -> BaseGeometry:
    """The mask where the web map of a territory ends; empty where its file declares a hinterland.

    Examples
    --------
    >>> from geo.sources.territory import load_territory
    >>> [land_around(load_territory(code)).is_empty for code in ("150000", "440000")]
    [False, True]
    """
    if territory.hinterland:
        return shapely.Polygon()
    return shapely.make_valid(shapely.clip_by_rect(land_beyond(), *territory.cut.web))
