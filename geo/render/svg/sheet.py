"""The standalone poster: title block, map, legend, table, sources and review mark in one SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.domain.text import Text
from geo.render.svg.elements import add, add_text, root, text_width, to_bytes
from geo.render.svg.map import draw_map
from geo.render.svg.swatches import draw_swatch, swatch_height, swatch_width
from geo.scene.scene import LegendBlock, LegendEntry
from geo.sheet.bottom_band import BODY_PT, HEAD_PT, NUMBER_PT, credit_lines
from geo.sheet.furniture import PANEL_PAD, legend_room
from geo.sheet.legend import (
    BLOCK_EM,
    COLUMN_EM,
    GUTTER_EM,
    ROW_EM,
    block_height,
    legend_columns,
    members_text,
)
from geo.sheet.model import Box, Sheet
from geo.sheet.typeface import MM_PER_PT, wrap

_LINE, _TITLE_PT, _SUBTITLE_PT = 1.24, 27.0, 12.0
_LIST = Text("图上编号", "Numbers on the map")
_NUMBERS = Text("要点", "Key numbers")
_SOURCES = Text("依据与底图", "Sources and base map")
_MATRIX = Text("细分产业与点名的市", "Sub-sectors and the cities that name them")


class Pen:
    """Writes wrapped lines downwards in a column."""

    def __init__(self, parent: ET.Element, sheet: Sheet, box: Box) -> None:
        self.parent, self.sheet, self.box = parent, sheet, box
        self.y = box.y
        self.pt = sheet.page.pt(BODY_PT)
        self.em = self.pt * MM_PER_PT

    def write(
        self, text: str, x: float = 0.0, pt: float = 0.0, *, bold: bool = False, fill: str = ""
    ) -> None:
        """One text in as many lines as it needs, from ``x`` right of the column's edge."""
        size = pt or self.pt
        style = {"fill": fill or self.sheet.ink.ink} | ({"font_weight": "700"} if bold else {})
        for line in wrap(text, size, self.box.w - x, bold):
            height = _LINE * size * MM_PER_PT
            add_text(self.parent, line, self.box.x + x, self.y + height / 2, size, **style)
            self.y += height

    def head(self, text: str) -> None:
        """A heading with the space under it."""
        self.write(text, pt=self.sheet.page.pt(HEAD_PT), bold=True)
        self.y += 0.5 * self.em


def sheet_svg(sheet: Sheet, lang: str = "") -> bytes:
    """The whole first page as one SVG document, in the page's millimetres.

    Legend swatches carry ``data-legend-key``; their words follow with ``data-legend-text``.
    """
    language = lang or sheet.lang
    page, ink = sheet.page, sheet.ink
    element = root(Box(0, 0, page.width, page.height), language)
    add(element, "title", sheet.scene.title.in_(language))
    add(element, "desc", sheet.scene.alt.in_(language))
    add(element, "rect", x=0.0, y=0.0, width=page.width, height=page.height, fill=ink.paper)
    _title(element, sheet, language)
    draw_map(element, sheet, language)
    _panel(element, sheet, language)
    _strip(element, sheet, language)
    return to_bytes(element)


