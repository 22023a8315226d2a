"""Small builds of two plans, and their publications: read as files, by no code of the program."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from geo.build.across_plans import load_layouts
from geo.build.map_files import BuildOptions
from geo.build.reviewing import Numbers
from geo.site import city_pages
from geo.site.pipeline import build_maps
from geo.site.plan_set import Cross
from geo.site.reviews import reviews as all_reviews
from tests.reading.rows import DATA

KEYS = ("space2024", "photonics2024")
DAY = "2026-12-01"
HEAD = "plan,map,number,date,valid_until,reviewer,sha256,note\n"


def two_plans(folder: Path) -> list[Path]:
    """Copies of two packaged plans that have the maps of the whole plan only."""
    made = []
    for key in KEYS:
        copy = Path(shutil.copytree(DATA / "plans" / key, folder / key))
        text = (copy / "plan.toml").read_text("utf-8")
        text, n = re.subn(r"^((sub)?sector_maps) = true", r"\1 = false", text, flags=re.MULTILINE)
        assert n
        (copy / "plan.toml").write_text(text, "utf-8")
        made.append(copy)
    return made


def built(plans: Iterable[Path], out: Path, numbers: Numbers | None = None) -> Path:
    """A build of some plans with the pages of one city, and with the numbers that are given."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city_pages, "subjects", lambda _: ["440300"])
        build_maps([str(plan) for plan in plans], out, BuildOptions(), numbers=numbers)
    return out


def build_two_plans(folder: Path) -> None:
    """The two plans and a build of them that knows no approval number."""
    built(two_plans(folder / "plans"), folder / "maps", Numbers({}, DAY))


def judged(plans: Iterable[Path], numbers: Numbers) -> dict[str, str]:
    """How the maps of some plans stand with these numbers, without building them."""
    cross = Cross(tuple(load_layouts([str(plan) for plan in plans])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city_pages, "subjects", lambda _: ["440300"])
        found, _ = all_reviews(cross, numbers)
    return {"/".join(key): review.state for key, review in found.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def reviews(build: Path) -> dict[str, dict]:
    """Where every drawing of a build stands."""
    return json.loads((build / "manifest.json").read_text("utf-8"))["reviews"]


def to_fill(build: Path) -> list[dict[str, str]]:
    """The rows of the table that a build leaves to be filled."""
    text = (build / "approvals-to-fill.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def changes(publication: Path) -> set[tuple[str, str, str, str]]:
    """What a publication says of its differences."""
    text = (publication / "changes.csv").read_text("utf-8-sig")
    return {tuple(row.values()) for row in csv.DictReader(io.StringIO(text))}


def amended(build: Path, amend: Callable[[dict[str, bytes]], None]) -> None:
    """Files of a build changed as if the build itself had made them so."""
    before = files(build)
    after = dict(before)
    amend(after)
    for name in {*before, *after}:
        path = build / name
        if name not in after:
            path.unlink()
        elif after[name] != before.get(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(after[name])
    record = json.loads(before["manifest.json"])
    kept = {n: d for n, d in after.items() if n != "manifest.json"}
    record["outputs"] = {n: hashlib.sha256(d).hexdigest() for n, d in kept.items()}
    (build / "manifest.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
