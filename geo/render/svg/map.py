"""The map as SVG: every window of a Sheet, its furniture and its review mark."""

from xml.etree import ElementTree as ET

from geo.render.svg.elements import (
    add,
    add_bands,
    add_box,
    add_label,
    add_path_text,
    add_patterns,
    add_plate,
    add_symbol,
    line_path,
    num,
    pattern_id,
    root,
)
from geo.render.svg.overlays import add_belts, add_furniture, add_plots
from geo.scene.scene import DrawnArea
from geo.sheet.ground import Drawn, drawn
from geo.sheet.model import Box, PlacedLabel, PlacedSymbol, Point, Sheet, View
from geo.sheet.paths import path_data
from geo.sheet.typeface import MM_PER_PT

_PLATE_OPACITY = 0.86
_FRAME_MM = 0.2  # half of a frame's line stands outside its box


def map_element(sheet: Sheet, lang: str) -> ET.Element:
    """The map picture: windows, scale bars, north arrow, review mark; without legend and titles.

    User units are millimetres; areas carry ``data-adcode``, ``data-state``, ``data-count``.
    """
    element = root(picture_box(sheet), lang)
    add(element, "title", sheet.scene.title.in_(lang))
    add(element, "desc", sheet.scene.alt.in_(lang))
    draw_map(element, sheet, lang)
    return element


def picture_box(sheet: Sheet) -> Box:
    """The smallest box round all windows and the panel."""
    boxes = [view.box for view in sheet.views]
    boxes += [sheet.page.panel] if sheet.page.panel.w else []
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    return Box(x, y, right - x, bottom - y).grown(_FRAME_MM)


