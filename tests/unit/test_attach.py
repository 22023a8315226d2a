"""The join: one row per area, each cell in exactly one state, nothing dropped."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.domain.places import Area
from geo.domain.statement import Relation
from geo.join.attach import attach
from geo.join.table import AreaTable
from geo.sources.places.view import load_register
from tests.small_plan import TAXONOMY, plan, row

REGISTER = load_register()


def state_of(table: AreaTable, area: Area) -> str:
    return table.cell(area.adcode, "steel").state


def test_every_area_has_a_row_whether_or_not_the_plan_names_it() -> None:
    table = attach(plan([row("440100", "steel")]), REGISTER)
    assert len(table.areas) == 21
    assert [a.adcode for a in table.areas] == sorted(a.adcode for a in table.areas)
    assert table.cell("441400", "steel").state == "not_named"


def test_county_level_has_every_county_unit() -> None:
    assert len(attach(plan([], level="county"), REGISTER).areas) == 124


def test_a_city_plan_has_the_districts_of_its_city() -> None:
    table = attach(plan([], level="county", territory="440300"), REGISTER)
    assert {REGISTER.host_prefecture(a.adcode) for a in table.areas} == {"440300"}


@pytest.mark.parametrize(
    ("rows", "state", "count"),
    [
        ([row("440100", "steel")], "focus", 0),
        ([row("440100", "steel"), row("440100", "steel", "steel.1")], "named", 1),
        ([row("440100", "steel", "steel.2"), row("440100", "steel", "steel.1")], "named", 2),
        ([row("440100", "steel", "steel.1"), row("440100", "steel", "steel.1", term="别称")],
         "named", 1),
        ([row("440100", "silk")], "not_named", 0),
        ([], "not_named", 0),
    ],
)  # fmt: skip
def test_the_state_of_a_cell(rows: list, state: str, count: int) -> None:
    cell = attach(plan(rows), REGISTER).cell("440100", "steel")
    assert (cell.state, cell.count) == (state, count)


def test_a_regional_row_is_collective_for_its_members_and_counts_for_nobody() -> None:
    table = attach(plan([row("east_west_north", "steel", "steel.1", scope="collective")]), REGISTER)
    states = [table.cell(a.adcode, "steel").state for a in table.areas]
    assert (states.count("collective"), states.count("not_named")) == (12, 9)
    assert table.cell("440800", "steel").count == 0
    assert table.subcell("440800", "steel.1").state == "collective"
    assert table.sectors_of("440800") == ()


def test_sectors_of_an_area_are_all_that_are_stated_for_it_with_or_without_a_sub_sector() -> None:
    rows = [row("440100", "steel"), row("440300", "steel", "steel.1"), row("440300", "silk")]
    table = attach(plan(rows), REGISTER)
    found = [table.sectors_of(code) for code in ("440100", "440300", "440600")]
    assert found == [("steel",), ("steel", "silk"), ()]
    assert [table.subsectors_of(code) for code in ("440100", "440300")] == [(), ("steel.1",)]


def test_a_direct_row_stands_before_a_regional_one_and_keeps_it() -> None:
    regional = row("east_west_north", "steel", scope="collective")
    cell = attach(plan([regional, row("440800", "steel")]), REGISTER).cell("440800", "steel")
    assert cell.state == "focus"
    assert cell.collective == (regional,)


def test_a_district_is_an_area_of_its_own_and_never_colours_its_city() -> None:
    table = attach(plan([row("440112", "steel")]), REGISTER)
    assert [a.adcode for a in table.finer] == ["440112"]
    assert table.cell("440112", "steel").state == "focus"
    assert table.cell("440100", "steel").state == "not_named"


def test_a_city_on_a_county_map_is_collective_for_its_districts() -> None:
    table = attach(plan([row("440300", "steel")], level="county"), REGISTER)
    collective = {a.adcode for a in table.areas if state_of(table, a) == "collective"}
    assert collective == {a.adcode for a in REGISTER.areas("county", "440300")}


def test_parks_are_points_and_colour_nothing() -> None:
    table = attach(plan([row("gz_science_city", "steel")]), REGISTER)
    assert {state_of(table, a) for a in table.areas} == {"not_named"}
    assert [r.place_id for r in table.points["440100"]] == ["gz_science_city"]


def test_a_zone_as_a_whole_is_collective_for_its_district_and_a_point() -> None:
    whole = row("z_gz_hightech", "steel", scope="collective")
    table = attach(plan([whole], level="county", territory="440100"), REGISTER)
    assert table.cell("440112", "steel").state == "collective"
    assert table.points["440100"] == (whole,)


@pytest.mark.parametrize("force", ["context", "facility"])
def test_context_and_facility_rows_never_colour(force: str) -> None:
    table = attach(plan([row("440100", "steel", force=force)]), REGISTER)
    assert table.cell("440100", "steel").state == "not_named"
    assert table.tally.context == (force == "context")


PLACES = ["440100", "440300", "440112", "east_west_north", "gz_science_city", "440800"]
TERMS = [("steel", ""), ("steel", "steel.1"), ("steel", "steel.2"), ("silk", "silk.1"), ("", "")]


@st.composite
def rows(draw: st.DrawFn) -> list:
    """Random rows over a handful of places of every kind."""
    picks = st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(TERMS),
        st.sampled_from(["binding", "facility", "context"]),
        st.sampled_from(Relation),
    )
    return [
        row(place, *term, force=force, relation=relation,
            scope="collective" if place == "east_west_north" else "direct")
        for place, term, force, relation in draw(st.lists(picks, max_size=12))
    ]  # fmt: skip


@given(rows())
def test_permuting_rows_changes_no_state(drawn: list) -> None:
    forward, backward = attach(plan(drawn), REGISTER), attach(plan(drawn[::-1]), REGISTER)
    for area in forward.areas:
        for sector in TAXONOMY:
            one, other = (t.cell(area.adcode, sector.id) for t in (forward, backward))
            assert (one.state, one.subsectors) == (other.state, other.subsectors)


@given(rows())
def test_read_is_shown_and_rejected_and_merged(drawn: list) -> None:
    tally = attach(plan(drawn), REGISTER).tally
    assert tally.read == len(drawn) == tally.shown + tally.rejected + tally.merged
    assert "=" in tally.sentence("zh")


@given(rows())
def test_every_binding_row_with_a_sector_is_found_again(drawn: list) -> None:
    table = attach(plan(drawn), REGISTER)
    cells = [r for c in table.cells.values() for r in (*c.rows, *c.collective)]
    found = {dataclasses.astuple(r) for r in cells}
    found |= {dataclasses.astuple(r) for group in table.points.values() for r in group}
    for r in drawn:
        if r.force == "binding" and r.sector:
            assert dataclasses.astuple(r) in found
