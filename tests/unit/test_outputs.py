"""Files and folders: whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import OutputError
from geo.files import disk as exchange_module
from geo.files import published
from geo.files import staging as outputs
from geo.files.published import MAKER, MANIFEST
from geo.files.staging import staged, write_file


def build(target, **files):
    """What a build does: files, and a manifest that lists them."""
    with staged(target) as stage:
        for name, text in files.items():
            (stage / name).write_text(text)
        (stage / MANIFEST).write_text(listing(files))


def listing(files):
    """A manifest with the hash of every file."""
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    return json.dumps({"versions": {MAKER: "1"}, "outputs": hashes})


def names(folder):
    return sorted(p.name for p in folder.iterdir())


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request, monkeypatch):
    """Both ways of putting a folder in another's place."""
    if request.param == "two renames":
        monkeypatch.setattr(outputs, "exchange", lambda one, other: False)
    elif sys.platform != "linux":
        pytest.skip("this system has no exchange of two names")


def test_a_file_is_written_with_its_folders(tmp_path):
    write_file(tmp_path / "a" / "b.txt", b"x")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"x"
    assert names(tmp_path / "a") == ["b.txt"]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "b.txt"
    write_file(path, b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outputs.os, "fsync", full)
    with pytest.raises(OutputError, match=r"磁盘已满.*the disk is full"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["b.txt"]


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match=r"not a folder|in the way"):
        write_file(tmp_path / "a" / "b.txt", b"x")
    with pytest.raises(OutputError), staged(tmp_path / "a"):
        pass


def test_a_build_replaces_the_whole_folder_and_keeps_the_readme(tmp_path, either_way):
    maps = tmp_path / "maps"
    build(maps, one="1", two="2")
    (maps / "README.md").write_text("notes")
    build(maps, three="3")
    assert names(maps) == ["README.md", MANIFEST, "three"]
    assert (maps / "README.md").read_text() == "notes"
    assert names(tmp_path) == ["maps"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, OSError(28, "full")])
def test_a_build_that_fails_leaves_everything_as_it_was(tmp_path, failure):
    maps = tmp_path / "maps"
    build(maps, one="1")

    def build_half():
        with staged(maps) as stage:
            (stage / "half").write_text("")
            raise failure

    with pytest.raises((ValueError, KeyboardInterrupt, OutputError)):
        build_half()
    assert names(maps) == [MANIFEST, "one"]
    assert names(tmp_path) == ["maps"]


def test_a_failing_second_rename_puts_the_old_folder_back(tmp_path, monkeypatch):
    maps = tmp_path / "maps"
    build(maps, one="1")
    monkeypatch.setattr(outputs, "exchange", lambda one, other: False)
    rename = outputs.Path.rename

    def refuse(path, target):
        if path.name.startswith(".maps.staging") and not path.name.endswith(".previous"):
            raise PermissionError(13, "denied")
        return rename(path, target)

    monkeypatch.setattr(outputs.Path, "rename", refuse)
    with pytest.raises(OutputError, match="no permission"):
        build(maps, two="2")
    assert names(maps) == [MANIFEST, "one"]


