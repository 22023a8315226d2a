"""City tables: every row has one home, wide rows reach the cities they cover."""

from __future__ import annotations

from collections import Counter

import pytest

from geo.analysis.cities import CityBook, city_book
from geo.domain.lines import CityLine
from geo.domain.plan import Carrier, Plan
from geo.sources.places.register import Register
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan, plan_keys
from tests.small_plan import plan, row

ROWS = [
    row("440100", "steel", "steel.1"),
    row("440100", "steel", "steel.2"),
    row("440112", "silk"),
    row("gz_science_city", "steel"),
    row("gz_lab", force="facility", relation="host"),
    row("east", "steel", scope="collective"),
    row("440000", "steel", force="facility"),
    row("810000", force="context"),
    row("out_hefei", force="context"),
]
CARRIERS = [
    Carrier("广州", "440100", "广州科学城", "gz_science_city", "核心载体", True, "一#1.1"),
    Carrier("肇庆", "441200", "无名园", "", "载体", False, "一#1.1"),
]


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    return tuple(load_plan(key) for key in plan_keys())


@pytest.fixture(scope="module")
def book(plans: tuple[Plan, ...], register: Register) -> CityBook:
    return city_book(plans, register)


def home_lines(book: CityBook) -> list[CityLine]:
    """Every line once, where it belongs."""
    own = [x for page in book.pages.values() for x in page.lines if x.reach != "wide"]
    return [*own, *book.wide, *book.outside]


def home_rows(book: CityBook) -> list[str]:
    return [row for x in home_lines(book) if x.force != "carrier" for row in x.rows]


def test_every_row_of_the_eight_plans_has_exactly_one_home(
    book: CityBook, plans: tuple[Plan, ...]
) -> None:
    read = Counter(f"{p.key}/{r.address}" for p in plans for r in p.statements)
    assert Counter(home_rows(book)) == read
    assert len(home_rows(book)) == sum(p.read["assignments"] for p in plans)


def test_every_carrier_stands_on_one_page(book: CityBook, plans: tuple[Plan, ...]) -> None:
    read = Counter(f"{p.key}/{c.address}" for p in plans for c in p.carriers)
    lines = [x for x in home_lines(book) if x.force == "carrier"]
    assert Counter(row for x in lines for row in x.rows) == read


def test_rows_stand_under_the_places_they_belong_to(
    book: CityBook, plans: tuple[Plan, ...], register: Register
) -> None:
    for code in ("440100", "440300", "441700", "445100"):
        rows = [r for p in plans for r in p.statements]
        own = [r for r in rows if register.host_prefecture(r.place_id) == code]
        counted = [r for r in own if r.force != "context"]
        counts = book.pages[code].counts
        assert sum(counts.values()) - counts["wide"] == len(counted)
        assert counts["city"] == sum(r.place_id == code for r in counted)


def test_a_page_groups_by_reach_sector_and_class(register: Register) -> None:
    page = city_book([plan(ROWS, CARRIERS)], register).pages["440100"]
    found = [(x.reach, x.place.zh, x.line.heading.zh, x.force, len(x.rows)) for x in page.lines]
    assert found == [
        ("city", "广州市", "钢铁", "binding", 2),
        ("district", "黄埔区", "丝绸", "binding", 1),
        ("park", "广州科学城", "钢铁", "binding", 1),
        ("park", "广州实验室", "", "facility", 1),
        ("park", "广州科学城", "", "carrier", 1),
        ("wide", "广东省", "钢铁", "facility", 1),
    ]
    sectors = [x.line.heading.zh for x in page.of_plan("test")]
    assert sectors == ["钢铁", "丝绸", "钢铁", "", "", "钢铁"]
    assert [t.zh for t in page.lines[0].line.terms] == ["钢材1", "钢材2"]
    assert page.lines[0].line.locator.zh == "一 第1段第1句"


def test_a_region_reaches_its_members_and_is_counted_once(register: Register) -> None:
    book = city_book([plan(ROWS, CARRIERS)], register)
    assert [x.place.zh for x in book.pages["440500"].lines] == ["粤东", "广东省"]
    assert [x.place.zh for x in book.pages["440600"].lines] == ["广东省"]
    assert [x.place.zh for x in book.wide] == ["粤东", "广东省"]
    assert [x.place_id for x in book.outside] == ["810000", "out_hefei"]
    assert len(home_rows(book)) == len(ROWS)


def test_a_page_without_any_statement_is_empty(register: Register) -> None:
    assert city_book([plan([row("440100", "steel")])], register).pages["445300"].lines == ()


def test_a_region_of_counties_reaches_their_cities(register: Register) -> None:
    book = city_book([plan([row("ewn_counties", "steel", scope="collective")])], register)
    reached = {page.adcode for page in book.pages.values() if page.lines}
    assert reached == {"440700", "441200", "441300"}


def test_the_space_plan_on_the_page_of_yangjiang(book: CityBook) -> None:
    lines = book.pages["441700"].of_plan("space2024")
    own = [x for x in lines if x.line.heading.zh == "商业航天" and x.reach != "wide"]
    terms = {t.zh for x in own for t in x.line.terms}
    assert {"支点", "商业航天产业园区", "星箭总装制造", "卫星发射母港"} <= terms
