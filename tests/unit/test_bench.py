"""The tables of the bench, from measurements that are made up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from tools import bench
from tools.bench import MARKS
from tools.bench_cases.meter import ROOT
from tools.bench_report import Run, exponents, full, growth, short
from tools.bench_run import Case, Group, flat, groups
from tools.bench_table import DASH, Row, Verdict, causes, line, ratio, rows, target, verdict, why

ROW = Row("sheet", "g", "一幅图", "a sheet", "ours:each", "s", "peer:each", "matplotlib", ratio=2)
#: Medians 0.1 and 0.3 (means 0.4 and 0.3): a ratio of medians is 1/3.
FOUND = {"ours": {"each": [0.1, 0.1, 1.0]}, "peer": {"each": [0.3, 0.2, 0.4]}}
RUN = Run(2, "3.11.7", "Linux", 0.0, 7, {"maps": 35, "vertices": defaultdict(int)})


def test_ratio_is_one_of_medians():
    assert ratio(ROW, FOUND) == "1/3.0"
    assert ratio(ROW, {"ours": FOUND["peer"], "peer": FOUND["ours"]}) == "3.0 ×"


def test_row_tells_median_spread_and_peer():
    assert line(ROW, FOUND, {}, spread=True) == [
        "一幅图 · a sheet",
        "0.100 s (0.100–1.00)",
        "0.300 s (0.200–0.400)<br>matplotlib",
        *("1/3.0", "1/2", Verdict.MET),
    ]
    assert line(ROW, FOUND, {}, spread=False)[1] == "0.100 s"


@pytest.mark.parametrize(
    ("bounds", "result"),
    [
        ({"ratio": 3.1}, Verdict.MISSED),
        ({"ratio": 2, "most": 0.09}, Verdict.MISSED),
        ({"ratio": 2, "most": 0.1}, Verdict.MET),
        ({"ratio": None, "least": 0.2}, Verdict.MISSED),
        ({"ratio": None}, Verdict.NONE),
    ],
)
def test_every_bound_of_a_row_counts(bounds, result):
    assert verdict(replace(ROW, **bounds), FOUND) == result


def test_row_without_its_case_or_its_peer_is_not_measured():
    for case in ("ours", "peer"):
        found = {name: facts for name, facts in FOUND.items() if name != case}
        assert verdict(ROW, found) == Verdict.UNMEASURED
    assert line(ROW, {}, {}, spread=True)[1:4] == [DASH, "–<br>matplotlib", DASH]


def test_what_must_always_hold_is_missed_by_one_run():
    row = Row("same", "g", "相同", "equal", "ours:same", "yes", least=1)
    assert verdict(row, {"ours": {"same": [1.0, 1.0, 0.0]}}) == Verdict.MISSED
    assert target(row) == "是 · yes"


def test_miss_has_its_cause_and_one_without_says_so(monkeypatch):
    slow = replace(ROW, ratio=50)
    assert why([ROW], FOUND, {}) == ""
    assert "原因尚未写明" in why([slow], FOUND, {})
    known = {"sheet": {"zh": "因为甲。", "en": "Because of A."}}
    monkeypatch.setattr("tools.bench_table.causes", lambda: known)
    assert "一幅图 · a sheet (matplotlib): 因为甲。 Because of A." in why([slow], FOUND, {})


def test_growth_is_judged_by_the_greater_exponent():
    assert exponents({10: 1.0, 100: 10.0, 1000: 1000.0}) == (1.5, 2.0)
    sizes = {21: 0.1, 124: 0.1, 500: 0.1, 2875: 0.9}  # 0.41 over all, 1.26 at the end
    found = {f"coverage.{n}.{fact}": [s] for n, s in sizes.items() for fact in ("cpu", "mb")}
    group = Group("growth", "", "", "", "", (Case("growth", ()),))
    text = growth(group, {"growth": found})
    assert "| 0.41 | 1.26 |" in text
    assert Verdict.MISSED in text


def test_growth_is_held_against_seconds_too_unless_the_exponent_is_all_that_is_asked():
    group = Group("growth", "", "", "", "", (Case("growth", ()),))
    for step, result in (("coverage", Verdict.MISSED), ("similarity", Verdict.MET)):
        facts = {21: 0.1, 2875: 6.0}
        found = {f"{step}.{n}.{fact}": [s] for n, s in facts.items() for fact in ("cpu", "mb")}
        assert f"| {result} |" in growth(group, {"growth": found})


def test_facts_that_are_nested_get_dotted_names():
    told = {"ours": {"ms": [3, 4]}, "n": 1}
    assert dict(flat(told)) == {"ours.ms": [3.0, 4.0], "n": [1.0]}


def test_rows_and_causes_are_of_groups_cases_and_rows_that_exist():
    found = {group.key: {case.key for case in group.cases} for group in groups()}
    cases = set().union(*found.values())
    for row in rows():
        asked = {where.partition(":")[0] for where in (row.ours, row.peer) if where}
        assert row.group in found, row.key
        assert asked <= cases, row.key
    keys = [row.key for row in rows()]
    assert len(keys) == len(set(keys))
    unknown = {key for key in causes() if not key.startswith("growth_")} - set(keys)
    assert not unknown


def test_nothing_measured_is_said_row_by_row_with_the_tools_it_needs():
    text = full(RUN, groups(), {})
    assert text.count(Verdict.UNMEASURED) == len(rows())
    assert "matplotlib" in text.split("Not measured, needs:")[1]
    assert short(RUN, {}).count(Verdict.UNMEASURED) == sum(bool(row.was) for row in rows())


def test_readme_has_the_place_of_the_table():
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.count(MARKS[0]) == text.count(MARKS[1]) == 1


def test_bench_with_a_case_that_failed_publishes_nothing(monkeypatch, capsys):
    every = groups()
    cases = {case.key: {"cpu": [1.0]} for group in every for case in group.cases}
    published = []
    monkeypatch.setattr("sys.argv", ["bench"])
    monkeypatch.setattr(bench, "full", lambda *_: "")
    monkeypatch.setattr(bench, "publish", lambda *_: published.append(True))
    monkeypatch.setattr(bench, "measured", lambda *_: (RUN, dict(cases)))
    bench.main()
    assert published == [True]
    del cases["explore"]
    bench.main()
    assert published == [True]
    assert "not measured: explore" in capsys.readouterr().err
