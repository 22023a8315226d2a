"""The one typeface of the printed page: how wide its texts are, and which characters it has.

Widths come from the font files themselves, so that labels are placed with the metrics they are
drawn with; a character without a glyph is refused before anything is drawn.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.errors import Fault, FontError

FAMILY = "Noto Sans SC"
FONT_FOLDER = Path(__file__).resolve().parents[1] / "render" / "fonts"
MM_PER_PT = 25.4 / 72
_FILES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}


@dataclass(frozen=True)
class Typeface:
    """Advance widths in em by code point, of one weight."""

    advances: dict[int, float]

    def width_mm(self, text: str, size_pt: float, tracking_em: float = 0.0) -> float:
        """Width of one line; kerning is left out, which errs on the wide side."""
        em = sum(self.advances.get(ord(c), 1.0) for c in text) + tracking_em * len(text)
        return em * size_pt * MM_PER_PT

    def missing(self, text: str) -> tuple[str, ...]:
        """Characters of a text that have no glyph, once each, in order."""
        return tuple(dict.fromkeys(c for c in text if c != "\n" and ord(c) not in self.advances))


def typeface(bold: bool = False) -> Typeface:
    """The vendored Regular or Bold.

    Examples
    --------
    >>> round(typeface().width_mm("广东", 72 / 25.4), 2)
    2.0
    """
    return _read(bold)


@lru_cache(maxsize=2)
def _read(bold: bool) -> Typeface:
    data = (FONT_FOLDER / _FILES[bold]).read_bytes()
    tables = _tables(data)
    upm = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    hmtx = tables[b"hmtx"]
    widths = struct.unpack_from(f">{metrics * 2}H", data, hmtx)[::2]
    glyphs = _glyphs(data, tables[b"cmap"])
    last = metrics - 1
    return Typeface({code: widths[min(glyph, last)] / upm for code, glyph in glyphs.items()})


def require_glyphs(texts: Iterable[str]) -> None:
    """Nothing, or a fault for every character that would print as a box.

    Raises
    ------
    FontError
        Names each character, its code point and the text it stands in.
    """
    face = typeface()
    faults = [
        Fault(
            "",
            f"字体没有字符 {character} (U+{ord(character):04X})",
            f"the font has no character {character} (U+{ord(character):04X})",
            text,
        )
        for text in dict.fromkeys(texts)
        for character in face.missing(text)
    ]
    if faults:
        raise FontError(faults)


def wrap(text: str, size_pt: float, width_mm: float, bold: bool = False) -> tuple[str, ...]:
    """A text broken into lines that fit, at spaces and between Chinese characters."""
    face, lines, line = typeface(bold), [], ""
    for piece in _pieces(text):
        if line and face.width_mm((line + piece).rstrip(), size_pt) > width_mm:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


_NO_START = set("、,。;:!?)》”’%,.;:)")


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        joins = bool(pieces) and (
            character in _NO_START
            or (
                (ord(character) < 0x2E80 and character != " " and pieces[-1].isascii())
                and not pieces[-1].endswith(" ")
            )
        )
        if joins or (character == " " and pieces):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _tables(data: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph index by code point, from the format 12 or format 4 subtable."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    found: dict[int, int] = {}
    for i in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * i)
        at = cmap + offset
        form = struct.unpack_from(">H", data, at)[0]
        if platform in (0, 3) and form == 12:
            found.update(_format12(data, at))
        elif platform in (0, 3) and form == 4:
            found.update(_format4(data, at))
    return found


def _format12(data: bytes, at: int) -> dict[int, int]:
    groups = struct.unpack_from(">I", data, at + 12)[0]
    found: dict[int, int] = {}
    for i in range(groups):
        start, end, glyph = struct.unpack_from(">III", data, at + 16 + 12 * i)
        found.update(zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True))
    return found


def _format4(data: bytes, at: int) -> dict[int, int]:
    n = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{n}H", data, at + 14)
    starts = struct.unpack_from(f">{n}H", data, at + 16 + 2 * n)
    deltas = struct.unpack_from(f">{n}H", data, at + 16 + 4 * n)
    ranges_at = at + 16 + 6 * n
    ranges = struct.unpack_from(f">{n}H", data, ranges_at)
    found: dict[int, int] = {}
    for i in range(n):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                slot = ranges_at + 2 * i + ranges[i] + 2 * (code - starts[i])
                glyph = struct.unpack_from(">H", data, slot)[0]
            if glyph or not ranges[i]:
                found[code] = (glyph + deltas[i]) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
