"""The language that messages speak: Chinese, English or both; and whether a shell or Python hears.

A command sets it for as long as it runs. From Python both are said, unless GEO_LANG names one.

See DECISIONS 70.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["zh", "en", "both"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
VARIABLE = "GEO_LANG"
_WIDE = str.maketrans(",:;", "，：；")


def named(word: str) -> Language | None:
    """The language that a word names, if it is one of ours.

    >>> named("EN"), named("fr")
    ('en', None)
    """
    plain = word.strip().lower()
    return next((each for each in LANGUAGES if each == plain), None)


@dataclass(frozen=True)
class _Manner:
    language: Language
    to_shell: bool = False


_now = [_Manner(named(os.environ.get(VARIABLE, "")) or "both")]


def language() -> Language:
    """The language of messages at this moment."""
    return _now[-1].language


@contextmanager
def speaking(language: Language, *, to_shell: bool = False) -> Iterator[None]:
    """What is said inside is said in a language, to a shell or to Python.

    Examples
    --------
    >>> with speaking("en"):
    ...     said("完成", "done")
    'done'
    """
    _now.append(_Manner(language, to_shell))
    try:
        yield
    finally:
        _now.pop()


def said(zh: str, en: str) -> str:
    """The words in the language of the moment; both, Chinese first, where none is named.

    Examples
    --------
    >>> with speaking("zh"):
    ...     said("完成", "done")
    '完成'
    >>> with speaking("both"):
    ...     said("完成", "done"), said("PDF", "PDF")
    ('完成 / done', 'PDF')
    """
    words = {"zh": zh, "en": en}
    return words.get(language()) or (zh if zh == en else f"{zh} / {en}")


def mark(narrow: str) -> str:
    """A punctuation mark as the language of the moment sets it.

    Examples
    --------
    >>> with speaking("zh"):
    ...     mark(":")
    '：'
    >>> with speaking("both"):
    ...     mark(":")
    ': '
    """
    return narrow.translate(_WIDE) if language() == "zh" else f"{narrow} "


def spelled(parameter: str, value: str | bool = "") -> str:
    """How a parameter is written where the call was made: an option, or an argument of Python.

    Examples
    --------
    >>> spelled("sector", "…"), spelled("replace", True)
    ('sector=…', 'replace=True')
    >>> with speaking("en", to_shell=True):
    ...     spelled("sector", "…"), spelled("no_title", True)
    ('--sector …', '--no-title')
    """
    if not _now[-1].to_shell:
        return f"{parameter}={value}"
    option = f"--{parameter.replace('_', '-')}"
    return option if value is True else f"{option} {value}".rstrip()
