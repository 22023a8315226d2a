"""Notices: each once on the error stream, and the command goes on."""

from __future__ import annotations

import warnings

import pytest

from geo.cli.run import main
from geo.errors import SHOWN, Notice, notice, resolved


@pytest.fixture
def told(monkeypatch, capsys):
    """What ``geo plans`` prints where reading does what it is given."""

    def run(reading):
        monkeypatch.setattr("geo.ask.plan_list.listed_plans", lambda texts: reading() or [])
        monkeypatch.setattr("geo.ask.plan_list.table_lines", lambda rows: ["table"])
        code = main(["plans"])
        return code, *capsys.readouterr()

    return run


def test_a_notice_is_printed_once_and_nothing_fails(told):
    code, out, err = told(lambda: notice("a.csv:1", "未读", "not read", "备注"))
    assert (code, out, err) == (0, "table\n", "a.csv:1: “备注” 未读 / not read\n")


def test_the_same_notice_from_two_places_is_said_once(told):
    def reading():
        notice("a.csv", "未读", "not read")
        notice("a.csv", "未读", "not read")

    assert told(reading)[2].count("not read") == 1


def test_a_warning_that_is_no_notice_is_left_alone(told):
    with pytest.warns(DeprecationWarning, match="old"):
        assert told(lambda: warnings.warn("old", DeprecationWarning, stacklevel=1))[2] == ""


def test_a_rule_lists_what_it_read_otherwise_and_then_counts():
    found = [(f"a.csv:{n}:id", f"{n}.0", str(n)) for n in range(1, SHOWN + 6)]
    with pytest.warns(Notice) as said:
        resolved("编号的小数", "decimals of codes", found)
    (line,) = (str(w.message) for w in said)
    assert line.startswith(
        "按规则认出 25 处（编号的小数） / resolved by rule: 25 (decimals of codes)"
    )
    assert "a.csv:20:id 20.0 → 20; … (25)" in line
    assert "21.0" not in line


def test_a_rule_that_was_not_needed_is_not_named():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        resolved("编号的小数", "decimals of codes", [])
