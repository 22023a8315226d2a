"""One window of a Scene that fills a box: covers, index maps, thumbnails; no legend, no texts."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import load_theme
from geo.scene.scene import Scene
from geo.sheet.bands import place_bands
from geo.sheet.belts import place_belts
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import clear_of, mark_box
from geo.sheet.ground import drawn
from geo.sheet.model import Ink, Page, Sheet
from geo.sheet.page import Heights, PageChoice, make_page
from geo.sheet.symbols import place_symbols
from geo.sheet.typeface import require_glyphs
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

_MARK_GAP_MM = 1.0
_ON_COVERS = ("core", "pole")


def lone_page(choice: PageChoice, box: Box) -> Page:
    """A page whose map fills a box."""
    return replace(make_page(choice, Heights()), map=box, panel=Box(0.0, 0.0, 0.0, 0.0))


def lone_window(scene: Scene, boundaries: Boundaries, page: Page, lang: str) -> Sheet:
    """The whole territory, or the place of the map, with bands and review mark; no names."""
    require_glyphs([scene.credits.review.in_(lang)])
    focus, theme, box = scene.spec.focus_adcode, load_theme(), page.map
    view = closeup(box, boundaries, focus) if focus else overview(box, boundaries)
    ours = drawn(boundaries, view).grown(boundaries.territory.code, _MARK_GAP_MM)
    return Sheet(
        scene=scene, boundaries=boundaries, lang=lang, page=page, views=(view,), symbols=(),
        bands=place_bands(scene, (view,), page), labels=(), scale_bars=(),
        belts=place_belts(scene, (view,), page, boundaries),
        ink=Ink.of(theme, page.unit, page.type_unit), north=None,
        mark=clear_of(mark_box(scene, page, lang, box), box, ours),
        hatches=theme.hatches(page.unit, paper=True),
    )  # fmt: skip


def cover_window(scene: Scene, boundaries: Boundaries, page: Page, lang: str) -> Sheet:
    """The window of a cover: cores and poles stand on it, and no names."""
    sheet = lone_window(scene, boundaries, page, lang)
    points = place_symbols((scene, ()), sheet.views, page, {"main": ()})
    return replace(sheet, symbols=tuple(p for p in points if p.symbol.kind in _ON_COVERS))
