"""The same numbers in every form: terminal, Markdown, CSV, JSON, workbook, command."""

from __future__ import annotations

import csv
import io
import json
import time
from functools import partial

import pytest
from openpyxl import load_workbook

from geo.analysis.report.model import Report, Table
from geo.ask import questions as answers
from geo.cli.app import app
from geo.domain.text import Text
from geo.errors import CallError
from geo.export.report import markdown, report_bytes, terminal
from geo.sources.plans.folder import plan_keys
from tests.sweeps import sweep

PLAN = "future2024"
BASIS = ("仅按规划文本，不代表产出", "by the plan's text, not by output")
CALLS = {
    "coverage": partial(answers.coverage, PLAN),
    "gaps": partial(answers.gaps, PLAN, ["modern2025"]),
    "overlap": partial(answers.overlap, PLAN),
    "peers": partial(answers.peers, PLAN, "广州"),
    "similarity": partial(answers.similarity, PLAN, regions=True),
    "compare": partial(answers.compare, PLAN, ["广州", "深圳"]),
    "diff": partial(answers.diff, PLAN, "modern2025"),
    "consistency": partial(answers.consistency, PLAN, "gz_dualchain2022"),
    "whatif": partial(answers.whatif, PLAN, ["广州:低空经济"]),
    "numbers": partial(answers.numbers, PLAN, "sector", "space"),
}


@pytest.fixture(scope="module")
def reports():
    return {name: call() for name, call in CALLS.items()}


@pytest.mark.parametrize("name", CALLS)
def test_two_runs_give_the_same_bytes(reports, name):
    again = CALLS[name]()
    for suffix in (".csv", ".json", ".xlsx", ".md"):
        assert report_bytes(reports[name], suffix) == report_bytes(again, suffix)


@pytest.mark.parametrize("name", CALLS)
def test_json_is_plain_sorted_and_speaks_of_its_plan(reports, name):
    text = report_bytes(reports[name], ".json").decode()
    data = json.loads(text)
    assert list(data) == sorted(data)
    assert PLAN in (data.get("plan"), data.get("before"), data.get("above"))
    assert '"/' not in text


@pytest.mark.parametrize("name", [n for n in CALLS if n != "diff"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_basis_stands_in_every_form(reports, name, lang):
    words = BASIS[lang == "en"]
    report = reports[name]
    assert words in terminal(report, lang)
    assert words in markdown(report, lang)
    assert BASIS[0] in report_bytes(report, ".json").decode() or name == "numbers"


@pytest.mark.parametrize("name", ["overlap", "peers", "similarity"])
def test_measures_carry_the_basis_in_each_row_of_csv(reports, name):
    text = report_bytes(reports[name], ".csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert {row["basis"] for row in rows} == {BASIS[0]}


@pytest.mark.parametrize("name", CALLS)
def test_csv_opens_in_excel_and_has_every_row(reports, name):
    found = report_bytes(reports[name], ".csv")
    assert found.startswith(b"\xef\xbb\xbf")
    report = reports[name]
    tables = [report.flat] if report.flat else report.tables
    rows = list(csv.reader(io.StringIO(found.decode("utf-8-sig"))))
    assert len(rows) - 1 == sum(len(table.rows) for table in tables)


@pytest.mark.parametrize("name", CALLS)
def test_the_workbook_has_a_sheet_per_table(reports, name):
    sheets = load_workbook(io.BytesIO(report_bytes(reports[name], ".xlsx"))).worksheets
    assert len(sheets) == len(reports[name].tables) + 1
    for sheet, table in zip(sheets[1:], reports[name].tables, strict=True):
        assert sheet.max_row == len(table.rows) + 1


def test_the_matrix_is_the_same_number_everywhere(reports):
    report = reports["coverage"]
    total = report.data["column_totals"]["space"]["area"]
    (row,) = (r for r in report.tables[2].rows if r["term_id"] == "space")
    cells = [r for r in report.flat.rows if (r["term_id"], r["unit"]) == ("space", "area")]
    assert total["named"] == row["named"] == sum(r["state"] == "named" for r in cells) == 7
    assert total["collective"] == row["collective"] == 12
    assert len(cells) == 21


def test_gaps_have_their_promised_keys(reports):
    data = reports["gaps"].data
    assert [t["id"] for t in data["unassigned_subsectors"]] == [
        "network.optical",
        "intelligence.neuromorphic",
        "space.commercial",
        "quantum.communication",
    ]
    pairs = {(f["place"]["id"], f["sector"]["id"]) for f in data["focus_without_subsector"]}
    assert ("440100", "network") in pairs
    assert len(data["single_place_subsectors"]) == 9


def test_text_of_a_plan_cannot_become_markup_or_a_formula():
    bad = "=1+1|<img src=x>\n# x"
    name = Text(bad, bad)
    report = Report("x", name, (), (Table("cells", ("place",), ({"place": bad},)),), {})
    assert "<img" not in markdown(report).replace("\\<img", "")
    assert len(markdown(report).splitlines()) == 7
    assert report_bytes(report, ".csv").decode("utf-8-sig").splitlines()[1].startswith("\"'=1+1")


def test_an_unknown_format_is_refused_with_the_known_ones(reports):
    with pytest.raises(CallError, match=r"\.xlsx"):
        report_bytes(reports["gaps"], ".doc")


def _run(*words):
    return app(args=list(words), standalone_mode=False)


def test_the_commands_print_and_write(tmp_path, capsys):
    _run("peers", "广州", "--plan", PLAN, "--lang", "en")
    assert "Zhuhai" in capsys.readouterr().out
    file = tmp_path / "gaps.json"
    _run("gaps", "--plan", PLAN, "--against", "modern2025", "-o", str(file))
    assert len(json.loads(file.read_text("utf-8"))["unassigned_subsectors"]) == 4
    with pytest.raises(CallError):
        _run("coverage", "--plan", PLAN, "-o", str(tmp_path / "x.pdf"))
    _run("whatif", "--plan", PLAN, "--drop", "广州:低空经济")
    assert "overlap.space.low_altitude" in capsys.readouterr().out


@pytest.mark.parametrize("key", sweep(plan_keys(), {plan_keys().index(PLAN)}))
def test_every_function_answers_on_every_plan_in_under_a_second(key):
    calls = {
        "coverage": partial(answers.coverage, key),
        "gaps": partial(answers.gaps, key),
        "overlap": partial(answers.overlap, key),
        "similarity": partial(answers.similarity, key),
        "diff": partial(answers.diff, key, "future2024", everything=True),
        "whatif": partial(answers.whatif, key),
        "numbers": partial(answers.numbers, key, "breadth"),
        "consistency": partial(answers.consistency, "future2024", "gzhtz2021"),
    }
    answers.similarity(PLAN)  # imports
    slow = {}
    for name, call in calls.items():
        start = time.process_time()
        call()
        taken = time.process_time() - start
        if taken >= 1:
            slow[name] = round(taken, 2)
    assert slow == {}
