"""What is drawn over the ground: belts, outlines of a user; frames, bars, arrow, review mark."""

from xml.etree import ElementTree as ET

from geo.design.theme import Hatch, load_theme
from geo.render.svg.elements import add, add_box, add_text, num
from geo.scene.marks import Belt, PlotLook
from geo.sheet.closeups import focus_of
from geo.sheet.furniture import CAPTION_PT, MARK_AIR, SMALL_PT, caption, scale_text
from geo.sheet.model import Box, PlacedBelt, ScaleBar, Sheet, View
from geo.sheet.other_names import plot_shape
from geo.sheet.paths import path_data, pattern_marks
from geo.sheet.typeface import MM_PER_PT

_ROUND = 0.42  # of its height: a swatch is no box of a class


def add_belts(parent: ET.Element, sheet: Sheet, view: str) -> None:
    """Every belt of a window over the fills of its areas."""
    layer = add(parent, "g", data_layer="belts", stroke_linejoin="round")
    for placed in sheet.belts:
        if placed.view == view:
            _add_belt(layer, sheet, placed)


def _add_belt(layer: ET.Element, sheet: Sheet, placed: PlacedBelt) -> None:
    belt, page = placed.belt, sheet.page
    group = add(layer, "g", data_belt=belt.id)
    if belt.hatch is None:
        _paint_band(add(group, "path", d=placed.path), belt, page.type_unit)
        return
    rim = load_theme().belts["rim"]["opacity"]
    add(group, "path", d=placed.rim, fill=belt.color, fill_opacity=rim)
    _add_lines(group, placed.path, belt.hatch.times(page.unit), belt.color)


def _paint_band(element: ET.Element, belt: Belt, unit: float) -> None:
    coast = load_theme().belts["coast"]
    element.set("fill", belt.color)
    element.set("fill-opacity", num(coast["opacity"]))
    element.set("stroke", belt.color)
    element.set("stroke-width", num(coast["edge"] * MM_PER_PT * unit))


def _add_lines(parent: ET.Element, path: str, hatch: Hatch, color: str) -> None:
    lines = add(parent, "path", d=path, fill="none", stroke=color, stroke_width=hatch.width)
    if hatch.dash:
        lines.set("stroke-dasharray", " ".join(num(length) for length in hatch.dash))


def add_belt_swatch(parent: ET.Element, belt: Belt, box: Box, unit: float) -> None:
    """A piece of a belt in a box: of its band, or of its lines and rim."""
    theme = load_theme()
    if belt.hatch is None:
        h = 0.7 * box.h
        band = Box(box.x, box.y + (box.h - h) / 2, box.w, h)
        _paint_band(add_box(parent, band, rx=0.3 * h), belt, unit)
        return
    add_box(parent, box, fill=theme.ground["layout"])
    rim = theme.belts["rim"]["width"] * unit
    add_box(parent, box.grown(-rim / 2), fill="none", stroke=belt.color, stroke_width=rim,
            stroke_opacity=theme.belts["rim"]["opacity"])  # fmt: skip
    hatch = belt.hatch.times(unit)
    _add_lines(parent, path_data(pattern_marks(hatch, box)), hatch, belt.color)


def add_plots(parent: ET.Element, sheet: Sheet, view: View) -> None:
    """Every outline of a window over the lines of its areas; nothing where there is none."""
    shapes = [(plot, plot_shape(plot, view)) for plot in sheet.scene.plots]
    shown = [(plot, shape) for plot, shape in shapes if not shape.is_empty]
    if not shown:
        return
    layer = add(parent, "g", data_layer="plots", stroke_linejoin="round")
    for plot, shape in shown:
        path = add(layer, "path", d=path_data(shape), data_plot=plot.id, data_kind=plot.kind)
        _paint(path, plot.look, sheet.page.type_unit)


def add_plot_swatch(parent: ET.Element, look: PlotLook, box: Box, unit: float) -> None:
    """A piece of ground in a box."""
    inner = box.grown(-0.1 * box.h)
    _paint(add_box(parent, inner, rx=f"{inner.h * _ROUND:.2f}"), look, unit)


def _paint(element: ET.Element, look: PlotLook, unit: float) -> None:
    element.set("fill", look.fill)
    if look.opacity:
        element.set("fill-opacity", f"{look.opacity:g}")
    element.set("fill-rule", "evenodd")
    element.set("stroke", look.stroke)
    element.set("stroke-width", f"{look.width_pt * MM_PER_PT * unit:.3f}")


