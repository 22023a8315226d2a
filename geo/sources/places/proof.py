"""The record of the packaged places: which state of their tables was read with all care, and held.

It stands in their record of origin (``[proved]``) and counts while the hash of the tables, and of
the variants by which names are compared, is the recorded one. A test reads them with all care.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from geo.errors import RegisterError
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir
from geo.sources.places.tables import COLUMNS

_FILES = (*(f"{name}.csv" for name in COLUMNS), "variants.tsv")


def tables_digest(folder: Path) -> str:
    """SHA-256 over the tables of a folder of places, in a fixed order."""
    found = hashlib.sha256()
    for name in _FILES:
        path = folder / name
        found.update(path.read_bytes() if path.is_file() else b"")
        found.update(b"\0")
    return found.hexdigest()


def proved_places(folder: Path) -> int:
    """How many places a folder holds if its tables are, byte for byte, those that were proved.

    Examples
    --------
    >>> proved_places(data_dir() / "places") > 3000, proved_places(data_dir())
    (True, 0)
    """
    record = toml_of(data_dir() / "places" / "origin.toml", RegisterError)["proved"]
    return int(record["places"]) if record["tables_sha256"] == tables_digest(folder) else 0
