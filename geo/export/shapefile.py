"""A table as a Shapefile in one archive: short names, and a list of what they stand for.

A name of a Shapefile has ten bytes and a text 254: the list in the archive tells every full name
and what was cut, and so does a notice.

See DECISIONS 66.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geo.analysis.report.columns import column
from geo.analysis.report.model import Table, Value
from geo.domain.clock import MADE
from geo.errors import notice
from geo.export.about import About
from geo.export.formats import frame_of, zipped
from geo.export.shapes import Shapes
from geo.sources.tables.csv_file import csv_text
from geo.texts.catalogue import say

_NAME, _TEXT = 10, 254  # bytes that the format has room for
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_FIELDS = ("field", "column", "type", "zh", "en", "says_zh", "says_en", "cut")
_TAILS = {"_count": "_n", "_terms": "_t", "_adcode": "_code"}


def shapefile_bytes(table: Table, shapes: Shapes, told: About) -> bytes:
    """The archive: five parts of the Shapefile, ``fields.csv``, and ``README.txt``."""
    import pyogrio

    names = short_names(table.columns)
    fitted, cut = _fitted(table)
    frame = frame_of(fitted, [shape.geometry if shape else None for shape in shapes])
    geometry = "Polygon" if table.name == "areas" else "Point"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}.shp"
        pyogrio.write_dataframe(
            frame.rename(columns=names),
            path,
            geometry_type=geometry,
            ENCODING="UTF-8",
            DBF_DATE_LAST_UPDATE=MADE.date().isoformat(),
        )
        parts = {f"{table.name}{end}": path.with_suffix(end).read_bytes() for end in _PARTS}
    meant = [column(table, name) for name in table.columns]
    fields = [
        [names[c.name], c.name, c.type, c.head.zh, c.head.en, c.says.zh, c.says.en] for c in meant
    ]
    rows = [[*row, cut.get(c.name, "")] for row, c in zip(fields, meant, strict=True)]
    listed = csv_text(_FIELDS, rows).encode("utf-8-sig")
    readme = "\n".join([told.title.in_("both"), *told.lines(say("gis.crs"))]) + "\n"
    return zipped({**parts, "fields.csv": listed, "README.txt": readme.encode("utf-8-sig")})


def short_names(columns: Sequence[str]) -> dict[str, str]:
    """Names of ten bytes at most, none twice whatever their case, by the full ones.

    Examples
    --------
    >>> list(short_names(["plan", "n_subsectors", "materials_count", "materials_terms"]).values())
    ['plan', 'n_subsecto', 'material_n', 'material_t']
    >>> list(short_names(["listed_under", "listed_under_too"]).values())
    ['listed_und', 'listed_un2']
    """
    found: dict[str, str] = {}
    for full in columns:
        tail = next((t for t in _TAILS if full.endswith(t) and len(full) > _NAME), "")
        end = _TAILS.get(tail, "")
        stem = full.removesuffix(tail).encode("ascii", "replace").decode().replace("?", "_")
        name, n = f"{stem[: _NAME - len(end)]}{end}", 1
        while name.lower() in {other.lower() for other in found.values()}:
            n += 1
            name = f"{stem[: _NAME - len(f'{n}{end}')]}{n}{end}"
        found[full] = name
    return found


def _fitted(table: Table) -> tuple[Table, dict[str, int]]:
    """The table with every text as long as the format takes, and how many were cut by column."""
    cut: Counter[str] = Counter()

    def fit(name: str, value: Value) -> Value:
        data = value.encode() if isinstance(value, str) else b""
        if len(data) <= _TEXT:
            return value
        cut[name] += 1
        return data[:_TEXT].decode(errors="ignore")

    rows = tuple({c: fit(c, value) for c, value in row.items()} for row in table.rows)
    for name, n in cut.items():
        longest = max(len(str(row[name]).encode()) for row in table.rows)
        zh = f"Shapefile 一格至多 {_TEXT} 字节，截短 {n} 格（最长 {longest} 字节）"
        en = f"a cell of a Shapefile holds {_TEXT} bytes: {n} cut (longest: {longest} bytes)"
        notice(name, zh, en)
    return replace(table, rows=rows), cut
