"""Small multiples: every panel by the map's own translator, on simplified shapes, in a web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

import shapely
from markupsafe import Markup

from geo.domain.text import Text
from geo.render.pages.short_paths import shorten
from geo.render.svg.elements import add, add_mark, root
from geo.render.svg.map import draw_map, picture_box
from geo.render.svg.swatches import draw_swatch
from geo.render.templating import inline
from geo.scene.classes import CELL_SIGNS
from geo.scene.scene import NAMED, Credits, LegendBlock, Scene
from geo.sheet.area_names import mark_width
from geo.sheet.closeups import closeup
from geo.sheet.ground import projected
from geo.sheet.lone import arrange_thumbnail
from geo.sheet.model import Box, Sheet, View
from geo.sheet.paths import fineness, simplified
from geo.sheet.projection import Albers
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

WIDTH, HEIGHT = 96.0, 70.0
_LOWEST, _HIGHEST = 56.0, 100.0
PAPER_MM = 0.13  # of a panel: no point of a line lies further off than 0.05 mm
SCREEN_MM = 0.3  # of a panel on a page, about a pixel
_MARK_PT = 6.25
_SWATCH = Box(0.0, 0.0, 6.0, 3.6)
_COUNTED = (*reversed(NAMED), "focus", "collective")
_SIGNS = {"collective": CELL_SIGNS["collective"], "outside": "—"}


@dataclass(frozen=True)
class Panel:
    """One panel: its map, what stands under its title, and the page that it leads to, or none."""

    scene: Scene
    note: Text
    href: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Areas by class, of the classes in the picture that are counted under it."""
        counts = self.scene.states()
        return {key: counts[key] for key in _COUNTED if key in counts}


@dataclass(frozen=True)
class Glance:
    """Panels of one extent and one legend, at least one, with the words of their page.

    ``stem`` is that of the page's file; ``credits`` stand under all panels.
    """

    stem: str
    title: Text
    subtitle: Text
    panels: tuple[Panel, ...]
    credits: Credits

    @property
    def lead(self) -> Scene:
        """The first panel's map."""
        return self.panels[0].scene

    @property
    def legend(self) -> LegendBlock:
        """The one legend of all panels: the classes that any of them shows."""
        block = self.lead.legend[0]
        shown = {e.key for p in self.panels for e in p.scene.legend[0].entries if e.count}
        return replace(block, entries=tuple(e for e in block.entries if e.key in shown))


def panel_sheets(
    scenes: Sequence[Scene], boundaries: Boundaries, finest: float = PAPER_MM
) -> list[Sheet]:
    """Every Scene in the same window, without names; all of one extent.

    Shapes are drawn with points left out that no eye can tell at this size: ``finest`` mm.
    """
    view = _view(boundaries, scenes[0].spec.focus_adcode)
    coarse = simplified(boundaries, fineness(view, finest))
    first = arrange_thumbnail(scenes[0], boundaries)
    page = replace(first.page, map=view.box)
    blank = replace(first, bands=(), views=(view,), page=page, boundaries=coarse)
    return [replace(blank, scene=scene) for scene in scenes]


def _view(boundaries: Boundaries, focus: str) -> View:
    """The whole territory, or one city in a window as high as the city needs."""
    if not focus:
        return overview(Box(0.0, 0.0, WIDTH, HEIGHT), boundaries)
    projection = Albers.of(boundaries.territory.projection)
    parts = shapely.get_parts(projected(boundaries, projection).shape(focus))
    west, south, east, north = max(parts, key=lambda part: part.area).bounds
    high = min(max(WIDTH * (north - south) / (east - west), _LOWEST), _HIGHEST)
    return closeup(Box(0.0, 0.0, WIDTH, round(high, 1)), boundaries, focus)


def panel_picture(sheet: Sheet, lang: str) -> ET.Element:
    """One panel as an svg element: fills, patterns, the sign of each class, lines; no text.

    The review mark is left to the page, which bears it once for all panels.
    """
    element = root(picture_box(sheet), lang)
    draw_map(element, sheet, lang)
    for child in list(element):
        if "data-review" in child.attrib:
            element.remove(child)
    _marks(element, sheet)
    return element


def _marks(parent: ET.Element, sheet: Sheet) -> None:
    """The sign of a class in the middle of its areas, so that a copy without colour still tells."""
    view, pt = sheet.views[0], _MARK_PT * sheet.page.unit
    group = add(parent, "g", data_layer="marks")
    for area in sheet.scene.areas:
        if area.style.mark and view.sees(*area.anchor):
            x, y = view.page(*area.anchor)
            left = x - mark_width(area.style.mark, pt) / 2
            add_mark(group, area.style.mark, left, y, pt, area.style.ink)


