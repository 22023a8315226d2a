"""What must hold of an order by likeness, whatever is put in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis.clustering import leaf_order
from geo.analysis.plan_analysis import analyse
from geo.analysis.similarity import similarity

# By scipy 1.17, linkage(…, "average", optimal_ordering=True): positions in the plan's order.
BY_SCIPY = {
    "future2024": [5, 4, 6, 0, 7, 3, 8, 2, 1],
    "gzhtz2021": [9, 0, 3, 7, 1, 2, 4, 5, 6, 8],
    "qianhai2024": [5, 0, 1, 2, 3, 4],
    "modern2025": [16, 13, 10, 1, 4, 8, 12, 2, 0, 7, 6, 5, 15, 11, 9, 3, 14],
}


def on_a_line(places):
    return [[abs(a - b) for b in places] for a in places]


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=14))
def test_places_on_a_line_are_put_in_line(places):
    found = [places[i] for i in leaf_order(on_a_line(places))]
    assert found in (sorted(places), sorted(places, reverse=True))


@given(st.lists(st.integers(0, 3), max_size=16), st.randoms(use_true_random=False))
def test_groups_stay_together(groups, random):
    near = {pair: random.uniform(0.1, 0.4) for pair in range(len(groups) ** 2)}
    distances = [
        [0.0 if i == k else near[min(i, k) * len(groups) + max(i, k)] + (groups[i] != groups[k])
         for k in range(len(groups))]
        for i in range(len(groups))
    ]  # fmt: skip
    found = leaf_order(distances)
    assert sorted(found) == list(range(len(groups)))
    turns = sum(groups[a] != groups[b] for a, b in pairwise(found))
    assert turns == max(len(set(groups)) - 1, 0)


@pytest.mark.parametrize("plan", BY_SCIPY)
def test_the_order_of_a_plan_is_the_one_that_scipy_gave(plan):
    base = analyse(plan)
    units = base.matrix.places(wide=False)
    assert [units.index(unit) for unit in similarity(base).places] == BY_SCIPY[plan]
