"""The sheet of one place: a window to its measure, a column beside it, what the plans say after it.

Portrait, the texts stand under the window; on a lying page at its right. What has no room goes to
further pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.errors import Fault, SpecError
from geo.scene.scene import Symbol
from geo.sheet.bottom_band import FEW_NOTES, Parts
from geo.sheet.closeups import dense_view, hugging, locator, parks, shows_coast
from geo.sheet.division import Division
from geo.sheet.foot import foot_height
from geo.sheet.furniture import panel_room
from geo.sheet.items import Laid, Picture, Piece
from geo.sheet.legend import panel_legend
from geo.sheet.model import Box, View
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen, Writing, beside, cut, stacked
from geo.sheet.symbols import listed_symbols
from geo.sheet.title_block import title_block
from geo.sheet.told import COLUMN_GAP, told_columns, told_rows
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_GAP = 4.0  # mm at A3 between window, column and texts
_COLUMN = 3  # of the page's twelve: the column beside the window at its narrowest
_WINDOW = {"portrait": (1.0, 0.62), "landscape": (0.46, 1.0)}  # most of the zone, beside texts
_LOCATOR_MM, _LOCATOR_SHAPE = 35.0, 0.74
_LEGEND_EM = 17.0  # a legend stands beside the locator where it has so much room
_DENSE_SHARE, _DENSE_MM = 0.5, 110.0
_LEAST_ZONE = (0.6, 0.5, 0.35, 0.2)  # of the height of the page
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76)
_STEP = 3.0


@dataclass(frozen=True)
class _Beside:
    """The column beside the window: its windows, the panel, and what stands in that."""

    views: tuple[View, ...]
    panel: Box
    legend: Laid


def place_divided(
    writing: Writing, boundaries: Boundaries, numbered: tuple[Symbol, ...]
) -> Division:
    """The first page of the sheet of a place.

    Raises
    ------
    SpecError
        Legend and sources alone are too much for the page.
    """
    parts = Parts(writing, numbered)
    order = [n for n in ("numbers", "table", "list") if n in parts.names]
    long_notes = len(writing.scene.listed) > FEW_NOTES
    notes = ("notes",) if long_notes else ()
    for share in _LEAST_ZONE:
        for n in range(len(order) + 1):
            made = _division(parts, boundaries, (*notes, *order[:n]), share)
            if made:
                return made
    zh, en = "纸上放不下图例与说明", "the page has no room for legend and sources"
    raise SpecError(Fault("", zh, en, writing.choice.paper))


def _division(
    parts: Parts, boundaries: Boundaries, left: tuple[str, ...], share: float
) -> Division | None:
    """The page with some parts left to others; None where the map has less than a share of it."""
    writing, choice = parts.writing, parts.writing.choice
    unit, title = choice.unit, title_block(writing)
    band = parts.band([n for n in parts.names if n not in left and not n.startswith("legend-")])
    step = _STEP * unit
    page = make_page(
        choice, Heights(title.height, -(-band.height // step) * step, foot_height(writing))
    )
    top, gap = page.map.y, _GAP * unit
    zone = Box(page.map.x, top, choice.inner_width, page.bottom_band.y - gap - top)
    if zone.h < share * page.height:
        return None
    told = bool(writing.scene.told) or writing.scene.spec.kind == "place"
    main = _window(writing, boundaries, zone, told)
    column = _column(writing, boundaries, (main, zone), told)
    if column is None:
        return None
    page = replace(page, map=main.box, panel=column.panel)
    room = panel_room(writing.scene, page, writing.lang)
    pieces: list[Piece] = [
        *title.at(page.title.x, page.title.y),
        Picture(0.0, 0.0),
        *column.legend.at(room.x, room.y),
        *_coast(writing, main, boundaries),
    ]
    rows = 0
    if told:
        said, rows = _told(writing, _text_zone(writing, zone, main, column))
        pieces += said
    pieces += band.at(page.bottom_band.x, page.bottom_band.y)
    return Division(page, (main, *column.views), tuple(pieces), left, rows)


def _window(writing: Writing, boundaries: Boundaries, zone: Box, told: bool) -> View:
    """The main window: the column has its room, texts have theirs."""
    choice = writing.choice
    wide, high = _WINDOW[choice.orientation] if told else (1.0, 1.0)
    gap = _GAP * choice.unit
    width = min(zone.w - choice.columns(_COLUMN) - gap, zone.w * wide)
    focus = writing.scene.spec.focus_adcode
    return hugging(Box(zone.x, zone.y, width, zone.h * high), boundaries, focus)


def _column(
    writing: Writing, boundaries: Boundaries, of: tuple[View, Box], told: bool
) -> _Beside | None:
    """Densest part, locator and legend under each other, the last two side by side if it is wide."""
    (main, zone), choice = of, writing.choice
    gap, least = _GAP * choice.unit, choice.columns(_COLUMN)
    x = main.box.right + gap
    width = least if told and choice.orientation == "landscape" else zone.right - x
    high = max(main.box.h, zone.h * _WINDOW[choice.orientation][1] if told else zone.h)
    y, views = zone.y, list[View]()
    side = min(width, high * _DENSE_SHARE, _DENSE_MM * choice.unit)
    shown = parks(listed_symbols(writing.scene), main)
    dense = dense_view(shown, main, Box(x, y, width, side))
    if dense:
        views.append(dense)
        y = dense.box.bottom + gap
    where = min(_LOCATOR_MM * choice.unit, width)
    views.append(locator(Box(x, y, where, where * _LOCATOR_SHAPE), boundaries))
    low = views[-1].box
    if width - where - gap > _LEGEND_EM * writing.em:
        panel = Box(low.right + gap, y, width - where - gap, zone.y + high - y)
    else:
        panel = Box(x, low.bottom, width, zone.y + high - low.bottom)
    for share in _SHARES:
        smaller = replace(writing, share=share * writing.share)
        page = replace(make_page(choice, Heights()), panel=panel, map=main.box)
        room = panel_room(writing.scene, page, writing.lang)
        legend = panel_legend(smaller, writing.scene.legend, room.w)
        if legend.height <= room.h:
            return _Beside(tuple(views), _fitted(panel, room, legend, main.box), legend)
    return None


def _fitted(panel: Box, room: Box, legend: Laid, window: Box) -> Box:
    """The panel, no higher than its legend and the window beside it need."""
    needed = panel.h - (room.h - legend.height)
    return replace(panel, h=min(panel.h, max(needed, window.bottom - panel.y)))


def _coast(writing: Writing, main: View, boundaries: Boundaries) -> Sequence[Piece]:
    """That the coast is generalised, under the window, where the scale makes that seen."""
    if not shows_coast(main, boundaries):
        return ()
    pen = Pen(writing, main.box.w)
    pen.write(writing.say(say("place.coast")), writing.quiet)
    return pen.laid().at(main.box.x, main.box.bottom + 0.5 * writing.em)


def _text_zone(writing: Writing, zone: Box, main: View, column: _Beside) -> Box:
    """Where texts stand: under window and column, or right of both."""
    gap = _GAP * writing.choice.unit
    low = max(main.box.bottom, column.panel.bottom, *(v.box.bottom for v in column.views))
    if writing.choice.orientation == "portrait":
        top = low + gap + writing.em
        return Box(zone.x, top, zone.w, zone.bottom - top)
    right = max(column.panel.right, *(v.box.right for v in column.views)) + 1.5 * gap
    return Box(right, zone.y, zone.right - right, zone.h)


def _told(writing: Writing, room: Box) -> tuple[tuple[Piece, ...], int]:
    """As many rows as some room holds, in columns, and how many these are."""
    count, width = told_columns(writing, room.w)
    head = Pen(writing, room.w)
    head.heading(writing.say(say("place.told")), 0.8)
    rows = told_rows(writing, width)
    high = room.h - head.y
    if high < rows[0].height:
        return (), 0
    runs = cut([row.height for row in rows], count, high)[:count]
    columns = [stacked(rows[run.start : run.stop]) for run in runs]
    laid = beside(columns, [i * (width + COLUMN_GAP * writing.em) for i in range(len(columns))])
    return (*head.laid().at(room.x, room.y), *laid.at(room.x, room.y + head.y)), runs[-1].stop
