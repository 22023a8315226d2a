"""The committed register: whole, unambiguous, and every point where it says it is."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import shapely

from geo.domain.places import Area, Hub, Region, Zone
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.paths import data_dir
from geo.sources.places.register import normalise_key
from geo.sources.places.tables import COLUMNS
from geo.sources.places.view import load_register, packaged_tables, proved_places, tables_digest
from geo.sources.tables.folder import read_tables
from geo.sources.texts.paragraphs import normalise

FOLDER = data_dir() / "places"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def register():
    return load_register()


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries()


def of_kind(register, kind):
    return [place for place in register.places.values() if isinstance(place, kind)]


def raw(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_packaged_tables_say_what_a_careful_reading_says():
    names = [name for name in COLUMNS if name not in ("areas", "seats")]
    careful = read_tables(FOLDER, {name: COLUMNS[name] for name in names})
    assert not careful.faults
    quick = packaged_tables()
    for name in names:
        for read, row in zip(quick.rows(name), careful.rows(name), strict=True):
            assert (read.address, read.cells) == (row.address, row.cells)


def test_the_record_is_of_the_tables_as_a_careful_reading_finds_them():
    proved = tomllib.loads((FOLDER / "origin.toml").read_text("utf-8"))["proved"]
    found = len(load_register(folder=FOLDER).places)
    assert proved == {"tables_sha256": tables_digest(FOLDER), "places": found}


@pytest.mark.parametrize("table", [*COLUMNS, "variants"])
def test_a_change_of_any_table_is_noticed(tmp_path, table):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "places"))
    assert proved_places(folder)
    (path,) = folder.glob(f"{table}.*")
    path.write_bytes(path.read_bytes() + b"\n")
    assert not proved_places(folder)


def test_register_counts(register):
    levels = [area.level for area in of_kind(register, Area)]
    assert {level: levels.count(level) for level in set(levels)} == {
        "province": 6,
        "prefecture": 21,
        "county": 122,
        "sar": 2,
    }
    assert len(register.areas("county")) == 124


def test_counties_are_of_the_four_kinds(register):
    kinds = {"区": 0, "市": 0, "自治县": 0, "县": 0}
    for area in of_kind(register, Area):
        if area.level == "county":
            kinds[
                next(kind for kind in ("自治县", "区", "市", "县") if area.name_zh.endswith(kind))
            ] += 1
    assert kinds == {"区": 65, "市": 20, "自治县": 3, "县": 34}


def test_ids_are_unique_over_all_tables():
    ids = [row[key] for name, key in KEYS.items() for row in raw(name)]
    assert len(ids) == len(set(ids))


KEYS = {
    "areas.csv": "adcode",
    "regions.csv": "region_id",
    "zones.csv": "zone_id",
    "gazetteer.csv": "id",
    "outside.csv": "id",
}


def test_a_name_belongs_to_one_place_or_to_a_zone_and_its_own_hub(register):
    owners: dict[str, set[str]] = {}
    twins = {(row["zone_id"], row["hub"]) for row in raw("zones.csv") if row["hub"]}
    for table, key in KEYS.items():
        for row in (row for row in raw(table) if row[key] in register.places):
            names = [row["name_zh"], row["name_en"], row["name_hant"], *row["aliases"].split(";")]
            for name in filter(None, [*names, row.get("short_zh")]):
                owners.setdefault(normalise_key(name), set()).add(row[key])
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    assert shared, "the twins share names, or this test sees nothing"
    for name, ids in shared.items():
        assert tuple(sorted(ids, key=lambda i: not i.startswith("z_"))) in twins, name


def test_every_plotted_point_lies_in_its_county(register, boundaries):
    plotted = [hub for hub in of_kind(register, Hub) if hub.plotted]
    listed = {hub.id for hub in of_kind(register, Hub)} - {hub.id for hub in plotted}
    assert listed == {"zq_xijiang", "gz_aircas_gd", "gz_cid", "gz_h2_park"}
    for hub in plotted:
        county = boundaries.layers["counties"][hub.county]
        assert county.covers(shapely.Point(hub.lon, hub.lat)), hub.id
        assert register.host_prefecture(hub.county) == hub.prefecture, hub.id
        assert hub.radius_m > 0, hub.id
        assert hub.source, hub.id


def test_the_unlocated_park_is_listed_and_has_no_point(register):
    hub = register.place("zq_xijiang")
    assert (hub.plotted, hub.lon, hub.lat, hub.radius_m, hub.county) == (False, *[None] * 3, "")
    assert register.host_prefecture("zq_xijiang") == "441200"


def test_zones_lie_in_the_counties_they_name(register, boundaries):
    for zone in of_kind(register, Zone):
        for code in zone.counties:
            assert register.host_prefecture(code) == zone.prefecture, zone.id
        if zone.hub:
            hub = register.place(zone.hub)
            assert hub.county in zone.counties, zone.id


def test_regions_have_the_members_of_common_usage(register):
    regions = {region.id: region for region in of_kind(register, Region)}
    prefectures = {area.adcode for area in register.areas("prefecture")}
    assert len(regions["prd"].members) == 9
    assert len(regions["east_west_north"].members) == 12
    assert set(regions["prd"].members) | set(regions["east_west_north"].members) == prefectures
    parts = [set(regions[key].members) for key in ("east", "west", "north")]
    assert set().union(*parts) == set(regions["east_west_north"].members)
    assert sum(map(len, parts)) == 12
    assert set(regions["gba"].members) == {*regions["prd"].members, "810000", "820000"}
    assert len(regions["coast"].members) == 14
    assert len(regions["ewn_counties"].members) == 12
    assert {r.id for r in regions.values() if r.basis == "stated"} == {"ewn_counties"}
    assert all(region.basis_note for region in regions.values())


def test_english_names_are_english_and_chinese_ones_chinese(register):
    for place in register.places.values():
        assert not HAN.search(place.name_en), place.id
        assert place.name_en[0].isupper(), place.id
        assert HAN.search(place.name_zh), place.id
        assert HAN.search(place.name_hant), place.id
        assert normalise(place.name_hant) == normalise(place.name_zh), place.id


def test_sources_are_written_for_readers():
    text = (FOLDER / "gazetteer.csv").read_text(encoding="utf-8").casefold()
    for words in ("registry", "second pass", "from memory"):
        assert words not in text


def test_both_web_copies_of_a_plan_become_equal(plans_texts):
    simplified = normalise((plans_texts / "future2024.txt").read_text(encoding="utf-8"))
    traditional = normalise((plans_texts / "future2024.trad.txt").read_text(encoding="utf-8"))
    assert len(traditional) > 10_000
    assert simplified.endswith(traditional)


def test_variants_are_single_characters_that_end_their_chain():
    rows = (FOLDER / "variants.tsv").read_text(encoding="utf-8").splitlines()[1:]
    table = dict(row.split("\t") for row in rows)
    assert len(table) == len(rows) > 4000
    assert all(len(old) == len(new) == 1 and old != new for old, new in table.items())
    assert not set(table.values()) & set(table)
    for old, new in zip("著産爲綫啓衆強幷掛臺鏈", "着产为线启众强并挂台链", strict=True):
        assert table[old] == new


def test_the_variants_are_rebuilt_to_the_byte(repo, tmp_path):
    pytest.importorskip("opencc")
    out = tmp_path / "variants.tsv"
    tool = repo / "tools" / "build_places.py"
    subprocess.run([sys.executable, str(tool), "--out", str(out)], check=True, capture_output=True)
    assert out.read_bytes() == (FOLDER / "variants.tsv").read_bytes()
