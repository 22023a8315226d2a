"""Rows as GeoJSON after RFC 7946: the one writer of every such file."""

from __future__ import annotations

import json

from geo.analysis.report.model import Table
from geo.export.about import About
from geo.export.shapes import Shapes
from geo.export.typed import typed_rows
from geo.texts.catalogue import say


def geojson_bytes(table: Table, shapes: Shapes, told: About, lang: str = "zh") -> bytes:
    """One feature per row in the order of the table; ``null`` where a row has no shape.

    Coordinates are WGS 84, which RFC 7946 knows alone: no member ``crs``. Its section 6.1 allows
    the members ``name`` and ``metadata``.
    """
    entries = [*told.entries, ("crs", say("gis.crs84"))]
    about = {key: text.zh if text.zh == text.en else vars(text) for key, text in entries}
    head = {"type": "FeatureCollection", "name": table.name, "metadata": about}
    lines = []
    for cells, shape in zip(typed_rows(table, lang), shapes, strict=True):
        said = _json(dict(zip(table.columns, cells, strict=True)))
        where = shape.geojson if shape else "null"
        lines.append(f'{{"type":"Feature","properties":{said},"geometry":{where}}}')
    start = _json(head)[:-1]
    return (f'{start},"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
