"""Where the package's data are, and a hash by which a state of them is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def data_dir() -> Path:
    """The folder with territories, boundaries, places and plans.

    ``geo/_data`` in an installed wheel, ``data/`` in a checkout.

    Examples
    --------
    >>> (data_dir() / "places" / "areas.csv").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent / "data"


def digest_of(folder: Path, names: Iterable[str]) -> str:
    """SHA-256 over files of a folder in a fixed order; an absent one counts as empty."""
    found = hashlib.sha256()
    for path in map(folder.joinpath, names):
        found.update(path.read_bytes() if path.is_file() else b"")
        found.update(b"\0")
    return found.hexdigest()
