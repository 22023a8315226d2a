"""A3 sheets with matplotlib: map, inset, neighbours, hatches, names with halos, legend, title.

Called with the kind, the folder of inputs, the font, the folder to write to. ``usual`` makes a
figure for every map with geopandas' plot(); ``fast`` makes one, and changes colours, hatches and
title from map to map. No county lines, carriers, table, credits or tags.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import geopandas
import matplotlib as mpl

mpl.use("agg")
from geopandas import GeoDataFrame
from matplotlib import font_manager, patheffects
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from tools.bench_cases.meter import cpu, steady, tell

KIND, INPUTS, FONT, OUT = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
COLORS = {"named": "#036a7c", "focus": "#bbdce5", "collective": "#ffffff", "not_named": "#ffffff"}
HALO = [patheffects.withStroke(linewidth=2, foreground="white")]
Window = tuple[GeoDataFrame, GeoDataFrame]


def windows() -> list[Window]:
    """Areas and what lies around them, of the map and of its inset, in millimetres of our page."""
    return [
        (
            geopandas.read_file(INPUTS / f"sheet.{role}.areas.geojson"),
            geopandas.read_file(INPUTS / f"sheet.{role}.around.geojson"),
        )
        for role in ("main", "delta")
    ]


def look(state: str) -> tuple[str, str | None]:
    """Colour and hatch of a state."""
    color = COLORS.get(state.partition("-")[0], COLORS["named"])
    return color, "///" if state == "collective" else None


def framed() -> tuple[Figure, tuple[Axes, Axes]]:
    """An A3 figure with the axes of a map and of its inset, and the legend."""
    figure, axes = plt.subplots(figsize=(16.54, 11.69))
    inset = axes.inset_axes((0, 0.5, 0.35, 0.5))
    axes.legend(handles=[Patch(color=c, label=s) for s, c in COLORS.items()])
    return figure, (axes, inset)


def names(axes: Axes, areas: GeoDataFrame) -> None:
    """Every name with a halo, and the window of the areas."""
    for point, name in zip(areas.representative_point(), areas["name"], strict=True):
        axes.annotate(
            name, (point.x, point.y), ha="center", fontsize=9, path_effects=HALO, clip_on=True
        )
    west, south, east, north = areas.total_bounds
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    axes.set_axis_off()


def usual(shown: list[Window]) -> Callable[[str], Figure]:
    """A figure for every map, as people call it."""

    def draw(column: str) -> Figure:
        plt.close("all")
        figure, frames = framed()
        for axes, (areas, around) in zip(frames, shown, strict=True):
            around.plot(ax=axes, aspect="equal", color="#f3f1eb", edgecolor="#c3c8ce")
            for state, group in areas.groupby(column):
                color, hatch = look(state)
                group.plot(ax=axes, aspect="equal", color=color, edgecolor="#8a929c", hatch=hatch)
            names(axes, areas)
        frames[0].set_title(column)
        return figure

    return draw


def fast(shown: list[Window]) -> Callable[[str], Figure]:
    """One figure for all maps, whose areas are patches that change colour and hatch."""
    figure, frames = framed()
    patches: list[tuple[PathPatch, GeoDataFrame, int]] = []
    for axes, (areas, around) in zip(frames, shown, strict=True):
        around.plot(ax=axes, aspect="equal", color="#f3f1eb", edgecolor="#c3c8ce")
        for i, shape in enumerate(areas.geometry):
            parts = getattr(shape, "geoms", [shape])
            rings = [ring.coords for p in parts for ring in (p.exterior, *p.interiors)]
            outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
            patches.append((PathPatch(outline, edgecolor="#8a929c"), areas, i))
            axes.add_patch(patches[-1][0])
        names(axes, areas)

    def draw(column: str) -> Figure:
        for patch, areas, i in patches:
            color, hatch = look(areas[column].iat[i])
            patch.set(facecolor=color, hatch=hatch)
        frames[0].set_title(column)
        return figure

    return draw


KINDS = {"usual": usual, "fast": fast}


def main() -> None:
    """Draw every sector, save, tell; then what one more sheet costs."""
    font_manager.fontManager.addfont(FONT)
    plt.rcParams.update({"font.family": ["Noto Sans SC"], "pdf.fonttype": 42})
    shown = windows()
    columns = [c for c in shown[0][0].columns if c.startswith("state_")]
    make = KINDS[KIND](shown)

    def draw(i: int) -> None:
        column = columns[i % len(columns)]
        make(column).savefig(OUT / f"{column}.pdf", metadata={"CreationDate": None})

    for i in range(len(columns)):
        draw(i)
    whole = cpu()
    tell(each=steady(draw, len(columns)), whole=whole)


main()
