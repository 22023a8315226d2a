"""Areas become rings of shared borders and come back point for point."""

from __future__ import annotations

import json

import pytest
import shapely

from geo.sources.boundaries.topology import Grid, area_record, share, topology_text

UNIT = Grid(0, 0, 1)
SQUARE = shapely.box(0, 0, 4, 4)
HOLE = shapely.Polygon(SQUARE.exterior, [shapely.box(1, 1, 3, 3).exterior])
ISLANDS = shapely.MultiPolygon([shapely.box(6, 0, 7, 1), shapely.box(8, 0, 9, 1)])


def back(numbers, borders, grid=UNIT):
    """Shapes by key from what was shared."""

    def ring(parts):
        chains = [borders[n] if n >= 0 else borders[~n][::-1] for n in parts]
        points = [chains[0][0], *(p for chain in chains for p in chain[1:])]
        return [(grid.west + x * grid.step, grid.south + y * grid.step) for x, y in points]

    return {
        key: shapely.MultiPolygon(
            [(ring(rings[0]), [ring(r) for r in rings[1:]]) for rings in polygons]
        )
        for key, polygons in numbers.items()
    }


@pytest.mark.parametrize(
    ("areas", "borders"),
    [
        ({"a": SQUARE}, 1),
        ({"a": SQUARE, "b": shapely.box(4, 0, 6, 4)}, 3),
        ({"a": SQUARE, "b": SQUARE}, 1),
        ({"around": HOLE, "in": shapely.box(1, 1, 3, 3)}, 2),
        ({"a": ISLANDS, "b": shapely.box(7, 0, 8, 1)}, 6),
        ({"a": SQUARE, "b": shapely.box(4, 4, 6, 6)}, 2),
    ],
    ids=["alone", "side by side", "two levels", "island in a hole", "between", "at a corner"],
)
def test_a_border_stands_once_and_shapes_come_back(areas, borders):
    numbers, lines = share(areas, UNIT)
    assert len(lines) == borders
    for key, shape in back(numbers, lines).items():
        assert shape.normalize().equals(areas[key].normalize())
        turns = [part.exterior.is_ccw for part in shapely.get_parts(shape)]
        assert turns == [part.exterior.is_ccw for part in shapely.get_parts(areas[key])]


def test_what_the_grid_leaves_no_area_is_dropped():
    crumb = shapely.box(9.1, 9.1, 9.2, 9.2)
    pierced = shapely.Polygon(SQUARE.exterior, [shapely.box(1.1, 1.1, 1.2, 1.2).exterior])
    touching = shapely.GeometryCollection([shapely.Point(0, 0), SQUARE])
    areas = {"a": shapely.MultiPolygon([pierced, crumb])}
    numbers, _ = share({**areas, "b": touching, "none": shapely.Polygon()}, UNIT)
    assert numbers == {"a": [[[0]]], "b": [[[0]]], "none": []}


def test_points_are_steps_from_the_corner_in_the_text():
    grid = Grid(100.0, 20.0, 0.5)
    numbers, borders = share({"a": shapely.box(101, 21, 102, 22)}, grid)
    text = topology_text({"layer": [area_record({"id": "a"}, numbers["a"])]}, borders, grid)
    content = json.loads(text)
    assert content["transform"] == {"scale": [0.5, 0.5], "translate": [100.0, 20.0]}
    assert content["objects"]["layer"]["geometries"][0]["id"] == "a"
    (arc,) = content["arcs"]
    assert arc[0] == [2, 2]
    assert [sum(steps) for steps in zip(*arc[1:], strict=True)] == [0, 0]
