"""A black-and-white copy at 150 dpi still tells every class from every other, by its area alone."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from colorspacious import cspace_convert
from PIL import Image

from geo.design.theme import load_theme
from geo.render.print.bitmap import page_png
from geo.render.print.typesetting import compiled
from geo.render.svg.elements import add, add_patterns, pattern_id, root
from geo.render.svg.swatches import swatch_svg
from geo.scene.classes import Scale, outside_style
from geo.scene.kinds.terms import SECTOR_CLASSES
from geo.scene.scene import Style
from geo.sheet.asked import Dots
from geo.sheet.ground import Drawn, drawn, rectangle_of
from geo.sheet.items import Swatch
from geo.sheet.model import Box, Sheet
from tests.print_scenes import PROVINCIAL, page, scenes, sheet
from tests.reading.scan import BLACK, DPI, along, colours, grey, mask_of, one_bit, tone
from tests.sweeps import sweep
from tests.unit.test_theme import SIGHT, closest

APART = 0.02  # least share of dots by which two swatches differ
MARGIN = 0.03  # least difference of two areas in ink, in edges or in lean
MAPS = [*PROVINCIAL, ("biomed2024", "sector-biomed"), ("gzhtz2021", "sector-ai")]
THEME = load_theme()
PATCH = 20.0  # mm
_FINER = 4
MODES = ("text", "photo")


def copied(svg: str) -> Image.Image:
    """A drawing in grey, at the copier's dots, each the mean of finer ones."""
    png = page_png(compiled("picture.typ", {"picture": svg}), Dots(dpi=_FINER * DPI))
    return Image.open(io.BytesIO(png)).convert("L").reduce(_FINER)


def alike(swatches: dict[str, np.ndarray]) -> list[tuple[str, str]]:
    """Pairs of states that a copy does not tell apart."""
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(swatches.items(), 2)
        if np.mean(a != b) < APART
    ]


def swatches(made: Sheet) -> list[Swatch]:
    """The samples of the states of a map's territory."""
    found = [piece for piece in made.pages[0] if isinstance(piece, Swatch)]
    return [s for s in found if s.entry in made.scene.legend[0].entries]


def ink(made: Sheet, swatch: Swatch) -> np.ndarray:
    return np.asarray(copied(swatch_svg(made, swatch))) < BLACK


@pytest.mark.parametrize(("plan", "slug"), sweep(map(list, MAPS), {1, 4, 8}))
def test_states_stay_apart_in_one_bit(plan: str, slug: str) -> None:
    made = sheet(plan, slug)
    assert alike({s.entry.key: ink(made, s) for s in swatches(made)}) == []


def test_without_marks_and_patterns_the_copy_would_not_do() -> None:
    made = sheet("future2024", "sector-energy")
    bare = {}
    for s in swatches(made):
        style = replace(s.entry.style, mark="", pattern="")  # type: ignore[type-var]
        bare[s.entry.key] = ink(made, replace(s, entry=replace(s.entry, style=style)))
    assert alike(bare)


def looks(hue: str) -> dict[str, Style]:
    """All that an area of a sector's map may be, and a special administrative region."""
    scale = Scale(SECTOR_CLASSES, hue, THEME)
    classes = {one.state: scale.style(one.state) for one in SECTOR_CLASSES}
    return {**classes, "outside": outside_style(THEME, "sar")}


def patches(styles: dict[str, Style]) -> dict[str, dict[str, np.ndarray]]:
    """The tone of an area of each look, without border and sign, in both kinds of copy."""
    box = Box(0, 0, PATCH * len(styles), PATCH)
    element = root(box, "zh")
    add_patterns(add(element, "defs"), sheet("future2024", "sector-energy"), list(styles.values()))
    for n, style in enumerate(styles.values()):
        for fill in (style.fill, f"url(#{pattern_id(style)})" if style.pattern else ""):
            if fill:
                add(element, "rect", x=n * PATCH, y=0.0, width=PATCH, height=PATCH, fill=fill)
    bits = one_bit(copied(ET.tostring(element, encoding="unicode")))
    found: dict[str, dict[str, np.ndarray]] = {mode: {} for mode in MODES}
    for mode, (n, state) in itertools.product(MODES, enumerate(styles)):
        mask = mask_of(
            bits[mode].shape[::-1], [rectangle_of(Box(n * PATCH + 1, 1, PATCH - 2, PATCH - 2))], ()
        )
        found[mode][state] = tone(bits[mode], mask)
    return found


def close(tones: dict[str, np.ndarray]) -> list[tuple[str, str, float]]:
    """Pairs whose areas a copy does not tell apart."""
    pairs = itertools.combinations(tones.items(), 2)
    gaps = [(one, other, float(np.abs(a - b).max())) for (one, a), (other, b) in pairs]
    return [gap for gap in gaps if gap[2] < MARGIN]


@pytest.mark.parametrize("hue", sorted(THEME.ramps))
def test_areas_of_every_hue_stay_apart_in_both_kinds_of_copy(hue: str) -> None:
    found = patches(looks(hue))
    assert {mode: close(tones) for mode, tones in found.items()} == {"text": [], "photo": []}
    by_class = [found["text"][f"named-{n}"][0] for n in (1, 2, 3, 4)]
    assert by_class == sorted(by_class)  # the stronger, the darker


def test_fills_alone_would_not_do() -> None:
    bare = {state: replace(style, pattern="") for state, style in looks("red").items()}
    assert len(close(patches(bare)["text"])) > 9


@cache
def scanned(plan: str, slug: str) -> Image.Image:
    return grey(page(plan, slug))


