"""Slides with native tables: each cell a text of its own, classes as fills of the theme."""

from __future__ import annotations

from pptx.util import Emu

from geo.design.theme import load_theme
from geo.render.slides import marks, texts
from geo.render.slides.marks import EMU, Element, Line, Script
from geo.render.slides.model import FIELD, Cell, Grid, TableSlide
from geo.render.slides.page import Page
from geo.scene.scene import LegendEntry, Style
from geo.sheet.box import Box
from geo.sheet.typeface import typeface, wrap

_PT, _KEY_PT, _PAD, _GAP = 10.0, 9.0, 1.0, 6.0
_ROW, _MOST_ROW = 5.5, 8.0  # mm: the least and the most height of a row
_HEAD = 2.0  # rows that headings may take
_KEY_H, _SWATCH = 8.0, (9.0, 4.6)
_EDGES = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
_BETWEEN = 5.0  # mm from one class of the key to the next
_PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # the style of office programs without fills


def add_tables(page: Page, slide: TableSlide, accent: str) -> None:
    """Tables side by side, then the key of their classes."""
    left = FIELD.x
    for grid in slide.grids:
        _add_grid(page, grid, left, bool(slide.legend), accent)
        left += sum(grid.widths) + _GAP
    if slide.legend:
        _add_key(page, slide.legend)


def rows_that_fit(*, key: bool) -> int:
    """How many rows a table has below its headings at the least height."""
    return int((FIELD.h - (_KEY_H if key else 0.0)) / _ROW - _HEAD)


def lines_in(text: str, width: float) -> int:
    """How many lines a text has in a column of some width (mm)."""
    return len(wrap(text, _PT, width - 2 * _PAD)) or 1


def _add_grid(page: Page, grid: Grid, left: float, key: bool, accent: str) -> None:
    room = FIELD.h - (_KEY_H if key else 0.0)
    high = min(_MOST_ROW, room / (len(grid.rows) - 1 + _HEAD))
    box = Box(left, FIELD.y, sum(grid.widths), high * len(grid.rows))
    frame = page.slide.shapes.add_table(
        len(grid.rows),
        len(grid.widths),
        *(Emu(round(v * EMU)) for v in (box.x, box.y, box.w, box.h)),
    )
    frame._element.nvGraphicFramePr.cNvPr.set("id", str(next(page.numbers)))
    frame.name = grid.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", grid.name)
    table = frame.table
    table.horz_banding = False
    table._tbl.tblPr.find("{*}tableStyleId").text = _PLAIN
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Emu(round(width * EMU))
    for number, (row, cells) in enumerate(zip(table.rows, grid.rows, strict=True)):
        row.height = Emu(round(high * EMU))
        for held, cell in zip(row.cells, cells, strict=True):
            _write(page, held._tc, cell, accent if number == 0 else "")


def _write(page: Page, held: Element, cell: Cell, head: str) -> None:
    """A cell: its words, its edges and its class."""
    ground = page.theme.ground
    ink = cell.style.ink if cell.style else (ground["paper"] if head else ground["ink"])
    body = held.get_or_add_txBody()
    for old in list(body.p_lst):
        body.remove(old)
    script = Script(_PT, ink, bold=cell.strong or bool(head))
    line = texts.write(body, [cell.text] if cell.text else [], script, page.palette)
    marks.add(line, "a:endParaRPr", lang="zh-CN", sz=round(100 * _PT))
    texts.aligned(line, "middle" if cell.centred else "start")
    looks = held.get_or_add_tcPr()
    pad = round(_PAD * EMU)
    for name, value in (("marL", pad), ("marR", pad), ("marT", 0), ("marB", 0), ("anchor", "ctr")):
        looks.set(name, str(value))
    for edge in _EDGES:
        drawn = marks.add(looks, edge, w=6350)
        page.palette.fill(drawn, ground["county"])
    if head:
        page.palette.fill(looks, head)
    elif cell.style:
        _class(page, looks, cell.style)


def _class(page: Page, parent: Element, style: Style) -> None:
    """The fill of a class, hatched where that is."""
    hatch = load_theme().patterns.get(style.pattern)
    if hatch and not hatch.paper:
        page.palette.hatch(parent, hatch, style.pattern_color, style.fill)
    else:
        page.palette.fill(parent, style.fill)


def _add_key(page: Page, legend: tuple[LegendEntry, ...]) -> None:
    """The classes of the cells in a row under the table."""
    made, x, lang = [], FIELD.x, page.deck.lang
    y, (wide, high) = FIELD.bottom - _SWATCH[1], _SWATCH
    edge = Line(page.theme.ground["border"], 0.15)
    shown = [(entry.style, entry.label.in_(lang)) for entry in legend if entry.style]
    pt, face = _KEY_PT, typeface()
    room = FIELD.w - len(shown) * (wide + 1.5 + _BETWEEN)
    pt *= min(1.0, room / sum(face.width_mm(words, pt) for _, words in shown))
    script = Script(pt, page.theme.ground["ink"])
    for style, words in shown:
        swatch = marks.shape(next(page.numbers), words, Box(x, y, wide, high))
        marks.preset(swatch, "rect")
        _class(page, swatch.spPr, style)
        marks.dress_line(swatch, page.palette, edge)
        if style.mark:
            line = texts.write(texts.body(swatch, wrap=False), [style.mark],
                               Script(8.0, style.ink, bold=True), page.palette)  # fmt: skip
            texts.aligned(line, "middle")
        length = face.width_mm(words, pt)
        told = texts.text_box(next(page.numbers), [words], Box(x + wide + 1.5, y, length, high),
                              script, page.palette, texts.Setting())  # fmt: skip
        made += [swatch, told]
        x += wide + length + _BETWEEN
    page.group(page.names["key"], page.names["key"], made, Box(0, 0, 0, 0))
