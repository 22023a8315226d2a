"""What a spreadsheet makes of text: formulas unasked, numbers in its own ways, wide signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import repeat

from geo.sources.tables.table import plain

_GUARDED = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula; :func:`unguarded` takes the guard off.

    Examples
    --------
    >>> guarded("=HYPERLINK(1)"), guarded("'=1"), guarded("2024-2030")
    ("'=HYPERLINK(1)", "''=1", '2024-2030')
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text under :func:`guarded`'s apostrophe.

    Examples
    --------
    >>> unguarded("'=HYPERLINK(1)"), unguarded("'quoted'")
    ('=HYPERLINK(1)', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


@lru_cache(maxsize=1 << 14)
def width_of(text: str) -> int:
    """Columns that a text takes: a Chinese character two.

    Examples
    --------
    >>> width_of("广州 GZ")
    7
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(rows: Sequence[Sequence[str]], right: Iterable[bool] = repeat(False)) -> list[str]:
    """Rows of cells as lines of text, column under column; some columns to the right.

    Examples
    --------
    >>> aligned([["市", "n"], ["广州", "12"]], [False, True])
    ['市     n', '广州  12']
    """
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    columns = list(zip(widths, right, strict=False))
    lines = []
    for row in rows:
        spaced = zip(row, columns, strict=True)
        cells = [" " * (w - width_of(t)) * r + t + " " * (w - width_of(t)) * (not r)
                 for t, (w, r) in spaced]  # fmt: skip
        lines.append("  ".join(cells).rstrip())
    return lines


#: How often and where: said by :func:`geo.errors.resolved`.
RULE = (
    "数字的写法：小数点后的零、千分位、空格、全角、科学记数",
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
