"""One TopoJSON for the web pages: every layer on one grid, shared borders stored once."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from topojson import Topology

from geo.domain.territory import Frame

LAYERS = ("prefectures", "counties", "province", "sars", "neighbours")
GRID = 500_000  # cells a side: about 3 m
Feature = tuple[dict[str, str], BaseGeometry]


def web_layers(layers: dict[str, list[Feature]], frame: Frame) -> dict[str, list[Feature]]:
    """The polygon layers, the neighbour provinces clipped to the frame."""
    window = shapely.box(*frame)
    chosen = {name: layers[name] for name in LAYERS}
    chosen["neighbours"] = [
        (row, shape.intersection(window)) for row, shape in layers["neighbours"]
    ]
    return chosen


def signed_area(ring: list[int], arcs: list[list[list[int]]]) -> int:
    """Twice the area of a ring of arc numbers on the grid, positive when counter-clockwise."""
    total, first, last = 0, None, None
    for number in ring:
        x = y = 0
        points = []
        for dx, dy in arcs[number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x, y))
        for point in points if number >= 0 else reversed(points):
            first = first or point
            if last:
                total += last[0] * point[1] - point[0] * last[1]
            last = point
    if first != last:
        raise ValueError("a ring does not close")  # an arc was lost
    return total


def wind(polygon: list[list[int]], arcs: list[list[list[int]]]) -> list[list[int]]:
    """Shell counter-clockwise, holes clockwise: an island that fills a hole comes out reversed."""
    wound = []
    for position, ring in enumerate(polygon):
        right = (signed_area(ring, arcs) > 0) == (position == 0)
        wound.append(ring if right else [~number for number in reversed(ring)])
    return wound


def topology_text(layers: dict[str, list[Feature]], frame: Frame) -> str:
    """The topology as compact JSON: objects by layer, the adcode as id and as property."""
    chosen = web_layers(layers, frame)
    rows = [(name, row, shape) for name, features in chosen.items() for row, shape in features]
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": mapping(shape)}
            for _, _, shape in rows
        ],
    }
    topology = Topology(collection, prequantize=GRID, topology=True, winding_order="CCW_CW")
    content: dict[str, Any] = json.loads(topology.to_json())
    geometries = content["objects"].pop("data")["geometries"]
    for name in chosen:
        content["objects"][name] = {"type": "GeometryCollection", "geometries": []}
    for (name, row, _), geometry in zip(rows, geometries, strict=True):
        single = geometry["type"] == "Polygon"
        polygons = [geometry["arcs"]] if single else geometry["arcs"]
        polygons = [wind(polygon, content["arcs"]) for polygon in polygons]
        record = {"type": geometry["type"], "id": row["adcode"], "properties": row}
        record["arcs"] = polygons[0] if single else polygons
        content["objects"][name]["geometries"].append(record)
    content["frame"] = list(frame)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
