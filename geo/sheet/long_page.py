"""A long picture for a phone: title, map, legend, who carries what, sources, one under the other.

Its page is 108 mm wide, ten dots to the millimetre, and as high as it needs. See DECISIONS 69.
"""

from collections.abc import Iterator
from dataclasses import replace

from geo.domain.text import joined
from geo.scene.marks import Symbol
from geo.scene.place import KIND
from geo.sheet.bottom_band import Parts
from geo.sheet.closeups import dense_view, focus_of, hugging, shows_coast
from geo.sheet.division import Division
from geo.sheet.head_and_foot import logo_piece
from geo.sheet.items import Laid, Picture, Role, Rule
from geo.sheet.legend import legend_column
from geo.sheet.model import Box, Page, View
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen, Writing, shrunk, stacked
from geo.sheet.rows import area_rows, element_rows, told_rows
from geo.sheet.symbols import listed_symbols
from geo.sheet.views import has_panel, inset_shape, make_views, shape_of
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_SHARE = 1.1  # of the usual type: it is read at arm's length, on glass
_TITLE_PT, _FINDING_PT, _KICKER_PT, _HEAD_PT = 22.0, 10.0, 7.4, 11.5
_LEAST_TITLE, _LEAST_KICKER = 0.6, 0.8
_BAND_MM, _GAP, _WINDOW_GAP, _LOGO_MM = 1.6, 6.5, 1.6, 12.0
_FLATTEST, _HIGHEST, _DENSE = 0.5, 1.4, 0.72  # of a window's height against its width
_MARK_ROW = 10.0  # mm
_MOST_ROWS_MM = 3000.0  # pictures of over 30,000 dots are not shown by every phone
_STRUCTURE = "structure"


def long_divided(
    writing: Writing, boundaries: Boundaries, numbered: tuple[Symbol, ...]
) -> Division:
    """The one page of a long picture."""
    writing = replace(writing, share=_SHARE)
    edge, inner = writing.choice.margin, writing.choice.inner_width
    head = _head(writing, inner)
    page, views = _windows(writing, boundaries, _BAND_MM + edge + head.height + _GAP + _MARK_ROW)
    main = _with_row(views[0])
    page, views = replace(page, map=main.box), (main, *views[1:])
    low = max(view.box.bottom for view in views) + 0.8 * _GAP
    parts = list(_below(writing, boundaries, numbered, views[0]))
    body = stacked([part for one in parts for part in (one, Laid((), _GAP))][:-1])
    band = Rule(0.0, 0.0, page.width, _BAND_MM, _accent(writing))
    pieces = (band, *head.at(edge, _BAND_MM + edge), Picture(0.0, 0.0), *body.at(edge, low))
    high = low + body.height + edge
    return Division(replace(page, height=high), views, pieces, ())


def _accent(writing: Writing) -> str:
    brand = writing.choice.brand
    return (brand.accent if brand else "") or writing.scene.accent


def _head(writing: Writing, width: float) -> Laid:
    """Document, title in two lines at most where it can be, finding; a logo at the right."""
    scene, lang = writing.scene, writing.lang
    logo = logo_piece(writing.choice.brand, width, _LOGO_MM)
    pen = Pen(writing, width - (logo.w + 2 * writing.em if logo else 0.0))
    standing = [scene.badge.label] if scene.badge else []
    line = joined((scene.plan_line, *standing), " · ", " · ")
    told, quiet = writing.say(line), writing.hand(_KICKER_PT, writing.ink.quiet)
    pen.write(told, shrunk(told, 0.99 * pen.width, quiet, _LEAST_KICKER), gap=0.9)
    pen.width = width
    large = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    both = lang == "both" and scene.title.zh != scene.title.en
    title = scene.title.zh if both else writing.say(scene.title)
    pen.write(title, shrunk(title, 1.9 * width, large, _LEAST_TITLE), gap=0.9)
    if both:
        second = replace(writing.hand(_HEAD_PT, bold=True), role=Role.TEXT)
        pen.write(scene.title.en, second, gap=0.8)
    pen.write(writing.say(scene.subtitle), writing.hand(_FINDING_PT, _accent(writing)))
    return Laid((*([logo.moved(width, 0.0)] if logo else []), *pen.pieces), pen.y)


