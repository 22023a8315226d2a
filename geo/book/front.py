"""The front of an atlas: its cover, and the contents beside a map that leads to the cities."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from geo.book.frame import Columns, Frame, in_columns, write_down
from geo.book.model import BookPage, Entry, Outline
from geo.domain.text import NOTHING, Text
from geo.scene.scene import Scene
from geo.scene.world import anchors
from geo.sheet.box import Box, Point
from geo.sheet.head_and_foot import logo_piece
from geo.sheet.items import CAP, Hand, Laid, Picture, Piece, Role, Rule, TextBox
from geo.sheet.labels import Ground, Wish, corner_boxes, lines_to, rings
from geo.sheet.lone import cover_window, lone_page, lone_window
from geo.sheet.model import PlacedLabel, Sheet
from geo.sheet.pen import Lettering, Pen, one_line, shrunk
from geo.sheet.settling import settle
from geo.sheet.typeface import wrap
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_TITLE_PT, _PLAN_PT, _LINE_PT = 46.0, 13.0, 10.0
_PANEL, _BLEED, _LEAST, _SECOND = 0.32, 1.0, 0.55, 0.5
_AIR = 0.99  # of a width, so that a line in it is never broken
_BAR_W, _BAR_H, _LOGO_MM = 26.0, 2.2, 22.0  # mm at A3
_PART_PT, _ENTRY_PT, _NAME_PT = 11.0, 9.5, 8.0
_MAP_SHARE, _COLUMNS = 0.48, 2
_NUMBER_EM, _STEP_EM = 2.6, 1.5
_WITH_PART = 8.0  # em that a part needs under its heading, or it goes to the next column
_AFTER = {1: 0.6, 2: 0.6, 3: 0.5}
Titles = tuple[Text, Sequence[Text]]
CITIES = "cities/"  # what the keys of all city sheets begin with
_SELF = ("cover", "contents")
_RADII = (1.5, 3.0, 6.0, 9.0, 13.0, 18.0, 24.0, 30.0)


def cover_page(
    frame: Frame, scene: Scene, boundaries: Boundaries, titles: Titles, counts: Text
) -> BookPage:
    """The cover; ``titles`` are what the atlas is of, and its plans with their dates."""
    writing, unit, margin = frame.writing, frame.choice.unit, frame.choice.margin
    wide, high = frame.choice.size
    panel = wide * _PANEL
    box = Box(panel, -_BLEED, wide - panel + _BLEED, high + 2 * _BLEED)
    sheet = cover_window(scene, boundaries, lone_page(frame.choice, box), writing.lang)
    left, width = 1.5 * margin, panel - 2.4 * margin
    pen = Pen(writing, width, left, high * 0.2)
    pen.pieces.append(Rule(left, pen.y, _BAR_W * unit, _BAR_H * unit, frame.accent))
    pen.y += 9.0 * unit
    tongues = ("zh", "en") if writing.lang == "both" else (writing.lang,)
    for number, lang in enumerate(tongues):
        _write_title(pen, titles[0], lang, second=bool(number))
    pen.y += 2.0 * pen.em
    for line in titles[1]:
        write_down(pen, line, writing.hand(_PLAN_PT, writing.ink.quiet))
        pen.y += 0.6 * pen.em
    low = Pen(writing, width, left, high - 4.2 * margin)
    write_down(low, counts, writing.hand(_LINE_PT))
    if maker := _maker(frame, width):
        low.pieces += maker.at(left, high - 5.2 * margin - maker.height)
    return BookPage((*pen.pieces, Picture(0.0, 0.0), *low.pieces), sheet)


def _maker(frame: Frame, width: float) -> Laid | None:
    """The logo of who publishes the atlas over the name and contacts."""
    writing, brand = frame.writing, frame.choice.brand
    if brand is None:
        return None
    pen = Pen(writing, width)
    if logo := logo_piece(brand, width * 3, _LOGO_MM * frame.choice.unit):
        pen.pieces.append(logo.moved(logo.w, 0.0))
        pen.y += logo.h + 1.2 * pen.em
    write_down(pen, brand.organisation, writing.hand(_PLAN_PT, bold=True))
    for line in brand.contact:
        pen.y += 0.4 * pen.em
        pen.write(line, writing.hand(_LINE_PT))
    return pen.laid()


def _write_title(pen: Pen, subject: Text, lang: str, *, second: bool) -> None:
    """What the atlas is of and that it is one, in lines of one size; the second tongue smaller."""
    hand = replace(pen.writing.hand(_TITLE_PT, bold=True), role=Role.TITLE)
    if second:
        hand = replace(pen.writing.hand(_TITLE_PT * _SECOND, bold=True), role=Role.TEXT)
    parts = (subject.in_(lang), say("book.atlas").in_(lang))
    hand = shrunk(max(parts, key=hand.width), _AIR * pen.width, hand, _LEAST)
    lines = tuple(line for part in parts for line in wrap(part, hand.pt, pen.width, bold=True))
    text = ("" if lang == "zh" else " ").join(parts)
    pen.pieces.append(TextBox(pen.x, pen.y + CAP * hand.em, text, lines, hand))
    pen.y += hand.height(len(lines)) + 1.8 * pen.em


def contents_pages(
    frame: Frame, outline: Outline, scene: Scene, boundaries: Boundaries, register: Register
) -> list[BookPage]:
    """All entries in columns; on the first page the map of the cities that have a sheet."""
    head, field = frame.head(say("book.contents"), say("book.contents_sub"))
    aside = field.w * _MAP_SHARE
    left = replace(field, w=field.w - aside - 0.02 * field.w)
    pages = in_columns(frame.writing, left, _COLUMNS, lambda c: _write(c, outline))
    box = Box(field.right - aside, field.y, aside, min(field.h, aside * 0.86))
    index, names = index_map(frame, outline, scene, (boundaries, register), box)
    made = [BookPage((*head, *page)) for page in pages]
    return [BookPage((*made[0].pieces, Picture(0.0, 0.0), *names), index), *made[1:]]


def _write(columns: Columns, outline: Outline) -> None:
    for entry in (e for e in outline.entries if e.key not in _SELF):
        if entry.part != NOTHING:
            part = _part(columns, entry)
            if columns.room < part.height + _WITH_PART * columns.writing.em:
                columns.turn()
            columns.put(part, 0.9)
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
    frame: Frame, outline: Outline, scene: Scene, world: tuple[Boundaries, Register], box: Box
) -> tuple[Sheet, list[Piece]]:
    """The territory with name and page of every city that has a sheet, each a link."""
    writing, (boundaries, register) = frame.writing, world
    paper = writing.ink.paper
    areas = tuple(replace(a, style=replace(a.style, fill=paper, pattern="")) for a in scene.areas)
    around = tuple(replace(a, style=replace(a.style, pattern="")) for a in scene.context)
    alt = say("book.index_alt", territory=boundaries.territory.name)
    ground = replace(scene, areas=areas, context=around, alt=alt)
    quiet = replace(ground, symbols=(), bands=(), belts=())
    sheet = lone_window(quiet, boundaries, lone_page(frame.choice, box), writing.lang)
    view, free = sheet.views[0], Ground(box, [sheet.mark])
    pages = {e.key.removeprefix(CITIES): outline.first[e.key] for e in outline.entries}
    cities = {code: register.short_name(code) for code in pages if code in register.places}
    shapes = boundaries.layers["prefectures"]
    points = anchors({code: shapes[code] for code in cities})
    sars = {area.adcode: area for area in scene.context if area.level == "sar"}
    names = {**cities, **{code: area.name for code, area in sars.items()}}
    points |= {code: area.anchor for code, area in sars.items()}
    wishes = [
        _wish(writing, (code, name, pages.get(code, 0)), view.page(*points[code]), free)
        for code, name in names.items()
    ]
    labels, _ = settle(wishes)
    written: list[Piece] = [_written(label, pages.get(label.owner, 0)) for label in labels]
    return replace(sheet, labels=tuple(replace(label, lines=()) for label in labels)), written


def _wish(writing: Lettering, what: tuple[str, Text, int], at: Point, ground: Ground) -> Wish:
    """The name of a city with its page, on it or near it, or that of what lies outside."""
    code, name, page = what
    lang = "en" if writing.lang == "en" else "zh"
    hand = writing.hand(_NAME_PT, "" if page else writing.ink.quiet, bold=bool(page))
    text = f"{name.in_(lang)} {page}" if page else name.in_(lang)
    width, height = hand.width(text) + 0.8, 1.25 * hand.em
    label = PlacedLabel(
        code, "area", "main", (text,), hand.pt, Box(*at, width, height), hand.ink,
        bold=hand.bold,
    )  # fmt: skip
    radii = [r * writing.choice.unit for r in _RADII]
    near = np.vstack([np.array([at]), rings(at, 0.0, 0.0, radii[:2])])
    centres = np.vstack([near[: len(near) * bool(page)], rings(at, width, height, radii[2:])])
    boxes = corner_boxes(centres, width, height)
    leads = lines_to(np.array([at]), boxes)
    away = np.hypot(leads[:, 2] - leads[:, 0], leads[:, 3] - leads[:, 1])
    leads[away < 0.5 * radii[2]] = np.nan
    costs = np.asarray(np.arange(len(boxes)) * 1e-3 + away, dtype=np.float64)
    wish = Wish((label,), boxes, costs, leads)
    return wish.kept(ground.open(boxes))


def _written(label: PlacedLabel, page: int) -> TextBox:
    """A name at its place, as a text of the page that leads to another."""
    hand = Hand(label.size_pt, label.ink, label.bold)
    box = label.box
    top = box.y + (box.h - CAP * hand.em) / 2
    written = one_line(label.lines[0], box.x + box.w / 2, top, hand, "middle")
    return replace(written, to_page=page)
