"""What all names of one window share: its ground, sizes of type, manners of keeping clear."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.sheet.ground import Drawn, Made, Projected, projected
from geo.sheet.labels import Array, Flags, Ground, Wish, crosses
from geo.sheet.model import Ink, Point, Sheet, View
from geo.sheet.raster import Cover, course_of

ALONE = 1.06  # height (em) of a line by itself
_SIZES = (11.0, 14.0, 9.0, 8.0, 8.5, 10.0, 8.0)  # pt at A3, in the order of NameSizes
CELL_MM = 0.5


@dataclass(frozen=True)
class NameSizes:
    """Type sizes (pt): cities, cores of a layout, regions and what steps back, others."""

    area: float
    core: float
    region: float
    small: float
    quiet: float
    sea: float
    #: The least of a sign beside a name.
    sign: float


@dataclass(frozen=True)
class Manners:
    """How names keep clear: what it costs to cover land of others, or one of some points."""

    over_land: float = 10.0
    over_point: float = 0.0
    #: Free ground (mm) round each of the points.
    clear: float = 0.0
    #: Height of a line's box in em.
    line: float = ALONE
    #: From how far off (mm at A3) a name is led to its place.
    led: float = 4.0
    #: Where symbols of areas stand.
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Canvas:
    """What the label makers share for one window."""

    view: View
    #: Scale of distances against A3.
    unit: float
    sizes: NameSizes
    ink: Ink
    lang: str
    drawn: Drawn
    ground: Ground
    #: All areas uncut.
    whole: Projected
    #: The ground whose parts are named: of others on land it is no matter whose.
    home: str
    #: Corridors and belts: their cells, half of the widest, their segments.
    courses: Cover
    band_mm: float = 0.0
    segments: Array = field(default_factory=lambda: np.empty((0, 4)))
    manners: Manners = Manners()
    #: Adcodes of areas whose ground no other name may enter.
    kept: tuple[str, ...] = ()

    @property
    def cell(self) -> float:
        """Side (mm) of the cells in which ground is measured."""
        return CELL_MM * self.unit

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What a key, the window and all that is closed in it decide between them."""
        return self.drawn.once((key, *self._own), make)

    @cached_property
    def _own(self) -> tuple[Hashable, ...]:
        manners = self.unit, self.home, self.kept, self.manners
        return (*manners, self.courses, self.band_mm, self.ground.key)

    def shown(self, adcode: str) -> BaseGeometry:
        """What the window holds of an area."""
        return self.drawn.within(adcode, self.view.box)

    def closed_near(self, adcode: str) -> Array:
        """The closed boxes that come near the ground to which lines lead."""
        return self.ground.closed_in(self._inner(adcode).bounds)

    def targets(self, adcode: str) -> Array:
        """Where lines to an area may end: well within it, on open ground if it has any."""
        inner = self._inner(adcode)
        free = inner.difference(shapely.union_all(shapely.box(*self.closed_near(adcode).T)))
        edge = (inner if free.is_empty else free).segmentize(3.0 * self.unit)
        return np.asarray(shapely.get_coordinates(edge))

    def _inner(self, adcode: str) -> BaseGeometry:
        """The largest part of an area in the window, less its rim."""

        def made() -> BaseGeometry:
            shape = self.shown(adcode).simplify(0.6 * self.unit)
            largest = max(shapely.get_parts(shape), key=lambda part: part.area)
            inner = largest.buffer(-0.6 * self.unit, quad_segs=1)
            return largest if inner.is_empty else inner

        return self.drawn.once(("inner", adcode, self.unit), made)


def canvas_of(sheet: Sheet, view: View, shapes: Drawn, ground: Ground) -> Canvas:
    """A window of a sheet with its land and the bands that run over it."""
    page, cell = sheet.page, CELL_MM * sheet.page.unit
    sizes = NameSizes(*map(page.pt, _SIZES))
    bands = [b for b in sheet.bands if b.view == view.role and len(b.points) > 1]
    lines = [shapely.LineString(p) for b in bands for p in (b.points, b.arrow) if p]
    widths = [line.width_pt * band.mm_per_pt for band in bands for line in band.band.strokes]
    ends = [shapely.get_coordinates(line.simplify(0.3 * page.unit)) for line in lines]
    kept = tuple(a.adcode for a in sheet.scene.context if a.level == "sar")
    home = sheet.scene.spec.focus_adcode or sheet.boundaries.territory.code
    return Canvas(
        view, page.unit, sizes, sheet.ink, sheet.lang, shapes, ground,
        projected(sheet.boundaries, view.projection), home,
        shapes.once(("course", cell, *map(shapely.to_wkb, lines)),
                    lambda: course_of(lines, view.box, cell)), max(widths, default=0.0) / 2,
        np.vstack([np.empty((0, 4)), *(np.hstack([p[:-1], p[1:]]) for p in ends)]), kept=kept,
    )  # fmt: skip


def free_of(c: Canvas, boxes: Array) -> Flags:
    """Which places are open to a name of no area."""
    return c.ground.open(boxes) & clear_of_kept(c, boxes)


def clear_of_kept(c: Canvas, boxes: Array, but: str = "") -> Flags:
    """Which places lie on no ground that is kept for other names."""
    free = np.ones(len(boxes), bool)
    for kept in c.kept:
        if kept != but:
            edge = CELL_MM * np.array([-1, -1, 1, 1])  # cells err by half of their side
            free &= c.drawn.cover(kept, CELL_MM).under(boxes + edge) < 1
    return free


def passable(c: Canvas, wish: Wish) -> Wish:
    """A wish without the places whose line is crossed by what is closed."""
    free = np.ones(len(wish.boxes), bool)
    if len(wish.leads):
        led = ~np.isnan(wish.leads[:, 0])
        free[led] = c.ground.passable(wish.leads[led])
    return wish.kept(free)


def on_course(c: Canvas, boxes: Array) -> Array:
    """How many millimetres of band pass under each box."""
    if not len(c.segments):
        return np.zeros(len(boxes))
    pad = c.band_mm + 0.5 * c.unit
    return c.courses.under(boxes + np.array([-pad, -pad, pad, pad]))


def over_bands(c: Canvas, leads: Array) -> Array:
    """How often each line crosses a band."""
    if not len(c.segments):
        return np.zeros(len(leads))
    return np.asarray(crosses(leads, c.segments).sum(axis=1))
