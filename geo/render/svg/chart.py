"""A chart as SVG: real text, a cell per value, the legend with the very styles that are drawn."""

from xml.etree import ElementTree as ET

from geo.charts.model import Chart, ChartCell, Heading
from geo.design.theme import load_theme
from geo.render.svg.chart_grid import LARGEST_PT, LINE_EM, Grid, captioned, fitted, grid_of, parts
from geo.render.svg.document import document
from geo.render.svg.elements import add, add_box, add_mark, add_text, root
from geo.render.svg.swatches import draw_style
from geo.scene.scene import LegendEntry, Style
from geo.sheet.area_names import mark_width
from geo.sheet.model import Box
from geo.sheet.typeface import MM_PER_PT, require_glyphs, typeface, wrap

_EDGE = 0.15
_PLAIN = ("✓", "=", "△")  # signs that stand without a ring
WIDTH, HEIGHT, _ROW_MM = 396.0, 190.0, 6.2
_SWATCH = (9.0, 5.0)


def chart_svg(chart: Chart, lang: str = "zh") -> bytes:
    """The whole picture as a file: title, legend, grid, what the numbers are, source (A3 wide)."""
    require_glyphs(texts(chart, lang))
    drawn = placed(chart, WIDTH, lang)
    width = max([WIDTH * 0.62, *(grid.box.w for _, grid in drawn)])
    page = root(Box(0, 0, width, 10), lang)
    add(page, "title", chart.title.in_(lang))
    add(page, "desc", chart.alt.in_(lang))
    ground = add(page, "rect", x=0, y=0, width=width, fill=load_theme().ground["paper"])
    ink, quiet = load_theme().ground["ink"], load_theme().ground["quiet"]
    add_text(page, chart.title.in_(lang), 0, 5, 20, font_weight="700", fill=ink)
    add_text(page, chart.subtitle.in_(lang), 0, 13, 11, fill=quiet)
    y = _legend(page, chart, width, 22.0, lang)
    for part, grid in drawn:
        body = add(page, "g", transform=f"translate(0 {y:.2f})")
        draw_grid(body, part, grid, lang)
        y += grid.box.h + 5
    credit = chart.credits
    for text in (chart.note, credit.source, credit.limits):
        for line in wrap(text.in_(lang), 8, width * 0.97):
            add_text(page, line, 0, y, 8, fill=quiet)
            y += 8 * LINE_EM * MM_PER_PT * 1.1
    _sized(page, ground, width, y)
    return document(page)


def placed(chart: Chart, width: float, lang: str) -> list[tuple[Chart, Grid]]:
    """The parts of a chart that stand one below the other in a width (mm), at full type."""
    high = max(HEIGHT, _ROW_MM * len(chart.rows))
    return [(part, grid_of(part, width, high, lang)) for part in parts(chart, width, high, lang)]


def _sized(page: ET.Element, ground: ET.Element, width: float, height: float) -> None:
    pad = 6.0
    x, w, h = -pad, width + 2 * pad, height + 2 * pad
    page.set("viewBox", f"{x:g} {x:g} {w:.2f} {h:.2f}")
    page.set("width", f"{w:.2f}mm")
    page.set("height", f"{h:.2f}mm")
    for name, value in zip(("x", "y", "width", "height"), (x, x, w, h), strict=True):
        ground.set(name, f"{value:.2f}")


def grid_picture(chart: Chart, grid: Grid, lang: str) -> ET.Element:
    """The grid alone; without ids, so that a page may hold several."""
    picture = root(grid.box.grown(_EDGE), lang)
    draw_grid(picture, chart, grid, lang)
    return picture


def swatch_picture(entry: LegendEntry) -> ET.Element:
    """One swatch of the legend."""
    picture = root(Box(0, 0, *_SWATCH), "zh")
    if entry.style:
        _swatch(picture, entry.style, Box(0.1, 0.1, _SWATCH[0] - 0.2, _SWATCH[1] - 0.2))
    return picture


def texts(chart: Chart, lang: str) -> list[str]:
    """Every text that a picture may print."""
    heads = [h for axis in (chart.rows, chart.columns) for h in axis]
    found = [chart.title, chart.subtitle, chart.note, *(e.label for e in chart.legend)]
    found += [t for h in heads for t in (h.label, h.note, h.group)]
    found += [cell.text for row in chart.cells for cell in row]
    found += [chart.credits.source, chart.credits.limits]
    return [text.in_(lang) for text in found]


def draw_grid(parent: ET.Element, chart: Chart, grid: Grid, lang: str) -> None:
    """Labels, cells and totals into an element in millimetres."""
    _columns(parent, chart, grid, lang)
    pt = max(grid.label_pt, min(1.6 * grid.label_pt, 0.3 * grid.cell[1] / MM_PER_PT))
    for i, head in enumerate(chart.rows):
        line = add(parent, "g", data_row=head.key)
        if captioned(chart.rows, i):
            add_text(line, head.group.in_(lang), grid.label - 2.2, grid.ys[i] - 1.6,
                     min(grid.label_pt, LARGEST_PT) * 0.85, text_anchor="end",
                     fill=load_theme().ground["quiet"])  # fmt: skip
        _row_label(line, head, grid, grid.ys[i], lang)
        for k, cell in enumerate(chart.cells[i]):
            if cell.style:
                box = Box(grid.xs[k], grid.ys[i], *grid.cell)
                keys = head.key, chart.columns[k].key
                _cell(line, cell, box, keys, (cell.text.in_(lang), pt))
        if note := head.note.in_(lang):
            add_text(line, note, grid.box.w - 0.4, grid.ys[i] + grid.cell[1] / 2, grid.label_pt,
                     fill=load_theme().ground["quiet"], text_anchor="end")  # fmt: skip


