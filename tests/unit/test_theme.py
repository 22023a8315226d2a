"""Colours: far enough apart in every kind of sight, and a mark or pattern for each state."""

from __future__ import annotations

import itertools

import numpy as np
from colorspacious import cspace_convert

from geo.design.theme import load_theme
from geo.scene.kinds.terms import SECTOR_CLASSES
from geo.scene.scene import NAMED

THEME = load_theme()
SIGHT = {
    "normal": "sRGB1",
    **{
        kind: {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
        for kind in ("protanomaly", "deuteranomaly", "tritanomaly")
    },
}


def _seen(colors: list[str], sight: str) -> np.ndarray:
    rgb = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colors])
    seen = np.clip(cspace_convert(rgb, SIGHT[sight], "sRGB1"), 0, 1)
    return cspace_convert(seen, "sRGB1", "CAM02-UCS")


def closest(colors: list[str], sight: str) -> float:
    """Distance of the two most alike colours as seen."""
    seen = _seen(colors, sight)
    return min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2))


def test_classes_of_a_ramp_and_the_ground_are_apart() -> None:
    ground = THEME.ground["not_named"]
    assert [
        (ramp, sight)
        for ramp, sight in itertools.product(sorted(THEME.ramps), SIGHT)
        if closest([*THEME.ramp(ramp), ground], sight) < 10
    ] == []


def test_the_measure_sees_a_bad_palette() -> None:
    assert closest(["#9467bd", "#1f77b4"], "protanomaly") < 10


def test_every_named_state_has_its_own_mark() -> None:
    marks = {one.state: one.mark for one in SECTOR_CLASSES if one.mark}
    assert set(marks) == {*NAMED, "focus"}
    assert len(set(marks.values())) == len(marks)
    assert "collective" in THEME.patterns


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_ink_is_legible_on_every_fill() -> None:
    assert [
        (ramp, fill)
        for ramp in sorted(THEME.ramps)
        for fill in THEME.ramp(ramp)
        if contrast(fill, THEME.ink_on(fill)) < 4.5
    ] == []


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
