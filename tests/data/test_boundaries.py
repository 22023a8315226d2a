"""The layers of the territory are whole, in their place, as they were; so are its web shapes."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from pathlib import Path

import pytest
import shapely

from geo.sources.boundaries.country import FOLDER
from geo.sources.boundaries.datum import read_probes
from geo.sources.boundaries.model import AREA_LAYERS, LINE_LAYER
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.boundaries.topology import web_topology
from geo.sources.places.view import load_register

# Of the well-known binaries in order of the codes, as the layers were when each had a file.
LAYER_HASHES = {
    "prefectures": "20f0ca95f724798e",
    "counties": "2fbc81a0d15b72bf",
    "province": "2eb0489aa26aed74",
    "sars": "ec2a7f2086c0668b",
    "neighbours": "b70c6f50dcca604f",
    "lines": "46b65a906f70dc3b",
}
REEFS_SOUTH_OF = 21.5
# Share by which a polygon may differ from the yearbook: the coast is generalised, inland is not.
COASTAL, INLAND = 0.055, 0.006
INLAND_CITIES = {"440200", "440600", "441200", "441400", "441600", "441800", "445300", "441900"}


def reference_folder() -> Path:
    """The outside checks, which are not part of the product; a plain skip where they are absent."""
    default = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("GEO_REFERENCE", default)) / "reference" / "boundaries"
    if not folder.is_dir():
        pytest.skip(f"outside checks not at hand: {folder.name} (set GEO_REFERENCE)")
    return folder


def reference_rows(name):
    with (reference_folder() / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries(full=True)


def test_layers_hold_every_area_once(boundaries):
    counts = {name: len(shapes) for name, shapes in boundaries.layers.items()}
    assert counts == {
        "prefectures": 21,
        "counties": 124,
        "province": 1,
        "sars": 2,
        "neighbours": 5,
        "lines": 3,
    }
    assert list(boundaries.layers["neighbours"]) == [
        "350000",
        "360000",
        "430000",
        "450000",
        "460000",
    ]
    assert {c for c in boundaries.layers["counties"] if c in boundaries.layers["prefectures"]} == {
        "441900",
        "442000",
    }


@pytest.mark.parametrize("layer", [*AREA_LAYERS, LINE_LAYER])
def test_no_point_of_a_layer_has_moved(boundaries, layer):
    binaries = b"".join(shape.wkb for shape in boundaries.layers[layer].values())
    assert hashlib.sha256(binaries).hexdigest()[:16] == LAYER_HASHES[layer]


def test_shells_are_counter_clockwise_and_holes_clockwise(boundaries):
    for layer in ("prefectures", "counties", "province", "sars", "neighbours"):
        for code, area in boundaries.layers[layer].items():
            for part in shapely.get_parts(area):
                assert part.exterior.is_ccw, code
                assert not any(hole.is_ccw for hole in part.interiors), code


def test_county_table_of_the_reference_is_ours():
    register = load_register()
    ours = {
        a.adcode: (a.name_zh, register.host_prefecture(a.adcode)) for a in register.areas("county")
    }
    theirs = {
        r["adcode"]: (r["name"], r["city_adcode"]) for r in reference_rows("county_units_2025.csv")
    }
    assert ours == theirs


def test_areas_agree_with_the_yearbook(boundaries):
    geod = pytest.importorskip("pyproj").Geod(ellps="GRS80")
    mainland = shapely.box(100, REEFS_SOUTH_OF, 120, 30)
    for row in reference_rows("official_area_km2.csv"):
        polygon = boundaries.layers["prefectures"][row["adcode"]]
        if row["adcode"] == "441500":  # the yearbook does not count the Dongsha reefs
            polygon = polygon.intersection(mainland)
        area = abs(geod.geometry_area_perimeter(polygon)[0]) / 1e6
        allowed = INLAND if row["adcode"] in INLAND_CITIES else COASTAL
        assert area == pytest.approx(float(row["official_area_km2"]), rel=allowed), row["name"]


def test_reference_points_lie_in_their_prefectures(boundaries):
    for row in reference_rows("probe_points_basic.csv"):
        point = shapely.Point(float(row["lon_wgs84"]), float(row["lat_wgs84"]))
        assert boundaries.layers["prefectures"][row["adcode"]].covers(point), row["name"]


def test_probes_cover_every_prefecture_and_the_islands():
    probes = read_probes(FOLDER)
    seats = {p.adcode for p in probes if p.kind == "seat"}
    assert seats == {a.adcode for a in load_register().areas("prefecture")}
    assert len([p for p in probes if p.kind == "border"]) >= 20
    assert {"内伶仃岛", "东沙岛", "海陵岛闸坡"} <= {p.name for p in probes}


# --- the web file ---------------------------------------------------------------------------


def decode_topology(boundaries):
    content = json.loads(web_topology(boundaries))
    (sx, sy), (tx, ty) = content["transform"]["scale"], content["transform"]["translate"]
    arcs = []
    for arc in content["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(numbers):
        chain = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return chain[0] + [point for part in chain[1:] for point in part[1:]]

    def polygon(rings):
        return shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    return content, {
        name: {
            g["id"]: polygon(g["arcs"])
            if g["type"] == "Polygon"
            else shapely.MultiPolygon([polygon(part) for part in g["arcs"]])
            for g in layer["geometries"]
        }
        for name, layer in content["objects"].items()
    }


def parts_and_holes(area):
    parts = shapely.get_parts(area)
    return len(parts), sum(len(part.interiors) for part in parts)


def test_web_file_loses_no_part_and_moves_no_border(boundaries):
    content, layers = decode_topology(boundaries)
    frame = shapely.box(*content["frame"])
    step = max(content["transform"]["scale"])
    assert set(layers) == {"prefectures", "counties", "province", "sars", "neighbours"}
    for name, areas in layers.items():
        exact = dict(boundaries.layers[name])
        if name == "neighbours":
            exact = {code: area.intersection(frame) for code, area in exact.items()}
        assert list(areas) == list(exact)
        for code, area in areas.items():
            assert parts_and_holes(area) == parts_and_holes(exact[code]), code
            assert area.is_valid, code
            assert all(part.exterior.is_ccw for part in shapely.get_parts(area)), code
            assert shapely.hausdorff_distance(area, exact[code]) <= step, code


def test_web_file_is_one_coverage(boundaries):
    _, layers = decode_topology(boundaries)
    assert shapely.coverage_is_valid(list(layers["counties"].values()))
    land = [a for name in ("prefectures", "sars", "neighbours") for a in layers[name].values()]
    assert shapely.coverage_is_valid(land)


def test_web_file_names_its_areas_and_shows_no_whole_hainan(boundaries):
    content, _ = decode_topology(boundaries)
    for layer in content["objects"].values():
        for geometry in layer["geometries"]:
            assert geometry["properties"]["adcode"] == geometry["id"]
            assert geometry["properties"]["name"] == boundaries.names[geometry["id"]]
    island = max(
        shapely.get_parts(boundaries.layers["neighbours"]["460000"]), key=lambda part: part.area
    )
    assert island.bounds[1] < content["frame"][1], "the whole island would need its own inset"


def test_web_file_is_small_and_the_same_each_time(boundaries):
    brotli = pytest.importorskip("brotli")
    text = web_topology(boundaries)
    assert text == web_topology(load_boundaries())
    assert len(brotli.compress(text.encode(), quality=11)) < 60_000


def test_dongsha_is_there_and_belongs_to_lufeng(boundaries):
    reefs = boundaries.layers["counties"]["441581"].intersection(
        shapely.box(115.8, 20.4, 117.1, 21.2)
    )
    assert len(shapely.get_parts(reefs)) == 5
