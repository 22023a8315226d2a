"""Outlines of parks, zones and finer units from a user's own file: read and checked as a whole.

A feature is matched to a place by its id, or by its exact name; one of ``kind = unit`` is the
user's own unit, which no register has.

See DECISIONS 65.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from math import cos, radians
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.plots import Plot, Plots, Polygons
from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.country import canonical
from geo.sources.boundaries.datum import SYSTEMS
from geo.sources.boundaries.own_checks import (
    MAX_CORNERS,
    DatumDoubts,
    converter,
    form_faults,
    from_system,
    moved,
    place_faults,
)
from geo.sources.boundaries.own_files import MAX_FEATURES, Drawing, read_drawing
from geo.sources.boundaries.own_match import Matcher, Meant, cell
from geo.sources.places.register import Register

_DEGREE_M = 111_320.0


def own_plots(path: Path, register: Register, layer: str = "") -> Plots:
    """The outlines of a file for the places of a register.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or a zipped one.
    register
        The places of a territory, with those of the plan.
    layer
        The layer of a file with several.

    Raises
    ------
    BoundaryError
        With every fault found.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> address = Path("https://example.org/a.geojson")
    >>> own_plots(address, load_register())  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    BoundaryError: a file is due, not a URL
    """
    drawing = read_drawing(path, layer)
    faults = list(_size_faults(path.name, drawing))
    how = None
    try:
        how = converter(drawing.crs) if drawing.crs is not None else None
    except ValueError as error:
        faults.append(Fault(path.name, "不认识的坐标系", "unknown CRS", str(error)))
    if drawing.crs is None and not drawing.degrees:
        zh = "没有说明坐标系（Shapefile 须有 .prj）：导出时选 EPSG:4490"
        en = "states no CRS (a Shapefile has a .prj): export it in EPSG:4490"
        faults.append(Fault(path.name, zh, en))
    if faults:
        raise BoundaryError(faults)
    plots = _Reading(register, faults).plots(drawing, how)
    if faults:
        raise BoundaryError(faults)
    return Plots(plots, hashlib.sha256(path.read_bytes()).hexdigest())


def _size_faults(name: str, drawing: Drawing) -> Iterator[Fault]:
    if not drawing.features:
        yield Fault(name, "没有要素", "has no features")
    if len(drawing.features) > MAX_FEATURES:
        yield Fault(name, f"超过 {MAX_FEATURES} 个要素", f"more than {MAX_FEATURES} features")
    corners = sum(shapely.get_num_coordinates(f.shape) for f in drawing.features if f.shape)
    if corners > MAX_CORNERS:
        zh, en = f"超过 {MAX_CORNERS} 个折点，请先简化", f"over {MAX_CORNERS} corners; simplify it"
        yield Fault(name, zh, en, str(corners))


class _Reading:
    """One reading of a file; collects the faults of all its features."""

    def __init__(self, register: Register, faults: list[Fault]) -> None:
        self.faults = faults
        self.doubts = DatumDoubts()
        self.matcher = Matcher(register, faults)

    def plots(self, drawing: Drawing, how: Any) -> dict[str, Plot]:  # noqa: ANN401  pyproj's
        """Every outline by id, in the order of ids; only good if there are no faults."""
        found: dict[str, Plot] = {}
        first: dict[str, str] = {}
        for feature in drawing.features:
            label = cell(feature.texts, "name") or cell(feature.texts, "id")
            before = len(self.faults)
            shape = feature.shape
            self.faults += form_faults(feature.address, shape, label)
            system = self.matcher.system(feature)
            if shape is not None and len(self.faults) == before:
                shape = from_system(moved(shape, how), system or SYSTEMS[0])
                self.faults += form_faults(feature.address, shape, label)
            whole = len(self.faults) == before
            what = self.matcher.meant(feature, shape if whole else None)
            if what is None:
                continue
            if what.id in first:
                zh, en = f"与 {first[what.id]} 重复", f"repeats {first[what.id]}"
                self.faults.append(Fault(feature.address, zh, en, f"{what.name.zh}（{what.id}）"))
            first.setdefault(what.id, feature.address)
            if whole and shape is not None:
                outline = feature.address, shape, what.name.zh
                self.faults += place_faults(outline, what.host, self.doubts, sure=bool(system))
                found[what.id] = _plot(what, canonical(shape))
        self.faults += self.doubts.faults()
        return dict(sorted(found.items()))


def _plot(what: Meant, shape: BaseGeometry) -> Plot:
    point = shape.representative_point()
    corners = shapely.get_coordinates(shape) - (point.x, point.y)
    metres = corners * (_DEGREE_M * cos(radians(point.y)), _DEGREE_M)
    radius = round(float(np.hypot(*metres.T).max()))
    at = round(point.x, 5), round(point.y, 5)
    return Plot(what.id, what.name, what.host, _polygons(shape), at, radius, what.unit)


def _polygons(shape: BaseGeometry) -> Polygons:
    return tuple(
        tuple(tuple((float(x), float(y)) for x, y in ring.coords) for ring in rings)
        for part in shapely.get_parts(shape)
        for rings in [(part.exterior, *part.interiors)]
    )
