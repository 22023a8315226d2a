"""Seven sector maps with folium.Choropleth: the areas, county lines and neighbours we draw."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import folium
import pandas as pd

from tools.bench_cases.meter import requests, size, steady, tell

AREAS, COUNTIES, AROUND, OUT = (Path(arg) for arg in sys.argv[1:5])


def main() -> None:
    """Draw, save, tell."""
    areas, counties, around = (
        json.loads(path.read_text("utf-8")) for path in (AREAS, COUNTIES, AROUND)
    )
    table = pd.DataFrame(f["properties"] for f in areas["features"])
    columns = [c for c in table.columns if c.startswith("count_")]

    def draw(i: int) -> None:
        column = columns[i % len(columns)]
        page = folium.Map(location=[23, 113.5], zoom_start=7)
        folium.GeoJson(around).add_to(page)
        folium.Choropleth(
            areas,
            data=table,
            columns=["adcode", column],
            key_on="feature.properties.adcode",
            bins=5,
        ).add_to(page)
        folium.GeoJson(counties).add_to(page)
        page.save(str(OUT / f"{column}.html"))

    each = steady(draw, len(columns))
    pages = sorted(OUT.glob("*.html"))
    tell(each=each, bytes=size(OUT, "*.html"), pages=len(pages), requests=requests(pages[0]))


main()
