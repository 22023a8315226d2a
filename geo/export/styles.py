"""How QGIS draws a layer at first: the classes, hatches, symbols and names of our maps as QML.

See DECISIONS 66.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from geo.design.theme import Hatch
from geo.scene.outlines import BandStroke, Drawing
from geo.scene.scene import Style

_SVG = "http://www.w3.org/2000/svg"
_REACH = 1.2  # radii from the middle of a symbol to the edge of its picture
_NAME_PT = 8.0

Props = dict[str, str]
#: The layers of a symbol from the lowest: what QGIS calls it, and its properties.
Paint = tuple[tuple[str, Props], ...]


@dataclass(frozen=True)
class Entry:
    """One value of the column that a layer is drawn by: its label and paint."""

    value: str
    label: str
    paint: Paint


@dataclass(frozen=True)
class Lettered:
    """The names over a layer: the expression that gives them, their colour and that of the halo."""

    told: str
    ink: str
    halo: str


def area_paint(style: Style, hatch: Hatch | None = None) -> Paint:
    """An area in its fill and outline, with the hatch that a screen shows over it.

    Examples
    --------
    >>> style = Style("#ffffff", "#000000", 0.5, "#000000")
    >>> [name for name, _ in area_paint(style, Hatch(1.8, 45, 0.28, color="#ff0000"))]
    ['SimpleFill', 'LinePatternFill']
    """
    width = {"outline_width": f"{style.stroke_width_pt:g}", "outline_width_unit": "Point"}
    line = {"outline_color": _rgba(style.stroke), "joinstyle": "round", **width}
    fill = ("SimpleFill", {"color": _rgba(style.fill), "style": "solid", **line})
    return (fill, *hatch_paint(hatch)) if hatch else (fill,)


def veil_paint(color: str, opacity: float, edge_pt: float) -> Paint:
    """An area under a veil of a colour, with its outline in it."""
    width = {"outline_width": f"{edge_pt:g}", "outline_width_unit": "Point"}
    line = {"outline_color": _rgba(color), **width}
    return (("SimpleFill", {"color": _rgba(color, opacity), "style": "solid", **line}),)


def hatch_paint(hatch: Hatch) -> Paint:
    """The lines of a hatch, in millimetres as on paper."""
    distance = {"distance": f"{hatch.spacing:g}", "distance_unit": "MM"}
    offset = {"offset": f"{hatch.shift * hatch.spacing:g}", "offset_unit": "MM"}
    line = _line(BandStroke(hatch.color, hatch.width, hatch.dash), "MM")
    return (("LinePatternFill", {"angle": f"{hatch.angle:g}", **distance, **offset, **line}),)


def band_paint(strokes: Iterable[BandStroke]) -> Paint:
    """The lines along the course of a corridor, widest first."""
    return tuple(("SimpleLine", _line(stroke, "Point")) for stroke in strokes)


def _line(stroke: BandStroke, unit: str) -> Props:
    found = {"line_color": _rgba(stroke.color), "line_width": f"{stroke.width_pt:g}"}
    found |= {"color": found["line_color"], "line_width_unit": unit, "capstyle": "flat"}
    if stroke.dash:
        dash = ";".join(f"{length:g}" for length in stroke.dash)
        found |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": unit}
    return found


def symbol_paint(drawing: Drawing) -> Paint:
    """A symbol as it is on our maps: its own drawing, inside the style."""
    r = _REACH
    root = ET.Element("svg", xmlns=_SVG, viewBox=f"{-r:g} {-r:g} {2 * r:g} {2 * r:g}")
    for stroke in drawing.strokes:
        told = {"d": stroke.path, "fill": stroke.fill}
        if stroke.width:
            told |= {"stroke": stroke.stroke, "stroke-width": f"{stroke.width:g}"}
        if stroke.dash:
            told["stroke-dasharray"] = f"{stroke.dash:g}"
        ET.SubElement(root, "path", told)
    picture = base64.b64encode(ET.tostring(root)).decode()
    size = {"size": f"{r * drawing.size_pt:g}", "size_unit": "Point"}
    return (("SvgMarker", {"name": f"base64:{picture}", **size}),)


def dot_paint(fill: str, outline: str) -> Paint:
    """A plain disc."""
    shape = {"name": "circle", "size": "2.4", "size_unit": "MM", "outline_color": _rgba(outline)}
    return (("SimpleMarker", {"color": _rgba(fill), **shape}),)


_KINDS = {"Fill": "fill", "Line": "line", "Marker": "marker"}


def qml(column: str, entries: Sequence[Entry], lettered: Lettered | None = None) -> str:
    """A layer by the values of a column, with its names, as a style file of QGIS.

    Examples
    --------
    >>> made = qml("n", [Entry("1", "<2", dot_paint("#ffffff", "#000000"))])
    >>> 'label="&lt;2"' in made, 'attr="n"' in made
    (True, True)
    """
    told = {"version": "3.4.0", "styleCategories": "Symbology|Labeling"}
    root = ET.Element("qgis", told, labelsEnabled=str(int(lettered is not None)))
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=column)
    listed = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for i, entry in enumerate(entries):
        n = str(i)
        ET.SubElement(
            listed, "category", value=entry.value, label=entry.label, symbol=n, render="true"
        )
        kind = next(k for end, k in _KINDS.items() if entry.paint[0][0].endswith(end))
        symbol = ET.SubElement(symbols, "symbol", type=kind, name=n, alpha="1")
        for drawn, props in entry.paint:
            layer = ET.SubElement(symbol, "layer", {"class": drawn}, enabled="1")
            for name, value in props.items():
                ET.SubElement(layer, "prop", k=name, v=value)
            if drawn == "LinePatternFill":
                _inner_line(layer, props, n)
    if lettered:
        _labels(root, lettered)
    return ET.tostring(root, encoding="unicode")


def _inner_line(layer: ET.Element, props: Props, n: str) -> None:
    """The line that a hatch repeats, as a symbol of its own."""
    line = ET.SubElement(layer, "symbol", type="line", name=f"@{n}@1", alpha="1")
    drawn = ET.SubElement(line, "layer", {"class": "SimpleLine"}, enabled="1")
    for name in (name for name in props if name.startswith(("line_", "use_", "customdash", "cap"))):
        ET.SubElement(drawn, "prop", k=name, v=props[name])


def _labels(root: ET.Element, lettered: Lettered) -> None:
    """Names with a halo; none is left out where there is room for it."""
    settings = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings")
    size = {"fontSize": f"{_NAME_PT:g}", "fontSizeUnit": "Point", "multilineHeight": "1"}
    named = {"fieldName": lettered.told, "isExpression": "1", "textColor": _rgba(lettered.ink)}
    text = ET.SubElement(settings, "text-style", {**named, **size})
    halo = {"bufferDraw": "1", "bufferSize": "0.6", "bufferSizeUnits": "MM", "bufferOpacity": "1"}
    ET.SubElement(text, "text-buffer", {"bufferColor": _rgba(lettered.halo), **halo})
    ET.SubElement(settings, "rendering", obstacle="0", scaleVisibility="0", drawLabels="1")


def _rgba(colour: str, opacity: float = 1.0) -> str:
    """``#rrggbb`` as QGIS writes it."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return ",".join(str(n) for n in (*parts, round(255 * opacity)))
