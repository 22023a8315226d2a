"""Places of the labels on the web map: no two overlap at any zoom step, in either language.

Leaflet has no label placement of its own, so the places are computed once here, in Web Mercator
pixels (EPSG:3857, 256 px at zoom 0), for zoom 5.5 … 9 in steps of 0.25, and the page picks the row
of its zoom. The search tries a fixed set of offsets in fixed orders; no part of it is random.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.domain.territory import Territory
from geo.render.web.area_raster import AreaRaster
from geo.render.web.texts import GAP, MARK_ZOOM, Target, box_size, project

ZOOMS = tuple(5.5 + step / 4 for step in range(15))
LANGS = ("zh", "en")
CITY = 130.0
RADII = (0, 5, 10, 15, 21, 27, 34, 42, 52, 64, 78, 96, 118)
DIRECTIONS = 24
COMPASS = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)], dtype=float)


@dataclass(frozen=True)
class LabelPlace:
    """Where a label stands at one zoom: offset of its centre from the anchor, px, y down.

    ``leader`` is where a leader line from the anchor ends at the label's box, if it has one.
    """

    dx: int
    dy: int
    leader: tuple[int, int] | None = None


def _offsets() -> NDArray[np.float64]:
    """Offsets tried for every label, nearest first: (n, 2) px; wider than high, as text is."""
    rows = [(0.0, 0.0)]
    for radius in RADII[1:]:
        for step in range(DIRECTIONS):
            angle = 2 * math.pi * step / DIRECTIONS
            rows.append((1.25 * radius * math.cos(angle), radius * math.sin(angle)))
    return np.round(np.array(rows))


OFFSETS = _offsets()
OUTER = np.abs(OFFSETS).max(axis=0) + 5


class _Board:
    """The labels of one zoom and language while they are being placed."""

    def __init__(
        self,
        targets: Sequence[Target],
        ground: AreaRaster,
        zoom: float,
        lang: str,
        territory: Territory,
    ) -> None:
        self.targets = targets
        self.reefs = [np.array(project(*at, zoom)) for r in territory.reefs for at in r.clear]
        self.anchors = np.array([project(*target.anchor, zoom) for target in targets])
        self.sizes = np.array([box_size(target, lang, zoom) for target in targets])
        home = territory.web.home
        west, north = project(home.west, home.north, zoom)
        east, south = project(home.east, home.south, zoom)
        edge = edge_room(zoom)
        self.frame = (west - edge, north - edge, east + edge, south + edge)
        self.base = [self._base_cost(i, ground, zoom) for i in range(len(targets))]
        self.choice = [-1] * len(targets)

    def _base_cost(self, i: int, ground: AreaRaster, zoom: float) -> NDArray[np.float64]:
        """Cost of each offset of label i, whatever the other labels do."""
        target, (w, h) = self.targets[i], self.sizes[i]
        centre = self.anchors[i] + OFFSETS
        away = np.hypot(*OFFSETS.T)
        cost = away * (0.6 if target.optional else 1.0) + 0.25 * (away - 45).clip(0)
        grid = [(x * w / 2, y * h / 2) for x in (-0.9, 0.0, 0.9) for y in (-0.8, 0.8)]
        at = [ground.at_pixel(centre + np.array(point), zoom) for point in grid]
        own = np.mean([cell == ground.code(target.area) for cell in at], axis=0)
        city = np.mean([ground.is_city(cell) for cell in at], axis=0)
        cost += 24 * (1 - own) + CITY * (city - own).clip(0)
        cost += 11.0 * self._over_others(i, ground, zoom)
        clear = (5.0 if zoom < MARK_ZOOM else 7.0) if target.kind in {"area", "isles"} else 0.0
        covers = np.all(np.abs(OFFSETS) < self.sizes[i] / 2 + clear, axis=1)
        cost += 60.0 * (covers & (clear > 0))
        for reef in self.reefs:
            gap = np.abs(centre - reef)
            cost += 300.0 * np.all(gap < self.sizes[i] / 2 + 2 + 0.14 * 256 * 2**zoom / 360, axis=1)
        left, top, right, bottom = self.frame
        outside = (centre[:, 0] - w / 2 < left) | (centre[:, 0] + w / 2 > right)
        outside |= (centre[:, 1] - h / 2 < top) | (centre[:, 1] + h / 2 > bottom)
        return cost + 400.0 * outside

    def _over_others(self, i: int, ground: AreaRaster, zoom: float) -> NDArray[np.float64]:
        """On how many of three points each offset's leader runs over another city."""
        own = ground.code(self.targets[i].area)
        total = np.zeros(len(OFFSETS))
        for share in (0.25, 0.5, 0.75):
            cells = ground.at_pixel(self.anchors[i] + OFFSETS * share, zoom)
            total += ground.is_city(cells) & (cells != own)
        return total

    def _against(self, i: int) -> NDArray[np.float64]:
        """Cost of each offset of label i against the labels that stand, leaders included."""
        others = self._reachable(i)
        at = self.anchors[others] + OFFSETS[[self.choice[j] for j in others]]
        half = self.sizes[others] / 2
        reach = half + self.sizes[i] / 2
        away = np.abs((self.anchors[i] + OFFSETS)[:, None, :] - at)
        clash = _within(away, reach)
        near = _within(away, reach + 4)
        crossing = np.zeros_like(clash)
        for share in (0.0, 0.3, 0.6):
            point = (self.anchors[i] + OFFSETS * share)[:, None, :]
            crossing |= _within(np.abs(point - at), half)
        hits = 1000.0 * clash + 6.0 * near + 60.0 * crossing + 45.0 * self._leaders_cross(i, others)
        total: NDArray[np.float64] = hits.sum(axis=1)
        return total

    def _reachable(self, i: int) -> list[int]:
        """The standing labels that label i could touch."""
        chosen = np.array(self.choice)
        away = np.abs(self.anchors + OFFSETS[chosen] - self.anchors[i])
        near = (away < (self.sizes + self.sizes[i]) / 2 + OUTER).all(axis=1) & (chosen >= 0)
        near[i] = False
        found: list[int] = np.flatnonzero(near).tolist()
        return found

    def _leaders_cross(self, i: int, others: list[int]) -> NDArray[np.bool_]:
        """Whether the line from anchor i to each offset crosses another label's line: (n, m)."""
        a, b = self.anchors[i], (self.anchors[i] + OFFSETS)[:, None, :]
        c = self.anchors[others]
        d = c + OFFSETS[[self.choice[j] for j in others]]
        apart = _turn(a, b, c) * _turn(a, b, d) < 0
        crossed: NDArray[np.bool_] = apart & (_turn(c, d, a) * _turn(c, d, b) < 0)
        return crossed

    def choose(self, i: int) -> bool:
        """Give label i its cheapest place; True if it moved."""
        best = int(np.argmin(self.base[i] + self._against(i)))
        moved, self.choice[i] = best != self.choice[i], best
        return moved

    def clashes(self, i: int) -> bool:
        """Whether label i, as it stands, lies on another label or out of the frame."""
        at = self.choice[i]
        return bool(self.base[i][at] + self._against(i)[at] >= 400)

    def _orders(self) -> list[list[int]]:
        """Several orders of placing: hardest first, and by the four points of the compass."""
        n = range(len(self.targets))
        hardest = sorted(n, key=lambda i: -float(self.base[i].min()))
        sars_last = sorted(hardest, key=lambda i: self.targets[i].kind == "sar")
        by = [sars_last, hardest, hardest[::-1]]
        by += [np.argsort(self.anchors @ point, kind="stable").tolist() for point in COMPASS]
        return [sorted(order, key=lambda i: self.targets[i].optional) for order in by]

    def _attempt(self, order: list[int]) -> float:
        """Place all in an order, mend until nothing moves, and add up what it costs."""
        self.choice = [-1] * len(self.targets)
        for i in order:
            self.choose(i)
        for _ in range(8):
            moved = [self.choose(i) for i in order]
            if not any(moved):
                break
        return sum(float((self.base[i] + self._against(i))[at]) for i, at in enumerate(self.choice))

    def solve(self, attempts: int) -> None:
        """The cheapest of several attempts, without the optional labels that found no room."""
        orders = self._orders()[:attempts]
        found = [(self._attempt(order), self.choice) for order in orders]
        self.choice = list(min(found, key=lambda pair: pair[0])[1])
        for i in reversed(orders[0]):
            if self.targets[i].optional and self.clashes(i):
                self.choice[i] = -1

    def places(self, ground: AreaRaster, zoom: float) -> Iterable[tuple[str, LabelPlace]]:
        """Key and place of every label that stands."""
        for i, target in enumerate(self.targets):
            if self.choice[i] < 0:
                continue
            dx, dy = (int(v) for v in OFFSETS[self.choice[i]])
            half = self.sizes[i] / 2
            centre = self.anchors[i] + OFFSETS[self.choice[i]]
            grid = np.array([(x, y) for x in (-0.9, -0.45, 0, 0.45, 0.9) for y in (-0.8, 0, 0.8)])
            own = np.mean(ground.at_pixel(centre + grid * half, zoom) == ground.code(target.area))
            far = abs(dx) > half[0] + 5 or abs(dy) > half[1] + 5
            led = target.kind in {"area", "sar"} and far and own < 0.34
            yield target.key, LabelPlace(dx, dy, _edge(dx, dy, half) if led else None)