def covered(made: Sheet) -> list[shapely.Geometry]:
    """What stands over the areas of the main window."""
    main = made.view("main")
    boxes = [v.box for v in made.views if v is not main] + [made.page.panel, made.mark]
    boxes += [x.box.grown(0.6) for x in (*made.labels, *made.symbols) if x.view == "main"]
    lines = [shapely.LineString(b.points).buffer(2.5) for b in made.bands if b.view == "main"]
    lines += [shapely.LineString(x.leader).buffer(0.8) for x in made.labels if x.leader]
    frames = [rectangle_of(made.view("main").frame_of(v)) for v in made.views if v is not main]
    return [*map(rectangle_of, boxes), *lines, *(f.exterior.buffer(0.6) for f in frames)]


def area_masks(plan: str, slug: str) -> dict[str, np.ndarray]:
    """The dots of the page that show the areas of each state and nothing over them."""
    made, size = sheet(plan, slug), scanned(plan, slug).size
    shapes, over = drawn(made.boundaries, made.view("main")), covered(made)
    states: dict[str, list[shapely.Geometry]] = {}
    for area in (*made.scene.areas, *(a for a in made.scene.context if a.level == "sar")):
        seen = shapes.shape(area.adcode).intersection(rectangle_of(made.page.map))
        states.setdefault(area.state, []).append(seen.buffer(-0.8))
    masks = {state: mask_of(size, some, over) for state, some in states.items()}
    return {state: mask for state, mask in masks.items() if mask.sum() > 900}


def on_page(plan: str, slug: str) -> dict[str, dict[str, np.ndarray]]:
    """The tone of the areas of each state on the printed page."""
    bits, masks = one_bit(scanned(plan, slug)), area_masks(plan, slug)
    return {mode: {s: tone(bits[mode], mask) for s, mask in masks.items()} for mode in MODES}


def test_areas_stay_apart_on_the_page() -> None:
    found = on_page("future2024", "sector-energy")
    assert set(found["text"]) >= {"named-1", "named-2", "named-3", "focus", "collective"}
    assert {mode: close(tones) for mode, tones in found.items()} == {"text": [], "photo": []}


def test_areas_stay_apart_on_the_page_in_every_sight_and_in_grey() -> None:
    """Filled classes by the mean colour of what is printed, dots included."""
    plan, slug = "future2024", "sector-energy"
    picture, masks = colours(page(plan, slug)), area_masks(plan, slug)
    classes = ("focus", "named-1", "named-2", "named-3")
    means = [picture[masks[state]].mean(0) for state in classes]
    seen = ["#" + "".join(f"{round(v):02x}" for v in mean) for mean in means]
    assert {sight: closest(seen, sight) for sight in SIGHT if closest(seen, sight) < 8} == {}
    lightness = [float(cspace_convert(mean / 255, "sRGB1", "CAM02-UCS")[0]) for mean in means]
    assert all(a - b > 8 for a, b in itertools.pairwise(lightness))


@pytest.mark.slow
def test_areas_stay_apart_on_a_page_of_every_hue() -> None:
    of_hue = {THEME.ramp(hue)[3]: hue for hue in THEME.ramps}
    chosen: dict[str, tuple[str, str]] = {}
    for plan in ("future2024", "modern2025"):
        for slug, scene in scenes(plan).items():
            if scene.spec.kind in ("sector", "breadth") and len(scene.states()) > 1:
                chosen.setdefault(of_hue[scene.accent], (plan, slug))
    assert len(chosen) >= 8
    found = {hue: on_page(*which) for hue, which in chosen.items()}
    bad = {h: [close(tones) for tones in modes.values()] for h, modes in found.items()}
    assert {hue: pairs for hue, pairs in bad.items() if any(pairs)} == {}


def borders(shapes: Drawn, codes: list[str]) -> shapely.Geometry:
    """The borders that some areas have with one another."""
    edges = [shapes.shape(code).boundary for code in codes]
    return shapely.union_all([a.intersection(b) for a, b in itertools.combinations(edges, 2)])


@pytest.mark.parametrize("mode", sweep(MODES, {1}))
def test_borders_and_coasts_survive_the_copy(mode: str) -> None:
    made = sheet("future2024", "sector-life")
    bits, main = one_bit(scanned("future2024", "sector-life"))[mode], made.view("main")
    shapes, window = drawn(made.boundaries, main), rectangle_of(main.box.grown(-1))
    hidden = shapely.union_all([*covered(made), shapely.box(-999, -999, 999, 999) - window])
    white = [a.adcode for a in made.scene.areas if a.state == "not_named"]
    assert len(white) > 9
    land = shapes.shape(made.boundaries.territory.code)
    sars = shapely.union_all([shapes.shape(a.adcode) for a in made.scene.context[:2]])
    for line, least in (
        (borders(shapes, white), 0.9),
        (land.boundary, 0.98),
        (sars.boundary, 0.85),
        (shapely.union(shapes.land, shapes.hinterland).boundary, 0.9),
    ):
        seen = along(bits, line, hidden)
        assert len(seen) > 100
        assert seen.mean() >= least


def test_borders_between_dark_areas_are_white_in_the_copy() -> None:
    made = sheet("future2024", "breadth")
    shapes = drawn(made.boundaries, made.view("main"))
    dark = [a.adcode for a in made.scene.areas if a.style.ink == made.ink.paper]
    bits = one_bit(scanned("future2024", "breadth"))["text"]
    seen = along(~bits, borders(shapes, dark), shapely.union_all(covered(made)))
    assert len(seen) > 100
    assert seen.mean() >= 0.9