def entry_picture(sheet: Sheet, key: str) -> ET.Element:
    """The swatch of a class."""
    entry = next(e for e in sheet.scene.legend[0].entries if e.key == key)
    element = root(_SWATCH, sheet.lang)
    draw_swatch(element, sheet, entry, _SWATCH)
    return element


def shared_parts(pictures: Iterable[ET.Element], prefix: str) -> ET.Element:
    """What panels have in common, as one svg element with nothing to see, for a page of them all.

    The pictures are changed in place: definitions are removed, a path that occurs in several
    becomes a reference. The prefix begins every id, so that ids of the page stay unique; paths
    with an id of their own stay.

    Examples
    --------
    >>> one, two = (ET.fromstring('<svg><path d="M0 0L1 1" fill="none"/></svg>') for _ in "ab")
    >>> ET.tostring(shared_parts([one, two], "p"), encoding="unicode")
    '<svg width="0" height="0" aria-hidden="true"><defs><path id="p0" d="M0 0L1 1" /></defs></svg>'
    >>> ET.tostring(two, encoding="unicode")
    '<svg><use fill="none" href="#p0" /></svg>'
    """
    found = list(pictures)
    sprite = ET.Element("svg", {"width": "0", "height": "0", "aria-hidden": "true"})
    defs = ET.SubElement(sprite, "defs")
    _hoist(found, defs, prefix)
    bare = [p for one in found for p in one.iter("path") if "id" not in p.attrib]
    counts = Counter(path.get("d", "") for path in bare)
    names = {d: f"{prefix}{i}" for i, d in enumerate(d for d, n in counts.items() if n > 1)}
    for d, name in names.items():
        ET.SubElement(defs, "path", {"id": name, "d": d})
    for path in bare:
        if path.get("d") in names:
            path.tag = "use"
            path.set("href", f"#{names[path.attrib.pop('d')]}")
    return sprite


def _hoist(pictures: Sequence[ET.Element], defs: ET.Element, prefix: str) -> None:
    """Definitions once, under prefixed ids; references to them follow."""
    kept: dict[str, str] = {}
    for picture in pictures:
        for own in picture.findall("defs"):
            picture.remove(own)
            for item in own:
                _keep(item, defs, kept, prefix)
        for element in picture.iter():
            for name in ("fill", "clip-path"):
                value = element.get(name, "")
                if value.startswith("url(#"):
                    element.set(name, f"url(#{prefix}{value[5:]}")


def _keep(item: ET.Element, defs: ET.Element, kept: dict[str, str], prefix: str) -> None:
    name, whole = item.get("id", ""), ET.tostring(item, encoding="unicode")
    if name not in kept:
        kept[name] = whole
        item.set("id", prefix + name)
        defs.append(item)
    elif kept[name] != whole:
        raise ValueError(f"two definitions are called {name}")


def glance_parts(glance: Glance, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What ``site/panels.html.j2`` shows of a Glance; a path that panels share stands once.

    ``sheets`` are its panels laid out, in the same order.
    """
    pictures = [panel_picture(sheet, "zh") for sheet in sheets]
    for picture in pictures:
        shorten(picture)
    sprite = shared_parts(pictures, "g-")
    block = glance.legend
    return {
        "glance": glance,
        "sprite": inline(sprite),
        "entries": [(_swatch(sheets[0], entry.key), entry.label) for entry in block.entries],
        "panels": [
            _panel(f"p{number}", panel, picture, sheets[0])
            for number, (panel, picture) in enumerate(zip(glance.panels, pictures, strict=True), 1)
        ],
    }


def _panel(name: str, panel: Panel, picture: ET.Element, sheet: Sheet) -> dict[str, Any]:
    for text in [*picture.findall("title"), *picture.findall("desc")]:
        picture.remove(text)
    picture.set("role", "img")
    picture.set("aria-labelledby", f"{name}-alt")
    picture.attrib.pop("lang", None)
    return {
        "id": name,
        "shown": panel,
        "picture": inline(picture),
        "counts": [(_swatch(sheet, key), count) for key, count in panel.counts.items()],
        "cells": [
            (area.state, area.style.mark or _SIGNS.get(area.state, "·"), area.state_text)
            for area in panel.scene.areas
        ],
    }


def _swatch(sheet: Sheet, key: str) -> Markup:
    return inline(entry_picture(sheet, key), hidden=True)
