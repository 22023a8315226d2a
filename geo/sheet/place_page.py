"""The sheet of one place: windows and legend, what the plans say after them, numbers, sources.

What has no room on the first page goes to further ones.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from geo.errors import Fault, SpecError
from geo.scene.marks import Symbol
from geo.scene.place import KIND
from geo.sheet.bottom_band import FEW_NOTES, Parts
from geo.sheet.division import Division
from geo.sheet.head_and_foot import foot_height
from geo.sheet.items import Laid, Picture, Piece
from geo.sheet.model import Box, Page
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen, Writing, beside, cut, stacked
from geo.sheet.place_windows import GAP, Arranged, Ground, arrangements
from geo.sheet.rows import COLUMN_GAP, told_columns, told_rows
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_LEAST_ZONE = (0.6, 0.5, 0.35, 0.2)  # of the height of the page
_STEP = 3.0
_LEAST_TEXT, _COLUMN = 0.1, 2  # room for texts: share of the page's height, columns of twelve
_MUCH = 0.45  # of the height of the page: more texts all go to further ones
#: What stands beside the window, as much as there is room for.
_ABLE = ("numbers", "list", "table", "clauses", "notes")
_BESIDE = [some for n in range(len(_ABLE), -1, -1) for some in combinations(_ABLE, n)]


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
    for ground, left, share in _wishes(parts, boundaries):
        if made := _division(ground, left, share):
            return made
    zh, en = "纸上放不下图例与说明", "the page has no room for legend and sources"
    raise SpecError(Fault("", zh, en, writing.choice.paper))


def _wishes(
    parts: Parts, boundaries: Boundaries
) -> Iterator[tuple[Ground, tuple[str, ...], float]]:
    """How the page may be divided, best first: texts go on, then the map gives way, then blocks."""
    writing = parts.writing
    told = bool(writing.scene.told) or writing.scene.spec.kind == KIND
    texts, whole = _texts_height(writing) if told else 0.0, len(writing.scene.legend)
    order = [n for n in ("clauses", "numbers", "table", "nodes", "list") if n in parts.names]
    notes = ("notes",) if len(writing.scene.listed) > FEW_NOTES else ()
    if not told and (notes or "clauses" in order):
        for share in _LEAST_ZONE[:2]:
            yield Ground(parts, boundaries, 0.0, whole), (), share
    much = texts > _MUCH * writing.choice.size[1]
    for first in (texts, 0.0)[int(much) :]:
        for share in _LEAST_ZONE:
            for n in range(len(order) + 1):
                yield Ground(parts, boundaries, first, whole), (*notes, *order[:n]), share
    for share in _LEAST_ZONE:
        for blocks in range(whole - 1, -1, -1):
            yield Ground(parts, boundaries, 0.0, blocks), (*notes, *order), share


def _division(ground: Ground, left: tuple[str, ...], share: float) -> Division | None:
    """The page with some parts left to others; None where the map has less than a share of it."""
    writing, parts, title = ground.writing, ground.parts, ground.parts.title
    found: list[tuple[Arranged, Box, Laid]] = []
    for names in _BESIDE:
        if any(name in left or name not in parts.names for name in names):
            continue
        away = {*left, *names, *(f"legend-{n}" for n in range(ground.blocks))}
        band = parts.band([n for n in parts.names if n not in away])
        page, zone = _zone(writing, title.height, band.height)
        if zone.h >= share * page.height:
            found += [(one, zone, band) for one in arrangements(ground, zone, names)]
    if not found:
        return None
    best, zone, band = max(found, key=lambda one: one[0].views[0].mm_per_m)
    page, _ = _zone(writing, title.height, band.height)
    page = replace(page, map=best.views[0].box, panel=best.panel)
    said, rows = _told(writing, _text_zone(writing, zone, best))
    pieces = (
        *title.at(page.title.x, page.title.y),
        *(Picture(0.0, 0.0), *best.pieces, *said),
        *band.at(page.bottom_band.x, page.bottom_band.y),
    )
    return Division(page, best.views, pieces, left, rows)


def _zone(writing: Writing, title: float, band: float) -> tuple[Page, Box]:
    """A page, and what of it lies between title and band."""
    choice = writing.choice
    step, gap = _STEP * choice.unit, GAP * choice.unit
    page = make_page(choice, Heights(title, -(-band // step) * step, foot_height(writing)))
    top = page.map.y
    return page, Box(page.map.x, top, choice.inner_width, page.bottom_band.y - gap - top)


def _texts_height(writing: Writing) -> float:
    """Height (mm) that all the rows would take under the window."""
    count, width = told_columns(writing, writing.choice.inner_width)
    heights = [row.height for row in told_rows(writing, width)]
    columns = [sum(heights[run.start : run.stop]) for run in cut(heights, count)[:count]]
    return max(columns) + GAP * writing.choice.unit + 4 * writing.em


def _text_zone(writing: Writing, zone: Box, of: Arranged) -> Box:
    """Where texts stand: under windows and legend, or right of them."""
    gap = GAP * writing.choice.unit
    low = max(of.panel.bottom, of.low, *(view.box.bottom for view in of.views))
    if writing.choice.orientation == "portrait":
        top = low + gap + writing.em
        return Box(zone.x, top, zone.w, zone.bottom - top)
    right = max(of.panel.right, *(view.box.right for view in of.views)) + 1.5 * gap
    return Box(right, zone.y, zone.right - right, zone.h)


def _told(writing: Writing, room: Box) -> tuple[tuple[Piece, ...], int]:
    """As many rows as some room holds, in columns, and how many these are."""
    choice = writing.choice
    narrow = room.w < choice.columns(_COLUMN) or room.h < _LEAST_TEXT * choice.size[1]
    if narrow or writing.scene.spec.kind != KIND:
        return (), 0
    count, width = told_columns(writing, room.w)
    head = Pen(writing, room.w)
    head.heading(writing.say(say("place.told")), 0.8)
    rows = told_rows(writing, width)
    high = room.h - head.y
    if high < rows[0].height:
        return (), 0
    runs = cut([row.height for row in rows], count, high)[:count]
    columns = [stacked(rows[run.start : run.stop]) for run in runs]
    laid = beside(columns, width + COLUMN_GAP * writing.em)
    return (*head.laid().at(room.x, room.y), *laid.at(room.x, room.y + head.y)), runs[-1].stop