def test_somebody_elses_files_are_never_replaced(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        build(tmp_path, one="1")
    assert names(tmp_path) == ["thesis.docx"]


def test_a_file_added_to_a_build_stops_the_next(tmp_path):
    maps = tmp_path / "maps"
    build(maps, one="1")
    (maps / "added.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"added\.txt"):
        build(maps, two="2")
    assert names(maps) == ["added.txt", MANIFEST, "one"]


@pytest.mark.parametrize("name", ["one", "assets/deep.js"])
def test_a_file_of_a_build_that_was_changed_stops_the_next(tmp_path, name):
    maps = tmp_path / "maps"
    build(maps, one="1")
    (maps / "assets").mkdir()
    (maps / name).write_text("edited by hand")
    with pytest.raises(OutputError, match=rf"{name}.*changed since"):
        build(maps, two="2")
    assert (maps / name).read_text() == "edited by hand"


PUBLISHED = (
    *(".nojekyll", "CNAME", ".htaccess", "web.config", "robots.txt", "README.md"),
    *(".git/HEAD", ".git/objects/ab/cd", ".github/workflows/pages.yml", ".well-known/security.txt"),
)


def test_a_published_folder_keeps_what_publishes_it(tmp_path, either_way):
    maps = tmp_path / "maps"
    build(maps, one="1")
    for name in PUBLISHED:
        (maps / name).parent.mkdir(parents=True, exist_ok=True)
        (maps / name).write_text(f"my {name}")
    (maps / ".git" / "hooks").mkdir()
    (maps / ".git" / "link").symlink_to("HEAD")
    (maps / ".git" / "HEAD").chmod(0o640)
    for _ in range(2):
        build(maps, two="2")
        assert {name: (maps / name).read_text() for name in PUBLISHED} == {
            name: f"my {name}" for name in PUBLISHED
        }
        assert (maps / ".git" / "hooks").is_dir()
        assert (maps / ".git" / "link").is_symlink()
        assert (maps / ".git" / "HEAD").stat().st_mode & 0o777 == 0o640
        assert not (maps / "one").exists()
        assert names(tmp_path) == ["maps"]


def test_a_worktree_of_git_keeps_its_pointer(tmp_path):
    maps = tmp_path / "maps"
    build(maps, one="1")
    (maps / ".git").write_text("gitdir: ../.git/worktrees/maps")
    build(maps, two="2")
    assert (maps / ".git").read_text() == "gitdir: ../.git/worktrees/maps"


@pytest.mark.parametrize(
    "outputs",
    [
        {"report.docx": ""},
        {"report.docx": "0" * 64},
        {"report.docx": {"bytes": 15}},
        {"../plan.csv": hashlib.sha256(b"source").hexdigest(), "report.docx": "0" * 64},
        ["report.docx"],
        {},
        None,
    ],
)
def test_a_manifest_that_names_files_of_others_deletes_nothing(tmp_path, outputs):
    maps, beside = tmp_path / "maps", tmp_path / "plan.csv"
    maps.mkdir()
    beside.write_text("source")
    (maps / "report.docx").write_text("years of work")
    (maps / MANIFEST).write_text(json.dumps({"versions": {MAKER: "1"}, "outputs": outputs}))
    with pytest.raises(OutputError, match=r"report\.docx"):
        build(maps, two="2")
    assert names(maps) == [MANIFEST, "report.docx"]
    assert beside.read_text() == "source"


def test_a_manifest_of_another_kind_is_somebody_s_own(tmp_path):
    (tmp_path / MANIFEST).write_text('{"name": "my app", "outputs": {}}')
    with pytest.raises(OutputError, match=r"manifest\.json"):
        build(tmp_path, one="1")
    assert names(tmp_path) == [MANIFEST]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anywhere")
def test_a_folder_that_cannot_be_read_is_not_replaced(tmp_path):
    maps = tmp_path / "maps"
    build(maps, one="1")
    (maps / "secret").mkdir(0o000)
    with pytest.raises(OutputError, match="没有写权限"):
        build(maps, two="2")
    (maps / "secret").chmod(0o700)
    assert names(maps) == [MANIFEST, "one", "secret"]


def test_a_large_folder_is_refused_at_its_first_files(tmp_path, monkeypatch):
    for n in range(9):
        (tmp_path / f"{n}.jpg").write_text("photo")
    seen = []
    files = published.files_of
    monkeypatch.setattr(published, "files_of", lambda t: (seen.append(p) or p for p in files(t)))
    with pytest.raises(OutputError, match=r"0\.jpg, 1\.jpg, 2\.jpg, …"):
        build(tmp_path, one="1")
    assert len(seen) == 4


def test_a_file_put_there_during_a_build_is_not_lost(tmp_path):
    maps = tmp_path / "maps"
    build(maps, one="1")
    with pytest.raises(OutputError, match=r"thesis\.docx"), staged(maps):
        (maps / "thesis.docx").write_text("mine")
    assert names(maps) == [MANIFEST, "one", "thesis.docx"]


def in_place(page: Path, text: str) -> None:
    page.write_text(text)


def by_another(page: Path, text: str) -> None:
    """As most editors save, with the time that the file had."""
    told, other = page.stat(), page.with_name(".new")
    other.write_text(text)
    os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    other.replace(page)


def by_link(page: Path, text: str) -> None:
    (page.parents[1] / "note").write_text(text)
    page.unlink()
    page.symlink_to(page.parents[1] / "note")


def build_while(maps: Path, edit: Callable[[], None], *, shared: bool) -> None:
    """A build that has a page in common with the earlier one, or not, while a user works on it."""
    with staged(maps) as stage:
        if shared:
            os.link(maps / "one", stage / "one")
        edit()


@pytest.mark.parametrize("save", [in_place, by_another, by_link])
@pytest.mark.parametrize("text", ["2", "longer"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_page_changed_during_a_build_is_not_lost(tmp_path, save, text, shared):
    maps = tmp_path / "maps"
    build(maps, one="1", two="1")
    os.utime(maps / "one", (0, 0))  # built the other day
    with pytest.raises(OutputError, match="one"):
        build_while(maps, lambda: save(maps / "one", text), shared=shared)
    assert (maps / "one").read_text() == text
    assert names(maps) == [MANIFEST, "one", "two"]


def test_the_earlier_build_is_read_once_and_new_files_alone_wait_for_the_disk(
    tmp_path, monkeypatch
):
    maps, read, waited = tmp_path / "maps", [], set()
    build(maps, one="1", two="1")
    digest, fsync = published.digest, os.fsync
    monkeypatch.setattr(published, "digest", lambda data: (read.append(data), digest(data))[1])
    monkeypatch.setattr(
        os, "fsync", lambda file: (waited.add(os.fstat(file).st_ino), fsync(file))[1]
    )
    with staged(maps) as stage:
        os.link(maps / "one", stage / "one")
        (stage / "below").mkdir()
        (stage / "below" / "new").write_text("new")
        new = {path.stat().st_ino for path in (stage, stage / "below", stage / "below" / "new")}
    assert read == [b"1", b"1"]
    assert waited == new


def test_links_into_other_folders_are_somebody_s_own(tmp_path):
    maps = tmp_path / "maps"
    build(maps, one="1")
    (tmp_path / "photos").mkdir()
    (maps / "photos").symlink_to(tmp_path / "photos")
    with pytest.raises(OutputError, match="photos"):
        build(maps, two="2")
    assert (maps / "photos").is_symlink()


@pytest.mark.parametrize("below", ["", "/uploads"])
def test_a_mount_point_is_refused_before_the_work(tmp_path, monkeypatch, below):
    maps = tmp_path / "my maps"
    build(maps, one="1")
    escaped = f"{maps}{below}".replace(" ", "\\040")
    (tmp_path / "mountinfo").write_text(f"36 35 98:0 / {escaped} rw - ext4 /dev/sda rw\n")
    monkeypatch.setattr(published, "_MOUNTS", tmp_path / "mountinfo")
    with pytest.raises(OutputError, match=f"my maps{below}” 是挂载点"), staged(maps):
        pytest.fail("the work has begun")
    assert names(maps) == [MANIFEST, "one"]


@pytest.mark.parametrize("where", ["home", "here", "above", ".git"])
def test_a_folder_in_use_is_refused_before_the_work(tmp_path, monkeypatch, where):
    """Its files would be kept, and whoever stands in it would stand in a folder that is gone."""
    maps = tmp_path / where
    (maps / "p").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir({"here": maps, "above": maps / "p"}.get(where, tmp_path))
    with pytest.raises(OutputError, match="另选"), staged(maps):
        pytest.fail("the work began")
    assert names(tmp_path) == [where]


def test_a_published_folder_is_open_to_whom_it_was(tmp_path, either_way):
    maps = tmp_path / "maps"
    build(maps, one="1")
    maps.chmod(0o2750)
    build(maps, one="2")
    assert stat.S_IMODE(maps.stat().st_mode) == 0o2750


def test_a_manifest_of_another_program_deletes_nothing(tmp_path):
    (tmp_path / "report.docx").write_text("mine")
    sha256 = hashlib.sha256(b"mine").hexdigest()
    record = {"versions": {"bundler": "1"}, "outputs": {"report.docx": sha256}}
    for text in (json.dumps(record), "[" * 99999):
        (tmp_path / MANIFEST).write_text(text)
        with pytest.raises(OutputError, match=r"report\.docx"):
            build(tmp_path, one="1")
    assert (tmp_path / "report.docx").read_text() == "mine"


def test_a_pipe_in_what_is_kept_is_named(tmp_path):
    os.mkfifo(tmp_path / ".pipe")
    with pytest.raises(OutputError, match=r"\.pipe"):
        build(tmp_path, one="1")
    assert names(tmp_path) == [".pipe"]


def test_a_folder_named_like_our_leavings_is_left_alone(tmp_path):
    (tmp_path / ".maps.staging-mine").mkdir()
    build(tmp_path / "maps", one="1")
    assert (tmp_path / ".maps.staging-mine").is_dir()


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    build(link, one="1")
    assert link.is_symlink()
    assert names(real) == [MANIFEST, "one"]


KILLED = """
import sys, time
from pathlib import Path
from geo.files.staging import staged
with staged(Path(sys.argv[1])) as stage:
    (stage / "half").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_build_leaves_the_old_maps_and_the_next_one_cleans_up(tmp_path, repo, how):
    maps = tmp_path / "maps"
    build(maps, one="1")
    command = [sys.executable, "-c", KILLED, str(maps)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=repo) as process:
        assert process.stdout.readline().strip() == b"ready"
        process.send_signal(how)
        process.wait(20)
    assert names(maps) == [MANIFEST, "one"]
    assert len(names(tmp_path)) == 2
    build(maps, two="2")
    assert names(tmp_path) == ["maps"]
    assert names(maps) == [MANIFEST, "two"]


def test_a_build_that_still_runs_is_not_cleaned_away(tmp_path, repo):
    maps = tmp_path / "maps"
    command = [sys.executable, "-c", KILLED, str(maps)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=repo) as process:
        assert process.stdout.readline().strip() == b"ready"
        build(maps, one="1")
        assert len(names(tmp_path)) == 2
        process.kill()


def test_killed_between_two_renames_the_old_maps_come_back(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    previous = tmp_path / f".maps.staging-{dead.pid}-x.previous"
    previous.mkdir()
    (previous / "index.html").write_text("old")
    (previous / MANIFEST).write_text(listing({"index.html": "old"}))
    with pytest.raises(ValueError, match="stop"), staged(tmp_path / "maps"):
        raise ValueError("stop")
    assert names(tmp_path / "maps") == ["index.html", MANIFEST]


def test_exchange_says_no_where_the_system_cannot(monkeypatch, tmp_path):
    monkeypatch.setattr(exchange_module.sys, "platform", "darwin")
    assert exchange_module.exchange(tmp_path, tmp_path) is False


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_place_is_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="没有写权限"):
        build(tmp_path / "maps", one="1")
