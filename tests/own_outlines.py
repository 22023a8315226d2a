"""Outlines as a user may have them, sound or broken in one place, in every format."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.own import own_plots
from geo.sources.places.view import load_register
from tests import trial_folder

SCIENCE_CITY = shapely.box(113.45, 23.16, 113.48, 23.19)  # in 黄埔区
XIJIANG = shapely.box(112.5, 23.1, 112.54, 23.13)  # in 肇庆市, of which the register has no point
BONDED = shapely.box(113.49, 23.08, 113.51, 23.1)  # a zone without a point
HOSTILE = "<b>甲</b>街道"
Row = tuple[dict[str, Any], shapely.Geometry]
SOUND: tuple[Row, ...] = (
    ({"id": "gz_science_city", "name": "广州科学城"}, SCIENCE_CITY),
    ({"id": "zq_xijiang", "name": ""}, XIJIANG),
    ({"id": "", "name": "广州保税区"}, BONDED),
)


def frame(rows: tuple[Row, ...], crs: object = 4490) -> geopandas.GeoDataFrame:
    columns = dict.fromkeys(key for texts, _ in rows for key in texts)
    data = {key: [texts.get(key, "") for texts, _ in rows] for key in columns}
    return geopandas.GeoDataFrame(data, geometry=[shape for _, shape in rows], crs=crs)


def geojson(folder: Path, *rows: Row, name: str = "own.geojson") -> Path:
    features = [
        {"type": "Feature", "properties": texts, "geometry": shapely.geometry.mapping(shape)}
        for texts, shape in rows
    ]
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def zipped(shp: Path) -> Path:
    path = shp.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(shp.parent.glob(f"{shp.stem}.*")):
            if part.suffix != ".zip":
                archive.write(part, f"导出/{part.name}")
    return path


def faults(path: Path, layer: str = "") -> tuple[Fault, ...]:
    with pytest.raises(BoundaryError) as caught:
        own_plots(path, load_register(), layer)
    return caught.value.faults


def towns(n: int = 6) -> tuple[Row, ...]:
    """Units that make up 黄埔区."""
    whole = load_country().shapes("county", ["440112"])["440112"]
    west, south, east, north = whole.bounds
    steps = [south + (north - south) * i / n for i in range(n + 1)]
    return tuple(
        (
            {"name": HOSTILE if not i else f"{i}号单元", "kind": "unit", "county": "黄埔区"},
            whole.intersection(shapely.box(west, steps[i], east, steps[i + 1])),
        )
        for i in range(n)
    )


def plan_folder(folder: Path) -> Path:
    """A plan that names a park with a point, one without, and a zone."""
    trial_folder.make_folder(folder)
    trial_folder.rows(
        folder,
        {},
        {"place": "广州保税区", "place_id": "gz_bonded_zone", "subsector": "", "term": "钢铁"},
    )
    trial_folder.write(
        folder,
        "carriers.csv",
        [
            "place,place_id,carrier,hub,role,open_ended,clause,note",
            "广州市,440100,广州科学城,gz_science_city,载体,,,",
            "肇庆市,441200,西江高新技术产业开发区,zq_xijiang,载体,,,",
        ],
    )
    return folder
