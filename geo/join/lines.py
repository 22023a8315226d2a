"""Rows of a plan as lines: the one way from statements to what a reader is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.domain.lines import StatementLine
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Flag, Force, Scope, Statement, flags_of
from geo.domain.structure import Element
from geo.domain.text import Text, joined, same
from geo.sources.places.register import Register

T = TypeVar("T")


@dataclass(frozen=True)
class LineKey:
    """What the rows of one line have in common; what stays empty does not part lines."""

    clause: str
    #: Sector, or the word of the text with ``=`` before it.
    topic: str = ""
    #: Place that the heading names.
    place: str = ""
    plan: str = ""
    force: str = ""
    scope: str = ""
    #: Whatever else parts lines: a near term, what became of a statement.
    mark: str = ""


def topic_of(row: Statement) -> str:
    """The topic of a statement as a part of a key."""
    return row.sector or f"={row.worded}"


def facility(row: Statement) -> str:
    """Facilities stand on lines of their own: their force, else nothing."""
    return row.force if row.force == Force.FACILITY else ""


def in_lines(items: Iterable[T], key: Callable[[T], LineKey]) -> list[tuple[LineKey, list[T]]]:
    """Items gathered by their keys, lines in the order of their first items."""
    lines: dict[LineKey, list[T]] = {}
    for item in items:
        lines.setdefault(key(item), []).append(item)
    return list(lines.items())


def row_line(
    plan: Plan, rows: Sequence[Statement], heading: Text, *, topical: bool = False
) -> StatementLine:
    """Rows of one clause as one line under a heading: printed terms, flags, locator.

    Parameters
    ----------
    rows
        Of one plan and one clause.
    topical
        The heading names the sector, so that a term that only repeats it is left out.
    """
    clause = rows[0].clause
    terms = (plan.term(r) for r in rows if r.term and not (topical and _repeats(plan, r)))
    return StatementLine(heading, _apart(terms), clause, plan.locator(clause), flags_of(rows))


def _apart(terms: Iterable[Text]) -> tuple[Text, ...]:
    """Terms, each once; where several share an English name, each bears its Chinese beside it."""
    unique = tuple(dict.fromkeys(terms))
    names = Counter(term.en for term in unique)
    return tuple(t if names[t.en] == 1 else Text(t.zh, f"{t.en} ({t.zh})") for t in unique)


def _repeats(plan: Plan, row: Statement) -> bool:
    return bool(row.sector) and not row.subsector and row.term == plan.topic(row).zh


def at_place(place: Text, topic: Text) -> Text:
    """A topic under the name of the place that it is said of."""
    return joined((place, topic), "：", ": ")


def statement_lines(
    plan: Plan,
    register: Register,
    rows: Iterable[Statement],
    named: Callable[[Statement], bool] = lambda row: row.scope == Scope.COLLECTIVE,
) -> tuple[StatementLine, ...]:
    """One line per topic and clause, in the order of the rows; facilities on lines of their own.

    Parameters
    ----------
    named
        Whether the heading names the place of a row: by default that of collective ones.
    """

    def key(row: Statement) -> LineKey:
        place = row.place_id if named(row) else ""
        return LineKey(row.clause, topic_of(row), place, force=facility(row))

    made = []
    for one, group in in_lines(rows, key):
        heading = plan.topic(group[0])
        if one.place:
            heading = at_place(register.name(one.place), heading)
        made.append(row_line(plan, group, heading, topical=True))
    return tuple(made)


def carrier_line(plan: Plan, carriers: Sequence[Carrier], heading: Text) -> StatementLine:
    """Carriers of one clause as one line."""
    clause = carriers[0].clause
    flags = (Flag.OPEN,) if any(c.open_ended for c in carriers) else ()
    terms = tuple(same(c.name) for c in carriers)
    return StatementLine(heading, terms, clause, plan.locator(clause), flags)


def element_line(
    plan: Plan,
    element: Element,
    terms: tuple[Text, ...] = (),
    *,
    inferred: bool,
    clause: str = "",
) -> StatementLine:
    """An element of the structure as a line; ``inferred``: a place on it is ours.

    ``clause`` is where a member of it stands, if that is not where the element does.
    """
    flags = (Flag.INFERRED,) if inferred else ()
    at = clause or element.clause
    return StatementLine(element.name, terms, at, plan.locator(at), flags)
