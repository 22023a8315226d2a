"""One rule for every named output: what geo did not write, or no longer knows, is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from geo.errors import Notice, OutputError
from geo.files import alone, staging
from geo.files.own import RECORD
from geo.files.record import backed_up, deliver


def contents(folder):
    """Every file below a folder, without the record."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != RECORD)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def page(tmp_path, name, text, **choices):
    """An output with one companion, as a page has."""
    stem = name.partition(".")[0]
    files = {name: text, f"{stem}_files/data.js": text + b";"}
    return deliver(tmp_path / name, files, **choices)


def refused(tmp_path, name="a.html", text=b"new", **choices):
    """The faults of a delivery that changes nothing."""
    before = contents(tmp_path)
    with pytest.raises(OutputError) as error:
        page(tmp_path, name, text, **choices)
    assert contents(tmp_path) == before
    return [fault.line() for fault in error.value.faults]


def test_an_output_replaces_itself_and_names_every_file(tmp_path):
    page(tmp_path, "a.html", b"1")
    made = page(tmp_path, "a.html", b"2")
    assert [path.relative_to(tmp_path).as_posix() for path in made] == [
        "a.html",
        "a_files/data.js",
        RECORD,
    ]
    assert contents(tmp_path) == {"a.html": b"2", "a_files/data.js": b"2;"}


def test_a_neighbour_changes_nothing(tmp_path):
    page(tmp_path, "a.html", b"1")
    before = contents(tmp_path)
    page(tmp_path, "b.html", b"2")
    assert before.items() <= contents(tmp_path).items()


def test_files_of_a_user_are_all_named_and_left_alone(tmp_path):
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a.html").write_bytes(b"mine")
    (tmp_path / "a_files" / "data.js").write_bytes(b"mine too")
    lines = refused(tmp_path)
    assert len(lines) == 2
    assert "a.html” 不是本工具写的文件，不予替换；确要替换请加 replace=True" in lines[0]
    assert "is a file that geo did not write" in lines[1]
    page(tmp_path, "a.html", b"new", replace=True)
    assert contents(tmp_path) == {"a.html": b"new", "a_files/data.js": b"new;"}


def test_a_file_changed_since_is_left_alone(tmp_path):
    page(tmp_path, "a.html", b"1")
    (tmp_path / "a_files" / "data.js").write_bytes(b"edited")
    (line,) = refused(tmp_path)
    assert "写出之后被改过" in line


def test_an_output_takes_no_companion_of_another(tmp_path):
    deliver(tmp_path / "a.html", {"a.html": b"1", "x.js": b"1"})
    with pytest.raises(OutputError, match=r"属于另一成果 a\.html"):
        deliver(tmp_path / "b.html", {"b.html": b"2", "x.js": b"2"})
    assert contents(tmp_path) == {"a.html": b"1", "x.js": b"1"}


def test_the_same_bytes_are_no_conflict_and_stay_their_owners(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"1")
    deliver(tmp_path / "a.csv", {"a.csv": b"1"})
    with pytest.raises(OutputError, match="geo did not write"):
        deliver(tmp_path / "a.csv", {"a.csv": b"2"})


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda d: (d / "a.html").mkdir(), "是文件夹或设备"),
        (lambda d: os.mkfifo(d / "a.html"), "是文件夹或设备"),
        (lambda d: (d / "A.HTML").write_bytes(b"mine"), "与已有的 A.HTML 只差大小写"),
        (lambda d: (d / "A_files").mkdir(), "与已有的 A_files 只差大小写"),
        (lambda d: (d / "a_files").write_bytes(b"mine"), "要用作文件夹"),
        (lambda d: (d / "a_files").symlink_to(d), "要用作文件夹"),
        (
            lambda d: (d / "a.html").write_bytes(b"mine") and (d / "a.html").chmod(0o444),
            "是只读文件",
        ),
    ],
)
def test_what_replace_does_not_replace(tmp_path, prepare, said, replace):
    prepare(tmp_path)
    assert any(said in line for line in refused(tmp_path, replace=replace))


