"""Pictures of dots: the first page of a PDF in few colours, how many dots a PNG has to the inch.

See DECISIONS 13 and 60.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

_AFTER_HEAD = 33  # bytes of the signature and of the first chunk, IHDR
_METRES_PER_INCH = 0.0254
_POINTS_PER_INCH = 72.0
_PACKED = 6  # of zlib: the last 5 % of the bytes take seven times as long


def page_picture(pdf: bytes, width: int) -> bytes:
    """The first page of a PDF as a PNG of some dots across, in at most 255 colours."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    scale = width / page.get_width()
    picture = page.render(scale=scale).to_pil()
    return with_dpi(shrunk(picture), scale * _POINTS_PER_INCH)


def shrunk(picture: Image.Image, colours: int = 255) -> bytes:
    """A picture without transparency as PNG of at most this many colours and no dithering.

    Examples
    --------
    >>> Image.open(BytesIO(shrunk(Image.new("RGB", (9, 9))))).mode
    'P'
    """
    method, still = Image.Quantize.FASTOCTREE, Image.Dither.NONE
    small = picture.convert("RGB").quantize(colours, method=method, dither=still)
    out = BytesIO()
    small.save(out, "PNG", compress_level=_PACKED)
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
