"""Cases that prove one rule: the telling ones at every change, all of them in make check-all."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import pytest


def sweep(cases: Iterable[Any], quick: Container[int]) -> list[Any]:
    """The cases in order; those whose place is not among the quick ones are slow.

    A case of several parameters is a list, so that a tuple can be the value of one.
    """
    made = []
    for place, case in enumerate(cases):
        values = case if isinstance(case, list) else [case]
        made.append(pytest.param(*values, marks=() if place in quick else pytest.mark.slow))
    return made
