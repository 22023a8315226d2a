"""Colours: far enough apart in every kind of sight, and a mark or pattern for each state."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert

from geo.design.theme import load_theme
from geo.render.templating import theme_css
from geo.scene.kinds.terms import SECTOR_CLASSES
from geo.scene.scene import NAMED

THEME = load_theme()
LIGHT, DARK = str, THEME.dark.__getitem__
CSS_NAMES = (
    *("black", "white", "red", "green", "blue", "yellow", "orange", "purple", "gray", "grey"),
    *("silver", "maroon", "navy", "teal", "olive", "lime", "aqua", "fuchsia", "brown", "pink"),
)
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


@pytest.mark.parametrize("screen", [LIGHT, DARK], ids=["light", "dark"])
def test_classes_of_a_ramp_and_the_ground_are_apart(screen) -> None:
    ground = THEME.ground["not_named"]
    assert [
        (ramp, sight)
        for ramp, sight in itertools.product(sorted(THEME.ramps), SIGHT)
        if closest([screen(c) for c in (*THEME.ramp(ramp), ground)], sight) < 10
    ] == []


def test_every_colour_of_a_screen_has_a_partner_on_a_dark_one() -> None:
    """And no two colours that stand side by side as areas have the same."""
    drawn = tomllib.loads((ROOT / "geo/design/theme.toml").read_text("utf-8"))
    del drawn["workbook"], drawn["dark"]
    colours = set(re.findall(r"#[0-9a-f]{6,8}", repr(drawn)))
    assert colours == set(THEME.dark)
    areas = {*THEME.ground.values(), *(c for ramp in THEME.ramps.values() for c in ramp)}
    assert len({THEME.dark[c] for c in areas}) == len(areas)


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


@pytest.mark.parametrize("screen", [LIGHT, DARK], ids=["light", "dark"])
def test_ink_is_legible_on_every_fill(screen) -> None:
    """The mark of a class is drawn in the partner of its ink; a cell has the best ink."""
    pale = [
        (ramp, fill)
        for ramp in sorted(THEME.ramps)
        for fill in THEME.ramp(ramp)
        if contrast(screen(fill), screen(THEME.ink_on(fill))) < 4.5
        or contrast(THEME.dark[fill], THEME.ink_on_dark(fill)) < 4.5
    ]
    assert pale == []


@pytest.mark.parametrize("screen", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_of_pages_are_legible_on_their_grounds(screen) -> None:
    colours = THEME.ground | THEME.page
    pairs = [
        *itertools.product(("ink", "strong", "soft", "alert", "focus"), ("paper", "tint")),
        *(("quiet", "paper"), ("shore", "sea")),
    ]
    found = {p: contrast(screen(colours[p[0]]), screen(colours[p[1]])) for p in pairs}
    assert {pair: value for pair, value in found.items() if value < 4.5} == {}
    tip = screen(colours["tip"])[:7]
    texts = [screen(colours[name]) for name in ("paper", "on_ink", "on_ink_quiet")]
    assert min(contrast(tip, text) for text in texts) >= 4.5


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


ROOT = Path(__file__).resolve().parents[2]
OURS = [
    path
    for suffix in ("py", "js", "css", "j2", "typ")
    for path in sorted((ROOT / "geo").rglob(f"*.{suffix}"))
    if "vendor" not in path.parts
]
COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])"
    r"|(?<=[\"'])(?-i:(?=[0-9]*[A-F])[0-9A-F]{6})(?=[\"'])"
    r"|\b(?:rgba?|hsla?|oklch|luma|cmyk)\((?=\s*[\"'\d.])"
    rf"|(?<=[\"':=\s])(?:{'|'.join(CSS_NAMES)})(?=[\"';])",
    re.IGNORECASE,
)
WEIGHT = re.compile(
    r"stroke[-_]?width[\"']?\s*[:=]\s*[\"']?[\d.]|(?<![-\w])weight:\s*[\d.]|stroke:.*\bmm\([\d.]",
    re.IGNORECASE,
)


def _found(rule: re.Pattern[str], text: str) -> list[str]:
    """What breaks a rule in a source, doctest lines and names of ramps apart."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">>>")]
    found = [m.group() for line in lines for m in rule.finditer(line)]
    return [one for one in found if one not in THEME.ramps]


def test_no_colour_stands_outside_the_theme():
    found = {p.relative_to(ROOT).as_posix(): _found(COLOUR, p.read_text("utf-8")) for p in OURS}
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_no_line_weight_stands_outside_the_theme():
    found = {p.relative_to(ROOT).as_posix(): _found(WEIGHT, p.read_text("utf-8")) for p in OURS}
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_the_rules_see_what_they_look_for():
    colours = (
        'fill="#fff"',
        "color: #1d242cf0;",
        "rgb(1 2 3 / 4%)",
        'fill: "white"',
        "color: white;",
        'Font(color="FF9C94")',
    )
    weights = (
        '"stroke-width": 1.2',
        "stroke_width=0.15",
        "weight: 7,",
        "stroke: (y: mm(0.2) + ink)",
    )
    assert [text for text in colours if not _found(COLOUR, text)] == []
    assert [text for text in weights if not _found(WEIGHT, text)] == []


def test_a_custom_property_means_one_colour():
    assert not set(THEME.ground) & set(THEME.page)
    used = {
        name
        for path in OURS
        if path.suffix == ".css"
        for name in re.findall(r"var\(--([\w-]+)", path.read_text("utf-8"))
    }
    own = {"accent", "type", "columns", "halo"}
    known = set(re.findall(r"--([\w-]+):", theme_css().decode()))
    assert used - own <= known
    assert {name.replace("_", "-") for name in THEME.page} <= used | own