def test_a_link_is_replaced_in_words_only_and_never_written_through(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    (tmp_path / "a.html").symlink_to(mine)
    (line,) = refused(tmp_path)
    assert "是链接" in line
    page(tmp_path, "a.html", b"new", replace=True)
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["assignments.csv", "neu.csv", "plan.toml", "Book.XLSX", "a.ods"])
def test_no_table_among_the_sources_of_a_plan(tmp_path, name):
    (tmp_path / "plan.toml").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"plan folder \(plan\.toml\)"):
        deliver(tmp_path / name, {name: b"1"}, replace=True)
    assert contents(tmp_path) == {"plan.toml": b"mine"}
    deliver(tmp_path / "map.pdf", {"map.pdf": b"1"})
    deliver(tmp_path / name, {name: b"1"}, replace=True, into_plan=True)
    assert (tmp_path / name).read_bytes() == b"1"


def test_a_file_that_is_to_go_goes_under_the_same_rule(tmp_path):
    main = tmp_path / "plan.toml"
    deliver(main, {"plan.toml": b"1", "carriers.csv": b"1"}, into_plan=True)
    (tmp_path / "structure.csv").write_bytes(b"mine")
    files = {"plan.toml": b"2", "carriers.csv": None, "structure.csv": None, "places.csv": None}
    with pytest.raises(OutputError, match=r"structure\.csv"):
        deliver(main, files, into_plan=True)
    deliver(main, files, into_plan=True, replace=True)
    assert contents(tmp_path) == {"plan.toml": b"2"}
    assert list(json.loads((tmp_path / RECORD).read_bytes())["files"]) == ["plan.toml"]


def test_a_record_that_is_none_is_left_alone(tmp_path):
    (tmp_path / RECORD).write_text("[]")
    (line,) = refused(tmp_path)
    assert "不是本工具的文件记录" in line
    page(tmp_path, "a.html", b"1", replace=True)
    page(tmp_path, "a.html", b"2")


