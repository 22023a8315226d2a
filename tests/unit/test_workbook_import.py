"""A workbook sent back: edits are taken over, every fault is named at its cell, all at once."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geo.errors import CallError, Notice
from geo.sources.boundaries.datum import SYSTEMS
from geo.sources.plans.folder import load_plan, plan_folder, plan_keys
from geo.sources.plans.rows import PLAN_TABLES, plan_tables
from geo.workbook.importing import WorkbookError, import_workbook
from geo.workbook.write import workbook_bytes
from tests.sweeps import sweep

# openpyxl does not keep data bars and says so; the workbooks here are edited with it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
TELLING = [plan_keys().index(key) for key in ("qianhai2024", "gz_dualchain2022")]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A workbook without the sheets that no import reads; each test edits a copy."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    path.write_bytes(workbook_bytes(load_plan("future2024")))
    book = load_workbook(path)
    for name in ("矩阵", "空白与拥挤", "相似度"):
        del book[name]
    book.save(path)
    return path


class Edited:
    """A copy of the workbook, cells reached by sheet, Chinese header and row."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.path = folder / "plan.xlsx"
        shutil.copy(source, self.path)
        self.book = load_workbook(self.path)
        self.out = folder / "out"

    def __getitem__(self, name: str):
        return self.book[name]

    def cell(self, name: str, header: str, row: int):
        letter = next(c.column_letter for c in self.book[name][1] if c.value == header)
        return self.book[name][f"{letter}{row}"]

    def meta(self, key: str):
        row = next(c.row for c in self.book["元数据"]["D"] if c.value == key)
        return self.book["元数据"][f"B{row}"]

    def send(self, **options):
        self.book.save(self.path)
        return import_workbook(self.path, self.out, **options)

    def faults(self):
        with pytest.raises(WorkbookError) as caught:
            self.send()
        assert not self.out.exists()
        return {fault.address.partition("!")[2]: fault for fault in caught.value.faults}


@pytest.fixture
def edited(exported, tmp_path):
    return Edited(exported, tmp_path)


def focus_row(book: Edited, sector: str = "未来空间") -> int:
    """A row of 广州市 that focuses on a sector."""
    page = book["覆盖明细"]
    for n in range(2, page.max_row + 1):
        said = [book.cell("覆盖明细", h, n).value for h in ("地点", "领域", "关系")]
        if said == ["广州市", sector, "聚焦"]:
            return n
    raise AssertionError


def _contents(tables, name):
    """Rows of a table with all of its columns; classes by id, for the order is that of the plan."""
    columns = PLAN_TABLES[name].names
    rows = [{column: row[column] for column in columns} for row in tables.rows(name)]
    if name != "taxonomy":
        return rows
    variants = ({**row, "parent": ""} if row["kind"] == "variant" else row for row in rows)
    return sorted(variants, key=lambda row: row["id"])


@pytest.mark.parametrize("key", sweep(plan_keys(), TELLING))
def test_every_plan_comes_back_the_same(key, tmp_path):
    plan = load_plan(key)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_bytes(plan))
    import_workbook(path, tmp_path / "out")
    again = load_plan(tmp_path / "out")
    assert again == plan
    assert again.clauses == plan.clauses
    before, after = plan_tables(plan_folder(key)), plan_tables(tmp_path / "out")
    for name in PLAN_TABLES:
        old, new = (_contents(tables, name) for tables in (before, after))
        assert old == new, name


