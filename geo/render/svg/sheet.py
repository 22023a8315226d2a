"""The standalone poster: map, title, legend, table and sources of a first page in one SVG.

Office programs read less of SVG than browsers do. They know no clip, no pattern, no text along a
path and no order of painting: windows are cut as shapes, hatches are lines and dots, letters stand
each for itself, a halo is a second copy, hidden from who hears or reads the file. See DECISIONS 48
and 68.
"""

import base64
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Hatch
from geo.render.svg.document import NO_LINES, Lines, document, straight
from geo.render.svg.elements import add, add_box, num, root
from geo.render.svg.map import draw_map
from geo.render.svg.swatches import draw_swatch
from geo.sheet.items import Drawing, Picture, Piece, Rule, Swatch, Table, TextBox
from geo.sheet.model import Box, Sheet
from geo.sheet.paths import dot_places, path_data, pattern_marks
from geo.sheet.typeface import MM_PER_PT, typeface

_URL = re.compile(r"url\(#(.+)-([0-9a-f]{6})\)")
_LINE = ("stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray")
_TINY = 0.05  # mm: a line so short that with round ends it is a dot


def sheet_svg(sheet: Sheet) -> bytes:
    """The whole first page as one SVG document, in the page's millimetres.

    Legend swatches carry ``data-legend-key``; their words follow with ``data-legend-text``. Office
    programs read all of it.
    """
    page, scene = sheet.page, sheet.scene
    whole = Box(0.0, 0.0, page.width, page.height)
    element = root(whole, sheet.lang)
    add(element, "title", scene.title.in_(sheet.lang))
    add(element, "desc", scene.alt.in_(sheet.lang))
    if not (page.figure and page.figure.transparent):
        add_box(element, whole, fill=sheet.ink.paper)
    draw_pieces(element, sheet, sheet.pages[0])
    office_safe(element, sheet)
    return document(element)


def draw_pieces(parent: ET.Element, sheet: Sheet, pieces: Iterable[Piece]) -> None:
    """Pieces of a page into an element that has its millimetres as units."""
    for label, some in groupby(pieces, lambda p: p.label if isinstance(p, TextBox) else ""):
        group = add(parent, "g", data_legend_text=label) if label else parent
        for piece in some:
            _draw(group, sheet, piece)


def _draw(parent: ET.Element, sheet: Sheet, piece: Piece) -> None:
    match piece:
        case TextBox():
            _written(parent, piece)
        case Rule(x, y, w, h, ink):
            add_box(parent, Box(x, y, w, h), fill=ink)
        case Swatch(x, y, w, h, entry):
            draw_swatch(parent, sheet, entry, Box(x, y, w, h))
        case Table(x, y):
            for cell in (cell for row in piece.rows for cell in row):
                _written(parent, cell.moved(x, y))
        case Drawing():
            _drawing(parent, piece)
        case Picture():
            draw_map(parent, sheet, sheet.lang)


def _drawing(parent: ET.Element, piece: Drawing) -> None:
    """A picture in the picture: what it holds stays its own, names and styles too."""
    data = base64.b64encode(piece.svg.encode()).decode()
    own = {"x": piece.x, "y": piece.y, "width": piece.w, "height": piece.h}
    held = add(parent, "image", href=f"data:image/svg+xml;base64,{data}", **own)
    if piece.alt:
        add(held, "title", piece.alt)


def _written(parent: ET.Element, box: TextBox) -> None:
    """Every line at its place."""
    style = {"font_weight": "700"} if box.hand.bold else {}
    if box.anchor != "start":
        style["text_anchor"] = box.anchor
    for number, line in enumerate(box.lines):
        add(parent, "text", line, font_size=box.hand.em, fill=box.hand.ink, x=box.x,
            y=box.y + number * box.pitch, **style)  # fmt: skip


def office_safe(parent: ET.Element, sheet: Sheet, window: Box | None = None) -> None:
    """Rewrite a drawing in place, without anything that an office program would leave out."""
    children, parent[:] = list(parent), []
    for child in children:
        if child.tag != "defs":
            parent.extend(list(_safe(child, sheet, window)))


def _safe(child: ET.Element, sheet: Sheet, window: Box | None) -> Iterator[ET.Element]:
    """What stands in place of an element; ``window`` is what cuts it off, if anything does."""
    if child.attrib.pop("clip-path", None):
        window = sheet.view(child.attrib["data-view"]).box
    if child.get("data-path-text"):
        yield _letters(child)
    elif child.tag == "text":
        yield from _text(child)
    elif pattern := _URL.fullmatch(child.get("fill", "")):
        yield from _hatched(child, sheet, pattern, window)
    elif child.tag == "path" and window:
        yield from _cut(child, window, sheet.ink.border_mm)
    else:
        office_safe(child, sheet, window)
        yield child


def _text(text: ET.Element) -> Iterator[ET.Element]:
    """A text, over the copy that is its halo; what is slanted by a matrix is italic."""
    if text.get("transform", "").startswith("matrix"):
        del text.attrib["transform"]
        text.set("font-style", "italic")
    if text.attrib.pop("paint-order", None):
        under = {"fill": text.attrib["stroke"], "aria-hidden": "true"}
        halo = ET.Element("text", {**text.attrib, **under})
        halo.text = text.text
        yield halo
        for name in _LINE:
            text.attrib.pop(name, None)
    yield text


