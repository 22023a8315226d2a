"""Bytes of a PNG: how many dots it has to the inch; fewer colours for a small picture.

See DECISIONS 13.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

_AFTER_HEAD = 33  # bytes of the signature and of the first chunk, IHDR
_METRES_PER_INCH = 0.0254


def shrink(png: bytes, colours: int = 255) -> bytes:
    """The same picture with at most this many colours and no dithering.

    Parameters
    ----------
    png
        Any PNG without transparency.
    colours
        Size of the palette; at most 256.
    """
    picture = Image.open(BytesIO(png)).convert("RGB")
    small = picture.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def with_dpi(png: bytes, dpi: float) -> bytes:
    """The same picture that states its dots per inch, so that a document gives it its true size.

    Examples
    --------
    >>> out = BytesIO()
    >>> Image.new("RGB", (2, 2)).save(out, "PNG")
    >>> round(Image.open(BytesIO(with_dpi(out.getvalue(), 600))).info["dpi"][0])
    600
    """
    per_metre = round(dpi / _METRES_PER_INCH)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    told = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_AFTER_HEAD] + told + png[_AFTER_HEAD:]
