"""A PDF as printed: words with box, colour and size; shapes with their paint, in order."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
SOFT_HYPHEN = "\ufffe"  # a hyphen at the end of a line, as the reader library marks it


@dataclass(frozen=True)
class Word:
    """A run of characters without a gap; ``box`` (left, top, right, bottom) in mm of the page."""

    text: str
    box: tuple[float, float, float, float]
    size: float
    color: str

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(frozen=True)
class Ink:
    """A filled or stroked path; colours as ``#rrggbb``, empty where there is no such paint."""

    fill: str
    stroke: str
    width: float
    opacity: float
    box: tuple[float, float, float, float]


class Sheet:
    """A page of a PDF."""

    def __init__(self, page: pypdfium2.PdfPage):
        self.page = page
        self.width, self.height = self.page.get_width() * MM, self.page.get_height() * MM

    @cached_property
    def words(self) -> list[Word]:
        """Words in the order of the file."""
        found, run = [], []
        page = self.page.get_textpage()
        for i in range(page.count_chars()):
            one = self._character(page, i)
            if run and (not one.text.strip() or _apart(run[-1], one)):
                found.append(_joined(run))
                run = []
            if one.text.strip():
                run.append(one)
        return [*found, *([_joined(run)] if run else [])]

    def _character(self, page, i) -> Word:
        left, bottom, right, top = (v * MM for v in page.get_charbox(i, loose=True))
        rgba = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFText_GetFillColor(page.raw, i, *rgba)
        size = pdfium.FPDFText_GetFontSize(page.raw, i)
        box = (left, self.height - top, right, self.height - bottom)
        return Word(page.get_text_range(i, 1), box, round(size, 1), _hex(rgba))

    @cached_property
    def text(self) -> str:
        """All characters without white space, in the order of the file."""
        return "".join(word.text for word in self.words).replace(SOFT_HYPHEN, "-")

    @cached_property
    def inks(self) -> list[Ink]:
        """Painted paths in the order in which they are painted."""
        paths = self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=9)
        return [self._ink(path) for path in paths]

    def _ink(self, path) -> Ink:
        filled, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        pdfium.FPDFPath_GetDrawMode(path.raw, filled, stroked)
        pdfium.FPDFPageObj_GetStrokeWidth(path.raw, width)
        fill, stroke = ([ctypes.c_uint() for _ in range(4)] for _ in range(2))
        pdfium.FPDFPageObj_GetFillColor(path.raw, *fill)
        pdfium.FPDFPageObj_GetStrokeColor(path.raw, *stroke)
        left, bottom, right, top = (v * MM for v in path.get_bounds())
        return Ink(
            fill=_hex(fill) if filled.value else "",
            stroke=_hex(stroke) if stroked.value else "",
            width=round(width.value, 2) if stroked.value else 0.0,
            opacity=round((stroke if stroked.value else fill)[3].value / 255, 2),
            box=(left, self.height - top, right, self.height - bottom),
        )

    def lines(self, left: float, top: float, right: float, bottom: float) -> list[list[Word]]:
        """Words inside a rectangle (mm), line by line from the top, each from the left."""
        inside = [
            w for w in self.words if left <= w.middle[0] <= right and top <= w.middle[1] <= bottom
        ]
        lines: list[list[Word]] = []
        for word in sorted(inside, key=lambda w: w.middle[1]):
            if lines and abs(lines[-1][0].middle[1] - word.middle[1]) < 0.8:
                lines[-1].append(word)
            else:
                lines.append([word])
        return [sorted(line, key=lambda w: w.box[0]) for line in lines]


def sheets(data: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    return [Sheet(page) for page in pypdfium2.PdfDocument(data)]


def _hex(rgba) -> str:
    return "#" + "".join(f"{part.value:02x}" for part in rgba[:3])


def _apart(one: Word, other: Word) -> bool:
    gap = other.box[0] - one.box[2]
    turned = abs(other.box[3] - one.box[3]) > 0.6
    return turned or gap > 0.25 * one.size * MM or gap < -3 or one.color != other.color


def _joined(run: list[Word]) -> Word:
    boxes = [w.box for w in run]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return Word("".join(w.text for w in run), box, run[0].size, run[0].color)
