"""The structure of a plan as marks: all of it, or its backbone on maps of other subjects."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.join.table import AreaTable
from geo.scene.corridors import bands
from geo.scene.marks import Band, Symbol
from geo.scene.symbols import structure_symbols
from geo.scene.world import Points, World

_BACKBONE = ("core", "pole", "corridor")


@dataclass(frozen=True)
class Marks:
    """Points and lines that lie over the areas."""

    symbols: tuple[Symbol, ...] = ()
    bands: tuple[Band, ...] = ()


def whole_structure(table: AreaTable, world: World, points: Points) -> Marks:
    """All of a plan's structure, for the map of it."""
    return _marks(table, world, points, quiet=False)


def backbone(table: AreaTable, world: World, points: Points) -> Marks:
    """Cores, poles and corridors, smaller and without the numbers of their nodes."""
    found = _marks(table, world, points, quiet=True)
    return Marks(
        tuple(_stepped_back(p, world) for p in found.symbols if p.kind in _BACKBONE),
        tuple(replace(c, nodes=()) for c in found.bands if c.kind in _BACKBONE),
    )


def _marks(table: AreaTable, world: World, points: Points, *, quiet: bool) -> Marks:
    register, theme = world.register, world.theme
    return Marks(
        structure_symbols(table, register, theme, points),
        bands(table.plan, register, theme, points, quiet=quiet),
    )


def _stepped_back(point: Symbol, world: World) -> Symbol:
    """A core or pole on a map of another subject: smaller, without its number on a corridor."""
    drawing = point.drawing
    size = drawing.size_pt * world.theme.bands["step_back"]
    return replace(point, number=0, drawing=replace(drawing, size_pt=size))
