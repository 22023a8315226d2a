"""Workbooks as they come back: other programs, columns and sheets of people, files made to harm."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zipfile

import pytest
from openpyxl import load_workbook

from geo.cli.run import main
from geo.sources.plans.folder import load_plan
from geo.workbook.write import workbook_bytes
from tests.sweeps import sweep

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
INPUT = ("覆盖明细", "载体", "结构", "分类", "条款", "段落", "元数据")
MOST = 300_000  # kB
RUN = """
import sys
from pathlib import Path
from geo.cli.run import main
code = main(["import", sys.argv[1], "-o", sys.argv[2]])
# of this program alone: getrusage() hands on what the one that started it had taken
print("peak", Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
sys.exit(code)
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    path.write_bytes(workbook_bytes(load_plan("space2024")))
    return path


@pytest.fixture
def returned(exported, tmp_path, capsys):
    """Exit code and error lines of the import of a changed copy; the plan must be the same."""

    def run(edit):
        book = load_workbook(exported)
        edit(book)
        book.save(tmp_path / "mine.xlsx")
        code = main(["import", str(tmp_path / "mine.xlsx"), "-o", str(tmp_path / "out")])
        if code == 0:
            assert load_plan(tmp_path / "out") == load_plan("space2024")
        return code, capsys.readouterr().err.splitlines()

    return run


def as_another_program_saves_it(book):
    """Merged headings and hidden sheets that are no input; formulas in a sheet of one's own."""
    book["矩阵"].merge_cells("H3:M3")
    book["清单"].sheet_state = "hidden"
    book.create_sheet("我的")["A1"] = "=1+1"
    book["我的"]["XFD1048576"] = "x"


def test_what_is_no_input_may_look_as_it_likes(returned):
    assert returned(as_another_program_saves_it) == (0, [])


def test_an_input_sheet_that_is_gone_is_named(exported, tmp_path, capsys):
    book = load_workbook(exported)
    del book["载体"]
    book.save(tmp_path / "mine.xlsx")
    assert main(["import", str(tmp_path / "mine.xlsx"), "-o", str(tmp_path / "out")]) == 0
    assert "“载体” 没有这些输入表，读作没有一行" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plan.et", "plan.xls", "plan.XLSX"])
def test_a_workbook_is_told_by_what_it_is_and_not_by_its_suffix(exported, tmp_path, name):
    copy = tmp_path / name
    copy.write_bytes(exported.read_bytes())
    assert main(["import", str(copy), "-o", str(tmp_path / "out")]) == 0
    assert load_plan(tmp_path / "out") == load_plan("space2024")


def test_a_title_over_every_sheet_is_read_around(returned):
    def edit(book):
        for name in INPUT:
            book[name].insert_rows(1, 2)
            book[name]["A1"] = "2026 年版"

    code, said = returned(edit)
    assert code == 0
    assert {line.split("!")[1] for line in said} == set(INPUT)
    assert len(said) == len(INPUT)


def test_a_column_and_a_far_cell_of_ones_own_are_said(returned):
    def edit(book):
        book["覆盖明细"]["Z1"], book["覆盖明细"]["Z3"] = "负责人", "#REF!"
        book["覆盖明细"].merge_cells("Z4:Z9")
        book["覆盖明细"]["XFD1048576"] = "x"

    code, said = returned(edit)
    assert code == 0
    assert len(said) == 2
    assert said[0].startswith("mine.xlsx!覆盖明细: “负责人” ")
    assert said[1].startswith("mine.xlsx!覆盖明细!XFD1048576: ")


def test_codes_as_numbers_of_any_look(returned):
    def edit(book):
        page = book["覆盖明细"]
        for n in range(2, page.max_row + 1):
            if (page[f"B{n}"].value or "").isdigit():
                page[f"B{n}"].value = int(page[f"B{n}"].value)
                page[f"B{n}"].number_format = ("General", "#,##0", "0.00")[n % 3]

    assert returned(edit) == (0, [])


def test_an_input_sheet_under_another_name_is_not_forgotten(returned):
    code, said = returned(lambda book: setattr(book["载体"], "title", "载体表"))
    assert code == 1
    assert said[0].startswith("mine.xlsx!载体表: ")
    assert "(nearest: 载体)" in said[0]


def test_a_month_that_became_a_date_is_refused(returned):
    def edit(book):
        page = book["元数据"]
        row = next(c.row for c in page["D"] if c.value == "document.period")
        page[f"B{row}"].value = dt.datetime(2024, 12, 1)  # noqa: DTZ001
        page[f"B{row}"].number_format = "mmm-yy"

    code, said = returned(edit)
    assert code == 1
    assert "took this cell for a date" in said[0]


def inserted(source, path, rows):
    """A copy of a workbook with XML put behind the rows of its third sheet, the details."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet3.xml":
                data = data.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(part, data)
    return path


def filled(n, cells):
    return b'<row r="%d">%s</row>' % (n, b"".join(b'<c r="%s%d"%s' % (c, n, x) for c, x in cells))


HARM = {
    "far cells": (
        filled(1_048_576, [(b"XFD", b"><v>1</v></c>")]),
        (0, "XFD1048576: 表格以外的单元格没有读取"),
    ),
    "styled rows": (
        b"".join(filled(n, [(b"A", b' s="3"/>'), (b"B", b' s="3"/>')]) for n in range(200, 60_200)),
        (0, ""),
    ),
    "everything merged": (
        b'</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells><sheetData>',
        (1, "A3:XFD1048576: 合并单元格"),
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", sweep(HARM, {0}))
def test_a_sheet_made_to_harm_stays_small(exported, tmp_path, name):
    rows, (code, said) = HARM[name]
    path = inserted(exported, tmp_path / "mine.xlsx", rows)
    done = subprocess.run(
        [sys.executable, "-c", RUN, path, tmp_path / "out"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert int(done.stdout.split("peak ")[1]) < MOST
