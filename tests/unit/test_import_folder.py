"""The planner's loop: a workbook read back into the folder of last time, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geo.cli.run import main
from geo.files.own import RECORD
from geo.files.published import MAKER
from geo.sources.plans.folder import load_plan
from tests.sweeps import sweep

# openpyxl does not keep data bars and says so; the workbooks here are edited with it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A workbook of the template, the folder that it was read back into, and a person's notes."""
    base = tmp_path_factory.mktemp("loop")
    assert main(["new-plan", str(base / "toy")]) == 0
    book, plan = str(base / "plan.xlsx"), base / "plan"
    assert main(["export", "workbook", "--plan", str(base / "toy"), "-o", book]) == 0
    assert main(["import", book, "-o", str(plan)]) == 0
    (plan / "notes.md").write_text("open questions", "utf-8")
    (plan / "sources").mkdir()
    (plan / "sources" / "carriers.csv").write_text("a list of mine", "utf-8")
    return base


@pytest.fixture
def desk(first, tmp_path):
    """A desk of one's own to try on: ``plan.xlsx`` and ``plan``."""
    return Path(shutil.copytree(first, tmp_path / "desk"))


def contents(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def read_back(desk: Path, *words: str) -> int:
    return main(["import", str(desk / "plan.xlsx"), "-o", str(desk / "plan"), *words])


def edit(desk: Path, change) -> None:
    """The workbook as a person saves it after a change."""
    book = load_workbook(desk / "plan.xlsx")
    change(book)
    book.save(desk / "plan.xlsx")


def note(book, text: str = "改过") -> None:
    page = book["覆盖明细"]
    column = next(c.column for c in page[1] if c.value == "备注")
    page.cell(2, column).value = text


def entry_row(book, key: str) -> int:
    return next(c.row for c in book["元数据"]["D"] if c.value == key)


def test_the_folder_of_last_time_is_replaced_and_all_else_is_kept(desk, capsys):
    before = contents(desk / "plan")
    assert read_back(desk) == 0
    assert contents(desk / "plan") == before
    edit(desk, note)
    assert read_back(desk) == 0
    after = contents(desk / "plan")
    assert {n for n in after if after[n] != before.get(n)} == {"assignments.csv", RECORD}
    assert after.keys() == before.keys()
    assert load_plan(desk / "plan").statements[0].note == "改过"
    assert "备份" not in capsys.readouterr().out


@pytest.mark.parametrize("name", sweep(["assignments.csv", "plan.toml", "structure.csv"], {1}))
def test_a_file_changed_since_is_replaced_in_words_only_and_kept_beside(desk, capsys, name):
    path = desk / "plan" / name
    path.write_bytes(path.read_bytes().replace(b"\n", b" \n", 1))
    edit(desk, note)
    before = contents(desk)
    assert read_back(desk) == 2
    said = capsys.readouterr().err
    assert f"{name}” 写出之后被改过，不予替换；确要替换请加 --replace" in said
    assert said.count("写出之后被改过") == 1
    assert contents(desk) == before
    for number, backup in enumerate(("plan.bak", "plan.bak2")):
        kept = contents(desk / "plan")
        assert read_back(desk, "--replace") == 0
        out = capsys.readouterr().out
        assert f"the folder as it was is kept as: {backup}\n" in out
        assert contents(desk / backup) == kept
        assert load_plan(desk / "plan").statements[0].note == "改过"
        assert read_back(desk) == 0
        path.write_bytes(path.read_bytes() + b"\n" * (1 - number))


def test_a_folder_of_one_s_own_is_replaced_in_words_only(desk, capsys):
    (desk / "plan" / RECORD).unlink()
    edit(desk, note)
    before = contents(desk / "plan")
    assert read_back(desk) == 2
    assert "assignments.csv” 不是本工具写的文件" in capsys.readouterr().err
    assert contents(desk / "plan") == before
    assert read_back(desk, "--replace") == 0
    assert contents(desk / "plan.bak") == before


def test_a_table_that_the_workbook_no_longer_has_goes(desk, capsys):
    edit(desk, lambda book: book.remove(book["载体"]))
    assert read_back(desk) == 0
    assert "which the workbook has not: carriers.csv" in capsys.readouterr().out
    assert not (desk / "plan" / "carriers.csv").exists()
    assert (desk / "plan" / "sources" / "carriers.csv").read_text("utf-8") == "a list of mine"
    assert load_plan(desk / "plan").carriers == ()


def test_a_table_of_one_s_own_that_the_workbook_has_not_is_named(desk, capsys):
    (desk / "plan" / "places.csv").write_text("mine", "utf-8")
    before = contents(desk / "plan")
    assert read_back(desk) == 2
    assert "places.csv” 不是本工具写的文件" in capsys.readouterr().err
    assert contents(desk / "plan") == before


def test_what_the_workbook_does_not_carry_is_kept_and_said(desk, capsys):
    before = (desk / "plan" / "plan.toml").read_bytes()
    keys = ("territory", "web.void_maps")
    edit(desk, lambda b: [b["元数据"].delete_rows(entry_row(b, key)) for key in keys])
    assert read_back(desk) == 0
    assert "which the workbook has not: territory; web.void_maps\n" in capsys.readouterr().out
    assert (desk / "plan" / "plan.toml").read_bytes() == before


def test_an_option_that_is_other_than_in_the_folder_is_said(desk, capsys):
    path = desk / "plan" / "plan.toml"
    path.write_text(path.read_text("utf-8").replace("void_maps = true", "void_maps = false"))
    assert read_back(desk, "--replace") == 0
    said = capsys.readouterr().out
    assert "entries that were otherwise before: web.void_maps: False → True\n" in said


@pytest.mark.parametrize("name", ["thesis.docx", "assignments.csv"])
def test_a_folder_that_is_no_plan_s_is_left_alone(desk, capsys, name):
    (desk / "mine").mkdir()
    (desk / "mine" / name).write_text("years of work")
    for words in ([], ["--replace"]):
        assert main(["import", str(desk / "plan.xlsx"), "-o", str(desk / "mine"), *words]) == 2
        assert name in capsys.readouterr().err
    assert contents(desk / "mine") == {name: b"years of work"}


def test_maps_are_not_replaced_by_a_plan(desk, capsys):
    (desk / "maps").mkdir()
    (desk / "maps" / "index.html").write_bytes(b"page")
    outputs = {"index.html": hashlib.sha256(b"page").hexdigest()}
    (desk / "maps" / "manifest.json").write_text(
        json.dumps({"versions": {MAKER: "1"}, "outputs": outputs})
    )
    before = contents(desk / "maps")
    assert main(["import", str(desk / "plan.xlsx"), "-o", str(desk / "maps")]) == 2
    assert "不予替换" in capsys.readouterr().err
    assert contents(desk / "maps") == before


def faulty(book) -> None:
    page = book["覆盖明细"]
    column = next(c.column for c in page[1] if c.value == "领域")
    page.cell(2, column).value = "捕鲸"


def test_the_marked_copy_never_takes_the_place_of_its_source(desk, capsys):
    edit(desk, faulty)
    sent = desk / "plan.faults.xlsx"
    (desk / "plan.xlsx").rename(sent)
    before = contents(desk)
    for _ in range(2):  # the copy that geo made is replaced by the next
        assert main(["import", str(sent), "-o", str(desk / "plan")]) == 1
        assert "plan.faults2.xlsx" in capsys.readouterr().err
        after = contents(desk)
        assert after.keys() - before.keys() == {"plan.faults2.xlsx"}
        assert {name for name in before if after[name] != before[name]} == {RECORD}


def test_a_marked_copy_of_one_s_own_is_left_alone(desk, capsys):
    edit(desk, faulty)
    (desk / "plan.faults.xlsx").write_bytes(b"mine")
    assert read_back(desk) == 1
    assert "plan.faults2.xlsx" in capsys.readouterr().err
    (desk / "plan.faults2.xlsx").write_bytes(b"edited by hand")
    assert read_back(desk) == 1
    assert "plan.faults3.xlsx" in capsys.readouterr().err
    assert (desk / "plan.faults.xlsx").read_bytes() == b"mine"
    assert (desk / "plan.faults2.xlsx").read_bytes() == b"edited by hand"


def test_where_no_marked_copy_can_lie_the_faults_are_told_all_the_same(desk, capsys):
    edit(desk, faulty)
    (desk / "plan.xlsx").rename(desk / "plan" / "plan.xlsx")
    before = contents(desk)
    words = ["import", str(desk / "plan" / "plan.xlsx"), "-o", str(desk / "plan")]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "“捕鲸” 不认识的领域" in said
    assert "plan.faults.xlsx” 没有写标红的副本：" in said
    assert contents(desk) == before


def other_edition(book) -> None:
    """A workbook in which every file of the folder is another: two tables changed, one gone."""
    note(book)
    book.remove(book["载体"])
    row = entry_row(book, "title.zh")
    book["元数据"][f"B{row}"].value = "另一版"


@pytest.mark.parametrize("step", sweep(range(4), {1, 3}))
def test_stopped_at_any_file_the_earlier_edition_is_whole(desk, monkeypatch, step):
    edit(desk, other_edition)
    before = contents(desk / "plan")
    steps = iter(range(99))

    replace, unlink = Path.replace, Path.unlink

    def stop(path: Path) -> None:
        if path.parent == desk / "plan" and next(steps) == step:
            raise KeyboardInterrupt

    def replacing(path: Path, target: Path) -> Path:
        stop(target)
        return replace(path, target)

    def unlinking(path: Path, **choices: bool) -> None:
        if path.name == "carriers.csv":
            stop(path)
        unlink(path, **choices)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replacing)
        patch.setattr(Path, "unlink", unlinking)
        assert read_back(desk) == 130
    assert contents(desk / "plan") == before
    assert read_back(desk) == 0
    assert load_plan(desk / "plan").document.title.zh == "另一版"


