"""One A3 sheet with matplotlib: map, delta inset, neighbours, hatches, labels, legend."""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas
import matplotlib as mpl

mpl.use("agg")
from geopandas import GeoDataFrame
from matplotlib import font_manager, patheffects
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from tools.bench_cases.meter import steady, tell

AREAS, AROUND, FONT, OUT = (Path(arg) for arg in sys.argv[1:5])
CRS = "+proj=aea +lat_1=21 +lat_2=25 +lon_0=113.5"
DELTA = ("440100", "440300", "440400", "440600", "441900", "442000")
COLORS = {"named": "#036a7c", "focus": "#bbdce5", "collective": "#ffffff", "not_named": "#ffffff"}


def paint(axes: Axes, areas: GeoDataFrame, around: GeoDataFrame, column: str) -> None:
    """Neighbours, areas by state with hatches, and every name with a halo."""
    around.plot(ax=axes, color="#f3f1eb", edgecolor="#c3c8ce")
    for state, group in areas.groupby(column):
        hatch = "///" if state == "collective" else None
        color = COLORS.get(state.split("-")[0], "#036a7c")
        group.plot(ax=axes, color=color, edgecolor="#8a929c", hatch=hatch)
    halo = [patheffects.withStroke(linewidth=2, foreground="white")]
    for point, name in zip(areas.representative_point(), areas["name"], strict=True):
        axes.annotate(
            name, (point.x, point.y), ha="center", fontsize=9, path_effects=halo, clip_on=True
        )
    axes.set_axis_off()


def main() -> None:
    """Draw, save, tell."""
    font_manager.fontManager.addfont(FONT)
    plt.rcParams.update({"font.family": ["Noto Sans SC"], "pdf.fonttype": 42})
    areas, around = (geopandas.read_file(path).to_crs(CRS) for path in (AREAS, AROUND))
    columns = [c for c in areas.columns if c.startswith("state_")]
    west, south, east, north = areas.total_bounds
    delta = areas[areas["adcode"].isin(DELTA)].total_bounds

    def draw(i: int) -> None:
        column = columns[i % len(columns)]
        figure, axes = plt.subplots(figsize=(16.54, 11.69))
        inset = axes.inset_axes((0, 0.5, 0.35, 0.5))
        for frame, (x0, y0, x1, y1) in ((axes, (west, south, east, north)), (inset, delta)):
            paint(frame, areas, around, column)
            frame.set_xlim(x0, x1)
            frame.set_ylim(y0, y1)
        axes.legend(handles=[Patch(color=c, label=s) for s, c in COLORS.items()])
        axes.set_title(column)
        figure.savefig(OUT, metadata={"CreationDate": None})
        plt.close(figure)

    tell(each=steady(draw, 3), bytes=OUT.stat().st_size)


main()
