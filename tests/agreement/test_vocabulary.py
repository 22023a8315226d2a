"""One symbol per meaning on every map, numbers within their symbols, a legend of what is drawn."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest

from geo.render.svg.sheet import sheet_svg
from geo.sources.plans.folder import plan_keys
from tests.print_scenes import page, scenes, sheet
from tests.reading.drawing import in_millimetres
from tests.reading.paper import sheets
from tests.sweeps import sweep

SVG = "{http://www.w3.org/2000/svg}"
PAIR = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
MAPS = [["future2024", "carriers"], ["gzhtz2021", "carriers"], ["future2024", "sector-energy"]]
FILLED = 0.6  # the most that a number may take of its symbol


def form(group: ET.Element) -> tuple[str, ...]:
    """The shape of a symbol's strokes, wherever it stands and however large it is."""
    found = []
    for path in group.iter(f"{SVG}path"):
        points = [(float(x), float(y)) for x, y in PAIR.findall(path.get("d", ""))]
        left, top, right, bottom = box(points)
        around = [(round((x - left) / (right - left), 1), round((y - top) / (bottom - top), 1))
                  for x, y in points]  # fmt: skip
        found.append(f"{around}")
    return tuple(found)


def box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def size(group: ET.Element) -> float:
    """Width of the largest stroke of a symbol with its line (mm)."""
    wide = []
    for path in group.iter(f"{SVG}path"):
        left, _, right, _ = box([(float(x), float(y)) for x, y in PAIR.findall(path.get("d", ""))])
        wide.append(right - left + float(path.get("stroke-width", 0)))
    return max(wide)


def faces(tree: ET.Element) -> dict[str, ET.Element]:
    """Symbols of the map by kind and by whether their place is only known as an area."""
    found: dict[str, ET.Element] = {}
    for group in tree.iter(f"{SVG}g"):
        if kind := group.get("data-kind"):
            open_ = group.get("data-grade") in ("area", "city", "county")
            found.setdefault(f"symbol:{kind}:{open_}", group)
    return found


def samples(tree: ET.Element) -> dict[str, ET.Element]:
    """Symbols of the legend by the same keys."""
    found = {}
    for group in tree.iter(f"{SVG}g"):
        key = group.get("data-legend-key", "")
        if key.startswith("symbol:"):
            _, kind, grade = key.split(":")
            found[f"symbol:{kind}:{grade != 'solid'}"] = group
    return found


@pytest.mark.parametrize(("plan", "slug"), sweep(MAPS, {0, 2}))
def test_the_legend_shows_symbols_as_drawn_at_their_size(plan: str, slug: str) -> None:
    tree = in_millimetres(sheet_svg(sheet(plan, slug)))
    on_map, in_legend = faces(tree), samples(tree)
    assert in_legend
    assert set(in_legend) == set(on_map)
    for key, drawn in on_map.items():
        shown = in_legend[key]
        assert form(shown) == form(drawn), key
        assert size(shown) == pytest.approx(size(drawn), abs=0.03), key
        numbers = [len(list(group.iter(f"{SVG}text"))) for group in (shown, drawn)]
        assert numbers[0] == numbers[1], key


@pytest.mark.parametrize("paper", sweep(["A4", "A3"], {1}))
def test_numbers_take_little_of_their_symbols(paper: str) -> None:
    tree = in_millimetres(sheet_svg(sheet("future2024", "carriers", paper)))
    words = sheets(page("future2024", "carriers", paper))[0].words
    seen = 0
    for group in (g for g in tree.iter(f"{SVG}g") if g.get("data-kind")):
        for text in group.findall(f"{SVG}text"):
            x, y = float(text.get("x", 0)), float(text.get("y", 0))
            at = [w for w in words if w.text == text.text and math.dist(w.middle, (x, y)) < 2.5]
            assert len(at) == 1, text.text
            assert at[0].box[2] - at[0].box[0] <= FILLED * size(group) + 0.02, text.text
            seen += 1
    assert seen > 30


def test_numbers_run_area_by_area() -> None:
    hosts = [symbol.host for symbol in sheet("future2024", "carriers").numbered]
    order = [area.adcode for area in sheet("future2024", "carriers").scene.areas]
    assert hosts == sorted(hosts, key=order.index)


def test_the_list_stands_under_the_names_of_cities() -> None:
    made = sheet("future2024", "carriers")
    told = sheets(page("future2024", "carriers"))[0].text
    names = {area.adcode: area.short.zh for area in made.scene.areas}
    last = ""
    for number, symbol in enumerate(made.numbered, 1):
        head = names[symbol.host] if symbol.host != last else ""
        assert re.sub(r"\s", "", f"{head}{number}{symbol.label.zh}") in told, symbol.label
        last = symbol.host


@pytest.mark.parametrize("plans", sweep([[["future2024", "gzhtz2021"]], [plan_keys()]], {0}))
def test_no_shape_means_two_things_in_any_plan(plans: list[str]) -> None:
    """Of solid symbols; an open one has the shape of its kind."""
    kinds: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for plan in plans:
        for scene in scenes(plan).values():
            for symbol in scene.symbols:
                strokes = symbol.drawing.strokes
                paths = tuple((s.path, s.fill) for s in strokes)
                kinds[paths[:1]].add(symbol.kind)
    assert len(kinds) >= 8
    assert {tuple(sorted(some)) for some in kinds.values() if len(some) > 1} == set()
