"""Texts that an earlier program read in a wrong encoding, or saved in one that lacks them.

Told by what comes back when the wrong step is taken back; never repaired unasked, because letters
are often lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.errors import Fault

_LOST = re.compile("\ufffd+|(?:锟斤拷)+|烫烫烫+|屯屯屯+")
_HANZI = re.compile("[\u3400-\u9fff\ue000-\uf8ff€-]{3,}")
_LATIN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]{3,}"
)
# common characters have a capital or a sign for their first byte, rare ones a small letter: no word
_LATIN_GB = re.compile("[°-×][¡-þ](?:[°-÷][¡-þ])+")
_TAKEN_BACK = 0.75  # share of the bytes that must come back as Chinese


def spoilt(text: str, name: str) -> Fault | None:
    r"""What is wrong with a text as a whole, at the first line where it shows; None if nothing is.

    Examples
    --------
    >>> spoilt("place\n骞垮窞甯傚", "a.csv").nearest
    ('广州市',)
    >>> spoilt("å¹¿å·ž", "a.csv").nearest, spoilt("广州市 é", "a.csv")
    (('广州',), None)
    >>> spoilt("ÉîÛÚÊÐ", "a.csv").nearest, spoilt("ðçÀö, Grüße", "a.csv")
    (('深圳市',), None)
    """
    lost = _LOST.search(text)
    if lost:
        zh = "文字已损坏,原字无法恢复:请回到原来的文件,用正确的编码重新存一次"
        en = "characters are lost for good: go back to the file it came from and save that anew"
        return Fault(_line(text, lost.start(), name), zh, en, _around(text, lost))
    for found, read in _misread(text):
        zh = "乱码:这个文件曾被按错误的编码打开并保存,请用正确的编码重新存一次"
        en = "garbled: it was once opened in a wrong encoding and saved; save the original anew"
        return Fault(_line(text, found.start(), name), zh, en, found.group()[:40], (read[:20],))
    return None


def _line(text: str, at: int, name: str) -> str:
    return f"{name}:{text.count(chr(10), 0, at) + 1}"


def _around(text: str, found: re.Match[str]) -> str:
    """The spoilt letters with what stands beside them on their line."""
    before = text[: found.start()].rpartition("\n")[2]
    after = text[found.end() : found.end() + 10].partition("\n")[0]
    return f"{before[-10:]}{found.group()[:10]}{after}".strip()


def _misread(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Runs of letters that are Chinese once their bytes are read aright, with the reading."""
    for pattern, wrong, right, width, least in _MISTAKES:
        for found in pattern.finditer(text):
            data = wrong(found.group())
            read = data.decode(right, "ignore")
            chinese = sum("\u4e00" <= c <= "\u9fff" for c in read)
            if chinese >= least and width * chinese >= _TAKEN_BACK * len(data):
                yield found, "".join(c for c in read if c.isprintable())


def _gb_bytes(run: str) -> bytes:
    return run.encode("gb18030", "ignore")


def _latin_bytes(run: str) -> bytes:
    """Bytes of letters as Windows has them, or Latin-1 where Windows has none."""
    return b"".join(c.encode("cp1252" if c > "\xff" else "latin-1", "ignore") for c in run)


# what the runs are made of, the step to take back, the right encoding, its bytes a character, and
# the characters that prove it
_MISTAKES = (
    (_HANZI, _gb_bytes, "utf-8", 3, 2),
    (_LATIN, _latin_bytes, "utf-8", 3, 1),
    (_LATIN_GB, _latin_bytes, "gb2312", 2, 2),
)
