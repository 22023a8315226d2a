"""Parts side by side on the page's twelve columns, as low as any widths make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.sheet.items import Laid
from geo.sheet.page import COLUMNS, PageChoice
from geo.sheet.pen import beside

_LEAST = 2  # columns of a part


def side_by_side(choice: PageChoice, parts: Sequence[Callable[[float], Laid]]) -> Laid:
    """Parts from the left, each given a width (mm), over the whole of the page."""
    most = COLUMNS - _LEAST * (len(parts) - 1)
    sizes = [*range(_LEAST, most + 1)] or [COLUMNS // max(1, len(parts))]
    laid = [[part(choice.columns(n)) for n in sizes] for part in parts]
    taken = shared_out([[one.height for one in row] for row in laid], sizes, COLUMNS)
    lefts, at = [], 0
    for n in taken:
        lefts.append(choice.columns(at + n) - choice.columns(n))
        at += n
    return beside([row[sizes.index(n)] for row, n in zip(laid, taken, strict=True)], lefts)


def shared_out(heights: Sequence[Sequence[float]], sizes: Sequence[int], columns: int) -> list[int]:
    """How many columns each part has, so that the highest is as low as can be.

    ``heights`` are those of each part at each of the sizes; columns that are left go to the
    highest, one by one.

    Examples
    --------
    >>> shared_out([[9.0, 6.0, 4.0], [5.0, 4.0, 3.0]], [2, 3, 4], 6)
    [4, 2]
    """
    taken = [sizes[0]] * len(heights)
    for limit in sorted({height for row in heights for height in row}):
        fits = [[n for n, h in zip(sizes, row, strict=True) if h <= limit] for row in heights]
        if all(fits) and sum(found[0] for found in fits) <= columns:
            taken = [found[0] for found in fits]
            break
    while sum(taken) < columns:
        able = [i for i, n in enumerate(taken) if n < sizes[-1]]
        if not able:
            break
        taken[max(able, key=lambda i: heights[i][sizes.index(taken[i])])] += 1
    return taken
