"""Scale bars, north arrow and reefs off the coast, which names keep clear of; the review mark."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Reefs, Territory
from geo.scene.scene import Scene
from geo.sheet.ground import rectangle_of
from geo.sheet.model import Box, Page, Point, ScaleBar, View
from geo.sheet.typeface import MM_PER_PT, typeface
from geo.sources.boundaries.model import Boundaries

PANEL_PAD = 4.0
CAPTION_PT, SMALL_PT, MARK_PT = 9.0, 8.0, 10.5
MARK_AIR = (2.2, 2.0)  # em: how much wider than its words, how high
_NOTHING, _STEP = shapely.Polygon(), 4.0


def furniture(
    page: Page, main: View, territory: Territory, taken: BaseGeometry = _NOTHING
) -> tuple[ScaleBar, tuple[float, float, float], list[Box]]:
    """Scale bar and north arrow at the lower right, clear of reefs: bar left of the arrow.

    Where they would cover what is ``taken``, they stand elsewhere along the edge of the window.
    """
    unit, box = page.unit, main.box
    x, y = box.right - 10 * unit, box.bottom - 8 * unit
    for reefs in reefs_in(main, territory):
        x = min(x, main.page(*reefs.arrow)[0])
    first = _at(page, main, x, y)
    if taken.is_empty:
        return first
    shapely.prepare(taken)
    across = np.arange(x, box.x + x - min(b.x for b in first[2]) + 3 * unit, -_STEP * unit)
    upper = box.y + 17 * unit
    tried = [(float(one), down) for down in (y, upper) for one in across]
    for at in tried:
        found = _at(page, main, *at)
        if not any(shapely.intersects(taken, rectangle_of(box)) for box in found[2]):
            return found
    return first


def _at(
    page: Page, main: View, arrow_x: float, base: float
) -> tuple[ScaleBar, tuple[float, float, float], list[Box]]:
    """Scale bar and north arrow where the arrow is put, with what they take of the window."""
    unit = page.unit
    ground_m = _round_length(52 * unit / main.mm_per_m)
    lat = main.ground(arrow_x - 30 * unit, base)[1]
    length = ground_m * main.projection.parallel_scale(lat) * main.mm_per_m
    x = arrow_x - 12 * unit - length
    bar = ScaleBar(main.role, x, base, length, ground_m, 2 if str(ground_m)[0] in "24" else 5)
    north = (arrow_x, base - 4 * unit, main.projection.north(main.ground(arrow_x, base)[0]))
    boxes = [
        Box(x - 4 * unit, base - 8 * unit, length + 14 * unit, 14 * unit),
        Box(arrow_x - 5 * unit, base - 14 * unit, 10 * unit, 20 * unit),
    ]
    return bar, north, boxes


def _round_length(most_m: float) -> float:
    steps = [m * 10**e for e in range(2, 7) for m in (1, 2, 5)]
    return float(max(step for step in steps if step <= most_m))


def delta_bar(page: Page, views: Sequence[View]) -> list[ScaleBar]:
    """The scale bar of an inset at a larger scale; one of what lies apart has its 1:n alone."""
    bars = []
    for view in views[1:]:
        if view.role != "delta":
            continue
        ground_m = _round_length(26 * page.unit / view.mm_per_m)
        y = view.box.bottom - 5 * page.unit
        lat = view.ground(view.box.x, y)[1]
        length = ground_m * view.projection.parallel_scale(lat) * view.mm_per_m
        bars.append(ScaleBar(view.role, view.box.x + 5 * page.unit, y, length, ground_m, 2))
    return bars


def scale_text(view: View) -> str:
    """The scale as 1:n, thousands set apart."""
    return f"1:{view.denominator:,}".replace(",", " ")


def caption(view: View, page: Page, lang: str) -> tuple[str, str, Box]:
    """Name, scale and box of a lesser window's caption, at its upper left."""
    size, pad = page.pt(CAPTION_PT), 0.8 * page.pt(CAPTION_PT) * MM_PER_PT
    name = view.name.in_("en" if lang == "en" else "zh")
    if not name:
        return "", "", Box(view.box.x, view.box.y, 0.0, 0.0)
    scale = "" if view.role == "locator" else scale_text(view)
    width = typeface(True).width_mm(name, size) + 2 * pad
    more = typeface().width_mm(scale, page.pt(SMALL_PT)) + pad if scale else 0.0
    if width + more > view.box.w:
        scale, more = "", 0.0
    width += more
    return name, scale, Box(view.box.x, view.box.y, width, 2.1 * size * MM_PER_PT)


def corners(view: View, page: Page, lang: str) -> list[Box]:
    """Where a lesser window's caption and scale bar stand: upper and lower left."""
    box, unit = view.box, page.type_unit
    if view.role == "apart":
        return [caption(view, page, lang)[2]]
    bar = Box(box.x, box.bottom - 11 * unit, 36 * unit, 11 * unit)
    return [caption(view, page, lang)[2], bar]


def mark_box(scene: Scene, page: Page, lang: str, room: Box) -> Box:
    """The review mark at the lower left of a box: as wide as its words, or smaller to be held."""
    pad, size = PANEL_PAD * page.unit, page.pt(MARK_PT)
    words = typeface(True).width_mm(scene.credits.review.in_(lang), size)
    share = min(1.0, (room.w - 2 * pad) / (words + MARK_AIR[0] * size * MM_PER_PT))
    em = share * size * MM_PER_PT
    width, height = share * words + MARK_AIR[0] * em, MARK_AIR[1] * em
    return Box(room.x + pad, room.bottom - height - 0.9 * pad, width, height)


def clear_of(box: Box, window: Box, around: BaseGeometry) -> Box:
    """A box moved right, from where it is, until it covers nothing of a shape in its window."""
    moved = box
    while moved.right < window.right and shapely.intersects(rectangle_of(moved), around):
        moved = replace(moved, x=moved.x + 2.0)
    return moved if moved.right < window.right else box


def panel_room(scene: Scene, page: Page, lang: str) -> Box:
    """What the panel leaves to the legend: all but its edges and the row of the review mark."""
    panel, pad = page.panel, PANEL_PAD * page.unit
    bottom = mark_box(scene, page, lang, panel).y - 0.6 * pad
    return Box(panel.x + pad, panel.y + pad, panel.w - 2 * pad, bottom - panel.y - pad)


def reefs_in(view: View, territory: Territory) -> list[Reefs]:
    """The reefs that a window shows, if it is the main one."""
    return [r for r in territory.reefs if view.role == "main" and view.sees(*r.paper)]


def reef_boxes(reefs: Reefs, view: View, unit: float, boundaries: Boundaries) -> list[Box]:
    """Boxes round reefs in a window."""
    corners = []
    for part in boundaries.layers["prefectures"][reefs.host].geoms:
        west, south, east, north = part.bounds
        if north < reefs.north:
            corners.append((view.page(west, north), view.page(east, south)))
    return [Box(a[0], a[1], b[0] - a[0], b[1] - a[1]).grown(1.0 * unit) for a, b in corners]


def beside(boxes: Sequence[Box], view: View, unit: float) -> list[Point]:
    """Places for the name of reefs, best first."""
    half = 11 * unit
    main = max(boxes, key=lambda b: b.w * b.h + b.x)
    x, y = main.x + main.w / 2, main.y + main.h / 2
    return [
        (x, main.y - 3 * unit),
        (min(x, view.box.right - 14 * unit), main.y - 3 * unit),
        (main.x - half, y),
        (main.x - half, y + 4 * unit),
        (main.x - 2 * half, y),
        (min(x, view.box.right - 24 * unit), main.y - 6 * unit),
    ]
