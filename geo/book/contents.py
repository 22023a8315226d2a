"""The contents: parts and sheets with their pages, beside a map that leads to the cities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.book.columns import Columns, in_columns
from geo.book.frame import Frame
from geo.book.model import BookPage, Entry, Outline
from geo.domain.text import NOTHING
from geo.scene.scene import DrawnArea, Scene
from geo.sheet.box import Box, Point
from geo.sheet.items import Hand, Laid, Picture, Rule, TextBox
from geo.sheet.labels import NO_LINE, Ground, Wish, corner_boxes, lines_to, rings
from geo.sheet.lone import lone_window
from geo.sheet.model import PlacedLabel, Sheet, View
from geo.sheet.pen import Lettering, Pen, one_line
from geo.sheet.settling import settle
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_PART_PT, _ENTRY_PT, _NAME_PT = 11.0, 9.5, 8.0
_MAP_SHARE, _COLUMNS = 0.48, 2
_NUMBER_EM, _STEP_EM = 2.6, 1.5
_AFTER = {1: 0.5, 2: 0.5, 3: 0.36}
_SELF = ("cover", "contents")
_HELD = 1.5  # mm from a name to what it names, without a line
_RADII = (0.0, 3.0, 6.0, 9.0, 13.0, 18.0, 24.0, 30.0)


def contents_pages(
    frame: Frame, outline: Outline, scene: Scene, boundaries: Boundaries
) -> list[BookPage]:
    """All entries in columns; on the first page the map of the cities that have a sheet."""
    head, field = frame.head(say("book.contents"), say("book.contents_sub"))
    aside = field.w * _MAP_SHARE
    left = replace(field, w=field.w - aside - 0.02 * field.w)
    pages = in_columns(frame.writing, left, _COLUMNS, lambda c: _write(c, outline))
    box = Box(field.right - aside, field.y, aside, min(field.h, aside * 0.86))
    index, names = index_map(frame, outline, scene, boundaries, box)
    made = [BookPage((*head, *page)) for page in pages]
    return [BookPage((*made[0].pieces, Picture(0.0, 0.0), *names), index), *made[1:]]


def _write(columns: Columns, outline: Outline) -> None:
    for entry in (e for e in outline.entries if e.key not in _SELF):
        if entry.part != NOTHING:
            columns.put(_part(columns, entry), 0.9)
        columns.put(_line(columns, entry, outline.first[entry.key]), _AFTER[entry.level])


def _part(columns: Columns, entry: Entry) -> Laid:
    writing = columns.writing
    pen = Pen(writing, columns.width)
    pen.y += 0.9 * pen.em
    pen.pieces.append(Rule(0.0, pen.y, columns.width, writing.ink.row_mm, writing.ink.border))
    pen.y += 0.7 * pen.em
    pen.write(writing.say(entry.part), writing.hand(_PART_PT, bold=True))
    return pen.laid()


def _line(columns: Columns, entry: Entry, page: int) -> Laid:
    """Page and title; sub-sectors stand in and in smaller type."""
    writing = columns.writing
    size = _ENTRY_PT if entry.level < 3 else _ENTRY_PT - 1.0
    hand = writing.hand(size, bold=entry.level < 3)
    pen = Pen(writing, columns.width)
    indent = (_NUMBER_EM + 0.9 + _STEP_EM * max(0, entry.level - 2)) * pen.em
    number = one_line(str(page), _NUMBER_EM * pen.em, 0.0, replace(hand, bold=False), "end")
    pen.write(writing.say(entry.title), hand, indent=indent)
    words = [replace(p, to_page=page) for p in pen.pieces if isinstance(p, TextBox)]
    return Laid((replace(number, to_page=page), *words), pen.y)


def index_map(
    frame: Frame, outline: Outline, scene: Scene, boundaries: Boundaries, box: Box
) -> tuple[Sheet, list[TextBox]]:
    """The territory with name and page of every city that has a sheet, each a link."""
    writing = frame.writing
    paper = writing.ink.paper
    areas = (replace(a, style=replace(a.style, fill=paper, pattern="")) for a in scene.areas)
    quiet = replace(scene, areas=tuple(areas), symbols=(), bands=())
    sheet = lone_window(quiet, boundaries, box, frame.choice)
    view = sheet.views[0]
    ground, named = Ground(box), {a.adcode: told for a, told in _named(writing, outline, scene)}
    points = {a.adcode: view.page(*a.anchor) for a in (*scene.areas, *scene.context)}
    wishes = [
        _wish(writing, view, (code, told), points[code], ground) for code, told in named.items()
    ]
    placed, _ = settle(wishes)
    names = [_written(named[label.owner], label) for label in placed]
    return replace(sheet, labels=tuple(placed)), names


def _wish(
    writing: Lettering,
    view: View,
    what: tuple[str, tuple[str, Hand, int]],
    at: Point,
    ground: Ground,
) -> Wish:
    """The places of a name: on what it names, else round it with a line."""
    code, (text, hand, _) = what
    size = hand.width(text) + 0.8, hand.em * 1.25
    radii = [r * writing.choice.unit for r in _RADII]
    centres = np.vstack([rings(at, 0.0, 0.0, radii[:2]), rings(at, *size, radii[2:])])
    boxes = corner_boxes(centres, *size)
    costs = np.hypot(centres[:, 0] - at[0], centres[:, 1] - at[1])
    leads = lines_to(np.tile(at, (len(boxes), 1)), boxes)
    near = (boxes[:, :2] - _HELD <= at).all(axis=1) & (boxes[:, 2:] + _HELD >= at).all(axis=1)
    leads[near] = NO_LINE
    label = PlacedLabel(code, "area", view.role, (), hand.pt, Box(*at, *size), hand.ink)
    return Wish((label,), boxes, costs, leads).kept(ground.open(boxes))


def _written(told: tuple[str, Hand, int], label: PlacedLabel) -> TextBox:
    """The words of a name at its place, a link to its page."""
    text, hand, page = told
    box = label.box
    top = box.y + (box.h - 0.76 * hand.em) / 2
    return replace(one_line(text, box.x + box.w / 2, top, hand, "middle"), to_page=page)


def _named(
    writing: Lettering, outline: Outline, scene: Scene
) -> list[tuple[DrawnArea, tuple[str, Hand, int]]]:
    """What is to be named: cities with a sheet and its page, then what lies outside."""
    lang = "en" if writing.lang == "en" else "zh"
    bold, quiet = writing.hand(_NAME_PT, bold=True), writing.hand(_NAME_PT, writing.ink.quiet)
    pages = {e.key.partition("/")[2]: outline.first[e.key] for e in outline.entries}
    found = [
        (area, (f"{area.short.in_(lang)} {pages[area.adcode]}", bold, pages[area.adcode]))
        for area in scene.areas
        if area.adcode in pages
    ]
    sars = (area for area in scene.context if area.level == "sar")
    return [*found, *((area, (area.name.in_(lang), quiet, 0)) for area in sars)]
