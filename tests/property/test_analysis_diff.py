"""The algebra of differences, on random plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geo.analysis.diff.changes import KINDS, diff
from geo.analysis.diff.matching import items_of
from tests.toy_plans import editions, plans


@given(plans())
def test_a_plan_does_not_differ_from_itself(a):
    delta = diff(a, a)
    assert delta.changes == delta.kept == ()
    assert delta.same == len(items_of(a))


def leads_back(a, b):
    """Whether the changes from b to a are those from a to b, taken back."""
    there, back = diff(a, b), diff(b, a)
    return (back.changes, back.kept, back.same) == (
        tuple(change.inverse() for change in there.changes),
        tuple(change.inverse() for change in there.kept),
        there.same,
    )


@given(plans("a"), plans("b"))
def test_every_item_of_both_sides_is_told_exactly_once(a, b):
    delta = diff(a, b)
    told = (*delta.changes, *delta.kept)
    before = Counter(i for c in told for i in c.before)
    after = Counter(i for c in told for i in c.after)
    common = set(items_of(a)) & set(items_of(b))
    assert before == Counter(set(items_of(a)) - common)
    assert after == Counter(set(items_of(b)) - common)
    assert {c.kind for c in delta.changes} <= set(KINDS)


@given(plans(), plans())
def test_the_difference_between_editions_leads_there_and_back(a, b):
    assert leads_back(a, b)


@given(editions())
def test_an_edited_plan_leads_there_and_back(pair):
    assert leads_back(*pair)


@given(plans(), st.data())
def test_dropping_one_statement_is_told_as_no_more_than_that(a, data):
    if not a.statements:
        return
    gone = data.draw(st.integers(0, len(a.statements) - 1))
    rows = a.statements[:gone] + a.statements[gone + 1 :]
    delta = diff(a, replace(a, statements=rows))
    assert [c.kind for c in delta.changes] in (["dropped"], ["weakened"])
