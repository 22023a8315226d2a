"""The one typeface of the printed page: how wide its texts are, and which characters it has.

Widths come from the font files themselves, so that labels are placed with the metrics they are
drawn with; a character without a glyph is refused before anything is drawn.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.errors import Fault, FontError

FAMILY = "Noto Sans SC"
FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
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


# What stays together: opening marks, a Chinese character or a Latin word (up to a hyphen between
# letters), closing marks, spaces.
_OPENING, _WIDE = "(《“‘〔\\[", "\u2e80-\uffff"
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:[{_WIDE}]|(?:[^\s{_WIDE}{_OPENING}-]|-(?![A-Za-z]))+-?|\S)"
    r"[、,。;:!?)》”’%.〕\]]* *| +"
)


def wrap(text: str, size_pt: float, width_mm: float, bold: bool = False) -> tuple[str, ...]:
    """A text broken into lines that fit: at spaces, hyphens, and between Chinese characters.

    Examples
    --------
    >>> wrap("Guangzhou-Shenzhen corridor (走廊)", 8.0, 20.0)
    ('Guangzhou-', 'Shenzhen', 'corridor (走廊)')
    """
    face, lines, line = typeface(bold), list[str](), ""
    for whole in _PIECE.findall(text):
        for piece in (whole,) if face.width_mm(whole.rstrip(), size_pt) <= width_mm else whole:
            if line.strip() and face.width_mm((line + piece).rstrip(), size_pt) > width_mm:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _tables(data: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph index by code point, from the subtable of format 12: our fonts have one."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    offsets = (struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] for i in range(count))
    at = next(cmap + o for o in offsets if struct.unpack_from(">H", data, cmap + o)[0] == 12)
    groups = struct.unpack_from(">I", data, at + 12)[0]
    found: dict[int, int] = {}
    for i in range(groups):
        start, end, glyph = struct.unpack_from(">III", data, at + 16 + 12 * i)
        found.update(zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True))
    return found
