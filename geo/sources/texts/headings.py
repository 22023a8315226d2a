"""Which lines of a document open a section, and which of them are headings and nothing else."""

from __future__ import annotations

import re

_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_MARKERS = (
    (0, re.compile(f"第{_NUMERAL}章")),
    (1, re.compile(f"第{_NUMERAL}条")),
    (2, re.compile(f"{_NUMERAL}、")),
    (3, re.compile(rf"\(?{_NUMERAL}\)")),
    (4, re.compile(r"\d{1,2}(?:\.(?!\d)|、)")),
)
CLAUSE_RANK = 1
TITLE_LENGTH = 45
BARE_TITLE_LENGTH = 20
STOPS = "。!?"
_PAUSES = ",、;:"


def marker(text: str) -> tuple[int, str, int] | None:
    """Rank, label and length of the heading marker that a normalised paragraph begins with.

    Examples
    --------
    >>> marker("第十九条在某地"), marker("十六)合作"), marker("2024年")
    ((1, '第十九条', 4), (3, '(十六)', 3), None)
    """
    for rank, pattern in _MARKERS:
        found = pattern.match(text)
        if found:
            label = found.group().rstrip("、.")
            if rank == 3 and not label.startswith("("):
                label = f"({label}"
            return rank, label, found.end()
    return None


def only_heading(rest: str, above: list[tuple[int, str]], rank: int, following: str) -> bool:
    """A title with something under it; not an article (条) nor an item of one, nor of a list.

    Without a stop at its end a title has up to 45 characters; with one it is short and does not
    pause, as a sentence of content does.

    Parameters
    ----------
    rest
        The line after its marker.
    above
        Rank and label of the sections around it.
    rank
        Rank of its own marker.
    following
        The next line; empty at the end of the document.

    Examples
    --------
    >>> only_heading("支持甲市", [], 4, "2.支持乙市"), only_heading("分工", [], 4, "甲市发展钢铁。")
    (False, True)
    """
    if rank == CLAUSE_RANK or any(m[0] == CLAUSE_RANK for m in above):
        return False
    if not _stands_under(following, rank) or any(stop in rest[:-1] for stop in STOPS):
        return False
    if rest.endswith(tuple(STOPS)):
        return len(rest) <= BARE_TITLE_LENGTH and not any(pause in rest for pause in _PAUSES)
    return len(rest) <= TITLE_LENGTH and not rest.endswith(tuple(_PAUSES))


def _stands_under(following: str, rank: int) -> bool:
    """Text, or a heading within; the next item of the same list, or no line at all, is neither."""
    found = marker(following)
    return bool(following) and (found is None or found[0] > rank)