def _title(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    page, ink, scene = sheet.page, sheet.ink, sheet.scene
    box, unit = page.title, page.unit
    add(parent, "rect", x=box.x, y=box.y, width=1.8 * unit, height=15.2 * unit, fill=scene.accent)
    title, left = scene.title.in_(lang), box.x + 5.5 * unit
    wide = text_width(title, page.pt(_TITLE_PT), bold=True)
    size = page.pt(_TITLE_PT) * min(1.0, (box.w - 6 * unit) / wide)
    add_text(parent, title, left, box.y + 4.6 * unit, size, font_weight="700", fill=ink.ink)
    low = box.y + 13.4 * unit
    add_text(parent, scene.subtitle.in_(lang), left, low, page.pt(_SUBTITLE_PT), fill=ink.quiet)
    add_text(parent, scene.plan_line.in_(lang), box.right, low, page.pt(BODY_PT), fill=ink.quiet,
             text_anchor="end")  # fmt: skip
    add(parent, "rect", x=box.x, y=box.bottom - 0.25 * unit, width=box.w, height=0.25 * unit,
        fill=ink.ink)  # fmt: skip


def _panel(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    page, pad = sheet.page, PANEL_PAD * sheet.page.unit
    blocks = sheet.scene.legend[: sheet.kept]
    if not blocks:
        return
    box = Box(page.panel.x + pad, page.panel.y + pad, page.panel.w - 2 * pad,
              legend_room(sheet.scene, page, lang))  # fmt: skip
    em = page.pt(BODY_PT) * MM_PER_PT
    if legend_columns(len(blocks), box.w, page.paper) == 1:
        _blocks(parent, sheet, blocks, box, lang)
        return
    half = (box.w - COLUMN_EM * em) / 2.12
    _blocks(parent, sheet, blocks[:1], Box(box.x, box.y, half * 1.12, box.h), lang)
    right = Box(box.right - half, box.y, half, box.h)
    _blocks(parent, sheet, blocks[1:], right, lang)


def _blocks(
    parent: ET.Element, sheet: Sheet, blocks: tuple[LegendBlock, ...], box: Box, lang: str
) -> None:
    pen = Pen(parent, sheet, box)
    for block in blocks:
        top = pen.y
        pen.head(block.title.in_(lang))
        for entry in block.entries:
            _entry(pen, sheet, entry, lang)
        least = top + block_height(block, box.w, pen.em, lang, sheet.page.paper)
        pen.y = max(pen.y, least) + (BLOCK_EM - ROW_EM) * pen.em


def _entry(pen: Pen, sheet: Sheet, entry: LegendEntry, lang: str) -> None:
    page = sheet.page
    width, height = swatch_width(page), swatch_height(page)
    top = pen.y
    draw_swatch(pen.parent, sheet, entry, Box(pen.box.x, top, width, height))
    pen.y = top + max(0.0, (height - _LINE * pen.em) / 2)
    indent = width + GUTTER_EM * pen.em
    label = entry.label.in_(lang)
    group = add(pen.parent, "g", data_legend_text=label)
    outer, pen.parent = pen.parent, group
    pen.write(label, x=indent, bold=bool(entry.members))
    if entry.members:
        pen.write(members_text(entry, lang), x=indent, fill=sheet.ink.quiet)
    pen.parent = outer
    pen.y = max(pen.y, top + height) + ROW_EM * pen.em


def _strip(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    strip, box = sheet.strip, sheet.page.strip
    x, shown = box.x, sheet.kept
    for part, width in zip(strip.parts, strip.columns, strict=True):
        column = Box(x, box.y, width, box.h)
        if part == "legend":
            _blocks(parent, sheet, sheet.scene.legend[shown : shown + 1], column, lang)
            shown += 1
        else:
            _PARTS[part](parent, sheet, column, lang)
        x += width + strip.gutter


def _numbers(parent: ET.Element, sheet: Sheet, box: Box, lang: str) -> None:
    Pen(parent, sheet, box).head(_NUMBERS.in_(lang))
    across, page = sheet.strip.across, sheet.page
    numbers = sheet.scene.key_numbers
    width = box.w / across
    top = box.y + 1.9 * page.pt(HEAD_PT) * MM_PER_PT
    for start in range(0, len(numbers), across):
        lowest = top
        for i, number in enumerate(numbers[start : start + across]):
            pen = Pen(parent, sheet, Box(box.x + i * width, top, width * 0.95, box.h))
            pen.write(str(number.value), pt=page.pt(NUMBER_PT), bold=True,
                      fill=sheet.scene.accent)  # fmt: skip
            pen.write(number.label.in_(lang), fill=sheet.ink.ink)
            lowest = max(lowest, pen.y)
        top = lowest + 0.6 * page.pt(BODY_PT) * MM_PER_PT


def _sources(parent: ET.Element, sheet: Sheet, box: Box, lang: str) -> None:
    pen, credit = Pen(parent, sheet, box), sheet.scene.credits
    pen.head(_SOURCES.in_(lang))
    for line in credit_lines(sheet.scene):
        pen.write(line.in_(lang), fill=sheet.ink.quiet)
    color = sheet.ink.ink if credit.reviewed else sheet.ink.alert
    pen.write(credit.review.in_(lang), bold=True, fill=color)


def _list(parent: ET.Element, sheet: Sheet, box: Box, lang: str) -> None:
    head = Pen(parent, sheet, box)
    head.head(_LIST.in_(lang))
    lists = sheet.strip.lists
    width = box.w / len(lists)
    for i, numbers in enumerate(lists):
        pen = Pen(parent, sheet, Box(box.x + i * width, head.y, width - head.em, box.h))
        for number in numbers:
            y = pen.y + _LINE * pen.em / 2
            add_text(parent, str(number), pen.box.x + 1.5 * pen.em, y, pen.pt,
                     text_anchor="end", font_weight="700", fill=sheet.scene.accent)  # fmt: skip
            pen.write(sheet.numbered[number - 1].label.in_(lang), x=2.1 * pen.em)


def _matrix(parent: ET.Element, sheet: Sheet, box: Box, lang: str) -> None:
    """Sub-sectors down, places across; a disc for named, a ring for stated as a region."""
    scene, ink = sheet.scene, sheet.ink
    pen = Pen(parent, sheet, box)
    pen.head(_MATRIX.in_(lang))
    first = min(
        box.w * 0.4, max(text_width(c.in_(lang), pen.pt) for c in scene.matrix_columns) * 1.05
    )
    each = (box.w - first) / len(scene.matrix)
    base = box.bottom - (1.8 * len(scene.matrix_columns) + 0.6) * pen.em
    for i, row in enumerate(scene.matrix):
        x = box.x + first + (i + 0.5) * each
        if sheet.strip.upright:
            text = add_text(parent, row.name.in_(lang), 0.0, 0.0, pen.pt, font_weight="700")
            text.set("transform", f"translate({x:.2f} {base - pen.em:.2f}) rotate(-90)")
            continue
        lines = wrap(row.name.in_(lang), pen.pt, each - 0.4 * pen.em, bold=True)
        for j, line in enumerate(reversed(lines)):
            add_text(parent, line, x, base - (j * _LINE + 0.8) * pen.em, pen.pt,
                     text_anchor="middle", font_weight="700")  # fmt: skip
    for j, column in enumerate(scene.matrix_columns):
        y = base + (1.8 * j + 0.9) * pen.em
        add(parent, "rect", x=box.x, y=y - 0.9 * pen.em, width=box.w, height=ink.county_mm,
            fill=ink.border)  # fmt: skip
        add_text(parent, column.in_(lang), box.x, y, pen.pt, fill=ink.ink)
        for i, row in enumerate(scene.matrix):
            if row.cells[j]:
                add(parent, "circle", cx=box.x + first + (i + 0.5) * each, cy=y, r=0.42 * pen.em,
                    stroke=scene.accent, stroke_width=ink.border_mm,
                    fill=scene.accent if row.cells[j] == "named" else "none")  # fmt: skip


_PARTS = {"numbers": _numbers, "sources": _sources, "list": _list, "matrix": _matrix}
