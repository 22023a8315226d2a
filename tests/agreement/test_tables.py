"""The saved workbook and the exported tables say what the plan's rows say."""

from __future__ import annotations

import csv
import warnings
from functools import cache

import openpyxl
import pytest

from geo.cli.run import main
from tests.reading.looks import THEME, ramp
from tests.reading.rows import Plan, homes, locator, name, places
from tests.sweeps import sweep

KEYS = ["future2024", "space2024", "gzhtz2021"]


@pytest.fixture(scope="module")
def plans():
    return {key: Plan(key) for key in KEYS}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")

    @cache
    def book(key):
        path = folder / f"{key}.xlsx"
        assert main(["export", "workbook", "--plan", key, "-o", str(path)]) == 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl does not know data bars
            return openpyxl.load_workbook(path)

    return book


def colors(cell) -> tuple[str, str]:
    """Fill, and colour of the hatch or nothing."""
    fill = cell.fill
    front = str(fill.fgColor.rgb)[2:].lower()
    if fill.fill_type == "solid":
        return f"#{front}", ""
    if fill.fill_type is None:
        return "", ""
    return f"#{str(fill.bgColor.rgb)[2:].lower()}", f"#{front}"


@pytest.mark.parametrize("key", sweep(KEYS, {0}))
def test_the_matrix_has_word_and_colour_of_every_state(books, plans, key):
    page, plan = books(key)["矩阵"], plans[key]
    rows = {row[0].value: row for row in page.iter_rows(min_row=5)}
    columns = [(s, sub) for s in plan.sectors for sub in (None, *plan.subsectors(s))]
    heads = [cell.value for cell in page[4]][2 : 2 + len(columns)]
    assert heads == [plan.terms[sub]["zh"] if sub else "小计" for _, sub in columns]
    for place, (sector, sub) in ((p, c) for p in plan.areas for c in columns):
        cell = rows[place][2 + columns.index((sector, sub))]
        states = plan.subsector_states(sub) if sub else plan.sector_states(sector)
        state, n = states[place]
        shades = ramp(plan, "sector", sector)
        expected = {
            "focus": ("○", (shades[0], "")),
            "collective": ("统", ("#ffffff", shades[3])),
            "not_named": (None if sub else "—", ("", "")),
        }.get(state, ("●" if sub else n, (shades[1 if sub else min(n, 4)], "")))
        assert (cell.value, colors(cell)) == expected, (place, sector, sub)


@pytest.mark.parametrize("key", sweep(KEYS[:2], {0}))
def test_the_totals_of_the_matrix(books, plans, key):
    page, plan = books(key)["矩阵"], plans[key]
    rows = {row[0].value: [c.value for c in row[2:]] for row in page.iter_rows(min_row=5)}
    named, covered = [], []
    for sector in plan.sectors:
        for sub in (None, *plan.subsectors(sector)):
            states = plan.subsector_states(sub) if sub else plan.sector_states(sector)
            found = [s for s, _ in states.values()]
            named.append(sum(s.startswith("named") or s == "focus" for s in found))
            covered.append(found.count("collective"))
    assert rows["点名地区数"][: len(named)] == named
    assert rows["仅区域统筹"][: len(covered)] == covered
    for place in plan.areas:
        states = [plan.sector_states(s)[place] for s in plan.sectors]
        sectors = sum(s.startswith("named") or s == "focus" for s, _ in states)
        assert rows[place][len(named) : len(named) + 2] == [sectors, sum(n for _, n in states)]


@pytest.mark.parametrize("key", sweep(KEYS, {0}))
def test_the_lists_of_the_workbook_have_every_row(books, plans, key):
    plan = plans[key]
    for sheet, rows, shown in (
        ("覆盖明细", plan.rows, {"原文词语": "term", "原文动词": "worded", "条款": "clause"}),
        ("载体", plan.carriers, {"载体名称": "carrier", "原文角色": "role", "条款": "clause"}),
        ("结构", plan.structure, {"成员": "member", "原文角色": "role", "要素名称": "name"}),
    ):
        page = books(key)[sheet]
        heads = [cell.value for cell in page[1]]
        lines = [[c.value or "" for c in row] for row in page.iter_rows(min_row=2)]
        lines = [line for line in lines if any(line)]
        for head, field in shown.items():
            told = [line[heads.index(head)] for line in lines]
            assert told == [row[field] for row in rows], (sheet, head)
        if sheet == "覆盖明细":
            for head, field in (("词语以“等”收尾", "open_ended"), ("推断", "inferred")):
                marked = [bool(line[heads.index(head)]) for line in lines]
                assert marked == [bool(row[field]) for row in rows], head
            places_ = [line[heads.index("条款位置")] for line in lines]
            assert places_ == [locator(row["clause"]) for row in rows]


def exported(tmp_path, table, key) -> list[dict[str, str]]:
    path = tmp_path / f"{table}.csv"
    assert main(["export", table, "--plan", key, "-o", str(path)]) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("key", sweep(KEYS, {0}))
def test_the_exported_areas_have_the_states_of_the_rows(tmp_path, plans, key):
    plan = plans[key]
    rows = {row["adcode"]: row for row in exported(tmp_path, "areas", key)}
    assert list(rows) == plan.areas
    for code, row in rows.items():
        states = {s: plan.sector_states(s)[code] for s in plan.sectors}
        assert {s: row[s] for s in states} == {s: state for s, (state, _) in states.items()}, code
        assert row["name"] == name(code)
        assert int(row["n_subsectors"]) == sum(n for _, n in states.values())
        stated = [s for s, _ in states.values() if s.startswith("named") or s == "focus"]
        assert int(row["n_sectors"]) == len(stated)


@pytest.mark.parametrize("key", sweep(KEYS, {0}))
def test_the_exported_assignments_are_the_plans(tmp_path, plans, key):
    rows = exported(tmp_path, "assignments", key)
    fields = ("place_id", "scope", "class", "relation", "worded", "sector", "subsector", "clause")
    assert [[r[f] for f in fields] for r in rows] == [
        [r[f] for f in fields] for r in plans[key].rows
    ]
    assert [r["term"] for r in rows] == [r["term"] for r in plans[key].rows]
    for row, own in zip(rows, plans[key].rows, strict=True):
        assert (row["open_ended"] == "true") is (own["open_ended"] == "yes")
        home = places("areas", "adcode").get(row["adcode"])
        if home:
            assert row["adcode"] in homes(own["place_id"]) | {own["place_id"]}


def test_the_theme_has_five_shades_for_every_hue():
    assert {len(shades) for shades in THEME["ramps"].values()} == {5}
