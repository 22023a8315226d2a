"""Points, lines, belts and grounds over a map, finished.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from geo.design.theme import Hatch, Theme
from geo.domain.card import Brief
from geo.domain.lines import StatementLine
from geo.domain.places import Zone
from geo.domain.plots import Plot, Polygons
from geo.domain.text import NOTHING, Text
from geo.scene.outlines import BandStroke, Drawing
from geo.sources.places.register import Register


@dataclass(frozen=True, repr=False)
class Symbol(Brief):
    """A point: core ring, pole, other city, node or carrier.

    ``kind`` is one of the symbols of theme.toml; ``number`` counts the nodes of a corridor, 0 for
    all other points; ``grade`` of the
    coordinate is published | address | area (drawn solid, solid, open), or seat | city | county
    where it is that of a seat (solid where the area is meant, open where no more is known of a
    site); ``anchor_group`` is shared by symbols at (nearly) one point, which are grouped on
    the web and spread on paper; ``host`` is the adcode of the prefecture it lies in.
    """

    id: str
    kind: str
    label: Text
    lon: float
    lat: float
    host: str
    drawing: Drawing
    grade: str = ""
    radius_m: float = 0.0
    role: Text = NOTHING
    anchor_group: str = ""
    number: int = 0
    statements: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class Node:
    """A place on a corridor with what puts it there; number 0 where its very place is not known."""

    number: int
    label: Text
    line: StatementLine


@dataclass(frozen=True, repr=False)
class Band(Brief):
    """A corridor or belt line, schematic and captioned so.

    ``points`` (lon, lat) are the finished course, dense enough to be drawn straight from one to the
    next; ``ink`` is the colour of its name; ``arrow_pt`` the length of the arrow's arms where it
    ends beyond the territory, else 0; ``nodes`` are the places on it that are numbered on the map;
    ``ends`` tells where it starts and ends.
    """

    id: str
    kind: str
    name: Text
    label: Text
    points: tuple[tuple[float, float], ...]
    strokes: tuple[BandStroke, ...]
    ink: str
    arrow_pt: float = 0.0
    nodes: tuple[Node, ...] = ()
    ends: Text = NOTHING
    statements: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class UnplottedCarrier:
    """Something that is named but not plotted, listed under its area, zone or region.

    ``where`` is the name of ``host``, the place that it is listed under.
    """

    label: Text
    host: str
    reason: Text
    statements: tuple[StatementLine, ...] = ()
    where: Text = NOTHING


@dataclass(frozen=True)
class Belt:
    """A belt or zone: areas that belong together, in the one look that it has everywhere.

    ``hatch`` lies over its areas, with a rim along the inside of their outline, in ``color``. A
    belt of the coast has no hatch but a band offshore; ``waters`` are its rings (lon, lat) on a
    screen. ``name`` stands on the map, ``label`` in the legend, which tells inferred members.
    """

    id: str
    name: Text
    label: Text
    adcodes: tuple[str, ...]
    color: str
    hatch: Hatch | None = None
    waters: tuple[tuple[tuple[float, float], ...], ...] = ()
    statements: tuple[StatementLine, ...] = ()


Told = TypeVar("Told", Symbol, UnplottedCarrier)


def once(items: Iterable[Told], key: Callable[[Told], Hashable]) -> list[Told]:
    """The first item of each key, with what is said of all of them."""
    found: dict[Hashable, Told] = {}
    for item in items:
        known = found.setdefault(key(item), item)
        lines = tuple(dict.fromkeys(known.statements + item.statements))
        found[key(item)] = replace(known, statements=lines)
    return list(found.values())


UNIT = "unit"


@dataclass(frozen=True)
class PlotLook:
    """How the ground of a place is drawn: its line, and a fill that lets the map show through."""

    fill: str
    opacity: float
    stroke: str
    width_pt: float


@dataclass(frozen=True)
class DrawnPlot:
    """The ground of a place or unit with its finished look.

    ``kind`` is that of its symbol, whose layer it is in, or :data:`UNIT`; ``symbol`` the id of that
    symbol, with what the plan says of it; ``point`` stands for the name of a unit.
    """

    id: str
    kind: str
    label: Text
    polygons: Polygons
    look: PlotLook
    point: tuple[float, float]
    symbol: str = ""


def drawn_plots(
    register: Register, theme: Theme, symbols: Sequence[Symbol]
) -> tuple[DrawnPlot, ...]:
    """The grounds of the places that a map shows as symbols, and all units; units first.

    Examples
    --------
    >>> from geo.design.theme import load_theme
    >>> from geo.sources.places.view import load_register
    >>> drawn_plots(load_register(), load_theme(), ())
    ()
    """
    units = [
        DrawnPlot(p.id, UNIT, p.name, p.polygons, _look(theme, UNIT), p.point)
        for p in register.plots
        if p.unit
    ]
    sites: list[DrawnPlot] = []
    for symbol in symbols:
        plot = _plot_of(register, symbol.id.rpartition(":")[2])
        if plot and plot.id not in {site.id for site in sites}:
            look = _look(theme, symbol.kind)
            sites.append(
                DrawnPlot(
                    plot.id, symbol.kind, symbol.label, plot.polygons, look, plot.point, symbol.id
                )
            )
    return (*units, *sites)


def _plot_of(register: Register, place_id: str) -> Plot | None:
    """The outline of a place, or of the zone that its point marks, or of the point of a zone."""
    plots, places = register.plots.items, register.places
    place = places.get(place_id)
    other = place.hub if isinstance(place, Zone) else ""
    marks = {z.hub: z.id for code in plots if isinstance(z := places.get(code), Zone)}
    return plots.get(place_id) or plots.get(other) or plots.get(marks.get(place_id, ""))


def _look(theme: Theme, kind: str) -> PlotLook:
    """The look of the ground of a kind of symbol, from that symbol's own colours."""
    given = theme.plots
    if kind == UNIT:
        return PlotLook("none", 0.0, theme.ground[given["unit"]["color"]], given["unit"]["width"])
    symbol, paper = theme.symbols[kind], theme.ground["paper"]
    pale = symbol["fill"] == paper
    opacity = given["pale" if pale else "full"]
    line = symbol["stroke"] if pale else symbol["fill"]
    return PlotLook(symbol["fill"], opacity, line, given["width"])