KILLED = """
import os, signal, sys
from pathlib import Path
from geo.cli.run import main
steps, replace = iter(range(99)), Path.replace
def one(path, target):
    if next(steps) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)
Path.replace = one
main(sys.argv[2:])
"""


@pytest.mark.parametrize("step", sweep([0, 1], {1}))
def test_killed_at_a_file_the_next_import_completes_it_without_a_question(desk, repo, step):
    edit(desk, other_edition)
    before = contents(desk / "plan")
    words = ["import", str(desk / "plan.xlsx"), "-o", str(desk / "plan")]
    killed = [sys.executable, "-c", KILLED, str(step), *words]
    assert subprocess.run(killed, cwd=repo, check=False).returncode == -signal.SIGKILL
    after = contents(desk / "plan")
    assert before.keys() <= after.keys()
    if step == 0:
        assert before.items() <= after.items()
    assert main(words) == 0
    assert load_plan(desk / "plan").document.title.zh == "另一版"
    edit(desk, lambda book: note(book, "再改"))
    assert main(words) == 0
    assert not (desk / "plan.bak").exists()


def test_the_folder_that_one_stands_in_is_backed_up_too(desk, capsys, monkeypatch):
    monkeypatch.chdir(desk / "plan")
    (desk / "plan" / "assignments.csv").write_bytes(b"mine")
    assert main(["import", str(desk / "plan.xlsx"), "-o", ".", "--replace"]) == 0
    assert "plan.bak" in capsys.readouterr().out
    assert (desk / "plan.bak" / "assignments.csv").read_bytes() == b"mine"


def test_an_empty_folder_that_one_stands_in_is_filled_and_stays_the_same(desk, monkeypatch):
    (desk / "new").mkdir(mode=0o700)
    monkeypatch.chdir(desk / "new")
    before = (desk / "new").stat()
    assert main(["import", str(desk / "plan.xlsx"), "-o", "."]) == 0
    after = (desk / "new").stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert load_plan(Path()).key


def test_no_import_lands_among_the_packaged_plans(desk, capsys, repo):
    """A backup beside them would be one more packaged plan."""
    for folder in ("future2024", "new"):
        into = repo / "data" / "plans" / folder
        assert main(["import", str(desk / "plan.xlsx"), "-o", str(into), "--replace"]) == 2
        assert "自带规划所在的文件夹" in capsys.readouterr().err
    assert not (repo / "data" / "plans" / "new").exists()
