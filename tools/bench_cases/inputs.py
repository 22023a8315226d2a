"""What the peers are given: our values, and geometry with the vertices that we draw ourselves.

On the web that is the geometry of our pages, in degrees; on paper that of our A3 sheet, window by
window, in millimetres.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import shapely

import geo
from geo.build.mapped_plan import Layout
from geo.sheet.arrange import arrange
from geo.sheet.ground import drawn
from geo.sources.boundaries.topology import web_topology
from tools.bench_cases.meter import tell

PLAN, OUT = sys.argv[1], Path(sys.argv[2])


def values(layout: Layout) -> pd.DataFrame:
    """Name, and per sector state and count, of every area of the plan."""
    rows: dict[str, dict[str, Any]] = {}
    for area in layout.table.areas:
        cells = {s.id: layout.table.cell(area.adcode, s.id) for s in layout.plan.taxonomy}
        found = {f"state_{key}": cell.state for key, cell in cells.items()}
        found |= {f"count_{key}": cell.count for key, cell in cells.items()}
        rows[area.adcode] = {"name": area.short_zh, **found}
    return pd.DataFrame.from_dict(rows, orient="index")


def web(layout: Layout, table: pd.DataFrame) -> dict[str, int]:
    """Areas, counties and neighbours as our pages have them; their vertices."""
    path = OUT / "web.topojson"
    path.write_text(web_topology(layout.world.boundaries), "utf-8")
    vertices = {}
    for layer, name in (
        ("prefectures", "areas"),
        ("counties", "counties"),
        ("neighbours", "around"),
    ):
        frame = geopandas.read_file(path, layer=layer)[["adcode", "name", "geometry"]]
        frame = frame.set_crs(4326, allow_override=True)
        vertices[f"web.{name}"] = int(shapely.get_num_coordinates(frame.geometry).sum())
        if name == "areas":
            frame = frame.drop(columns="name").merge(table, left_on="adcode", right_index=True)
        frame.to_file(OUT / f"{name}.geojson", driver="GeoJSON")
    return vertices


def paper(layout: Layout, table: pd.DataFrame) -> dict[str, int]:
    """Areas and neighbours in each window of our sheet; their vertices."""
    first = next(iter(layout.plan.taxonomy))
    sheet = arrange(layout.scene(sector=first.id), layout.world.boundaries)
    vertices = {}
    for view in sheet.views:
        shapes = drawn(layout.world.boundaries, view).shapes
        for name, layers in (("areas", ("prefectures",)), ("around", ("neighbours", "sars"))):
            found = {code: shape for layer in layers for code, shape in shapes[layer].items()}
            frame = geopandas.GeoDataFrame(geometry=pd.Series(found, dtype=object))
            frame["geometry"] = frame.geometry.affine_transform([1, 0, 0, -1, 0, 0])
            frame = frame.join(table) if name == "areas" else frame
            frame.rename_axis("adcode").reset_index().to_file(
                OUT / f"sheet.{view.role}.{name}.geojson", driver="GeoJSON"
            )
            vertices[f"{view.role}.{name}"] = int(shapely.get_num_coordinates(frame.geometry).sum())
    return vertices


def main() -> None:
    """Write the files; tell how many maps a plan has and how many vertices each side draws."""
    layout = geo.lay_out(geo.load_plan(PLAN))
    table = values(layout)
    vertices = web(layout, table) | paper(layout, table)
    tell(maps=len(layout.specs), vertices=vertices)


main()
