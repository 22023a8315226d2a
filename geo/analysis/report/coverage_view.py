"""The matrix of a plan as a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from geo.analysis.matrix import KINDS, MatrixCell
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Row, Table, answer, basis
from geo.domain.text import Text, joined, same
from geo.join.table import NOTHING
from geo.texts.catalogue import say


def coverage_report(base: PlanAnalysis) -> Report:
    """Places against sectors and sub-sectors, with totals."""
    matrix = base.matrix
    notes = [basis(), say("basis.kinds"), say("marks.legend")]
    if matrix.without_sector:
        names = joined(u.name for u in matrix.without_sector)
        notes.append(say("basis.roles", list=names))
    cells = [matrix.cell(u, t.id) for u in matrix.units for t in base.plan.taxonomy.terms]
    every = Table("coverage", column_names("coverage"), tuple(_cell_rows(base, cells)))
    said = tuple(row for row in every.rows if row["state"] != "not_named")
    columns = Table("columns", _TOTALS, tuple(_columns(base)))
    tables = (_grid(base), _turned(base), columns, replace(every, name="cells", rows=said))
    data = _coverage_data(base, [c for c in cells if c.state != "not_named"])
    return answer(base, "coverage", data, tables, notes=notes, flat=every)


_TOTALS = ("term_id", "term", "named", "focus", "stating", "collective", "not_named", "regions",
           "sites", "facilities")  # fmt: skip
_READ = ("term", "state", "count", "shared", "terms", "clauses", "open_ended", "inferred")


def _grid(base: PlanAnalysis) -> Table:
    """Places down, sectors across; areas of which nothing is said are left out."""
    terms = [s.id for s in base.matrix.sectors]
    heads = {t: base.plan.taxonomy.name(t) for t in terms}
    rows: list[Row] = []
    for unit in base.matrix.units:
        cells = [base.matrix.cell(unit, t) for t in terms]
        if unit.kind == "area" and all(c.state == "not_named" for c in cells):
            continue
        total = base.matrix.row_total(unit)
        rows.append(
            {
                "place": unit.name,
                "unit": say(f"units.{unit.kind}"),
                **{c.term: _mark(c, counted=True) for c in cells},
                "stating": total.stating,
                "count": total.subsectors,
                "shared": total.shared,
            }
        )
    columns = ("place", "unit", *terms, "stating", "count", "shared")
    return Table("sectors", columns, tuple(rows), heads)


def _turned(base: PlanAnalysis) -> Table:
    """Sub-sectors down, the places and regions that state anything across."""
    matrix = base.matrix
    units = matrix.places(wide=True)
    heads = {u.id: base.register.short_name(u.id) for u in units}
    rows: list[Row] = []
    for sub in matrix.subsectors:
        total = matrix.column_total(sub.id)
        rows.append(
            {
                "subsector": sub.name,
                **{u.id: _mark(matrix.cell(u, sub.id), counted=False) for u in units},
                "stating": total.stating,
                "sites": len(matrix.holders(sub.id, ("site",))),
                "collective": total.collective,
            }
        )
    columns = ("subsector", *(u.id for u in units), "stating", "sites", "collective")
    return Table("subsectors", columns, tuple(rows), heads)


def _mark(cell: MatrixCell, *, counted: bool) -> Text:
    open_ended = cell.open_ended
    if cell.state == "named" and counted:
        return same(f"{cell.count}{'+' if open_ended else ''}")
    return _sign(cell.state, open_ended=open_ended)


@cache
def _sign(state: str, *, open_ended: bool) -> Text:
    return joined((say(f"marks.{state}"), same("+" if open_ended else "")), "", "")


def _columns(base: PlanAnalysis) -> Iterable[Row]:
    matrix = base.matrix
    states = ("named", "focus", "stating", "collective", "not_named")
    for term in base.plan.taxonomy.in_order:
        total = matrix.column_total(term.id)
        yield {
            "term_id": term.id,
            "term": term.name,
            **{state: getattr(total, state) for state in states},
            "regions": len(matrix.collective_holders(term.id)),
            "sites": len(matrix.holders(term.id, ("site",))),
            "facilities": len(matrix.holders(term.id, ("facility",), wide=True)),
        }


def _cell_rows(base: PlanAnalysis, cells: Iterable[MatrixCell]) -> Iterable[Row]:
    """Of each cell its row; of most of a great matrix nothing is said, which is made once."""
    taxonomy = base.plan.taxonomy
    heads: dict[str, Row] = {
        t.id: {
            "sector_id": taxonomy.sector_of(t.id),
            "term_id": t.id,
            "term": taxonomy.name(t.id),
        }
        for t in taxonomy.terms
    }
    silent: Row = {}
    for cell in cells:
        if cell.cell is not NOTHING:
            said = _said(base, cell)
        else:
            said = silent = silent or _said(base, cell)
        yield {
            "plan": base.plan.key,
            "unit": cell.unit.kind,
            "place_id": cell.unit.id,
            "place": cell.unit.name,
            "level": cell.unit.level,
            **heads[cell.term],
            **said,
        }


def _said(base: PlanAnalysis, cell: MatrixCell) -> Row:
    """What the plan says of a place and a term."""
    return {
        "state": cell.state,
        "count": cell.count,
        "shared": len(cell.shared),
        "terms": ";".join(cell.terms),
        "clauses": ";".join(cell.clauses),
        "locators": base.plan.locators(cell.clauses),
        "open_ended": cell.open_ended,
        "inferred_what": " ".join(cell.inferred),
    }


def _coverage_data(base: PlanAnalysis, cells: list[MatrixCell]) -> dict[str, Any]:
    matrix = base.matrix
    terms = base.plan.taxonomy.in_order
    return {
        "level": base.table.level,
        "terms": [{"id": t.id, "sector": base.plan.taxonomy.sector_of(t.id), "zh": t.zh, "en": t.en}
                  for t in terms],
        "units": matrix.units,
        "without_sector": matrix.without_sector,
        "cells": [
            {
                **{name: getattr(cell, name) for name in _READ},
                "unit": cell.unit.kind,
                "place": cell.unit.id,
                "subsectors": cell.cell.subsectors,
                "rows": [r.address for r in cell.rows],
            }
            for cell in cells
        ],
        "row_totals": {f"{u.kind}:{u.id}": matrix.row_total(u) for u in matrix.units},
        "column_totals": {t.id: {kind: matrix.column_total(t.id, kind) for kind in KINDS}
                          for t in terms},
    }  # fmt: skip
