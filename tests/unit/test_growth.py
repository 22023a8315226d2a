"""What a plan costs grows with its areas, not with their square: by lines that run, no clock."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from types import FrameType, SimpleNamespace
from typing import Any

import pytest
import shapely
from openpyxl import load_workbook

import geo
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.report import pairs_view
from geo.analysis.similarity import peers
from geo.ask import questions
from geo.domain.places import Hub
from geo.domain.plan import Plan
from geo.join.attach import attach, territory_areas
from geo.sheet.arrange import arrange
from geo.sheet.ground import drawn
from geo.sheet.window_names import _with_room
from geo.sources.places.view import load_register
from geo.workbook import analysis_sheets
from geo.workbook.analysis_sheets import write_gaps, write_similarity
from geo.workbook.book import Book
from geo.workbook.matrix_sheet import write_matrix
from tests.small_plan import plan, row
from tools.bench_cases.growth import made

REGISTER = load_register()
FEW, MANY = "440100", "440000"  # the districts of a city, the counties of a province


def of_counties(territory: str) -> tuple[Plan, int]:
    """A plan that names three things for every county and as many for parks; how many there are."""
    areas = territory_areas(REGISTER, territory, "county")
    terms = (("steel", "steel.1"), ("steel", "steel.2"), ("silk", ""))
    rows = [row(area.adcode, *term) for area in areas for term in terms]
    hubs = [p for p in REGISTER.places.values() if isinstance(p, Hub)]
    parks = [hub.id for hub in hubs if territory in REGISTER.hosts(hub.id)]
    rows += [row(park, "silk") for park in islice(cycle(parks), len(areas))]
    return plan(rows, level="county", territory=territory), len(areas)


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of ours a piece of work runs through."""
    count = 0

    def on_line(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(frame: FrameType, _: str, __: Any) -> Any:
        return on_line if frame.f_globals.get("__name__", "").startswith("geo.") else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def country_sheet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grow") / "3"
    made(folder)
    layout = geo.lay_out(geo.load_plan(folder))
    return arrange(layout.scene(sector="s0"), layout.world.boundaries)


@dataclass(frozen=True)
class Toy:
    """An area by its code and state, as large as its name says in square millimetres."""

    adcode: str
    state: str = "not_named"


def test_where_names_would_fill_the_land_small_districts_that_no_row_names_have_none():
    """A name takes 30 mm²: of 13 in 160 mm² those of half of that stay, and what the plan names."""
    shapes = {"told": 10.0, **{f"small{i}": 10.0 for i in range(9)}, **dict.fromkeys("abc", 20.0)}
    land = SimpleNamespace(shape=lambda code: shapely.box(0, 0, shapes[code], 1))
    page = SimpleNamespace(unit=1.0, drawn=land)
    areas = [Toy(code, "named-1" if code == "told" else "not_named") for code in shapes]
    assert [a.adcode for a in _with_room(page, areas)] == ["told", "a", "b", "c"]
    roomy = [Toy("a"), Toy("small1")]
    shapes |= {"a": 60.0}
    assert _with_room(page, roomy) == roomy


@pytest.mark.slow
def test_a_sheet_of_more_names_than_land_names_districts_with_room_for_half_of_one(country_sheet):
    shown = drawn(country_sheet.boundaries, country_sheet.views[0])
    named = {label.owner for label in country_sheet.labels if label.kind == "area"}
    assert 50 < len(named) < 400
    own = 30.0 * country_sheet.page.unit**2 / 2
    assert [code for code in named if shown.shape(code).area < own] == []


@pytest.mark.slow
def test_a_small_scale_draws_no_more_points_than_an_eye_can_tell(country_sheet):
    whole, shown = country_sheet.boundaries, drawn(country_sheet.boundaries, country_sheet.views[0])
    every = [*whole.layers["counties"].values()]
    seen = shown.shapes["counties"]
    assert len(seen) == len(every)
    assert shapely.get_num_coordinates([*seen.values()]).sum() < 0.5 * (
        shapely.get_num_coordinates(every).sum()
    )
    assert shapely.coverage_is_valid([*seen.values()])


def _attach(base: PlanAnalysis) -> object:
    return attach(base.plan, REGISTER)


def _coverage(base: PlanAnalysis) -> object:
    return base.matrix


def _overlap(base: PlanAnalysis) -> object:
    return overlap(base)


def _workbook(base: PlanAnalysis) -> object:
    """The sheets that compare; those of the tables have a line a row."""
    book = Book(base.plan)
    write_matrix(book, base.matrix)
    write_gaps(book, base)
    return write_similarity(book, base)


@pytest.mark.parametrize(
    ("step", "most"), [(_attach, 1.0), (_coverage, 1.0), (_overlap, 1.0), (_workbook, 1.3)]
)
def test_an_area_costs_no_more_among_many(
    step: Callable[[PlanAnalysis], object], most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis_sheets, "SQUARE", 5)
    (few, n), (many, m) = map(of_counties, (FEW, MANY))
    small, large = (analyse(one, REGISTER) for one in (few, many))
    more, less = lines_of(lambda: step(large)), lines_of(lambda: step(small))
    assert more / m < most * less / n


def test_of_too_many_places_each_stands_with_those_most_like_it(monkeypatch):
    monkeypatch.setattr(analysis_sheets, "SQUARE", 2)
    base = analyse(geo.load_plan("future2024"))
    book = Book(base.plan)
    write_similarity(book, base)
    (page,) = load_workbook(io.BytesIO(book.bytes())).worksheets
    cells = [[v for v in line if v is not None] for line in page.iter_rows(values_only=True)]
    heads = next(n for n, line in enumerate(cells) if line[1:3] == ["1", "2"])
    shown = {line[0]: line[1:] for line in cells[heads + 1 : heads + 10]}
    assert len(shown) == 9
    for place, listed in shown.items():
        found = peers(base, place).peers
        assert listed[::2] == [peer.place.name.zh for peer in found[:10]]
        assert listed[1::2] == pytest.approx([peer.subsector for peer in found[:10]])


def test_a_report_of_too_many_places_lists_those_most_like_each(monkeypatch):
    whole = questions.similarity("future2024")
    monkeypatch.setattr(pairs_view, "SQUARE", 2)
    report = questions.similarity("future2024")
    base = analyse(geo.load_plan("future2024"))
    (table,) = report.tables
    pairs = [(peer.place.name, peer.subsector) for one in base.matrix.places()
             for peer in peers(base, one.id).peers[:10]]  # fmt: skip
    assert [(row["other"], row["subsector_similarity"]) for row in table.rows] == pairs
    key = ("measure", "place_id", "other_id")
    values = {tuple(r[k] for k in key): r["value"] for r in whole.one_table.rows}
    listed = report.one_table.rows
    assert all(r["value"] == values[tuple(r[k] for k in key)] for r in listed)
    assert "36" in report.notes[-1].zh  # pairs of nine places
