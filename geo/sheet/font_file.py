"""TrueType and OpenType files as far as a page must know them: which characters, how wide."""

import struct
from pathlib import Path

from geo.errors import CallError, Fault

MAX_BYTES = 64_000_000
_POSTSCRIPT = 6
_MARKS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")


def read_advances(path: Path) -> dict[int, float]:
    """Advance widths in em by code point; of a collection, those of its first font.

    Raises
    ------
    CallError
        There is no such file, it is over 64 MB, or it is no font of these kinds.

    Examples
    --------
    >>> from geo.sheet.typeface import FONT_FOLDER
    >>> read_advances(FONT_FOLDER / "NotoSansSC-Regular.ttf")[ord("广")]
    1.0
    """
    if not path.is_file():
        raise CallError(Fault("--font", "没有这个文件", "no such file", str(path)))
    if path.stat().st_size > MAX_BYTES:
        zh, en = f"字体文件超过 {MAX_BYTES} 字节", f"a font file of over {MAX_BYTES} bytes"
        raise CallError(Fault("--font", zh, en, path.name))
    data = path.read_bytes()
    try:
        found = _advances(data) if data.startswith(_MARKS) else {}
    except (struct.error, LookupError, ValueError, ZeroDivisionError):
        found = {}
    if not found:
        zh = "不是可用的字体文件（ttf、otf、ttc）"
        en = "no font file that can be used (ttf, otf, ttc)"
        raise CallError(Fault("--font", zh, en, path.name))
    return found


def _advances(data: bytes) -> dict[int, float]:
    tables = _tables(data)
    if not _has_name(data, tables[b"name"]):
        return {}
    upm = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    widths = struct.unpack_from(f">{metrics * 2}H", data, tables[b"hmtx"])[::2]
    glyphs = _glyphs(data, tables[b"cmap"])
    return {code: widths[min(glyph, metrics - 1)] / upm for code, glyph in glyphs.items() if glyph}


def _has_name(data: bytes, at: int) -> bool:
    """Whether the font has a PostScript name, without which no page can be set in it."""
    places = range(at + 12, at + 12 + 12 * struct.unpack_from(">H", data, at + 2)[0], 12)
    return any(struct.unpack_from(">H", data, place)[0] == _POSTSCRIPT for place in places)


def _tables(data: bytes) -> dict[bytes, int]:
    first = struct.unpack_from(">I", data, 12)[0] if data.startswith(b"ttcf") else 0
    count = struct.unpack_from(">H", data, first + 4)[0]
    records = (struct.unpack_from(">4sIII", data, first + 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph index by code point, from the subtables of formats 4 and 12."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    found: dict[int, int] = {}
    offsets = (struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] for i in range(count))
    for at in dict.fromkeys(cmap + offset for offset in offsets):  # two encodings may share one
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 12:
            found |= _long(data, at)
        elif kind == 4:
            found = _short(data, at) | found
    return found


def _long(data: bytes, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    count = struct.unpack_from(">I", data, at + 12)[0]
    groups = struct.unpack_from(f">{3 * count}I", data, at + 16)
    for start, end, glyph in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        if end > 0x10FFFF:
            raise ValueError(end)
        for code in range(start, end + 1):
            found[code] = glyph + code - start
    return found


def _short(data: bytes, at: int) -> dict[int, int]:
    double = struct.unpack_from(">H", data, at + 6)[0]
    n, found = double // 2, dict[int, int]()
    places = (at + 14, *(at + 16 + k * double for k in (1, 2, 3)))
    columns = [struct.unpack_from(f">{n}H", data, place) for place in places]
    for i, (end, start, delta, offset) in enumerate(zip(*columns, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = at + 16 + 3 * double + 2 * i + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            found[code] = (glyph + delta) & 0xFFFF
    return found