def _letters(group: ET.Element) -> ET.Element:
    """A text along a line as letters that are turned one by one, all halos under all letters."""
    base = _lines(group[0].attrib["d"]).geoms[0]
    text, said = group[1], group[1][0].text or ""
    face = typeface(text.get("font-weight") == "700")
    pt = float(text.attrib["font-size"]) / MM_PER_PT
    ends = list(accumulate((face.width_mm(letter, pt) for letter in said), initial=0.0))
    start = (base.length - ends[-1]) / 2
    made = []
    for letter, left, right in zip(said, ends, ends[1:], strict=False):
        a, m, b = (base.interpolate(start + at) for at in (left, (left + right) / 2, right))
        turn = math.degrees(math.atan2(b.y - a.y, b.x - a.x))
        at = f"translate({num(m.x)} {num(m.y)}) rotate({num(turn)})"
        one = ET.Element("text", {**text.attrib, "transform": at})
        one.text = letter
        made.append(list(_text(one)))
    safe = ET.Element("g", {**group.attrib, "role": "img", "aria-label": said})
    safe.extend(layer for layers in zip(*made, strict=True) for layer in layers)
    return safe


def _hatched(
    path: ET.Element, sheet: Sheet, pattern: re.Match[str], window: Box | None
) -> Iterator[ET.Element]:
    """The lines or dots of a pattern within a shape, if the window shows some of it."""
    hatch = sheet.hatches[pattern[1]]
    looks = {"fill": "none", "stroke": f"#{pattern[2]}", "data-pattern": pattern[1]}
    looks |= {name: value for name, value in path.attrib.items() if name == "data-over"}
    looks["stroke-width"] = num(hatch.dot or hatch.width)
    if hatch.dot:
        looks["stroke-linecap"] = "round"
    if data := _marks(hatch, path.attrib["d"], window):
        yield ET.Element("path", {**looks, "d": data})


@lru_cache(maxsize=4096)
def _marks(hatch: Hatch, data: str, window: Box | None) -> str:
    """The lines or dots of a hatch in an area; the sheets of a plan have their areas in common."""
    shape = _area(data)
    shape = shapely.clip_by_rect(shape, *window.bounds) if window else shape
    if shape.is_empty:
        return ""
    west, north, east, south = shape.bounds
    box = Box(west, north, east - west, south - north)
    if not hatch.dot:
        lines = shapely.get_parts(shapely.intersection(pattern_marks(hatch, box), shape))
        lines = lines[shapely.get_dimensions(lines) == 1]
        lines[1::2] = shapely.reverse(lines[1::2])  # each begins near the end of the one before
        return path_data(shapely.multilinestrings(lines))
    dots = dot_places(hatch, box)
    held = dots[shapely.contains_xy(shape.buffer(-hatch.dot / 2), dots)]
    half = np.array((_TINY / 2, 0.0))
    return path_data(shapely.multilinestrings(np.stack([held - half, held + half], axis=1)))


def _cut(path: ET.Element, window: Box, frame: float) -> Iterator[ET.Element]:
    """A path within a window: its fill as areas, over them its line, which ends at the frame.

    A line that is no wider than the frame may run under that, so that it needs no path of its own.
    """
    data = path.attrib["d"]
    lines = straight(data)
    if not data or not lines or _inside(lines, window):
        yield path
        return
    looks = {key: value for key, value in path.attrib.items() if key != "d"}
    filled = path.get("fill", "none") != "none"
    if filled and float(path.get("stroke-width", 0)) <= frame:
        yield ET.Element("path", {**looks, "d": _kept(data, window, filled=True)})
        return
    if filled:
        area = {key: value for key, value in looks.items() if key not in _LINE}
        yield ET.Element("path", {**area, "d": _kept(data, window, filled=True)})
        looks = {key: value for key, value in looks.items() if not key.startswith("data-")}
    if path.get("stroke") or not filled:
        yield ET.Element("path", {**looks, "fill": "none", "d": _kept(data, window, filled=False)})


def _inside(lines: Lines, window: Box) -> bool:
    (west, north), (east, south) = lines.points.min(axis=0), lines.points.max(axis=0)
    return window.holds(west, north) and window.holds(east, south)


@lru_cache(maxsize=8192)
def _kept(data: str, window: Box, *, filled: bool) -> str:
    """What a window leaves of an area, or of its lines."""
    shape = _area(data) if filled else _lines(data)
    return path_data(shapely.clip_by_rect(shape, *window.bounds))


@lru_cache(maxsize=4096)
def _area(data: str) -> BaseGeometry:
    """The area within rings of path data, holes left out."""
    return shapely.build_area(_lines(data))


def _lines(data: str) -> BaseGeometry:
    """The lines of path data, if all are straight; a closed one ends where it began."""
    points, ends, closed = straight(data) or NO_LINES
    parts = [
        points[[*range(start, end), start]] if shut or end - start == 1 else points[start:end]
        for (start, end), shut in zip(pairwise(ends), closed, strict=True)
    ]
    return shapely.multilinestrings([shapely.linestrings(part) for part in parts])
