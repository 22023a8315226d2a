"""An SVG file whose letters are shapes: for printers, and programs that lack the fonts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from xml.etree import ElementTree as ET

from geo.render.print.glyphs import EM, glyph_outlines
from geo.render.svg.elements import SLANT, SVG_NS, to_bytes
from geo.render.svg.path import Step, steps, whole_path
from geo.sheet.typeface import typeface

_TEXT = f"{{{SVG_NS}}}text"
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a line that stands before its anchor
_OWN = ("x", "y", "font-size", "font-weight", "font-style", "text-anchor")


def outlined_svg(drawing: bytes) -> bytes:
    """A drawing with a path for each text, which says the text to who cannot see it."""
    root = ET.fromstring(drawing)  # noqa: S314  (made here)
    ET.register_namespace("", SVG_NS)
    del root.attrib["font-family"]
    texts = list(root.iter(_TEXT))
    for bold in (False, True):
        own = [text for text in texts if (text.get("font-weight") == "700") == bold]
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

    drawn = list(placed())
    following = chain(drawn[1:], (Step("", ()),))
    drawn = [
        s for s, after in zip(drawn, following, strict=True) if s.command + after.command != "MM"
    ]
    for name in _OWN:
        text.attrib.pop(name, None)
    text.tag, text.text = f"{{{SVG_NS}}}path", None
    text.set("d", whole_path(drawn, 1, 10))
    if text.get("aria-hidden") is None:
        text.set("role", "img")
        text.set("aria-label", said)
