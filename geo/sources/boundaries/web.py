"""The areas of a territory for the web pages: one topology on a coarser grid."""

from __future__ import annotations

import shapely

from geo.sources.boundaries.country import canonical
from geo.sources.boundaries.model import AREA_LAYERS, Boundaries
from geo.sources.boundaries.topology import Grid, area_record, share, topology_text

_STEP = 1e-4  # degrees, about 10 m: a third of a pixel where a map is nearest
_LEVELS = {
    "prefectures": "prefecture",
    "counties": "county",
    "province": "province",
    "sars": "sar",
    "neighbours": "province",
}


def web_topology(boundaries: Boundaries) -> str:
    """TopoJSON of every layer of areas, the neighbours clipped to the territory's frame.

    Examples
    --------
    >>> from geo.sources.boundaries.shapes import load_boundaries
    >>> web_topology(load_boundaries())[:40]
    '{"type":"Topology","frame":[106.0,18.5,1'
    """
    frame = boundaries.territory.cut.web
    window = shapely.box(*frame)
    areas = {
        (layer, code): canonical(shape.intersection(window)) if layer == "neighbours" else shape
        for layer in AREA_LAYERS
        for code, shape in boundaries.layers[layer].items()
    }
    grid = Grid(frame.west, frame.south, _STEP)
    numbers, borders = share(areas, grid)
    objects: dict[str, list[dict[str, object]]] = {layer: [] for layer in AREA_LAYERS}
    for (layer, code), rings in numbers.items():
        row = {
            "adcode": code,
            "name": boundaries.names[code],
            "level": _LEVELS[layer],
            "parent": boundaries.parents[code],
        }
        objects[layer].append(area_record({"id": code, "properties": row}, rings))
    return topology_text(objects, borders, grid, frame=list(frame))
