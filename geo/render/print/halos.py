"""Halos of names as shapes, since Typst draws one as the outline of every letter, curve by curve.

A halo is wider than the strokes of a letter are apart, so that its own outline has few points. The
names themselves stay text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.render.print.glyphs import EM, glyph_outlines
from geo.render.svg.document import in_units
from geo.render.svg.map import map_element
from geo.render.svg.path import steps
from geo.sheet.model import Point, Sheet
from geo.sheet.paths import path_data
from geo.sheet.typeface import further_font, typeface

_FINE = 0.012  # em: what no eye tells of the edge of a halo
_BENDS = (0.33, 0.67, 1.0)  # where a curve is cut into lines
_LOOKS = ("paint-order", "stroke", "stroke-width", "stroke-linejoin")
_KNOWN: dict[tuple[str, bool, Path | None], BaseGeometry] = {}  # by letter, weight, user's font


def printable_map(sheet: Sheet) -> ET.Element:
    """The map of a sheet as Typst gets it: names of Chinese characters stand on shapes."""
    picture = map_element(sheet, sheet.lang)
    _shape_halos(picture)
    return in_units(picture)


def _shape_halos(element: ET.Element) -> None:
    groups = [group for group in element.iter("g") if group.get("data-label")]
    _learn([text for group in groups for text in group if _is_plain(text)])
    for group in groups:
        for at, text in reversed(list(enumerate(group))):
            if _is_plain(text):
                group.insert(at, _halo(text))


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
