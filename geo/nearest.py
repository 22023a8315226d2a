"""The words of a list that a mistyped word is most like: by how it is written and how it sounds.

The one rule for every suggestion; for messages only, never used to decide anything.

See DECISIONS 34.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

_FLOOR = 0.6  # of letters: as the standard library has it
_FLOOR_HAN = 0.45  # of characters: half of a short word, or a third of it and its sound
_SOUND = 0.6  # a word is more often typed by its sound than by its shape
_SURE = 0.75
_LONGEST = 60  # characters that are looked at


def nearest(value: str, choices: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Words like a word, best first; none where nothing is like it.

    Examples
    --------
    >>> nearest("drect", ["direct", "collective"])
    ('direct',)
    >>> nearest("光州市", ["广宁县", "高州市", "广州市"])[0]
    '广州市'
    >>> nearest("堪江", ["阳江", "湛江"])[0]
    '湛江'
    """
    found = likeness(value, choices)
    return tuple(sorted(found, key=lambda word: -found[word])[:n])


def meant(value: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The word that a mistyped one was surely meant for, alone; none where it may be its own.

    Examples
    --------
    >>> meant("carrier", ["carriers", "places"]), meant("remarks", ["carriers", "places"])
    (('carriers',), ())
    """
    found = likeness(value, choices)
    return tuple(word for word in nearest(value, found, 1) if found[word] >= _SURE)


def nearest_of(value: str, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """What the words like a word stand for, best first, each once.

    Examples
    --------
    >>> nearest_of("珠海", {"珠海市": "440400", "珠海": "440400"})
    ('440400',)
    """
    return tuple(dict.fromkeys(meanings[word] for word in nearest(value, meanings)))


def likeness(value: str, choices: Iterable[str]) -> Mapping[str, float]:
    """How much each word is like a word, between 0 and 1; only those that are, in their order.

    Examples
    --------
    >>> likeness("zz", ["direct"])
    {}
    """
    from rapidfuzz.fuzz import ratio

    word = value[:_LONGEST].casefold()
    sound = _sound(word) if _is_han(word) else ""
    found = {}
    for choice in choices:
        folded = choice[:_LONGEST].casefold()
        score = ratio(word, folded) / 100
        if sound and _is_han(folded):
            score = (1 - _SOUND) * score + _SOUND * ratio(sound, _sound(folded)) / 100
        if score >= (_FLOOR_HAN if sound else _FLOOR):
            found[choice] = score
    return found


def _is_han(text: str) -> bool:
    return not text.isascii() and any("\u4e00" <= char <= "\u9fff" for char in text)


@lru_cache(maxsize=8192)
def _sound(text: str) -> list[str]:
    """Initial and final of every character; what is no Chinese character stands for itself."""
    return [part for char in text for part in _syllable(char)]


@lru_cache(maxsize=8192)
def _syllable(char: str) -> tuple[str, ...]:
    if not _is_han(char):
        return (char,)
    from pypinyin import Style, pinyin

    styles = (Style.INITIALS, Style.FINALS)
    return tuple(pinyin(char, style=style, strict=False)[0][0] for style in styles)
