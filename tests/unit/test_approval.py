"""The approval number: the user's own, of its form, on the one map it was given for."""

from __future__ import annotations

import dataclasses

import pytest

from geo import lay_out, load_plan
from geo.build.mapped_plan import Layout
from geo.errors import CallError
from geo.spec.publisher import approval

NUMBER = "粤S(2026)001号"


@pytest.fixture(scope="module")
def layout() -> Layout:
    return lay_out(load_plan("space2024"))


@pytest.mark.parametrize(
    "number", [NUMBER, "GS(2024)0650号", "GS（2024）0650号", "GS粤(2025)12号", "粤AS(2025)3号"]
)
def test_the_forms_in_use_are_accepted(number: str) -> None:
    assert approval(number) == number


@pytest.mark.parametrize("number", ["001", "粤S2026001号", "{{7*7}}", "粤S(26)1号", "申请中"])
def test_anything_else_is_refused(number: str) -> None:
    with pytest.raises(CallError, match="--approval"):
        approval(number)


def test_the_number_stands_in_place_of_the_mark_and_only_on_its_map(layout, tmp_path) -> None:
    with_number = layout.sheet(tmp_path / "a.svg", structure=True, approved=NUMBER)
    without = layout.sheet(tmp_path / "b.svg", structure=True)
    assert NUMBER in with_number.read_text("utf-8")
    assert "未送审" not in with_number.read_text("utf-8")
    assert "未送审" in without.read_text("utf-8")
    assert NUMBER not in without.read_text("utf-8")


@pytest.mark.parametrize(("status", "words"), [("superseded", "已被替代"), ("expired", "期已满")])
def test_a_plan_that_is_over_says_so_on_its_maps(layout, status: str, words: str) -> None:
    document = dataclasses.replace(layout.plan.document, status=status)
    over = dataclasses.replace(layout.plan, document=document)
    assert words in lay_out(over).scene(structure=True).credits.limits.zh
