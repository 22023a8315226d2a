"""Every unit of the country is found by its names, and never taken for another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from geo.domain.places import Ambiguous, Area, Match
from geo.sources.places.country import country_areas, inside
from geo.sources.places.missing import missing, readings
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register
from geo.sources.places.view import load_register

PROVINCES = [a for a in country_areas().values() if a.level == "province"]
pytestmark = pytest.mark.slow


def units(province: Area) -> list[Area]:
    return [area for area in inside([province.adcode]) if area is not province]


def named(area: Area) -> set[str]:
    return {area.name_zh, area.short_zh, *area.aliases}


def everywhere() -> Iterator[tuple[Register, Area, Area]]:
    """Each unit below a province with the province and the view that its planner has."""
    for province in PROVINCES:
        register = load_register(province.adcode)
        for area in units(province):
            yield register, province, area


def read(register: Register, name: str, level: str | None = None) -> set[str]:
    found = register.find(name, level)
    if isinstance(found, Ambiguous):
        assert len(found.candidates) > 1
        return {place.id for place in found.candidates}
    return {found.id} if isinstance(found, Match) else set()


def test_a_name_is_that_of_its_unit_or_of_all_that_bear_it():
    wrong = []
    for province in PROVINCES:
        register = load_register(province.adcode)
        bearers: dict[str, set[str]] = defaultdict(set)
        for area in filter(lambda place: isinstance(place, Area), register.places.values()):
            for name in named(area):
                bearers[normalise_key(name)].add(area.adcode)
        wrong += [
            (area.adcode, name)
            for area in units(province)
            for name in named(area)
            if read(register, name) != bearers[normalise_key(name)]
        ]
    assert not wrong


def test_the_area_above_before_a_name_tells_it_apart():
    wrong = []
    for register, province, area in everywhere():
        above = country_areas()[area.parent]
        wide = province.name_zh if above is not province else ""
        full = [
            head + area.name_zh for head in (above.name_zh, above.short_zh, wide + above.name_zh)
        ]
        wrong += [name for name in full if read(register, name) != {area.adcode}]
        short = above.name_zh + area.short_zh
        wrong += [short] if read(register, short, area.level) != {area.adcode} else []
    assert not wrong


def test_a_level_chooses_between_a_city_and_its_namesake_county():
    every = list(everywhere())
    bearers = Counter(
        (province.adcode, name, area.level)
        for _, province, area in every
        for name in {area.name_zh, area.short_zh}
    )
    wrong = [
        (area.adcode, name)
        for register, province, area in every
        for name in {area.name_zh, area.short_zh}
        if bearers[province.adcode, name, area.level] == 1
        and read(register, name, area.level) != {area.adcode}
    ]
    assert not wrong


def test_a_name_of_another_province_is_told_with_the_place_where_it_lies():
    register = load_register("440000")
    silent = []
    for _, province, area in everywhere():
        if province.adcode == "440000" or register.candidates(area.name_zh):
            continue
        said = missing(register, province.name_zh + area.name_zh)
        if area.name_zh not in said.zh or province.name_zh not in said.zh:
            silent.append((area.adcode, said.zh))
    assert not silent


def test_namesakes_of_a_province_are_told_with_their_cities():
    told = {}
    for register, province, area in everywhere():
        found = register.find(area.name_zh)
        if isinstance(found, Ambiguous):
            told[area.name_zh, province.name_zh] = readings(register, found)
    assert told["鼓楼区", "江苏省"] == ("南京市鼓楼区（320106）", "徐州市鼓楼区（320302）")
    assert len(told) == 8
    assert all(len(set(names)) == len(names) for names in told.values())
