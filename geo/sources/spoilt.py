"""Texts that an earlier program read in a wrong encoding, or saved in one that lacks them.

Told by what comes back when the wrong step is taken back; never repaired unasked, because letters
are often lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from geo.errors import Fault

_LOST = re.compile("\ufffd\ufffd*|锟斤拷(?:锟斤拷)*|烫烫烫+|屯屯屯+")  # letters first: quick
_HANZI = re.compile("[\u3400-\u9fff\ue000-\uf8ff€-]{3,}")
_FOREIGN = re.compile(
    "[\u0080-\u03ff\u2010-\u2022\u2026\u2030-\u25ff\ufb01\ufb02]{3,}"
)  # letters and signs of the encodings of Windows, DOS and old Macs
# common characters have a capital or a sign for their first byte, rare ones a small letter: no word
_LATIN_GB = re.compile("[°-×][¡-þ](?:[°-÷][¡-þ])+")
_HAN = re.compile("[\u3400-\ufeff]")  # signs stand before and after and tell no encoding
_SAMPLE = 20_000
_RARE = "[\u3040-\uffef]+"  # compiled where it is looked for
EVERYDAY = 0.5  # share of everyday characters under which a text is in no encoding of these
_LEAST, _GAIN = 5, 0.3  # characters that prove another encoding, and everyday ones it gains
_TAKEN_BACK = 0.75  # share of the bytes that must come back as Chinese


class Chinese(NamedTuple):
    """A Chinese encoding, and the codec and first and last lead byte of its everyday characters."""

    codec: str
    name: str
    common: str
    first: bytes
    last: bytes


CHINESE = (
    Chinese("gb18030", "GB 18030", "gb2312", b"\xb0", b"\xd7"),
    Chinese("big5hkscs", "Big5", "big5", b"\xa4", b"\xc6"),
)


def everyday(text: str, kind: Chinese) -> float:
    """Share of everyday characters among the Chinese ones of a text; 1 where there are none.

    Examples
    --------
    >>> [everyday(text, CHINESE[0]) for text in ("a,b", "广州", "嫘笣")]
    [1.0, 1.0, 0.0]
    """
    written = "".join(_HAN.findall(text[:_SAMPLE]))
    leads = written.encode(kind.common, "ignore")[::2]  # they have two bytes each
    known = len(leads) - len(leads.translate(None, bytes(range(kind.first[0], kind.last[0] + 1))))
    return known / len(written) if written else 1.0


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
    if text.isascii():
        return None
    lost = _LOST.search(text)
    if lost:
        zh = "文字已损坏，原字无法恢复：请回到原来的文件，用正确的编码重新存一次"
        en = "characters are lost for good: go back to the file it came from and save that anew"
        return Fault(_line(text, lost.start(), name), zh, en, _around(text, lost))
    for found, read in chain(_misread(text), _exchanged(text)):
        zh = "乱码：这个文件曾被按错误的编码打开并保存，请用正确的编码重新存一次"
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
    runs: dict[re.Pattern[str], dict[str, re.Match[str]]] = {}
    for pattern in (_HANZI, _FOREIGN, _LATIN_GB):
        first: dict[str, re.Match[str]] = {}
        runs[pattern] = first
        for found in pattern.finditer(text):
            first.setdefault(found.group(), found)
    for pattern, wrong, right, width, least in _MISTAKES:
        for run, found in runs[pattern].items():
            data = wrong(run)
            read = data.decode(right, "ignore")
            if width * len(read) < _TAKEN_BACK * len(data):
                continue
            chinese = sum("\u4e00" <= c <= "\u9fff" for c in read)
            if chinese >= least and width * chinese >= _TAKEN_BACK * len(data):
                yield found, "".join(c for c in read if c.isprintable())


def _exchanged(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """A text of rare characters that is one of everyday ones in the other Chinese encoding."""
    own = max(everyday(text, kind) for kind in CHINESE)
    if own >= 1 - _GAIN:
        return
    for wrong, right in (CHINESE, CHINESE[::-1]):
        taken_back = text.encode(wrong.codec, "ignore").decode(right.codec, "ignore")
        there = everyday(taken_back, right) if len(_HAN.findall(taken_back)) >= _LEAST else 0
        if there >= _TAKEN_BACK and there - own > _GAIN:
            for found in re.finditer(_RARE, text):
                read = found.group().encode(wrong.codec, "ignore").decode(right.codec, "ignore")
                yield found, read


def _gb_bytes(run: str) -> bytes:
    return run.encode("gb18030", "ignore")


def _bytes_in(*codecs: str) -> Callable[[str], bytes]:
    """Letters as bytes of the first of these encodings that has them."""

    def encoded(run: str) -> bytes:
        found = ([c.encode(codec, "ignore") for codec in codecs] for c in run)
        return b"".join(next(filter(None, each), b"") for each in found)

    return encoded


_windows = _bytes_in("cp1252", "latin-1")


def _windows_twice(run: str) -> bytes:
    return _windows(_windows(run).decode("utf-8", "ignore"))


# what the runs are made of, the step to take back, the right encoding, its bytes a character, and
# the characters that prove it
_MISTAKES = (
    (_HANZI, _gb_bytes, "utf-8", 3, 2),
    (_FOREIGN, _windows, "utf-8", 3, 1),
    (_FOREIGN, _windows_twice, "utf-8", 3, 1),
    (_FOREIGN, _bytes_in("cp437"), "utf-8", 3, 2),
    (_FOREIGN, _bytes_in("mac-roman"), "utf-8", 3, 2),
    (_LATIN_GB, _windows, "gb2312", 2, 2),
)
