"""Sector maps as web pages of the peers: explore() as usual, its areas alone, folium.Choropleth.

Called with the kind, the folder of inputs, how many maps, the folder to write to. All draw the
areas; explore() and Choropleth also county lines and neighbours, as we do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import folium
import geopandas
import pandas as pd

from tools.bench_cases.meter import addresses, cpu, outside_bytes, size, steady, tell

KIND, INPUTS, MAPS, OUT = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
Draw = Callable[[str], folium.Map]


def explored() -> tuple[list[str], Draw]:
    """The columns, and explore() of areas, counties and neighbours."""
    areas, counties, around = (
        geopandas.read_file(INPUTS / f"{name}.geojson") for name in ("areas", "counties", "around")
    )

    def draw(column: str) -> folium.Map:
        page = around.explore(color="#f3f1eb")
        areas.explore(m=page, column=column, categorical=True)
        return counties.explore(m=page, style_kwds={"fill": False})

    return [c for c in areas.columns if c.startswith("state_")], draw


def areas_alone() -> tuple[list[str], Draw]:
    """The columns, and explore() of nothing but the areas."""
    areas = geopandas.read_file(INPUTS / "areas.geojson")

    def draw(column: str) -> folium.Map:
        return areas.explore(column=column, categorical=True)

    return [c for c in areas.columns if c.startswith("state_")], draw


def choropleth() -> tuple[list[str], Draw]:
    """The columns, and folium.Choropleth with GeoJson layers under and over it."""
    areas, counties, around = (
        json.loads((INPUTS / f"{name}.geojson").read_text("utf-8"))
        for name in ("areas", "counties", "around")
    )
    table = pd.DataFrame(f["properties"] for f in areas["features"])

    def draw(column: str) -> folium.Map:
        page = folium.Map(location=[23, 113.5], zoom_start=7)
        folium.GeoJson(around).add_to(page)
        key = "feature.properties.adcode"
        columns = ["adcode", column]
        folium.Choropleth(areas, data=table, columns=columns, key_on=key, bins=5).add_to(page)
        folium.GeoJson(counties).add_to(page)
        return page

    return [c for c in table.columns if c.startswith("count_")], draw


KINDS = {"explore": explored, "areas": areas_alone, "choropleth": choropleth}


def main() -> None:
    """Draw all, save, tell; then what one more map costs."""
    columns, make = KINDS[KIND]()

    def draw(i: int) -> None:
        make(columns[i % len(columns)]).save(str(OUT / f"{i % MAPS}.html"))

    for i in range(MAPS):
        draw(i)
    whole = cpu()
    each = steady(draw, len(columns))
    pages = sorted(OUT.glob("*.html"))
    inside = size(OUT, "*.html")
    tell(
        each=each,
        whole=whole,
        pages=len(pages),
        pages_bytes=inside,
        all_bytes=inside + outside_bytes(pages[:1]),
        requests=len(addresses(pages[0])),
    )


main()