def test_files_open_in_excel_without_garbling(exported, tmp_path):
    import_workbook(exported, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_spreadsheets_do_to_cells_is_undone(edited):
    n = focus_row(edited)
    edited.cell("覆盖明细", "地点编号", n).value = 440100  # typed as a number
    edited.cell("覆盖明细", "地点", n).value = " 广州市  "
    edited.cell("覆盖明细", "词语以“等”收尾", n).value = "ＹＥＳ"
    clause = edited.cell("覆盖明细", "条款", n)
    clause.value = clause.value.replace("#", "＃")
    edited.cell("覆盖明细", "备注", n).value = "１２ 全角"
    with pytest.warns(Notice, match="resolved by rule: 2 .*full-width"):
        edited.send()
    before = load_plan("future2024").statements[n - 2]
    after = load_plan(edited.out).statements[n - 2]
    assert after == replace(before, open_ended=True, note="12 全角")


def test_an_edit_changes_that_cell_and_nothing_else(edited):
    n = focus_row(edited)
    edited.cell("覆盖明细", "力度", n).value = "支持推动"
    edited.send()
    old, new = load_plan("future2024").statements, load_plan(edited.out).statements
    changed = [k for k, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    assert changed == [n - 2]
    assert new[n - 2].strength == "support"


def test_a_row_below_the_last_one_is_read_and_empty_rows_are_counted(edited):
    page = edited["覆盖明细"]
    last, n = page.max_row, focus_row(edited)
    for k in range(1, page.max_column + 1):
        page.cell(last + 3, k).value = page.cell(n, k).value
    edited.cell("覆盖明细", "地点", last + 3).value = "韶关市"
    edited.cell("覆盖明细", "地点编号", last + 3).value = None  # found by its name
    report = edited.send()
    assert report.blank["assignments"] == 2
    assert "空行 2" in "".join(report.lines())
    assert load_plan(edited.out).statements[-1].place_id == "440200"


def test_every_fault_is_named_at_its_cell_with_the_nearest_value(edited):
    n = focus_row(edited)
    typed = {
        "地点": ("广洲市", "广州市"),
        "领域": ("未来空问", "未来空间"),
        "力度": ("明确", "明确布局"),
        "词语以“等”收尾": ("也许", "是"),
        "条款": ("四#99.1", "四#9.1"),
    }
    places = {}
    for k, (header, (wrong, _)) in enumerate(typed.items()):
        cell = edited.cell("覆盖明细", header, n + k)
        cell.value = wrong
        places[header] = f"覆盖明细!{cell.coordinate}"
    edited.cell("覆盖明细", "地点编号", n).value = None
    edited["结构"]["B2"].value = "核芯"
    edited.meta("document.issued").value = "去年"
    faults = edited.faults()
    for header, (wrong, right) in typed.items():
        fault = faults[places[header]]
        assert (fault.value, fault.nearest[0]) == (wrong, right)
        assert fault.zh
        assert fault.en
    assert faults["结构!B2"].nearest == ("核心",)
    assert faults[f"元数据!{edited.meta('document.issued').coordinate}"].value == "去年"


def test_sentences_about_other_rows_name_their_sheets(edited):
    page, n = edited["覆盖明细"], focus_row(edited)
    for k in range(1, page.max_column + 1):
        page.cell(n + 1, k).value = page.cell(n, k).value
    fault = edited.faults()[f"覆盖明细!{n + 1}"]
    assert f"覆盖明细!{n}" in fault.zh
    assert ".csv" not in fault.line()


def test_the_copy_has_the_faulty_cells_red_and_commented(edited):
    n = focus_row(edited)
    cell = edited.cell("覆盖明细", "领域", n)
    cell.value = "未来空问"
    edited["载体"]["E3"].value = "nowhere"
    edited.faults()
    copy = edited.path.with_name("plan.faults.xlsx")
    marked = load_workbook(copy)
    for name, where in (("覆盖明细", cell.coordinate), ("载体", "E3")):
        found = marked[name][where]
        assert found.fill.fgColor.rgb == "00FF9C94"
        assert found.comment is not None
    assert "未来空间" in marked["覆盖明细"][cell.coordinate].comment.text
    assert sum(c.comment is not None for line in marked["覆盖明细"].iter_rows() for c in line) == 1
    listed = [[c.value for c in line] for line in marked["问题"].iter_rows(min_row=2)]
    assert [(v[1], v[2], v[3]) for v in listed] == [
        ("覆盖明细", cell.coordinate, "未来空问"),
        ("载体", "E3", "nowhere"),
    ]
    again = copy.read_bytes()
    edited.faults()
    assert copy.read_bytes() == again


def test_the_mended_copy_can_be_sent_back(edited, tmp_path):
    n = focus_row(edited)
    edited.cell("覆盖明细", "领域", n).value = "未来空问"
    edited.faults()
    book = load_workbook(tmp_path / "plan.faults.xlsx")
    letter = edited.cell("覆盖明细", "领域", n).coordinate
    book["覆盖明细"][letter].value = "未来空间"
    book.save(tmp_path / "mended.xlsx")
    import_workbook(tmp_path / "mended.xlsx", tmp_path / "out")
    assert load_plan(tmp_path / "out") == load_plan("future2024")


def test_missing_sheets_and_columns_and_unknown_ones_are_named(edited):
    del edited.book["分类"]
    edited["覆盖明细"]["A1"].value = "地点名"
    with pytest.raises(WorkbookError) as caught:
        edited.send()
    said = {(f.address, f.value) for f in caught.value.faults}
    assert len(said) == 3  # and nothing about sectors that no sheet could name
    assert ("plan.xlsx", "分类") in said
    assert ("plan.xlsx!覆盖明细", "地点") in said
    assert ("plan.xlsx!覆盖明细", "地点名") in said


def test_headers_may_be_the_english_names_in_any_order(edited):
    page = edited["载体"]
    page["A1"].value = "place"
    for n in range(1, page.max_row + 1):
        first, last = page[f"A{n}"].value, page[f"J{n}"].value
        page[f"A{n}"].value, page[f"J{n}"].value = last, first
    edited.send()
    assert load_plan(edited.out) == load_plan("future2024")


def test_formulas_merged_cells_and_hidden_sheets_are_named_and_marked(edited):
    edited["覆盖明细"]["F5"].value = "=1+1"
    edited["载体"].merge_cells("A2:A3")
    edited["段落"].sheet_state = "hidden"
    faults = edited.faults()
    assert {"覆盖明细!F5", "载体!A2:A3", "段落"} <= set(faults)
    marked = load_workbook(edited.path.with_name("plan.faults.xlsx"))
    assert marked["覆盖明细"]["F5"].comment is not None


def test_a_workbook_that_declares_too_much_is_never_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with pytest.raises(WorkbookError) as caught:
        import_workbook(path, tmp_path / "out")
    assert caught.value.marked is None
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bomb.xlsx"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook"])
def test_what_is_no_workbook_is_refused(data, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(WorkbookError):
        import_workbook(path, tmp_path / "out")
    with pytest.raises(CallError):
        import_workbook(tmp_path / "absent.xlsx", tmp_path / "out")


def test_places_of_the_plan_itself_come_back(tmp_path):
    first = tmp_path / "first"
    shutil.copytree(plan_folder("qianhai2024"), first)
    text = (
        "id,name_zh,name_en,kind,county,lon,lat,coord_system,grade,radius_m,source\n"
        "trial_park,试验园,Trial Park,industrial_park,440305,113.9,22.5,WGS84,area,500,trial\n"
    )
    (first / "places.csv").write_text(text.replace("WGS84", SYSTEMS[0]), encoding="utf-8")
    plan = load_plan(first)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_bytes(plan))
    assert "地点" in load_workbook(path).sheetnames
    import_workbook(path, tmp_path / "out")
    before, after = plan_tables(first), plan_tables(tmp_path / "out")
    old, new = before.rows("places")[0], after.rows("places")[0]
    assert {k: v for k, v in new.cells.items() if v} == {k: v for k, v in old.cells.items() if v}


