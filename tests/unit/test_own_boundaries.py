"""A user's own outlines: read from every format, refused with every fault, nothing invented."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.errors import BoundaryError, Notice
from geo.sources.boundaries.datum import _to_gcj
from geo.sources.boundaries.own import own_plots
from geo.sources.places.view import load_register
from geo.sources.plans.outlines import OutlineFile, with_outlines
from tests.own_outlines import (
    SCIENCE_CITY,
    SOUND,
    XIJIANG,
    faults,
    frame,
    geojson,
    plan_folder,
    towns,
    zipped,
)

IDS = ["gz_bonded_zone", "gz_science_city", "zq_xijiang"]


def ids(path: Path, layer: str = "") -> list[str]:
    return [plot.id for plot in own_plots(path, load_register(), layer)]


def shifted(shape):
    return shapely.transform(shape, lambda points: np.array([_to_gcj(*p) for p in points]))


def test_every_format_gives_the_same_outlines(tmp_path):
    made = frame(SOUND)
    made.to_file(tmp_path / "a.gpkg", layer="x")
    made.to_crs(4547).to_file(tmp_path / "metres.gpkg", layer="x")
    made.to_crs(4526).to_file(tmp_path / "zone38.gpkg", layer="x")
    made.to_file(tmp_path / "a.shp", encoding="GB18030")
    paths = [geojson(tmp_path, *SOUND), *(tmp_path / n for n in ("a.gpkg", "a.shp"))]
    paths += [zipped(tmp_path / "a.shp"), tmp_path / "metres.gpkg", tmp_path / "zone38.gpkg"]
    read = [own_plots(path, load_register()) for path in paths]
    assert [[plot.id for plot in plots] for plots in read] == [IDS] * len(paths)
    assert len({plots.sha256 for plots in read}) == len(paths)
    corners = [[np.array(p.polygons[0][0]) for p in plots] for plots in read]
    for other in corners[1:]:
        for one, two in zip(corners[0], other, strict=True):
            assert np.abs(one - two).max() < 2e-6


@pytest.mark.parametrize("encoding", ["GB18030", "UTF-8"])
def test_chinese_names_of_a_shapefile_are_read_with_and_without_cpg(tmp_path, encoding):
    frame(SOUND[2:]).to_file(tmp_path / "a.shp", encoding=encoding)
    assert ids(tmp_path / "a.shp") == ["gz_bonded_zone"]
    (tmp_path / "a.cpg").unlink(missing_ok=True)
    assert ids(tmp_path / "a.shp") == ["gz_bonded_zone"]
    (tmp_path / "a.cpg").write_text("GBK" if encoding == "UTF-8" else "UTF-8")
    assert ids(tmp_path / "a.shp") == ["gz_bonded_zone"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(113.45, 113.48), st.floats(23.16, 23.19)), min_size=3, max_size=12)
)
def test_corners_come_back_as_written(tmp_path_factory, corners):
    shape = shapely.MultiPoint(corners).convex_hull
    if shape.geom_type != "Polygon" or shape.area < 1e-7:
        return
    path = geojson(tmp_path_factory.mktemp("own"), ({"id": "gz_science_city"}, shape))
    (plot,) = own_plots(path, load_register())
    read = shapely.Polygon(plot.polygons[0][0])
    assert read.hausdorff_distance(shape) < 1e-6


def test_a_declared_datum_is_converted_and_a_shifted_one_found(tmp_path):
    rows = towns()
    off = [(texts, shifted(shape)) for texts, shape in rows]
    (fault,) = faults(geojson(tmp_path, *off))
    assert "GCJ-02" in fault.en
    assert fault.nearest[0] == "GCJ-02"
    said = [({**texts, "coord_system": "gcj-02"}, shape) for texts, shape in off]
    plots = own_plots(geojson(tmp_path, *said), load_register())
    for (_, shape), plot in zip(sorted(rows, key=lambda r: r[0]["name"]), plots, strict=True):
        assert shapely.Polygon(plot.polygons[0][0]).hausdorff_distance(shape) < 3e-4
    fault = faults(geojson(tmp_path, ({**said[0][0], "coord_system": "GCJ"}, said[0][1])))[0]
    assert (fault.address, fault.nearest[0]) == ("own.geojson:1:coord_system", "GCJ-02")


def test_one_outline_across_a_border_is_only_said(tmp_path):
    with pytest.warns(Notice, match="beyond"):
        assert ids(geojson(tmp_path, ({"id": "gz_science_city"}, SCIENCE_CITY.buffer(0.05))))


BOW = shapely.Polygon([(113.45, 23.16), (113.48, 23.19), (113.48, 23.16), (113.45, 23.19)])
WRONG = {
    "invalid": ({"id": "gz_science_city"}, BOW, "面无效：自相交（113.465, 23.175）"),
    "line": (
        {"id": "gz_science_city"},
        shapely.LineString(SCIENCE_CITY.exterior),
        "应为面，不是 LineString",
    ),
    "empty": ({"id": "gz_science_city"}, shapely.Polygon(), "没有几何"),
    "swapped": (
        {"id": "gz_science_city"},
        shapely.transform(SCIENCE_CITY, lambda p: p[:, ::-1]),
        "经度和纬度写反了",
    ),
    "metres": ({"id": "gz_science_city"}, shapely.box(5e5, 2.5e6, 5.1e5, 2.6e6), "坐标像是米"),
    "away": ({"id": "gz_science_city"}, XIJIANG, "不在黄埔区（440112）内，而在肇庆市"),
    "abroad": ({"id": "gz_science_city"}, shapely.box(100.0, 10.0, 100.1, 10.1), "不在黄埔区"),
    "nobody": ({}, SCIENCE_CITY, "要有编号或名称"),
    "area": ({"name": "黄埔区"}, SCIENCE_CITY, "是行政区，边界已有"),
    "county": ({"name": "甲", "kind": "unit", "county": "黄浦区"}, SCIENCE_CITY, "不在广东"),
    "taken": ({"id": "440112", "kind": "unit"}, SCIENCE_CITY, "编号已属于一个地名"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_in_words(tmp_path, case):
    texts, shape, said = WRONG[case]
    (fault,) = faults(geojson(tmp_path, (texts, shape)))
    assert fault.zh.startswith(said)
    assert fault.address.startswith("own.geojson:1")


def test_unknown_ids_and_names_get_the_nearest(tmp_path):
    rows = [({"id": "gz_sience_city"}, SCIENCE_CITY), ({"name": "广州科学成"}, SCIENCE_CITY)]
    found = faults(geojson(tmp_path, *rows))
    assert [fault.address for fault in found] == ["own.geojson:1:id", "own.geojson:2:name"]
    assert [fault.nearest[0] for fault in found] == ["广州科学城（gz_science_city）"] * 2


def test_every_fault_of_a_file_at_once_with_layer_and_number(tmp_path):
    rows = [*SOUND, SOUND[0], ({"id": "gz_science_city"}, BOW), ({"id": "nope_nope"}, XIJIANG)]
    frame(tuple(rows)).to_file(tmp_path / "a.gpkg", layer="园区")
    found = faults(tmp_path / "a.gpkg")
    assert {fault.address for fault in found} == {
        "a.gpkg[园区]:4",
        "a.gpkg[园区]:5",
        "a.gpkg[园区]:6:id",
    }
    repeated = next(fault for fault in found if "重复" in fault.zh)
    assert repeated.value == "广州科学城（gz_science_city）"


def test_a_layer_is_chosen_and_none_is_guessed(tmp_path):
    path = tmp_path / "a.gpkg"
    for layer in ("parks", "roads"):
        frame(SOUND[:1]).to_file(path, layer=layer)
    assert faults(path)[0].nearest == ("parks", "roads")
    assert faults(path, "park")[0].nearest[0] == "parks"
    assert ids(path, "parks") == ["gz_science_city"]
    frame(SOUND).to_file(path, layer="boundaries")
    assert ids(path) == IDS


def test_files_that_are_none(tmp_path):
    made = frame(SOUND[:1])
    made.to_file(tmp_path / "bare.shp")
    (tmp_path / "bare.prj").unlink()
    made.to_file(tmp_path / "part.shp")
    (tmp_path / "part.dbf").unlink()
    (tmp_path / "not.gpkg").write_bytes(b"PK\x03\x04")
    (tmp_path / "cut.gpkg").write_bytes(b"SQLite format 3\0" + b"x" * 50)
    (tmp_path / "empty.geojson").write_bytes(b"")
    (tmp_path / "vrt.geojson").write_text("<OGRVRTDataSource/>")
    (tmp_path / "none.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04" + b"x" * 50)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.shp", "")
        archive.writestr("../b.shp", "")
    crs = {"type": "name", "properties": {"name": "EPSG:99999"}}
    (tmp_path / "crs.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [{}], "crs": crs})
    )
    (tmp_path / "link.shp").symlink_to(tmp_path / "bare.shp")
    said = {
        "bare.shp": "没有说明坐标系",
        "part.shp": "缺少同名的配套文件",
        "not.gpkg": "内容与后缀不符",
        "cut.gpkg": "文件损坏",
        "empty.geojson": "文件是空的",
        "vrt.geojson": "不是有效的 JSON",
        "none.geojson": "没有要素",
        "bad.zip": "压缩包损坏",
        "two.zip": "压缩包里有 2 个 .shp",
        "crs.geojson": "不认识的坐标系",
        "link.shp": "是链接",
        "gone.shp": "没有这个文件",
        "a.kml": "不是可读的边界格式",
    }
    found = {name: faults(tmp_path / name)[0].zh for name in said}
    assert [name for name, words in said.items() if not found[name].startswith(words)] == []
    for url in ("https://example.org/a.geojson", "/vsicurl/https://example.org/a.gpkg"):
        assert faults(Path(url))[0].zh.startswith("只读本机文件，不读网址")


def test_an_archive_that_swells_is_stopped(tmp_path, monkeypatch):
    frame(SOUND[:1]).to_file(tmp_path / "a.shp")
    with (tmp_path / "a.shp").open("r+b") as stream:
        stream.seek(0)
        head = stream.read(100)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", head + bytes(3_000_000))
        archive.writestr("a.shx", struct.pack(">i", 9994))
        archive.writestr("a.dbf", b"")
    monkeypatch.setattr("geo.sources.boundaries.own_archive.MAX_BYTES", 2_000_000)
    assert "解开后超过" in faults(tmp_path / "bomb.zip")[0].zh


def test_a_plan_is_mapped_with_its_own_file_and_the_option_goes_before_it(tmp_path):
    folder = plan_folder(tmp_path)
    assert not geo.load_plan(folder).plots
    geojson(folder, *SOUND, name="boundaries.geojson")
    assert [plot.id for plot in geo.load_plan(folder).plots] == IDS
    other = geojson(tmp_path, SOUND[0])
    with with_outlines(OutlineFile(other)):
        assert [plot.id for plot in geo.load_plan(folder).plots] == ["gz_science_city"]
    (folder / "boundaries.gpkg").write_bytes(b"x")
    with pytest.raises(BoundaryError, match=r"boundaries.gpkg.*只能有一个轮廓文件"):
        geo.load_plan(folder)


def test_a_park_without_a_point_stands_in_its_outline(tmp_path):
    folder = plan_folder(tmp_path)
    bare = geo.lay_out(geo.load_plan(folder)).scene(carriers=True)
    geojson(folder, *SOUND, name="boundaries.geojson")
    plan = geo.load_plan(folder)
    scene = geo.lay_out(plan).scene(carriers=True)
    park = next(s for s in scene.symbols if s.id == "zq_xijiang")
    assert XIJIANG.covers(shapely.Point(park.lon, park.lat))
    assert park.grade == "area"
    assert "zq_xijiang" not in {s.id for s in bare.symbols}
    assert {plot.id for plot in scene.plots} == set(IDS)
    assert scene.spec.boundaries == plan.plots.sha256
    assert "boundaries" not in bare.spec.to_json()
    assert "用户提供" in scene.credits.limits.zh
    assert "用户" not in bare.credits.limits.zh
