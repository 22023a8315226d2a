"""What a call chose, held against what there is to choose from: language, paper, suffix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geo.errors import Fault
from geo.nearest import nearest
from geo.spec.mapspec import LANGS


class Chosen(NamedTuple):
    """One choice of a call: its option, its value, the valid ones, and what else is said of it."""

    option: str
    value: str
    valid: Sequence[str]
    zh: str
    en: str


def in_language(lang: str) -> Chosen:
    """The choice of a product's language."""
    return Chosen("--lang", lang, LANGS, "没有这种语言", "no such language")


def wrong_choices(*choices: Chosen) -> Iterator[Fault]:
    """A fault for every choice that is none of the valid ones, with the nearest of them.

    Examples
    --------
    >>> [fault.nearest for fault in wrong_choices(in_language("zn"), in_language("en"))]
    [('zh', 'en', 'both')]
    """
    for option, value, valid, zh, en in choices:
        if value not in valid:
            yield Fault(option, zh, en, value, nearest(value, valid, 1) or tuple(valid))
