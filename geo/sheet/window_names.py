"""All names of one window, in the order in which they may choose their places."""

from __future__ import annotations

from collections.abc import Sequence

from geo.scene.scene import DrawnArea, Scene
from geo.sheet.area_names import Canvas, area_label, canvas
from geo.sheet.furniture import beside, reef_boxes, reefs_in
from geo.sheet.ground import drawn
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Sheet, View
from geo.sheet.other_names import context_label, symbol_label, word_label
from geo.sheet.symbols import is_city, is_numbered
from geo.sources.boundaries.model import Boundaries


def window_labels(
    sheet: Sheet, view: View, closed: list[Box], boundaries: Boundaries
) -> list[PlacedLabel]:
    """Every name of a window; ``closed`` are boxes that no name may enter."""
    scene, page = sheet.scene, sheet.page
    shown = [s for s in sheet.symbols if s.view == view.role]
    territory = boundaries.territory
    isles = [(r, reef_boxes(r, view, page.unit, boundaries)) for r in reefs_in(view, territory)]
    closed = [*closed, *(s.box for s in shown), *(box for _, boxes in isles for box in boxes)]
    delta = next((v for v in sheet.views if v.role == "delta"), None)
    inner = view.frame_of(delta) if delta and view.role == "main" else None
    shapes = drawn(boundaries, view)
    c = canvas(sheet, view, shapes, closed, inner)
    found: list[PlacedLabel | None] = [
        word_label(c, reefs.id, reefs.name, beside(boxes, view, page.unit), quiet=False)
        for reefs, boxes in isles
    ]
    found += _area_labels(c, scene)
    sars = [a for a in scene.context if a.level == "sar"]
    found += [
        context_label(c, a, full=True) for a in sorted(sars, key=lambda a: a.adcode, reverse=True)
    ]
    found += _symbol_labels(c, sheet, shown)
    if view.role == "main" and not scene.spec.focus_adcode:
        found += [
            word_label(c, "sea", sea.name, [view.page(*sea.paper)], quiet=True)
            for sea in territory.seas
        ]
    found += [context_label(c, a, full=False) for a in scene.context if a.level != "sar"]
    return [label for label in found if label is not None]


def _area_labels(c: Canvas, scene: Scene) -> list[PlacedLabel | None]:
    """Names of the map's own level first, small areas before large; finer areas if they fit."""
    own = [a for a in scene.areas if a.level == scene.spec.level]
    finer = [a for a in scene.areas if a.level != scene.spec.level]
    own.sort(key=lambda a: (_quiet(scene, a), c.drawn.shape(a.adcode).area))
    size = c.sizes.area if scene.spec.level == "prefecture" else c.sizes.small
    whole = scene.spec.level == "prefecture" or bool(scene.spec.focus_adcode)
    must = whole and c.view.role == "main"
    labels = [area_label(c, a, size, required=must) for a in own]
    return labels + [area_label(c, a, c.sizes.small, required=False) for a in finer]


def _quiet(scene: Scene, area: DrawnArea) -> bool:
    return scene.spec.level == "county" and area.state == "not_named"


def _symbol_labels(
    c: Canvas, sheet: Sheet, shown: Sequence[PlacedSymbol]
) -> list[PlacedLabel | None]:
    """Names of symbols that carry no number and do not stand for a named city."""
    has_delta = any(v.role == "delta" for v in sheet.views)
    delta = next((v for v in sheet.views if v.role == "delta"), None)
    labels = []
    for placed in shown:
        symbol = placed.symbol
        twice = has_delta and c.view.role == "main" and delta and delta.sees(symbol.lon, symbol.lat)
        if is_numbered(placed) or twice or is_city(sheet.scene, symbol):
            continue
        labels.append(symbol_label(c, placed))
    return labels
