"""Files of earlier builds: found by content, never by time, and worth nothing if damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.build.map_files import printed
from geo.files.cache import OFF, Cache, cache_folder, fingerprint, program_stamp, with_cache
from geo.files.published import MAKER, MANIFEST, Earlier
from geo.sheet.page import PageChoice
from geo.site.pipeline import _write_all

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
MADE = {".svg": b"<svg/>\n", ".pdf": b"%PDF\n\n", "": b""}


def never():
    raise AssertionError("made again")


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path / "cache", "v1")


def entry(cache: Cache) -> Path:
    (path,) = (p for p in cache.folder.rglob("*") if p.is_file())
    return path


def test_what_is_kept_is_not_made_again(cache):
    assert cache.files(("map", 1), lambda: dict(MADE)) == MADE
    assert cache.files(("map", 1), never) == MADE


@pytest.mark.parametrize(
    "other", [("map", 2), ("map", 1.5), ("map", "1"), ("sheet", 1), ("map", 1, None)]
)
def test_other_values_have_other_files(cache, other):
    cache.files(("map", 1), lambda: dict(MADE))
    assert cache.files(other, lambda: {"": b"other"}) == {"": b"other"}


def test_another_program_finds_nothing(cache):
    cache.files(("map", 1), lambda: dict(MADE))
    assert replace(cache, stamp="v2").files(("map", 1), lambda: {"": b"new"}) == {"": b"new"}


@given(a=VALUES, b=VALUES)
def test_values_share_a_fingerprint_only_if_they_are_written_alike(a, b):
    assert (fingerprint(a) == fingerprint(b)) == (repr(a) == repr(b))


def test_a_fingerprint_is_the_same_in_any_process():
    told = (
        "import geo; from geo.files.cache import fingerprint; "
        "layout = geo.lay_out(geo.load_plan('space2024')); n = ''.join(['b', 'c']); "
        "print(fingerprint(n, 'bc', layout.plan, layout.world.register.places, "
        "layout.scene(sector='space'), layout.scene(structure=True)))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", told], env=env, capture_output=True, text=True, check=True
    )
    layout = geo.lay_out(geo.load_plan("space2024"))
    parts = layout.plan, layout.world.register.places
    scenes = layout.scene(sector="space"), layout.scene(structure=True)
    assert done.stdout.strip() == fingerprint("bc", "bc", *parts, *scenes)


def test_one_row_more_is_another_plan():
    plan = geo.load_plan("space2024")
    fewer = replace(plan, statements=plan.statements[:-1])
    assert fingerprint(plan) == fingerprint(replace(plan)) != fingerprint(fewer)


@pytest.mark.parametrize(
    "harm", [b"", b"{}\n", b"[]\n<svg/>", "cut", "grown", "changed", "renamed", "no bytes"]
)
def test_a_damaged_entry_is_made_again_and_mended(cache, harm):
    cache.files(("map", 1), lambda: dict(MADE))
    path = entry(cache)
    whole = path.read_bytes()
    harmed = {"cut": whole[:-3], "grown": whole + b"x", "changed": whole.replace(b"<svg", b"<SVG")}
    harmed |= {"renamed": whole.replace(b".svg", b".SVG"), "no bytes": b"\xff\n" + whole}
    path.write_bytes(harmed.get(harm, harm))
    assert cache.files(("map", 1), lambda: dict(MADE)) == MADE
    assert path.read_bytes() == whole


def test_a_folder_that_is_deleted_meanwhile_stops_nothing(cache):
    cache.files(("map", 1), lambda: dict(MADE))
    entry(cache).unlink()
    assert cache.files(("map", 1), lambda: dict(MADE)) == MADE


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root writes anywhere")
def test_a_folder_that_is_not_writable_is_told(tmp_path):
    tmp_path.chmod(0o500)
    assert not Cache(tmp_path / "cache", "v1").writable()


def test_a_file_in_place_of_the_folder_stops_nothing(tmp_path):
    (tmp_path / "cache").write_text("mine")
    cache = Cache(tmp_path / "cache", "v1")
    assert not cache.writable()
    assert cache.files(("map", 1), lambda: dict(MADE)) == MADE
    assert (tmp_path / "cache").read_text() == "mine"


def test_what_was_not_used_for_longest_goes_first_and_nothing_of_the_user(cache):
    entries = {}
    for n in range(4):
        before = set(cache.folder.rglob("*"))
        cache.files((n,), lambda n=n: {"": bytes(1000)})
        entries[n] = next(p for p in set(cache.folder.rglob("*")) - before if p.is_file())
    for age, n in enumerate((3, 0, 2, 1)):  # 3 was used first, 1 last
        os.utime(entries[n], (age, age))
    own = cache.folder / "letter.doc"
    own.write_text("mine")
    cache.prune(2 * entries[0].stat().st_size)
    assert [n for n in range(4) if entries[n].exists()] == [1, 2]
    assert own.read_text() == "mine"


def test_a_program_has_another_stamp_if_a_byte_differs(tmp_path):
    (tmp_path / "a.toml").write_text("a = 1")
    before = program_stamp([tmp_path])
    (tmp_path / "a.pyc").write_text("compiled")
    assert program_stamp([tmp_path]) == before
    assert program_stamp([tmp_path], b"font") != before
    (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    assert program_stamp([tmp_path]) != before


def test_the_call_names_the_folder_before_the_environment(monkeypatch):
    monkeypatch.setenv("GEO_CACHE", "/from/there")
    assert cache_folder("/named") == Path("/named")
    assert cache_folder() == Path("/from/there")
    monkeypatch.setenv("GEO_CACHE", OFF)
    assert cache_folder() is None
    monkeypatch.delenv("GEO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/kept")
    assert cache_folder() == Path("/kept/industry-atlas")


def test_a_sheet_on_another_page_is_another_entry(cache):
    layout = geo.lay_out(geo.load_plan("space2024"))
    scene, asked = layout.scene(structure=True), (PageChoice("A4"), PageChoice("A4", "portrait"))
    with with_cache(cache):
        lying, standing = (printed(scene, layout.world, page, [".svg"]) for page in asked)
    assert lying != standing
    assert standing == printed(scene, layout.world, asked[1], [".svg"])


def test_a_build_shares_with_the_earlier_one_what_is_the_same_and_nothing_else(tmp_path):
    before, stage = tmp_path / "maps", tmp_path / "stage"
    told = _write_all(before, {"a/same.html": b"1", "changed.html": b"2"}, Earlier())
    manifest = {"versions": {MAKER: "1"}, "outputs": told}
    (before / MANIFEST).write_text(json.dumps(manifest))
    made = {"a/same.html": b"1", "changed.html": b"3", "new.html": b"4"}
    assert Earlier.of(before).hashes == told
    for _ in range(2):  # a file that several pages share is written twice
        _write_all(stage, made, Earlier.of(before))
        assert {name: (stage / name).read_bytes() for name in made} == made
    assert (before / "changed.html").read_bytes() == b"2"
    assert (before / "a/same.html").read_bytes() == b"1"
    assert (stage / "new.html").stat().st_nlink == 1