def draw_map(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    """All windows into an element that has the page's millimetres as its units."""
    defs = add(parent, "defs")
    scene = sheet.scene
    add_patterns(defs, sheet, [a.style for a in (*scene.context, *scene.areas)])
    for view in sheet.views:
        clip = add(defs, "clipPath", id=f"clip-{view.role}")
        add_box(clip, view.box)
    for view in sheet.views:
        _window(parent, sheet, view)
    add_furniture(parent, sheet, lang)


def _window(parent: ET.Element, sheet: Sheet, view: View) -> None:
    shown = drawn(sheet.boundaries, view)
    group = add(parent, "g", data_view=view.role, clip_path=f"url(#clip-{view.role})")
    _ground(group, sheet, view, shown)
    _fills(group, sheet, shown)
    add_belts(group, sheet, view.role)
    for label in sheet.labels:
        if label.view == view.role and label.plate and label.kind != "symbol":
            add_plate(group, label)
    _lines(group, sheet, view, shown)
    if view.role == "locator":
        return
    add_plots(group, sheet, view)
    add_bands(group, [band for band in sheet.bands if band.view == view.role])
    _overlays(group, sheet, view)


def _ground(group: ET.Element, sheet: Sheet, view: View, shown: Drawn) -> None:
    """Sea, land and what lies outside: the same on all maps of one window."""
    scene = sheet.scene
    ground = add(group, "g", data_layer="ground", stroke_linejoin="round", fill_rule="evenodd")
    add_box(ground, view.box, fill=scene.sea)
    add(ground, "path", d=path_data(shown.hinterland), fill=scene.land)
    filled = {area.adcode for area in (*scene.beside, *scene.areas)}
    if not filled.issuperset(shown.shapes["prefectures"]):
        add(ground, "path", d="".join(shown.paths("province").values()), fill=scene.land)
    for area in scene.context:
        path = shown.path(area.adcode)
        if path:
            _area(ground, area, path)


def _fills(group: ET.Element, sheet: Sheet, shown: Drawn) -> None:
    """Areas with their fills, each with its pattern: a packed file holds their outline once so."""
    scene = sheet.scene
    land = add(group, "g", data_layer="areas", stroke_linejoin="round", fill_rule="evenodd")
    for area in scene.context:
        _pattern(land, sheet, area, shown.path(area.adcode))
    for area in (*scene.beside, *scene.areas):
        path = shown.path(area.adcode)
        if path:
            _area(land, area, path)
        _pattern(land, sheet, area, path)


def _pattern(group: ET.Element, sheet: Sheet, area: DrawnArea, path: str) -> None:
    if path and area.style.pattern in sheet.hatches:
        over = f"url(#{pattern_id(area.style)})"
        add(group, "path", d=path, fill=over, data_over=area.adcode)


def _area(group: ET.Element, area: DrawnArea, path: str) -> None:
    style = area.style
    add(
        group, "path", d=path, fill=style.fill, stroke=style.stroke,
        stroke_width=style.stroke_width_pt * MM_PER_PT, data_adcode=area.adcode,
        data_state=area.state, data_count=area.count, data_pattern=style.pattern,
    )  # fmt: skip


def _lines(group: ET.Element, sheet: Sheet, view: View, shown: Drawn) -> None:
    """Counties, prefectures, coasts, the territory's outline, limits at sea: thin to strong."""
    ink, spec = sheet.ink, sheet.scene.spec
    lines = add(group, "g", data_layer="lines", fill="none", stroke_linejoin="round")
    counted = sheet.draws_counties and view.role != "locator"
    layers = ("prefectures", "counties") if counted else ("prefectures",)
    shore, prefectures, *counties = shown.lines(*layers)
    for path in counties:
        _joined(lines, path, ink.county, ink.county_mm)
    _joined(lines, prefectures, ink.border, ink.border_mm)
    dark = [a for a in sheet.scene.areas if a.style.ink == ink.paper]
    for level in sorted({a.level for a in dark}):
        path = shown.between([a.adcode for a in dark if a.level == level])
        _joined(lines, path, ink.paper, ink.split_mm)
    add(lines, "path", d=shore, stroke=ink.shore, stroke_width=ink.shore_mm)
    path = "".join(shown.paths("province").values())
    add(lines, "path", d=path, stroke=ink.coast, stroke_width=ink.coast_mm)
    if view.role == "locator":
        focus = shown.path(spec.focus_adcode)
        add(lines, "path", d=focus, fill=sheet.scene.accent, stroke=ink.coast,
            stroke_width=ink.coast_mm)  # fmt: skip
        return
    for path in shown.paths("lines").values():
        add(lines, "path", d=path, stroke=ink.quiet, stroke_width=ink.border_mm,
            stroke_dasharray=f"{num(ink.border_mm * 7)} {num(ink.border_mm * 5)}")  # fmt: skip


def _joined(lines: ET.Element, path: str, color: str, width: float) -> None:
    """Borders that meet where three areas do: round ends leave no notch there."""
    add(lines, "path", d=path, stroke=color, stroke_width=width, stroke_linecap="round")


def _overlays(group: ET.Element, sheet: Sheet, view: View) -> None:
    """Leaders, then symbols, then plates and labels."""
    symbols = [s for s in sheet.symbols if s.view == view.role]
    labels = [label for label in sheet.labels if label.view == view.role]
    _leaders(group, sheet, symbols, labels)
    marks = add(group, "g", data_layer="symbols")
    for placed in reversed(symbols):
        add_symbol(marks, placed)
    texts = add(group, "g", data_layer="labels")
    for label in labels:
        if label.plate and label.kind == "symbol":
            add_plate(texts, label, _PLATE_OPACITY)
    for label in labels:
        add_label(texts, label)
    for number, text in enumerate(sheet.path_texts):
        if text.view == view.role:
            add_path_text(texts, text, f"base-line-{number}")


def _leaders(
    group: ET.Element, sheet: Sheet, symbols: list[PlacedSymbol], labels: list[PlacedLabel]
) -> None:
    """Lines from symbols and names to their places, cased in white so that dark fills show them."""
    ink = sheet.ink
    lines: list[tuple[Point, ...]] = [((s.x, s.y), s.anchor) for s in symbols if s.moved]
    lines += [label.leader for label in labels if label.leader]
    leads = add(group, "g", data_layer="leaders", fill="none", stroke_linecap="round")
    path = "".join(line_path(line) for line in lines)
    if path:
        add(leads, "path", d=path, stroke=ink.paper, stroke_width=ink.border_mm * 3.6)
        add(leads, "path", d=path, stroke=ink.ink, stroke_width=ink.border_mm * 1.4)
    for placed in symbols:
        if placed.moved:
            add(leads, "circle", cx=placed.anchor[0], cy=placed.anchor[1], r=ink.coast_mm,
                fill=ink.ink, stroke=ink.paper, stroke_width=ink.border_mm)  # fmt: skip
