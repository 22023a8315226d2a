"""Each class of error, provoked once: a sentence in Chinese and English, and its exit code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import geo
from geo import errors
from geo.build.map_files import check_page
from geo.errors import Exit, GeoError
from geo.files.staging import write_file
from geo.sheet.page import PageChoice
from geo.sources.boundaries.country import load_country
from geo.sources.places.view import load_register
from geo.sources.tables.workbook import read_workbook
from tests.toy_folder import write_toy

CLASSES = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, GeoError)]
SENTENCE = re.compile(r"[\u4e00-\u9fff].* / .*[A-Za-z]{3}")


def template(folder: Path, name: str, old: str, new: str) -> Path:
    write_toy(folder / "toy")
    path = folder / "toy" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return folder / "toy"


def not_a_workbook(folder: Path) -> None:
    (folder / "a.xlsx").write_text("not a workbook")
    read_workbook(folder / "a.xlsx", [])


def unapproved(folder: Path) -> None:
    from geo.site.publish_build import Built, check_numbers

    none = {"number": "", "issued": "", "valid_until": ""}
    check_numbers(Built(folder, {}, {"space2024/structure": none}, ""), public=True)


def a_box(folder: Path) -> None:
    from geo.ask.check import check_data

    check_data(template(folder, "carriers.csv", "示例产业园", "示例产业园\U0001f680"))


PROVOKED: dict[type[GeoError], Callable[[Path], object]] = {
    errors.BoundaryError: load_country,
    errors.RegisterError: lambda d: load_register(folder=d),
    errors.PlaceError: lambda d: geo.load_plan(
        template(d, "assignments.csv", "惠州市,441300", "惠洲,")
    ),
    errors.PlanError: lambda d: geo.load_plan(template(d, "plan.toml", "level", "height")),
    errors.TableError: not_a_workbook,
    errors.SpecError: lambda d: geo.lay_out(geo.load_plan("future2024")).scene(),
    errors.FontError: a_box,
    errors.OutputError: lambda d: write_file(d, b""),
    errors.ApprovalError: unapproved,
    errors.CallError: lambda d: check_page(".pdf", PageChoice("A5")),
    errors.UnknownNameError: lambda d: geo.load_plan("future2042"),
}


def test_every_class_has_a_sample():
    assert set(CLASSES) - {GeoError} == set(PROVOKED)


@pytest.mark.parametrize("kind", PROVOKED, ids=lambda k: k.__name__)
def test_a_provoked_error_is_a_sentence_in_both_languages(kind, tmp_path):
    with pytest.raises(kind) as caught:
        PROVOKED[kind](tmp_path)
    assert type(caught.value) is kind
    for fault in caught.value.faults:
        assert SENTENCE.search(fault.line()), fault.line()
    assert SENTENCE.search(caught.value.summary)


def test_exit_codes_say_whose_fault_it_is():
    call = {kind.__name__ for kind in CLASSES if kind.exit_code == Exit.CALL}
    assert call == {"SpecError", "OutputError", "CallError", "UnknownNameError"}
    assert errors.ApprovalError.exit_code == Exit.UNAPPROVED
    others = {*CLASSES} - {errors.ApprovalError}
    assert {kind.exit_code for kind in others if kind.__name__ not in call} == {Exit.DATA}


def test_the_document_lists_the_codes_of_the_program(repo):
    text = (repo / "docs" / "exit-codes.md").read_text("utf-8")
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(Exit)
