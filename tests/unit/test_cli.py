"""The command line: words in, files and sentences out, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from geo.ask.new_plan import write_template
from geo.cli.run import main, spread
from geo.sources.plans.folder import plan_keys


def test_version_help_and_nothing(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("geo ")
    assert main(["--help"]) == 0
    assert "build" in capsys.readouterr().out
    assert main([]) == 0
    said = capsys.readouterr()
    assert ("build" in said.out, said.err) == (True, "")


def test_export_goes_to_standard_output_as_utf8(repo):
    command = [sys.executable, "-m", "geo", "export", "taxonomy", "--plan", "future2024"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    found = subprocess.run(command, capture_output=True, check=True, cwd=repo, env=environment)
    rows = list(csv.DictReader(io.StringIO(found.stdout.decode())))
    assert rows[0]["zh"] == "未来网络"


def test_a_reader_that_stops_early_is_no_fault(repo):
    command = f"{sys.executable} -m geo export assignments --plan future2024 --expand | head -1"
    found = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=repo,
    )
    assert found.stdout.startswith("plan,place,")
    assert found.stderr == ""


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "geojson", "gpkg", "parquet"])
def test_export_to_every_format(tmp_path, suffix, capsys):
    path = tmp_path / f"areas.{suffix}"
    assert main(["export", "areas", "--plan", "future2024", "-o", str(path)]) == 0
    assert path.stat().st_size > 1000
    assert capsys.readouterr().out == ""


def test_a_csv_file_opens_in_excel(tmp_path):
    path = tmp_path / "t.csv"
    main(["export", "taxonomy", "--plan", "future2024", "-o", str(path)])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_plans_as_table_and_as_json(capsys):
    assert main(["plans"]) == 0
    table = capsys.readouterr().out
    assert all(key in table for key in plan_keys())
    assert main(["plans", "--json"]) == 0
    listed = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(listed) == set(plan_keys())
    row = listed["future2024"]
    assert (row["sectors"], row["subsectors"], row["level"]) == (7, 29, "prefecture")
    assert sum(row["rows"].values()) > 100


def test_verify_proves_a_plan_or_says_what_is_missing(plans_texts, tmp_path, capsys):
    assert main(["verify", "--plan", "future2024", "--texts", str(plans_texts)]) == 0
    assert "1/1" in capsys.readouterr().out
    assert main(["verify", "--plan", "future2024", "--texts", str(tmp_path)]) == 1
    assert "未核对" in capsys.readouterr().out
    assert main(["verify", "--texts", str(tmp_path / "none")]) == 2


CALLS = [
    (["exprot"], "exprot", "export"),
    (["map", "--plan", "future2024", "--sectr", "x", "-o", "x.pdf"], "--sectr", "--sector"),
    (["export", "area", "--plan", "future2024"], "area", "areas"),
    (["export", "areas", "--plan", "future2024", "-o", "x.xls"], ".xls", ".xlsx"),
    (["export", "taxonomy", "--plan", "future2024", "-o", "x.geojson"], ".geojson", ".csv"),
    (
        ["map", "--plan", "future2024", "--sector", "未来空闲", "-o", "x.pdf"],
        "未来空闲",
        "未来空间",
    ),
    (["map", "--plan", "future2024", "--sector", "space", "-o", "x.jpg"], ".jpg", ".png"),
    (["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--paper", "A5"], "A5", "A4"),
    (["map", "--plan", "future2024", "-o", "x.pdf"], "--sector …", "--structure"),
    (["build", "--lang", "fr"], "fr", "zh"),
    (["check", "no-such-folder"], "no-such-folder", "plan.toml"),
]


@pytest.mark.parametrize(("words", "value", "nearest"), CALLS, ids=lambda v: str(v)[:40])
def test_a_wrong_call_is_a_sentence_with_the_nearest(words, value, nearest, capsys, tmp_path):
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert value in said.err
    assert nearest in said.err
    assert " / " in said.err
    assert "Traceback" not in said.err


def test_two_maps_at_once_is_a_wrong_call(capsys):
    words = ["map", "--plan", "future2024", "--breadth", "--carriers", "-o", "x.pdf"]
    assert main(words) == 2
    assert "breadth, carriers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (RuntimeError("boom\nmore"), 3, "RuntimeError: boom"),
        (PermissionError(13, "Permission denied", "secret.csv"), 2, "secret.csv"),
    ],
)
def test_whatever_happens_is_one_sentence(monkeypatch, capsys, failure, code, said):
    def fail(texts):
        raise failure

    monkeypatch.setattr("geo.ask.plan_list.listed_plans", fail)
    assert main(["plans"]) == code
    err = capsys.readouterr().err
    assert said in err
    assert " / " in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [["--debug", "plans"], ["plans", "--debug"]])
def test_debug_shows_the_whole_failure(monkeypatch, capsys, words):
    def fail(texts):
        raise RuntimeError("boom")

    monkeypatch.setattr("geo.ask.plan_list.listed_plans", fail)
    assert main(words) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "RuntimeError: boom" in said


def test_several_values_after_one_option():
    words = ["build", "--plan", "a", "b", "--png", "--paper", "A3", "A4", "--out", "x"]
    assert spread(words).count("--plan") == 2
    assert spread(words).count("--paper") == 2
    assert spread(words)[-2:] == ["--out", "x"]
    assert spread(["export", "areas", "--plan", "a"]) == ["export", "areas", "--plan", "a"]


def test_python_m_geo_is_the_same_command(repo):
    command = [sys.executable, "-m", "geo", "export", "nothing", "--plan", "x"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=repo)
    assert found.returncode == 2
    assert found.stdout == ""


@pytest.mark.parametrize("steering", ["\x1b[2J", "\a", "\r", "\u202e", "\u2028", "\x9b1m"])
def test_nothing_that_steers_a_terminal_is_printed(capsys, tmp_path, steering):
    assert main(["check", f"no{steering}folder"]) == 2
    assert main(["export", "areas", "--plan", f"fu{steering}ture", "-o", "a.csv"]) == 2
    written = tmp_path / f"a{steering}.csv"
    assert main(["export", "taxonomy", "--plan", "future2024", "-o", str(written)]) == 0
    assert main([f"--x{steering}"]) == 2
    said = capsys.readouterr()
    assert steering not in said.out + said.err
    assert said.err.count(f"\\u{ord(steering[0]):04x}") >= 4


def test_a_flood_of_faults_is_counted(capsys, tmp_path):
    write_template(tmp_path / "toy")
    rows = tmp_path / "toy" / "assignments.csv"
    head, first, *_ = rows.read_text("utf-8").splitlines()
    spoilt = [first.replace("focus", f"fo{n}cus") for n in range(200)]
    rows.write_text("\n".join([head, *spoilt]) + "\n", "utf-8")
    assert main(["check", str(tmp_path / "toy")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 22
    assert lines[20] == "同类错误另有 180 处：不是可用的值 / 180 more of this kind"
    assert lines[21].startswith("200 处错误")
