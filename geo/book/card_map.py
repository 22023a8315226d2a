"""The map of a card: the sector over the whole territory, and its place nearer, with its parks."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import load_theme
from geo.domain.text import NOTHING
from geo.scene.marks import Symbol
from geo.scene.scene import DrawnArea, Scene
from geo.sheet.arrange import with_names
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import corners
from geo.sheet.model import Ink, Sheet
from geo.sheet.page import Heights, PageChoice, make_page
from geo.sheet.symbols import place_symbols
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

_NEAR_SHARE, _GAP = 0.4, 3.0  # of the width; mm at A3
_OUTLINE_PT, _TYPE = 2.2, 0.8


def card_map(
    scene: Scene, boundaries: Boundaries, box: Box, choice: PageChoice, near: str
) -> Sheet:
    """The map in a box, points numbered; ``near`` is the area that is shown nearer, or empty."""
    gap = _GAP * choice.unit if near else 0.0
    wide = box.w * (1 - _NEAR_SHARE) - gap if near else box.w
    views = [overview(replace(box, w=wide), boundaries)]
    if near:
        right = Box(box.x + wide + gap, box.y, box.w - wide - gap, box.h)
        name = next((a.short for a in scene.areas if a.adcode == near), NOTHING)
        views.append(replace(closeup(right, boundaries, near), role="delta", name=name))
    theme, nothing = load_theme(), Box(0.0, 0.0, 0.0, 0.0)
    page = replace(make_page(choice, Heights()), map=box, panel=nothing)
    page = replace(page, type_unit=page.type_unit * _TYPE)
    blocked = {
        v.role: corners(v, page, choice.lang)[:1] if v.name != NOTHING else [] for v in views
    }
    sheet = Sheet(
        scene=scene, boundaries=boundaries, lang=choice.lang, page=page, views=tuple(views),
        symbols=place_symbols((scene, scene.symbols), views, page, blocked), bands=(), labels=(),
        scale_bars=(), ink=Ink.of(theme, page.unit, page.type_unit), north=None, mark=nothing,
        numbered=scene.symbols, hatches=theme.hatches(max(page.unit, 0.8), paper=True),
    )  # fmt: skip
    return with_names(sheet, blocked, boundaries)[0]


def located(scene: Scene, here: str, symbols: tuple[Symbol, ...]) -> Scene:
    """The map of a sector with one area outlined, and some of its points only."""
    own = [_outlined(area) for area in scene.areas if area.adcode == here]
    rest = [area for area in scene.areas if area.adcode != here]
    return replace(scene, areas=(*rest, *own), symbols=symbols)


def _outlined(area: DrawnArea) -> DrawnArea:
    style = replace(area.style, stroke=load_theme().ground["ink"], stroke_width_pt=_OUTLINE_PT)
    return replace(area, style=style)
