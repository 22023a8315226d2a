"""The one typeface of the printed page: how wide its texts are, and which characters it has.

Widths come from the font files themselves, so that labels are placed with the metrics they are
drawn with; a character without a glyph is refused before anything is drawn.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from pathlib import Path

from geo.errors import Fault, FontError
from geo.sheet.font_file import read_advances

FAMILY = "Noto Sans SC"
FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
_EMOJI = ("\U0001f000", "\U0001faff")
MM_PER_PT = 25.4 / 72
_FILES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}


@dataclass(frozen=True)
class Typeface:
    """Advance widths in em by code point, of one weight."""

    advances: dict[int, float]
    _ems: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def width_mm(self, text: str, size_pt: float) -> float:
        """Width of one line; kerning is left out, which errs on the wide side."""
        if text not in self._ems:  # the same words are measured for every way to divide a page
            self._ems[text] = sum(map(self.advances.get, map(ord, text), repeat(1.0)))
        return self._ems[text] * size_pt * MM_PER_PT

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
    return _read(bold, further_font())


@lru_cache(maxsize=4)
def _read(bold: bool, further: Path | None) -> Typeface:
    own = read_advances(FONT_FOLDER / _FILES[bold])
    return Typeface({**read_advances(further), **own} if further else own)


@contextmanager
def with_font(path: Path | None) -> Iterator[None]:
    """A font file of the user for the characters that the typeface lacks; nothing else changes.

    Raises
    ------
    CallError
        It is no font file that can be used.
    """
    if path is None:
        yield
        return
    read_advances(path)
    before = further_font()
    with tempfile.TemporaryDirectory(prefix="geo-font-") as folder:  # Typst reads whole folders
        use_font(Path(shutil.copy(path, folder)))
        try:
            yield
        finally:
            use_font(before)


def use_font(path: Path | None) -> None:
    """The file that :func:`with_font` laid ready, for a process that makes maps."""
    _further[:] = [path]


def further_font() -> Path | None:
    """The font of the user, alone in a folder, if there is one."""
    return _further[0]


_further: list[Path | None] = [None]


def require_glyphs(texts: Iterable[str]) -> None:
    """Nothing, or a fault for every character that would print as a box.

    Raises
    ------
    FontError
        Names each character, its code point and the text it stands in.
    """
    faults = glyph_faults(("", text) for text in dict.fromkeys(texts))
    if faults:
        raise FontError(faults)


def glyph_faults(texts: Iterable[tuple[str, str]]) -> list[Fault]:
    """A fault for each character without a glyph, at the first of its places.

    Parameters
    ----------
    texts
        Address and text of everything that may be drawn.

    Examples
    --------
    >>> rocket = [("a.csv:2", "\U0001f680"), ("a.csv:5", "x\U0001f680")]
    >>> [(fault.address, fault.en) for fault in glyph_faults(rocket)]
    [('a.csv:2', 'the font has no character U+1F680 (2 times); it is an emoji: delete it')]
    """
    places: dict[str, list[tuple[str, str]]] = {}
    face = typeface()
    for address, text in texts:
        for character in face.missing(text):
            places.setdefault(character, []).append((address, text))
    return [_glyph_fault(character, found) for character, found in places.items()]


def _glyph_fault(character: str, places: list[tuple[str, str]]) -> Fault:
    address, text = places[0]
    code, n = f"U+{ord(character):04X}", len(places)
    zh = f"字体没有字符 {character}（{code}），共 {n} 处"
    en = f"the font has no character {code} ({n} times)"
    if _EMOJI[0] <= character <= _EMOJI[1]:
        zh, en = f"{zh}；这是表情符号，请删去", f"{en}; it is an emoji: delete it"
    else:
        zh, en = f"{zh}；可用 --font 给一个有它的字体", f"{en}; give one that has it with --font"
    return Fault(address, zh, en, text)


# What stays together: opening marks, a Chinese character or a Latin word (up to a hyphen between
# letters), closing marks, spaces.
_OPENING, _WIDE = "(（《“‘〔\\[", "\u2e80-\uffff"
_PIECE = (  # compiled with the first text
    rf"[{_OPENING}]*(?:[{_WIDE}]|(?:[^\s{_WIDE}{_OPENING}-]|-(?![A-Za-z]))+-?|\S)"
    r"[、,，。;；:：!！?？)）》”’%.〕\]]* *| +"
)


def wrap(
    text: str, size_pt: float, width_mm: float, bold: bool = False, apart: str = ""
) -> tuple[str, ...]:
    """A text broken into lines that fit: at spaces, hyphens, and between Chinese characters.

    A list of names is broken where they are ``apart``, and within one that is wider than a line.

    Examples
    --------
    >>> wrap("Guangzhou-Shenzhen corridor (走廊)", 8.0, 20.0)
    ('Guangzhou-', 'Shenzhen', 'corridor (走廊)')
    >>> wrap("惠州 东莞 中山", 8.0, 15.0, apart=" ")
    ('惠州 东莞', '中山')
    >>> wrap("走廊（珠江口），沿海", 8.0, 9.0)
    ('走廊', '（珠江', '口），', '沿海')
    """
    return _wrapped(text, size_pt, width_mm, bold, apart, further_font())


@lru_cache(maxsize=2**15)  # ways to divide a page, and pages of a plan, set the same texts
def _wrapped(
    text: str, size_pt: float, width_mm: float, bold: bool, apart: str, further: Path | None
) -> tuple[str, ...]:
    face, lines, line = _read(bold, further), list[str](), ""
    if face.width_mm(text.rstrip(), size_pt) <= width_mm:
        return (text.rstrip(),)
    names = rf".+?(?:{re.escape(apart)}|$)"
    wholes = re.findall(names if apart else _PIECE, text)
    for whole in wholes:
        fits = face.width_mm(whole.rstrip(), size_pt) <= width_mm
        for piece in (whole,) if fits else re.findall(_PIECE, whole) if apart else whole:
            if line.strip() and face.width_mm((line + piece).rstrip(), size_pt) > width_mm:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)
