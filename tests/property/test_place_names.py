"""Names and ids of places: what resolves comes back, and never in another city than the stated."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from geo.domain.places import Area, Match
from geo.sources.places.missing import missing
from geo.sources.places.units import load_units
from geo.sources.places.view import load_register
from geo.sources.plans.printed import contradiction

REGISTER = load_register()
AREAS = [place for place in REGISTER.places.values() if isinstance(place, Area)]
CITIES = REGISTER.areas("prefecture")
COUNTIES = [area for area in AREAS if area.level == "county"]
EVERYTHING = list(REGISTER.places.values())


def forms(area: Area) -> list[str]:
    return [area.name_zh, area.short_zh, area.name_hant, area.name_en, *area.aliases]


@given(st.sampled_from(CITIES), st.sampled_from(COUNTIES), st.booleans(), st.integers(0, 9))
def test_a_city_before_a_name_is_the_city_of_the_place(city, county, short, which):
    head = city.short_zh if short else city.name_zh
    found = REGISTER.find(head + forms(county)[which % len(forms(county))])
    assert not isinstance(found, Match) or city.id in REGISTER.hosts(found.id)


@given(st.sampled_from(CITIES), st.sampled_from(COUNTIES), st.sampled_from("何得新堪洲"))
def test_a_district_is_suggested_inside_the_city_that_is_named(city, county, slip):
    wrong = f"{city.name_zh}{slip}{county.name_zh[1:]}"
    assume(not REGISTER.candidates(wrong) and not load_units().find(wrong))
    named = [REGISTER.find(name) for name in missing(REGISTER, wrong).nearest]
    ids = [found.id for found in named if isinstance(found, Match)]
    assert all(city.id in REGISTER.hosts(place_id) for place_id in ids)


@given(st.sampled_from(AREAS), st.integers(0, 9))
def test_what_resolves_agrees_with_its_id_and_comes_back(area, which):
    name = forms(area)[which % len(forms(area))]
    found = REGISTER.find(name)
    if isinstance(found, Match):
        assert contradiction(REGISTER, name, found.place) is None
        assert REGISTER.find(found.place.name_zh).id == found.id


@given(st.sampled_from(AREAS), st.sampled_from(EVERYTHING), st.integers(0, 9))
def test_the_name_of_an_area_agrees_with_no_other_place(area, other, which):
    name = forms(area)[which % len(forms(area))]
    assume(other.id not in {place.id for place in REGISTER.candidates(name)})
    said = contradiction(REGISTER, name, other)
    assert said is not None
    assert said.nearest[-1] == f"{other.name_zh}（{other.id}）"


@given(st.sampled_from(CITIES), st.text(min_size=1, max_size=8))
def test_any_text_beside_an_id_is_answered(city, text):
    said = contradiction(REGISTER, text, city)
    assert said is None or said.zh