def add_furniture(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    """Frames first, then bars and arrow, then the review mark on top of all."""
    _frames(parent, sheet, lang)
    for bar in sheet.scale_bars:
        _scale_bar(parent, sheet, bar)
    _north(parent, sheet)
    _review(parent, sheet, lang)


def _frames(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    ink, page, main = sheet.ink, sheet.page, sheet.views[0]
    line = ink.border_mm * 1.2
    if page.panel.meets(main.box):
        add_box(parent, page.panel, fill=ink.paper, stroke=ink.border, stroke_width=line)
    for view in sheet.views[1:]:
        if view.role == "delta":
            add_box(parent, main.frame_of(view), fill="none", stroke=ink.ink, stroke_width=line,
                    data_extent="delta")  # fmt: skip
        add_box(parent, view.box, fill="none", stroke=ink.ink, stroke_width=line)
        _caption(parent, sheet, view, lang)
    add_box(parent, main.box, fill="none", stroke=ink.border, stroke_width=line)


def _caption(parent: ET.Element, sheet: Sheet, view: View, lang: str) -> None:
    page, ink = sheet.page, sheet.ink
    size = page.pt(CAPTION_PT)
    name, scale, box = caption(view, page, lang)
    if not name:
        return
    pad = 0.8 * size * MM_PER_PT
    add_box(parent, box, fill=ink.paper, stroke=ink.ink, stroke_width=ink.border_mm * 1.2)
    middle = box.y + box.h / 2
    add_text(parent, name, box.x + pad, middle, size, font_weight="700", fill=ink.ink)
    if scale:
        add_text(parent, scale, box.right - pad, middle, page.pt(SMALL_PT), fill=ink.quiet,
                 text_anchor="end")  # fmt: skip


def _scale_bar(parent: ET.Element, sheet: Sheet, bar: ScaleBar) -> None:
    """A bar in two tones with its ends and the unit; the ratio over the main one."""
    ink, unit, size = sheet.ink, sheet.page.unit, sheet.page.pt(SMALL_PT)
    view = sheet.view(bar.view)
    group = add(parent, "g", data_scale_bar=bar.view, data_ground_m=num(bar.ground_m),
                data_length_mm=f"{bar.length_mm:.4f}")  # fmt: skip
    height, step = 1.1 * unit, bar.length_mm / bar.parts
    if bar.view != "main" or focus_of(sheet.scene, sheet.boundaries):
        line = size * MM_PER_PT
        plate = Box(bar.x - line, bar.y - height - 1.5 * line,
                    bar.length_mm + 3.4 * line, height + 2.2 * line)  # fmt: skip
        add_box(group, plate, fill=ink.paper, fill_opacity=0.8, rx=0.3 * line)
    for i in range(bar.parts):
        part = Box(bar.x + i * step, bar.y - height, step, height)
        tone = ink.paper if i % 2 else ink.ink
        add_box(group, part, fill=tone, stroke=ink.ink, stroke_width=ink.county_mm)
    above = bar.y - height - 0.62 * size * MM_PER_PT - 0.3 * unit
    end = f"{num(bar.ground_m / 1000)} km"
    add_text(group, "0", bar.x, above, size, text_anchor="middle", fill=ink.ink)
    add_text(group, end, bar.x + bar.length_mm, above, size, text_anchor="middle", fill=ink.ink)
    if bar.view == "main":
        below = bar.y + 0.75 * size * MM_PER_PT
        add_text(group, scale_text(view), bar.x + bar.length_mm / 2, below, size,
                 text_anchor="middle", fill=ink.quiet)  # fmt: skip


def _north(parent: ET.Element, sheet: Sheet) -> None:
    """A needle turned to true north at its place."""
    if sheet.north is None:
        return
    ink, unit, (x, y, angle) = sheet.ink, sheet.page.unit, sheet.north
    group = add(parent, "g", data_north=num(angle),
                transform=f"translate({num(x)} {num(y)}) rotate({num(angle)})")  # fmt: skip
    add(group, "path", d=_points(((0, -6), (1.7, 3), (0, 1.6)), unit), fill=ink.ink)
    add(group, "path", d=_points(((0, -6), (-1.7, 3), (0, 1.6)), unit), fill=ink.paper,
        stroke=ink.ink, stroke_width=ink.county_mm, stroke_linejoin="round")  # fmt: skip
    add_text(group, "N", 0.0, -8.0 * unit, sheet.page.pt(9), text_anchor="middle",
             font_weight="700", fill=ink.ink)  # fmt: skip


def _points(points: tuple[tuple[float, float], ...], unit: float) -> str:
    return "M" + "L".join(f"{num(x * unit)} {num(y * unit)}" for x, y in points) + "Z"


def _review(parent: ET.Element, sheet: Sheet, lang: str) -> None:
    """The approval number, or the internal-use mark in the alert colour."""
    credit, ink, box = sheet.scene.credits, sheet.ink, sheet.mark
    color = ink.ink if credit.reviewed else ink.alert
    group = add(parent, "g", data_review="reviewed" if credit.reviewed else "internal")
    add_box(group, box, fill=ink.paper, stroke=color, stroke_width=ink.coast_mm,
            rx=0.8 * sheet.page.unit)  # fmt: skip
    size = box.h / MARK_AIR[1] / MM_PER_PT
    add_text(group, credit.review.in_(lang), box.x + box.w / 2, box.y + box.h / 2, size,
             text_anchor="middle", font_weight="700", fill=color)  # fmt: skip
