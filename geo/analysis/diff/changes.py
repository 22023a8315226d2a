"""What changed from one plan to another: of ``diff(B, A)`` the changes are those that lead back."""

from __future__ import annotations

from dataclasses import dataclass

from geo.analysis.crosswalk import TermLinks, term_links
from geo.analysis.diff.match_rules import (
    Meaning,
    link_names,
    match_assignments,
    match_carriers,
    match_nodes,
    match_terms,
)
from geo.analysis.diff.matching import Change, Pool, change_order, items_of
from geo.domain.plan import Plan
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
        The two plans.
    changes
        What changed in meaning, in the order of the plans, each with its items of both sides.
    kept
        Items with the same meaning whose wording, clause, id or position changed.
    same
        How many items are equal in every field.
    """

    before: Plan
    after: Plan
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    same: int


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
    >>> diff(plan, plan).changes
    ()
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
        before=plan_a,
        after=plan_b,
        changes=tuple(c for c in changes if c.kind != "kept"),
        kept=tuple(c for c in changes if c.kind == "kept"),
        same=same,
    )
