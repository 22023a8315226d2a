"""What fills a slide: a map with its key numbers and its key, native tables, passages of words."""

from xml.etree import ElementTree as ET

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from geo.design.theme import load_theme
from geo.render.slides import marks, texts
from geo.render.slides.drawing import Names, Pencil
from geo.render.slides.marks import EMU, Element, Line, Script
from geo.render.slides.model import (
    EDGE,
    FIELD,
    MAP,
    WIDE,
    Cell,
    CoverSlide,
    Grid,
    MapSlide,
    Passage,
    TableSlide,
    WordsSlide,
)
from geo.render.slides.page import Page
from geo.render.svg.map import draw_map
from geo.render.svg.sheet import draw_pieces
from geo.scene.scene import LegendEntry, Style
from geo.sheet.box import Box
from geo.sheet.items import Picture
from geo.sheet.model import Sheet
from geo.sheet.typeface import typeface, wrap

_NUMBERS = Box(216.0, 5.4, WIDE - EDGE - 216.0, 20.0)
_NUMBER_PT, _LABEL_PT, _LEAST_W = 20.0, 9.0, 22.0
_COVER_PT, _PLAN_PT, _LINE_PT = 32.0, 14.0, 11.0
_LEFT, _TEXT_W = 14.0, 92.0
COVER_FOOT = Box(_LEFT, 162.0, _TEXT_W, 20.0)
_PT, _KEY_PT, _PAD, _GAP = 10.0, 9.0, 1.0, 6.0
_ROW, _MOST_ROW = 5.5, 8.0  # mm: the least and the most height of a row
_HEAD = 2.0  # rows that headings may take
_KEY_H, _SWATCH = 8.0, (9.0, 4.6)
_EDGES = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
_BETWEEN = 5.0  # mm from one class of the key to the next
_PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # the style of office programs without fills
_HEAD_PT, _WORDS_PT, _BETWEEN_COLUMNS = 14.0, 12.0, 10.0


def _pencil_of(page: Page, sheet: Sheet) -> Pencil:
    """What draws a sheet on a slide, with what its parts are called in the deck's language."""
    scene, lang = sheet.scene, sheet.lang
    every = (*scene.beside, *scene.context, *scene.areas)
    areas = {a.adcode: f"{a.name.in_(lang)} {a.state_text.in_(lang)}".strip() for a in every}
    owners = {a.adcode: a.name.in_(lang) for a in every}
    owners |= {c.adcode: c.name.in_(lang) for c in scene.counties}
    owners |= {s.id: s.label.in_(lang) for s in scene.symbols}
    owners |= {band.id: band.name.in_(lang) for band in scene.bands}
    owners |= {belt.id: belt.name.in_(lang) for belt in scene.belts}
    owners |= {plot.id: plot.label.in_(lang) for plot in scene.plots}
    owners |= {e.key: e.label.in_(lang) for block in scene.legend for e in block.entries}
    views = {v.role: v.name.in_(lang) or page.names["main"] for v in sheet.views}
    windows = {view.role: view.box for view in sheet.views}
    names = Names(owners, areas, page.names, views)
    return Pencil(page.palette, sheet.hatches, names, windows, page.numbers)


def add_map(page: Page, slide: MapSlide, accent: str) -> None:
    """The key numbers, the map as one group with its description, its key as another."""
    sheet, key = slide.sheet, ET.Element("svg")
    _add_numbers(page, slide, accent)
    pencil = _pencil_of(page, sheet)
    draw_pieces(key, sheet, [p for p in sheet.pages[0] if not isinstance(p, Picture)])
    _put_map(page, pencil, sheet, MAP)
    page.group(page.names["key"], page.names["key"], pencil.draw(key), MAP)


def _put_map(page: Page, pencil: Pencil, sheet: Sheet, at: Box) -> None:
    drawn = ET.Element("svg")
    draw_map(drawn, sheet, sheet.lang)
    page.group(page.names["map"], sheet.scene.alt.in_(sheet.lang), pencil.draw(drawn), at)


def _add_numbers(page: Page, slide: MapSlide, accent: str) -> None:
    """Key numbers from the right edge: each large, its words under it."""
    shown = slide.numbers[: int(_NUMBERS.w / _LEAST_W)]
    if not shown:
        return
    wide = min(_NUMBERS.w / len(shown), 30.0)
    left = _NUMBERS.right - wide * len(shown)
    for at, (value, label) in enumerate(shown):
        told = [(value, Script(_NUMBER_PT, accent, bold=True)),
                (label, Script(_LABEL_PT, page.theme.ground["ink"]))]  # fmt: skip
        box = Box(left + at * wide, _NUMBERS.y, wide - 1.5, _NUMBERS.h)
        page.passage("figures", told, box)


def add_cover(page: Page, slide: CoverSlide, accent: str) -> None:
    """What the deck is of at the left; the map at the right, without names."""
    ink, quiet = page.theme.ground["ink"], page.theme.ground["quiet"]
    high = page.title(slide.title, Box(_LEFT, 48.0, _TEXT_W, 44.0), _COVER_PT, lines=3)
    page.bar(Box(_LEFT, 40.0, 24.0, 2.0), accent)
    told = [(slide.subtitle, Script(_PLAN_PT, ink))] if slide.subtitle else []
    told += [(line, Script(_LINE_PT, quiet)) for line in slide.lines]
    page.passage("words", told, Box(_LEFT, 52.0 + high, _TEXT_W, COVER_FOOT.y - 54.0 - high))
    _put_map(page, _pencil_of(page, slide.sheet), slide.sheet, Box(0, 0, 0, 0))


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
    places = [Emu(round(v * EMU)) for v in (box.x, box.y, box.w, box.h)]
    frame = page.slide.shapes.add_table(len(grid.rows), len(grid.widths), *places)
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
            _write_cell(page, held._tc, cell, accent if number == 0 else "")


def _write_cell(page: Page, held: Element, cell: Cell, head: str) -> None:
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
        swatch = marks.shape(next(page.numbers), words, Box(x, y, wide, high), "rect")
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


def add_words(page: Page, slide: WordsSlide, accent: str) -> None:
    """Passages in columns of one width."""
    count = len(slide.columns)
    wide = (FIELD.w - _BETWEEN_COLUMNS * (count - 1)) / count
    for at, passages in enumerate(slide.columns):
        box = Box(FIELD.x + at * (wide + _BETWEEN_COLUMNS), FIELD.y + 2.0, wide, FIELD.h - 2.0)
        made, body = texts.column(next(page.numbers), page.names["words"], box)
        for passage in passages:
            _write_passage(page, body, passage, accent)
        page.put(made)


def _write_passage(page: Page, body: Element, passage: Passage, accent: str) -> None:
    head = Script(_HEAD_PT, accent, bold=True)
    texts.aligned(texts.write(body, [passage.heading], head, page.palette), space=(8, 4))
    script = Script(_WORDS_PT, page.theme.ground["ink"])
    for text, key in passage.lines:
        line = texts.write(body, [text], script, page.palette)
        texts.aligned(line, space=(0, 4))
        if key:
            _lead(page, line, key)


def _lead(page: Page, line: Element, key: str) -> None:
    """A line that leads to the slide of a key."""
    held = page.slide.part.relate_to(page.by_key[key].part, RELATIONSHIP_TYPE.SLIDE)
    letters = line.find("{*}r/{*}rPr")
    link = marks.add(letters, "a:hlinkClick", action="ppaction://hlinksldjump")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", held)
