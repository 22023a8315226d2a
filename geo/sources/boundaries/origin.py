"""Origin records of data folders: what was taken from where, under which licence, with hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.domain.card import Brief
from geo.errors import BoundaryError, Fault
from geo.sources.decoding import toml_of

FILE = "origin.toml"


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
    path = folder / FILE
    try:
        table = toml_of(path, BoundaryError)
    except OSError:
        fault = Fault(FILE, "缺少来源记录", "the origin record is missing")
        raise BoundaryError(fault) from None
    missing = [name for name in Origin.__dataclass_fields__ if name not in table]
    if missing:
        raise BoundaryError(Fault(FILE, "缺少此项", "this entry is missing", m) for m in missing)
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
