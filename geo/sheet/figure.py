"""A figure for a document: windows, their key, one line of sources; as high as these need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.domain.text import joined
from geo.errors import Fault, SpecError
from geo.scene.marks import Symbol
from geo.scene.scene import LegendBlock
from geo.sheet.bottom_band import SOURCE_PT, Parts, maker_line
from geo.sheet.closeups import focus_of
from geo.sheet.division import Division
from geo.sheet.furniture import panel_room
from geo.sheet.head_and_foot import TITLE_PT, title_and_finding
from geo.sheet.items import Laid, Picture, TextBox
from geo.sheet.legend import legend_column, panel_legend
from geo.sheet.model import Box, Page
from geo.sheet.page import Heights, make_page
from geo.sheet.pen import Pen, Writing, stacked
from geo.sheet.place_windows import Arranged, Ground, arrangements
from geo.sheet.typeface import MM_PER_PT
from geo.sheet.views import has_panel, make_views, shape_of
from geo.sources.boundaries.model import Boundaries

_SHAPES = {"landscape": 0.52, "portrait": 1.3}  # height of head and windows against the width
_HEAD = 0.65  # of the type of a page's title: a document has headings of its own
_OVER = 0.16  # em of the title above the height of its capitals
_GAP = 2.5  # mm at A3
_PANEL, _INSET = 0.4, 0.8  # of a standing figure's width; height of the inset against its width
_SHARES = (1.0, 0.94, 0.88, 0.82)  # of the type of a key that is to stand in the panel
_LARGER = (1.3, 1.2, 1.1)  # of that of a slide, which is read from afar
_MOST_PANEL = 1.8  # of the height that the inset beside it asks for
_AIR = 0.1  # mm
_KEY = ("list", "nodes")  # what the numbers on a map stand for
_LEAST_LYING = 300.0  # mm: names of a whole territory beside its inset need so much


def figure_divided(
    writing: Writing, boundaries: Boundaries, numbered: tuple[Symbol, ...]
) -> Division:
    """The figure with as many blocks of its key in the panel as that has room for, others below.

    Raises
    ------
    SpecError
        The windows have no room.
    """
    scene, choice = writing.scene, writing.choice
    short = replace(writing, scene=replace(scene, legend=tuple(map(_short, scene.legend))))
    if choice.figure and choice.figure.height:
        return _filled(Parts(replace(short, counted=True), ()), boundaries, choice.figure.height)
    parts, head = Parts(short, numbered), _head(short)
    width, top = choice.inner_width, choice.margin + head.height
    narrow = choice.orientation == "landscape" and width < _LEAST_LYING
    if narrow and not focus_of(scene, boundaries):
        zh, en = "这么宽的插图要竖排", "a figure of this width stands"
        raise SpecError(Fault("orientation", zh, en, choice.orientation, ("portrait",)))
    zone = Box(choice.margin, top, width, width * _SHAPES[choice.orientation] - head.height)
    tried = range(len(scene.legend), -1, -1)
    grounds = (Ground(parts, boundaries, 0.0, blocks, filled=True) for blocks in tried)
    found = [_division(parts, head, made, g.blocks) for g in grounds if (made := _windows(g, zone))]
    if not found:
        raise _no_room(writing)
    return min(found, key=lambda one: one.page.height)


def _filled(parts: Parts, boundaries: Boundaries, height: float) -> Division:
    """Windows and key in a height: that with the largest map, of equals with most in the panel."""
    writing, found = parts.writing, list[tuple[float, Division]]()
    edge, gap = writing.choice.margin, _GAP * writing.choice.unit
    keys = [name for name in parts.names if name.startswith("legend-")]
    for blocks in range(len(keys), -1, -1):
        below = parts.band(keys[blocks:]) if keys[blocks:] else Laid((), -gap)
        high = height - 2 * edge - gap - below.height
        zone = Box(edge, edge, writing.choice.inner_width, high)
        made = _windows(Ground(parts, boundaries, 0.0, blocks, filled=True), zone)
        if made and max(made.low, made.panel.bottom) <= zone.bottom + _AIR:
            page = replace(_page(writing, made.views[0].box), panel=made.panel, height=height)
            pieces = (Picture(0.0, 0.0), *made.pieces, *below.at(edge, zone.bottom + gap))
            found.append((made.views[0].mm_per_m, Division(page, made.views, pieces, ())))
    if not found:
        raise _no_room(writing)
    return max(found, key=lambda one: one[0])[1]


def _no_room(writing: Writing) -> SpecError:
    zh, en = "插图放不下地图", "the figure has no room for its map"
    return SpecError(Fault("", zh, en, writing.choice.paper))


def _division(parts: Parts, head: Laid, made: Arranged, blocks: int) -> Division:
    """Head, windows, what has no room beside them, and the sources: so high, and no higher."""
    writing = parts.writing
    em, edge, main = writing.em, writing.choice.margin, made.views[0].box
    texts = [p.y + len(p.lines) * p.pitch for p in made.pieces if isinstance(p, TextBox)]
    low = max(made.low, made.panel.bottom, *(y - 0.7 * em for y in texts))
    low += _GAP * writing.choice.unit
    foot = stacked([*_below(parts, blocks), _source_line(writing)])
    high = low + foot.height + 0.3 * em + edge
    page = replace(_page(writing, main), panel=made.panel, height=high)
    pieces = (*head.at(edge, edge), Picture(0.0, 0.0), *made.pieces, *foot.at(edge, low))
    return Division(page, made.views, pieces, ())


def _short(block: LegendBlock) -> LegendBlock:
    """A block without the names of each class: they stand on the map."""
    return replace(block, entries=tuple(replace(one, members=()) for one in block.entries))


def _head(writing: Writing) -> Laid:
    """Title and sentence with the space under them, or nothing."""
    choice = writing.choice
    if choice.figure is None or not choice.figure.titled:
        return Laid((), 0.0)
    head = title_and_finding(replace(writing, share=_HEAD), choice.inner_width)
    over = _OVER * TITLE_PT * _HEAD * choice.type_unit * MM_PER_PT
    return Laid(head.at(0.0, over), over + head.height + _GAP * choice.unit)


def _below(parts: Parts, blocks: int) -> Iterator[Laid]:
    """The blocks of the key that have no room in the panel, and what the numbers stand for."""
    rest = [name for name in parts.names if name.startswith("legend-")][blocks:]
    rest += [name for name in _KEY if name in parts.names]
    if rest:
        yield from (parts.band(rest), Laid((), _GAP * parts.writing.choice.unit))


def _source_line(writing: Writing) -> Laid:
    """Document and base map, whether it binds no more, who publishes it: small."""
    scene, pen = writing.scene, Pen(writing, writing.choice.inner_width)
    standing = [scene.badge.label] if scene.badge and scene.badge.alert else []
    credit = scene.credits
    line = writing.say(joined([credit.source, *standing, credit.base], " · ", " · "))
    told = " · ".join(filter(None, (line, maker_line(writing.choice))))
    pen.write(told, writing.hand(SOURCE_PT, writing.ink.quiet))
    return pen.laid()


def _page(writing: Writing, chart: Box) -> Page:
    page = make_page(writing.choice, Heights())
    return replace(page, map=chart, title=Box(chart.x, writing.choice.margin, chart.w, 0.0))


def _windows(ground: Ground, zone: Box) -> Arranged | None:
    """Windows with the panel that holds some blocks of the key; None if it cannot hold them."""
    writing = ground.writing
    if focus_of(writing.scene, ground.boundaries):
        found = arrangements(ground, zone, ())
        return max(found, key=lambda one: one.views[0].mm_per_m, default=None)
    if writing.choice.orientation == "portrait":
        return _standing(ground, zone)
    return _held(ground, _page(writing, zone), zone.h)


def _standing(ground: Ground, zone: Box) -> Arranged | None:
    """The map over the whole width; under it inset and panel, as high as the key asks for."""
    gap = ground.gap
    chart = replace(zone, h=zone.w * shape_of(ground.boundaries))
    panel = Box(zone.right - _PANEL * zone.w, chart.bottom + gap, _PANEL * zone.w, 0.0)
    inset = has_panel(ground.boundaries.territory)
    natural = (zone.w - panel.w - gap) * _INSET if inset else 0.0
    page = replace(_page(ground.writing, chart), panel=replace(panel, h=natural))
    return _held(ground, page, natural * _MOST_PANEL if inset else zone.h)


def _held(ground: Ground, page: Page, highest: float) -> Arranged | None:
    """The windows of a page whose panel is made as high as the key in it, within a limit."""
    writing, need = ground.writing, page.panel.h
    for _ in range(3):
        standing = page.orientation == "portrait"
        laid = replace(page, panel=replace(page.panel, h=need)) if standing else page
        laid, views = make_views(laid, ground.boundaries, 0.0 if standing else need)
        room = panel_room(writing.scene, laid, writing.lang)
        for share in (*(_LARGER if writing.counted else ()), *_SHARES):
            smaller = replace(writing, share=share)
            key = _key(smaller, writing.scene.legend[: ground.blocks], room.w)
            if key.height <= room.h:
                low = max(view.box.bottom for view in views)
                return Arranged(views, laid.panel, key.at(room.x, room.y), low)
        need = key.height + laid.panel.h - room.h + _AIR
        if need > highest:
            return None
    return None


def _key(writing: Writing, blocks: Sequence[LegendBlock], width: float) -> Laid:
    """The blocks in one column, or in two that are as even as they can be: what is lower."""
    made = [legend_column(writing, blocks, width)]
    made += [panel_legend(writing, blocks, width, left=n) for n in range(1, len(blocks))]
    return min(made, key=lambda laid: laid.height)
