"""An order in which neighbours are alike: average linkage, then each cluster turned to fit.

See DECISIONS 21.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Halves = tuple[NDArray[np.int64], NDArray[np.int64]]


def leaf_order(distances: ArrayLike) -> list[int]:
    """Things in an order in which those that are alike stand together.

    The two closest clusters are merged until one is left; whenever two meet, each is turned so that
    a path through all of them, from end to end, can be short. Of equals the first is taken.

    Parameters
    ----------
    distances
        Symmetric n × n, at least 0, the diagonal 0.

    Returns
    -------
    list of int
        The positions 0 to n - 1; the members of every cluster of the linkage are neighbours.

    Examples
    --------
    >>> at = [5, 0, 9, 1, 10]
    >>> leaf_order([[abs(a - b) for b in at] for a in at])
    [4, 2, 0, 3, 1]
    """
    far = np.array(distances, dtype=float)
    n = len(far)
    path = np.zeros((n, n))
    leaves = {i: np.array([i]) for i in range(n)}
    halves: dict[int, Halves] = {i: (leaves[i], leaves[i]) for i in range(n)}
    order = {i: [i] for i in range(n)}
    for new, (a, b) in enumerate(_merges(far), n):
        for ends_a, inner_a in _turned(halves[a]):
            for ends_b, inner_b in _turned(halves[b]):
                over = _least_sum(path[np.ix_(ends_a, inner_a)], far[np.ix_(inner_a, inner_b)])
                found = _least_sum(over, path[np.ix_(inner_b, ends_b)])
                path[np.ix_(ends_a, ends_b)], path[np.ix_(ends_b, ends_a)] = found, found.T
        one, other = leaves[a], leaves[b]
        first, last = divmod(int(path[np.ix_(one, other)].argmin()), len(other))
        left = order[a] if one[first] in halves[a][0] else order[a][::-1]
        right = order[b] if other[last] in halves[b][1] else order[b][::-1]
        order[new], halves[new] = left + right, (one, other)
        leaves[new] = np.concatenate([one, other])
    return order[max(order)] if order else []


def _turned(halves: Halves) -> Iterator[Halves]:
    """Where a path can end, each with where it can leave the cluster then: its other half."""
    yield halves
    if halves[0] is not halves[1]:
        yield halves[1], halves[0]


def _least_sum(left: Array, right: Array) -> Array:
    """The shortest way over any one thing between: the least of left[i, k] + right[k, j]."""
    least = np.full((len(left), right.shape[1]), np.inf)
    for k, onward in enumerate(right):
        np.minimum(least, left[:, k, None] + onward, out=least)
    return least


def _merges(far: Array) -> Iterator[tuple[int, int]]:
    """Pairs of clusters by average linkage, closest first; the k-th pair makes cluster n + k.

    Of every cluster the nearest that comes after it is kept, so that a step looks at few rows.
    """
    n = len(far)
    if n < 2:
        return
    between, later = far.copy(), np.where(np.tri(n, dtype=bool), np.inf, far)
    name, size, alive = list(range(n)), np.ones(n), np.ones(n, dtype=bool)
    nearest, least = later.argmin(axis=1), later.min(axis=1)
    for step in range(n, 2 * n - 1):
        x = int(least.argmin())
        y = int(nearest[x])
        yield min(name[x], name[y]), max(name[x], name[y])
        mean = (size[x] * between[:, x] + size[y] * between[:, y]) / (size[x] + size[y])
        between[:, y] = between[y] = mean
        name[y], size[y], alive[x] = step, size[x] + size[y], False
        later[x] = later[:, x] = np.inf
        later[:y, y] = np.where(alive[:y], mean[:y], np.inf)
        later[y, y + 1 :] = np.where(alive[y + 1 :], mean[y + 1 :], np.inf)
        stale = (nearest == x) | (nearest == y) | (np.arange(n) == y)
        nearer = (later[:, y] < least) | ((later[:, y] == least) & (y < nearest))
        nearest = np.where(nearer, y, nearest)
        rows = np.flatnonzero(stale | (np.arange(n) == x))
        nearest[rows] = later[rows].argmin(axis=1)
        least = np.where(nearer, later[:, y], least)
        least[rows] = later[rows].min(axis=1)
