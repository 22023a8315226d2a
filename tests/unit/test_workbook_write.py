"""The workbook as a planner opens it: sheets, text cells, lists, numbers of the analysis, pages."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile

import pytest
from openpyxl import load_workbook

from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import analyse
from geo.analysis.similarity import similarity
from geo.domain.structure import KINDS
from geo.errors import TableError
from geo.sources.plans import meta as plan_meta
from geo.sources.plans import rows as plan_rows
from geo.sources.plans.folder import load_plan, plan_keys
from geo.sources.plans.rows import PLAN_TABLES
from geo.sources.plans.structure import TERM_KINDS as TAXONOMY_KINDS
from geo.workbook.book import Book
from geo.workbook.texts import INPUT_TABLES, code_of, columns, entries, labels, sheet, vocabulary
from geo.workbook.write import workbook_bytes
from tests.small_plan import plan as small_plan
from tests.small_plan import row
from tests.sweeps import sweep

SHEETS = (
    *("说明", "矩阵", "覆盖明细", "空白与拥挤", "相似度", "载体", "结构", "分类", "元数据"),
    *("条款", "段落", "清单"),
)


def opened(data: bytes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know data bars
        return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def future():
    return opened(workbook_bytes(load_plan("future2024")))


def column(page, title: str) -> str:
    return next(cell.column_letter for cell in page[1] if cell.value == title)


def test_sheets_stand_in_reading_order_and_none_is_hidden_or_merged(future):
    assert tuple(future.sheetnames) == SHEETS
    assert all(page.sheet_state == "visible" for page in future)
    assert not any(page.merged_cells.ranges for page in future)


@pytest.mark.parametrize("key", sweep(plan_keys(), {plan_keys().index("qianhai2024")}))
def test_the_same_plan_gives_the_same_bytes(key):
    assert workbook_bytes(load_plan(key)) == workbook_bytes(load_plan(key))


def test_every_column_of_the_plan_folder_has_one_chinese_header():
    assert set(INPUT_TABLES) == set(PLAN_TABLES)
    for name, declared in PLAN_TABLES.items():
        assert {c.code for c in columns(name) if not c.derived} == set(declared.names), name
        headers = [c.zh for c in columns(name)]
        assert len(set(headers)) == len(headers)


def test_every_entry_of_plan_toml_has_a_row():
    assert tuple(entry.key for entry in entries()) == plan_meta.ENTRIES


def test_every_keyword_has_one_chinese_word_that_leads_back():
    from geo.domain.statement import Force, Inferred, Relation, Scope, Strength

    wanted = {
        "scope": Scope,
        "class": Force,
        "relation": Relation,
        "strength": Strength,
        "structure": KINDS,
        "taxonomy": TAXONOMY_KINDS,
        "paragraph": plan_rows.STATUSES,
        "reason": plan_rows.REASONS,
        "inferred": tuple(filter(None, Inferred)),
        "level": plan_meta.LEVELS,
        "status": plan_meta.STATUSES,
    }
    for name, codes in wanted.items():
        words = vocabulary(name)
        assert tuple(words) == tuple(codes), name
        assert [code_of(words, word) for word in words.values()] == list(codes)


def test_names_that_two_sectors_share_are_told_apart():
    rows = [
        {"id": i, "kind": "sector", "zh": zh} for i, zh in (("a", "钢"), ("b", "钢"), ("c", "a"))
    ]
    found = labels(rows).sectors
    assert len(set(found.values())) == 3
    assert [code_of(found, found[i]) for i in "abc"] == ["a", "b", "c"]


def test_codes_are_text_and_no_cell_is_a_formula(future):
    page = future["覆盖明细"]
    codes = page[column(page, "地点编号")][1:]
    assert all(cell.data_type == "s" and cell.number_format == "@" for cell in codes)
    assert "440100" in {cell.value for cell in codes}
    for sheet_ in future:
        for cells in sheet_.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)


def test_text_that_begins_like_a_formula_is_guarded():
    rows = [row("440100", "steel", note="=HYPERLINK(1)", term="@SUM(1)", worded="+1")]
    data = workbook_bytes(small_plan(rows))
    page = opened(data)["覆盖明细"]
    cells = {cell.value for cell in page[2] if cell.value}
    assert {"'=HYPERLINK(1)", "'@SUM(1)", "'+1"} <= cells
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in archive.read(n) for n in pages)


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("地点", "广州市"),
        ("领域", "未来空间"),
        ("细分产业", "低空经济"),
        ("类别", "布局"),
        ("关系", "聚焦"),
        ("表述方式", "整体表述"),
        ("力度", "明确布局"),
        ("词语以“等”收尾", "是"),
        ("条款", "四#2.1"),
    ],
)
def test_columns_offer_their_values_in_a_drop_down_list(future, title, offered):
    page = future["覆盖明细"]
    letter = column(page, title)
    rules = [r for r in page.data_validations.dataValidation if f"{letter}2" in r.sqref]
    assert len(rules) == 1
    assert (
        next(iter(rules[0].sqref.ranges)).max_row > page.max_row
    )  # rows still to be written have it too
    name, _, cells = rules[0].formula1.partition("!")
    offers = [c[0].value for c in future[name.strip("'")][cells.replace("$", "")]]
    assert offered in offers
    assert None not in offers


def test_header_is_frozen_filtered_and_printed_on_every_page_of_a3(future):
    for name in ("覆盖明细", "载体", "结构", "分类", "元数据", "条款", "段落"):
        page = future[name]
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
    for page in future:
        setup = page.page_setup
        assert (setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == (8, 1, 0), page.title
        assert page.sheet_properties.pageSetUpPr.fitToPage
        landscape = page.page_setup.orientation == "landscape"
        assert landscape is (page.title != "说明")


def test_matrix_shows_the_numbers_of_the_analysis(future):
    matrix = analyse("future2024").matrix
    page = future["矩阵"]
    terms = [t for s in matrix.sectors for t in (s.id, *(sub.id for sub in s.subsectors))]
    heads = [c.value for c in page[4]][2 : 2 + len(terms)]
    assert [h for h in heads if h != "小计"] == [s.zh for s in matrix.subsectors]
    for n, unit in enumerate(matrix.of_kind("area"), 5):
        cells = [c.value for c in page[n]]
        assert cells[:2] == [unit.id, unit.name.zh]
        for value, term in zip(cells[2:], terms, strict=False):
            cell = matrix.cell(unit, term)
            is_sub = "." in term
            expected = {
                "named": "●" if is_sub else cell.count,
                "focus": "○",
                "collective": "统",
                "not_named": None if is_sub else "—",
            }[cell.state]
            assert value == expected, (unit.id, term)
        assert cells[2 + len(terms)] == len(matrix.sectors_of(unit))
    totals = [c.value for c in page[5 + len(matrix.of_kind("area"))]][2:]
    assert totals[: len(terms)] == [matrix.column_total(t).stating for t in terms]


def test_matrix_states_differ_without_colour(future):
    page = future["矩阵"]
    looks = {}
    for cells in page.iter_rows(min_row=5, max_row=25, min_col=3, max_col=38):
        for cell in cells:
            looks.setdefault((cell.fill.patternType, cell.fill.fgColor.rgb), set()).add(cell.value)
    assert {"统"} in looks.values()  # the hatch carries one word only, and a word it is
    for values in looks.values():
        kinds = {"n" if isinstance(v, int) else v for v in values} - {None, "—"}
        assert len(kinds - {"n", "●"}) <= 1


def test_gaps_and_similarity_show_the_numbers_of_the_analysis(future):
    laid = analyse("future2024")
    values = [[c.value for c in line] for line in future["空白与拥挤"].iter_rows()]
    for crowd in overlap(laid).subsectors:
        line = next(v for v in values if v[1] == crowd.term.name.zh)
        assert (line[2], line[5]) == (crowd.count, crowd.members)
        assert (line[3] or "") == "、".join(u.name.zh for u in crowd.places)
    found = similarity(laid)
    lines = [[c.value for c in line] for line in future["相似度"].iter_rows()]
    start = next(n for n, v in enumerate(lines) if v[0] == "按细分产业") + 2
    for n, numbers in enumerate(found.values):
        assert lines[start + n][0] == found.places[n].name.zh
        assert lines[start + n][1 : 1 + len(numbers)] == pytest.approx(list(numbers))


def test_who_takes_a_sub_sector_and_what_two_cities_share_is_put_in_words():
    taken = [("440100", 1), ("440100", 2), ("440300", 2), ("440300", 3)]
    rows = [row(place, "steel", f"steel.{n}") for place, n in taken]
    rows.append(row("east_west_north", "steel", "steel.4", scope="collective"))
    book = opened(workbook_bytes(small_plan(rows)))
    said = {line[1].value: line[6].value for line in book["空白与拥挤"].iter_rows(max_col=7)}
    assert {said[f"钢材{n}"] for n in (1, 3)} == {"独此一家"}
    assert [said[f"钢材{n}"] for n in (2, 4, 5)] == ["最拥挤", "仅区域表述", "空白：无处点名"]
    lines = [[c.value for c in line if c.value not in (None, "")] for line in book["相似度"]]
    told = [line for line in lines if line and line[-3:] == ["钢材2", "钢材1", "钢材3"]]
    assert [line[:2] for line in told] == [["广州市", "深圳市"]]


def test_the_guide_counts_the_rows_of_each_sheet(future):
    told = {line[0].value: line[1].value for line in future["说明"].iter_rows(max_col=2)}
    for name in INPUT_TABLES:
        rows = future[sheet(name)].max_row - 1 if sheet(name) in SHEETS else None
        assert told.get(sheet(name)) == rows, name


def test_a_plan_without_rows_still_makes_a_workbook():
    book = opened(workbook_bytes(small_plan([])))
    assert book["覆盖明细"].max_row == 1
    assert book["载体"]["A1"].value == "地点"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["future2024", "gzhtz2021"])
def test_libreoffice_opens_it_and_prints_every_sheet_one_page_wide(key, tmp_path):
    import pypdfium2

    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    data = workbook_bytes(load_plan(key))
    path = tmp_path / f"{key}.xlsx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(path)], check=True, capture_output=True, timeout=300)
    pdf = pypdfium2.PdfDocument(tmp_path / f"{key}.pdf")
    texts = [page.get_textpage().get_text_range() for page in pdf]
    sizes = {tuple(sorted(round(x / 72 * 25.4) for x in page.get_size())) for page in pdf}
    assert sizes == {(297, 420)}
    assert sum("矩阵" in t and "点名地区数" in t and "代码" in t for t in texts) == 1
    first = next(t for t in texts if "登记名称" in t and "表述方式" in t)
    assert "地点编号" in first
    assert "备注" in first  # first and last column of the widest sheet on one page
    pdf.close()


def test_the_sheet_name_of_every_table_is_short_enough_for_excel():
    for name in (*PLAN_TABLES, "meta", "guide", "matrix", "gaps", "faults"):
        assert 0 < len(sheet(name)) <= 31


def test_a_text_that_no_cell_can_hold_is_told_with_its_sheet_and_row():
    written = Book(small_plan([]))
    page = written.add("assignments")
    with pytest.raises(TableError) as told:
        written.put(page, 4, 0, "字" * 40_000, None)
    assert told.value.faults[0].address == f"{page.get_name()}!5"
