"""The map picture: geometry, windows, names, marks; every rule also with a case that breaks it."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pyproj
import pytest

from geo.domain.text import Text
from geo.render.svg.sheet import sheet_svg
from geo.sheet.items import Swatch
from geo.sheet.model import Sheet
from tests.print_scenes import CITIES, PROVINCIAL, map_svg, sheet
from tests.sweeps import sweep

NS = "{http://www.w3.org/2000/svg}"
FORMS = [("A3", "zh"), ("A4", "en"), ("A4", "both"), ("A4", "zh"), ("A3", "en")]
BOTH = [*PROVINCIAL, *CITIES]
# Every map as it is usually printed; where room is least, those with most to name.
NAMED = [[which, form] for form in FORMS for which in BOTH]
TELLING = {*range(9), 11, 16, 25}


def overlaps(made: Sheet) -> list[tuple[str, str]]:
    """Pairs of labels or symbols that share ground in one window."""
    found = []
    for view in made.views:
        labels = [x for x in made.labels if x.view == view.role]
        symbols = [x for x in made.symbols if x.view == view.role]
        for i, one in enumerate(labels):
            found += [(one.owner, x.owner) for x in labels[i + 1 :] if one.box.meets(x.box)]
            found += [(one.owner, x.symbol.id) for x in symbols if one.box.meets(x.box)]
        for i, one in enumerate(symbols):
            for other in symbols[i + 1 :]:
                apart = math.dist((one.x, one.y), (other.x, other.y))
                if _on_a_line(one) and _on_a_line(other):
                    continue
                if apart < (one.size_mm + other.size_mm) / 2 - 1e-6:
                    found.append((one.symbol.id, other.symbol.id))
    return found


def _on_a_line(placed) -> bool:
    """What a corridor passes keeps its true place, though it lies on the rim of a core."""
    true = (placed.x, placed.y) == placed.anchor
    return true and (placed.symbol.kind == "core" or placed.symbol.number > 0)


def unnamed(made: Sheet) -> list[str]:
    """Areas of the map's level that stand in no window."""
    named = {x.owner for x in made.labels if x.kind == "area"}
    level = made.scene.spec.level
    return [a.adcode for a in made.scene.areas if a.level == level and a.adcode not in named]


@pytest.mark.parametrize(("which", "paper_lang"), sweep(NAMED, TELLING))
def test_every_name_stands_and_nothing_overlaps(which, paper_lang):
    made = sheet(*which, *paper_lang)
    assert unnamed(made) == []
    assert overlaps(made) == []
    for label in made.labels:
        window = made.view(label.view).box
        assert window.holds(label.box.x, label.box.y)
        assert window.holds(label.box.right, label.box.bottom)


def test_the_overlap_test_sees_an_overlap_and_a_missing_name():
    made = sheet("future2024", "breadth")
    first, second, *rest = [x for x in made.labels if x.view == "main"]
    assert overlaps(replace(made, labels=(first, replace(second, box=first.box), *rest)))
    assert unnamed(replace(made, labels=()))


@pytest.mark.parametrize("which", PROVINCIAL, ids="-".join)
def test_every_symbol_has_a_name_or_a_number_and_its_place(which):
    made = sheet(*which)
    named = {x.owner for x in made.labels}
    cities = {a.short.zh for a in made.scene.areas} | {a.name.zh for a in made.scene.areas}
    for placed in made.symbols:
        assert placed.number or placed.symbol.id in named or placed.symbol.label.zh in cities
        view = made.view(placed.view)
        assert placed.anchor == view.page(placed.symbol.lon, placed.symbol.lat)
    drawn_ids = {x.symbol.id for x in made.symbols}
    assert drawn_ids == {x.id for x in made.scene.symbols}
    if made.numbered:
        numbers = sorted({x.number for x in made.symbols if x.number})
        assert numbers == list(range(1, len(made.numbered) + 1))


def scale_errors(made: Sheet) -> list[float]:
    """Relative error of every scale bar, against the geodesic between its ends."""
    geod = pyproj.Geod(ellps="GRS80")
    errors = []
    for bar in made.scale_bars:
        view = made.view(bar.view)
        start, end = view.ground(bar.x, bar.y), view.ground(bar.x + bar.length_mm, bar.y)
        errors.append(abs(geod.inv(*start, *end)[2] / bar.ground_m - 1))
    return errors


@pytest.mark.parametrize("paper", sweep(["A4", "A3", "A0"], {1}))
@pytest.mark.parametrize("which", [PROVINCIAL[0], CITIES[0]], ids="-".join)
def test_scale_bars_are_true_to_one_per_cent(which, paper):
    made = sheet(*which, paper)
    assert made.scale_bars
    assert max(scale_errors(made)) < 0.01
    assert max(scale_errors(made)) < 0.001
    wrong = replace(made.scale_bars[0], length_mm=made.scale_bars[0].length_mm * 1.02)
    assert max(scale_errors(replace(made, scale_bars=(wrong,)))) > 0.01


def parsed(made: Sheet) -> ET.Element:
    return ET.fromstring(map_svg(made))


