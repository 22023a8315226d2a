"""A code to be scanned, as a drawing: squares of a module's size with the quiet zone around."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import segno

_SVG = "http://www.w3.org/2000/svg"
_QUIET = 4  # modules left free on every side, as ISO 18004 asks


def qr_svg(address: str, ink: str, paper: str) -> str:
    """An address as a QR code (error correction M, or better where that takes no more room).

    Examples
    --------
    >>> qr_svg("https://example.org/a", "#000000", "#ffffff").startswith("<svg")
    True
    """
    code = segno.make_qr(address, error="m")
    side = code.symbol_size(border=_QUIET)[0]
    ET.register_namespace("", _SVG)
    root = ET.Element(f"{{{_SVG}}}svg", {"viewBox": f"0 0 {side} {side}"})
    size = {"width": str(side), "height": str(side)}
    ET.SubElement(root, f"{{{_SVG}}}rect", {**size, "fill": paper})
    path = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    ET.SubElement(root, f"{{{_SVG}}}path", {"d": path, "fill": ink})
    return ET.tostring(root, encoding="unicode")
