"""What stands under maps: sources, and what their plans are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.domain.plan import Plan, Standing
from geo.domain.text import Text
from geo.scene.credits import cautions, dated, limits, plan_line
from tests.small_plan import DOCUMENT, plan

MARKED = [Standing.EXPIRED, Standing.SUPERSEDED, Standing.DRAFT]


def made(name: str, status: Standing = Standing.IN_FORCE, *, redacted: bool = False) -> Plan:
    document = replace(DOCUMENT, short=Text(name, name), status=status, redacted=redacted)
    return replace(plan([]), document=document)


def test_a_plan_in_force_needs_no_caution():
    assert cautions([made("甲")]) == []
    assert limits([made("甲"), made("乙")]) == limits([made("甲")])


@pytest.mark.parametrize("status", MARKED)
def test_of_several_plans_the_ones_not_in_force_are_named(status):
    (told,) = cautions([made("甲"), made("乙", status), made("丙"), made("丁", status)])
    assert "乙、丁" in told.zh
    assert "甲" not in told.zh + told.en
    assert "乙, 丁" in told.en
    (alone,) = cautions([made("乙", status)])
    assert "乙" not in alone.zh + alone.en


def test_abridged_plans_come_before_ended_ones():
    told = limits([made("甲", Standing.EXPIRED), made("乙", redacted=True)])
    assert told.zh.index("乙") < told.zh.index("甲")
    assert told.en.index("乙") < told.en.index("甲")


@pytest.mark.parametrize("status", MARKED)
def test_the_mark_stands_beside_the_date(status):
    ended, open_ = made("甲", status), made("乙")
    mark = dated(ended, marked=True).zh.removeprefix(f"{dated(ended).zh} · ")
    assert mark
    assert dated(open_, marked=True) == dated(open_)
    line = plan_line([ended, open_])
    assert line.zh == f"甲（{DOCUMENT.issued_text}，{mark}）、乙（{DOCUMENT.issued_text}）"
    assert line.en.count("(") == 2
