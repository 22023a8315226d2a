"""The words of commands and options: geo/texts/commands.toml, in the language of the moment."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

from geo.language import language, said

_HAN = "\u2e80-\u2fff\u3400-\u9fff\uf900-\ufaff"
_RANGES = tuple(zip(_HAN[::3], _HAN[2::3], strict=True))
_SHUT = "”’》】、。,:;!?)，：；！？）"
_OPEN = "“‘《【(（"
# What is not parted at the end of a line: a Latin word or one character, with its punctuation. It
# is compiled when a help is printed, not when a command starts: a set of Han takes a millisecond.
_UNIT = rf"\s+|[{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}“《【（、。，；]+)?[{_SHUT}]*"


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(resources.files("geo.texts").joinpath("commands.toml").read_text("utf-8"))


def chinese(text: str) -> str:
    r"""Lines as one, without a space where Chinese is parted.

    Examples
    --------
    >>> chinese("一个 PDF：封面，\n目录，给 --texts\n则核对")
    '一个 PDF：封面，目录，给 --texts 则核对'
    """
    whole, *lines = text.split("\n")
    for line in lines:
        close = whole[-1:] in _SHUT or (_han(whole) and (_han(line, 0) or line[:1] in _OPEN))
        whole += line if close else f" {line}"
    return whole


def _han(text: str, at: int = -1) -> bool:
    """Whether a text begins or ends with a Chinese character."""
    return bool(text) and any(first <= text[at] <= last for first, last in _RANGES)


def _pair(entry: dict[str, str] | str) -> tuple[str, str]:
    """Both languages of an entry, a blank line between paragraphs and no other line's end."""
    if isinstance(entry, str):
        return entry, entry
    parts = ([p.strip() for p in entry[each].split("\n\n")] for each in ("zh", "en"))
    zh, en = parts
    return "\n\n".join(map(chinese, zh)), "\n\n".join(p.replace("\n", " ") for p in en)


def shell_word(key: str) -> str:
    """A word of the help's own, such as that for usage."""
    return said(*_pair(_catalogue()["shell"][key]))


def placeholder(metavar: str) -> str:
    """What stands for a value, in Chinese where nothing but Chinese is spoken."""
    return _catalogue()["placeholders"].get(metavar, metavar) if language() == "zh" else metavar


def word_of(command: str, key: str) -> str:
    """The words for an option (``--plan``) or an argument of a command; empty where none are."""
    own = _catalogue()["commands"].get(command, {}).get("words", {})
    return said(*_pair(own.get(key) or _catalogue()["options"].get(key) or ""))


def examples(command: str) -> list[str]:
    """Calls of a command that work as they stand."""
    return _catalogue()["commands"].get(command, {}).get("examples", "").strip().splitlines()


def paragraphs(command: str) -> list[str]:
    """What a command does, a text for each paragraph; of both languages the Chinese first."""
    zh, en = _pair(_catalogue()["commands"].get(command, ""))
    spoken = {"zh": [zh], "en": [en]}.get(language(), [zh, en])
    return [p for each in spoken for p in each.split("\n\n") if p]


def summary(command: str) -> str:
    """The first sentence on what a command does.

    Examples
    --------
    >>> summary("diff")
    '两份规划或两个版本的变化 / What changed between two plans or editions'
    """
    zh, en = _pair(_catalogue()["commands"].get(command, ""))
    return said(re.split("。|\n\n", zh)[0], re.split(r"[.;]\s|\.$|\n\n", en)[0])


def columns(text: str) -> int:
    """Columns of a terminal that a text takes: two for a Chinese character.

    >>> columns("A4 纸")
    5
    """
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines that take no more columns than given; punctuation begins no line.

    Examples
    --------
    >>> wrapped("谁承担什么、哪里拥挤。By the text", 11)
    ['谁承担什', '么、哪里拥', '挤。By the', 'text']
    """
    lines, used = [""], 0
    for unit in filter(None, re.findall(_UNIT, text)):
        if used + columns(unit.rstrip()) > width and lines[-1].strip():
            lines.append("")
            used = 0
        if lines[-1] or unit.strip():
            lines[-1] += unit
            used += columns(unit)
    return [line.rstrip() for line in lines]
