"""No command replaces a file that it did not write; each prints every file that it wrote."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import Point

import geo
from geo.cli.run import main
from geo.errors import OutputError
from geo.export.plan_layers import LAYERS
from geo.files.own import RECORD
from tests.sweeps import sweep

MINE = b"my own work"
PLAN = ["--plan", "space2024"]
MAP = ["map", *PLAN, "--structure"]
PICTURE = ["picture", "matrix", *PLAN]
# further formats of a door that has another one in the list
FURTHER = [
    (MAP, "a.pdf"),
    (["map", "--theme", "商业航天"], "a.svg"),
    (PICTURE, "a.svg"),
    (["picture", "diff", *PLAN, "--against", "future2024"], "a.svg"),
    (["city", "阳江"], "a.csv"),
    *((["export", "areas", *PLAN], f"a{s}") for s in (".json", ".xlsx", ".geojson")),
    *(([name, *PLAN], "a.json") for name in ("gaps", "overlap", "similarity")),
    (["consistency", "future2024", "gzhtz2021", "--city", "广州"], "a.csv"),
    (PICTURE, "a.html"),
    (["city", "阳江"], "a.html"),
    (["export", "assignments", *PLAN], "a.csv"),
    (["compare", "广州", "深圳", *PLAN], "a.xlsx"),
    (["diff", "space2024", "future2024"], "a.csv"),
    (["themes"], "a.csv"),
    (["whatif", *PLAN, "--drop", "广州:商业航天"], "a.csv"),
]
DOORS = [
    *(pytest.param(*door, marks=pytest.mark.slow) for door in FURTHER),
    (MAP, "a.html"),
    (MAP, "a.svg"),
    ([*MAP, "--single"], "a.html"),
    (["export", "areas", *PLAN], "a.csv"),
    (["export", "areas", *PLAN], "a.gpkg"),
    (["export", "workbook", *PLAN], "a.xlsx"),
    (["coverage", *PLAN], "a.json"),
    (["peers", "广州", *PLAN], "a.md"),
    (["numbers", "breadth", *PLAN], "a.csv"),
]


def contents(folder, skip=()):
    """Hash of every file below a folder by its path, without the record."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name not in (RECORD, *skip))
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).digest() for p in files
    }


def printed(capsys):
    """The files that a command says it wrote; a note may follow the name."""
    said = capsys.readouterr()
    return {re.sub(r": \D*\d+ .*", "", line) for line in (said.out + said.err).splitlines()}


