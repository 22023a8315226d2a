"""A build that finds what earlier ones drew is byte for byte the build that draws everything."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.build.across_plans import load_layouts
from geo.build.map_files import BuildOptions
from geo.files.cache import Cache, with_cache
from geo.site import city_pages
from geo.site.plan_set import Cross
from geo.site.works import work_files, works
from tests.made_plans import made_plan
from tests.reading.rows import DATA

TERRITORY = "640000"  # 宁夏: five prefectures
QUICK = ("charts", "sectors", "topic")
# What an edit puts into a cell of a row, besides taking the row away.
EDITS = {
    "strength": ("support", "mention"),
    "class": ("context",),
    "term": ("另一种说法",),
    "note": ("a note",),
    "open_ended": ("yes",),
}


@pytest.fixture
def no_sheets(monkeypatch):
    """Sheets are left out: they have a key of their own."""
    blank = lambda scene, world, page, suffixes, dots: dict.fromkeys(suffixes, b"")  # noqa: E731
    monkeypatch.setattr("geo.build.map_files._drawn", blank)


def files(*folders: Path, cache: Cache | None, kinds: tuple[str, ...] = ()) -> dict[str, bytes]:
    """What a build of plans makes, by path."""
    cross = Cross.of(load_layouts([*map(str, folders)]), {})
    with with_cache(cache):
        made = {}
        for work in works(cross):
            if not kinds or work.kind in kinds:
                made |= work_files(cross, work, BuildOptions())
    return made


def edited(folder: Path, at: int, column: str, value: str) -> None:
    """One row changed, or taken away where no column is named."""
    path = folder / "assignments.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    row = rows[at % len(rows)]
    if column:
        row[column] = value
    else:
        rows.remove(row)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")


def differing(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def entries(cache: Cache) -> int:
    return sum(1 for path in cache.folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_after_one_row_little_is_drawn_again_and_nothing_is_stale(tmp_path):
    folder = made_plan(TERRITORY, tmp_path)
    cache = Cache(tmp_path / "cache", "v1")
    before = files(folder, cache=cache, kinds=QUICK)
    drawn = entries(cache)
    assert files(folder, cache=cache, kinds=QUICK) == before
    assert entries(cache) == drawn, "the same plan is drawn again"

    edited(folder, 0, "", "")
    after = files(folder, cache=cache, kinds=QUICK)
    assert differing(after, files(folder, cache=None, kinds=QUICK)) == []
    assert differing(after, before) != []
    assert 0 < entries(cache) - drawn < drawn / 2


def test_after_one_row_few_places_are_told_again_and_none_is_stale(
    tmp_path, no_sheets, monkeypatch
):
    """The first row: each of the others stands in another line of its table."""
    monkeypatch.setattr(city_pages, "subjects", lambda _: ["640100", "640200", "640300"])
    folder, cache = made_plan(TERRITORY, tmp_path), Cache(tmp_path / "cache", "v1")
    kinds = ("city", "places")
    before = files(folder, cache=cache, kinds=kinds)
    told = entries(cache)
    edited(folder, 0, "", "")
    after = files(folder, cache=cache, kinds=kinds)
    assert differing(after, files(folder, cache=None, kinds=kinds)) == []
    assert differing(after, before) != []
    assert 0 < entries(cache) - told < told / 2


def test_tables_that_are_no_longer_the_proved_ones_are_not_said_to_be(tmp_path):
    """The values are the same: only the bytes of a file differ."""
    folder = Path(shutil.copytree(DATA / "plans/photonics2024", tmp_path / "photonics2024"))
    cache, notes = Cache(tmp_path / "cache", "v1"), "zh/plan/photonics2024/notes.html"
    before = files(folder, cache=cache, kinds=("plan",))
    with (folder / "assignments.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("\n")
    after = files(folder, cache=cache, kinds=("plan",))
    assert after[notes] != before[notes]
    assert differing(after, files(folder, cache=None, kinds=("plan",))) == []


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edits_give_what_a_clean_build_gives(tmp_path, data):
    cache = Cache(tmp_path / "cache", "v1")  # the same in every example: it fills up
    folder = made_plan(TERRITORY, tmp_path / str(entries(cache)))
    for _ in range(data.draw(st.integers(1, 3), "edits")):
        column = data.draw(st.sampled_from(("", *EDITS)), "column")
        value = data.draw(st.sampled_from(EDITS.get(column, ("",))), "value")
        edited(folder, data.draw(st.integers(0, 99), "row"), column, value)
    assert differing(files(folder, cache=cache), files(folder, cache=None)) == []


@pytest.mark.slow
def test_edits_of_plans_that_share_topics_reach_every_page(tmp_path, no_sheets):
    keys, cache = ("future2024", "space2024", "biomed2024"), Cache(tmp_path / "cache", "v1")
    plans = [Path(shutil.copytree(DATA / "plans" / key, tmp_path / key)) for key in keys]
    kinds = ("topic", "plan", "city", "places", "data")
    before = files(*plans, cache=cache, kinds=kinds)
    for plan, row in zip(plans, (60, 20, 40), strict=True):
        edited(plan, row, "", "")
        after = files(*plans, cache=cache, kinds=kinds)
        assert differing(after, before) != []
        assert differing(after, files(*plans, cache=None, kinds=kinds)) == []
        before = after
