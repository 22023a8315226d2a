"""Who carries what: the matrix of a plan, filled from the joined table."""

from __future__ import annotations

from collections.abc import Iterable

from geo.analysis.matrix import Matrix, MatrixCell, Unit
from geo.domain.places import Area, Region
from geo.domain.statement import Force, Scope, Statement
from geo.join.table import AreaTable, Cell
from geo.sources.places.register import Register


def coverage(table: AreaTable, register: Register) -> Matrix:
    """The matrix of a plan.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> base = analyse("future2024")
    >>> matrix = coverage(base.table, base.register)
    >>> matrix.column_total("space").named, matrix.column_total("space").collective
    (7, 12)
    """
    cells: dict[tuple[str, str, str], MatrixCell] = {}
    units = [_unit(table, register, area.adcode, "area") for area in (*table.areas, *table.finer)]
    for unit in units:
        for found in (table.cells, table.subcells):
            for (adcode, term), cell in found.items():
                if adcode == unit.id:
                    cells["area", adcode, term] = MatrixCell(unit, term, cell)
    without: list[Unit] = []
    known = {u.id for u in units}
    for kind, rows in _own_rows(table, register, known).items():
        for place_id in dict.fromkeys(r.place_id for r in rows):
            unit = _unit(table, register, place_id, kind)
            said = [r for r in rows if r.place_id == place_id]
            made = dict(_cells(table, unit, [r for r in said if r.sector]))
            cells.update(made)
            (units if made else without).append(unit)
    kept = tuple(u for u in without if u.kind != "facility")
    return Matrix(table.plan.taxonomy.sectors, tuple(units), cells, kept)


def _own_rows(table: AreaTable, register: Register, known: set[str]) -> dict[str, list[Statement]]:
    """Statements about places that are not areas of the table, by the kind of row they make."""
    rows: dict[str, list[Statement]] = {"region": [], "site": [], "facility": []}
    for row in table.plan.statements:
        if row.force == Force.FACILITY:
            rows["facility"].append(row)
        elif row.force == Force.BINDING and row.place_id not in known:
            place = register.place(row.place_id)
            rows["region" if isinstance(place, Area | Region) else "site"].append(row)
    return rows


def _cells(
    table: AreaTable, unit: Unit, rows: list[Statement]
) -> Iterable[tuple[tuple[str, str, str], MatrixCell]]:
    for sector in table.plan.taxonomy:
        here = [r for r in rows if r.sector == sector.id]
        order = tuple(s.id for s in sector.subsectors)
        groups = {sector.id: here} | {s: [r for r in here if r.subsector == s] for s in order}
        for term, said in groups.items():
            if said:
                cell = MatrixCell(unit, term, _cell(unit, said, order))
                yield (unit.kind, unit.id, term), cell


def _cell(unit: Unit, rows: list[Statement], order: tuple[str, ...]) -> Cell:
    """A cell of a place outside the joined table, by the same rule as there."""
    own = tuple(r for r in rows if r.scope == Scope.DIRECT and unit.kind != "region")
    common = tuple(r for r in rows if r not in own)
    named = tuple(s for s in order if any(r.subsector == s for r in own))
    return Cell("named" if named else "focus" if own else "collective", named, own, common)


def _unit(table: AreaTable, register: Register, place_id: str, kind: str) -> Unit:
    level = register.place(place_id).levels[0]
    if kind == "area" and place_id in {a.adcode for a in table.areas}:
        level = table.level
    name = register.name(place_id)
    return Unit(place_id, kind, level, name, register.host_prefecture(place_id))