@pytest.mark.slow
def test_with_the_text_a_row_may_name_a_clause_that_was_not_in_use(edited, plans_texts):
    page, n = edited["覆盖明细"], focus_row(edited)
    used = {c.value for c in edited["条款"]["A"]}
    new = next(
        p["section"] + "#" + p["paragraph"] + ".1"
        for p in plan_tables(plan_folder("future2024")).rows("paragraphs")
        if p["status"] == "none" and p["paragraph"] != "0"
    )
    assert new not in used
    last = page.max_row + 1
    for k in range(1, page.max_column + 1):
        page.cell(last, k).value = page.cell(n, k).value
    edited.cell("覆盖明细", "条款", last).value = new
    for header in ("领域", "细分产业"):
        edited.cell("覆盖明细", header, last).value = None
    edited.cell("覆盖明细", "关系", last).value = "定位"
    edited.cell("覆盖明细", "类别", last).value = "背景"
    edited.cell("覆盖明细", "推断", last).value = "地点和词语"
    where = edited.cell("覆盖明细", "条款", last).coordinate
    assert edited.faults()[f"覆盖明细!{where}"].value == new
    edited.send(texts=plans_texts)
    plan = load_plan(edited.out)
    assert plan.statements[-1].clause == new
    assert new in plan.clauses


def test_with_the_text_every_row_is_held_against_it(edited, plans_texts):
    n = focus_row(edited)
    edited.cell("覆盖明细", "原文词语", n).value = "捕鲸"
    edited.book.save(edited.path)
    with pytest.raises(WorkbookError) as caught:
        import_workbook(edited.path, edited.out, texts=plans_texts)
    where = edited.cell("覆盖明细", "原文词语", n).coordinate
    assert [f.address for f in caught.value.faults] == [f"plan.xlsx!覆盖明细!{where}"]


@pytest.mark.parametrize("key", sweep(plan_keys(), TELLING[:1]))
def test_a_plan_changed_in_memory_is_written_as_changed(key, tmp_path):
    plan = load_plan(key)
    document = replace(plan.document, number="号外", issued_precision="year")
    changed = replace(plan, document=document, statements=plan.statements[::-1])
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_bytes(changed))
    again = import_workbook(path, tmp_path / "out").plan
    unplaced = [replace(p, address="") for p in changed.statements]
    assert [replace(p, address="") for p in again.statements] == unplaced
    assert replace(again, statements=()) == replace(changed, statements=())
