"""A logo of the user's, made harmless: of an SVG only shapes and paints are kept, a PNG is redrawn.

What is taken out is said; what would change the look of the logo when taken out is refused.
See DECISIONS 46.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image

from geo.errors import Fault, notice
from geo.spec.publisher import Logo

MAX_BYTES = 2_000_000
_MAX_ELEMENTS = 20_000
_MAX_SIDE = 8_000  # pixels
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = {
    *("svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("clipPath", "mask", "style", "linearGradient", "radialGradient", "stop"),
}
#: Without these a logo would look otherwise; ``use`` can also grow without end.
_NEEDED = {"text", "tspan", "image", "pattern", "filter", "use", "symbol"}
_SILENT = {"title", "desc", "metadata"}
_LINK = re.compile(r"url\s*\(\s*['\"]?(?!#)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(?:px|pt|mm|cm|in)?\s*")


class _RefusedError(Exception):
    """Why a file cannot be a logo: the sentence in Chinese and English, and the value."""


def read_logo(path: Path, address: str, faults: list[Fault]) -> Logo | None:
    """The logo of a file; None, with a fault at the address, where it cannot be used."""
    try:
        return _read(path, address)
    except _RefusedError as why:
        zh, en, *value = why.args
        faults.append(Fault(address, zh, en, *(value or [path.name])))
    return None


def _read(path: Path, address: str) -> Logo:
    if not path.is_file():
        raise _RefusedError("没有这个标志文件", "there is no such logo file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        zh = f"标志文件 {size / 1e6:.1f} MB，至多 {MAX_BYTES / 1e6:.0f} MB"
        en = f"the logo has {size / 1e6:.1f} MB, at most {MAX_BYTES / 1e6:.0f} MB"
        raise _RefusedError(zh, en)
    data = path.read_bytes()
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if path.suffix.lower() == ".svg":
        return _svg(data, address)
    raise _RefusedError("标志应为 SVG 或 PNG", "a logo is an SVG or a PNG")


def _png(data: bytes) -> Logo:
    """The picture drawn anew, without whatever else the file held."""
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data)) as image:
            if max(image.size) > _MAX_SIDE:
                zh, en = f"标志边长超过 {_MAX_SIDE} 像素", f"a side over {_MAX_SIDE} pixels"
                raise _RefusedError(zh, en)
            kept = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        raise _RefusedError("不是完好的 PNG", "not a sound PNG") from None
    out = io.BytesIO()
    kept.save(out, "PNG")
    size = {"width": str(kept.width), "height": str(kept.height)}
    root = ET.Element(f"{{{_SVG}}}svg", {"viewBox": f"0 0 {kept.width} {kept.height}"})
    held = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    ET.SubElement(root, f"{{{_SVG}}}image", {**size, "href": held})
    return _logo(root, kept.width / kept.height)


def _svg(data: bytes, address: str) -> Logo:
    """The drawing with shapes, paints and transforms only."""
    root = _drawing(data)
    if sum(1 for _ in root.iter()) > _MAX_ELEMENTS:
        raise _RefusedError("标志的图形太多", "the logo has too many shapes")
    ratio = _ratio(root)
    if ratio is None:
        zh, en = "标志没有 viewBox，也没有宽和高", "the logo has neither viewBox nor size"
        raise _RefusedError(zh, en)
    if needed := sorted({_local(e.tag) for e in root.iter()} & _NEEDED):
        zh, en = "标志里只能有图形，请转为轮廓", "a logo holds shapes only: turn this into outlines"
        raise _RefusedError(zh, en, ", ".join(needed))
    gone: set[str] = set()
    _keep_shapes(root, gone)
    if gone:
        said = ", ".join(sorted(gone))
        notice(address, "标志里的这些内容没有采用", "left out of the logo", said)
    return _logo(root, ratio)


def _logo(root: ET.Element, ratio: float) -> Logo:
    ET.register_namespace("", _SVG)
    return Logo(ET.tostring(root, encoding="unicode"), ratio)


def _drawing(data: bytes) -> ET.Element:
    try:
        root: ET.Element = fromstring(data)
    except DefusedXmlException:
        raise _RefusedError("标志里有实体声明", "the logo declares entities") from None
    except (ET.ParseError, ValueError, LookupError):
        raise _RefusedError("不是有效的 SVG", "not valid SVG") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _RefusedError("不是有效的 SVG", "not valid SVG")
    return root


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _keep_shapes(parent: ET.Element, gone: set[str]) -> None:
    """Take out of an element what is neither shape nor paint."""
    for name, value in list(parent.attrib.items()):
        if not _harmless(name, value):
            gone.add(_local(name))
            del parent.attrib[name]
    for child in list(parent):
        tag = str(child.tag)  # a comment's is a function
        name = _local(tag)
        ours = tag == f"{{{_SVG}}}{name}" and name in _SHAPES
        if ours and not (name == "style" and _loads(child.text or "")):
            _keep_shapes(child, gone)
            continue
        parent.remove(child)
        if name not in _SILENT and tag.startswith(f"{{{_SVG}}}"):
            gone.add(name)


def _harmless(name: str, value: str) -> bool:
    """An attribute that draws: no event, no link but to a part of the same drawing."""
    local = _local(name).lower()
    if local.startswith("on") or local in ("base", "src"):
        return False
    if local == "href":
        return value.strip().startswith("#")
    return not _loads(value)


def _loads(style: str) -> bool:
    """Whether a style fetches something, or might."""
    return bool(_LINK.search(style)) or any(c in style for c in "@\\") or "script:" in style.lower()


def _ratio(root: ET.Element) -> float | None:
    """Width by height, from the view box or from the size."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    found = [_LENGTH.fullmatch(v) for v in (box[2:] if len(box) == 4 else ())]
    found = found or [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    numbers = [float(m[1]) if m and m[1].strip(".") else 0.0 for m in found]
    return numbers[0] / numbers[1] if all(numbers) else None
