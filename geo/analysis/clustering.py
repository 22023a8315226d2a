"""An order in which neighbours are alike: average linkage, then each cluster turned to fit.

See DECISIONS 21.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

Distances = Sequence[Sequence[float]]


def leaf_order(distances: Distances) -> list[int]:
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
    n = len(distances)
    halves, leaves = {i: ([i], [i]) for i in range(n)}, {i: [i] for i in range(n)}
    order, path = {i: [i] for i in range(n)}, {(i, i): 0.0 for i in range(n)}

    def inner(cluster: int, end: int) -> list[int]:
        """Where a path from one end of a cluster can leave it: its other half."""
        return halves[cluster][end in halves[cluster][0]]

    for new, (a, b) in enumerate(_merges(distances), n):
        ends = list(product(leaves[a], leaves[b]))
        for u, w in ends:
            joints = product(inner(a, u), inner(b, w))
            path[u, w] = min(path[u, i] + path[w, k] + distances[i][k] for i, k in joints)
            path[w, u] = path[u, w]
        first, last = min(ends, key=path.__getitem__)
        left = order[a] if first in halves[a][0] else order[a][::-1]
        right = order[b] if last in halves[b][1] else order[b][::-1]
        order[new], halves[new] = left + right, (leaves[a], leaves[b])
        leaves[new] = leaves[a] + leaves[b]
    return order[max(order)] if order else []


def _merges(distances: Distances) -> list[tuple[int, int]]:
    """Pairs of clusters by average linkage, closest first; the k-th pair makes cluster n + k."""
    between, n = [list(row) for row in distances], len(distances)
    name, size, made = list(range(n)), dict.fromkeys(range(n), 1), []
    while len(size) > 1:
        pairs = ((x, y) for x in size for y in size if x < y)
        x, y = min(pairs, key=lambda pair: (between[pair[0]][pair[1]], pair))
        made.append((min(name[x], name[y]), max(name[x], name[y])))
        less, more = size.pop(x), size[y]
        name[y], size[y] = n + len(made) - 1, less + more
        for i in size:
            if i != y:
                mean = (less * between[i][x] + more * between[i][y]) / size[y]
                between[i][y] = between[y][i] = mean
    return made
