"""The map of a page as it stands without script: simple shapes, names where the web map has them.

A picture in whole pixels, small enough to stand in the page itself; what no eye can tell at its
size is left out. Carriers and the structure are told by the lists under it.

See DECISIONS 56.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.design.theme import load_theme
from geo.render.svg.elements import add
from geo.render.web.labels import LANGS, PX_PER_MM, WebMercator, in_lines, step_view
from geo.render.web.shared import label_tables
from geo.scene.scene import DrawnArea, LegendEntry, Scene, Style
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

_ZOOM = 7.0  # the step of the web map whose frame and places of names a picture has
_FOCUS_PX = (660.0, 520.0)  # the most that one city takes
_EDGE_PX = 12.0
_FINENESS_PX, _GROUND_PX = 3.0, 4.0  # how far a line may stray, of areas and of land around
_LEAST_PX2 = 14.0  # an islet below this is left out; reefs with a name are a dot
_SIZE, _LESSER, _SIGN = 12, 11, 10  # px of names of areas, of other names, of the sign of a state
_STEP_PX = 2  # corners stand on every second pixel
_SWATCH = (24, 14)

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A window on Web Mercator: pixels to a pixel of zoom 0, its upper left corner, its size."""

    scale: float
    left: float
    top: float
    width: int
    height: int

    def forward(self, points: Array) -> Array:
        """Pixels of (n, 2) degrees, y down."""
        found = WebMercator().forward_points(points) * self.scale
        return np.column_stack((found[:, 0] - self.left, self.top - found[:, 1]))

    def point(self, lon: float, lat: float) -> tuple[int, int]:
        """The nearest pixel to a point."""
        x, y = self.forward(np.array([[lon, lat]]))[0]
        return round(x), round(y)


@dataclass(frozen=True)
class Shapes:
    """The ground of a frame as path data: land around, and every area by its code."""

    frame: Frame
    land: str
    areas: Mapping[str, str]


class Stills:
    """Pictures of the maps of a territory; its shapes are simplified once.

    Parameters
    ----------
    boundaries, register
        What the maps are drawn on.
    """

    def __init__(self, boundaries: Boundaries, register: Register) -> None:
        self._boundaries = boundaries
        self._register = register
        self._grounds: dict[str, Shapes] = {}

    def picture(self, scene: Scene, lang: str) -> ET.Element:
        """A Scene as an svg element in one language, for the page itself."""
        ground = self._ground(scene.spec.focus_adcode)
        frame = ground.frame
        size = f"0 0 {frame.width} {frame.height}"
        element = ET.Element("svg", {"class": "still", "viewBox": size, "role": "img"})
        element.set("aria-label", scene.alt.in_(lang))
        styles = {area.state: area.style for area in scene.areas}
        _patterns(add(element, "defs"), styles)
        add(element, "rect", width=frame.width, height=frame.height, fill=scene.sea)
        outside = scene.context[-1].style if scene.context else None
        shapes = add(element, "g", transform=f"scale({_STEP_PX})")
        add(shapes, "path", d=ground.land, fill=outside.fill if outside else scene.land)
        for areas in (scene.context, scene.areas):
            _areas(shapes, areas, ground)
        self._names(add(element, "g", class_="names", text_anchor="middle"), scene, lang, frame)
        return element

    def swatches(self, scene: Scene) -> list[tuple[ET.Element, LegendEntry]]:
        """The classes of the map with their looks; their hatches are those of its picture."""
        found = [entry for entry in scene.legend[0].entries if entry.style]
        return [(_swatch(entry), entry) for entry in found]

    def _ground(self, focus: str) -> Shapes:
        if focus not in self._grounds:
            self._grounds[focus] = _shapes(self._boundaries, self._frame(focus))
        return self._grounds[focus]

    def _frame(self, focus: str) -> Frame:
        """The frame of the web map at the first step with signs, or one city."""
        territory = self._boundaries.territory
        if not focus:
            view = step_view(_ZOOM, territory)
            home, scale = territory.web.home, 2**_ZOOM
            width, height = (round(v * PX_PER_MM) for v in (view.box.w, view.box.h))
            x, y = WebMercator().forward([home.west, home.east], [home.south, home.north])
            left, top = float(x.mean()) * scale - width / 2, float(y.mean()) * scale + height / 2
            return Frame(scale, left, top, width, height)
        shape = shapely.transform(self._boundaries.shape(focus), WebMercator().forward_points)
        west, south, east, north = shape.bounds
        scale = min(_FOCUS_PX[0] / (east - west), _FOCUS_PX[1] / (north - south))
        wide, high = ((v * scale + 2 * _EDGE_PX) for v in (east - west, north - south))
        return Frame(
            scale, west * scale - _EDGE_PX, north * scale + _EDGE_PX, round(wide), round(high)
        )

    @cached_property
    def _tables(self) -> Mapping[str, dict[str, tuple[int, int]]]:
        """Places of the names of the whole territory by language and code."""
        tables = label_tables(self._boundaries, self._register)
        step, frame = tables["zooms"].index(_ZOOM), self._frame("")
        places: dict[str, dict[str, tuple[int, int]]] = {}
        for lang in LANGS:
            rows = zip(tables["targets"], tables[lang][step], strict=True)
            at = {target["key"]: (frame.point(*target["at"]), row) for target, row in rows if row}
            places[lang] = {key: (x + row[0], y + row[1]) for key, ((x, y), row) in at.items()}
        return places

    def _names(self, group: ET.Element, scene: Scene, lang: str, frame: Frame) -> None:
        """Names of areas with the signs of their states; of one city where they have room."""
        paint = load_theme().ground
        group.attrib |= {"fill": paint["ink"], "stroke": paint["paper"]}
        focus = scene.spec.focus_adcode
        places = dict(_roomy(scene, lang, frame)) if focus else self._tables[lang]
        for area in scene.areas:
            if area.adcode in places:
                _name(group, area, places[area.adcode], lang)
        if focus:
            return
        for area in scene.context:
            if area.level == "sar":
                lined = replace(area, name=in_lines(area.name, "sar"))
                _name(group, lined, places[area.adcode], lang)
        for reef in self._boundaries.territory.reefs:
            x, y = frame.point(*reef.web)
            add(group, "circle", cx=x, cy=y, r=2, stroke="none")
            at = places[reef.id]
            add(group, "text", reef.name.in_(lang), x=at[0], y=at[1] + 4, font_size=_LESSER)


