"""What a spreadsheet makes of text: formulas unasked, two columns for one Chinese sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat

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
