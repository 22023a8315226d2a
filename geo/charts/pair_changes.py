"""Where two plans differ: the changes of a diff, laid on places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.analysis.diff.changes import diff
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.lines import StatementLine
from geo.domain.plan import Plan
from geo.domain.statement import Force, Scope, Statement
from geo.join.lines import LineKey, at_place, in_lines, row_line, topic_of
from geo.sources.places.register import Register
from geo.texts.catalogue import say

CHANGED = ("added", "dropped", "changed", "same")
_SIGNS = {"added": "+", "dropped": "−", "changed": "±", "same": "="}


@dataclass(frozen=True)
class ChangedStatement:
    """A statement of one of the plans, with what became of it (one of CHANGED)."""

    what: str
    plan: Plan
    row: Statement


@dataclass(frozen=True)
class DiffByPlace:
    """Statements of two plans by what became of them; only binding ones.

    ``said`` are in the order of the diff, of the first plan before those of the second; ``counts``
    are changes by what became of them, and statements of the second plan that are as they were;
    ``wide`` the areas that a regional statement of either plan covers.
    """

    said: tuple[ChangedStatement, ...]
    counts: Mapping[str, int]
    wide: frozenset[str]
    register: Register

    def _here(self, adcode: str) -> list[ChangedStatement]:
        return [s for s in self.said if s.row.scope == Scope.DIRECT and s.row.place_id == adcode]

    def state(self, adcode: str) -> str:
        """``added`` or ``dropped`` if nothing else happened, ``same`` if nothing did.

        ``changed`` for any mixture, ``collective`` where only wider statements cover the area.
        """
        found = {s.what for s in self._here(adcode)}
        if not found:
            return "collective" if adcode in self.wide else "not_named"
        return found.pop() if len(found) == 1 else "changed"

    def lines(self, adcode: str) -> tuple[StatementLine, ...]:
        """Each statement about an area with its sign and clause, plan by plan."""
        return self._lines(self._here(adcode), own=True)

    def elsewhere(self) -> tuple[StatementLine, ...]:
        """Changed statements about regions, and about several places as a whole."""
        return self._lines((s for s in self.said if s.row.scope == Scope.COLLECTIVE), own=False)

    def _lines(self, found: Iterable[ChangedStatement], *, own: bool) -> tuple[StatementLine, ...]:
        def key(said: ChangedStatement) -> LineKey:
            row, place = said.row, "" if own else said.row.place_id
            return LineKey(row.clause, topic_of(row), place, said.plan.key, mark=said.what)

        return tuple(self._line(one, group) for one, group in in_lines(found, key))

    def _line(self, key: LineKey, group: list[ChangedStatement]) -> StatementLine:
        plan, rows = group[0].plan, [said.row for said in group]
        topic = plan.topic(rows[0])
        if key.place:
            topic = at_place(self.register.name(key.place), topic)
        heading = say("pair.line", sign=_SIGNS[key.mark], plan=plan.short, topic=topic)
        return row_line(plan, rows, heading, topical=True)


def touched(before: PlanAnalysis, after: PlanAnalysis, register: Register) -> DiffByPlace:
    """The diff of two plans, statement by statement."""
    plans = before.plan, after.plan
    delta = diff(*plans, register=register)
    said: list[ChangedStatement] = []
    counts = dict.fromkeys(CHANGED, 0)
    moved = [set[Statement](), set[Statement]()]
    for change in delta.changes:
        if change.subject != "assignment":
            continue
        what = change.kind if change.kind in ("added", "dropped") else "changed"
        found = []
        for plan, items, gone in zip(plans, (change.before, change.after), moved, strict=True):
            rows = [i.content for i in items if isinstance(i.content, Statement)]
            gone.update(rows)
            binding = (row for row in rows if row.force == Force.BINDING)
            found += [ChangedStatement(what, plan, row) for row in binding]
        counts[what] += bool(found)
        said += found
    for plan, gone in zip(plans, moved, strict=True):
        kept = [r for r in plan.statements if r.force == Force.BINDING and r not in gone]
        said += [ChangedStatement("same", plan, row) for row in kept]
        counts["same"] = len(kept)  # of the second plan, which comes last
    wide = {
        adcode
        for base in (before, after)
        for (adcode, _), cell in base.table.cells.items()
        if cell.collective
    }
    return DiffByPlace(tuple(said), counts, frozenset(wide), register)