def _shapes(boundaries: Boundaries, frame: Frame) -> Shapes:
    """Every area of a frame as path data; neighbours of one layer keep their common borders."""
    window = shapely.box(0, 0, frame.width, frame.height)
    found: dict[str, str] = {}
    around = []
    for layer in ("counties", "prefectures", "sars", "neighbours", "province"):
        shapes = boundaries.layers[layer]
        seen = {c: shapely.transform(s, frame.forward) for c, s in shapes.items()}
        seen = {code: shape for code, shape in seen.items() if shape.intersects(window)}
        if layer in ("neighbours", "province"):
            around += list(seen.values())
            continue
        simple = shapely.coverage_simplify(list(seen.values()), _FINENESS_PX)
        found |= {code: _path(shape) for code, shape in zip(seen, simple, strict=True)}
    land = shapely.union_all(around).intersection(window).simplify(_GROUND_PX)
    return Shapes(frame, _path(land, 10 * _LEAST_PX2), found)


def _path(shape: BaseGeometry, least: float = _LEAST_PX2) -> str:
    """Path data in whole pixels, one step after the other; the largest part is always there."""
    parts = shapely.get_parts(shape)
    largest = max(shapely.area(parts), default=0.0)
    rings = [
        ring
        for part in parts
        if part.geom_type == "Polygon" and part.area >= min(least, largest)
        for ring in (part.exterior, *part.interiors)
    ]
    corners = (np.rint(shapely.get_coordinates(ring) / _STEP_PX).astype(int) for ring in rings)
    return "".join(map(_ring, corners))


def _ring(points: NDArray[np.int_]) -> str:
    steps = np.diff(points[:-1], axis=0)
    steps = steps[steps.any(axis=1)]
    way = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{way}z" if len(steps) > 1 else ""


def _fill(state: str, style: Style) -> str:
    """The colour of a class, or the reference to its hatch."""
    hatch = load_theme().patterns.get(style.pattern)
    return f"url(#still-{state})" if hatch and not hatch.paper else style.fill


def _patterns(defs: ET.Element, styles: Mapping[str, Style]) -> None:
    for state, style in styles.items():
        if _fill(state, style) == style.fill:
            continue
        hatch = load_theme().patterns[style.pattern]
        step, width = (round(v * PX_PER_MM / _STEP_PX, 2) for v in (hatch.spacing, hatch.width))
        turn = f"rotate({-hatch.angle:g})"
        tile = add(defs, "pattern", id=f"still-{state}", patternUnits="userSpaceOnUse",
                   width=step, height=step, patternTransform=turn)  # fmt: skip
        add(tile, "rect", width=step, height=step, fill=style.fill)
        add(tile, "rect", width=step, height=width, fill=style.pattern_color)


def _areas(parent: ET.Element, areas: Iterable[DrawnArea], ground: Shapes) -> None:
    """The areas of each state in a group that has their looks."""
    groups: dict[str, ET.Element] = {}
    for area in areas:
        path = ground.areas.get(area.adcode)
        if not path:
            continue
        if area.state not in groups:
            groups[area.state] = add(parent, "g", data_state=area.state, stroke=area.style.stroke,
                                     fill=_fill(area.state, area.style))  # fmt: skip
        add(groups[area.state], "path", d=path, data_adcode=area.adcode)


def _name(group: ET.Element, area: DrawnArea, at: tuple[int, int], lang: str) -> None:
    """A name round its middle, line by line, and the sign of the state after it."""
    own = area.level != "sar"
    lines = (area.short if own else area.name).in_(lang).split("\n")
    size = _SIZE if own else _LESSER
    top = at[1] + size * 0.36 - size * 0.62 * (len(lines) - 1)
    for number, line in enumerate(lines):
        y = round(top + number * size * 1.24)
        text = add(group, "text", line, x=at[0], y=y, font_size=size)
        if own and area.style.mark:
            add(text, "tspan", f" {area.style.mark}", font_size=_SIGN)


def _roomy(scene: Scene, lang: str, frame: Frame) -> Iterable[tuple[str, tuple[int, int]]]:
    """Places of the names of districts at their points; one that lies on another is left out."""
    taken: list[BaseGeometry] = []
    for area in scene.areas:
        x, y = frame.point(*area.anchor)
        half = len(area.short.in_(lang)) * _SIZE * (0.3 if lang == "en" else 0.5) + _SIZE / 2
        box = shapely.box(x - half, y - _SIZE / 2, x + half, y + _SIZE / 2)
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            yield area.adcode, (x, y)


def _swatch(entry: LegendEntry) -> ET.Element:
    """The fill and the sign of a class."""
    width, height = _SWATCH
    element = ET.Element("svg", {"width": str(width), "height": str(height)})
    style = entry.style
    if style:
        add(element, "rect", width=width, height=height, fill=_fill(entry.key, style),
            stroke=style.stroke)  # fmt: skip
        if style.mark:
            add(element, "text", style.mark, x=width // 2, y=height - 3, font_size=_SIGN,
                text_anchor="middle", fill=style.ink)  # fmt: skip
    return element
