"""A city or district, a park or zone in it, a region in its territory: inline maps of a page."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.render.pages.glance import shared_parts
from geo.render.pages.short_paths import short_path, shorten
from geo.render.svg.elements import add, add_drawing, root
from geo.render.svg.map import draw_map
from geo.scene.marks import Symbol
from geo.scene.outlines import drawing_of
from geo.scene.scene import Scene
from geo.scene.symbol_points import Standing
from geo.sheet.arrange import with_names
from geo.sheet.closeups import closeup, extent
from geo.sheet.furniture import clear_of, mark_box
from geo.sheet.ground import Drawn, drawn, is_fine
from geo.sheet.lone import lone_page
from geo.sheet.model import Box, Ink, Page, Sheet
from geo.sheet.page import PageChoice
from geo.sheet.paths import fineness, simplified
from geo.sheet.symbols import listed_symbols, place_symbols
from geo.sheet.typeface import MM_PER_PT
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries
from geo.sources.boundaries.shapes import detail_of

_WIDTH, _LOWEST, _HIGHEST = 118.0, 64.0, 118.0  # mm at the size of the types below
_TYPE = 0.8
_FINENESS = {"city": 2e-3, "county": 2.5e-4}  # degrees: a pixel of a window
_GROUNDS: dict[tuple[int, bool], tuple[Boundaries, Boundaries]] = {}
_KIND = "carrier"
_MARK_MM = 3.4
_LEAST_RING_MM = 3.0
_REGION = Box(0.0, 0.0, 118.0, 84.0)
_REGION_FINEST = 0.35
_TINT = 0.16


@dataclass(frozen=True)
class Mark:
    """One position on the map: its number and what stands there, each by id and name."""

    number: int
    grade: str
    radius_m: float | None
    at: tuple[tuple[str, Text], ...]


def marks_of(scene: Scene) -> tuple[Mark, ...]:
    """What a scene shows, by position: area by area, within each from north to south."""
    return tuple(
        Mark(n, group[0].grade, group[0].radius_m, tuple((s.id, s.label) for s in group))
        for n, group in enumerate(_grouped(scene), 1)
    )


def _grouped(scene: Scene) -> list[list[Symbol]]:
    groups: dict[str, list[Symbol]] = {}
    for symbol in listed_symbols(scene):
        groups.setdefault(symbol.anchor_group, []).append(symbol)
    return list(groups.values())


def area_maps(scene: Scene, boundaries: Boundaries, langs: Sequence[str]) -> dict[str, ET.Element]:
    """The map of a place per language: districts with their states, a numbered mark per position.

    Every position has its number in :func:`marks_of`; the page names what stands there.
    """
    bare = window(scene, boundaries)
    return {lang: picture(named(bare, lang)) for lang in langs}


def picture(sheet: Sheet) -> ET.Element:
    """A window as an element of a page."""
    element = element_of(sheet.page.map)
    draw_map(element, sheet, sheet.lang)
    twice = (sheet.ink.county, sheet.ink.border)  # every area of the map has its own line
    lines = next(g for g in element.iter("g") if g.get("data-layer") == "lines")
    for path in [path for path in lines if path.get("stroke") in twice]:
        lines.remove(path)
    shorten(element)
    element.insert(0, shared_parts([element], "m")[0])
    return element


def element_of(box: Box) -> ET.Element:
    """An svg element as wide as its page lets it, in the page's language and typeface."""
    element = root(box, "zh")
    for name in ("lang", "width", "height", "font-family"):
        element.attrib.pop(name)
    return element


def window(scene: Scene, boundaries: Boundaries) -> Sheet:
    """The window with its marks, without names."""
    theme = load_theme()
    merged = tuple(
        replace(group[0], kind=_KIND, drawing=drawing_of(theme, _KIND, group[0].grade))
        for group in _grouped(scene)
    )
    wide, high = extent(boundaries, scene.spec.focus_adcode)
    height = min(max(_WIDTH * high / wide, _LOWEST), _HIGHEST)
    page = lone_page(PageChoice("A4"), Box(0.0, 0.0, _WIDTH, round(height, 1)))
    page = replace(page, unit=_TYPE, type_unit=_TYPE)
    view = closeup(page.map, boundaries, scene.spec.focus_adcode)
    ground = _ground(boundaries, fine=is_fine(boundaries, view))
    shown = drawn(ground, view)
    context, beside = (  # without the neighbours that the window does not reach
        tuple(area for area in areas if shown.path(area.adcode))
        for areas in (scene.context, scene.beside)
    )
    scene = replace(scene, context=context, beside=beside, symbols=merged)
    mark = _mark(scene, page, scene.spec.lang, shown)
    return Sheet(
        scene=scene, boundaries=ground, lang=scene.spec.lang, page=page, views=(view,),
        ink=Ink.of(theme, page.unit, page.type_unit), bands=(), labels=(), scale_bars=(),
        symbols=place_symbols((scene, merged), (view,), page, {"main": [mark]}),
        north=None, mark=mark, hatches=theme.hatches(page.unit, paper=False), numbered=merged,
    )  # fmt: skip


def named(sheet: Sheet, lang: str) -> Sheet:
    """The window with its names and review mark in a language."""
    shown = drawn(sheet.boundaries, sheet.views[0])
    mark = _mark(sheet.scene, sheet.page, lang, shown)
    sheet = replace(sheet, lang=lang, mark=mark)
    return with_names(sheet, {"main": [mark]}, sheet.boundaries)[0]


def _mark(scene: Scene, page: Page, lang: str, shown: Drawn) -> Box:
    """The review mark, beside the place where the window has room for it."""
    box = mark_box(scene, page, lang, page.map)
    return clear_of(box, page.map, shown.shape(scene.spec.focus_adcode))


def _ground(boundaries: Boundaries, *, fine: bool) -> Boundaries:
    """The boundaries for windows of cities, or finer ones for those of districts, made once."""
    if (id(boundaries), fine) not in _GROUNDS:
        base = detail_of(boundaries) if fine else boundaries
        made = simplified(base, _FINENESS["county" if fine else "city"])
        _GROUNDS[id(boundaries), fine] = (boundaries, made)
    return _GROUNDS[id(boundaries), fine][1]


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
