"""Documents for Word, read back: same cells, one style each, alt text, fields, no clock."""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import sys
import zipfile

import docx
import pypdfium2
import pytest

from geo.ask import questions
from geo.cli.run import main
from geo.export.report import report_bytes
from geo.export.word.model import LYING, UPRIGHT, Grid, setting_of
from geo.export.word.writing import Paper, word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _written(folder, *words):
    path = folder / "a.docx"
    assert main([*words, "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    return _written(folder, "compare", "广州", "深圳", "--plan", "future2024")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return _written(tmp_path_factory.mktemp("city"), "city", "阳江", "--lang", "en")


def _levels(document):
    names = [p.style.name for p in document.paragraphs]
    return [int(n[-1]) for n in names if n.startswith("Heading")]


def test_the_pair_has_the_cells_of_the_answer(pair):
    report, document = questions.compare("future2024", ["广州", "深圳"]), docx.Document(pair)
    summary, standing = document.tables
    read = [[c.text for c in row.cells] for row in summary.rows[1:]]
    assert [row[3] for row in read] == [
        t if isinstance(t, str) else t.zh for t in (r["terms"] for r in report.tables[0].rows)
    ]
    assert [int(row[2]) for row in read] == [r["count"] for r in report.tables[0].rows]
    states = [row.cells[2].text.split(" · ")[0].split("（")[0] for row in standing.rows[1:]]
    assert states == [r["440100"].zh for r in report.tables[1].rows]
    where = [row.cells[2].text.split(" · ")[1:] for row in standing.rows[1:]]
    assert [w[0] if w else "" for w in where] == [
        r["440100_locators"].zh for r in report.tables[1].rows
    ]
    assert any("等" in row.cells[2].text for row in standing.rows[1:])


@pytest.mark.parametrize("which", ["pair", "city"])
def test_a_document_is_edited_by_its_styles(which, request):
    document = docx.Document(request.getfixturevalue(which))
    levels = _levels(document)
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    body = document.element.body
    assert not list(body.iter(f"{W}txbxContent"))
    assert not [e for e in body.iter() if e.tag.endswith("}anchor")]
    assert not list(body.iter(f"{W}rPr"))
    (figure,) = document.inline_shapes
    assert figure._inline.docPr.get("descr")
    assert figure.width.mm == pytest.approx(160, abs=0.1)
    codes = [e.get(f"{W}instr") for e in body.iter(f"{W}fldSimple")]
    assert len(codes) == 1 + len(document.tables)
    assert all(" SEQ " in code for code in codes)
    for table in document.tables:
        assert table.style.name == "表格"
        assert list(table.rows[0]._tr.iter(f"{W}tblHeader"))


@pytest.mark.parametrize(("which", "words"), [("pair", "未送审"), ("city", "Not reviewed")])
def test_the_review_state_is_on_every_page_and_nobody_wrote_it(which, words, request):
    document = docx.Document(request.getfixturevalue(which))
    assert words in document.sections[0].header.paragraphs[0].text
    assert any(words in p.text for p in document.paragraphs if p.style.name == "Caption")
    core = document.core_properties
    assert (core.author, core.language) == ("", "en-US" if which == "city" else "zh-CN")
    assert core.title == document.paragraphs[0].text


def test_two_runs_are_equal_and_no_part_has_a_clock():
    report = questions.overlap("space2024")
    made = report_bytes(report, ".docx")
    assert made == report_bytes(report, ".docx")
    with zipfile.ZipFile(io.BytesIO(made)) as found:
        assert {info.date_time for info in found.infolist()} == {(2025, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("columns", [2, 9, 24, 60])
def test_no_table_is_wider_than_its_page(columns):
    setting = setting_of(Grid("", ["低空经济"] * columns, [["点名" * columns] * columns]))
    assert sum(setting.widths) <= (LYING if setting.lies else UPRIGHT) + 0.5


def test_a_wide_table_lies_and_takes_its_heading_along():
    document = docx.Document(io.BytesIO(report_bytes(questions.similarity("future2024"), ".docx")))
    lying = [s.orientation for s in document.sections]
    assert 1 in lying
    assert [len(t.rows) for t in document.tables] == [
        len(t.rows) + 1 for t in questions.similarity("future2024").tables
    ]


@pytest.mark.slow
def test_a_district_has_a_document(tmp_path):
    document = docx.Document(_written(tmp_path, "city", "黄埔"))
    assert "黄埔区" in document.paragraphs[0].text


def test_markup_in_a_cell_stays_text():
    evil = '<w:p>&amp;{{7*7}}=1+"'
    made = word_bytes(Paper(evil, evil, "zh", [Grid(evil, [evil], [[evil]])]))
    document = docx.Document(io.BytesIO(made))
    assert document.tables[0].rows[1].cells[0].text == evil


def test_without_the_library_the_line_that_installs_it_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "docx", None)
    for words in (("compare", "广州", "深圳", "--plan", "future2024"), ("city", "广州")):
        assert main([*words, "-o", str(tmp_path / "a.docx")]) == 2
        assert "pip install 'industry-atlas[office]'" in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize(("which", "most"), [("pair", 3), ("city", 4)])
def test_the_document_prints(which, most, request, tmp_path):
    path = request.getfixturevalue(which)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless",
               "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not (tmp_path / "a.pdf").exists():
        pytest.skip("LibreOffice is here without Writer")
    pages = len(pypdfium2.PdfDocument(tmp_path / "a.pdf"))
    assert 1 <= pages <= most
