"""Pieces of the SVG: elements, patterns, symbols, labels, bands; correspondence, no choice.

Everything goes through ElementTree, so a value can only ever be text. Lengths are millimetres of
the page with two decimals; the viewBox makes them so.
"""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from geo.design.theme import load_theme
from geo.scene.outlines import BandStroke, Drawing
from geo.scene.scene import Style
from geo.sheet.area_names import DOTS, mark_width
from geo.sheet.model import Box, PathText, PlacedBand, PlacedLabel, PlacedSymbol, Point, Sheet
from geo.sheet.typeface import FAMILY, MM_PER_PT

SVG_NS = "http://www.w3.org/2000/svg"
_POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_BASELINE_EM = 0.37
_LINE_EM = 1.16
SLANT = 0.21  # of names at sea: the typeface has no italic


def num(value: float) -> str:
    """A length with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def add(
    parent: ET.Element, tag: str, text: str | float = "", **attributes: str | float
) -> ET.Element:
    """A child element; underscores in attribute names become hyphens, numbers two decimals."""
    found = {
        name.rstrip("_").replace("_", "-"): num(value) if isinstance(value, float) else str(value)
        for name, value in attributes.items()
    }
    element = ET.SubElement(parent, tag, found)
    if text:
        element.text = str(text)
    return element


def add_box(parent: ET.Element, box: Box, **attributes: str | float) -> ET.Element:
    """A rectangle."""
    return add(parent, "rect", x=box.x, y=box.y, width=box.w, height=box.h, **attributes)


def root(box: Box, lang: str) -> ET.Element:
    """An svg element whose user unit is a millimetre of the page."""
    return ET.Element(
        "svg",
        {
            "xmlns": SVG_NS,
            "viewBox": " ".join(num(v) for v in (box.x, box.y, box.w, box.h)),
            "width": f"{num(box.w)}mm",
            "height": f"{num(box.h)}mm",
            "lang": "en" if lang == "en" else "zh-CN",
            "font-family": FAMILY,
        },
    )


def to_bytes(element: ET.Element) -> bytes:
    """The document as UTF-8."""
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return (head + ET.tostring(element, encoding="unicode")).encode()


def pattern_id(style: Style) -> str:
    """Name of the pattern in one colour."""
    return f"{style.pattern}-{style.pattern_color.lstrip('#')}"


def add_patterns(defs: ET.Element, sheet: Sheet, styles: list[Style]) -> None:
    """One pattern element per pattern and colour that is drawn; millimetres, turned."""
    wanted = {pattern_id(s): s for s in styles if s.pattern in sheet.hatches}
    for name, style in sorted(wanted.items()):
        hatch = sheet.hatches[style.pattern]
        step, ink = hatch.spacing, style.pattern_color
        tile = add(
            defs, "pattern", id=name, patternUnits="userSpaceOnUse", width=step, height=step,
            patternTransform=f"rotate({num(-hatch.angle)})",
        )  # fmt: skip
        if hatch.dot:
            add(tile, "circle", cx=step / 2, cy=step / 2, r=hatch.dot / 2, fill=ink)
        else:
            add_box(tile, Box(0.0, 0.0, step, hatch.width), fill=ink)


def add_text(
    parent: ET.Element, text: str, x: float, y: float, size_pt: float, **attributes: str | float
) -> ET.Element:
    """One line of text whose middle height is at ``y``."""
    size = size_pt * MM_PER_PT
    return add(parent, "text", text, x=x, y=y + _BASELINE_EM * size, font_size=size, **attributes)


def add_mark(
    parent: ET.Element, mark: str, x: float, y: float, pt: float, ink: str, ground: str = "none"
) -> None:
    """The sign of a state, its left edge at ``x``: a digit in a ring or pill, or a dot."""
    width, height = mark_width(mark, pt), 1.28 * pt * MM_PER_PT
    line = 0.1 * pt * MM_PER_PT
    if mark in DOTS:
        add(parent, "circle", cx=x + width / 2, cy=y, r=width / 2 - line / 2, stroke=ink,
            stroke_width=line, fill=ink if mark == "●" else ground)  # fmt: skip
        return
    pill = Box(x + line / 2, y - height / 2 + line / 2, width - line, height - line)
    add_box(parent, pill, rx=(height - line) / 2, fill=ground, stroke=ink, stroke_width=line)
    add_text(parent, mark, x + width / 2, y, pt, text_anchor="middle", font_weight="700", fill=ink)


def add_label(parent: ET.Element, label: PlacedLabel) -> None:
    """A label: its halo or plate is drawn elsewhere, its leader with the symbols."""
    size = label.size_pt * MM_PER_PT
    line = _LINE_EM * size
    group = add(parent, "g", data_label=label.owner)
    style: dict[str, str | float] = {"fill": label.ink}
    if label.bold:
        style["font_weight"] = "700"
    if label.halo:
        style |= _halo(label.halo, size)
    mark_w = mark_width(label.mark, label.mark_pt)
    text_w = label.box.w - (mark_w + 0.18 * size if mark_w else 0)
    centre = label.box.x + text_w / 2
    top = label.box.y + label.box.h / 2 - line * (len(label.lines) - 1) / 2
    for i, text in enumerate(label.lines):
        middle = top + i * line
        if label.slanted:
            style["transform"] = f"matrix(1 0 {num(-SLANT)} 1 {num(SLANT * middle)} 0)"
        add_text(group, text, centre, middle, label.size_pt, text_anchor="middle", **style)
    if label.mark:
        add_mark(group, label.mark, label.box.right - mark_w, top, label.mark_pt, label.ink,
                 label.halo or "none")  # fmt: skip


def _halo(color: str, size: float) -> dict[str, str | float]:
    return {"stroke": color, "stroke_width": load_theme().lines["halo_em"] * size,
            "paint_order": "stroke", "stroke_linejoin": "round"}  # fmt: skip


def add_path_text(parent: ET.Element, text: PathText, name: str) -> None:
    """A text along its base line, which bears a ``name`` of its own in the document."""
    size = text.size_pt * MM_PER_PT
    group = add(parent, "g", data_path_text=text.owner)
    add(group, "path", id=name, d=line_path(text.points), fill="none")
    weight: dict[str, str | float] = {"font_weight": "700"} if text.bold else {}
    letters = add(group, "text", font_size=size, fill=text.ink, text_anchor="middle",
                  **_halo(text.halo, size), **weight)  # fmt: skip
    add(letters, "textPath", text.text, href=f"#{name}", startOffset="50%")


def line_path(points: Iterable[Point]) -> str:
    """Path data of a line."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)


