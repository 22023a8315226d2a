"""Letters as shapes: halos of names on a printed map, and all texts of an SVG file.

Typst draws a halo as the outline of every letter, curve by curve; a halo is wider than the strokes
of a letter are apart, so that its own outline has few points, and the names themselves stay text.
Printers, and programs that lack the fonts, get an SVG whose letters are all shapes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.render.print.typesetting import compiled
from geo.render.svg.document import Step, in_units, steps, whole_path
from geo.render.svg.elements import SLANT, SVG_NS, to_bytes
from geo.render.svg.map import map_element
from geo.sheet.model import Point, Sheet
from geo.sheet.paths import path_data
from geo.sheet.typeface import further_font, typeface

EM = 1000.0  # of an outline
_PITCH = 10 * EM
_NS = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FINE = 0.012  # em: what no eye tells of the edge of a halo
_BENDS = (0.33, 0.67, 1.0)  # where a curve is cut into lines
_LOOKS = ("paint-order", "stroke", "stroke-width", "stroke-linejoin")
_KNOWN: dict[tuple[str, bool, Path | None], BaseGeometry] = {}  # by letter, weight, user's font
_TEXT = f"{{{SVG_NS}}}text"
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a line that stands before its anchor
_OWN = ("x", "y", "font-size", "font-weight", "font-style", "text-anchor")


def glyph_outlines(signs: Iterable[str], *, bold: bool = False) -> dict[str, str]:
    """Path data by character, upwards from the base line, :data:`EM` to the em; none for a space.

    Examples
    --------
    >>> sorted(glyph_outlines("一 A")), glyph_outlines("一")["一"][:1]
    (['A', '一'], 'M')
    """
    wanted = sorted(set(signs))
    inputs = {"signs": json.dumps(wanted), "weight": "700" if bold else "400"}
    root = ET.fromstring(compiled("glyphs.typ", inputs, format="svg"))  # noqa: S314  (Typst's own)
    shapes = {one.get("id"): one[0].get("d", "") for one in root.iter(f"{_NS}symbol") if len(one)}
    found: dict[str, str] = {}
    for group in root.iter(f"{_NS}g"):
        for use in group.findall(f"{_NS}use"):
            x = float(group.get("transform", "").removeprefix("matrix(").split()[4])
            found[wanted[round(x / _PITCH)]] = shapes[use.get(_LINK, "").removeprefix("#")]
    return {sign: data for sign, data in found.items() if data}


def printable_map(sheet: Sheet) -> ET.Element:
    """The map of a sheet as Typst gets it: names of Chinese characters stand on shapes."""
    picture = map_element(sheet, sheet.lang)
    groups = [group for group in picture.iter("g") if group.get("data-label")]
    _learn([text for group in groups for text in group if _is_plain(text)])
    for group in groups:
        for at, text in reversed(list(enumerate(group))):
            if _is_plain(text):
                group.insert(at, _halo(text))
    return in_units(picture)


def _is_plain(text: ET.Element) -> bool:
    """Whether it has a halo and all of its letters are an em wide, which keep that distance."""
    wide = typeface(_is_bold(text)).advances
    return "paint-order" in text.attrib and all(wide[ord(sign)] == 1 for sign in text.text or "")


def _is_bold(text: ET.Element) -> bool:
    return text.get("font-weight") == "700"


def _learn(texts: Sequence[ET.Element]) -> None:
    """The letters of some texts that no page had before, all at once."""
    further = further_font()
    for bold in (False, True):
        wanted = {sign for text in texts if _is_bold(text) == bold for sign in text.text or ""}
        if new := {sign for sign in wanted if (sign, bold, further) not in _KNOWN}:
            outlines = glyph_outlines(new, bold=bold)
            _KNOWN.update({(sign, bold, further): _lines(outlines[sign]) for sign in new})


def _lines(outline: str) -> BaseGeometry:
    """The outline of a letter in em, downwards."""
    rings: list[list[Point]] = []
    for command, points in steps(outline):
        if command == "M":
            rings.append([])
        elif command == "Z":
            continue
        rings[-1] += _bent(rings[-1][-1], points) if command in "QC" else points
    scale = np.array((1, -1)) / EM
    closed = [shapely.linestrings(np.array([*ring, ring[0]]) * scale) for ring in rings]
    return shapely.multilinestrings(closed)


def _bent(start: Point, points: Sequence[Point]) -> Iterator[Point]:
    """Points along a curve, by shares of the lines between what bends it."""
    for share in _BENDS:
        held = [complex(*point) for point in (start, *points)]
        while len(held) > 1:
            held = [a + share * (b - a) for a, b in pairwise(held)]
        yield held[0].real, held[0].imag


def _halo(text: ET.Element) -> ET.Element:
    """The shape of the halo of a text, which loses its own."""
    said, size = text.text or "", float(text.attrib["font-size"])
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    width = round(float(text.attrib["stroke-width"]) / size, 2)
    shape = _shape(said, _is_bold(text), further_font(), width)
    left = x - len(said) * size / 2

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return points * size + (left, y)

    looks = {"fill": text.attrib["stroke"], "d": path_data(shapely.transform(shape, placed))}
    if slant := text.get("transform"):
        looks["transform"] = slant
    for name in _LOOKS:
        del text.attrib[name]
    return ET.Element("path", looks)


@lru_cache(maxsize=4096)
def _shape(said: str, bold: bool, further: Path | None, width: float) -> BaseGeometry:
    """The halo of a text from its start on, in em."""
    around = [_around(sign, bold, further, width) for sign in said]
    parts = [affinity.translate(one, number) for number, one in enumerate(around)]
    return shapely.simplify(shapely.union_all(parts), _FINE)


@lru_cache(maxsize=8192)
def _around(sign: str, bold: bool, further: Path | None, width: float) -> BaseGeometry:
    line = shapely.buffer(_KNOWN[sign, bold, further], width / 2, quad_segs=2)
    return shapely.simplify(line, _FINE)


def outlined_svg(drawing: bytes) -> bytes:
    """A drawing with a path for each text, which says the text to who cannot see it."""
    root = ET.fromstring(drawing)  # noqa: S314  (made here)
    ET.register_namespace("", SVG_NS)
    del root.attrib["font-family"]
    texts = list(root.iter(_TEXT))
    for bold in (False, True):
        own = [text for text in texts if _is_bold(text) == bold]
        outlines = glyph_outlines("".join(text.text or "" for text in own), bold=bold)
        shapes = {sign: tuple(steps(data)) for sign, data in outlines.items()}
        for text in own:
            _outline(text, shapes, bold=bold)
    return to_bytes(root)


def _outline(text: ET.Element, shapes: dict[str, tuple[Step, ...]], *, bold: bool) -> None:
    """A text as a path in its place."""
    said, size = text.text or "", float(text.attrib["font-size"])
    x, y = (float(text.get(name, 0)) for name in ("x", "y"))
    slant = SLANT if text.get("font-style") == "italic" else 0.0
    advances = typeface(bold).advances
    widths = [advances.get(ord(sign), 1.0) * size for sign in said]
    x -= _SHARE[text.get("text-anchor", "start")] * sum(widths)

    def placed() -> Iterator[Step]:
        left = x
        for sign, width in zip(said, widths, strict=True):
            for command, points in shapes.get(sign, ()):
                at = (
                    ((px + slant * py) * size / EM + left, y - py * size / EM) for px, py in points
                )
                yield Step(command, tuple(at))
            left += width

    following = pairwise([*placed(), Step("", ())])
    drawn = [step for step, after in following if step.command + after.command != "MM"]
    for name in _OWN:
        text.attrib.pop(name, None)
    text.tag, text.text = f"{{{SVG_NS}}}path", None
    text.set("d", whole_path(drawn, 1, 10))
    if text.get("aria-hidden") is None:
        text.set("role", "img")
        text.set("aria-label", said)
