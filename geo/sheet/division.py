"""How a page is divided: what stands beside the map, under it, and on further pages.

What is too much gives way in this order: the type down to its least size, the key numbers, the map
where it may, then the table, the list and long notes, which get pages of their own. Where the
table has gone, the numbers come back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations

from geo.errors import Fault, SpecError
from geo.scene.marks import Symbol
from geo.sheet.bottom_band import FEW_NOTES, Parts
from geo.sheet.furniture import panel_room
from geo.sheet.head_and_foot import foot_height
from geo.sheet.items import Laid, Picture, Piece
from geo.sheet.lists import least_height
from geo.sheet.model import Page, View
from geo.sheet.page import MAIN_SHARES, Heights, PageChoice, make_page
from geo.sheet.pen import Writing, stacked
from geo.sheet.views import Windows, has_panel, make_views
from geo.sources.boundaries.model import Boundaries

MAP_SHARE = 0.72  # of the height of the page, if only the texts leave it
_LESS_MAP = (0.66, 0.6, 0.54)
_LAST_MAP = (0.45, 0.36, 0.27, 0.2)
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76)
_STEP = 3.0  # few heights of the band, so that maps share their geometry
_BLOCK_GAP = 1.4  # em
_BESIDE = ("notes", "table", "list", "clauses")  # under the legend in a panel that has room
_CLEAR = 0.88  # of its usual size: the least type of a legend that shares the panel


@dataclass(frozen=True)
class Division:
    """A first page with all its places, and the parts that it leaves to further pages."""

    page: Page
    views: tuple[View, ...]
    pieces: tuple[Piece, ...]
    left: tuple[str, ...]
    #: How many rows of what the plans say of a place stand on it.
    told: int = 0


@dataclass(frozen=True)
class _Wish:
    """How much of the page the map has, its main window of it, the panel; what stands where."""

    map_share: float
    main: float
    blocks: int
    left: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def divided(writing: Writing, boundaries: Boundaries, numbered: tuple[Symbol, ...]) -> Division:
    """The first of all divisions, best first, that has room for everything it should hold.

    Raises
    ------
    SpecError
        Legend and sources alone are too much for the page.
    """
    smaller = [replace(writing, share=share) for share in _SHARES[1:]]
    able = [writing, *(one for one in smaller if one.body.pt > writing.choice.least_pt)]
    sizes = [Parts(one, numbered) for one in able]
    windows = cache(partial(make_views, boundaries=boundaries))  # many wishes leave the same room
    smallest = sizes[-1].writing
    high = least_height(smallest, writing.choice.inner_width) > writing.choice.size[1]
    for share, left in _wishes(writing.choice, sizes[0]):
        if high and "table" in sizes[0].names and "table" not in left:
            continue
        for parts in sizes:
            for wish in _places(parts, boundaries, share, left):
                if made := _division(parts, windows, wish):
                    return made
    zh, en = "纸上放不下图例与说明", "the page has no room for legend and sources"
    raise SpecError(Fault("", zh, en, writing.choice.paper))


def _wishes(choice: PageChoice, parts: Parts) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Shares of the map with what is left out of the page; a lying map gives way last."""
    long_notes = len(parts.writing.scene.listed) > FEW_NOTES
    order = ["clauses", "notes", "numbers", "table", "nodes", "list"]
    order = [name for name in order if name in parts.names and (long_notes or name != "notes")]
    firm = choice.orientation == "landscape" and choice.unit == choice.type_unit
    firm = firm and choice.lang != "both"
    shares = (MAP_SHARE,) if firm else (MAP_SHARE, *_LESS_MAP)
    poster = "clauses" in order
    if poster:
        for gone in ([], ["numbers"]):
            yield from ((share, tuple(gone)) for share in (MAP_SHARE, *_LESS_MAP[:2]))
    dear = ["nodes", "list", *(["table"] if poster else [])]
    for n in range(len(order) + 1):
        if order[n - 1 : n] and order[n - 1] in dear:  # before numbers lose names, a smaller map
            yield from ((share, tuple(order[: n - 1])) for share in _LESS_MAP[: 2 * firm])
        most = 2 if "numbers" in order[n:] else len(shares)  # numbers go before much of the map
        if order[n - 1 : n] == ["table"]:  # the numbers come back where it has gone
            left = tuple(name for name in order[:n] if name != "numbers")
            yield from ((share, left) for share in shares[:2])
        for share in shares[:most]:
            yield share, tuple(order[:n])
    for share in (*_LESS_MAP, *_LAST_MAP):
        yield share, tuple(order)


def _places(
    parts: Parts, boundaries: Boundaries, share: float, left: tuple[str, ...]
) -> Iterator[_Wish]:
    """As much of the legend in the panel as it holds, under it what else has room there.

    A standing page without an inset has no panel: the map takes its room.
    """
    able = [name for name in _BESIDE if name in parts.names and name not in left]
    under = [some for n in range(len(able), -1, -1) for some in combinations(able, n)]
    standing = parts.writing.choice.orientation == "portrait"
    if standing and not has_panel(boundaries.territory):
        yield _Wish(share, 1.0, 0, left)
        return
    last = share in _LAST_MAP
    least = 0 if share == _LAST_MAP[-1] else 1
    for main in MAIN_SHARES[: 3 if last else 2] if standing else MAIN_SHARES[:1]:
        for blocks in range(len(parts.writing.scene.legend), least - 1, -1):
            for beside in under:
                yield _Wish(share, main, blocks, left, beside)


def _division(parts: Parts, windows: Callable[..., Windows], wish: _Wish) -> Division | None:
    """The page of a wish, None if band or panel are too small for it."""
    writing, choice, title = parts.writing, parts.writing.choice, parts.title
    shown = [f"legend-{n}" for n in range(wish.blocks)]
    away = {*shown, *wish.left, *wish.beside}
    band = parts.band([name for name in parts.names if name not in away])
    step = _STEP * choice.unit
    taken = Heights(title.height, -(-band.height // step) * step, foot_height(writing))
    page, need = make_page(choice, taken, main=wish.main), 0.0
    if max(page.map.bottom, page.panel.bottom) - page.map.y < wish.map_share * page.height:
        return None
    for _ in range(2):  # a higher panel makes no other width, but a smaller window
        page, views = windows(page, panel_mm=need)
        room = panel_room(writing.scene, page, writing.lang)
        column = _column(parts, wish, room.w, room.h)
        high = sum(laid.height for laid in column)
        if high <= max(room.h, 0.0):
            pieces = (
                *title.at(page.title.x, page.title.y),
                Picture(0.0, 0.0),
                *stacked(column).at(room.x, room.y),
                *band.at(page.bottom_band.x, page.bottom_band.y),
            )
            return Division(page, views, pieces, wish.left)
        need = high + page.panel.h - room.h
    return None


def _column(parts: Parts, wish: _Wish, width: float, room: float) -> list[Laid]:
    """The first blocks of the legend, in the largest type that has room; then what else is here."""
    writing, gap = parts.writing, _BLOCK_GAP * parts.writing.em
    below = [one for name in wish.beside for one in (Laid((), gap), parts.lay(name, width))]
    rest = sum(laid.height for laid in below)
    for share in _SHARES:
        smaller = replace(writing, share=share * writing.share)
        legend = parts.legend(wish.blocks, width, share)
        least = smaller.body.pt <= writing.choice.least_pt or (below and share <= _CLEAR)
        if legend.height + rest <= room or least:
            break
    return [legend, *below]
