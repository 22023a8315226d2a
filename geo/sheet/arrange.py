"""A Scene on paper: windows, symbols, bands and labels with their places; nothing is drawn here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import load_theme
from geo.domain.territory import Territory
from geo.errors import Fault, SpecError
from geo.scene.marks import Symbol
from geo.scene.place import KIND
from geo.scene.scene import Scene
from geo.sheet.bands import band_names, letter_boxes, place_bands
from geo.sheet.belts import coast_names, place_belts, without_name
from geo.sheet.bottom_band import maker_line
from geo.sheet.closeups import dense_square, focus_of, is_upright
from geo.sheet.division import divided
from geo.sheet.figure import figure_divided
from geo.sheet.furniture import clear_of, corners, delta_bar, furniture, mark_box
from geo.sheet.further_pages import further_pages
from geo.sheet.ground import drawn, rectangle_of
from geo.sheet.head_and_foot import with_feet
from geo.sheet.items import Piece
from geo.sheet.long_page import long_divided
from geo.sheet.model import Box, Ink, PathText, PlacedLabel, Sheet, View
from geo.sheet.other_names import county_labels, unit_labels
from geo.sheet.page import PageChoice, check_choice
from geo.sheet.pen import Writing
from geo.sheet.place_page import place_divided
from geo.sheet.projection import Albers
from geo.sheet.seen import unseen_faults, without_unseen
from geo.sheet.symbols import all_numbered, listed_symbols, place_symbols
from geo.sheet.typeface import require_glyphs
from geo.sheet.window_names import window_labels
from geo.sources.boundaries.model import Boundaries

_AIR_MM = 1.0


def arrange(scene: Scene, boundaries: Boundaries, choice: PageChoice | None = None) -> Sheet:
    """Lay a Scene out on paper.

    Parameters
    ----------
    scene
        The finished map.
    boundaries
        Shapes in EPSG:4490.
    choice
        Paper, which way it lies, language; A3, lying, in Chinese by default.

    Returns
    -------
    Sheet
        Places in millimetres from the top left corner; the same for equal input.

    Raises
    ------
    CallError
        There is no such paper, orientation or bleed.
    FontError
        A character of the map has no glyph.
    SpecError
        A name that must stand on the map, or a text beside it, found no place; no window shows an
        area of the legend.
    """
    choice = choice or PageChoice()
    check_choice(choice)
    if not choice.orientation:
        focus = scene.spec.focus_adcode
        stands = focus and is_upright(boundaries, focus)
        choice = replace(choice, orientation="portrait" if stands else "landscape")
    require_glyphs([*_texts(scene, choice.lang), maker_line(choice)])
    sheet = _named(scene, boundaries, choice)
    told = without_unseen(sheet)
    if told != scene:
        sheet = _named(told, boundaries, choice)
    if faults := unseen_faults(sheet):
        raise SpecError(faults)
    return sheet


def _named(scene: Scene, boundaries: Boundaries, choice: PageChoice) -> Sheet:
    """The page with the fewest numbers on which every name has its place.

    The last resort is one without the names of belts, which the legend tells beside their lines.
    """
    for numbered in _numberings(scene, boundaries.territory, choice.shown.named):
        sheet, unnamed = _laid_out(scene, boundaries, choice, numbered)
        if not unnamed:
            return sheet
    told = {belt.id for belt in scene.belts}
    if faults := _faults(scene, [owner for owner in unnamed if owner not in told]):
        raise SpecError(faults)
    return sheet


def _numberings(scene: Scene, territory: Territory, most: int) -> list[tuple[Symbol, ...]]:
    """Who gets a number instead of a name, fewest first: nobody, carriers, all but cities."""
    carriers = listed_symbols(scene)
    choices = [carriers, all_numbered(scene)]
    if scene.spec.focus_adcode:  # names stand in the inset of the densest part
        dense = dense_square(carriers, Albers.of(territory.projection)).held
        choices.insert(0, tuple(s for s in carriers if s not in dense))
    return choices if len(carriers) > most else [(), *choices]


def _laid_out(
    scene: Scene, boundaries: Boundaries, choice: PageChoice, numbered: tuple[Symbol, ...]
) -> tuple[Sheet, list[str]]:
    """The page with its carriers named on the map, or numbered; and who found no place."""
    lang, theme = choice.lang, load_theme()
    writing = Writing(choice, Ink.of(theme, choice.unit, choice.type_unit), scene)
    focus = focus_of(scene, boundaries)
    divide = place_divided if focus or scene.spec.kind == KIND else divided
    divide = long_divided if choice.long else figure_divided if choice.figure else divide
    division = divide(writing, boundaries, numbered)
    page, views, main = division.page, division.views, division.views[0]
    is_slide = choice.figure is not None and choice.figure.height > 0
    pages: tuple[tuple[Piece, ...], ...] = (division.pieces,)
    if choice.figure is None and not choice.long:
        pages = with_feet(writing, (*pages, *further_pages(writing, numbered, division)))
    covered = [v.box for v in views[1:] if v.box.meets(main.box)]
    covered += [page.panel] if page.panel.meets(main.box) else []
    ours = _kept_free(scene, boundaries, main, covered)
    bar, north, boxes = furniture(page, main, boundaries.territory, ours)
    mark = mark_box(scene, page, lang, page.panel if page.panel.w else page.map)
    closed = [*covered, *boxes]
    if not page.panel.w:
        around = shapely.union_all([ours, *map(rectangle_of, boxes)])
        if choice.long:  # whose window leaves a row free over the map
            mark = replace(mark, y=main.box.y + main.box.bottom - mark.bottom)
        mark = clear_of(mark, main.box, around)
        closed.append(mark)
    blocked = {"main": closed, **{v.role: corners(v, page, lang) for v in views[1:]}}
    sheet = Sheet(
        scene=scene, boundaries=boundaries, lang=lang, page=page, views=views, ink=writing.ink,
        symbols=place_symbols((scene, numbered), views, page, blocked), labels=(),
        bands=place_bands(scene, views, page), scale_bars=(bar, *delta_bar(page, views)),
        north=north, mark=mark, pages=pages, numbered=numbered,
        hatches=theme.hatches(max(page.unit, 1.0), paper=not is_slide),
        counties=choice.shown.counties,
        belts=place_belts(scene, views, page, boundaries),
    )  # fmt: skip
    return with_names(sheet, blocked, boundaries)


def _kept_free(
    scene: Scene, boundaries: Boundaries, main: View, covered: Sequence[Box]
) -> BaseGeometry:
    """What scale bar and arrow do not cover on a map of the whole territory: it, other windows."""
    if focus_of(scene, boundaries):
        return shapely.Polygon()
    shown = drawn(boundaries, main)

    def made() -> BaseGeometry:
        ours = shown.grown(boundaries.territory.code, _AIR_MM)
        return shapely.union_all([ours, *map(rectangle_of, covered)])

    return shown.once(("free", *covered), made)


def with_names(
    sheet: Sheet, blocked: Mapping[str, Sequence[Box]], boundaries: Boundaries
) -> tuple[Sheet, list[str]]:
    """A sheet with the names of its windows, and who found no place.

    ``blocked`` are boxes of each window, by its role, that no name may enter.
    """
    labels: list[PlacedLabel] = []
    names: list[PathText] = []
    unnamed: list[str] = []
    views = [view for view in reversed(sheet.views) if view.role != "locator"]  # fullest first
    for view in views:
        if not unnamed:
            closed = [*blocked[view.role]]
            taken = [*closed, *(s.box for s in sheet.symbols if s.view == view.role)]
            along = [*band_names(sheet, view, taken), *coast_names(sheet, view, taken)]
            closed += [box for name in along for box in letter_boxes(name)]
            placed, left = window_labels(sheet, view, closed, boundaries)
            labels += placed
            unnamed += [*left, *without_name(sheet, view, along)]
            names += along
    sheet = replace(sheet, labels=tuple(labels), path_texts=tuple(names))
    for view in views:
        closed = [*blocked[view.role], *(b for n in names for b in letter_boxes(n))]
        if sheet.counties:
            labels += county_labels(sheet, view, closed)
        labels += unit_labels(replace(sheet, labels=tuple(labels)), view, closed)
    return replace(sheet, labels=tuple(labels)), unnamed


def _texts(scene: Scene, lang: str) -> list[str]:
    blocks = [scene.title, scene.subtitle, scene.plan_line, scene.alt]
    blocks += [a.short for a in scene.areas] + [a.name for a in scene.context]
    blocks += [p.label for p in scene.plots]
    blocks += [s.label for s in scene.symbols] + [x.label for x in scene.listed]
    blocks += [t for b in scene.legend for t in (b.title, *(e.label for e in b.entries))]
    blocks += [m for b in scene.legend for e in b.entries for m in e.members]
    blocks += [k.label for k in scene.key_numbers] + [r.name for r in scene.matrix]
    credit = scene.credits
    blocks += [*scene.matrix_columns, credit.source, credit.base, credit.projection]
    blocks += [credit.review, credit.limits]
    return [text.in_(lang) for text in blocks] + [a.style.mark for a in scene.areas]


def _faults(scene: Scene, unnamed: list[str]) -> list[Fault]:
    """Areas and symbols that found no place for their name."""
    names = {a.adcode: a.name.zh for a in (*scene.areas, *scene.context)}
    names |= {symbol.id: symbol.label.zh for symbol in scene.symbols}
    names |= {belt.id: belt.label.zh for belt in scene.belts}
    return [
        Fault("", "图上没有放置此名称的位置", "the page has no room for this name", name)
        for name in dict.fromkeys(names.get(owner, owner) for owner in unnamed)
    ]
