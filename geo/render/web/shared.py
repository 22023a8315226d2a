"""What all pages share, as data: one geometry, the label places, the theme's patterns and lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Theme, load_theme
from geo.domain.territory import Point, Territory
from geo.domain.text import Text
from geo.render.web.labels import (
    COUNTY_PX,
    DEEPEST,
    LANGS,
    LESSER_PX,
    PX_PER_MM,
    STEPS,
    LabelPlace,
    Target,
    font_size,
    in_lines,
    place_labels,
)
from geo.render.web.mercator import first_zoom, fitting_zoom
from geo.render.web.packing import packed
from geo.scene.classes import CELL_SIGNS
from geo.scene.world import anchors
from geo.sources.boundaries.model import Boundaries, land_around
from geo.sources.boundaries.topology import web_topology
from geo.sources.places.register import Register
from geo.texts import catalogue

DECIMALS = 4
_COARSE = 2  # decimals of land beyond the country
PX_PER_PT = 96 / 72
_SEEN = 0.006  # of the frame in which neighbours are named, the least that one takes
_KEPT = Path(__file__).parents[1] / "static" / "labels.json"
_PLACED: dict[str, dict[str, Any]] = {}


def opening(territory: Territory) -> tuple[Point, float, float]:
    """Centre of the map before it fits its window; its least zoom and its greatest.

    Examples
    --------
    >>> from geo.sources.territory import load_territory
    >>> opening(load_territory())
    (Point(lon=113.5, lat=22.9), 5.5, 12.0)
    """
    inset = [fitting_zoom(territory.inset.web)] if territory.inset else []
    first = first_zoom(territory)
    return territory.web.start, min([first, *inset]), first + DEEPEST


def geometry(boundaries: Boundaries) -> dict[str, Any]:
    """The one geometry file: its areas, the lines at sea inside its frame, land beyond them."""
    topology = packed(json.loads(web_topology(boundaries)))
    frame = shapely.box(*boundaries.territory.web.limit)
    lines = [
        {"type": "Feature", "properties": {"kind": kind}, "geometry": _clipped(shape, frame)}
        for kind, shape in boundaries.layers["lines"].items()
        if shape.intersects(frame)
    ]
    found = {"topology": topology, "lines": {"type": "FeatureCollection", "features": lines}}
    beyond = land_around(boundaries.territory)
    return found if beyond.is_empty else {**found, "beyond": _rounded(beyond)}


def _rounded(shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON of areas without a border to be seen, with decimals enough for it."""
    areas = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.MultiPolygon(areas)))
    rings = [
        [[[round(v, _COARSE) for v in at] for at in ring] for ring in area]
        for area in found["coordinates"]
    ]
    return {**found, "coordinates": rings}


def _clipped(shape: BaseGeometry, frame: BaseGeometry) -> dict[str, Any]:
    """GeoJSON of the parts that touch the frame, whole, with the published decimals."""
    parts = [part for part in shapely.get_parts(shape) if part.intersects(frame)]
    lines = [[[round(v, DECIMALS) for v in point[:2]] for point in part.coords] for part in parts]
    return {"type": "MultiLineString", "coordinates": lines}


def targets(boundaries: Boundaries, register: Register) -> tuple[Target, ...]:
    """Every label of the ground: cities, the two regions, reefs, sea, the provinces around."""
    layers, territory = boundaries.layers, boundaries.territory
    found = [
        _target(register, code, kind, point)
        for layer, kind in (("prefectures", "area"), ("sars", "sar"))
        for code, point in anchors(layers[layer]).items()
    ]
    found += [Target(r.id, "isles", r.name, r.web) for r in territory.reefs]
    found += [Target(sea.id, "sea", sea.name, sea.web) for sea in territory.seas]
    view = shapely.box(*territory.web.named)
    around = {code: shape.intersection(view) for code, shape in layers["neighbours"].items()}
    visible = {code: shape for code, shape in around.items() if shape.area > _SEEN * view.area}
    found += [
        _target(register, code, "province", point) for code, point in anchors(visible).items()
    ]
    return tuple(found)