@pytest.mark.parametrize(("words", "name"), DOORS, ids=lambda v: v if isinstance(v, str) else v[0])
def test_a_file_of_the_user_is_replaced_in_words_only(words, name, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(MINE)
    assert main([*words, "-o", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"“{path}” 不是本工具写的文件" in said
    assert "--replace" in said
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == MINE
    assert main([*words, "-o", str(path), "--replace"]) == 0
    assert path.read_bytes() != MINE
    assert printed(capsys) == {str(p) for p in tmp_path.rglob("*") if p.is_file()}
    assert main([*words, "-o", str(path)]) == 0


@pytest.mark.parametrize(
    ("first", "more"),
    sweep(
        [
            [MAP, []],
            [
                ["map", "--plan", "future2024", "--sector", "space", "--with", "svg"],
                [["map", *PLAN, "--breadth"], PICTURE, ["city", "阳江"]],
            ],
        ],
        {0},
    ),
    ids=["maps", "of all kinds"],
)
def test_pages_of_one_folder_keep_their_own_map_and_review_state(tmp_path, first, more):
    """Two pages of one map, one of them approved, and pages of other kinds."""
    number = "粤S(2026)001号"
    assert main([*first, "-o", str(tmp_path / "internal.html")]) == 0
    before = contents(tmp_path)
    assert main([*first, "--approval", number, "-o", str(tmp_path / "public.html")]) == 0
    for n, other in enumerate(more):
        assert main([*other, "-o", str(tmp_path / f"other-{n}.html")]) == 0
    assert before.items() <= contents(tmp_path).items()
    texts = {
        p.relative_to(tmp_path).as_posix(): p.read_text("utf-8")
        for p in tmp_path.rglob("*")
        if p.suffix in {".html", ".svg"} or p.name.endswith(".data.js")
    }
    numbered = {name for name, text in texts.items() if "2026" in text and "001号" in text}
    assert {name.partition(".")[0].partition("_")[0] for name in numbered} == {"public"}
    assert "未送审" in texts["internal.html"]
    assert "未送审" in texts["internal_files/internal.data.js"]


def test_a_page_leaves_the_pdf_of_the_user_alone(tmp_path):
    (tmp_path / "structure.pdf").write_bytes(MINE)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app.css").write_bytes(MINE)
    before = contents(tmp_path)
    assert main([*MAP, "-o", str(tmp_path / "a.html")]) == 0
    assert before.items() <= contents(tmp_path).items()


def test_a_companion_that_the_user_changed_stops_the_page(tmp_path, capsys):
    assert main([*MAP, "-o", str(tmp_path / "a.html")]) == 0
    style = tmp_path / "a_files" / "assets" / "app.css"
    style.write_bytes(MINE)
    before = contents(tmp_path)
    assert main(["map", *PLAN, "--breadth", "-o", str(tmp_path / "a.html")]) == 2
    assert "app.css” 写出之后被改过" in capsys.readouterr().err
    assert contents(tmp_path) == before


def test_one_file_in_place_of_a_page_leaves_no_earlier_map_beside_it(tmp_path, capsys):
    assert main([*MAP, "-o", str(tmp_path / "a.html")]) == 0
    assert main([*MAP, "--single", "-o", str(tmp_path / "a.html")]) == 0
    assert "上一版所附、这一版没有的" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == [RECORD, "a.html"]


def test_the_python_door_asks_too(tmp_path):
    layout = geo.lay_out(geo.load_plan("space2024"))
    path = tmp_path / "a.svg"
    path.write_bytes(MINE)
    with pytest.raises(OutputError, match="replace=True"):
        layout.sheet(path, structure=True)
    assert path.read_bytes() == MINE
    assert layout.sheet(path, structure=True, replace=True).read_bytes() != MINE


@pytest.fixture
def mine(tmp_path):
    """A GeoPackage with two layers and a table of the user's own."""
    path = tmp_path / "mine.gpkg"
    frame = gpd.GeoDataFrame({"a": [1, 2]}, geometry=[Point(113, 23), Point(114, 23)], crs=4490)
    for layer in ("survey", "parks"):
        frame.to_file(path, layer=layer, driver="GPKG")
    with sqlite3.connect(path) as base:
        base.execute("create table layer_styles (name text)")
        base.execute("insert into layer_styles values ('red')")
    return path


def test_a_geopackage_keeps_its_other_layers(mine, capsys):
    before = mine.read_bytes()
    export = ["export", "areas", *PLAN, "-o", str(mine)]
    assert main(export) == 2
    assert "已有其他图层（layer_styles、parks、survey）" in capsys.readouterr().err
    assert mine.read_bytes() == before
    assert main([*export, "--replace"]) == 0
    layers = {"survey", "parks", "layer_styles"}
    assert {name for name, _ in pyogrio.list_layers(mine)} == {*layers, *LAYERS}
    assert pyogrio.read_dataframe(mine, layer="survey")["a"].tolist() == [1, 2]
    assert len(pyogrio.read_dataframe(mine, layer="areas")) == 21
    with sqlite3.connect(mine) as base:
        assert base.execute("select * from layer_styles").fetchall() == [("red",)]
    assert main(["export", "areas", "--plan", "future2024", "-o", str(mine), "--replace"]) == 0
    assert set(pyogrio.read_dataframe(mine, layer="areas")["plan"]) == {"future2024"}
    assert {name for name, _ in pyogrio.list_layers(mine)} == {*layers, *LAYERS}


def test_an_open_geopackage_is_left_alone(mine, capsys):
    mine.with_name("mine.gpkg-wal").write_bytes(b"unsaved")
    before = contents(mine.parent)
    assert main(["export", "areas", *PLAN, "-o", str(mine), "--replace"]) == 2
    assert "正被其他程序打开" in capsys.readouterr().err
    assert contents(mine.parent) == before


def test_a_layer_that_is_in_the_log_only_is_not_lost(tmp_path, capsys):
    """A program has the file open and has not yet written its new table to it."""
    path = tmp_path / "a.gpkg"
    export = ["export", "areas", *PLAN, "-o", str(path)]
    assert main(export) == 0
    with closing(sqlite3.connect(path)) as base:
        base.execute("pragma journal_mode=wal")
        with base:
            base.execute("create table survey (name text)")
        assert main([*export, "--replace"]) == 2
        assert "正被其他程序打开" in capsys.readouterr().err
        assert base.execute("select * from survey").fetchall() == []


def test_a_database_that_is_no_geopackage_keeps_its_tables(tmp_path, capsys):
    path = tmp_path / "diary.gpkg"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("create table diary (day text)")
    before = contents(tmp_path)
    assert main(["export", "areas", *PLAN, "-o", str(path), "--replace"]) == 2
    assert "diary" in capsys.readouterr().err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["assignments.csv", "taxonomy.csv", "new.csv", "book.xlsx"])
@pytest.mark.parametrize("replace", [[], ["--replace"]])
def test_no_export_lands_among_the_sources_of_a_plan(tmp_path, capsys, name, replace):
    plan = tmp_path / "toy"
    assert main(["new-plan", str(plan)]) == 0
    before = contents(plan)
    kind = "workbook" if name == "book.xlsx" else "assignments"
    words = ["export", kind, "--plan", str(plan), "-o", str(plan / name)]
    assert main([*words, *replace]) == 2
    assert "这里是规划文件夹（有 plan.toml）" in capsys.readouterr().err
    assert contents(plan) == before


@pytest.mark.parametrize("words", sweep([[MAP], [PICTURE]], {0}), ids=["map", "picture"])
def test_a_page_has_on_paper_what_it_is_asked_for(tmp_path, capsys, words):
    """No PDF or SVG of itself; those asked for go with the page that no longer offers them."""
    page, made = tmp_path / "a.html", lambda: {p.suffix for p in (tmp_path / "a_files").glob("a.*")}
    for asked, there in (([], set()), (["--with", "pdf", "svg"], {".pdf", ".svg"}), ([], set())):
        assert main([*words, *asked, "-o", str(page)]) == 0
        assert made() & {".pdf", ".svg"} == there
        assert {s for s in (".pdf", ".svg") if f"a_files/a{s}" in page.read_text("utf-8")} == there
    capsys.readouterr()
    for wrong in (["a.pdf"], ["b.html", "--single"] if words is MAP else ["a.svg"]):
        assert main([*words, "--with", "svg", "-o", *(str(tmp_path / wrong[0]), *wrong[1:])]) == 2
        assert "--with" in capsys.readouterr().err


def test_a_single_page_is_html(tmp_path, capsys):
    assert main([*MAP, "--single", "-o", str(tmp_path / "a.pdf")]) == 2
    assert "--single 只用于 .html" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_template_is_filled_into_a_new_repository(tmp_path, capsys):
    (tmp_path / ".git").mkdir()
    assert main(["new-plan", str(tmp_path)]) == 0
    before = contents(tmp_path)
    assert main(["new-plan", str(tmp_path)]) == 2
    assert "已存在且不是空文件夹" in capsys.readouterr().err
    assert contents(tmp_path) == before