def _windows(writing: Writing, boundaries: Boundaries, top: float) -> tuple[Page, tuple[View, ...]]:
    """The map from edge to edge, its inset under it as wide."""
    wide = writing.choice.size[0]
    page = make_page(writing.choice, Heights())
    if focus := focus_of(writing.scene, boundaries):
        view = hugging(Box(0.0, top, wide, _HIGHEST * wide), boundaries, focus)
        main = replace(view, box=replace(view.box, w=wide))
        under = Box(0.0, main.box.bottom + _WINDOW_GAP, wide, _DENSE * wide)
        near = dense_view(listed_symbols(writing.scene), main, under)
        return _paged(page, main.box), (main, *([near] if near else []))
    high = wide * min(max(shape_of(boundaries), _FLATTEST), _HIGHEST)
    chart = Box(0.0, top, wide, high)
    page = _paged(page, chart)
    if has_panel(boundaries.territory):
        gap = 3 * page.unit  # which the inset leaves beside a panel
        panel = Box(wide + gap, chart.bottom + _WINDOW_GAP, 0.0, wide * inset_shape(boundaries))
        page = replace(page, panel=panel)
    return make_views(page, boundaries)


def _with_row(main: View) -> View:
    """The window of the map with a row over it that the review mark has to itself."""
    box = replace(main.box, y=main.box.y - _MARK_ROW, h=main.box.h + _MARK_ROW)
    return replace(main, box=box, north=main.north + _MARK_ROW / 2 / main.mm_per_m)


def _paged(page: Page, chart: Box) -> Page:
    return replace(page, map=chart, title=Box(0.0, 0.0, chart.w, 0.0), panel=Box(0, 0, 0, 0))


def _below(
    writing: Writing, boundaries: Boundaries, numbered: tuple[Symbol, ...], main: View
) -> Iterator[Laid]:
    """Everything under the map, part by part."""
    scene, width = writing.scene, writing.choice.inner_width
    parts = Parts(writing, numbered)
    if shows_coast(main, boundaries):
        pen = Pen(writing, width)
        pen.write(writing.say(say("place.coast")), writing.quiet)
        yield pen.laid()
    yield legend_column(writing, scene.legend, width, brief=True)
    if "numbers" in parts.names:
        yield parts.lay("numbers", width)
    if scene.spec.kind == KIND:
        yield _headed(writing, "place.told", stacked(told_rows(writing, width)))
    elif scene.spec.kind == _STRUCTURE:
        yield _headed(writing, "sheet.elements", element_rows(writing, width))
    else:
        rows = area_rows(writing, numbered, width, _MOST_ROWS_MM)
        yield _headed(writing, "sheet.who", rows)
    areas = {area.adcode for area in scene.areas}
    alone = scene.spec.kind in (KIND, _STRUCTURE) or any(s.host not in areas for s in numbered)
    for name in (*(["list"] if alone else []), "nodes", "notes", "sources"):
        if name in parts.names:
            yield parts.lay(name, width)


def _headed(writing: Writing, key: str, rows: Laid) -> Laid:
    """Rows under a large heading with a line over it."""
    pen = Pen(writing, writing.choice.inner_width)
    pen.pieces.append(Rule(0.0, 0.0, pen.width, 2 * writing.ink.head_mm, _accent(writing)))
    pen.y += 0.9 * pen.em
    hand = replace(writing.hand(_HEAD_PT, bold=True), role=Role.HEADING)
    pen.write(writing.say(say(key)), hand, gap=1.1)
    return stacked([pen.laid(), rows])