def _target(register: Register, code: str, kind: str, anchor: tuple[float, float]) -> Target:
    """Target of a registered area: short names on the cities, full names elsewhere."""
    if kind != "area":
        return Target(code, kind, in_lines(register.name(code), kind), anchor)
    seat = register.seats.get(code)
    at = (seat.lon, seat.lat) if seat else anchor
    return Target(code, kind, register.short_name(code), anchor, at)


def words(territory: Territory) -> dict[str, Text]:
    """Words of the pages by key: the catalogue's, and the name of the territory's inset."""
    found = {**catalogue.words("page")}
    if territory.inset:
        found["view_delta"] = territory.inset.button
    return dict(sorted(found.items()))


def label_tables(boundaries: Boundaries, register: Register) -> dict[str, Any]:
    """Targets, and for each language and zoom step the place of each target.

    A place is ``[dx, dy, width, height]`` of the name's box, px from its point to the middle of the
    box; or null.
    """
    wanted = targets(boundaries, register)
    key = inputs_digest(boundaries, wanted)
    if key not in _PLACED:
        kept = json.loads(_KEPT.read_text("utf-8"))
        same = kept["inputs"] == key
        _PLACED[key] = kept["tables"] if same else placed_tables(boundaries, wanted)
    return _PLACED[key]


def inputs_digest(boundaries: Boundaries, wanted: Sequence[Target]) -> str:
    """Hash of all that the label places follow from: names, anchors, frames, boundaries."""
    territory = boundaries.territory
    ground = (territory.web.home, territory.reefs, territory.hinterland)
    found = hashlib.sha256(repr((wanted, ground)).encode())
    for layer in ("prefectures", "sars", "neighbours"):
        for shape in boundaries.layers[layer].values():
            found.update(shape.wkb)
    return found.hexdigest()


def placed_tables(
    boundaries: Boundaries, wanted: Sequence[Target], steps: Sequence[float] = STEPS
) -> dict[str, Any]:
    """The label tables, worked out (some seconds); ``make web`` keeps finer ones in a file."""
    first = first_zoom(boundaries.territory)
    tables: dict[str, Any] = {
        "zooms": [first + step for step in steps],
        "sizes": [font_size(step) for step in steps],
        "lesser": LESSER_PX,
        "county": COUNTY_PX,
        "targets": [
            {
                "key": target.key,
                "kind": target.kind,
                "text": [target.name.zh, target.name.en],
                "at": [round(v, DECIMALS) for v in target.anchor],
            }
            for target in wanted
        ],
    }
    for lang in LANGS:
        rows = []
        for step in steps:
            places = place_labels(wanted, boundaries, step, lang)
            rows.append([_row(places.get(target.key)) for target in wanted])
        tables[lang] = rows
    return tables


def _row(place: LabelPlace | None) -> list[int] | None:
    if place is None:
        return None
    return [round(v) for v in (*place.middle, *place.size)]


def _belts(theme: Theme) -> dict[str, Any]:
    """What belts are drawn with: the ground of their areas, the rim, the band offshore (px)."""
    rim, coast = theme.belts["rim"], theme.belts["coast"]
    return {
        "ground": theme.ground["layout"],
        "rim": {"weight": rim["width"] * PX_PER_MM, "opacity": rim["opacity"]},
        "coast": {"weight": coast["edge"] * PX_PER_PT, "opacity": coast["opacity"]},
    }


def shared(boundaries: Boundaries, register: Register) -> dict[str, Any]:
    """Patterns and lines (px), signs, frames (west, south, east, north) and label places."""
    theme = load_theme()
    patterns = {
        name: {
            "spacing": round(hatch.spacing * PX_PER_MM, 2),
            "width": round(hatch.width * PX_PER_MM, 2),
            "angle": hatch.angle,
        }
        for name, hatch in theme.patterns.items()
        if not hatch.paper
    }
    territory = boundaries.territory
    inset = {"delta": territory.inset.web} if territory.inset else {}
    frames = {"home": territory.web.home, **inset, "limit": territory.web.limit}
    return {
        "patterns": patterns,
        "lines": theme.screen,
        "belts": _belts(theme),
        "px_per_mm": PX_PER_MM,
        "signs": CELL_SIGNS,
        "frames": {name: list(frame) for name, frame in frames.items()},
        "labels": label_tables(boundaries, register),
    }
