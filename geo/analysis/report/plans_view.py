"""Diff, consistency, what-if and key numbers as reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from geo.analysis.consistency import Claim, Evidence, consistency
from geo.analysis.diff.changes import KINDS, Diff
from geo.analysis.diff.matching import SUBJECTS, Change, Item
from geo.analysis.figures import key_figures
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Row, Table, answer, basis, plain
from geo.analysis.whatif import whatif
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.domain.structure import Element
from geo.domain.taxonomy import SubSector
from geo.domain.text import Text, joined, same
from geo.sources.places.register import Register
from geo.texts.catalogue import say


def diff_report(delta: Diff, register: Register, classes: Sequence[str] = ("binding",)) -> Report:
    """Changes with both clauses; of statements only those of some classes are shown."""
    wanted = {*classes, ""}  # what is no statement has no class
    shown = [
        change
        for change in delta.changes
        if any(getattr(i.content, "force", "") in wanted for i in (*change.before, *change.after))
    ]
    found = Counter((c.subject, c.kind) for c in shown)
    counts: tuple[Row, ...] = tuple(
        {"subject": say(f"subjects.{s}"), "kind": say(f"kinds.{k}"), "count": found[s, k]}
        for s in SUBJECTS
        for k in KINDS
        if found[s, k]
    )
    changes = Table(
        "diff", column_names("diff"), tuple(_change_row(delta, register, c) for c in shown)
    )
    kept = len(delta.kept)
    return Report(
        name="diff",
        title=say("report.diff", a=delta.before.short, b=delta.after.short),
        notes=(say("basis.aliases"), say("basis.unchanged", same=delta.same, kept=kept)),
        tables=(
            Table("summary", ("subject", "kind", "count"), counts),
            replace(changes, name="changes"),
        ),
        data={
            "before": delta.before.key,
            "after": delta.after.key,
            "same": delta.same,
            "kept": kept,
            "changes": [_change_data(c) for c in shown],
        },
        flat=changes,
    )


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
        said = f"{row.worded or row.relation} {row.term}"
        return joined([register.name(row.place_id), same(said)], " ", " ")
    if isinstance(row, Carrier):
        return joined([register.name(row.place_id), same(f"{row.role} {row.name}")], " ", " ")
    if isinstance(row, SubSector):
        return same(row.zh)
    return same(" ".join([row.name_zh, *(member.name for member in row.members)]))


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
    data = {"level": item.level, "name": item.name, **plain(item.content)}
    if isinstance(item.content, Element):
        members = data.pop("members")
        data |= {"element": data.pop("id"), "member": members[0] if members else None}
    return data


def consistency_report(above: PlanAnalysis, below: PlanAnalysis, city: str) -> Report:
    """Stated in both, above only, below only; each with the clauses of both plans."""
    found = consistency(above, below, city)
    sides = {
        "agreed": [(c, c.rows, c.other_rows) for c in found.agreed],
        "above_only": [(c, c.rows, c.other_rows) for c in found.above_only],
        "below_only": [(c, c.other_rows, c.rows) for c in found.below_only],
    }
    a, b = above.plan, below.plan
    return Report(
        name="consistency",
        title=say("report.consistency", city=found.city, a=a.short, b=b.short),
        notes=(basis(), say("basis.counterparts")),
        tables=tuple(
            Table(name, column_names(name), tuple(_claim_row(a, b, *claim) for claim in claims))
            for name, claims in sides.items()
        ),
        data={"above": a.key, "below": b.key, "basis": plain(basis()), **plain(found)},
    )


def _claim_row(
    above: Plan, below: Plan, claim: Claim, up: Sequence[Evidence], down: Sequence[Evidence]
) -> Row:
    return {
        "term_id": claim.term.id,
        "term": claim.term.name,
        "level": say(f"pages.{claim.level}"),
        "collective": say(f"flags.{'yes' if claim.collective else 'no'}"),
        "above_rows": _evidence(up),
        "above_clauses": above.locators(dict.fromkeys(e.clause for e in up if e.clause)),
        "below_rows": _evidence(down),
        "below_clauses": below.locators(dict.fromkeys(e.clause for e in down if e.clause)),
    }


def _evidence(rows: Sequence[Evidence]) -> Text:
    return joined(joined([e.about, same(e.term)], " ", " ") for e in rows)


def whatif_report(base: PlanAnalysis, drops: Sequence[str], adds: Sequence[str]) -> Report:
    """The numbers that change, and what enters or leaves the lists of gaps."""
    found = whatif(base, drops, adds)
    shifts: tuple[Row, ...] = tuple(
        {**vars(s), "measure": say(f"measures.{s.measure}")} for s in found.shifts
    )
    entries: tuple[Row, ...] = tuple(
        {
            "list": say(f"tables.{e.list}"),
            "about": e.about,
            "enters": say(f"flags.{'enters' if e.enters else 'leaves'}"),
        }
        for e in found.entries
    )
    tables = (
        Table("shifts", column_names("shifts"), shifts),
        Table("entries", column_names("entries"), entries),
    )
    edit = " ".join([*(f"−{d}" for d in found.dropped), *(f"+{a}" for a in found.added)])
    return answer(base, "whatif", found, tables, notes=(same(edit), "plan", "rebuild"))


def numbers_report(base: PlanAnalysis, page: str, subject: str) -> Report:
    """Key numbers of a page with the rows behind them."""
    figures = key_figures(base, page, subject)
    addresses = [r.address for r in base.plan.statements]
    rows: tuple[Row, ...] = tuple(
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
        tables=(Table("numbers", column_names("numbers"), rows),),
        data={"plan": base.plan.key, "page": page, "figures": plain(figures)},
    )
