"""The gaps and the crowding of a plan as reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.analysis.gaps import Gaps, Term
from geo.analysis.matrix import Unit
from geo.analysis.overlap import Overlap
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.coverage_view import basis
from geo.analysis.report.model import Report, Row, Rows, Table, Value, plain
from geo.domain.text import joined
from geo.texts.catalogue import say


def gaps_report(base: PlanAnalysis, found: Gaps) -> Report:
    """Every list of gaps, the empty ones too."""
    keys = list(plain(found))
    tables = tuple(_gap_table(base, key, getattr(found, key)) for key in keys)
    summary: Rows = tuple({"list": say(f"tables.{t.name}"), "count": len(t.rows)} for t in tables)
    return Report(
        name="gaps",
        title=say("report.gaps", plan=base.plan.short),
        notes=(basis(), say("basis.kinds")),
        tables=(Table("summary", ("list", "count"), summary), *tables),
        data={"plan": base.plan.key, "basis": plain(basis()), **plain(found)},
        flat=_gap_list(tables),
    )


_GAP = ("list", "term_id", "term", "place_id", "place", "carrier", "element", "role", "inferred",
        "other_plan", "other_term", "locators")  # fmt: skip


def _gap_list(tables: tuple[Table, ...]) -> Table:
    rows = tuple({"list": t.name, **row} for t in tables for row in t.rows)
    return Table("summary", _GAP, rows)


def _gap_table(base: PlanAnalysis, name: str, entries: Iterable[Any]) -> Table:
    rows = [_gap_row(base, entry) for entry in entries]
    used = tuple(c for c in _GAP[1:] if any(c in row for row in rows))
    return Table(name, used or ("term",), tuple(rows))


def _gap_row(base: PlanAnalysis, entry: Any) -> Row:  # noqa: ANN401  one of the entries of Gaps
    row: dict[str, Value] = {}
    for part in (getattr(entry, "term", None), getattr(entry, "sector", None), entry):
        if isinstance(part, Term):
            row |= {"term_id": part.id, "term": part.name}
            break
    units = (entry,) if isinstance(entry, Unit) else _units(entry)
    if units:
        ids, names = ";".join(u.id for u in units), joined([u.name for u in units])
        row |= {"place_id": ids, "place": names}
    for key, column in (("carrier", "carrier"), ("listed_under", "place"), ("element", "element"),
                        ("role", "role"), ("plan_name", "other_plan")):  # fmt: skip
        if hasattr(entry, key):
            row[column] = getattr(entry, key)
    if hasattr(entry, "other_term"):
        row["other_term"] = entry.other_term.name
    if hasattr(entry, "element"):
        row |= {"place": entry.place, "place_id": entry.place_id}
        row["inferred"] = "yes" if entry.inferred else ""
    clauses = getattr(entry, "clauses", None) or filter(None, [getattr(entry, "clause", "")])
    where = getattr(entry, "where", None) or base.plan.locators(clauses)
    return row | ({"locators": where} if where.zh else {})


def _units(entry: Any) -> tuple[Unit, ...]:  # noqa: ANN401  one of the entries of Gaps
    place = getattr(entry, "place", None)
    return (place,) if isinstance(place, Unit) else getattr(entry, "places", ())


def overlap_report(base: PlanAnalysis, found: Overlap) -> Report:
    """Places per sub-sector, most contested first, and concentration; always with its basis."""
    rows = {
        "crowding": _crowding(base, found),
        "concentration": _concentration(found),
        "shares": _shares(base, found),
    }
    tables = tuple(Table(name, _keys(lines), lines) for name, lines in rows.items())
    return Report(
        name="overlap",
        title=say("report.overlap", plan=base.plan.short),
        notes=(basis(), say("basis.kinds"), say("basis.herfindahl"), say("basis.quotient")),
        tables=tables,
        data={"plan": base.plan.key, "basis": plain(basis()), **plain(found)},
    )


def _crowding(base: PlanAnalysis, found: Overlap) -> Rows:
    crowds = sorted(found.subsectors, key=lambda c: -c.count)
    return tuple(
        {
            "term_id": c.term.id,
            "term": c.term.name,
            "sector": base.plan.taxonomy.name(c.term.sector),
            "place_count": c.count,
            "places": joined([u.name for u in c.places]),
            "regions": joined([u.name for u in c.regions]),
            "members": c.members,
            "basis": basis(),
        }
        for c in crowds
    )


def _concentration(found: Overlap) -> Rows:
    return tuple(
        {
            "term_id": c.sector.id,
            "term": c.sector.name,
            "place_count": c.places,
            "mentions": c.mentions,
            "herfindahl": c.herfindahl,
            "effective": c.effective,
            "basis": basis(),
        }
        for c in found.sectors
    )


def _shares(base: PlanAnalysis, found: Overlap) -> Rows:
    return tuple(
        {
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
        for s in found.shares
    )


def _keys(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple(rows[0]) if rows else ("term",)
