"""The finer borders: a coverage like the base, near it, small, on record, drawn in time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tomllib
from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.errors import BoundaryError
from geo.render.web.mercator import WebMercator
from geo.sheet.box import Box, View
from geo.sheet.ground import drawn, is_fine
from geo.sheet.projection import Albers
from geo.sources.boundaries.checks import check_boundaries
from geo.sources.boundaries.country import FOLDER
from geo.sources.boundaries.datum import check_datum, read_probes
from geo.sources.boundaries.shapes import detail_of, load_boundaries, read_detail
from geo.sources.places.view import load_register
from tests.data.test_boundaries import reference_folder

LARGEST, MOST_ERROR_M, MOST_BYTES = 20.0, 150, 2_000_000
FILES = ("counties", "sars", "neighbours")


@pytest.fixture(scope="module")
def base():
    return load_boundaries()


@pytest.fixture(scope="module")
def fine(base):
    return detail_of(base)


def metres(base, shape):
    return shapely.transform(shape, Albers.of(base.territory.projection).forward_points)


@pytest.mark.slow
def test_it_passes_every_check_of_a_base(base, fine):
    counts = {name: len(shapes) for name, shapes in fine.layers.items()}
    assert counts == {name: len(shapes) for name, shapes in base.layers.items()}
    check_boundaries(fine, load_register(), full=True)
    check_datum([p for p in read_probes(FOLDER) if p.kind != "border"], fine.shape)


def test_counties_sars_and_provinces_are_one_coverage(fine):
    land = [s for name in FILES for s in fine.layers[name].values()]
    assert shapely.coverage_is_valid(land)
    for sar, city in (("810000", "440300"), ("820000", "440400")):
        shared = fine.layers["sars"][sar].intersection(fine.layers["prefectures"][city])
        assert shared.area == 0
        assert shared.length > 0


@pytest.mark.slow
def test_its_borders_are_those_of_the_base_with_more_points(base, fine):
    inland = ("440200", "440600", "441200", "441400", "441600", "441800", "445300")
    for code in inland:
        one, other = (metres(base, b.layers["prefectures"][code]) for b in (base, fine))
        assert one.intersection(other).area / one.union(other).area > 0.97, code
        points = shapely.points(shapely.get_coordinates(one))
        away = shapely.distance(other.boundary, points)
        assert np.median(away) < 200, code
    more = [
        shapely.get_num_coordinates(list(b.layers["counties"].values())).sum() for b in (base, fine)
    ]
    assert more[1] > 3 * more[0]


def test_no_sea_is_added_and_no_seam_stands_where_it_is_cut(base, fine):
    folder = reference_folder()
    geopandas = pytest.importorskip("geopandas")
    land = geopandas.read_file(folder / "osm_land_guangdong.gpkg").geometry
    known = metres(base, shapely.union_all(land.to_list()))
    sea = [
        metres(base, b.layers["province"]["440000"]).difference(known).area / 1e6
        for b in (base, fine)
    ]
    assert sea[1] < sea[0] + 80  # small islands, which the base lacks or draws smaller
    holes = [h for p in shapely.get_parts(fine.layers["province"]["440000"]) for h in p.interiors]
    assert not [h for h in holes if metres(base, shapely.Polygon(h)).area < 1e5]


def test_reefs_are_those_of_the_base(base, fine):
    for b in (base, fine):
        reefs = b.layers["counties"]["441581"].intersection(shapely.box(115.8, 20.4, 117.1, 21.2))
        assert len(shapely.get_parts(reefs)) == 5


def test_the_record_states_origin_members_and_error(base, fine):
    record = tomllib.loads((fine.folder / "origin.toml").read_text("utf-8"))
    assert record["border_error_m"] <= MOST_ERROR_M
    assert "高德" in record["producer"]
    assert "coast" in record["coast_note"]
    assert all("/amap/" in name or "LICENSE" in name for name in record["members"])
    text = (fine.folder / fine.origin.licence_file).read_bytes()
    assert hashlib.sha256(text).hexdigest() in fine.origin.members.values()
    assert set(record["outputs"]) == {f"{name}.geojson" for name in FILES}
    size = sum(path.stat().st_size for path in fine.folder.iterdir())
    assert size <= MOST_BYTES


def test_coordinates_have_five_decimals(fine):
    for name in FILES:
        text = (fine.folder / f"{name}.geojson").read_text("utf-8")
        codes = [f["properties"]["adcode"] for f in json.loads(text)["features"]]
        assert codes == sorted(codes)
        assert max(len(d) for d in re.findall(r"\d+\.(\d+)", text)) == 5


def test_a_folder_without_it_draws_its_own_borders(base, tmp_path):
    own = replace(base, folder=tmp_path)
    assert read_detail(own) is own
    assert detail_of(own) is own


def test_an_altered_file_is_refused(base, tmp_path):
    shutil.copytree(base.folder, tmp_path / "b")
    path = tmp_path / "b" / "detail" / "sars.geojson"
    path.write_text(path.read_text("utf-8").replace("113.5", "113.6", 1), "utf-8")
    with pytest.raises(BoundaryError, match="校验和"):
        read_detail(replace(base, folder=tmp_path / "b"))


@pytest.mark.parametrize(("n", "more"), [(500_000, True), (505_000, False)])
def test_paper_shows_it_from_its_scale_on(base, n, more):
    projection = Albers.of(base.territory.projection)
    view = View("main", Box(0, 0, 100, 100), 0.0, 40_000.0, 1000 / n, projection)
    points = [
        shapely.get_num_coordinates(list(d.shapes["counties"].values())).sum()
        for d in (drawn(base, view), drawn(replace(base, folder=base.folder / "none"), view))
    ]
    assert bool(points[0] > 2 * points[1]) is more


def test_the_web_map_has_geometry_of_its_own(base):
    view = View("main", Box(0, 0, 100, 100), 0.0, 0.0, 1.0, WebMercator())
    assert not is_fine(base, view)
