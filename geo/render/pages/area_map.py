"""A city or district with what plans name in it, inline in a page: read without a script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.render.pages.glance_art import shared_parts, simplified
from geo.render.svg.elements import root
from geo.render.svg.map import draw_map
from geo.scene.marks import Symbol
from geo.scene.outlines import drawing_of
from geo.scene.scene import Scene
from geo.sheet.arrange import with_names
from geo.sheet.closeups import closeup, extent
from geo.sheet.furniture import mark_box
from geo.sheet.ground import drawn, is_fine
from geo.sheet.lone import lone_page
from geo.sheet.model import Box, Ink, Sheet, View
from geo.sheet.page import PageChoice
from geo.sheet.symbols import listed_symbols, place_symbols
from geo.sources.boundaries.model import Boundaries
from geo.sources.boundaries.shapes import detail_of

_WIDTH, _LOWEST, _HIGHEST = 118.0, 64.0, 118.0  # mm at the size of the types below
_TYPE = 0.8
_FINENESS = {"city": 2e-3, "county": 2.5e-4}  # degrees: a pixel of a window
_FINER_THAN_A_PIXEL = re.compile(r"(\.\d)\d")  # the second decimal of a millimetre
_GROUNDS: dict[tuple[int, bool], tuple[Boundaries, Boundaries]] = {}
_KIND = "carrier"


@dataclass(frozen=True)
class Mark:
    """One position on the map: its number and what stands there, each by id and name."""

    number: int
    grade: str
    radius_m: float | None
    at: tuple[tuple[str, Text], ...]


def marks_of(scene: Scene) -> tuple[Mark, ...]:
    """What a scene shows, by position: area by area, within each from north to south."""
    return tuple(
        Mark(n, group[0].grade, group[0].radius_m, tuple((s.id, s.label) for s in group))
        for n, group in enumerate(_grouped(scene), 1)
    )


def _grouped(scene: Scene) -> list[list[Symbol]]:
    groups: dict[str, list[Symbol]] = {}
    for symbol in listed_symbols(scene):
        groups.setdefault(symbol.anchor_group, []).append(symbol)
    return list(groups.values())


def area_maps(scene: Scene, boundaries: Boundaries, langs: Sequence[str]) -> dict[str, ET.Element]:
    """The map of a place per language: districts with their states, a numbered mark per position.

    Every position has its number in :func:`marks_of`; the page names what stands there.
    """
    bare = window(scene, boundaries)
    return {lang: picture(named(bare, lang)) for lang in langs}


def picture(sheet: Sheet) -> ET.Element:
    """A window as an element of a page."""
    element = element_of(sheet.page.map)
    draw_map(element, sheet, sheet.lang)
    _spare_lines(element, sheet)
    for path in element.iter("path"):
        path.set("d", _FINER_THAN_A_PIXEL.sub(r"\1", path.get("d", "")))
    element.insert(0, shared_parts([element], "m")[0])
    return element


def element_of(box: Box) -> ET.Element:
    """An svg element as wide as its page lets it, in the page's language and typeface."""
    element = root(box, "zh")
    for name in ("lang", "width", "height", "font-family"):
        element.attrib.pop(name)
    return element


def _spare_lines(element: ET.Element, sheet: Sheet) -> None:
    """Borders once: every area of the map has its own line."""
    twice = (sheet.ink.county, sheet.ink.border)
    lines = next(g for g in element.iter("g") if g.get("data-layer") == "lines")
    for path in [path for path in lines if path.get("stroke") in twice]:
        lines.remove(path)


def window(scene: Scene, boundaries: Boundaries) -> Sheet:
    """The window with its marks, without names."""
    theme = load_theme()
    merged = tuple(
        replace(group[0], kind=_KIND, drawing=drawing_of(theme, _KIND, group[0].grade))
        for group in _grouped(scene)
    )
    scene = replace(scene, symbols=merged)
    wide, high = extent(boundaries, scene.spec.focus_adcode)
    height = min(max(_WIDTH * high / wide, _LOWEST), _HIGHEST)
    page = lone_page(PageChoice("A4"), Box(0.0, 0.0, _WIDTH, round(height, 1)))
    page = replace(page, unit=_TYPE, type_unit=_TYPE)
    views = (closeup(page.map, boundaries, scene.spec.focus_adcode),)
    mark = mark_box(scene, page, scene.spec.lang, page.map)
    return Sheet(
        scene=scene, boundaries=_needed(scene, boundaries, views[0]), lang=scene.spec.lang,
        page=page, views=views, ink=Ink.of(theme, page.unit, page.type_unit), bands=(), labels=(),
        symbols=place_symbols((scene, merged), views, page, {"main": [mark]}), scale_bars=(),
        north=None, mark=mark, hatches=theme.hatches(page.unit, paper=False), numbered=merged,
    )  # fmt: skip


def named(sheet: Sheet, lang: str) -> Sheet:
    """The window with its names and review mark in a language."""
    box = sheet.page.map
    mark = mark_box(sheet.scene, sheet.page, lang, box)
    sheet = replace(sheet, lang=lang, mark=mark)
    return with_names(sheet, {"main": [mark]}, sheet.boundaries)[0]


def _is_line(layer: str) -> bool:
    """Whether a layer is drawn where no area of the map lies."""
    return layer != "counties"


def _needed(scene: Scene, boundaries: Boundaries, view: View) -> Boundaries:
    """What a window shows, with points left out that no eye can tell."""
    ground = _ground(boundaries, fine=is_fine(boundaries, view))
    seen = drawn(ground, view).shapes
    kept = {area.adcode for area in (*scene.areas, *scene.beside, *scene.context)}
    layers = {
        name: {c: s for c, s in shapes.items() if c in kept or (_is_line(name) and c in seen[name])}
        for name, shapes in ground.layers.items()
    }
    return replace(ground, layers=layers)


def _ground(boundaries: Boundaries, *, fine: bool) -> Boundaries:
    """The boundaries for windows of cities, or finer ones for those of districts, made once."""
    if (id(boundaries), fine) not in _GROUNDS:
        base = detail_of(boundaries) if fine else boundaries
        made = simplified(base, _FINENESS["county" if fine else "city"])
        _GROUNDS[id(boundaries), fine] = (boundaries, made)
    return _GROUNDS[id(boundaries), fine][1]
