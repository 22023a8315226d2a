"""How a GIS draws a layer at first: graduated classes as a QGIS style inside a GeoPackage."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_MADE = "2025-01-01T00:00:00.000Z"
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


def qml(column: str, classes: Sequence[Graded], outline: str) -> str:
    """The classes as a style file of QGIS.

    Examples
    --------
    >>> made = qml("n", [Graded(0, 1, "<2", "#ffffff")], "#000000")
    >>> 'label="&lt;2"' in made, 'attr="n"' in made
    (True, True)
    """
    root = ET.Element("qgis", version="3.22", styleCategories="Symbology")
    renderer = ET.SubElement(
        root, "renderer-v2", type="graduatedSymbol", attr=column, graduatedMethod="GraduatedColor"
    )
    ranges, symbols = ET.SubElement(renderer, "ranges"), ET.SubElement(renderer, "symbols")
    for i, one in enumerate(classes):
        ends = {"lower": f"{one.lower:f}", "upper": f"{one.upper:f}", "label": one.label}
        ET.SubElement(ranges, "range", ends, symbol=str(i), render="true")
        symbol = ET.SubElement(symbols, "symbol", type="fill", name=str(i), alpha="1")
        layer = ET.SubElement(symbol, "layer", {"class": "SimpleFill"}, enabled="1")
        for name, value in (
            ("color", _rgba(one.fill)),
            ("outline_color", _rgba(outline)),
            ("outline_width", "0.2"),
            ("outline_width_unit", "MM"),
            ("style", "solid"),
        ):
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
            column = base.execute(
                "select column_name from gpkg_geometry_columns where table_name = ?", (layer,)
            ).fetchone()[0]
            base.execute(_STYLES)
            base.execute(
                "insert into layer_styles values (1, '', '', ?, ?, ?, ?, '', 1, ?, '', null, ?)",
                (layer, column, layer, style, title, _MADE),
            )
            base.execute(
                "insert into gpkg_contents (table_name, data_type, identifier, description, "
                "last_change) values ('layer_styles', 'attributes', 'layer_styles', '', ?)",
                (_MADE,),
            )
            base.execute(
                "update gpkg_contents set description = ? where table_name = ?", (title, layer)
            )
            base.commit()
        return path.read_bytes()
