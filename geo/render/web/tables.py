"""Rows of the web data: what a Scene is made of, each thing once, referred to by its position.

The maps of a plan repeat most of what they show. What two maps or more have in common stands in
the plan's tables, the rest in a map's own, whose positions go on where the plan's end. A row is a
list in the order of :data:`FIELDS`, without its empty end; an empty value inside it is null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from geo.domain.text import Text
from geo.scene.scene import (
    Band,
    DrawnArea,
    LegendBlock,
    LegendEntry,
    StatementLine,
    Style,
    Symbol,
    UnplottedCarrier,
)

DEGREES = 4
Row = list[Any] | str
Place = tuple[str, str, Text, Text, tuple[float, float]]
Look = tuple[str, str, str, float]
FIELDS: dict[str, tuple[str, ...]] = {
    "texts": (),
    "styles": ("fill", "stroke", "stroke_width_pt", "ink", "mark", "pattern", "pattern_color"),
    "looks": ("shape", "fill", "stroke", "size_pt"),
    "statements": ("heading", "clause", "locator", "terms", "flags"),
    "places": ("adcode", "level", "name", "short", "anchor"),
    "areas": ("place", "state", "count", "style", "says", "statements"),
    "symbols": (
        *("id", "kind", "label", "at", "look", "host", "group"),
        *("grade", "statements", "radius_m", "role"),
    ),
    "bands": ("id", "kind", "label", "points", "color", "width_pt", "opacity", "statements"),
    "entries": ("key", "label", "style", "count", "members", "symbol", "band"),
    "blocks": ("title", "entries"),
    "listed": ("label", "host", "reason", "statements"),
}


class Tables:
    """Things by kind, each kept once, in order of first use; positions go on from a base's.

    Examples
    --------
    >>> plan = Tables()
    >>> plan.ref("texts", Text("广州", "Guangzhou"))
    0
    >>> own = Tables(plan)
    >>> own.ref("texts", Text("甲", "甲")), own.ref("texts", Text("广州", "Guangzhou"))
    (1, 0)
    >>> own.rows()
    {'texts': ['甲']}
    """

    def __init__(self, base: Tables | None = None) -> None:
        self._base = base
        self._known: dict[str, dict[Hashable, int]] = {kind: {} for kind in FIELDS}
        self._rows: dict[str, list[Row]] = {kind: [] for kind in FIELDS}

    def ref(self, kind: str, thing: Hashable) -> int:
        """Position of a thing; it gets a row if it has none, and so do the things it holds."""
        before = self._base.position(kind, thing) if self._base else None
        if before is not None:
            return before
        known = self._known[kind]
        found = known.get(thing)
        if found is None:
            row = WRITERS[kind](thing, self)
            found = known[thing] = len(known) + (self._base.size(kind) if self._base else 0)
            self._rows[kind].append(row)
        return found

    def refs(self, kind: str, things: Iterable[Hashable]) -> list[int]:
        """Positions of several things."""
        return [self.ref(kind, thing) for thing in things]

    def position(self, kind: str, thing: Hashable) -> int | None:
        """Position of a thing that has a row here, else None."""
        return self._known[kind].get(thing)

    def size(self, kind: str) -> int:
        """How many rows of a kind there are."""
        return len(self._rows[kind])

    def rows(self) -> dict[str, list[Row]]:
        """The tables that have rows."""
        return {kind: rows for kind, rows in self._rows.items() if rows}

    def things(self) -> Iterable[tuple[str, Hashable]]:
        """Kind and thing of every row."""
        return [(kind, thing) for kind, known in self._known.items() for thing in known]


def common(several: Iterable[Tables], always: Iterable[Text] = ()) -> Tables:
    """Tables of what two or more of several have in common, and of the texts wanted always."""
    counts = Counter(thing for tables in several for thing in tables.things())
    made = Tables()
    made.refs("texts", always)
    for (kind, thing), number in counts.items():
        if number > 1:
            made.ref(kind, thing)
    return made


def _trimmed(*values: object) -> list[Any]:
    """A row without its empty end, empty values within as None; zero is not empty."""
    row: list[Any] = [None if value in ("", [], None) else value for value in values]
    while row and row[-1] is None:
        row.pop()
    return row


def point(lon: float, lat: float) -> list[float]:
    """Longitude and latitude with the decimals a map may publish."""
    return [round(lon, DEGREES), round(lat, DEGREES)]


def _text(text: Text, _: Tables) -> Row:
    return text.zh if text.zh == text.en else [text.zh, text.en]


def _style(style: Style, _: Tables) -> Row:
    return _trimmed(*(getattr(style, name) for name in FIELDS["styles"]))


def _look(look: Look, _: Tables) -> Row:
    return list(look)


def _statement(said: StatementLine, tables: Tables) -> Row:
    return _trimmed(
        tables.ref("texts", said.heading),
        said.clause,
        tables.ref("texts", said.locator),
        tables.refs("texts", said.terms),
        list(said.flags),
    )


def _place(place: Place, tables: Tables) -> Row:
    adcode, level, name, short, anchor = place
    return [adcode, level, *tables.refs("texts", (name, short)), point(*anchor)]


def _area(area: DrawnArea, tables: Tables) -> Row:
    place: Place = (area.adcode, area.level, area.name, area.short, area.anchor)
    return _trimmed(
        tables.ref("places", place),
        area.state,
        area.count,
        tables.ref("styles", area.style),
        tables.ref("texts", area.state_text),
        tables.refs("statements", area.statements),
    )


def _symbol(symbol: Symbol, tables: Tables) -> Row:
    look: Look = (symbol.shape, symbol.fill, symbol.stroke, symbol.size_pt)
    return _trimmed(
        symbol.id,
        symbol.kind,
        tables.ref("texts", symbol.label),
        point(symbol.lon, symbol.lat),
        tables.ref("looks", look),
        symbol.host,
        symbol.anchor_group,
        symbol.grade,
        tables.refs("statements", symbol.statements),
        symbol.radius_m or None,
        tables.ref("texts", symbol.role) if symbol.role.zh else None,
    )


def _band(band: Band, tables: Tables) -> Row:
    return _trimmed(
        band.id,
        band.kind,
        tables.ref("texts", band.label),
        [point(*at) for at in band.points],
        band.color,
        band.width_pt,
        band.opacity,
        tables.refs("statements", band.statements),
    )


def _entry(entry: LegendEntry, tables: Tables) -> Row:
    return _trimmed(
        entry.key,
        tables.ref("texts", entry.label),
        tables.ref("styles", entry.style) if entry.style else None,
        entry.count,
        tables.refs("texts", entry.members),
        tables.ref("symbols", entry.symbol) if entry.symbol else None,
        tables.ref("bands", entry.band) if entry.band else None,
    )


def _block(block: LegendBlock, tables: Tables) -> Row:
    return [tables.ref("texts", block.title), tables.refs("entries", block.entries)]


def _listed(item: UnplottedCarrier, tables: Tables) -> Row:
    return _trimmed(
        tables.ref("texts", item.label),
        item.host,
        tables.ref("texts", item.reason),
        tables.refs("statements", item.statements),
    )


WRITERS: dict[str, Callable[[Any, Tables], Row]] = {
    "texts": _text,
    "styles": _style,
    "looks": _look,
    "statements": _statement,
    "places": _place,
    "areas": _area,
    "symbols": _symbol,
    "bands": _band,
    "entries": _entry,
    "blocks": _block,
    "listed": _listed,
}
