"""Carriers as lines, for lists and tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from geo.domain.lines import StatementLine
from geo.domain.plan import Carrier, Plan
from geo.domain.text import Text
from geo.join.lines import LineKey, carrier_line, in_lines
from geo.texts.catalogue import say


def carrier_statements(plan: Plan, carriers: Iterable[Carrier]) -> tuple[StatementLine, ...]:
    """Carriers of a place grouped by printed role and clause."""
    word = say("columns.carriers")
    groups = in_lines(carriers, lambda c: LineKey(c.clause, c.role))
    return tuple(
        carrier_line(plan, group, Text(key.topic or word.zh, word.en)) for key, group in groups
    )
