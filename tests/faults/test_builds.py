"""Builds of hostile, broken and interrupted kinds: what is drawn, what stays, what is left."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from geo.cli.run import main
from geo.files.published import MAKER
from geo.files.staging import staged
from tests.reading.products import build
from tests.toy_folder import write_toy

CITIES = ["440100"]  # where the plan has its places
HOSTILE = ("{{7*7}}", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>")

OWN = """id,name_zh,name_en,kind,county,lon,lat,coord_system,grade,radius_m,source
own_park,{name},{name},park,440106,113.33,23.12,WGS84,address,500,survey
"""


def few_maps(folder: Path) -> None:
    """Only the three overview maps, so that a build is quick."""
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("sector_maps = true", "sector_maps = false")
    path.write_text(text.replace("subsector_maps = true", "subsector_maps = false"), "utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Maps of a plan with markup and template code wherever a person may write."""
    base = tmp_path_factory.mktemp("hostile")
    folder = base / "toy"
    write_toy(folder)
    few_maps(folder)
    template, image, script = HOSTILE
    for name, old, new in (
        ("plan.toml", 'short_zh = "示例规划"', f"short_zh = '{image}'"),
        ("plan.toml", 'short_en = "Sample plan"', f"short_en = '{script}'"),
        ("plan.toml", 'issuer_zh = "示例单位"', f"issuer_zh = '{template}'"),
        ("taxonomy.csv", "机器人,Robotics", f"{template},{image}"),
        ("taxonomy.csv", "服务机器人,", f"{script},"),
        ("assignments.csv", "robots,,机器人", f"robots,,{template}"),
        ("assignments.csv", "robots.service,服务机器人", f"robots.service,{image}"),
        ("carriers.csv", "广州科学城,gz_science_city", f"{image}{template},own_park"),
        ("carriers.csv", "核心载体", script),
        ("structure.csv", "沿海产业带", f"{template}{image}"),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    (folder / "places.csv").write_text(OWN.format(name=f"{image}{template}"), encoding="utf-8")
    words = ["--plan", str(folder), "--out", str(base / "maps"), "--jobs", "1"]
    assert build(*words, cities=CITIES) == 0
    return base / "maps"


def test_no_value_becomes_markup(hostile):
    pages = [*hostile.rglob("*.html"), *hostile.rglob("*.data.js")]
    assert {"carriers.data.js", "search.data.js", "notes.html"} <= {page.name for page in pages}
    for page in pages:
        text = page.read_text("utf-8")
        assert "<img src=x" not in text
        assert "<script>alert" not in text


def test_no_value_is_executed(hostile):
    for data in (hostile / "toy" / "carriers.data.js", hostile / "assets" / "search.data.js"):
        assert "{{7*7}}" in data.read_text("utf-8")
    for lang in ("zh", "en"):
        texts = "".join(p.read_text("utf-8") for p in (hostile / lang).rglob("*.html"))
        assert "{{7*7}}" in texts


def test_hostile_text_is_drawn_as_it_is_written(hostile):
    drawing = hostile / "toy" / "carriers.svg"
    names = {element.tag.rpartition("}")[2] for element in ET.parse(drawing).iter()}
    assert "img" not in names
    assert "script" not in names


def test_every_output_is_in_the_manifest_with_its_hash(hostile):
    record = json.loads((hostile / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(hostile).as_posix() for p in hostile.rglob("*") if p.is_file()}
    assert files == {*record["outputs"], "manifest.json"}
    assert set(record["specs"]) == {"toy/structure", "toy/breadth", "toy/carriers"}
    assert all(not Path(name).is_absolute() for name in record["inputs"])
    for slug in ("structure", "breadth", "carriers"):
        for tail in (".html", ".data.js", ".pdf", ".svg", ".png", ".spec.json"):
            assert f"toy/{slug}{tail}" in files


@pytest.fixture
def small(tmp_path):
    """A good plan of three maps, and an earlier build with one file."""
    write_toy(tmp_path / "toy")
    few_maps(tmp_path / "toy")
    with staged(tmp_path / "maps") as stage:
        (stage / "index.html").write_text("before")
        before = {"index.html": hashlib.sha256(b"before").hexdigest()}
        (stage / "manifest.json").write_text(
            json.dumps({"versions": {MAKER: "1"}, "outputs": before})
        )
    return tmp_path


def unharmed(base: Path) -> bool:
    maps = base / "maps"
    files = sorted(p.name for p in maps.iterdir())
    return files == ["index.html", "manifest.json"] and (
        (maps / "index.html").read_text("utf-8") == "before"
    )


def test_data_at_fault_leave_the_earlier_maps(small, capsys):
    (small / "toy" / "taxonomy.csv").unlink()
    assert main(["build", "--plan", str(small / "toy"), "--out", str(small / "maps")]) == 1
    assert "taxonomy.csv" in capsys.readouterr().err
    assert unharmed(small)


def test_an_output_that_cannot_be_written_is_a_wrong_call(small, capsys):
    (small / "file").write_text("")
    words = ["build", "--plan", str(small / "toy"), "--out", str(small / "file" / "maps")]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "无法写入" in said
    assert "cannot be written" in said


def test_a_full_disk_leaves_the_earlier_maps(small, capsys, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr("geo.site.pipeline.work_files", lambda *_: {"a": b""})
    words = ["build", "--plan", str(small / "toy"), "--out", str(small / "maps"), "--jobs", "1"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "磁盘已满" in said
    assert "Traceback" not in said
    assert unharmed(small)
    assert sorted(p.name for p in small.iterdir()) == ["maps", "toy"]


def children(process: int) -> set[int]:
    """Processes below a process, from the kernel's own list."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.add(int(status.parent.name))
    return found


def gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def wait_for(condition, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def heard():
    """Ctrl-C is heard by what a test starts, though a suite in a shell's background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow  # tests/unit/test_interruption.py stops what is quicker
@pytest.mark.usefixtures("heard")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize(
    ("how", "code", "cleaned"),
    [(signal.SIGKILL, -signal.SIGKILL, False), (signal.SIGINT, 130, True)],
)
def test_stopped_in_the_middle_the_earlier_maps_are_whole(small, repo, how, code, cleaned):
    command = [sys.executable, "-m", "geo", "build", "--plan", str(small / "toy"), "--png"]
    command += ["--out", str(small / "maps"), "--jobs", "2"]  # pictures take long: time to stop it
    started = subprocess.Popen(
        command, cwd=repo, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    with started as process:
        assert wait_for(lambda: any(small.glob(".maps.staging-*/toy/*")))
        workers = children(process.pid)
        os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
        _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert unharmed(small)
    assert wait_for(lambda: all(gone(worker) for worker in workers), 30)
    assert (list(small.glob(".maps.staging-*")) == []) is cleaned
    if cleaned:
        assert "已中断" in said
    assert "Traceback" not in said


@pytest.mark.slow  # of a sheet tests/unit/test_sheet.py
def test_more_processes_another_zone_and_locale_make_the_same_files(hostile, repo):
    again = hostile.parent / "again"
    words = ["--plan", str(hostile.parent / "toy"), "--out", str(again), "--jobs", "2"]
    elsewhere = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    code = f"from tests.reading.products import build; assert not build(*{words}, cities={CITIES})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=repo, env=elsewhere)
    files = {p.relative_to(hostile): p for p in hostile.rglob("*") if p.is_file()}
    assert files.keys() == {p.relative_to(again) for p in again.rglob("*") if p.is_file()}
    assert [n for n, p in files.items() if p.read_bytes() != (again / n).read_bytes()] == []
