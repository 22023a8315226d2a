"""Seats of government: registered inside their areas, and where symbols and corridors stand."""

from __future__ import annotations

import csv
import math
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import shapely

from geo import lay_out, load_plan
from geo.domain.places import GRADES, Area, Hub
from geo.domain.structure import Element, Member
from geo.errors import RegisterError
from geo.scene.scene import Scene
from geo.scene.symbol_points import standing_of
from geo.sheet.arrange import arrange
from geo.sheet.page import PageChoice
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.paths import data_dir
from geo.sources.places.register import Register
from geo.sources.places.view import load_register
from tests.sweeps import sweep

REGISTER, BOUNDARIES = load_register(), load_boundaries()
TABLE = data_dir() / "places" / "seats.csv"


@cache
def seats() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return {row["adcode"]: row for row in csv.DictReader(file)}


def at(adcode: str) -> tuple[float, float]:
    return float(seats()[adcode]["lon"]), float(seats()[adcode]["lat"])


@cache
def structure_of(key: str) -> Scene:
    return lay_out(load_plan(key)).scene(structure=True)


def standing(place: str, kind: str, role: str = "", register: Register = REGISTER):
    member = Member(1, place, place, role=role)
    return standing_of(register, Element("one", kind, "一", (member,), "一"), member, {})


def test_every_prefecture_and_county_has_a_seat_inside_it():
    areas = {a.adcode for level in ("prefecture", "county") for a in REGISTER.areas(level)}
    own = {code for code in areas if code.startswith("44")}
    assert len(own) == 21 + 122
    ours = own | {"810000", "820000"}
    assert ours <= set(seats())
    outside = [c for c in ours if not BOUNDARIES.shape(c).contains(shapely.Point(at(c)))]
    assert outside == []


def test_every_seat_says_whose_point_it_is_how_sure_and_how_it_was_matched():
    for adcode, row in seats().items():
        assert row["grade"] in GRADES, adcode
        assert row["source"].split()[0] in ("GeoNames", "Rh-s-PyTool"), adcode
        assert row["note"], adcode
        most = 6000 if adcode.startswith("44") else 15_000  # a person has looked at ours
        assert 2000 <= int(row["radius_m"]) <= most, adcode
        assert all(len(row[axis].partition(".")[2]) <= 5 for axis in ("lon", "lat")), adcode


@pytest.mark.parametrize(
    ("adcode", "place", "km"),
    [
        ("440100", (113.259, 23.132), 2.0),  # 越秀区府前路
        ("440300", (114.055, 22.544), 2.5),  # 福田区福中三路
        ("441200", (112.461, 23.049), 1.0),  # 端州区城中路
    ],
)
def test_known_seats_are_near(adcode, place, km):
    lon, lat = at(adcode)
    east = (lon - place[0]) * math.cos(math.radians(lat))
    assert math.hypot(east, lat - place[1]) * 111.2 <= km


def test_faults_of_the_table_are_told_at_their_cells(tmp_path: Path):
    folder = tmp_path / "places"
    shutil.copytree(TABLE.parent, folder)
    text = (folder / "seats.csv").read_text("utf-8")
    text = text.replace("440300,", "449999,", 1).replace("440103,", "440100,", 1)
    text = text.replace(",published,", ",guessed,", 1)
    (folder / "seats.csv").write_text(text, "utf-8")
    with pytest.raises(RegisterError) as caught:
        load_register(folder=folder)
    told = {(f.address.rpartition("/")[2].partition(":")[0], f.en) for f in caught.value.faults}
    assert told == {
        ("seats.csv", "no such id in the register"),
        ("seats.csv", "this area has a seat already"),
        ("seats.csv", "not a valid value"),
    }


@pytest.mark.parametrize("key", ["future2024", "space2024", "photonics2024", "modern2025"])
def test_symbols_of_areas_stand_at_their_seats(key):
    found = [s for s in structure_of(key).symbols if s.id.partition(":")[2] in seats()]
    assert found
    for symbol in found:
        assert (symbol.lon, symbol.lat) == at(symbol.id.partition(":")[2]), symbol.id


