"""A Scene on paper: windows, symbols, bands and labels with their places; nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import Theme, load_theme
from geo.errors import Fault, SpecError
from geo.scene.scene import Scene, Symbol
from geo.sheet.bottom_band import BODY_PT, plan_strip
from geo.sheet.furniture import (
    PANEL_PAD,
    clear_of,
    corners,
    delta_bar,
    furniture,
    legend_room,
    mark_box,
)
from geo.sheet.ground import drawn
from geo.sheet.ground_names import window_labels
from geo.sheet.legend import legend_columns, legend_height
from geo.sheet.model import Box, Ink, Page, PlacedLabel, PlacedSymbol, Sheet, Strip, View
from geo.sheet.page import check_paper, make_page
from geo.sheet.symbols import (
    NAMED_AT_MOST,
    NAMED_AT_MOST_A3,
    is_city,
    listed_symbols,
    place_bands,
    place_symbols,
)
from geo.sheet.typeface import MM_PER_PT, require_glyphs
from geo.sheet.views import closeup, make_views, overview
from geo.sources.boundaries.model import Boundaries

_MARK_GAP_MM = 1.0


def arrange(
    scene: Scene,
    boundaries: Boundaries,
    paper: str = "A3",
    orientation: str = "landscape",
    lang: str = "zh",
) -> Sheet:
    """Lay a Scene out on paper.

    Parameters
    ----------
    scene
        The finished map.
    boundaries
        Shapes in EPSG:4490.
    paper, orientation
        ``A0`` to ``A4``; ``landscape`` or ``portrait``.
    lang
        ``zh``, ``en`` or ``both``.

    Returns
    -------
    Sheet
        Places in millimetres from the top left corner; the same for equal input.

    Raises
    ------
    FontError
        A character of the map has no glyph.
    SpecError
        A name that must stand on the map found no place.
    """
    check_paper(paper, orientation)
    require_glyphs(_texts(scene, lang))
    form = (paper, orientation, lang)
    faults: list[Fault] = []
    for numbered in _numberings(scene, paper):
        sheet = _laid_out(scene, boundaries, form, numbered)
        faults = _unnamed(sheet)
        if not faults:
            return sheet
    raise SpecError(faults)


def arrange_thumbnail(scene: Scene, boundaries: Boundaries) -> Sheet:
    """One small window without names and carriers: fills, patterns, bands, review mark."""
    lang, box = scene.spec.lang, Box(0.0, 0.0, 120.0, 88.0)
    require_glyphs([scene.credits.review.in_(lang)])
    page = replace(
        make_page("A4", "landscape", 0.0), unit=0.8, type_unit=0.8, map=box, panel=Box(0, 0, 0, 0)
    )
    focus, theme = scene.spec.focus_adcode, load_theme()
    view = closeup(box, boundaries, focus) if focus else overview(box, boundaries)
    ours = drawn(boundaries, view).grown(boundaries.territory.code, _MARK_GAP_MM)
    mark = clear_of(mark_box(scene, page, lang), box, ours)
    strip = Strip((), (), 0.0, 0.0)
    return Sheet(
        scene=scene, lang=lang, page=page, views=(view,), ink=_ink(theme, page), symbols=(),
        bands=place_bands(scene, [view], replace(page, type_unit=0.5)), labels=(), scale_bars=(),
        north=None, mark=mark, strip=strip, kept=0, patterns=_patterns(theme),
        boundaries=boundaries,
    )  # fmt: skip


def _numberings(scene: Scene, paper: str) -> list[tuple[Symbol, ...]]:
    """Who gets a number instead of a name, fewest first: nobody, carriers, all but cities."""
    carriers = listed_symbols(scene)
    others = [s for s in scene.symbols if s not in carriers and not is_city(scene, s)]
    choices = [carriers, (*others, *carriers)]
    most = NAMED_AT_MOST.get(paper, NAMED_AT_MOST_A3)
    return choices if len(carriers) > most else [(), *choices]


def _laid_out(
    scene: Scene,
    boundaries: Boundaries,
    form: tuple[str, str, str],
    numbered: tuple[Symbol, ...],
) -> Sheet:
    """The page with its carriers named on the map, or numbered and listed in the strip."""
    lang = form[2]
    theme = load_theme()
    page, views, strip, kept = _divided(scene, boundaries, form, numbered)
    main = views[0]
    covered = [v.box for v in views[1:] if v.box.meets(main.box)]
    covered += [page.panel] if page.panel.meets(main.box) else []
    bar, north, boxes = furniture(page, main, boundaries.territory)
    ours = drawn(boundaries, main).grown(boundaries.territory.code, _MARK_GAP_MM)
    mark = clear_of(mark_box(scene, page, lang), main.box, ours)
    closed = [*covered, *boxes, mark]
    blocked = {"main": closed, **{v.role: corners(v, page, lang) for v in views[1:]}}
    sheet = Sheet(
        scene=scene, lang=lang, page=page, views=views, ink=_ink(theme, page), labels=(),
        symbols=place_symbols((scene, numbered), views, page, blocked),
        bands=place_bands(scene, views, page), scale_bars=(bar, *delta_bar(page, views)),
        north=north, mark=mark, strip=strip, kept=kept, numbered=numbered,
        patterns=_patterns(theme),
        boundaries=boundaries,
    )  # fmt: skip
    labels: list[PlacedLabel] = []
    for view in views:
        if view.role != "locator":
            labels += window_labels(sheet, view, blocked[view.role], boundaries)
    return replace(sheet, labels=tuple(labels))


def _divided(
    scene: Scene,
    boundaries: Boundaries,
    form: tuple[str, str, str],
    numbered: tuple[Symbol, ...],
) -> tuple[Page, tuple[View, ...], Strip, int]:
    """The page, its windows and its strip: as many legend blocks in the panel as it holds."""
    paper, orientation, lang = form
    focus = scene.spec.focus_adcode
    for kept in range(len(scene.legend), -1, -1):
        strip = plan_strip(scene, numbered, paper, orientation, lang, kept)
        page = make_page(paper, orientation, strip.height, city=bool(focus))
        em = page.pt(BODY_PT) * 0.97 * MM_PER_PT
        page, views = make_views(page, boundaries, focus)
        for _ in range(2):  # a higher panel makes no other width, but a smaller window
            width = page.panel.w - 2 * PANEL_PAD * page.unit
            blocks = scene.legend[:kept]
            columns = legend_columns(len(blocks), width, paper)
            need = legend_height(blocks, width, columns, em, lang, paper)
            need += page.panel.h - legend_room(scene, page, lang) + em
            if page.panel.h >= need:
                return page, views, strip, kept
            page, views = make_views(page, boundaries, focus, need)
    return page, views, strip, 0


def _texts(scene: Scene, lang: str) -> list[str]:
    blocks = [scene.title, scene.subtitle, scene.plan_line, scene.alt]
    blocks += [a.short for a in scene.areas] + [a.name for a in scene.context]
    blocks += [s.label for s in scene.symbols] + [x.label for x in scene.listed]
    blocks += [t for b in scene.legend for t in (b.title, *(e.label for e in b.entries))]
    blocks += [m for b in scene.legend for e in b.entries for m in e.members]
    blocks += [k.label for k in scene.key_numbers] + [r.name for r in scene.matrix]
    credit = scene.credits
    blocks += [*scene.matrix_columns, credit.source, credit.base, credit.projection]
    blocks += [credit.review, credit.limits]
    return [text.in_(lang) for text in blocks] + [a.style.mark for a in scene.areas]


def _ink(theme: Theme, page: Page) -> Ink:
    ground, lines = theme.ground, theme.lines
    mm = MM_PER_PT * page.type_unit
    return Ink(
        coast=ground["coast"], border=ground["border"], county=ground["county"],
        ink=ground["ink"], paper=ground["paper"], quiet=ground["quiet"], alert=ground["alert"],
        coast_mm=lines["coast"] * mm, border_mm=lines["area"] * mm, county_mm=lines["county"] * mm,
    )  # fmt: skip


def _patterns(theme: Theme) -> tuple[tuple[str, float, float, float], ...]:
    return tuple(
        (name, float(p["spacing"]), float(p["width"]), float(p["angle"]))
        for name, p in sorted(theme.patterns.items())
    )


def _unnamed(sheet: Sheet) -> list[Fault]:
    """Prefectures and symbols that found no place for their name."""
    scene = sheet.scene
    named = {label.owner for label in sheet.labels}
    missing = [s.symbol.label.zh for s in sheet.symbols if _nameless(sheet, s, named)]
    if not scene.spec.focus_adcode and scene.spec.level == "prefecture":
        own = [a for a in scene.areas if a.level == "prefecture"]
        missing += [a.name.zh for a in own if a.adcode not in named]
    return [
        Fault("", "图上没有放置此名称的位置", "the page has no room for this name", name)
        for name in dict.fromkeys(missing)
    ]


def _nameless(sheet: Sheet, placed: PlacedSymbol, named: set[str]) -> bool:
    return not (placed.number or placed.symbol.id in named or is_city(sheet.scene, placed.symbol))


__all__ = ["Sheet", "arrange", "arrange_thumbnail"]
