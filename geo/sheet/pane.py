"""A map as it stands in running text: one window with its names, mark and scale; no legend.

All panes of one territory have one window, so that a page of many holds its ground once.
"""

from __future__ import annotations

from dataclasses import replace

import shapely

from geo.design.theme import load_theme
from geo.scene.scene import Scene
from geo.sheet.arrange import with_names
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import clear_of, furniture
from geo.sheet.ground import projected
from geo.sheet.lone import lone_page, lone_window
from geo.sheet.model import Sheet, View
from geo.sheet.page import PageChoice
from geo.sheet.projection import Albers
from geo.sheet.symbols import by_host, is_city, listed_symbols, place_symbols
from geo.sheet.views import overview, shape_of
from geo.sources.boundaries.model import Boundaries

_WIDTH, _HIGH = 200.0, 150.0  # mm: of the territory, of a city, whose window is as wide as it asks
_NARROWEST = 110.0


def pane_view(boundaries: Boundaries, focus: str) -> View:
    """The window of every pane: the whole territory, or one city."""
    if not focus:
        return overview(Box(0.0, 0.0, _WIDTH, _WIDTH * shape_of(boundaries)), boundaries)
    projection = Albers.of(boundaries.territory.projection)
    parts = shapely.get_parts(projected(boundaries, projection).shape(focus))
    west, south, east, north = max(parts, key=lambda part: part.area).bounds
    wide = min(max(_HIGH * (east - west) / (north - south), _NARROWEST), _WIDTH)
    return closeup(Box(0.0, 0.0, round(wide, 1), _HIGH), boundaries, focus)


def map_pane(scene: Scene, boundaries: Boundaries, view: View, lang: str) -> Sheet:
    """A map in a window; parks and facilities are numbered, and others too where names are many.

    Parameters
    ----------
    scene
        The finished map.
    boundaries
        Shapes in EPSG:4490, as fine as they are to be drawn.
    view
        From :func:`pane_view`.
    lang
        ``zh`` or ``en``.
    """
    page = lone_page(PageChoice("A4", lang=lang), view.box)
    bare = lone_window(scene, boundaries, page, lang)
    bar, north, boxes = furniture(page, view, boundaries.territory)
    belts = shapely.union_all([belt.shape for belt in bare.belts])
    bare = replace(bare, mark=clear_of(bare.mark, view.box, belts))
    blocked = {view.role: [*boxes, bare.mark]}
    parks = listed_symbols(scene)
    points = [s for s in scene.symbols if not (s in parks or s.number or is_city(scene, s))]
    for numbered in (parks, by_host(scene, (*points, *parks))):
        sheet = replace(
            bare, numbered=numbered, scale_bars=(bar,), north=north,
            symbols=place_symbols((scene, numbered), (view,), page, blocked),
            hatches=load_theme().hatches(page.unit, paper=False),
        )  # fmt: skip
        named, unnamed = with_names(sheet, blocked, boundaries)
        if not unnamed:
            break
    return named