def test_districts_stand_at_their_own_seats():
    for key in ("biomed2024", "gz_dualchain2022"):
        found = {s.id.partition(":")[2]: s for s in structure_of(key).symbols}
        for code in {"440112", "440310", "440607", "440115"} & set(found):
            assert (found[code].lon, found[code].lat) == at(code)
    assert "440115" in found


@pytest.mark.parametrize(("key", "paper"), sweep([["future2024", "A3"], ["space2024", "A4"]], {1}))
def test_on_paper_a_core_stands_on_its_seat(key, paper):
    layout = lay_out(load_plan(key))
    sheet = arrange(layout.scene(structure=True), BOUNDARIES, PageChoice(paper))
    views = {view.role: view for view in sheet.views}
    cores = [s for s in sheet.symbols if s.symbol.kind == "core"]
    assert {s.symbol.id.partition(":")[2] for s in cores} == {"440100", "440300"}
    for placed in cores:
        seat = views[placed.view].page(*at(placed.symbol.id.partition(":")[2]))
        assert (placed.x, placed.y) == pytest.approx(seat, abs=1e-9)


def test_corridors_pass_through_the_seats_of_their_cities():
    plan = load_plan("future2024")
    bands = {band.id: band for band in structure_of("future2024").bands}
    for element in plan.structure.of_kind("corridor"):
        *cities, beyond = [m.place_id for m in element.members if m.place_id in seats()]
        assert len(cities) == 2
        course = bands[element.id].points
        found = [course.index(at(code)) for code in cities]
        assert found == sorted(found)
        assert found[0] == 0
        assert beyond in ("810000", "820000")
        assert BOUNDARIES.shape(beyond).contains(shapely.Point(course[-1]))


def test_a_base_of_which_only_the_city_is_known_is_open_and_said_so():
    scene = structure_of("modern2025")
    bases = [s for s in scene.symbols if s.kind == "base"]
    assert {s.grade for s in bases} == {"city"}
    entries = {e.key: e for block in scene.legend for e in block.entries}
    entry = entries["symbol:base:city"]
    assert entry.label.zh == "五大炼化一体化基地（仅知所在市）"
    assert entry.label.en.endswith("(only the city is known)")
    assert entry.symbol is not None
    (outer,) = entry.symbol.drawing.strokes
    assert outer.fill == "#ffffff"
    assert entries["symbol:other:city"].label.zh == "海上风电产业基地（仅知所在市）"


@pytest.mark.parametrize(
    ("place", "kind", "role", "grade"),
    [
        ("440100", "core", "核心", "seat"),
        ("440100", "base", "", "city"),
        ("440100", "other", "制造基地", "city"),
        ("440115", "base", "", "county"),
        ("441900", "base", "", "city"),
        ("gz_bio_island", "base", "", "address"),
        ("gz_bonded_zone", "node", "", "county"),
        ("z_gz_hightech", "core", "", "city"),
    ],
)
def test_what_is_known_of_a_place_decides_how_it_stands(place, kind, role, grade):
    found = standing(place, kind, role)
    assert found is not None
    assert found.grade == grade
    assert found.located == (grade not in ("city", "county"))


def test_a_base_without_a_registered_point_stands_open_at_the_seat_of_its_city():
    hub = next(p for p in REGISTER.places.values() if isinstance(p, Hub) and not p.plotted)
    found = standing(hub.id, "base")
    assert found is not None
    assert found.grade in ("city", "county")
    assert (found.lon, found.lat) == at(hub.county or hub.prefecture)


def test_an_area_without_a_seat_stands_at_its_label_point_as_an_area():
    bare = replace(REGISTER, seats={})
    area = bare.place("440100")
    assert isinstance(area, Area)
    member = Member(1, "广州", "440100")
    element = Element("one", "core", "一", (member,), "一")
    found = standing_of(bare, element, member, {"440100": (113.5, 23.3)})
    assert found is not None
    assert (found.lon, found.lat, found.grade) == (113.5, 23.3, "area")
    assert standing_of(bare, element, member, {}) is None


def test_the_line_of_the_base_map_names_whose_seats_they_are():
    base = structure_of("space2024").credits.base
    assert "GeoNames（CC BY 4.0）" in base.zh
    assert "GeoNames (CC BY 4.0)" in base.en
