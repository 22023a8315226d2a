"""Slides with a map: the title slide, and one map with its key numbers and its key."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.render.slides.drawing import Names, Pencil
from geo.render.slides.marks import Script
from geo.render.slides.model import EDGE, MAP, WIDE, CoverSlide, MapSlide
from geo.render.slides.page import Page
from geo.render.svg.map import draw_map
from geo.render.svg.sheet import draw_pieces
from geo.scene.scene import Scene
from geo.sheet.box import Box
from geo.sheet.items import Picture
from geo.sheet.model import Sheet

_NUMBERS = Box(216.0, 5.4, WIDE - EDGE - 216.0, 20.0)
_NUMBER_PT, _LABEL_PT, _LEAST_W = 20.0, 9.0, 22.0
_COVER_PT, _PLAN_PT, _LINE_PT = 32.0, 14.0, 11.0
_LEFT, _TEXT_W = 14.0, 92.0
COVER_FOOT = Box(_LEFT, 162.0, _TEXT_W, 20.0)


def names_of(scene: Scene, sheet: Sheet, words: dict[str, str], lang: str) -> Names:
    """What the parts of a map are called, in the language of the deck."""
    areas = {a.adcode: f"{a.name.in_(lang)} {a.state_text.in_(lang)}".strip()
             for a in (*scene.beside, *scene.context, *scene.areas)}  # fmt: skip
    owners = {a.adcode: a.name.in_(lang) for a in (*scene.beside, *scene.context, *scene.areas)}
    owners |= {c.adcode: c.name.in_(lang) for c in scene.counties}
    owners |= {s.id: s.label.in_(lang) for s in scene.symbols}
    owners |= {band.id: band.name.in_(lang) for band in scene.bands}
    owners |= {belt.id: belt.name.in_(lang) for belt in scene.belts}
    owners |= {plot.id: plot.label.in_(lang) for plot in scene.plots}
    owners |= {e.key: e.label.in_(lang) for block in scene.legend for e in block.entries}
    views = {v.role: v.name.in_(lang) or words["main"] for v in sheet.views}
    return Names(owners, areas, words, views)


def pencil_of(page: Page, sheet: Sheet) -> Pencil:
    """What draws a sheet on a slide."""
    names = names_of(sheet.scene, sheet, dict(page.names), sheet.lang)
    windows = {view.role: view.box for view in sheet.views}
    return Pencil(page.palette, sheet.hatches, names, windows, page.numbers)


def add_map(page: Page, slide: MapSlide, accent: str) -> None:
    """The key numbers, the map as one group with its description, its key as another."""
    sheet = slide.sheet
    assert sheet is not None  # noqa: S101  (of every such slide)
    _add_numbers(page, slide, accent)
    pencil, lang = pencil_of(page, sheet), sheet.lang
    drawn, key = ET.Element("svg"), ET.Element("svg")
    draw_map(drawn, sheet, lang)
    draw_pieces(key, sheet, [p for p in sheet.pages[0] if not isinstance(p, Picture)])
    page.group(page.names["map"], sheet.scene.alt.in_(lang), pencil.draw(drawn), MAP)
    page.group(page.names["key"], page.names["key"], pencil.draw(key), MAP)


def _add_numbers(page: Page, slide: MapSlide, accent: str) -> None:
    """Key numbers from the right edge: each large, its words under it."""
    shown = slide.numbers[: int(_NUMBERS.w / _LEAST_W)]
    if not shown:
        return
    wide = min(_NUMBERS.w / len(shown), 30.0)
    left = _NUMBERS.right - wide * len(shown)
    for at, (value, label) in enumerate(shown):
        told = [(value, Script(_NUMBER_PT, accent, bold=True)),
                (label, Script(_LABEL_PT, page.theme.ground["ink"]))]  # fmt: skip
        box = Box(left + at * wide, _NUMBERS.y, wide - 1.5, _NUMBERS.h)
        page.passage("figures", told, box)


def add_cover(page: Page, slide: CoverSlide, accent: str) -> None:
    """What the deck is of at the left; the map at the right, without names."""
    sheet = slide.sheet
    assert sheet is not None  # noqa: S101  (of every such slide)
    ink, quiet = page.theme.ground["ink"], page.theme.ground["quiet"]
    high = page.title(slide.title, Box(_LEFT, 48.0, _TEXT_W, 44.0), _COVER_PT, lines=3)
    page.bar(Box(_LEFT, 40.0, 24.0, 2.0), accent)
    told = [(slide.subtitle, Script(_PLAN_PT, ink))] if slide.subtitle else []
    told += [(line, Script(_LINE_PT, quiet)) for line in slide.lines]
    page.passage("words", told, Box(_LEFT, 52.0 + high, _TEXT_W, COVER_FOOT.y - 54.0 - high))
    drawn = ET.Element("svg")
    draw_map(drawn, sheet, sheet.lang)
    shapes = pencil_of(page, sheet).draw(drawn)
    page.group(page.names["map"], sheet.scene.alt.in_(sheet.lang), shapes, Box(0, 0, 0, 0))
