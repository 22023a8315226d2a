"""Outlines of a user as drawn: each in the style of the mark of its place, units as thin lines.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.design.theme import Theme
from geo.domain.places import Zone
from geo.domain.plots import Plot, Polygons
from geo.domain.text import Text
from geo.scene.marks import Symbol
from geo.sources.places.register import Register

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
