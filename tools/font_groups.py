"""Which characters of the web font share a slice: those that the same pages show.

Begun with one group for all characters that exactly the same pages show; then, again and again, the
two groups are joined whose joining saves most bytes over all pages, until none saves any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

OF_SLICE, OF_CHARACTER = 330, 122  # bytes of a slice besides its characters, of one of these
OF_RULE = 55  # of the rule of a slice in the style sheet, which every page has
MOST = 250  # characters of a slice
_NEVER = -1e18

Grid = np.ndarray[Any, Any]


def grouped(pages: Mapping[str, set[str]], weights: Mapping[str, float]) -> list[list[str]]:
    """The characters of pages in groups, those of most pages first.

    Parameters
    ----------
    pages
        The characters that each page shows, by its name.
    weights
        How much a byte of each page counts.
    """
    shown = defaultdict(list)
    for c in sorted(set().union(*pages.values())):
        shown[tuple(c in page for page in pages.values())].append(c)
    made = [
        (on, all_[n : n + MOST]) for on, all_ in shown.items() for n in range(0, len(all_), MOST)
    ]
    on = np.array([found for found, _ in made], dtype=float)
    groups = joined([part for _, part in made], on, np.array([weights[name] for name in pages]))
    use = {
        c: sum(weights[name] for name, page in pages.items() if c in page)
        for g in groups
        for c in g
    }
    ordered = [sorted(group, key=lambda c: (-use[c], c)) for group in groups]
    return sorted(ordered, key=lambda group: (-use[group[0]], group[0]))


def joined(groups: list[list[str]], on: Grid, weight: Grid) -> list[list[str]]:
    """The groups joined as long as that saves bytes; a row of ``on`` tells the pages of a group."""
    size, often = np.array([len(group) for group in groups]), on @ weight
    alive = np.ones(len(groups), dtype=bool)

    def saved(i: int) -> Grid:
        """Bytes that are saved by joining a group with each of the others."""
        both = often + often[i] - (on * weight) @ on[i]
        one, other = OF_SLICE + OF_CHARACTER * size, OF_SLICE + OF_CHARACTER * size[i]
        found = often * one + often[i] * other - both * (one + OF_CHARACTER * size[i])
        found += OF_RULE * weight.sum()
        found[(size + size[i] > MOST) | ~alive] = _NEVER
        found[i] = _NEVER
        return found

    gain = np.array([saved(i) for i in range(len(groups))])
    while gain.max() > 0:
        i, j = divmod(int(gain.argmax()), len(groups))
        on[i] = np.maximum(on[i], on[j])
        size[i], often[i], alive[j] = size[i] + size[j], on[i] @ weight, False
        groups[i] = groups[i] + groups[j]
        gain[j] = gain[:, j] = _NEVER
        gain[i] = gain[:, i] = saved(i)
    return [group for group, here in zip(groups, alive, strict=True) if here]