def _within(away: NDArray[np.float64], reach: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether both distances are below the reach, with broadcasting."""
    inside: NDArray[np.bool_] = (away[..., 0] < reach[..., 0]) & (away[..., 1] < reach[..., 1])
    return inside


def edge_room(zoom: float) -> float:
    """How far beyond the frame a label may reach, px; the smallest maps have a wider margin."""
    return 6.0 if zoom > ZOOMS[0] else 22.0


def _turn(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Twice the signed area of triangles a, b, c, with broadcasting."""
    first: NDArray[np.float64] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
    return first - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])


def _edge(dx: int, dy: int, half: NDArray[np.float64]) -> tuple[int, int]:
    """Where the line from the anchor to a box's centre meets the box, 1 px before it."""
    x, y = half - GAP / 2 + 1
    share = max(0.0, 1 - min(x / max(abs(dx), 1e-9), y / max(abs(dy), 1e-9)))
    return round(dx * share), round(dy * share)


def place_labels(
    targets: Sequence[Target], ground: AreaRaster, zoom: float, lang: str, territory: Territory
) -> Mapping[str, LabelPlace]:
    """Places of all labels at one zoom, by key; an optional one that finds no room is absent."""
    board = _Board(targets, ground, zoom, lang, territory)
    board.solve(7 if zoom < 6.25 else 1)
    return dict(board.places(ground, zoom))
