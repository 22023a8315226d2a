"""Small pictures: a PNG with full colour becomes one with a palette.

See DECISIONS 13.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image


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
