"""How windows and legend of the sheet of a place stand together.

The main window is made to the measure of the place. Beside it, or on a standing page under it,
stand the inset of its densest part, the locator, the legend, and what texts have room there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.sheet.bottom_band import Parts
from geo.sheet.closeups import dense_view, focus_of, hugging, locator, shows_coast
from geo.sheet.furniture import panel_room
from geo.sheet.items import Laid, Piece
from geo.sheet.model import Box, View
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen, Writing, stacked
from geo.sheet.symbols import listed_symbols
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

GAP = 4.0  # mm at A3 between windows and texts
_COLUMN = 3  # of the page's twelve: the column beside the window at its narrowest
_LYING_WINDOW = 0.46  # of the zone's width, beside texts
_LEAST_WINDOW = 0.74  # of the zone's height, over texts that go on on other pages
_ROW_MM = 62.0  # height of inset, locator and legend under a window
_LOCATOR_MM, _LOCATOR_SHAPE = 35.0, 0.74
_LEGEND_EM = 16.0  # a legend stands beside something where it has so much room
_DENSE_SHARE, _DENSE_MM = 0.5, 110.0
_LEAST_DENSE_MM = 60.0  # an inset stands beside the legend where it can be so wide
_FLAT = 0.7  # a window that is flatter beside the texts of a lying page is as high as these may be
_WIDER = 1.17  # a window may grow so much to fill the page
_AIR = 1.4  # em between legend and parts
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76)


@dataclass(frozen=True)
class Ground:
    """What all arrangements share.

    ``told`` is the height (mm) of what the plans say, or none; ``blocks`` of the legend stand with
    the windows, the others in the band. In a ``filled`` room the main window is as wide as that.
    """

    parts: Parts
    boundaries: Boundaries
    told: float
    blocks: int
    filled: bool = False

    @property
    def writing(self) -> Writing:
        """How texts are written."""
        return self.parts.writing

    @property
    def gap(self) -> float:
        """What lies between windows and texts (mm)."""
        return GAP * self.writing.choice.unit


@dataclass(frozen=True)
class Arranged:
    """The windows, main first; the panel with legend and mark; the texts; their lowest edge."""

    views: tuple[View, ...]
    panel: Box
    pieces: tuple[Piece, ...]
    low: float


def arrangements(ground: Ground, zone: Box, names: Sequence[str]) -> Iterator[Arranged]:
    """A column beside the window; on a standing page also a row under it."""
    choice = ground.writing.choice
    focus = ground.writing.scene.spec.focus_adcode
    lying = choice.orientation == "landscape"
    wide = zone.w * _LYING_WINDOW if ground.told and lying else zone.w
    high = zone.h if lying else max(zone.h - ground.told, _LEAST_WINDOW * zone.h)
    least = choice.columns(_COLUMN)
    room = Box(zone.x, zone.y, min(wide, zone.w - least - ground.gap), high)
    main = _widened(ground, hugging(room, ground.boundaries, focus), room.w)
    if lying and not ground.told and main.box.h < _FLAT * high:
        main = replace(main, box=replace(main.box, h=high))
    x = main.box.right + ground.gap
    free = least if ground.told and lying else zone.right - x
    if lying or not ground.filled:  # beside a figure in a text an inset has no room for its name
        yield from _column(ground, main, Box(x, zone.y, free, high), names)
    if not lying:
        row = _ROW_MM * choice.unit
        room = Box(zone.x, zone.y, zone.w, high - row - ground.gap)
        main = hugging(room, ground.boundaries, focus)
        wider = min(zone.w, main.box.w * _WIDER)
        main = _widened(ground, replace(main, box=replace(main.box, w=wider)), zone.w)
        y = main.box.bottom + ground.gap + ground.writing.em
        left = 0.0 if ground.told else zone.bottom - y
        under = Box(zone.x, y, zone.w, max(row, min(left, _DENSE_MM * choice.unit)))
        yield from _row(ground, main, under, names)


def _widened(ground: Ground, main: View, width: float) -> View:
    return replace(main, box=replace(main.box, w=width)) if ground.filled else main


def _column(ground: Ground, main: View, room: Box, names: Sequence[str]) -> Iterator[Arranged]:
    """Inset, locator and legend under each other; in a wide column the last two at the right."""
    gap, least = ground.gap, _LEGEND_EM * ground.writing.em
    side = min(room.w, room.h * _DENSE_SHARE, _DENSE_MM * ground.writing.choice.unit)
    aside = room.w - least - gap
    split = aside > _LEAST_DENSE_MM * ground.writing.choice.unit
    side = min(side, aside) if split else side
    views = list(_dense(ground, main, Box(room.x, room.y, side, side)))
    rest, spare = room, None
    low = Box(room.x, room.y + side + gap, side, room.h - side - gap)
    if views and split:
        rest = Box(room.x + side + gap, room.y, room.w - side - gap, room.h)
        spare = low
    elif views:
        rest = replace(low, w=room.w)
    where = list(_located(ground, rest))
    panel = rest
    if where and rest.w - where[0].box.w - gap > least:
        x = where[0].box.right + gap
        panel = Box(x, rest.y, rest.right - x, rest.h)
    elif where:
        panel = Box(rest.x, where[0].box.bottom, rest.w, rest.bottom - where[0].box.bottom)
    yield from _with_legend(ground, (main, *views, *where), panel, names, spare)


def _row(ground: Ground, main: View, room: Box, names: Sequence[str]) -> Iterator[Arranged]:
    """Inset, locator and legend beside each other."""
    views = list(_dense(ground, main, Box(room.x, room.y, room.h, room.h)))
    x = views[0].box.right + ground.gap if views else room.x
    where = list(_located(ground, Box(x, room.y, room.w, room.h)))
    x = where[0].box.right + ground.gap if where else x
    panel = Box(x, room.y, room.right - x, room.h)
    yield from _with_legend(ground, (main, *views, *where), panel, names, None)


def _dense(ground: Ground, main: View, box: Box) -> Iterator[View]:
    """The inset of the densest part, where there is one."""
    if view := dense_view(listed_symbols(ground.writing.scene), main, box):
        yield view


def _located(ground: Ground, room: Box) -> Iterator[View]:
    """Where the place lies in the territory, unless it is all of it."""
    if not focus_of(ground.writing.scene, ground.boundaries):
        return
    width = min(_LOCATOR_MM * ground.writing.choice.unit, room.w)
    yield locator(Box(room.x, room.y, width, width * _LOCATOR_SHAPE), ground.boundaries)


def _with_legend(
    ground: Ground, views: tuple[View, ...], panel: Box, names: Sequence[str], spare: Box | None
) -> Iterator[Arranged]:
    """The legend in the largest type that has room in its panel; nothing if none has.

    The parts beside the window stand in a ``spare`` room of their own, else under the legend.
    """
    writing, main = ground.writing, views[0]
    page = replace(make_page(writing.choice, Heights()), panel=panel, map=main.box)
    room = panel_room(writing.scene, page, writing.lang)
    more, under = _shared(ground, names, spare, room.w)
    for share in _SHARES:
        legend = ground.parts.legend(ground.blocks, room.w, share)
        column = stacked([legend, under])
        if column.height <= room.h:
            low = max(view.box.bottom for view in views)
            needed = panel.h - (room.h - column.height)
            fitted = replace(panel, h=min(panel.h, max(needed, low - panel.y)))
            pieces = (*column.at(room.x, room.y), *_coast(ground, main))
            if spare:
                pieces += more.at(spare.x, spare.y - _AIR * writing.em)
                low = spare.y + more.height
            yield Arranged(views, fitted, pieces, low)
            return


def _shared(
    ground: Ground, names: Sequence[str], spare: Box | None, width: float
) -> tuple[Laid, Laid]:
    """The parts that a spare room holds, and those that stand under the legend."""
    parts, air = ground.parts, Laid((), _AIR * ground.writing.em)
    more, under = Laid((), 0.0), Laid((), 0.0)
    for name in names:
        longer = stacked([more, air, parts.lay(name, spare.w)]) if spare else more
        if spare and longer.height <= spare.h:
            more = longer
        else:
            under = stacked([under, air, parts.lay(name, width)])
    return more, under


def _coast(ground: Ground, main: View) -> tuple[Piece, ...]:
    """That the coast is generalised, under the window, where the scale makes that seen."""
    if not shows_coast(main, ground.boundaries):
        return ()
    writing = ground.writing
    pen = Pen(writing, main.box.w)
    pen.write(writing.say(say("place.coast")), writing.quiet)
    return pen.laid().at(main.box.x, main.box.bottom + 0.5 * writing.em)