def test_a_full_disk_leaves_the_whole_earlier_set(tmp_path, monkeypatch):
    page(tmp_path, "a.html", b"1")
    before, calls = contents(tmp_path), []

    def full(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        page(tmp_path, "a.html", b"2")
    assert contents(tmp_path) == before


def test_a_backup_has_a_name_of_its_own(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.csv").write_bytes(b"1")
    assert [backed_up(tmp_path / "p").name for _ in range(2)] == ["p.bak", "p.bak2"]
    assert contents(tmp_path / "p.bak2") == {"a.csv": b"1"}


def test_an_output_takes_its_earlier_edition_with_it(tmp_path):
    """A page that is one file now leaves no PDF of another map behind; what was edited stays."""
    old = {"a_files/a.pdf": b"1", "a_files/x/app.js": b"1", "a_files/note.txt": b"1"}
    deliver(tmp_path / "a.html", {"a.html": b"1", **old})
    page(tmp_path, "b.html", b"2")
    (tmp_path / "a_files" / "note.txt").write_bytes(b"edited")
    with pytest.warns(
        Notice, match=r"“a_files/a\.pdf、a_files/x/app\.js” 上一版所附、这一版没有的 2 个"
    ):
        deliver(tmp_path / "a.html", {"a.html": b"3"})
    assert contents(tmp_path) == {
        "a.html": b"3",
        "a_files/note.txt": b"edited",
        "b.html": b"2",
        "b_files/data.js": b"2;",
    }
    assert not (tmp_path / "a_files" / "x").exists()
    with pytest.raises(OutputError, match="geo did not write"):
        deliver(tmp_path / "a.html", {"a.html": b"3", "a_files/note.txt": b"4"})


@pytest.mark.parametrize("name", ["../notes.txt", "{}/notes.txt", "sub/../notes.txt", "./x", ""])
def test_a_record_that_names_files_elsewhere_removes_nothing(tmp_path, name):
    """A folder comes from anywhere, with a record of anybody's making."""
    notes, folder = tmp_path / "notes.txt", tmp_path / "d"
    folder.mkdir()
    for path in (notes, folder / "notes.txt", folder / "x"):
        path.write_bytes(b"mine")
    entry = {"sha256": hashlib.sha256(b"mine").hexdigest(), "output": "a.html"}
    (folder / RECORD).write_text(json.dumps({"files": {name.format(tmp_path): entry}}))
    before = contents(tmp_path)
    with pytest.raises(OutputError, match="不是本工具的文件记录"):
        page(folder, "a.html", b"1")
    page(folder, "a.html", b"1", replace=True)
    assert before.items() <= contents(tmp_path).items()


@pytest.mark.parametrize("record", ["[" * 99999, '{"files": {"a": {"sha256": 1, "output": 2}}}'])
def test_a_record_that_says_nothing_sound_is_one_sentence(tmp_path, record):
    (tmp_path / RECORD).write_text(record)
    (line,) = refused(tmp_path)
    assert "不是本工具的文件记录" in line


@pytest.mark.parametrize("name", [RECORD, ".Geo-Files.JSON"])
def test_no_output_takes_the_name_of_the_record(tmp_path, name):
    page(tmp_path, "a.html", b"1")
    before = (tmp_path / RECORD).read_bytes()
    with pytest.raises(OutputError, match="文件记录所用的名称"):
        deliver(tmp_path / name, {name: b"2"}, replace=True)
    assert (tmp_path / RECORD).read_bytes() == before


def test_a_name_of_other_bytes_than_utf_8_is_known_again(tmp_path):
    name = os.fsdecode("广州.csv".encode("gb18030"))
    deliver(tmp_path / name, {name: b"1"})
    deliver(tmp_path / name, {name: b"2"})
    assert (tmp_path / name).read_bytes() == b"2"


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path):
    name = "图" * 83 + ".csv"
    deliver(tmp_path / name, {name: b"1"})
    deliver(tmp_path / name, {name: b"2"})
    assert contents(tmp_path) == {name: b"2"}


def test_folders_of_an_output_that_failed_go_with_it(tmp_path, monkeypatch):
    handles = []

    def full(handle):
        handles.append(handle)
        if len(handles) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        page(tmp_path / "new", "a.html", b"1")
    assert list(tmp_path.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
from geo.files.record import deliver
for n in range(30):
    name = f"{sys.argv[2]}{n}.csv"
    deliver(Path(sys.argv[1], name), {name: b"1"})
"""


@pytest.mark.skipif(alone.fcntl is None, reason="this system has no locks")
def test_two_commands_at_once_know_all_their_files(tmp_path, repo):
    words = [sys.executable, "-c", WRITER, str(tmp_path / "new")]
    both = [subprocess.Popen([*words, letter], cwd=repo) for letter in "ab"]
    assert [each.wait() for each in both] == [0, 0]
    known = json.loads((tmp_path / "new" / RECORD).read_bytes())["files"]
    assert sorted(known) == sorted(contents(tmp_path / "new"))


def test_what_a_killed_command_left_goes_with_the_next(tmp_path, repo):
    page(tmp_path, "a.html", b"1")
    gone = subprocess.Popen([sys.executable, "-c", ""], cwd=repo)
    gone.wait()
    (tmp_path / f".geo-{gone.pid}-x.tmp").write_bytes(b"half")
    (tmp_path / f".geo-{os.getpid()}-x.tmp").write_bytes(b"in use")
    (tmp_path / ".geo-mine.tmp").write_bytes(b"mine")
    page(tmp_path, "a.html", b"2")
    left = {p.name for p in tmp_path.glob(".geo-*.tmp")}
    assert left == {f".geo-{os.getpid()}-x.tmp", ".geo-mine.tmp"}
