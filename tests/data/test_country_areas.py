"""The areas of the country: whole, of one form, and English as a person has reviewed it."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import fields, replace

import build_areas
import pytest

from geo.domain.places import PEOPLES
from geo.sources.places.country import country_areas, seats_of
from geo.sources.places.names import normalise_key
from geo.sources.places.units import load_units

AREAS = country_areas()
with build_areas.TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = {line["adcode"]: build_areas.Row(**line) for line in csv.DictReader(file)}
with build_areas.EXCEPTIONS.open(encoding="utf-8", newline="") as file:
    REVIEWED = {line["adcode"]: line for line in csv.DictReader(file)}


def bare(row: build_areas.Row) -> build_areas.Row:
    """A row as the wheel has it."""
    return replace(row, short_zh="", name_en="", name_hant="", aliases="")


def test_there_are_34_provinces_and_all_that_lies_in_them():
    levels = Counter(level for area in AREAS.values() for level in area.levels)
    assert levels == {"province": 32, "sar": 2, "prefecture": 369, "county": 2849}
    both = {area.adcode for area in AREAS.values() if area.also_level == "county"}
    assert {"441900", "442000", "460400", "620200", "429004", "419001", "659012"} < both
    assert AREAS["110000"].levels == ("province", "prefecture")


def test_every_area_lies_in_one_of_a_higher_level_and_the_table_is_in_order():
    assert list(AREAS) == sorted(AREAS)
    rank = {"province": 0, "prefecture": 1, "county": 2}
    wrong = [
        area.adcode
        for area in AREAS.values()
        if area.parent and rank[AREAS[area.parent].level] >= rank[area.level]
    ]
    assert not wrong


def test_what_a_person_has_reviewed_is_what_the_table_has():
    assert len(REVIEWED) > 200
    for code, told in REVIEWED.items():
        row = ROWS[code]
        assert told["name_zh"] == row.name_zh, code
        assert told["why"], code
        for column in ("short_zh", "name_en", "name_hant"):
            assert told[column] in ("", getattr(row, column)), code
        assert {*filter(None, told["aliases"].split(";"))} <= {*row.aliases.split(";")}, code


def test_all_other_english_names_follow_the_rule():
    wrong = [
        (row.name_zh, row.name_en, build_areas.english(bare(row)))
        for row in ROWS.values()
        if not REVIEWED.get(row.adcode, {}).get("name_en")
        and row.name_en != build_areas.english(bare(row))
    ]
    assert not wrong


def test_an_exception_differs_from_the_rule():
    same = [
        row.name_zh
        for row in ROWS.values()
        if build_areas.parts(row.name_zh)[2] or row.level == "province"
        if REVIEWED.get(row.adcode, {}).get("name_en") == build_areas.english(bare(row))
    ]
    assert not same


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("延安", "Yan'an"),
        ("东阿", "Dong'e"),
        ("朝阳", "Chaoyang"),
        ("长垣", "Changyuan"),
        ("郫都", "Pidu"),
        ("吕梁", "Lüliang"),
        ("什邡", "Shifang"),
        ("南乐", "Nanle"),
        ("单县", "Danxian"),  # put right by a person
    ],
)
def test_pinyin_is_one_word_with_apostrophes(name, told):
    assert build_areas.spelt(name) == told


def test_a_label_is_short_in_both_languages():
    long = [
        (area.short_zh, area.short.en)
        for area in AREAS.values()
        if "自治" in area.short_zh or "Autonomous" in area.short.en or not area.short_zh
        if area.level != "sar"
    ]
    assert not long
    assert set(build_areas.NATIONS.values()) == set(PEOPLES)


def test_two_labels_of_a_province_are_one_only_where_the_full_names_are():
    labels: dict[tuple[str, str], set[str]] = {}
    for area in AREAS.values():
        if area.parent:
            labels.setdefault((area.adcode[:2], area.short_zh), set()).add(area.name_zh)
    assert not {key: names for key, names in labels.items() if len(names) > 1}


def test_a_traditional_name_is_the_simplified_one_in_other_letters():
    wrong = [
        (area.name_zh, area.name_hant)
        for area in AREAS.values()
        if len(area.name_hant) != len(area.name_zh)
        or normalise_key(area.name_hant) != normalise_key(area.name_zh)
    ]
    assert not wrong


def test_a_seat_is_known_of_nearly_every_prefecture_and_county():
    seats = seats_of(AREAS)
    lacking = [
        area
        for area in AREAS.values()
        if {"prefecture", "county"} & {*area.levels} and area.adcode not in seats
    ]
    assert len(lacking) == 61
    assert all(seat.radius_m <= 15_000 for seat in seats.values())


def test_every_successor_of_a_former_unit_is_an_area_of_today():
    units = load_units()
    heirs = {code for unit in units.abolished().values() for code in unit.successors}
    assert heirs <= set(AREAS)
    for name, heir in (("莱芜市", "370100"), ("萝岗区", "440112"), ("巢湖地区", "340100")):
        assert any(heir in unit.successors for unit in units.find(name) if unit.until)


def test_the_columns_are_those_of_the_register():
    assert [field.name for field in fields(build_areas.Row)] == list(
        build_areas.TABLE.read_text("utf-8").splitlines()[0].split(",")
    )


@pytest.mark.slow
def test_no_area_of_today_is_said_to_be_no_more():
    units = load_units()
    assert not [code for code, area in AREAS.items() if units.merged(area.name_zh, code)]
