"""The gaps and the crowding of a plan as reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.analysis.gaps import Term, gaps
from geo.analysis.matrix import Unit
from geo.analysis.overlap import Overlap, overlap
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Row, Table, Value, answer, basis
from geo.domain.text import joined
from geo.texts.catalogue import say

_COLUMNS = {"carrier": "carrier", "listed_under": "place", "element": "element", "role": "role",
            "place_id": "place_id", "plan_name": "other_plan"}  # fmt: skip


def gaps_report(base: PlanAnalysis, others: Sequence[PlanAnalysis]) -> Report:
    """Every list of gaps, the empty ones too."""
    found = gaps(base, others)
    tables = [gap_table(base, key, entries) for key, entries in vars(found).items()]
    counts: list[Row] = [{"list": say(f"tables.{t.name}"), "count": len(t.rows)} for t in tables]
    summary = Table("summary", ("list", "count"), tuple(counts))
    every = tuple({"list": t.name, **row} for t in tables for row in t.rows)
    flat = Table("gaps", column_names("gaps"), every)
    return answer(base, "gaps", found, [summary, *tables], notes=("plan", "kinds"), flat=flat)


def gap_table(base: PlanAnalysis, name: str, entries: Iterable[Any]) -> Table:
    """A list of gaps as a table; empty where the plan has none."""
    rows = [_gap_row(base, entry) for entry in entries]
    used = tuple(c for c in column_names("gaps")[1:] if any(c in row for row in rows))
    return Table(name, used or ("term",), tuple(rows))


def _gap_row(base: PlanAnalysis, entry: Any) -> Row:  # noqa: ANN401  one of the entries of Gaps
    parts: dict[str, Any] = {"term": entry} if isinstance(entry, Term) else vars(entry)
    row: dict[str, Value] = {_COLUMNS[name]: parts[name] for name in _COLUMNS if name in parts}
    if term := parts.get("term", parts.get("sector")):
        row |= {"term_id": term.id, "term": term.name}
    if "other_term" in parts:
        row["other_term"] = entry.other_term.name
    if "element" in parts:
        row |= {"place": entry.place, "inferred": entry.inferred}
    elif units := _units(entry):
        row |= {"place_id": ";".join(u.id for u in units), "place": joined(u.name for u in units)}
    clauses = parts.get("clauses") or filter(None, [parts.get("clause")])
    where = parts.get("where") or base.plan.locators(clauses)
    return row | ({"locators": where} if where.zh else {})


def _units(entry: Any) -> tuple[Unit, ...]:  # noqa: ANN401  one of the entries of Gaps
    if isinstance(entry, Unit):
        return (entry,)
    place = getattr(entry, "place", None)
    return (place,) if place else getattr(entry, "places", ())


def overlap_report(base: PlanAnalysis) -> Report:
    """Places per sub-sector, most contested first, and concentration; always with its basis."""
    found = overlap(base)
    lists = {
        "crowding": tuple(_crowding(base, found)),
        "concentration": tuple(_concentration(found)),
        "shares": tuple(_shares(base, found)),
    }
    tables = (Table(name, column_names(name), rows) for name, rows in lists.items())
    notes = ("plan", "kinds", "herfindahl", "quotient")
    return answer(base, "overlap", found, tables, notes=notes)


def _crowding(base: PlanAnalysis, found: Overlap) -> Iterable[Row]:
    for c in sorted(found.subsectors, key=lambda c: -c.count):
        yield {
            "term_id": c.term.id,
            "term": c.term.name,
            "sector": base.plan.taxonomy.name(c.term.sector),
            "place_count": c.count,
            "places": joined(u.name for u in c.places),
            "regions": joined(u.name for u in c.regions),
            "members": c.members,
            "basis": basis(),
        }


def _concentration(found: Overlap) -> Iterable[Row]:
    for c in found.sectors:
        yield {
            "term_id": c.sector.id,
            "term": c.sector.name,
            "place_count": c.places,
            "mentions": c.mentions,
            "herfindahl": c.herfindahl,
            "effective": c.effective,
            "basis": basis(),
        }


def _shares(base: PlanAnalysis, found: Overlap) -> Iterable[Row]:
    for s in found.shares:
        yield {
            "place_id": s.place.id,
            "place": s.place.name,
            "term_id": s.sector,
            "term": base.plan.taxonomy.name(s.sector),
            "mentions": s.mentions,
            "share": s.share,
            "plan_share": s.plan_share,
            "quotient": s.quotient,
            "basis": basis(),
        }
