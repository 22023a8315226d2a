"""Corridors and belts on paper: their courses in each window, arrows at their ends, their names.

Names follow a line: the straightest free stretch of a course, and the base lines on it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.scene.marks import Band
from geo.scene.scene import Scene
from geo.sheet.ground import rectangle_of
from geo.sheet.model import Box, Page, PathText, PlacedBand, Point, Sheet, View
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

_RISE, _DROP, _PITCH = 0.88, 0.14, 1.18  # em over and under a base line; from one to the next
_SLACK = 0.5  # em of a base line beyond each end of its text
_STEP_EM = 0.47  # from one place that is tried to the next, and of the points of a base line
_SHARPEST = math.radians(22)  # between two letters; more, and they fall apart or overlap
_BELOW, _OFF_MIDDLE = 0.35, 0.6  # cost of a text under its line; at an end of it and not its middle
NAME_PT = 9.0
_SMALL = 0.7  # share of the lines' weights in the window of the whole territory
_HALF_OPEN = math.radians(38)  # between an arm of an arrow and its course
_NAME_GAP_PT = 1.0
_MOST_LINES, _UNEVEN = 4, 1.15  # of a name; the longest of them against the mean


@dataclass(frozen=True)
class PathWish:
    """A name in one line or several that wants a stretch of a course.

    ``look`` is the first line without its place; ``clear`` is the free ground (mm) between the
    middle of the course and the letters.
    """

    look: PathText
    lines: tuple[str, ...]
    clear: float

    @property
    def em(self) -> float:
        """The size in mm."""
        return self.look.size_pt * MM_PER_PT

    @property
    def step(self) -> float:
        """What lies between two places that are tried (mm)."""
        return _STEP_EM * self.em

    def width(self, line: str) -> float:
        """How long a line is (mm)."""
        return typeface(self.look.bold).width_mm(line, self.look.size_pt)


def write_along(
    course: Sequence[Point], wish: PathWish, window: Box, closed: BaseGeometry
) -> tuple[PathText, ...]:
    """The lines of a name along the straightest free stretch of a course; none if none is free.

    Letters are upright or turned by a right angle at most, over the course if they can be.

    Examples
    --------
    >>> look = PathText("a", "main", "", 9.0, (), "#000000", "#ffffff")
    >>> course = [(10.0, 40.0), (50.0, 40.0), (90.0, 30.0)]
    >>> made = write_along(course, PathWish(look, ("走廊",), 2.0), Box(0, 0, 99, 50),
    ...                    shapely.Polygon())
    >>> made[0].text, made[0].points[0][1] < 40
    ('走廊', True)
    """
    line = shapely.LineString(course)
    ground = rectangle_of(window)
    shapely.prepare(ground)
    shapely.prepare(closed)
    best: tuple[PathText, ...] = ()
    least = math.inf
    for cost, texts in _candidates(line, wish):
        if cost >= least:
            continue
        covered = shapely.union_all([covered_by(text) for text in texts])
        if ground.contains(covered) and not closed.intersects(covered):
            best, least = texts, cost
    return best


def covered_by(text: PathText) -> BaseGeometry:
    """The ground under the letters."""
    em = text.size_pt * MM_PER_PT
    middle = shapely.offset_curve(shapely.LineString(text.points), -(_RISE - _DROP) / 2 * em)
    return middle.buffer((_RISE + _DROP) / 2 * em, cap_style="flat")


def letter_boxes(text: PathText) -> list[Box]:
    """A box round each piece of about an em, for all that must keep clear of the letters."""
    line, em = shapely.LineString(text.points), text.size_pt * MM_PER_PT
    made = []
    for start, end in pairwise(np.linspace(0.0, line.length, math.ceil(line.length / em) + 1)):
        piece = substring(line, start, end)
        west, north, east, south = covered_by(replace(text, points=tuple(piece.coords))).bounds
        made.append(Box(west, north, east - west, south - north))
    return made


def _candidates(
    line: shapely.LineString, wish: PathWish
) -> Iterator[tuple[float, tuple[PathText, ...]]]:
    """Every place for the name with its cost: along the line, over and under it."""
    for forward in (True, False):
        read = line if forward else shapely.reverse(line)
        for below in (False, True):
            bases = [_base(read, wish, i, below=below) for i in range(len(wish.lines))]
            for at in np.arange(0.0, read.length, wish.step):
                texts = tuple(_laid(bases, wish, read.interpolate(at)))
                bend = max((_bend(text, wish.em) for text in texts), default=math.inf)
                if len(texts) == len(wish.lines) and bend < math.inf:
                    off = abs(at / read.length - 0.5) * 2
                    yield bend + _BELOW * below + _OFF_MIDDLE * off, texts


def _base(
    read: shapely.LineString, wish: PathWish, number: int, *, below: bool
) -> shapely.LineString:
    """The base line of one line of the name, parallel to the course."""
    if below:
        off = wish.clear + (_RISE + number * _PITCH) * wish.em
    else:
        off = -(wish.clear + (_DROP + (len(wish.lines) - 1 - number) * _PITCH) * wish.em)
    return max(shapely.get_parts(shapely.offset_curve(read, off)), key=lambda part: part.length)


def _laid(
    bases: Sequence[shapely.LineString], wish: PathWish, middle: shapely.Point
) -> Iterator[PathText]:
    """The lines around a point of the course, those that fit and are not upside down."""
    for base, text in zip(bases, wish.lines, strict=True):
        half = wish.width(text) / 2 + _SLACK * wish.em
        at = base.project(middle)
        if half <= at <= base.length - half:
            points = substring(base, at - half, at + half).segmentize(wish.step).coords
            if points[-1][0] > points[0][0]:
                yield replace(wish.look, text=text, points=tuple(points))


def _bend(text: PathText, em: float) -> float:
    """How much a base line turns in all (radians); infinite where letters would fall apart."""
    line = shapely.LineString(text.points)
    points = shapely.line_interpolate_point(line, np.arange(0.0, line.length, em))
    steps = np.diff(shapely.get_coordinates(points), axis=0)
    turns = np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))
    sharp = len(turns) and np.abs(turns).max() > _SHARPEST
    return math.inf if sharp else float(np.abs(turns).sum())


def place_bands(scene: Scene, views: Sequence[View], page: Page) -> tuple[PlacedBand, ...]:
    """Corridors and belts in every window but the locator."""
    shown = [view for view in views if view.role != "locator"]
    return tuple(_placed(band, view, page) for view in shown for band in scene.bands)


def _placed(band: Band, view: View, page: Page) -> PlacedBand:
    each = MM_PER_PT * page.type_unit * (1.0 if view.role == "delta" else _SMALL)
    points = tuple(view.page(lon, lat) for lon, lat in band.points)
    arrow = _arrow(points, band.arrow_pt * each) if band.arrow_pt else ()
    return PlacedBand(band, view.role, points, each, arrow)


def _arrow(points: Sequence[Point], arm: float) -> tuple[Point, ...]:
    """The head of an arrow at the end of a course, along the last stretch that is as long as it."""
    line = shapely.LineString(points)
    (x, y), back = points[-1], line.interpolate(max(0.0, line.length - arm * math.cos(_HALF_OPEN)))
    along = math.atan2(back.y - y, back.x - x)
    one, other = (
        (x + arm * math.cos(along + turn), y + arm * math.sin(along + turn))
        for turn in (_HALF_OPEN, -_HALF_OPEN)
    )
    return one, (x, y), other


def band_names(sheet: Sheet, view: View, closed: Iterable[Box]) -> list[PathText]:
    """The names of corridors along their courses, in the window that shows their nodes."""
    here = [band for band in sheet.bands if band.view == view.role]
    shapes = [rectangle_of(box) for box in closed]
    named: list[PathText] = []
    for placed in here:
        if placed.band.nodes and view.role == nodes_view(sheet.views, placed.band):
            others = [ground_under(other) for other in here if other is not placed]
            letters = [covered_by(text) for text in named]
            named += _name(sheet, placed, view.box, shapely.union_all([*shapes, *others, *letters]))
    return named


def nodes_view(views: Sequence[View], band: Band) -> str:
    """The window that shows a corridor large: the inset if it holds the middle of its course."""
    middle = band.points[len(band.points) // 2]
    inset = any(view.role == "delta" and view.sees(*middle) for view in views)
    return "delta" if inset else "main"


def ground_under(placed: PlacedBand) -> BaseGeometry:
    """The ground that the lines of a band cover, its arrow included."""
    lines = [shapely.LineString(line) for line in (placed.points, placed.arrow) if line]
    half = placed.band.strokes[0].width_pt * placed.mm_per_pt / 2
    return shapely.union_all(lines).buffer(half)


def _name(sheet: Sheet, placed: PlacedBand, window: Box, taken: BaseGeometry) -> Sequence[PathText]:
    """A name in one line, or in as many as its course has room for."""
    page, band = sheet.page, placed.band
    size = page.pt(NAME_PT)
    text = band.name.in_("en" if sheet.lang == "en" else "zh")
    full = typeface(bold=True).width_mm(text, size)
    look = PathText(band.id, placed.view, "", size, (), band.ink, sheet.ink.paper, bold=True)
    clear = (band.strokes[0].width_pt / 2 + _NAME_GAP_PT) * placed.mm_per_pt
    for rows in range(1, _MOST_LINES + 1):
        lines = wrap(text, size, full / rows * _UNEVEN, True)
        made = write_along(placed.points, PathWish(look, lines, clear), window, taken)
        if made:
            return made
    return ()
