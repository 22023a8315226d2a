"""What changed from one plan to another, and the algebra of changes.

``diff(A, A)`` is empty, ``apply(diff(A, B), A) == B``, ``inverse(diff(A, B)) == diff(B, A)``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from geo.analysis.crosswalk import TermLinks, term_links
from geo.analysis.diff.equivalence import Meaning, link_names
from geo.analysis.diff.items import items_of, plan_of, shell_of
from geo.analysis.diff.match_rules import (
    match_assignments,
    match_carriers,
    match_nodes,
    match_terms,
)
from geo.analysis.diff.matching import Change, Pool, change_order
from geo.domain.plan import Plan
from geo.errors import CallError, Fault
from geo.sources.places.register import Register
from geo.sources.places.view import load_register

KINDS = (
    "added",
    "dropped",
    "moved",
    "promoted",
    "weakened",
    "renamed",
    "split",
    "merged",
    "restated",
)
_MATCHES = {
    "assignment": match_assignments,
    "carrier": match_carriers,
    "term": match_terms,
    "node": match_nodes,
}


@dataclass(frozen=True)
class Diff:
    """From one plan to another.

    Parameters
    ----------
    before, after
        The two plans without their items (key, document, slogan, clauses).
    changes
        What changed in meaning, in the order of the plans, each with its items of both sides.
    kept
        Items with the same meaning whose wording, clause, id or position changed; needed to apply
        the diff, not reported as changes.
    same
        How many items are equal in every field.
    """

    before: Plan
    after: Plan
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    same: int

    @property
    def empty(self) -> bool:
        """Whether the two plans are equal."""
        return not self.changes and not self.kept and self.before == self.after

    def of_kind(self, kind: str, subject: str = "assignment") -> tuple[Change, ...]:
        """Changes of one kind and subject, in order."""
        return tuple(c for c in self.changes if c.kind == kind and c.subject == subject)


def diff(
    plan_a: Plan,
    plan_b: Plan,
    *,
    register: Register | None = None,
    crosswalk: TermLinks | None = None,
) -> Diff:
    """What changed from one plan, or edition of a plan folder, to another.

    Parameters
    ----------
    plan_a, plan_b
        The plans. Terms are matched by their Chinese names, never by likeness; a renaming, a split
        or a merger is told only by the table of aliases: printed variants in either taxonomy and
        the crosswalk.
    register
        Places of both plans, to know the members of regions; that of the territory by default.
    crosswalk
        Links between terms of the two plans; the packaged table by default.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> plan = load_plan("future2024")
    >>> diff(plan, plan).empty
    True
    """
    links = link_names(plan_a, plan_b, crosswalk or term_links())
    meaning = Meaning(links, register or load_register(plan_b.territory))
    changes: list[Change] = []
    same, sides = 0, (items_of(plan_a), items_of(plan_b))
    for subject, match in _MATCHES.items():
        before, after = ([i for i in items if i.subject == subject] for items in sides)
        pool = Pool(before, after)
        pool.take_equal()
        match(pool, meaning)
        pool.rest()
        changes += sorted(pool.changes, key=change_order)
        same += pool.same
    return Diff(
        before=shell_of(plan_a),
        after=shell_of(plan_b),
        changes=tuple(c for c in changes if c.kind != "kept"),
        kept=tuple(c for c in changes if c.kind == "kept"),
        same=same,
    )


def apply(delta: Diff, plan: Plan) -> Plan:
    """The plan with the changes made.

    Raises
    ------
    CallError
        The diff starts from another plan.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> a, b = load_plan("future2024"), load_plan("modern2025")
    >>> apply(diff(a, b), a) == b
    True
    """
    items = Counter(items_of(plan))
    for change in (*delta.changes, *delta.kept):
        for item in change.before:
            if not items[item]:
                zh, en = "差异不是从这份规划出发的", "the diff does not start from this plan"
                raise CallError(Fault(plan.key, zh, en, delta.before.key))
            items[item] -= 1
        items.update(change.after)
    return plan_of(delta.after, items.elements())


def inverse(delta: Diff) -> Diff:
    """The diff that leads back."""
    changes, kept = (tuple(c.inverse() for c in cs) for cs in (delta.changes, delta.kept))
    return Diff(delta.after, delta.before, changes, kept, delta.same)
