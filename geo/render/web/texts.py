"""Labels of the web map before they have a place: text, lines, size in pixels, anchor in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

MARK_ZOOM = 7.0
GAP = 3.0
LINE = 1.25
SIZES = ((6.0, 10.0), (6.75, 11.0), (7.5, 12.0), (99.0, 13.0))
NARROW = {**dict.fromkeys("fijlrtI .,'-()", 0.36), **dict.fromkeys("mwMW", 0.98)}


@dataclass(frozen=True)
class Target:
    """A text to be placed: its anchor (lon, lat), its forms, and whether it may be left out.

    ``area`` is the adcode it should lie in; ``kind`` is area | sar | province | sea | isles.
    """

    key: str
    kind: str
    zh: str
    en: str
    anchor: tuple[float, float]
    area: str = ""
    optional: bool = False


def project(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """World pixel of a point at a zoom; x east, y south.

    Examples
    --------
    >>> project(0.0, 0.0, 0)
    (128.0, 128.0)
    """
    world = 256 * 2**zoom
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return world * (lon / 360 + 0.5), world * y


def font_size(zoom: float) -> float:
    """Size of area labels at a zoom, px."""
    return next(size for limit, size in SIZES if zoom < limit)


def text_width(text: str, size: float) -> float:
    """Upper bound of a text's width, px: 1 em per Chinese character, Latin letters generously.

    Examples
    --------
    >>> text_width("广州", 10.0)
    20.0
    """
    return size * sum(1.0 if ord(c) > 0x2E7F else NARROW.get(c, 0.66) for c in text)


def lines_of(text: str, kind: str) -> tuple[str, ...]:
    """The lines a text is set in: long English names of the two regions take two.

    Examples
    --------
    >>> lines_of("Hong Kong Special Administrative Region", "sar")
    ('Hong Kong Special', 'Administrative Region')
    """
    words = text.split(" ")
    if kind != "sar" or len(words) < 4:
        return (text,)
    return " ".join(words[:-2]), " ".join(words[-2:])


def box_size(target: Target, lang: str, zoom: float) -> tuple[float, float]:
    """Width and height of a label's box, px, with room for the state's mark."""
    size = font_size(zoom) - (1.0 if target.kind in {"sar", "isles"} else 0.0)
    spaced = 1.3 if target.kind in {"province", "sea"} else 1.0
    lines = lines_of(target.zh if lang == "zh" else target.en, target.kind)
    width = max(text_width(line, size) for line in lines) * spaced
    if target.kind == "area" and zoom >= MARK_ZOOM:
        width += size * 1.1
    return width + GAP, len(lines) * size * LINE + GAP