def add_plate(parent: ET.Element, label: PlacedLabel, opacity: float = 1.0) -> None:
    """The clear ground under a label."""
    plate = add_box(parent, label.box, rx=0.3 * label.size_pt * MM_PER_PT, fill=label.plate)
    if opacity < 1:
        plate.set("fill-opacity", num(opacity))


def add_bands(parent: ET.Element, placed: Sequence[PlacedBand]) -> None:
    """Bands along their courses, all casings under all lines; arrows last and without gaps."""
    group = add(parent, "g", data_layer="bands", fill="none", stroke_linejoin="round")
    for number in range(max((len(one.band.strokes) for one in placed), default=0)):
        for one in placed:
            for line in one.band.strokes[number : number + 1]:
                _stroke(group, one, line, one.points, line.dash)
    for one in placed:
        for line in one.band.strokes if one.arrow else ():
            _stroke(group, one, line, one.arrow)


def _stroke(
    group: ET.Element,
    placed: PlacedBand,
    line: BandStroke,
    points: Sequence[Point],
    dash: Sequence[float] = (),
) -> None:
    each = placed.mm_per_pt
    drawn = add(group, "path", d=line_path(points), stroke=line.color,
                stroke_width=line.width_pt * each, data_band=placed.band.id,
                stroke_linecap="butt" if dash else "round")  # fmt: skip
    if dash:
        drawn.set("stroke-dasharray", " ".join(num(part * each) for part in dash))


def add_symbol(parent: ET.Element, placed: PlacedSymbol) -> None:
    """A symbol of the map."""
    symbol = placed.symbol
    grade = {"data_grade": symbol.grade} if symbol.grade else {}
    add_face(add(parent, "g", data_symbol=symbol.id, data_kind=symbol.kind, **grade), placed)


def add_face(parent: ET.Element, placed: PlacedSymbol) -> None:
    """What is seen of a symbol: its strokes and its number, if it has one."""
    drawing = placed.symbol.drawing
    add_drawing(parent, drawing, placed.box, numbered=bool(placed.number))
    if placed.number:
        add_text(parent, str(placed.number), placed.x, placed.y, placed.number_pt,
                 text_anchor="middle", fill=drawing.ink)  # fmt: skip


def add_drawing(parent: ET.Element, drawing: Drawing, box: Box, *, numbered: bool = False) -> None:
    """The strokes of a symbol in a square; those that leave room for a number, if it has one."""
    radius = box.h / 2
    x, y = box.x + box.w / 2, box.y + radius

    def placed(point: re.Match[str]) -> str:
        return f"{num(x + float(point[1]) * radius)} {num(y + float(point[2]) * radius)}"

    for line in drawing.roomy if numbered else drawing.strokes:
        drawn = add(parent, "path", d=_POINT.sub(placed, line.path), fill=line.fill)
        if line.width:
            drawn.set("stroke", line.stroke)
            drawn.set("stroke-width", num(line.width * radius))
            drawn.set("stroke-linejoin", "round")
        if line.dash:
            drawn.set("stroke-dasharray", num(line.dash * radius))
