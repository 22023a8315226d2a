"""A belt or zone as it is drawn: the areas that it joins, and one look for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from geo.design.theme import Hatch
from geo.domain.lines import StatementLine
from geo.domain.text import Text


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
