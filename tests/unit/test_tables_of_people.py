"""Tables as people have them: the same outcome from a CSV, a workbook and an ods file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from geo.ask.new_plan import write_template
from geo.cli.run import main
from tests.ods import cell, write_ods
from tests.sweeps import sweep

DOORS = ("csv", "xlsx", "ods")
MARKS = (
    *("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "Err:502"),
    *("#名称?", "########", "nan", "NaN", "None", "<NA>"),
)
HERE = {
    "csv": "assignments.csv:{n}:{c}",
    "xlsx": "t.xlsx!assignments!{k}{n}",
    "ods": "t.ods!assignments!{k}{n}",
}


class Folder:
    """A plan folder whose tables come in at one door; the rows of ``assignments`` are edited."""

    def __init__(self, path, door):
        write_template(path)
        self.path, self.door = path, door
        self.tables = {
            file.stem: [*csv.reader(io.StringIO(file.read_text("utf-8-sig")))]
            for file in sorted(path.glob("*.csv"))
        }
        self.rows = self.tables["assignments"]

    def column(self, name):
        return self.rows[0].index(name)

    def at(self, n, column):
        k = self.column(column)
        return HERE[self.door].format(n=n, c=column, k="ABCDEFGHIJKLMNOPQRSTUVW"[k])

    def write(self):
        if self.door == "csv":
            for name, rows in self.tables.items():
                out = io.StringIO()
                wide = max(map(len, rows))
                csv.writer(out).writerows(row + [""] * (wide - len(row)) for row in rows)
                (self.path / f"{name}.csv").write_text(out.getvalue(), "utf-8", newline="")
            return
        for name in self.tables:
            (self.path / f"{name}.csv").unlink()
        if self.door == "ods":
            write_ods(self.path / "t.ods", self.tables)
            return
        book = Workbook()
        book.remove(book.active)
        for name, rows in self.tables.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append([str(value) for value in row])
        book.save(self.path / "t.xlsx")


@pytest.fixture(params=DOORS)
def folder(request, tmp_path):
    return Folder(tmp_path / "plan", request.param)


@pytest.fixture
def check(capsys):
    def run(folder):
        folder.write()
        code = main(["check", str(folder.path)])
        return code, capsys.readouterr().err.splitlines()

    return run


def test_a_folder_without_a_fault_says_nothing(folder, check):
    assert check(folder) == (0, [])


@pytest.mark.parametrize("above", [["附件:明细表"], ["附件"], [""]], ids=["one", "two", "blank"])
def test_lines_above_the_header_are_read_around_and_said(folder, check, above):
    folder.rows[:0] = [["附件一"], above]
    code, said = check(folder)
    assert code == 0
    assert len(said) == 1
    assert "the header is row 3; what stands above it is not read" in said[0]


def test_a_column_of_ones_own_is_said_and_not_read(folder, check):
    for n, row in enumerate(folder.rows):
        row.append("#N/A" if n else "负责人")
    code, said = check(folder)
    assert code == 0
    assert [line.partition(" ")[2] for line in said] == [
        "“负责人” 这一列不属于本表，没有读取 / not a column of the table; not read"
    ]


def test_a_column_without_a_name_is_said_and_not_read(folder, check):
    for n, row in enumerate(folder.rows):
        row.insert(0, str(n) if n else "")
    code, said = check(folder)
    assert code == 0
    assert len(said) == 1
    assert "has no name and is not read" in said[0]


@pytest.mark.parametrize("there", [True, False])
def test_a_mistyped_column_is_a_fault_and_not_ones_own(folder, check, there):
    column = "place_id" if there else "carrier"
    folder.rows[0][folder.column(column)] = f"{column}s"
    code, said = check(folder)
    assert code == 1
    assert any(f"(nearest: {column})" in line for line in said)


def test_a_header_pasted_once_more_is_said_and_not_read(folder, check):
    folder.rows.insert(3, list(folder.rows[0]))
    code, said = check(folder)
    assert code == 0
    assert len(said) == 1
    assert "“4” 又一次出现的表头没有读取" in said[0]


def test_a_table_without_its_header_is_one_fault(folder, check):
    folder.rows[0] = [f"列{n}" for n in range(len(folder.rows[0]))]
    code, said = check(folder)
    assert code == 1
    assert len(said) == 2
    assert "no header of this table in the first 20 rows (place, place_id" in said[0]


@pytest.mark.parametrize("column", sweep(["place", "class", "strength", "sector", "term"], {0, 3}))
def test_a_missing_column_is_said_once_and_not_at_every_row(folder, check, column):
    folder.rows[0][folder.column(column)] = ""
    code, said = check(folder)
    assert code == 1
    assert [line for line in said if f"“{column}” 缺少这一列" in line]
    assert said[-1].endswith("1 fault; nothing was written")


@pytest.mark.parametrize(
    ("table", "column"),
    sweep([["taxonomy", "id"], ["taxonomy", "kind"], ["taxonomy", "parent"],
           ["structure", "element"], ["structure", "kind"], ["structure", "name"],
           ["assignments", "sector"]], {0, 3, 6}),
)  # fmt: skip
def test_what_leans_on_a_refused_cell_is_no_further_fault(folder, check, table, column):
    folder.tables[table][2][folder.tables[table][0].index(column)] = "#N/A"
    code, said = check(folder)
    assert code == 1
    assert len(said) == 2
    assert "“#N/A”" in said[0]


@pytest.mark.parametrize("mark", sweep(MARKS, {0, 8, 9, 10, 11}))
@pytest.mark.parametrize(
    "column", ["worded", *(pytest.param(c, marks=pytest.mark.slow) for c in ("place_id", "note"))]
)
def test_the_mark_of_an_error_is_refused_at_its_cell_once(folder, check, mark, column):
    folder.rows[2][folder.column(column)] = mark
    code, said = check(folder)
    assert code == 1
    assert len(said) == 2  # the fault, and the count
    assert said[0].startswith(f"{folder.at(3, column)}: “{mark}” ")


def test_a_text_with_a_number_sign_is_a_text(folder, check):
    folder.rows[2][folder.column("note")] = "#1 高炉 #N/A?"
    assert check(folder) == (0, [])


@pytest.mark.parametrize(
    "written", ["440100.0", "440,100", "'440100", "４４０１００", "4.401e5", "4.401E+05", "440 100"]
)
def test_a_code_is_read_however_a_spreadsheet_wrote_it_and_said_once(folder, check, written):
    found = [row for row in folder.rows if row[folder.column("place_id")] == "440100"]
    for row in found:
        row[folder.column("place_id")] = written
    code, said = check(folder)
    assert code == 0
    assert len(said) == 1
    assert f"resolved by rule: {len(found)} (" in said[0]
    assert f"{folder.at(2, 'place_id')} {written} → 440100" in said[0]


def test_a_code_with_another_digit_is_not_repaired(folder, check):
    folder.rows[1][folder.column("place_id")] = "440100.5"
    code, said = check(folder)
    assert code == 1
    assert said[0].startswith(f"{folder.at(2, 'place_id')}: “440100.5” ")


def test_a_note_below_the_table_is_one_fault(folder, check):
    folder.rows.append(["注:初稿"])
    code, said = check(folder)
    assert code == 1
    assert len(said) == 2
    assert "one cell of the row is filled" in said[0]


@pytest.fixture
def template(tmp_path):
    write_template(tmp_path / "plan")
    return tmp_path / "plan"


@pytest.fixture
def checked(template, capsys):
    def run():
        code = main(["check", str(template)])
        return code, capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("carrier.csv", "carriers.csv"),
        ("载体.csv", "carriers.csv"),
        ("Carriers2.csv", "carriers.csv"),
    ],
)
def test_a_table_under_a_wrong_name_is_refused_with_the_right_one(template, checked, name, right):
    (template / "carriers.csv").rename(template / name)
    code, err = checked()
    assert code == 1
    assert err.startswith(f"{name}: ")
    assert f"(nearest: {right})" in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("结构.csv", "this file is not read (nearest: structure.csv)"),
        ("assignments.bak.csv", "this file is not read (nearest: assignments.csv)"),
        ("plan.xls", "this file is not read: save it as .xlsx or CSV"),
        ("~$plan.xlsx", "has this file open"),
        (".~lock.taxonomy.csv#", "has this file open"),
    ],
)
def test_a_file_that_is_not_read_is_named(template, checked, name, said):
    (template / name).write_text("x\n", "utf-8")
    code, err = checked()
    assert code == 0
    assert err.startswith(f"{name}: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_workbook_beside_the_tables_is_named_with_the_way_to_read_it(template, checked):
    book = Workbook()
    book.active.title = "覆盖明细"
    book.create_sheet("备忘")
    book.save(template / "mine.xlsx")
    code, err = checked()
    assert code == 0
    assert err.startswith("mine.xlsx: “覆盖明细、备忘” ")
    assert "geo import" in err


def test_a_sheet_under_a_wrong_name_is_refused(template, checked):
    (template / "carriers.csv").unlink()
    book = Workbook()
    book.active.title = "carrier"
    book.save(template / "mine.xlsx")
    code, err = checked()
    assert code == 1
    assert err.startswith("mine.xlsx!carrier: ")
    assert "(nearest: carriers)" in err


def _sheet(folder, edit):
    book = Workbook()
    page = book.active
    page.title = "carriers"
    for row in csv.reader(io.StringIO((folder / "carriers.csv").read_text("utf-8-sig"))):
        page.append(row)
    (folder / "carriers.csv").unlink()
    edit(page)
    book.save(folder / "mine.xlsx")


def _formatted(page):
    page["G2"].value, page["G2"].number_format = 0.05, "0%"


def _hidden(page):
    page.sheet_state = "hidden"
    page.parent.create_sheet("shown")
    page.parent.active = 1


@pytest.mark.parametrize(
    ("edit", "address", "said"),
    [
        (lambda p: p.merge_cells("A2:A3"), "carriers!A2:A3", "merged cells"),
        (lambda p: p.__setitem__("A2", "=B2"), "carriers!A2", "without a stored value"),
        (lambda p: p.__setitem__("C2", dt.datetime(2024, 9, 1)), "carriers!C2", "for a date"),  # noqa: DTZ001
        (_formatted, "carriers!G2", "shown in a format"),
        (_hidden, "carriers", "the sheet is hidden"),
    ],
)
def test_what_a_sheet_does_not_show_as_it_is_is_refused(template, checked, edit, address, said):
    _sheet(template, edit)
    code, err = checked()
    assert code == 1
    assert f"mine.xlsx!{address}: " in err
    assert said in err


def _far(page):
    page["XFD1048576"] = "x"


def _rows(page):
    page.row_dimensions[2].hidden = True
    page.column_dimensions["C"].hidden = True


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_far, ["carriers!XFD1048576: ", "far outside the table is not read"]),
        (_rows, ["“2” ", "hidden rows are read", "“C” ", "hidden columns are read"]),
    ],
)
def test_what_does_no_harm_is_read_around_and_said(template, checked, edit, said):
    _sheet(template, edit)
    code, err = checked()
    assert code == 0
    assert [words for words in said if words not in err] == []


def test_ods_repeats_spans_and_notes(template, checked):
    path = template / "carriers.csv"
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    path.unlink()
    noted = (
        "<office:annotation><text:p>note</text:p></office:annotation><text:p>某<text:s/>地</text:p>"
    )
    place = f'<table:table-cell office:value-type="string">{noted}</table:table-cell>'
    first = [place, "", *rows[0][2:]]
    merged = [cell(rows[1][0], 'table:number-rows-spanned="2"'), *rows[1][1:]]
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048000">{wide}</table:table-row>'
    write_ods(template / "mine.ods", {"carriers": [head, first, empty, merged]})
    code, err = checked()
    assert code == 1
    assert "mine.ods!carriers!A2: “某 地” " in err
    assert "mine.ods!carriers!A1048003:A1048004: 合并单元格" in err


def test_an_encrypted_or_old_workbook_says_so(template, checked):
    (template / "taxonomy.csv").unlink()
    (template / "mine.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    code, err = checked()
    assert code == 1
    assert "mine.xlsx: 是旧格式（.xls）或有密码的工作簿" in err


def test_a_zip_that_is_no_workbook_is_refused(template, checked):
    (template / "taxonomy.csv").unlink()
    with zipfile.ZipFile(template / "mine.xlsx", "w") as file:
        file.writestr("hello.txt", "x")
    code, err = checked()
    assert code == 1
    assert "mine.xlsx: " in err
