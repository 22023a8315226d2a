"""The map of a page as it stands without script: simple shapes, names where the web map has them.

A picture in whole pixels, small enough to stand in the page itself; what no eye can tell at its
size is left out. Carriers and the structure are told by the lists under it.

See DECISIONS 56.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import load_theme
from geo.render.svg.elements import add
from geo.render.web.labels import LANGS, PX_PER_MM, SIGNED, in_lines
from geo.render.web.mercator import first_zoom
from geo.render.web.shared import label_tables
from geo.render.web.still_ground import STEP_PX, Frame, Shapes, frame_of, shapes_of
from geo.scene.scene import DrawnArea, LegendEntry, Scene, Style
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

_SIZE, _LESSER, _SIGN = 12, 11, 10  # px of names of areas, of other names, of the sign of a state
_SWATCH = (24, 14)


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
        shapes = add(element, "g", transform=f"scale({STEP_PX})")
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
            self._grounds[focus] = shapes_of(self._boundaries, frame_of(self._boundaries, focus))
        return self._grounds[focus]

    @cached_property
    def _tables(self) -> Mapping[str, dict[str, tuple[int, int]]]:
        """Places of the names of the whole territory by language and code."""
        tables = label_tables(self._boundaries, self._register)
        zoom = first_zoom(self._boundaries.territory) + SIGNED
        step, frame = tables["zooms"].index(zoom), frame_of(self._boundaries, "")
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


def _fill(state: str, style: Style) -> str:
    """The colour of a class, or the reference to its hatch."""
    hatch = load_theme().patterns.get(style.pattern)
    return f"url(#still-{state})" if hatch and not hatch.paper else style.fill


def _patterns(defs: ET.Element, styles: Mapping[str, Style]) -> None:
    for state, style in styles.items():
        if _fill(state, style) == style.fill:
            continue
        hatch = load_theme().patterns[style.pattern]
        step, width = (round(v * PX_PER_MM / STEP_PX, 2) for v in (hatch.spacing, hatch.width))
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
