"""The first page of a PDF as a PNG: rendered in strips, none of which outlives its rows.

See DECISIONS 13, 60 and 69.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from geo.sheet.asked import POINTS_PER_INCH, Dots

_STRIP, _AROUND = 256, 32  # rows at a time; a pattern of lines is whole where it goes on unseen
_METRES_PER_INCH = 0.0254
_PACKED = 6  # of zlib: the last 5 % of the bytes take seven times as long
_FLAT, _EDGES = 96, 20  # colours of a picture of a site: those that fill something, at most; others
_EVERY, _PLAIN = 5, 3e-4  # told by the dots of every fifth row; the share of one that fills
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS, _ALPHA = 2, 6  # the types of a PNG of three channels and of four

Rows = NDArray[np.uint8]


class _FirstPage:
    """The first page of a PDF at some size, on white or, ``clear``, on nothing."""

    def __init__(self, pdf: bytes, dots: Dots, *, clear: bool) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(pdf)
        self._page = self._document[0]
        self.clear = clear
        points = self._page.get_width(), self._page.get_height()
        self.width, self.height = dots.of(*points)
        self.dpi = dots.dpi or self.width / points[0] * POINTS_PER_INCH

    def strips(self, rows: int = _STRIP) -> Iterator[Rows]:
        """The rows of the page in order, some at a time: height, width, channels."""
        for top in range(0, self.height, rows):
            low = min(top + rows, self.height)
            start, end = max(0, top - _AROUND), min(low + _AROUND, self.height)
            yield self._drawn(start, end)[top - start : low - start]

    def _drawn(self, start: int, end: int) -> Rows:
        from pypdfium2 import PdfBitmap, raw

        size = (self.width, end - start)
        kind = raw.FPDFBitmap_BGRA if self.clear else raw.FPDFBitmap_BGR
        bitmap = PdfBitmap.new_native(*size, format=kind, rev_byteorder=True)
        bitmap.fill_rect((255, 255, 255, 0 if self.clear else 255), 0, 0, *size)
        place = (0, -start, self.width, self.height, 0)
        raw.FPDF_RenderPageBitmap(bitmap, self._page, *place, raw.FPDF_REVERSE_BYTE_ORDER)
        drawn: Rows = bitmap.to_numpy()
        return drawn


def page_png(pdf: bytes, dots: Dots, *, clear: bool = False) -> bytes:
    """The first page of a PDF in 8-bit RGB, or, ``clear``, in RGBA without its ground.

    It states its dots per inch, so that a document gives it its true size.
    """
    page = _FirstPage(pdf, dots, clear=clear)
    colour = _ALPHA if clear else _COLOURS
    head = struct.pack(">IIBBBBB", page.width, page.height, 8, colour, 0, 0, 0)
    per_metre = round(page.dpi / _METRES_PER_INCH)
    parts = [_SIGNATURE, _chunk(b"IHDR", head)]
    parts.append(_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)))
    packer = zlib.compressobj(_PACKED)
    for rows in page.strips():
        unfiltered = np.zeros((len(rows), 1 + rows[0].size), np.uint8)
        unfiltered[:, 1:] = rows.reshape(len(rows), -1)
        parts.append(_chunk(b"IDAT", packer.compress(unfiltered.data)))
    parts += [_chunk(b"IDAT", packer.flush()), _chunk(b"IEND", b"")]
    return b"".join(parts)


def page_picture(pdf: bytes, longest: int) -> bytes:
    """The first page of a PDF as a PNG of some dots at most, in few colours: for a site.

    Colours that fill something are exact; those of edges are the nearest of a few.
    """
    page = _FirstPage(pdf, Dots(longest=longest), clear=False)
    (rows,) = page.strips(page.height)
    still, (plain, few) = Image.Dither.NONE, _few_colours(rows)
    picture = Image.fromarray(rows).quantize(palette=few, dither=still)
    taken = np.asarray(Image.fromarray(plain[None]).quantize(palette=few, dither=still))[0]
    colours = np.array(few.getpalette()).reshape(-1, 3)
    colours[taken[::-1]] = plain[::-1]  # what took the place of a plain colour is that colour
    picture.putpalette(colours.ravel().tolist())
    out = BytesIO()
    picture.save(out, "PNG", compress_level=_PACKED, dpi=(page.dpi, page.dpi))
    return out.getvalue()


def _few_colours(rows: Rows) -> tuple[Rows, Image.Image]:
    """The colours that fill something, most frequent first; an image with them and others."""
    some = np.ascontiguousarray(rows[::_EVERY, ::_EVERY]).reshape(-1, 3)
    packed = some @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, counts = np.unique(packed, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_FLAT]
    most = found[order][counts[order] > _PLAIN * len(packed)]
    plain = (most[:, None] >> np.array([16, 8, 0], np.uint32) & 255).astype(np.uint8)
    edges = some[~np.isin(packed, most)] if len(found) > len(most) else some
    told = Image.fromarray(edges[None]).quantize(_EDGES, method=Image.Quantize.FASTOCTREE)
    few = Image.new("P", (1, 1))
    few.putpalette([*plain.ravel().tolist(), *(told.getpalette() or [])[: 3 * _EDGES]])
    return plain, few


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG: its length, kind, data and check sum."""
    check = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
