"""Labels of the web map: all there, none on another, inside the frame, off the reefs."""

from __future__ import annotations

from itertools import combinations

import pytest
import shapely

from geo.render.web.area_raster import AreaRaster
from geo.render.web.labels import LANGS, ZOOMS, place_labels
from geo.render.web.shared import label_tables, targets
from geo.render.web.texts import Target, box_size, project
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.register import load_register
from geo.sources.territory import load_territory

TERRITORY = load_territory()
HOME, GROUND = TERRITORY.web.home, TERRITORY.web.ground
ROWS = [(lang, row) for lang in LANGS for row in range(len(ZOOMS))]


@pytest.fixture(scope="module")
def world():
    boundaries, register = load_boundaries(), load_register()
    return targets(boundaries, register), label_tables(boundaries, register)


def boxes(world, lang, row):
    wanted, tables = world
    zoom, found = ZOOMS[row], {}
    for target, place in zip(wanted, tables[lang][row], strict=True):
        if place is not None:
            x, y = project(*target.anchor, zoom)
            w, h = box_size(target, lang, zoom)
            centre = (x + place[0], y + place[1])
            found[target.key] = shapely.box(
                centre[0] - w / 2, centre[1] - h / 2, centre[0] + w / 2, centre[1] + h / 2
            )
    return found


def test_every_city_is_labelled_and_no_label_lies_on_another(world):
    needed = {target.key for target in world[0] if not target.optional}
    assert len([key for key in needed if key.startswith("44")]) == 21
    assert {"810000", "820000", "dongsha"} <= needed
    for lang, row in ROWS:
        found = boxes(world, lang, row)
        assert needed <= set(found), (lang, row)
        assert [
            (lang, row, a, b)
            for a, b in combinations(found, 2)
            if found[a].intersection(found[b]).area > 0
        ] == []


def test_no_label_leaves_the_frame_or_covers_the_reefs(world):
    for lang, row in ROWS:
        zoom = ZOOMS[row]
        west, north = project(HOME.west, HOME.north, zoom)
        east, south = project(HOME.east, HOME.south, zoom)
        edge = 7 if zoom > 5.5 else 23
        frame = shapely.box(west - edge, north - edge, east + edge, south + edge)
        clear = [at for reefs in TERRITORY.reefs for at in reefs.clear]
        reefs = [shapely.Point(project(*at, zoom)) for at in clear]
        for key, box in boxes(world, lang, row).items():
            assert frame.contains(box), (lang, row, key)
            assert not any(box.contains(reef) for reef in reefs), (lang, row, key)


def test_the_regions_have_their_full_names(world):
    texts = {t["key"]: t["text"] for t in world[1]["targets"]}
    assert texts["810000"][0] == "香港特别行政区"
    assert texts["820000"][0] == "澳门特别行政区"


def test_a_label_without_room_is_left_out_only_if_it_may_be():
    ground = AreaRaster({"1": shapely.box(113.0, 22.0, 113.2, 22.2)}, GROUND, 1)
    near = [Target(str(i), "area", "很长的名字" * 9, "x", (113.5, 23.0)) for i in range(9)]
    spare = Target("spare", "province", "很长的名字" * 9, "x", (113.5, 23.0), optional=True)
    placed = place_labels([*near, spare], ground, 5.5, "zh", TERRITORY)
    assert set(placed) == {target.key for target in near}


def test_two_labels_of_one_point_part():
    ground = AreaRaster({"1": shapely.box(113.0, 22.0, 115.0, 24.0)}, GROUND, 1)
    pair = [Target(key, "area", "广州", "Guangzhou", (114.0, 23.0), "1") for key in "ab"]
    a, b = place_labels(pair, ground, 7.0, "zh", TERRITORY).values()
    assert abs(a.dx - b.dx) > 20 or abs(a.dy - b.dy) > 12
