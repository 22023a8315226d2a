"""Every map of every plan has the states that the rows of the plan give; each plan in one go."""

from __future__ import annotations

import pytest

import geo
from tests.reading.rows import Plan
from tests.sweeps import sweep

KEYS = geo.plan_keys()


def wanted(plan: Plan) -> list[tuple[dict, dict[str, tuple[str, int]]]]:
    """Every map of a plan: how it is asked for, and the states counted in the tables."""
    sectors = [({"sector": s}, plan.sector_states(s)) for s in plan.sectors]
    subs = [({"subsector": s}, plan.subsector_states(s)) for s in plan.subsectors()]
    wide = [("breadth", plan.breadth()), ("carriers", plan.carrier_states())]
    wide += [("structure", plan.structure_states())]
    return [*sectors, *subs, *(({kind: True}, states) for kind, states in wide)]


@pytest.mark.parametrize("key", sweep(KEYS, {KEYS.index("future2024"), KEYS.index("gzhtz2021")}))
def test_the_states_are_those_of_the_rows(maps, key):
    wrong = []
    for which, states in wanted(Plan(key)):
        scene = maps.layout(key).scene(**which)
        drawn = {a.adcode: (a.state, a.count) for a in scene.areas}
        wrong += [
            (which, code, drawn.get(code), states.get(code))
            for code in {*drawn, *states}
            if drawn.get(code) != states.get(code)
        ]
        listed = {e.key.partition("@")[0]: 0 for e in scene.legend[0].entries}
        for entry in scene.legend[0].entries:
            listed[entry.key.partition("@")[0]] += entry.count
        counted = [state for state, _ in states.values()]
        wrong += [
            (which, state, n, counted.count(state))
            for state, n in listed.items()
            if state != "outside" and n != counted.count(state)
        ]
    assert wrong == []
