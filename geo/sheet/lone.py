"""One window of a Scene that fills a box: covers, index maps, thumbnails; no legend, no texts."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import load_theme
from geo.scene.scene import Scene
from geo.sheet.bands import place_bands
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import mark_box
from geo.sheet.model import Ink, Sheet
from geo.sheet.page import Heights, PageChoice, make_page
from geo.sheet.symbols import place_symbols
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries


def lone_window(scene: Scene, boundaries: Boundaries, box: Box, choice: PageChoice) -> Sheet:
    """The whole territory in a box of a page, with bands, symbols and review mark; no names."""
    nothing = Box(0.0, 0.0, 0.0, 0.0)
    page = replace(make_page(choice, Heights()), map=box, panel=nothing)
    focus, theme = scene.spec.focus_adcode, load_theme()
    view = closeup(box, boundaries, focus) if focus else overview(box, boundaries)
    return Sheet(
        scene=scene, boundaries=boundaries, lang=choice.lang, page=page, views=(view,),
        symbols=place_symbols((scene, ()), (view,), page, {"main": ()}),
        bands=place_bands(scene, (view,), page), labels=(), scale_bars=(),
        ink=Ink.of(theme, page.unit, page.type_unit), north=None,
        mark=mark_box(scene, page, choice.lang, box),
        hatches=theme.hatches(max(page.unit, 1.0), paper=True),
    )  # fmt: skip
