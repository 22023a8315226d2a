"""The boxes of a printed page: what is cut, what is printed beyond it, the sheet of paper.

Typst states MediaBox, and TrimBox where there is a bleed; a printer wants TrimBox and BleedBox of
every page. They are written into the pages of the finished file.
"""

from __future__ import annotations

import re

from geo.render.print.packed import packed
from geo.sheet.typeface import MM_PER_PT

_LONG, _OFF, _LINE = 5.0, 3.0, 0.09  # mm: of a crop mark, how far off the page it starts, how thick
_EDGE = 1.0  # beyond the ends of the marks
_PAGE = re.compile(
    rb"(<</Type/Page/[^\n]*?)/MediaBox\[0 0 ([\d.]+) ([\d.]+)\](?:/TrimBox\[([^\]]+)\])?"
)


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
