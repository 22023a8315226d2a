"""Where a park or zone lies in its city, and a region in the territory."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.render.pages.area_map import element_of, named, picture
from geo.render.pages.short_paths import short_path, shorten
from geo.render.svg.elements import add, add_drawing
from geo.scene.outlines import drawing_of
from geo.scene.standing import Standing
from geo.sheet.ground import drawn
from geo.sheet.model import Box, Sheet
from geo.sheet.paths import fineness, simplified
from geo.sheet.typeface import MM_PER_PT
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

_MARK_MM = 3.4
_LEAST_RING_MM = 3.0
_REGION = Box(0.0, 0.0, 118.0, 84.0)
_REGION_FINEST = 0.35
_TINT = 0.16


class HostMap:
    """The map of a city in one language, on which any place in it can be shown.

    ``bare`` is its window (:func:`geo.render.pages.area_map.window`).
    """

    def __init__(self, bare: Sheet, lang: str) -> None:
        self._sheet = named(bare, lang)
        self._ground = picture(self._sheet)

    def showing(self, adcodes: Sequence[str], site: Standing | None) -> ET.Element:
        """The map with some districts tinted and a site at its point.

        The point is solid, or open where only the area is known, in a ring as wide as what is not
        known; without a site nothing is plotted.
        """
        theme, view = load_theme(), self._sheet.views[0]
        shown = drawn(self._sheet.boundaries, view)
        made = deepcopy(self._ground)
        layer = add(made, "g", data_layer="place")
        for adcode in adcodes:
            add(layer, "path", d=short_path(shown.path(adcode)), fill=theme.page["focus"],
                fill_opacity=_TINT)  # fmt: skip
        if site:
            x, y = view.page(site.lon, site.lat)
            radius = site.radius_m * view.mm_per_m
            if radius > _LEAST_RING_MM:
                add(
                    layer, "circle", cx=x, cy=y, r=radius, fill="none",
                    stroke=theme.page["focus"], stroke_dasharray="1.6 1.2",
                    stroke_width=theme.lines["coast"] * MM_PER_PT,
                )  # fmt: skip
            drawing = drawing_of(theme, "carrier", site.grade)
            mark = add(layer, "g", data_grade=site.grade)
            add_drawing(mark, drawing, Box(x - _MARK_MM / 2, y - _MARK_MM / 2, _MARK_MM, _MARK_MM))
        return made


class WholeMap:
    """The territory, on which any region can be shown, drawn to ``finest`` millimetres."""

    def __init__(self, boundaries: Boundaries, finest: float = _REGION_FINEST) -> None:
        view = overview(_REGION, boundaries)
        self._code = boundaries.territory.code
        self._shown = drawn(simplified(boundaries, fineness(view, finest)), view)

    def showing(self, adcodes: Sequence[str]) -> ET.Element:
        """The territory with the members of a region filled."""
        theme, shown = load_theme(), self._shown
        coast, border = (theme.lines[f"locator_{name}"] * MM_PER_PT for name in ("coast", "border"))
        made = element_of(_REGION)
        for code, path in shown.paths("prefectures").items():
            fill = theme.page["focus"] if code in adcodes else theme.ground["land"]
            add(made, "path", d=path, fill=fill, fill_rule="evenodd", data_adcode=code,
                stroke=theme.ground["paper"], stroke_width=border)  # fmt: skip
        for path in shown.paths("sars").values():
            add(made, "path", d=path, fill=theme.ground["sar"])
        for code in adcodes:
            if code in shown.shapes["counties"] and code not in shown.shapes["prefectures"]:
                add(made, "path", d=shown.path(code), fill=theme.page["focus"], data_adcode=code)
        add(made, "path", d=shown.paths("province")[self._code], fill="none",
            stroke=theme.ground["quiet"], stroke_width=coast)  # fmt: skip
        shorten(made)
        return made
