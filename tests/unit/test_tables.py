"""Tables with addresses: encodings, shapes, workbooks."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from geo.errors import Notice, TableError
from geo.sources.plans.rows import plan_tables
from geo.sources.tables import workbook as workbook_module
from geo.sources.tables.csv_file import csv_text, read_csv
from geo.sources.tables.reading import table_of_sheet
from geo.sources.tables.table import Columns, Table
from geo.sources.tables.workbook import read_workbook

TEXT = 'place,term\n广州市,"钢铁,船舶"\n\n深圳市,"两\n行"\n东莞市,{{7*7}}\n'


def _csv(folder: Path, data: bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("gb18030", "GB 18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_encodings_read_the_same_and_say_which(tmp_path: Path, codec: str, said: str) -> None:
    with warnings.catch_warnings(record=True, action="always") as notices:
        table = read_csv(_csv(tmp_path, TEXT.encode(codec)))
    assert table.encoding == said
    due = [] if said.startswith("UTF-8") else [f"t.csv: 按 {said} 读取 / read as {said}"]
    assert [str(notice.message) for notice in notices] == due
    assert [row.cells for row in table.rows] == [
        {"place": "广州市", "term": "钢铁,船舶"},
        {"place": "深圳市", "term": "两\n行"},
        {"place": "东莞市", "term": "{{7*7}}"},
    ]
    assert [row.address for row in table.rows] == ["t.csv:2", "t.csv:4", "t.csv:6"]
    assert not table.faults


def test_big5_is_told_from_gb_18030(tmp_path: Path) -> None:
    with pytest.warns(Notice, match="read as Big5"):
        table = read_csv(_csv(tmp_path, "place,term\n廣州市,鋼鐵\n".encode("big5")))
    assert (table.encoding, table.rows[0]["place"]) == ("Big5", "廣州市")


@pytest.mark.parametrize(
    ("data", "address", "en"),
    [
        (b"a,b\n1,2,3\n", "t.csv:2", "too many cells: 3"),
        (b"a,b\n1\n", "t.csv:2", "too few cells: 1"),
        (b"a,a\n1,2\n", "t.csv:1", "stands twice"),
        (b"", "t.csv", "without a header"),
        (b'a,b\n"1,2\n', "t.csv:2", "is not closed"),
        (b'a,b\n1,2\n3,"4\n5,"6"\n', "t.csv:3", "is not closed"),
        (b'a,b\n"x\ny",1\n3,"4\n' + b"5,6\n" * 50_000, "t.csv:4", "is not closed"),
        (b"a;b\n1;2\n", "t.csv:1", "separated by"),
        (b"a\tb\n1\t2\n", "t.csv:1", "separated by"),
        ("\na\u3001b\n".encode(), "t.csv:2", "separated by"),
        ("a\uff0cb\n".encode(), "t.csv:1", "separated by"),
        (b"a,b\n1,2\n3,\0\n", "t.csv:3", "1 NUL"),
        ("a,b\n\u9a9e\u57ae\u7a9e,1\n".encode(), "t.csv:2", "garbled"),
        ("a,b\n1,\u00e5\u00b9\u00bf\u00e5\u00b7\u017e\n".encode(), "t.csv:2", "garbled"),
        ("a,b\n1,\u00b9\u00e3\u00d6\u00dd\n".encode(), "t.csv:2", "garbled"),
        (
            "a,b\n1,\u03c3\u2563\u2510\u03c3\u2556\u20a7\u03c3\u2555\u00e9\n".encode(),
            "t.csv:2",
            "garbled",
        ),
        ("a,b\n1,\u00c2\u03c0\u00f8\u00c2\u2211\u00fb\n".encode(), "t.csv:2", "garbled"),
        (
            "a,b\n1,广州市发展钢铁\n".encode("gbk").decode("big5", "ignore").encode(),
            "t.csv:2",
            "garbled",
        ),
        (
            "a,b\n1,鋼鐵板材製造\n".encode("big5").decode("gb18030", "ignore").encode(),
            "t.csv:2",
            "garbled",
        ),
        ("a,b\n1,锟斤拷锟斤拷\n2,锟斤拷\n".encode(), "t.csv:2", "lost for good"),
        ("a,b\n1,烫烫烫\n".encode(), "t.csv:2", "lost for good"),
        ("a,b\n1,2\n1,\ufffd\n".encode(), "t.csv:3", "lost for good"),
        (("a,b\n1," + "长" * 200_000 + "\n").encode(), "t.csv:2:b", "has more than 20000"),
        (b"a,b\n\xff\xff,2\n", "t.csv", "unknown encoding"),
    ],
)
def test_broken_tables_say_where(tmp_path: Path, data: bytes, address: str, en: str) -> None:
    faults = read_csv(_csv(tmp_path, data)).faults
    assert [fault.address for fault in faults] == [address]
    assert en in faults[0].en


def test_all_faults_of_a_table_at_once(tmp_path: Path) -> None:
    faults = read_csv(_csv(tmp_path, b"a,b\n1\n1,2\n1,2,3\n")).faults
    assert [fault.address for fault in faults] == ["t.csv:2", "t.csv:4"]


def test_missing_and_unknown_columns_name_each_other(tmp_path: Path) -> None:
    path = _csv(tmp_path, b"plcae,term\nx,y\n")
    missing, unknown = read_csv(path, Columns.of("place term note?")).faults
    assert (missing.address, missing.value, missing.nearest) == ("t.csv:1", "place", ("plcae",))
    assert (unknown.value, unknown.nearest) == ("plcae", ("place",))


def _book(path: Path, *, hidden: bool = False, merged: bool = False, formula: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("assignments")
        sheet.write_row(0, 0, ["place", "place_id", "term"])
        sheet.write_row(1, 0, ["广州市", 440100, "钢铁"])
        if merged:
            sheet.merge_range(3, 0, 4, 1, "深圳市")
        if formula:
            sheet.write_formula(2, 1, "=1+1")
        if hidden:
            sheet.hide()
            book.add_worksheet("first").activate()
    return path


def _table(path: Path, columns: str = "place place_id# term", name: str = "assignments") -> Table:
    return table_of_sheet(read_workbook(path, [name]).sheets[name], Columns.of(columns))


def test_workbook_cells_are_text_with_their_addresses(tmp_path: Path) -> None:
    (row,) = _table(_book(tmp_path / "plan.xlsx")).rows
    assert row.cells == {"place": "广州市", "place_id": "440100", "term": "钢铁"}
    assert row.at("term") == "plan.xlsx!assignments!C2"


def test_what_a_spreadsheet_makes_of_values_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("t")
        sheet.write_row(0, 0, [*"abcdef"])
        sheet.write_row(1, 0, [7.0, 0.25, True, "_x0041_", "a\r\nb", 0.1 + 0.2])
    (row,) = _table(path, "a b c d e f", "t").rows
    assert list(row.cells.values()) == ["7", "0.25", "TRUE", "_x0041_", "a\r\nb", "0.3"]


def test_only_sheets_that_are_asked_for_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("notes", "t", "more"):
            book.add_worksheet(name)
    found = read_workbook(path, ["t"])
    assert (list(found.sheets), found.unread) == (["t"], ["notes", "more"])


@pytest.mark.parametrize(
    ("made", "address", "en"),
    [
        ({"hidden": True}, "plan.xlsx!assignments", "hidden"),
        ({"merged": True}, "plan.xlsx!assignments!A4:B5", "merged"),
    ],
)
def test_what_a_workbook_hides_is_named(
    tmp_path: Path, made: dict[str, bool], address: str, en: str
) -> None:
    (fault,) = _table(_book(tmp_path / "plan.xlsx", **made)).faults
    assert fault.address == address
    assert en in fault.en


def test_a_workbook_is_refused_by_its_declared_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _book(tmp_path / "plan.xlsx")
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED", 1_000)
    monkeypatch.setattr(workbook_module, "_Reader", None)  # must not be opened
    with pytest.raises(TableError, match="over the limit"):
        read_workbook(path, [])


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    source, path = _book(tmp_path / "source.xlsx"), tmp_path / "plan.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/sharedStrings.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE s [<!ENTITY a "b">]>', 1)
            new.writestr(part, data)
    with pytest.raises(TableError, match="document type declaration"):
        read_workbook(path, [])


def test_what_is_no_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"place,term\n")
    with pytest.raises(TableError, match="not an xlsx workbook"):
        read_workbook(path, [])


def test_two_workbooks_are_not_guessed_between(tmp_path: Path) -> None:
    _book(tmp_path / "a.xlsx")
    _book(tmp_path / "b.xlsx")
    assert "a.xlsx, b.xlsx" in {fault.value for fault in plan_tables(tmp_path).faults}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    cells = ["a,b", 'say "x"', "a\rb", "a\nb", "中 文"]
    path = _csv(tmp_path, csv_text("abcde", [cells]).encode())
    assert list(read_csv(path).rows[0].cells.values()) == cells


# as written, as read, the rule that is said
SETTLED = {
    "a Kangxi radical": ("\u2f34\u5dde\u5e02", "广州市", "radicals and compatibility ideographs"),
    "a radical of the supplement": ("\u2ed4", "门", "radicals and compatibility ideographs"),
    "a compatibility ideograph": ("\uf9dc", "隆", "radicals and compatibility ideographs"),
    "full-width letters": ("\uff15\uff27\u7f51", "5G网", "full-width letters and digits"),
    "a hard space": ("新\xa0能源", "新 能源", "spaces that do not break"),
    "a tab": ("新\t能源", "新 能源", "spaces that do not break"),
    "no width": ("新\u200b能\ufeff源\u00ad", "新能源", "characters without width"),
    "a variant selector": ("葛\U000e0100", "葛", "characters without width"),
}


def _both(tmp_path: Path, cell: str) -> list[Path]:
    """A table with one cell, as CSV and as a workbook."""
    book = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet("t")
        sheet.write_row(0, 0, ["place", "term"])
        sheet.write_row(1, 0, ["深圳市", cell])
    text = csv_text(("place", "term"), [("深圳市", cell)])
    return [_csv(tmp_path, text.encode()), book]


def _read(path: Path) -> Table:
    columns = Columns.of("place term")
    if path.suffix == ".csv":
        return read_csv(path, columns)
    return table_of_sheet(read_workbook(path, ["t"]).sheets["t"], columns)


@pytest.mark.parametrize("name", SETTLED)
def test_characters_that_look_like_others_are_settled_and_said(tmp_path: Path, name: str) -> None:
    written, read, rule = SETTLED[name]
    for path, at in zip(_both(tmp_path, written), ("t.csv:2:term", "t.xlsx!t!B2"), strict=True):
        with pytest.warns(Notice, match=rf"resolved by rule: 1 \({rule}\): {at} ") as said:
            table = _read(path)
        assert len(said) == 1
        assert table.rows[0]["term"] == read
        assert not table.faults


@pytest.mark.parametrize(
    "printed", ["\uff08甲\uff09\uff1a“乙”、①㎡", "新\u3000能源", "a\nb", "½×³"]
)
def test_what_a_term_prints_is_left_as_it_is(tmp_path: Path, printed: str) -> None:
    for path in _both(tmp_path, printed):
        table = _read(path)
        assert table.rows[0]["term"] == printed
        assert not table.faults


@pytest.mark.parametrize("code", [0x202E, 0x2066, 0x7, 0x1B, 0x85, 0x2028])
def test_what_cannot_be_seen_and_steers_is_refused_at_its_cell(tmp_path: Path, code: int) -> None:
    paths = _both(tmp_path, f"新{chr(code)}能源")
    for path, at in zip(paths, ("t.csv:2:term", "t.xlsx!t!B2"), strict=True):
        (fault,) = _read(path).faults
        assert fault.address == at
        assert f"U+{code:04X}" in fault.en
        assert chr(code) not in fault.line()
