"""Who states a theme, plan by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.domain.lines import StatementLine
from geo.domain.plan import Plan
from geo.join.lines import LineKey, facility, in_lines, row_line
from geo.join.themes import ThemeStatement
from geo.sources.places.register import Register
from geo.texts.catalogue import say


def stated_lines(
    plans: Mapping[str, Plan], register: Register, found: Iterable[ThemeStatement], here: str = ""
) -> tuple[StatementLine, ...]:
    """Who states what, plan by plan: one line per plan, place and clause, in document order.

    Parameters
    ----------
    plans
        Plans by key.
    found
        Rows of the theme; they come out in plan order, stating rows before near ones.
    here
        Place that the lines stand under, which is not named again in their headings.
    """

    def key(one: ThemeStatement) -> LineKey:
        place = "" if one.row.place_id == here else one.row.place_id
        near = "" if one.link.states else one.link.term_id
        own = facility(one.row)
        return LineKey(one.clause, place=place, plan=one.plan, force=own, mark=near)

    order = list(plans)
    ordered = sorted(found, key=lambda s: (order.index(s.plan), not s.link.states))
    lines = in_lines(ordered, key)
    return tuple(_line(plans[one.plan], register, one, group) for one, group in lines)


def _line(
    plan: Plan, register: Register, key: LineKey, group: Sequence[ThemeStatement]
) -> StatementLine:
    heading = plan.short
    if key.place:
        heading = say("theme.at", plan=heading, place=register.name(key.place))
    if key.mark:
        heading = say("theme.near", heading=heading, term=plan.taxonomy.name(key.mark))
    return row_line(plan, [s.row for s in group], heading)
