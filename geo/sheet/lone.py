"""One window of a Scene that fills a box: covers, index maps, thumbnails, panes in running text.

No legend and no texts stand beside it. All panes of one territory have one window, so that a page
of many holds its ground once.
"""

from dataclasses import replace

import shapely

from geo.design.theme import load_theme
from geo.scene.scene import Scene
from geo.sheet.arrange import with_names
from geo.sheet.bands import place_bands
from geo.sheet.belts import place_belts
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import clear_of, furniture, mark_box
from geo.sheet.ground import drawn, projected
from geo.sheet.model import Ink, Page, Sheet, View
from geo.sheet.page import Heights, PageChoice, make_page
from geo.sheet.projection import Albers
from geo.sheet.symbols import all_numbered, listed_symbols, place_symbols
from geo.sheet.typeface import require_glyphs
from geo.sheet.views import overview, shape_of
from geo.sources.boundaries.model import Boundaries

_MARK_GAP_MM = 1.0
_ON_COVERS = ("core", "pole")
_WIDTH, _HIGH = 200.0, 150.0  # mm: of the territory, of a city, whose window is as wide as it asks
_NARROWEST = 110.0


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


def arrange_thumbnail(scene: Scene, boundaries: Boundaries) -> Sheet:
    """One small window without names and carriers: fills, hatches, bands, review mark."""
    page = replace(lone_page(PageChoice("A4"), Box(0.0, 0.0, 120.0, 88.0)), unit=0.8, type_unit=0.8)
    sheet = lone_window(scene, boundaries, page, scene.spec.lang)
    return replace(
        sheet,
        bands=place_bands(scene, sheet.views, replace(page, type_unit=0.9)),
        belts=place_belts(scene, sheet.views, replace(page, unit=0.4), boundaries),
        hatches=load_theme().hatches(page.unit, paper=False),
    )


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
    for numbered in (listed_symbols(scene), all_numbered(scene)):
        sheet = replace(
            bare, numbered=numbered, scale_bars=(bar,), north=north,
            symbols=place_symbols((scene, numbered), (view,), page, blocked),
            hatches=load_theme().hatches(page.unit, paper=False),
        )  # fmt: skip
        named, unnamed = with_names(sheet, blocked, boundaries)
        if not unnamed:
            break
    return named
