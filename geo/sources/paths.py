"""Where the package's data are."""

from __future__ import annotations

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
