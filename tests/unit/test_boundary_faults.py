"""Broken, incomplete or shifted boundaries are refused, each with a sentence that says why."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from dataclasses import replace

import pytest
import shapely

from geo.ask.check import check_data
from geo.errors import BoundaryError, Notice
from geo.sources.boundaries.checks import check_boundaries, check_levels
from geo.sources.boundaries.country import FILE, FOLDER, load_country
from geo.sources.boundaries.datum import check_datum, read_probes
from geo.sources.boundaries.shapes import load_boundaries, read_detail
from geo.sources.places.view import load_register

PROBES = read_probes(FOLDER)
WHOLE = load_boundaries()


def with_shape(layer, code, shape):
    layers = {**WHOLE.layers, layer: {**WHOLE.layers[layer], code: shape}}
    return replace(WHOLE, layers=layers)


def faults_of(boundaries, *, full=False):
    with pytest.raises(BoundaryError) as caught:
        check_boundaries(boundaries, load_register(), full=full)
    return caught.value.faults


def probe_faults(boundaries):
    with pytest.raises(BoundaryError) as caught:
        check_datum(PROBES, boundaries.shape)
    return caught.value.faults


def gcj02(points):
    """The public formula of the shifted datum, WGS 84 degrees in and GCJ-02 degrees out."""
    return [_gcj02(lon, lat) for lon, lat in points]


def _gcj02(lon, lat):
    axis, eccentricity = 6378245.0, 0.00669342162296594323
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    waves = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    phi = math.radians(lat)
    magic = 1 - eccentricity * math.sin(phi) ** 2
    north *= 180 / (axis * (1 - eccentricity) / (magic * math.sqrt(magic)) * math.pi)
    east *= 180 / (axis / math.sqrt(magic) * math.cos(phi) * math.pi)
    return lon + east, lat + north


def moved(shape, move):
    return shapely.transform(shape, lambda points: [list(p) for p in move(points)])


def test_the_committed_layers_pass_every_check():
    check_boundaries(WHOLE, load_register(), full=True)
    check_datum(PROBES, WHOLE.shape)


def test_the_formula_shifts_hong_kong_as_published():
    lon, lat = _gcj02(114.17, 22.32)
    assert (lon - 114.17) * 111320 * math.cos(math.radians(22.32)) == pytest.approx(511, abs=15)
    assert (lat - 22.32) * 110750 == pytest.approx(-304, abs=15)


def test_a_gcj02_layer_is_refused_by_its_datum():
    layers = {
        name: {code: moved(shape, gcj02) for code, shape in shapes.items()}
        for name, shapes in WHOLE.layers.items()
    }
    (fault,) = probe_faults(replace(WHOLE, layers=layers))
    assert "GCJ-02" in fault.zh
    assert "GCJ-02" in fault.en


def test_gcj02_fails_nearly_every_border_probe():
    border = [probe for probe in PROBES if probe.kind == "border"]
    shifted = {code: moved(s, gcj02) for code, s in WHOLE.layers["prefectures"].items()}
    outside = [p for p in border if not shifted[p.adcode].covers(shapely.Point(p.lon, p.lat))]
    assert len(outside) >= 0.9 * len(border)


def test_a_missing_county_is_named():
    counties = {c: s for c, s in WHOLE.layers["counties"].items() if c != "440112"}
    layers = {**WHOLE.layers, "counties": counties}
    (fault,) = faults_of(replace(WHOLE, layers=layers))
    assert (fault.address, fault.value) == ("counties", "440112 黄埔区")
    assert "missing" in fault.en


def test_a_foreign_area_is_named():
    (fault,) = faults_of(with_shape("counties", "440199", shapely.box(113, 23, 113.1, 23.1)))
    assert fault.value == "440199"


def test_a_bow_tie_is_called_invalid_with_its_reason():
    bow_tie = shapely.Polygon([(113, 23), (114, 24), (114, 23), (113, 24)])
    (fault,) = faults_of(with_shape("prefectures", "440100", bow_tie))
    assert "Self-intersection" in fault.value
    assert "440100 广州市" in fault.zh
    with pytest.raises(BoundaryError, match="440100 广州市"):
        check_levels({"prefecture": {"440100": bow_tie}}, WHOLE.names)


def test_a_line_in_an_area_layer_is_refused():
    (fault,) = faults_of(with_shape("sars", "810000", shapely.LineString([(114, 22), (114.1, 22)])))
    assert fault.value == "LineString"


def test_metres_are_not_degrees():
    far = shapely.box(500_000, 2_500_000, 600_000, 2_600_000)
    (fault,) = faults_of(with_shape("sars", "810000", far))
    assert "degrees" in fault.en


def test_a_wrong_name_and_a_wrong_parent_are_named():
    names = {**WHOLE.names, "440112": "黄浦区"}
    parents = {**WHOLE.parents, "440112": "440300"}
    faults = faults_of(replace(WHOLE, names=names, parents=parents))
    assert {(f.value, f.nearest) for f in faults} == {
        ("440112 黄浦区", ("440112 黄埔区",)),
        ("440300", ("440100",)),
    }


def test_overlapping_areas_are_both_named():
    grown = WHOLE.layers["counties"]["440112"].buffer(0.01)
    faults = faults_of(with_shape("counties", "440112", grown), full=True)
    overlap = next(fault for fault in faults if "overlap" in fault.en)
    assert "440112 黄埔区" in overlap.value
    assert any("440100" in fault.en for fault in faults), "no longer dissolves to Guangzhou"


def test_a_lost_island_breaks_the_dissolve_and_its_probe():
    parts = shapely.get_parts(WHOLE.layers["counties"]["440305"])
    mainland = max(parts, key=lambda part: part.area)
    broken = with_shape("counties", "440305", mainland)
    assert [fault.value for fault in probe_faults(broken)] == ["内伶仃岛"]
    assert any("440300 深圳市" in fault.zh for fault in faults_of(broken, full=True))


def test_a_prefecture_beyond_its_province_is_told():
    grown = WHOLE.layers["prefectures"]["441500"].union(shapely.box(118, 21, 118.1, 21.1))
    faults = faults_of(with_shape("prefectures", "441500", grown), full=True)
    assert any("440000 广东省" in fault.zh for fault in faults)


def test_without_probes_nothing_is_trusted():
    with pytest.raises(BoundaryError, match="no probe points"):
        check_datum((), WHOLE.shape)


# --- files ----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "boundaries"
    shutil.copytree(WHOLE.folder / "detail", copy / "detail")
    return copy


def change(folder, name, edit):
    path = folder / "detail" / name
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content["features"])
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def file_faults(folder):
    with pytest.raises(BoundaryError) as caught:
        read_detail(replace(WHOLE, folder=folder))
    return {fault.address: fault for fault in caught.value.faults}


def test_a_duplicate_code_is_named_with_its_line(folder):
    change(folder, "counties.geojson", lambda rows: rows.append(rows[0]))
    assert "twice" in file_faults(folder)["counties.geojson:126:adcode"].en


def test_a_number_is_not_a_code(folder):
    change(folder, "sars.geojson", lambda rows: rows[0]["properties"].update(adcode=810000))
    assert "code is text" in file_faults(folder)["sars.geojson:2:adcode"].en


@pytest.mark.parametrize("geometry", [None, {"type": "Polygon", "coordinates": [[[1, 2], "x"]]}])
def test_a_geometry_that_cannot_be_read_is_named(folder, geometry):
    change(folder, "sars.geojson", lambda rows: rows[1].update(geometry=geometry))
    assert "cannot be read" in file_faults(folder)["sars.geojson:3"].en


def test_an_altered_file_is_named(folder):
    change(folder, "sars.geojson", lambda rows: None)
    assert "hash differs" in file_faults(folder)["sars.geojson"].en


def test_missing_and_foreign_files_are_told_at_once(folder):
    (folder / "detail" / "sars.geojson").unlink()
    (folder / "detail" / "counties.geojson").write_bytes(b"\x81\xff")
    deep = "[" * 20_000 + "]" * 20_000
    path = folder / "detail" / "neighbours.geojson"
    path.write_text(f'{{"features": {deep}}}', encoding="utf-8")
    with pytest.raises(BoundaryError) as caught:
        read_detail(replace(WHOLE, folder=folder))
    faults = {(fault.address, fault.en) for fault in caught.value.faults}
    assert {"sars.geojson", "counties.geojson"} <= {at for at, _ in faults}
    assert ("neighbours.geojson", "nested too deeply") in faults


def test_features_that_are_none_are_told_apart(folder):
    content = '{"features": [7, [], {"properties": [], "geometry": {"coordinates": "x"}}]}'
    (folder / "detail" / "sars.geojson").write_text(content, encoding="utf-8")
    faults = file_faults(folder)
    assert {f"sars.geojson:{n}" for n in (2, 3, 4)} <= set(faults)


def test_a_list_is_no_collection(folder):
    (folder / "detail" / "sars.geojson").write_text("[]", encoding="utf-8")
    with pytest.raises(BoundaryError, match="is not a GeoJSON collection"):
        read_detail(replace(WHOLE, folder=folder))


def test_another_encoding_of_a_layer_is_read_and_said(folder):
    path = folder / "detail" / "sars.geojson"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.warns(Notice, match=r"sars\.geojson: .* / read as UTF-16"):
        assert set(file_faults(folder)) == {"sars.geojson"}  # but its hash is another


# --- the country ----------------------------------------------------------------------------


def test_an_altered_country_is_refused(tmp_path):
    copy = tmp_path / "china"
    shutil.copytree(FOLDER, copy)
    text = (copy / FILE).read_text("utf-8").replace("[", "[ ", 1)
    (copy / FILE).write_text(text, "utf-8")
    with pytest.raises(BoundaryError, match="hash differs"):
        load_country(copy)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(None, "record is missing"), ("= 1", "not valid TOML"), ('package = "x"', "entry is missing")],
)
def test_an_origin_record_is_due(tmp_path, text, sentence):
    if text is not None:
        (tmp_path / "origin.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError, match=sentence):
        load_country(tmp_path)


@pytest.mark.slow
def test_boundaries_that_are_not_the_packaged_ones_are_proved(tmp_path):
    copy = tmp_path / "china"
    shutil.copytree(FOLDER, copy)
    packaged = (copy / FILE).read_bytes()
    wrong = packaged.replace(b"[[-5507,5509,5510,5511,5512]]", b"[[-5504,5505,5506,5507]]")
    (copy / FILE).write_bytes(wrong)
    record = copy / "origin.toml"
    told, due = (hashlib.sha256(data).hexdigest() for data in (packaged, wrong))
    record.write_text(record.read_text("utf-8").replace(told, due), "utf-8")
    with pytest.raises(BoundaryError, match="440306"):
        check_data(copy)
