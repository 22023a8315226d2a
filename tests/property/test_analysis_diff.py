"""The algebra of differences, on random plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geo.analysis.diff.changes import KINDS, apply, diff, inverse
from geo.analysis.diff.items import items_of, plan_of, shell_of
from tests.toy_plans import editions, plans


@given(plans())
def test_a_plan_is_its_items_and_shell_and_does_not_differ_from_itself(a):
    assert plan_of(shell_of(a), items_of(a)) == a
    delta = diff(a, a)
    assert delta.empty
    assert delta.same == len(items_of(a))


@given(plans("a"), plans("b"))
def test_the_difference_leads_to_the_second_and_tells_every_item_exactly_once(a, b):
    delta = diff(a, b)
    assert apply(delta, a) == b
    told = (*delta.changes, *delta.kept)
    before = Counter(i for c in told for i in c.before)
    after = Counter(i for c in told for i in c.after)
    common = set(items_of(a)) & set(items_of(b))
    assert before == Counter(set(items_of(a)) - common)
    assert after == Counter(set(items_of(b)) - common)
    assert {c.kind for c in delta.changes} <= set(KINDS)


@given(plans(), plans())
def test_the_difference_between_editions_leads_there_and_back(a, b):
    delta = diff(a, b)
    assert apply(delta, a) == b
    assert apply(inverse(delta), b) == a
    assert inverse(delta) == diff(b, a)


@given(editions())
def test_an_edited_plan_leads_there_and_back(pair):
    a, b = pair
    assert apply(diff(a, b), a) == b
    assert inverse(diff(a, b)) == diff(b, a)


@given(plans(), st.data())
def test_dropping_one_statement_is_told_as_no_more_than_that(a, data):
    if not a.statements:
        return
    gone = data.draw(st.integers(0, len(a.statements) - 1))
    rows = a.statements[:gone] + a.statements[gone + 1 :]
    delta = diff(a, replace(a, statements=rows))
    assert [c.kind for c in delta.changes] in (["dropped"], ["weakened"])
