"""Outlines of characters, from the fonts that the printed page is set in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from geo.render.print.typesetting import compiled

EM = 1000.0  # of an outline
_PITCH = 10 * EM
_NS = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


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