def test_the_svg_is_in_millimetres_with_two_decimals_and_says_what_it_shows():
    made = sheet("future2024", "sector-space")
    tree = parsed(made)
    assert tree.get("width").endswith("mm")
    assert tree.get("lang") == "zh-CN"
    assert tree.find(f"{NS}title").text == made.scene.title.zh
    assert tree.find(f"{NS}desc").text == made.scene.alt.zh
    for element in tree.iter(f"{NS}path"):
        numbers = re.findall(r"-?\d+\.(\d+)", element.get("d"))
        assert all(len(decimals) <= 2 for decimals in numbers)


def test_patterns_are_lines_in_millimetres_and_the_swatch_has_the_same():
    made = sheet("future2024", "sector-space")
    tree = ET.fromstring(sheet_svg(made))
    patterns = {p.get("id"): p for p in tree.iter(f"{NS}pattern")}
    used = {e.get("fill") for e in tree.iter() if str(e.get("fill")).startswith("url(")}
    assert used == {f"url(#{name})" for name in patterns}
    for name, pattern in patterns.items():
        hatch = made.hatches[name.rpartition("-")[0]]
        assert float(pattern.get("width")) == pytest.approx(hatch.spacing)
    from geo.render.svg.swatches import swatch_svg

    entry = next(e for e in made.scene.legend[0].entries if e.key == "collective")
    swatch = next(p for p in made.pages[0] if isinstance(p, Swatch) and p.entry == entry)
    (lines,) = [
        p
        for p in ET.fromstring(swatch_svg(made, swatch)).iter(f"{NS}path")
        if p.get("data-pattern")
    ]
    hatch = made.hatches[entry.style.pattern]
    assert float(lines.get("stroke-width")) == pytest.approx(hatch.width)
    assert lines.get("stroke") == entry.style.pattern_color
    points = re.findall(r"([ML])(-?[\d.]+) (-?[\d.]+)", lines.get("d"))
    offsets = [
        float(x) * math.sin(math.radians(hatch.angle))
        + float(y) * math.cos(math.radians(hatch.angle))
        for _, x, y in points
    ]
    for start, end in zip(offsets[::2], offsets[1::2], strict=True):
        assert start == pytest.approx(end, abs=0.02)
    at = sorted(offsets[::2])
    steps = [b - a for a, b in itertools.pairwise(at)]
    assert steps == pytest.approx([hatch.spacing] * len(steps), abs=0.03)


def borders(made: Sheet, view: str) -> list[tuple[str, list[str]]]:
    """Colour and points of every line of the borders in a window, but for those at sea."""
    tree = ET.fromstring(map_svg(made))
    (window,) = [e for e in tree.iter(f"{NS}g") if e.get("data-view") == view]
    (layer,) = [e for e in window if e.get("data-layer") == "lines"]
    found = []
    for path in layer:
        for line in path.get("d").split("M")[1:] if not path.get("stroke-dasharray") else ():
            points = line.rstrip("Z").split("L")
            found.append((path.get("stroke"), points + points[:1] * line.endswith("Z")))
    return found


@pytest.mark.parametrize("case", [("future2024", "carriers"), CITIES[0]])
def test_a_border_of_two_areas_is_drawn_once_and_under_no_stronger_line(case):
    made = sheet(*case)
    lines = [points for color, points in borders(made, "main") if color != made.ink.paper]
    edges = Counter(frozenset(edge) for points in lines for edge in itertools.pairwise(points))
    assert len(edges) > 1000
    assert [edge for edge, times in edges.items() if times > 1] == []


def test_a_locator_has_no_points_that_no_eye_can_tell():
    lines = [points for _, points in borders(sheet(*CITIES[0]), "locator")]
    places = [[tuple(map(float, point.split())) for point in points] for points in lines]
    steps = [math.dist(*step) for line in places for step in itertools.pairwise(line)]
    assert sum(steps) / len(steps) > 0.2


def test_a_hostile_name_stays_text():
    made = sheet("future2024", "breadth")
    bad = '<img src=x onerror=alert(1)>{{7*7}}"&#sym.alpha'
    tree = ET.fromstring(map_svg(replace(made, scene=replace(made.scene, title=Text(bad, bad)))))
    assert tree.find(f"{NS}title").text == bad
    assert not list(tree.iter("img"))


def test_the_review_mark_is_in_the_picture_in_the_alert_colour():
    made = sheet("future2024", "breadth")
    (group,) = [g for g in parsed(made).iter(f"{NS}g") if g.get("data-review")]
    assert group.get("data-review") == "internal"
    assert group.find(f"{NS}text").text == made.scene.credits.review.zh
    assert group.find(f"{NS}text").get("fill") == made.ink.alert


def test_marks_keep_the_states_apart_without_colour():
    made = sheet("future2024", "sector-space")
    by_area = {x.owner: x for x in made.labels if x.kind == "area" and x.view == "main"}
    seen = {}
    for area in made.scene.areas:
        assert by_area[area.adcode].mark == area.style.mark
        seen.setdefault(area.state, set()).add((area.style.mark, area.style.pattern))
    assert all(len(looks) == 1 for looks in seen.values())
    assert len({next(iter(looks)) for looks in seen.values()}) == len(seen)
