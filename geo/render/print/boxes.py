"""The finished file: the boxes of its pages stated, its small objects packed.

Typst states MediaBox, and TrimBox where there is a bleed; a printer wants TrimBox and BleedBox of
every page. It packs pictures, fonts and what is drawn, and writes each of the hundreds of tags of a
page in full; PDF 1.5 and later, PDF/A-2 among them, hold such objects in packed streams, in a sixth
of the bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from geo.sheet.typeface import MM_PER_PT

_LONG, _OFF, _LINE = 5.0, 3.0, 0.09  # mm: of a crop mark, how far off the page it starts, how thick
_EDGE = 1.0  # beyond the ends of the marks
_PAGE = re.compile(
    rb"(<</Type/Page/[^\n]*?)/MediaBox\[0 0 ([\d.]+) ([\d.]+)\](?:/TrimBox\[([^\]]+)\])?"
)
_TRAILER = re.compile(rb"trailer\n<</Size (\d+)(.*)>>\nstartxref", re.DOTALL)
_PLACE = re.compile(rb"(\d{10}) \d{5} ([nf])")
_TOGETHER = 200  # objects that a reader unpacks for the sake of one
_PACKED = 9
_ROW = ">BIH"  # of the table: kind; place, or stream that holds the object; its number in there
_FREE, _APART, _HELD = range(3)


def slug(bleed: float, *, marks: bool) -> float:
    """How far (mm) the sheet of paper reaches beyond the trimmed page.

    Examples
    --------
    >>> slug(3.0, marks=False), slug(3.0, marks=True)
    (3.0, 9.0)
    """
    return max(bleed, _OFF) + _LONG + _EDGE if marks else bleed


def crop_marks(width: float, height: float, bleed: float) -> list[tuple[float, ...]]:
    """Boxes (left, top, width, height; mm) of the eight lines that tell where a page is cut.

    Examples
    --------
    >>> crop_marks(210.0, 297.0, 3.0)[0]
    (-8.0, -0.045, 5.0, 0.09)
    """
    out, marks = max(bleed, _OFF), list[tuple[float, ...]]()
    for x in (0.0, width):
        for y in (0.0, height):
            left, top = (v + out if v else -out - _LONG for v in (x, y))
            marks += [(left, y - _LINE / 2, _LONG, _LINE), (x - _LINE / 2, top, _LINE, _LONG)]
    return marks


def with_boxes(made: bytes, bleed: float) -> bytes:
    """A file of Typst with TrimBox and BleedBox on every page; ``bleed`` in mm."""
    return packed(made, lambda body: _PAGE.sub(lambda page: _boxes(page, bleed / MM_PER_PT), body))


def _boxes(page: re.Match[bytes], bleed: float) -> bytes:
    width, height = float(page[2]), float(page[3])
    trim = [float(v) for v in page[4].split()] if page[4] else [0.0, 0.0, width, height]
    grown = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    limits = (0.0, 0.0, width, height)
    clipped = [
        max(v, m) if i < 2 else min(v, m)
        for i, (v, m) in enumerate(zip(grown, limits, strict=True))
    ]
    told = [
        " ".join(f"{v:.5f}".rstrip("0").rstrip(".") for v in box).encode()
        for box in (trim, clipped)
    ]
    media = b"/MediaBox[0 0 %b %b]" % (page[2], page[3])
    return page[1] + media + b"/TrimBox[%b]/BleedBox[%b]" % (told[0], told[1])


def packed(made: bytes, changed: Callable[[bytes], bytes]) -> bytes:
    """A file of Typst, its objects changed and, but for streams, packed."""
    at = made.rindex(b"\nxref\n") + 1
    trailer = _TRAILER.search(made, at)
    assert trailer  # noqa: S101  (written by Typst just now)
    objects = list(_objects(made, at))
    out = bytearray(made[: min(start for _, start, _ in objects)])
    rows = {0: (_FREE, 0, 65535)}
    size, small = int(trailer[1]), []
    for number, start, end in objects:
        body = made[start:end].split(b"obj\n", 1)[1].rstrip().removesuffix(b"\nendobj")
        if body.endswith(b"endstream"):
            rows[number] = (_APART, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            small.append((number, changed(body)))
    for first in range(0, len(small), _TOGETHER):
        some = small[first : first + _TOGETHER]
        rows |= {number: (_HELD, size, nth) for nth, (number, _) in enumerate(some)}
        rows[size] = (_APART, len(out), 0)
        out += _stream(size, *_together(some))
        size += 1
    start = len(out)
    rows[size] = (_APART, start, 0)
    table = b"".join(struct.pack(_ROW, *rows.get(n, rows[0])) for n in range(size + 1))
    told = b"/Type/XRef/W[1 4 2]/Size %d%b" % (size + 1, trailer[2])
    return bytes(out) + _stream(size, told, table) + b"startxref\n%d\n%%%%EOF" % start


def _objects(made: bytes, table: int) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of every object, in their order in the file."""
    places = [(int(m[1]), n) for n, m in enumerate(_PLACE.finditer(made, table)) if m[2] == b"n"]
    for (start, number), (end, _) in pairwise([*sorted(places), (table, 0)]):
        yield number, start, end


def _together(objects: Sequence[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """What is told of a stream of objects, and what it holds: where each begins, and they."""
    heads, held = [], b""
    for number, body in objects:
        heads.append(b"%d %d" % (number, len(held)))
        held += body + b"\n"
    index = b" ".join(heads) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)), index + held


def _stream(number: int, told: bytes, held: bytes) -> bytes:
    data = zlib.compress(held, _PACKED)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, told, len(data))
    return head + data + b"\nendstream\nendobj\n"
