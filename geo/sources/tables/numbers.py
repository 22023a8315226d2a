"""Whole numbers and numeric codes as spreadsheets and data frames write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from geo.sources.tables.table import plain

#: How often and where: said by :func:`geo.errors.resolved`.
RULE = (
    "数字的写法:小数点后的零、千分位、空格、全角、科学记数",
    "ways to write a number: .0, thousands, spaces, full width, exponent",
)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_ZEROS = re.compile(r"(\d+)\.0*", re.ASCII)
_GROUPS = re.compile(r"\d{1,3}(?:[,  ]\d{3})+(?:\.0*)?", re.ASCII)
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}", re.ASCII)


@lru_cache(maxsize=4096)
def number_of(text: str) -> str:
    """The number that a cell of a number or code means; the text itself where it means none.

    Examples
    --------
    >>> [number_of(t) for t in ("440500.0", "440,500", "'440500", "４４０５００", "4.405e5")]
    ['440500', '440500', '440500', '440500', '440500']
    >>> number_of("z1.0")
    'z1.0'
    """
    folded = plain(text).strip("'’`").strip()
    if _EXPONENT.fullmatch(folded):
        value = Decimal(folded)
        folded = str(int(value)) if value == int(value) else folded
    if _GROUPS.fullmatch(folded):
        folded = folded.replace(",", "").replace(" ", "").replace(" ", "")
    if zeros := _ZEROS.fullmatch(folded):
        folded = zeros[1]
    return folded if _PLAIN.fullmatch(folded) else text


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours drawn together.

    >>> ranges([5, 7, 8, 9])
    '5, 7-9'
    """
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1][1:] = [n]
        else:
            runs.append([n])
    return ", ".join("-".join(map(str, run)) for run in runs)
