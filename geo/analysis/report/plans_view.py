"""Diff, consistency, what-if and key numbers as reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.analysis.consistency import Claim, Consistency, Evidence
from geo.analysis.diff.changes import KINDS, Diff
from geo.analysis.diff.items import Item
from geo.analysis.diff.matching import Change
from geo.analysis.figures import KeyFigure
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.coverage_view import basis
from geo.analysis.report.model import Report, Row, Rows, Table, plain
from geo.analysis.whatif import WhatIf
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.domain.text import Text, joined, same
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_DIFF = ("subject", "kind", "term", "before", "before_clause", "after", "after_clause", "beside")
_CLAIM = ("term_id", "term", "level", "collective", "above_rows", "above_clauses", "below_rows",
          "below_clauses")  # fmt: skip


def diff_report(delta: Diff, register: Register, classes: Sequence[str] = ("binding",)) -> Report:
    """Changes with both clauses.

    Parameters
    ----------
    delta
        The diff.
    register
        Names of places.
    classes
        Classes of statements to show; carriers, classes and structure are always shown.
    """
    shown = [c for c in delta.changes if _classes(c) & {*classes, ""}]
    counts: list[Row] = [
        {"subject": say(f"subjects.{s}"), "kind": say(f"kinds.{k}"), "count": n}
        for s in ("assignment", "carrier", "term", "node")
        for k in KINDS
        if (n := sum(c.subject == s and c.kind == k for c in shown))
    ]
    a, b = (p.short for p in (delta.before, delta.after))
    return Report(
        name="diff",
        title=say("report.diff", a=a, b=b),
        notes=(
            say("basis.aliases"),
            say("basis.unchanged", same=delta.same, kept=len(delta.kept)),
        ),
        tables=(
            Table("summary", ("subject", "kind", "count"), tuple(counts)),
            Table("changes", _DIFF, tuple(_change_row(delta, register, c) for c in shown)),
        ),
        data={
            "before": delta.before.key,
            "after": delta.after.key,
            "same": delta.same,
            "kept": len(delta.kept),
            "changes": [_change_data(c) for c in shown],
        },
        flat=Table("changes", _DIFF, tuple(_change_row(delta, register, c) for c in shown)),
    )


def _classes(change: Change) -> set[str]:
    contents = [i.content for i in (*change.before, *change.after)]
    return {c.force if isinstance(c, Statement) else "" for c in contents}


def _change_row(delta: Diff, register: Register, change: Change) -> Row:
    items = (*change.before, *change.after)
    return {
        "subject": say(f"subjects.{change.subject}"),
        "kind": say(f"kinds.{change.kind}"),
        "term": " / ".join(dict.fromkeys(i.name for i in items)),
        "before": _said(register, change.before),
        "before_clause": _clauses(delta.before, change.before),
        "after": _said(register, change.after),
        "after_clause": _clauses(delta.after, change.after),
        "beside": _clauses(delta.before if change.after else delta.after, change.beside),
    }


def _said(register: Register, items: Iterable[Item]) -> Text:
    """What the items say, as place, word of the text and term."""
    return joined([_item_name(register, item) for item in items])


def _item_name(register: Register, item: Item) -> Text:
    row = item.content
    if isinstance(row, Statement):
        what = same(f"{row.worded or row.relation} {row.term}")
        return joined([register.name(row.place_id), what], " ", " ")
    if isinstance(row, Carrier):
        return joined([register.name(row.place_id), same(f"{row.role} {row.name}")], " ", " ")
    name = getattr(row, "zh", "") or getattr(row, "name_zh", "")
    member = getattr(row, "member", None)
    return same(f"{name} {member.name}" if member else name)


def _clauses(plan: Plan, items: Iterable[Item]) -> Text:
    found = dict.fromkeys(getattr(i.content, "clause", "") for i in items)
    return plan.locators(filter(None, found))


def _change_data(change: Change) -> dict[str, Any]:
    sides = {"before": change.before, "after": change.after, "beside": change.beside}
    return {
        "subject": change.subject,
        "kind": change.kind,
        **{side: [_item_data(i) for i in items] for side, items in sides.items()},
    }


def _item_data(item: Item) -> dict[str, Any]:
    return {"level": item.level, "name": item.name, **plain(item.content)}


def consistency_report(above: PlanAnalysis, below: PlanAnalysis, found: Consistency) -> Report:
    """Stated in both, above only, below only; each with the clauses of both plans."""
    sides = {"agreed": found.agreed, "above_only": found.above_only}
    tables = [
        Table(
            name, _CLAIM, tuple(_claim_row(c, c.rows, c.other_rows, (above, below)) for c in part)
        )
        for name, part in sides.items()
    ]
    rows = tuple(_claim_row(c, c.other_rows, c.rows, (above, below)) for c in found.below_only)
    tables.append(Table("below_only", _CLAIM, rows))
    return Report(
        name="consistency",
        title=say("report.consistency", city=found.city, a=above.plan.short, b=below.plan.short),
        notes=(basis(), say("basis.counterparts")),
        tables=tuple(tables),
        data={
            "above": above.plan.key,
            "below": below.plan.key,
            "basis": plain(basis()),
            **plain(found),
        },
    )


def _claim_row(
    claim: Claim,
    up: Sequence[Evidence],
    down: Sequence[Evidence],
    plans: tuple[PlanAnalysis, PlanAnalysis],
) -> Row:
    above, below = plans
    return {
        "term_id": claim.term.id,
        "term": claim.term.name,
        "level": say(f"pages.{claim.level}"),
        "collective": say(f"flags.{'yes' if claim.collective else 'no'}"),
        "above_rows": _evidence(up),
        "above_clauses": above.plan.locators(dict.fromkeys(e.clause for e in up if e.clause)),
        "below_rows": _evidence(down),
        "below_clauses": below.plan.locators(dict.fromkeys(e.clause for e in down if e.clause)),
    }


def _evidence(rows: Iterable[Evidence]) -> Text:
    return joined(joined((e.about, same(e.term)), " ", " ") for e in rows)


def whatif_report(base: PlanAnalysis, found: WhatIf) -> Report:
    """The numbers that change, and what enters or leaves the lists of gaps."""
    shifts: Rows = tuple(
        {
            "key": s.key,
            "measure": say(f"measures.{s.measure}"),
            "about": s.about,
            "before": s.before,
            "after": s.after,
        }
        for s in found.shifts
    )
    entries: Rows = tuple(
        {
            "list": say(f"tables.{e.list}"),
            "about": e.about,
            "enters": say(f"flags.{'enters' if e.enters else 'leaves'}"),
        }
        for e in found.entries
    )
    return Report(
        name="whatif",
        title=say("report.whatif", plan=base.plan.short),
        notes=(
            same(" ".join([*(f"−{d}" for d in found.dropped), *(f"+{a}" for a in found.added)])),
            basis(),
            say("basis.rebuild"),
        ),
        tables=(
            Table("shifts", ("key", "measure", "about", "before", "after"), shifts),
            Table("entries", ("list", "about", "enters"), entries),
        ),
        data={"plan": base.plan.key, "basis": plain(basis()), **plain(found)},
    )


def numbers_report(base: PlanAnalysis, page: str, figures: Sequence[KeyFigure]) -> Report:
    """Key numbers of a page with the rows behind them."""
    addresses = [r.address for r in base.plan.statements]
    rows: Rows = tuple(
        {
            "key": f.key,
            "value": f.value,
            "label": f.label,
            "counts": ";".join(f.counts),
            "rows": ";".join(addresses[i] or str(i) for i in f.rows),
        }
        for f in figures
    )
    return Report(
        name="numbers",
        title=say("report.numbers", plan=base.plan.short, page=say(f"pages.{page}")),
        notes=(basis(),),
        tables=(Table("numbers", ("key", "value", "label", "counts", "rows"), rows),),
        data={"plan": base.plan.key, "page": page, "figures": plain(tuple(figures))},
    )
