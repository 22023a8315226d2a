"""How a GIS draws a layer at first: classes of a column as a QGIS style inside a GeoPackage."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from geo.export.formats import DATE

_STYLES = """create table layer_styles (id integer primary key autoincrement not null,
f_table_catalog text, f_table_schema text, f_table_name text, f_geometry_column text,
styleName text, styleQML text, styleSLD text, useAsDefault boolean, description text, owner text,
ui text, update_time datetime)"""


@dataclass(frozen=True)
class Graded:
    """One class of a layer: its lower and upper end (both in it), label, fill ``#rrggbb``."""

    lower: float
    upper: float
    label: str
    fill: str


@dataclass(frozen=True)
class Kind:
    """One value of a column: its label, fill ``#rrggbb``."""

    value: str
    label: str
    fill: str


def qml(column: str, classes: Sequence[Graded], outline: str) -> str:
    """Areas by classes of a number as a style file of QGIS.

    Examples
    --------
    >>> made = qml("n", [Graded(0, 1, "<2", "#ffffff")], "#000000")
    >>> 'label="&lt;2"' in made, 'attr="n"' in made
    (True, True)
    """
    graded = {"type": "graduatedSymbol", "graduatedMethod": "GraduatedColor"}
    ranges = [{"lower": f"{c.lower:f}", "upper": f"{c.upper:f}", "label": c.label} for c in classes]
    fills = [c.fill for c in classes]
    return _style(graded | {"attr": column}, "range", ranges, fills, _area(outline))


def kinds_qml(column: str, kinds: Sequence[Kind], outline: str, *, points: bool = False) -> str:
    """Areas, or points, by the values of a column as a style file of QGIS.

    Examples
    --------
    >>> 'type="marker"' in kinds_qml("k", [Kind("a", "A", "#ffffff")], "#000000", points=True)
    True
    """
    head = {"type": "categorizedSymbol", "attr": column}
    found = [{"value": k.value, "label": k.label} for k in kinds]
    look = _point(outline) if points else _area(outline)
    return _style(head, "category", found, [k.fill for k in kinds], look)


_Look = tuple[str, str, dict[str, str]]


def _area(outline: str) -> _Look:
    width = {"outline_width": "0.2", "outline_width_unit": "MM", "style": "solid"}
    return "fill", "SimpleFill", {"outline_color": _rgba(outline), **width}


def _point(outline: str) -> _Look:
    shape = {"name": "circle", "size": "2.4", "size_unit": "MM"}
    return "marker", "SimpleMarker", {"outline_color": _rgba(outline), **shape}


def _style(
    head: dict[str, str],
    entry: str,
    entries: Sequence[dict[str, str]],
    fills: Sequence[str],
    look: _Look,
) -> str:
    root = ET.Element("qgis", version="3.22", styleCategories="Symbology")
    renderer = ET.SubElement(root, "renderer-v2", head)
    listed = ET.SubElement(renderer, "ranges" if entry == "range" else "categories")
    symbols = ET.SubElement(renderer, "symbols")
    kind, drawn, more = look
    for i, (told, fill) in enumerate(zip(entries, fills, strict=True)):
        ET.SubElement(listed, entry, told, symbol=str(i), render="true")
        symbol = ET.SubElement(symbols, "symbol", type=kind, name=str(i), alpha="1")
        layer = ET.SubElement(symbol, "layer", {"class": drawn}, enabled="1")
        for name, value in {"color": _rgba(fill), **more}.items():
            ET.SubElement(layer, "prop", k=name, v=value)
    return ET.tostring(root, encoding="unicode")


def _rgba(colour: str) -> str:
    """``#rrggbb`` as QGIS writes it."""
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


def styled(geopackage: bytes, layer: str, style: str, title: str) -> bytes:
    """A GeoPackage that opens coloured: its layer with a style as the default, and a title."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        path.write_bytes(geopackage)
        with closing(sqlite3.connect(path)) as base:
            add_styles(base, {layer: style}, title)
            base.execute(
                "update gpkg_contents set description = ? where table_name = ?", (title, layer)
            )
            base.commit()
        return path.read_bytes()


def add_styles(base: sqlite3.Connection, styles: Mapping[str, str], title: str) -> None:
    """Give layers of an open GeoPackage a style each, as their default."""
    base.execute(_STYLES)
    for n, (layer, style) in enumerate(styles.items(), 1):
        base.execute(
            "insert into layer_styles select ?, '', '', table_name, column_name, table_name, ?, "
            "'', 1, ?, '', null, ? from gpkg_geometry_columns where table_name = ?",
            (n, style, title, DATE, layer),
        )
    base.execute(
        "insert into gpkg_contents (table_name, data_type, identifier, description, "
        "last_change) values ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (DATE,),
    )
