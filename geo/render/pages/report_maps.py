"""The maps of a report: drawings that share their ground, a legend each, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.domain.lines import StatementLine
from geo.domain.text import Text, joined
from geo.render.pages.glance import shared_parts
from geo.render.svg.map import map_element
from geo.render.svg.swatches import swatch_svg
from geo.render.templating import inline
from geo.scene.marks import Symbol
from geo.scene.scene import LegendEntry, Scene
from geo.sheet.items import Swatch
from geo.sheet.lone import map_pane, pane_view
from geo.sheet.model import Sheet
from geo.sheet.paths import fineness, simplified
from geo.sources.boundaries.model import Boundaries
from geo.texts.catalogue import say

_SWATCH = (8.0, 4.8)  # mm
_PX_PER_MM = 4.3  # as large as a map is shown where the window has the room


@dataclass(frozen=True)
class MapRow:
    """Areas of which a map says the same: who they are, their state, printed terms, clauses."""

    names: Text
    state: Text
    terms: Text
    clauses: Text


@dataclass(frozen=True)
class ReportMap:
    """One map of a report; ``pictures`` by language, ``swatches`` in the order of the legend."""

    id: str
    level: int
    scene: Scene
    pictures: dict[str, Markup]
    swatches: tuple[tuple[Text, tuple[tuple[Markup, LegendEntry], ...]], ...]
    numbered: tuple[tuple[Symbol, Text, Text], ...]
    rows: tuple[MapRow, ...]


def report_maps(
    scenes: Sequence[tuple[int, Scene]], boundaries: Boundaries, langs: Sequence[str]
) -> tuple[Markup, list[ReportMap]]:
    """What the drawings share, for the top of the page, and the maps.

    ``scenes`` come in reading order with the level of their headings; all of one extent.
    """
    view = pane_view(boundaries, scenes[0][1].spec.focus_adcode if scenes else "")
    coarse = simplified(boundaries, fineness(view))
    sheets = {lang: [map_pane(scene, coarse, view, lang) for _, scene in scenes] for lang in langs}
    drawings = {
        lang: [_drawing(sheet, f"{lang}{n}") for n, sheet in enumerate(found)]
        for lang, found in sheets.items()
    }
    sprite = inline(shared_parts([p for found in drawings.values() for p in found], "g-"))
    first = sheets[langs[0]]
    maps = [
        ReportMap(
            id=map_id(scene),
            level=level,
            scene=scene,
            pictures={lang: inline(drawings[lang][n]) for lang in langs},
            swatches=_legend(first[n]),
            numbered=tuple(map(_told, first[n].numbered)),
            rows=tuple(_rows(scene)),
        )
        for n, (level, scene) in enumerate(scenes)
    ]
    return sprite, maps


def map_id(scene: Scene) -> str:
    """The anchor of a map in the page."""
    return f"map-{scene.spec.slug}"


def _drawing(sheet: Sheet, prefix: str) -> ET.Element:
    """A map as part of a page: as wide as its place, its ids its own."""
    element = map_element(sheet, sheet.lang)
    for text in [*element.findall("title"), *element.findall("desc")]:
        element.remove(text)
    element.attrib.pop("lang")
    for name in ("width", "height"):
        element.set(name, f"{float(element.get(name, '').removesuffix('mm')) * _PX_PER_MM:.0f}")
    for line in element.iter():
        for name in ("id", "href"):
            if "base-line-" in line.get(name, ""):
                line.set(name, line.get(name, "").replace("base-line", f"{prefix}-line"))
    element.set("role", "img")
    element.set("aria-labelledby", f"{map_id(sheet.scene)}-alt")
    return element


def _legend(
    sheet: Sheet,
) -> tuple[tuple[Text, tuple[tuple[Markup, LegendEntry], ...]], ...]:
    width, height = _SWATCH
    return tuple(
        (
            block.title,
            tuple(
                (Markup(swatch_svg(sheet, Swatch(0.0, 0.0, width, height, entry))), entry)  # noqa: S704  (made of elements)
                for entry in block.entries
            ),
        )
        for block in sheet.scene.legend
    )


def _told(symbol: Symbol) -> tuple[Symbol, Text, Text]:
    """A numbered point with how its place is known and where the plan names it."""
    known = say(f"page.grade_{symbol.grade}") if symbol.grade else Text("", "")
    return symbol, known, _locators(symbol.statements)


def _rows(scene: Scene) -> Iterable[MapRow]:
    """Areas of which the same is said share a row, in the order of their first area."""
    found: dict[tuple[Text, Text, Text], list[Text]] = {}
    for area in scene.areas:
        told = (joined(s.terms) if s.terms else s.heading for s in area.statements)
        said = joined(dict.fromkeys(told), "；", "; ")
        key = (area.state_text, said, _locators(area.statements))
        found.setdefault(key, []).append(area.name)
    for (state, terms, clauses), names in found.items():
        yield MapRow(joined(names), state, terms, clauses)


def _locators(lines: Iterable[StatementLine]) -> Text:
    return joined(dict.fromkeys(line.locator for line in lines), "；", "; ")
