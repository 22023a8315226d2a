"""The record of proofs: which state of a plan folder was compared with which text, and held.

A plan that ships without its documents still tells whether its rows, as they stand now, were
proved: the record counts only while the hash of the folder's tables is the recorded one.

See DECISIONS 14.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from geo.sources.paths import data_dir
from geo.sources.tables.csv_file import csv_text, read_csv
from geo.sources.tables.table import Columns
from geo.sources.texts.verify import VerifyReport

COLUMNS = Columns.of("plan tables_sha256 text rows clauses paragraphs")
_TABLES = ("plan.toml", "taxonomy", "assignments", "carriers", "structure", "clauses", "paragraphs")


def record_file() -> Path:
    """Where the record of the packaged plans is kept."""
    return data_dir() / "plans" / "proofs.csv"


def tables_digest(folder: Path) -> str:
    """SHA-256 over the tables of a plan folder, in a fixed order; notes do not count."""
    found = hashlib.sha256()
    for name in _TABLES:
        path = folder / (name if "." in name else f"{name}.csv")
        found.update(path.read_bytes() if path.is_file() else b"")
        found.update(b"\0")
    return found.hexdigest()


def proved_on_record(folder: Path | None) -> bool:
    """Whether the tables of a packaged plan are, byte for byte, those that were proved."""
    if folder is None or not record_file().is_file():
        return False
    mine = [row for row in read_csv(record_file(), COLUMNS).rows if row["plan"] == folder.name]
    return bool(mine) and {row["tables_sha256"] for row in mine} == {tables_digest(folder)}


def record(reports: Iterable[VerifyReport], plans: Path) -> str:
    """The record as CSV text: one line per plan and text compared, in order.

    Parameters
    ----------
    reports
        Reports of plans that are proved; others are left out.
    plans
        The folder of the plan folders.
    """
    rows = [
        [r.key, tables_digest(plans / r.key), text.name, text.rows, text.clauses, text.paragraphs]
        for r in sorted(reports, key=lambda r: r.key)
        for text in (r.checked if r.proved else ())
    ]
    return csv_text(COLUMNS.names, rows)
