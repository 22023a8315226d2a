"""Whose language a command speaks, how quiet it can be, and in whose words it hints."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from geo.cli import everywhere
from geo.cli.everywhere import users_language
from geo.cli.run import main
from geo.errors import Fault, GeoError
from geo.language import speaking

NONE = dict.fromkeys(("GEO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"), "")
CASES = [
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW"}, "zh"),
    ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "fr_FR.UTF-8"}, "both"),
    ({"LANG": "C.UTF-8"}, "both"),
    ({"LANG": "POSIX"}, "both"),
    ({}, "both"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "C"}, "both"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"),
    ({"LANG": "C", "LANGUAGE": "zh_CN"}, "both"),
    ({"LANG": "zh_CN.UTF-8", "GEO_LANG": "en"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "GEO_LANG": "both"}, "both"),
    ({"LANG": "zh_CN.UTF-8", "GEO_LANG": "klingon"}, "zh"),
]


def set_locale(monkeypatch, variables):
    for name, value in {**NONE, **variables}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(("variables", "expected"), CASES)
def test_the_locale_decides(variables, expected, monkeypatch):
    set_locale(monkeypatch, variables)
    assert users_language() == expected


def test_without_a_variable_the_system_says(monkeypatch):
    set_locale(monkeypatch, {})
    answer = subprocess.CompletedProcess([], 0, '(\n    "zh-Hans-CN",\n    "en-CN"\n)\n')
    monkeypatch.setattr(everywhere.sys, "platform", "darwin")
    monkeypatch.setattr(everywhere.subprocess, "run", lambda *a, **k: answer)
    assert users_language() == "zh"
    monkeypatch.setattr(everywhere.sys, "platform", "win32")
    assert users_language() == "both"  # where ctypes has no Windows to ask


@pytest.mark.parametrize("words", [["--speak", "en", "check", "no"], ["check", "no", "--speak=en"]])
def test_the_option_goes_before_the_locale(words, monkeypatch, capsys):
    set_locale(monkeypatch, {"LANG": "zh_CN.UTF-8"})
    assert main(words) == 2
    assert not re.search(r"[\u4e00-\u9fff]", capsys.readouterr().err)


def test_messages_are_in_the_users_language(monkeypatch, capsys):
    set_locale(monkeypatch, {"LANG": "zh_CN.UTF-8"})
    assert main(["plans"]) == 0
    assert " / " not in capsys.readouterr().out
    for words in (["exprot"], ["map"], ["map", "--paln", "x"], ["export", "nix"], ["map", "-o"]):
        assert main([*words]) == 2
        said = capsys.readouterr().err
        assert not re.search(r" / |[a-z]{2,} [a-z]{2,} [a-z]{2,}", said.replace("geo ", "")), said


def test_python_hears_both_languages():
    error = GeoError(Fault("a.csv:1", "缺", "none"))
    assert str(error) == "a.csv:1: 缺 / none"
    with speaking("en", to_shell=True):
        assert error.summary == "1 fault; nothing was written"


def test_quiet_says_faults_only(tmp_path, capsys):
    made = tmp_path / "toy"
    assert main(["new-plan", str(made), "-q"]) == 0
    assert main(["-q", "check", str(made)]) == 0
    written = tmp_path / "t.csv"
    assert main(["export", "taxonomy", "--plan", "future2024", "-qo", str(written)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    assert written.is_file()
    assert main(["check", str(made)]) == 0  # and the next command tells again
    assert capsys.readouterr().out
    assert main(["-q", "check", "no-such-folder"]) == 2
    assert "no-such-folder" in capsys.readouterr().err
    assert main(["export", "taxonomy", "--plan", "future2024", "-q"]) == 0
    assert capsys.readouterr().out.startswith("plan,")


WRONG = [
    ["map", "--plan", "future2024", "-o", "x.pdf"],
    ["map", "--plan", "future2024", "--breadth", "--carriers", "-o", "x.pdf"],
    ["map", "--plan", "future2024", "--sector", "未来空闲", "-o", "x.pdf"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--no-title"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--transparent"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--dpi", "600"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--single"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.html", "--bleed", "3"],
    ["map", "--plan", "future2024", "--breadth", "-o", "x.pdf", "--paper", "A9"],
    ["map", "--theme", "nix", "-o", "x.pdf"],
    ["map", "--city", "nix", "-o", "x.pdf"],
    ["cards", "--plan", "future2024", "--place", "nix", "-o", "x.pdf"],
    ["peers", "nix", "--plan", "future2024"],
    ["compare", "广州", "--plan", "future2024"],
    ["whatif", "--plan", "future2024", "--drop", "nix"],
    ["numbers", "sector", "--plan", "future2024"],
    ["numbers", "place", "--of", "nix", "--plan", "future2024"],
    ["consistency", "future2024", "gzhtz2021", "--city", "nix"],
    ["picture", "compare", "--plan", "future2024", "-o", "x.pdf"],
    ["picture", "diff", "--plan", "future2024", "-o", "x.pdf"],
    ["picture", "matrix", "--plan", "future2024", "-o", "x.doc"],
    ["new-plan", "x/y", "--territory", "nix"],
    ["export", "workbook", "--plan", "future2024", "-o", "x.csv"],
    ["export", "structure", "--plan", "future2024", "--expand", "-o", "x.gpkg"],
    ["publish", "nix", "--to", "y", "--audience", "public"],
]


def test_hints_are_in_the_words_of_the_shell(capsys, tmp_path, monkeypatch):
    """A fault of a command never tells a user to write Python: no ``sector=``, no method."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("mine", "utf-8")
    calls = [*WRONG, ["export", "taxonomy", "--plan", "future2024", "-o", "mine.csv"]]
    offenders = []
    for words in calls:
        code, said = main(words), capsys.readouterr().err
        if code not in (1, 2) or re.search(r"\b[a-z_]+=|\w\(\)|Python|None\b|\bTrue\b", said):
            offenders.append((code, " ".join(words), said))
    assert offenders == []


def test_a_process_without_words_says_how_it_is_used(repo):
    command = [sys.executable, "-m", "geo"]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=repo)
    assert ("build" in found.stdout, found.stderr) == (True, "")