def _cell(
    parent: ET.Element,
    cell: ChartCell,
    box: Box,
    keys: tuple[str, str],
    said: tuple[str, float],
) -> None:
    """A cell; ``said`` is its text and the largest type of that (pt)."""
    group = add(parent, "g", data_row=keys[0], data_col=keys[1], data_state=cell.state,
                data_value=f"{cell.value:g}")  # fmt: skip
    assert cell.style is not None  # noqa: S101  (asked by the caller)
    text, pt = said
    _swatch(group, cell.style, box, sign=not text)
    if not text:
        return
    lines, pt = fitted(text, box.w - 0.8, box.h - 0.4, pt)
    if cell.style.pattern:
        plate = max(typeface().width_mm(line, pt) for line in lines) + 1.0
        high = len(lines) * LINE_EM * pt * MM_PER_PT
        clear = Box(box.x + (box.w - plate) / 2, box.y + (box.h - high) / 2, plate, high)
        add_box(group, clear, rx=0.5, fill=cell.style.fill)
    _lines(group, lines, pt, (box.x + box.w / 2, box.y + box.h / 2), cell.style.ink, "middle")


def _swatch(parent: ET.Element, style: Style, box: Box, *, sign: bool = True) -> None:
    draw_style(parent, style, box, load_theme().patterns["cell"])
    if not (sign and style.mark):
        return
    pt = min(9.5, 0.68 * box.h / MM_PER_PT, 0.6 * box.w / MM_PER_PT)
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if style.mark in _PLAIN or len(style.mark) > 2 or style.mark == "0":
        size = pt * (1.25 if style.mark in _PLAIN else 0.9)
        add_text(parent, style.mark, x, y, size, text_anchor="middle", font_weight="700",
                 fill=style.ink)  # fmt: skip
    else:
        add_mark(parent, style.mark, x - mark_width(style.mark, pt) / 2, y, pt, style.ink)


def _row_label(parent: ET.Element, head: Heading, grid: Grid, y: float, lang: str) -> None:
    theme, high = load_theme(), grid.cell[1]
    if head.color:
        add(parent, "rect", x=grid.label - 1.3, y=y, width=0.9, height=high, fill=head.color)
    lines, pt = fitted(head.label.in_(lang), grid.label - 2.6, high, grid.label_pt, head.strong)
    ink = theme.ground["ink"]
    _lines(parent, lines, pt, (grid.label - 2.2, y + high / 2), ink, "end", bold=head.strong)


def _columns(parent: ET.Element, chart: Chart, grid: Grid, lang: str) -> None:
    theme, across = load_theme(), grid.cell[0]
    ink, quiet = theme.ground["ink"], theme.ground["quiet"]
    for k, head in enumerate(chart.columns):
        group, x = add(parent, "g", data_col=head.key), grid.xs[k]
        if head.color:
            add(group, "rect", x=x, y=grid.head - 1.3, width=across, height=0.9, fill=head.color)
        text, foot = head.label.in_(lang), grid.head - 2.2
        if grid.upright:
            lines, pt = fitted(text, grid.head - 2.4, across, grid.head_pt, head.strong)
            turned = add(group, "g", transform=f"translate({x + across / 2:.2f} {foot:.2f}) "
                                               "rotate(-90)")  # fmt: skip
            _lines(turned, lines, pt, (0, 0), ink, "start", bold=head.strong)
        else:
            lines, pt = fitted(text, across, grid.head - 2, grid.head_pt, head.strong)
            middle = (x + across / 2, foot - len(lines) * LINE_EM * pt * MM_PER_PT / 2)
            _lines(group, lines, pt, middle, ink, "middle", bold=head.strong)
        note = head.note.in_(lang)
        if note:
            add_text(group, note, x + across / 2, grid.bottom + grid.foot / 2 + 0.4,
                     min(grid.head_pt, 7.5), text_anchor="middle", fill=quiet)  # fmt: skip
    if grid.note:
        add_text(parent, chart.row_note.in_(lang), grid.box.w - 0.4, grid.head - 3, grid.label_pt,
                 text_anchor="end", fill=quiet)  # fmt: skip
    if grid.foot:
        add_text(parent, chart.column_note.in_(lang), grid.label - 2.2,
                 grid.bottom + grid.foot / 2 + 0.4, grid.label_pt, text_anchor="end",
                 fill=quiet)  # fmt: skip


def _lines(
    parent: ET.Element,
    lines: tuple[str, ...],
    pt: float,
    middle: tuple[float, float],
    ink: str,
    anchor: str,
    *,
    bold: bool = False,
) -> None:
    step = LINE_EM * pt * MM_PER_PT
    top = middle[1] - step * (len(lines) - 1) / 2
    weight: dict[str, str | float] = {"font_weight": "700"} if bold else {}
    for i, line in enumerate(lines):
        add_text(parent, line, middle[0], top + i * step, pt, text_anchor=anchor, fill=ink,
                 **weight)  # fmt: skip


def _legend(parent: ET.Element, chart: Chart, width: float, y: float, lang: str) -> float:
    """The legend in lines; the y below it."""
    x, ink = 0.0, load_theme().ground["ink"]
    for entry in chart.legend:
        label = entry.label.in_(lang)
        need = _SWATCH[0] + 2 + typeface().width_mm(label, 9) + 7
        if x and x + need > width:
            x, y = 0.0, y + _SWATCH[1] + 2
        if entry.style:
            group = add(parent, "g", data_legend_key=entry.key)
            _swatch(group, entry.style, Box(x, y, *_SWATCH))
        add_text(parent, label, x + _SWATCH[0] + 2, y + _SWATCH[1] / 2, 9, fill=ink)
        x += need
    return y + _SWATCH[1] + 5
