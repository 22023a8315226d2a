"""Symbols on paper: every one at its place or led to it by a line, none over another."""

import math
from collections.abc import Mapping, Sequence

from geo.scene.marks import Symbol
from geo.scene.scene import Scene
from geo.sheet.model import Box, Page, PlacedSymbol, View
from geo.sheet.typeface import MM_PER_PT, typeface

# Structure first: it keeps its true place; the many carriers give way.
NODES = ("waypoint", "waypoint_inferred")
ORDER = (
    *("pole", "core", *NODES, "base", "area", "node", "other", "stop"),
    *("facility", "site", "carrier"),
)
EVERYWHERE = ("core", "pole", "node", "other")
LISTED_KINDS = ("carrier", "site", "facility")
_ANGLES = 24
_RINGS = 40
_NUMBER_PT, _LEAST_NUMBER_PT, _FILLED = 7.5, 6.0, 0.58  # of its symbol
_PAPER_SIZE = 1.25  # symbols are read at arm's length on paper, at half of it on a screen


def listed_symbols(scene: Scene) -> tuple[Symbol, ...]:
    """Carriers and facilities: what gets a number where names are too many, city by city."""
    return by_host(scene, [s for s in scene.symbols if s.kind in LISTED_KINDS])


def by_host(scene: Scene, symbols: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Symbols area by area in the order of the map, within each from north to south."""
    order = {area.adcode: n for n, area in enumerate(scene.areas)}
    return tuple(sorted(symbols, key=lambda s: (order.get(s.host, len(order)), -s.lat, s.lon)))


def all_numbered(scene: Scene) -> tuple[Symbol, ...]:
    """Every symbol that can have a number instead of its name: not those of cities."""
    parks = listed_symbols(scene)
    others = [s for s in scene.symbols if not (s in parks or s.number or is_city(scene, s))]
    return by_host(scene, (*others, *parks))


def is_city(scene: Scene, symbol: Symbol) -> bool:
    """Whether a symbol stands for an area that the map names anyway."""
    return any(symbol.label.zh in (a.short.zh, a.name.zh) for a in scene.areas)


def is_numbered(placed: PlacedSymbol) -> bool:
    """Whether a number stands for its name; a core or pole on a corridor has both."""
    return bool(placed.number) and (placed.symbol.kind in NODES or not placed.symbol.number)


def place_symbols(
    sheet_symbols: tuple[Scene, Sequence[Symbol]],
    views: Sequence[View],
    page: Page,
    blocked: Mapping[str, Sequence[Box]],
) -> tuple[PlacedSymbol, ...]:
    """Symbols of all windows, in drawing order.

    Cores, poles and other cities stand in every window; the rest once, in the delta window if it
    shows their place, else in the main one, or in that of what lies apart. ``blocked`` are boxes of
    each window that stay free.
    """
    scene, numbered = sheet_symbols
    listed = {s.id: n for n, s in enumerate(numbered, 1)}
    by_role = {view.role: view for view in views}
    placed: list[PlacedSymbol] = []
    for role in ("main", "delta", "apart"):
        if view := by_role.get(role):
            here = [s for s in scene.symbols if _belongs(s, role, by_role)]
            here.sort(key=lambda s: ORDER.index(s.kind if s.kind in ORDER else "area"))
            placed += _spread(here, view, page, listed, blocked[role])
    return tuple(placed)


def _belongs(symbol: Symbol, role: str, views: dict[str, View]) -> bool:
    if not views[role].sees(symbol.lon, symbol.lat):
        return False
    if role == "apart":
        return not views["main"].sees(symbol.lon, symbol.lat)
    if role == "delta" or (symbol.kind in EVERYWHERE and not symbol.number):
        return True
    larger = views.get("delta")
    return larger is None or not larger.sees(symbol.lon, symbol.lat)


def number_pt(type_unit: float) -> float:
    """The type size of numbers in symbols."""
    return round(max(_NUMBER_PT * type_unit, _LEAST_NUMBER_PT), 2)


def symbol_mm(symbol: Symbol, type_unit: float, *, numbered: bool = False) -> float:
    """How large a symbol is drawn; all numbers of a list have room for two digits."""
    size = symbol.drawing.size_pt * _PAPER_SIZE * MM_PER_PT * type_unit
    if not numbered:
        return size
    digits = str(symbol.number or "00")
    return max(size, typeface().width_mm(digits, number_pt(type_unit)) / _FILLED)


def _spread(
    symbols: Sequence[Symbol],
    view: View,
    page: Page,
    numbers: dict[str, int],
    blocked: Sequence[Box],
) -> list[PlacedSymbol]:
    done: list[PlacedSymbol] = []
    gap, pt = 0.35 * page.unit, number_pt(page.type_unit)
    for symbol in sorted(symbols, key=lambda s: not _on_line(s)):
        number = numbers.get(symbol.id, symbol.number)
        size = symbol_mm(symbol, page.type_unit, numbered=bool(number))
        x, y = anchor = view.page(symbol.lon, symbol.lat)
        if not _on_line(symbol):
            x, y = _free(anchor, size, gap, done, (view.box, blocked))
        done.append(PlacedSymbol(symbol, view.role, x, y, anchor, size, number, pt))
    return done


def _on_line(symbol: Symbol) -> bool:
    """Whether a symbol keeps its true place, since a corridor runs through it or may do so."""
    return symbol.kind == "core" or symbol.number > 0


def _free(
    anchor: tuple[float, float],
    size: float,
    gap: float,
    done: Sequence[PlacedSymbol],
    limits: tuple[Box, Sequence[Box]],
) -> tuple[float, float]:
    """The free place nearest to the anchor, rings outwards, each from due east anticlockwise."""
    window, blocked = limits
    room = window.grown(-size / 2 - gap)
    near = [p for p in done if math.dist(anchor, (p.x, p.y)) < _RINGS * size]
    for ring in range(_RINGS):
        radius = ring * size * 0.4
        for step in range(_ANGLES if ring else 1):
            angle = 2 * math.pi * step / _ANGLES
            x, y = anchor[0] + radius * math.cos(angle), anchor[1] - radius * math.sin(angle)
            if not room.holds(x, y) or any(b.grown(size / 2).holds(x, y) for b in blocked):
                continue
            if all(math.dist((x, y), (p.x, p.y)) >= (p.size_mm + size) / 2 + gap for p in near):
                return x, y
    return anchor
