"""Names of printed maps as drawn: all there, none on another, on a symbol or across a frame."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
import shapely

import geo
from geo.ask.themes import themes_of
from geo.domain.text import Text
from geo.errors import SpecError
from geo.render.print.sheet import sheet_pdf
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.sheet.arrange import arrange
from geo.sheet.model import Box
from geo.sheet.page import PAPERS, PageChoice
from tests.print_scenes import map_svg, page, scenes, sheet, world
from tests.reading.lettering import SARS, Lettering, lettering, offences
from tests.reading.paper import MM, sheets
from tests.sweeps import sweep

DELTA = {"440100", "440300", "440400", "440600", "440700", "441300", "441900", "442000"}
SHEETS = [
    ["future2024", "structure", "A4", "en", "portrait"],
    ["future2024", "sector-space", "A3", "en", "landscape"],
    ["gzhtz2021", "sector-ai", "A3", "zh", "landscape"],
]


def read(made) -> Lettering:
    return lettering(map_svg(made))


def offenders(made) -> list[str]:
    """All that is wrong with the names of a sheet."""
    drawn, scene, panel = read(made), made.scene, made.page.panel
    shut = [shapely.box(panel.x, panel.y, panel.right, panel.bottom)]
    own = {area.adcode for area in scene.areas if area.level == scene.spec.level}
    wanted = {"main": own}
    if not scene.spec.focus_adcode:
        wanted = {"main": {*own, *SARS}, "delta": {*DELTA, *SARS}}
        assert len(own) == 21
    missing = [
        f"{role} lacks {key}"
        for role, keys in wanted.items()
        for key in sorted(keys - drawn.windows[role].named())
    ]
    return missing + offences(drawn, made.page.unit, shut)


@pytest.mark.parametrize(("plan", "slug", "paper", "lang", "way"), sweep(SHEETS, {1, 2}))
def test_every_name_stands_and_covers_nothing(plan, slug, paper, lang, way):
    assert offenders(sheet(plan, slug, paper, lang, way)) == []


def papers(slug: str) -> list[str]:
    """Sub-sectors look like their sectors; larger papers than A3 are like it but for posters."""
    if slug.startswith("subsector"):
        return ["A4"]
    return list(PAPERS) if slug in ("structure", "breadth", "carriers") else ["A3", "A4"]


def themes() -> dict[str, Scene]:
    found = themes_of()
    return {
        key: resolve_theme(theme_spec(key, "zh"), found.table(key), world()) for key in found.mapped
    }


@pytest.mark.slow
@pytest.mark.parametrize("key", [*geo.plan_keys(), "themes"])
def test_every_name_of_every_sheet_stands_and_covers_nothing(key):
    found = []
    for slug, scene in (themes() if key == "themes" else scenes(key)).items():
        for choice in product(papers(slug), ("landscape", "portrait"), ("zh", "en", "both")):
            try:
                made = arrange(scene, world().boundaries, PageChoice(*choice))
            except SpecError as error:
                found.append((slug, *choice, str(error)))
                continue
            found += [(slug, *choice, fault) for fault in offenders(made)]
    assert found == []


def test_the_reader_of_names_sees_faults():
    made = sheet(*SHEETS[1])
    label = next(x for x in made.labels if x.view == "main" and x.owner == "440200")

    def told(x: float, y: float) -> str:
        there = replace(label, box=Box(x, y, label.box.w, label.box.h))
        labels = tuple(there if x is label else x for x in made.labels)
        return " ".join(offenders(replace(made, labels=labels)))

    other = next(x for x in made.labels if x.view == "main" and x.owner == "441800").box
    symbol = next(s for s in made.symbols if s.view == "main")
    sar, inner = made.views[0].page(114.18, 22.38), read(made).inner.bounds
    assert "Shaoguan over Qingyuan" in told(other.x, other.y).replace(
        "Qingyuan over Shaoguan", "Shaoguan over Qingyuan"
    )
    assert "over symbol" in told(symbol.x, symbol.y)
    assert "leaves its frame" in told(made.page.map.right - 5, 60)
    assert "crosses the frame" in told(inner[0] - 5, inner[1] + 20)
    assert "across the border" in told(*sar)
    assert "without a line" in told(made.page.map.right - 40, made.page.map.bottom - 60)
    assert "main lacks 440200" in " ".join(offenders(replace(made, labels=made.labels[:0])))


def test_the_printed_page_has_the_words_where_the_drawing_has_them():
    made = sheet("future2024", "sector-space")
    printed = sheets(page("future2024", "sector-space"))[0]
    for name in read(made).windows["main"].names:
        if name.owner.startswith("44"):
            word = name.text.rstrip("0123456789+")
            found = [w for w in printed.words if w.text.startswith(word) and _within(w, name.ink)]
            assert found, name.text


def _within(word, ink) -> bool:
    return ink.buffer(1.0).contains(shapely.Point(word.middle))


def test_maps_of_pages_in_two_languages_are_lettered_in_chinese():
    made = sheet("future2024", "sector-space", "A4", "both", "portrait")
    names = [n for w in read(made).windows.values() for n in w.names]
    assert len(names) > 40
    assert [n.text for n in names if any(c.isascii() and c.isalpha() for c in n.text)] == []
    members = {m for b in made.scene.legend for e in b.entries for m in e.members}
    told = "".join(w.text for w in sheets(sheet_pdf(made))[0].words)
    assert [m.en for m in members if m.en.replace(" ", "") not in told] == []


def test_sizes_are_those_of_each_kind_of_name():
    made = sheet("future2024", "sector-space")
    sizes = {n.owner: round(n.size / MM, 1) for n in read(made).windows["main"].names}
    assert sizes["440200"] == 11.0
    assert sizes["440100"] == 11.0  # a core, within the inset's frame
    assert sizes["441900"] == 9.0  # named larger in the inset
    assert sizes["810000"] == sizes["820000"] == 9.0
    assert sizes["sea"] == 10.0


def test_light_letters_stand_on_dark_ground_only():
    made = sheet("future2024", "sector-space", "A3", "en")
    paper = made.ink.paper
    for window in read(made).windows.values():
        for name in window.names:
            if name.fill == paper:
                inside = window.areas[name.owner].intersection(name.ink).area
                assert inside > 0.95 * name.ink.area, name.text


def test_a_name_without_a_place_stops_the_build():
    scene = scenes("future2024")["breadth"]
    long = Text("很长的名字" * 40, "x")
    areas = (replace(scene.areas[0], short=long), *scene.areas[1:])
    with pytest.raises(SpecError, match=scene.areas[0].name.zh):
        arrange(replace(scene, areas=areas), world().boundaries)
