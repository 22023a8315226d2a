"""Seven sector maps with geopandas.explore(): the areas, county lines and neighbours we draw."""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas

from tools.bench_cases.meter import requests, size, steady, tell

AREAS, COUNTIES, AROUND, OUT = (Path(arg) for arg in sys.argv[1:5])


def main() -> None:
    """Draw, save, tell."""
    areas, counties, around = (geopandas.read_file(p) for p in (AREAS, COUNTIES, AROUND))
    columns = [c for c in areas.columns if c.startswith("state_")]

    def draw(i: int) -> None:
        column = columns[i % len(columns)]
        page = around.explore(color="#f3f1eb")
        areas.explore(m=page, column=column, categorical=True)
        counties.explore(m=page, style_kwds={"fill": False})
        page.save(OUT / f"{column}.html")

    each = steady(draw, len(columns))
    pages = sorted(OUT.glob("*.html"))
    tell(each=each, bytes=size(OUT, "*.html"), pages=len(pages), requests=requests(pages[0]))


main()
