"""Every work of others that is packaged is named in LICENSE, with its licence and its text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
OURS, _, OTHERS = (ROOT / "LICENSE").read_text("utf-8").partition("-" * 80)
LINES = [line for line in OTHERS.splitlines() if line.startswith("- ")]
PACKAGED = [ROOT / "geo", ROOT / "data"]


def described(value):
    """Every table, at any depth, that states a licence."""
    if isinstance(value, dict):
        yield from [value] if "licence" in value else []
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from described(item)


def works():
    """(name, version, licence) of every work whose origin is on record."""
    found = [p for top in PACKAGED for p in top.rglob("*.toml")]
    records = [r for p in found for r in described(tomllib.loads(p.read_text("utf-8")))]
    return [(r.get("package") or r["name"], r["version"], r["licence"]) for r in records]


def texts():
    """Every licence text that is packaged, by path in the repository."""
    found = [p for top in PACKAGED for p in top.rglob("*LICENSE*")]
    return sorted(p.relative_to(ROOT).as_posix() for p in found)


def test_every_work_on_record_is_named_with_its_version_and_licence():
    assert len(works()) == len(LINES) >= 5
    for name, version, licence in works():
        short = name.removeprefix("npm ")
        assert [x for x in LINES if f"{short} {version}" in x and f": {licence}, " in x], name


def test_every_licence_text_is_named_and_every_named_one_is_there():
    named = re.findall(r"(?:geo|data)/[\w./-]*LICENSE[\w-]*", OTHERS)
    assert sorted(named) == texts()


@pytest.mark.parametrize(
    "folder", ["sheet/fonts", "render/static/fonts", "render/static/vendor/leaflet"]
)
def test_vendored_files_lie_beside_a_licence(folder):
    assert any(f"geo/{folder}/LICENSE" in path for path in texts())


def test_wheel_and_source_archive_carry_all_of_them():
    wheel = WheelBuilder(str(ROOT)).metadata.core
    assert sorted(wheel.license_files) == ["LICENSE", *texts()]
    stated = wheel.license_expression.split(" AND ")
    assert set(stated) == {"MIT", *(licence for *_, licence in works())}
    source = {f.relative_path for f in SdistBuilder(str(ROOT)).recurse_included_files()}
    assert {"LICENSE", *texts()} <= source


def test_the_licence_is_mit_by_its_own_words():
    assert OURS.startswith("MIT License\n\nCopyright (c) ")
    assert "Permission is hereby granted, free of charge" in OURS
