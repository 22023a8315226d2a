"""Rows about places for a GIS: a GeoPackage of few kilobytes that opens coloured.

Every row stands once in it, with the shape of the area or the point of the park that it is about;
a row about a region, or about a place whose point is not known, has none.

See DECISIONS 60.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.analysis.report.model import Table
from geo.export.about import About
from geo.export.geopackage import Layer, geopackage_bytes
from geo.export.shapes import ShapeOf, Shapes
from geo.texts.catalogue import say

ROWS, SITES = "rows", "sites"
_PLACE = "place_id"


def row_shapes(table: Table, shape_of: ShapeOf) -> Shapes:
    """The shape of the place of each row.

    Examples
    --------
    >>> table = Table.of("rows", ("place_id", "n"), [{"place_id": "x", "n": 1}])
    >>> row_shapes(table, {}.get)
    [None]
    """
    return [shape_of(str(row[_PLACE])) for row in table.rows]


def rows_geopackage(
    table: Table, shapes: Shapes, styles: Mapping[str, str], told: About, lang: str = "zh"
) -> bytes:
    """Layers: ``rows``, all of them, areas with their shape; ``sites``, those at a point, if any.

    Parameters
    ----------
    styles
        The QGIS style of each layer.
    told
        What the rows are.
    """
    sites = [n for n, shape in enumerate(shapes) if shape and shape.is_point]
    points = replace(table, rows=tuple(table.rows[n] for n in sites))
    areas = [None if shape and shape.is_point else shape for shape in shapes]
    where = [shapes[n] for n in sites]
    layers = ((ROWS, "MULTIPOLYGON", table, areas), (SITES, "POINT", points, where))
    return geopackage_bytes(
        [
            Layer(rows, _titled(told, name), kind, lie, {name: styles[name]}, lang, name)
            for name, kind, rows, lie in layers
            if rows.rows or name == ROWS
        ]
    )


def _titled(told: About, name: str) -> About:
    return replace(told, title=say("gis.of_plan", plan=told.title, what=say(f"gis.{name}")))
