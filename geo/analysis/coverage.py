"""Who carries what: the matrix of a plan, filled from the joined table."""

from __future__ import annotations

from collections import defaultdict

from geo.analysis.matrix import Matrix, MatrixCell, Unit
from geo.domain.places import Area, Region
from geo.domain.statement import Force, Scope, Statement
from geo.join.attach import StatementsOf, cells_of
from geo.join.table import AreaTable
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
    units = [_unit(register, area.adcode, "area", table.level) for area in table.areas]
    units += [_unit(register, area.adcode, "area") for area in table.finer]
    found = {"area": {**table.cells, **table.subcells}}
    without: list[Unit] = []
    for kind, rows in _own_rows(table, register, {u.id for u in units}).items():
        cells, subcells = cells_of(table.plan, rows, *_by_scope(kind, rows))
        found[kind] = {**cells, **subcells}
        with_sector = {place_id for place_id, _ in cells}
        for place_id in rows:
            unit = _unit(register, place_id, kind)
            if place_id in with_sector:
                units.append(unit)
            elif kind != "facility":
                without.append(unit)
    by_place = {(unit.kind, unit.id): unit for unit in units}
    filled = {
        (kind, place_id, term): MatrixCell(by_place[kind, place_id], term, cell)
        for kind, cells in found.items()
        for (place_id, term), cell in cells.items()
    }
    return Matrix(table.plan.taxonomy.sectors, tuple(units), filled, tuple(without))


def _own_rows(table: AreaTable, register: Register, known: set[str]) -> dict[str, StatementsOf]:
    """Statements about places that are not areas of the table, by the kind of row they make."""
    rows: dict[str, StatementsOf] = {
        kind: defaultdict(list) for kind in ("region", "site", "facility")
    }
    for row in table.plan.statements:
        if row.force == Force.FACILITY:
            rows["facility"][row.place_id].append(row)
        elif row.force == Force.BINDING and row.place_id not in known:
            wide = isinstance(register.place(row.place_id), Area | Region)
            rows["region" if wide else "site"][row.place_id].append(row)
    return rows


def _by_scope(kind: str, rows: StatementsOf) -> tuple[StatementsOf, StatementsOf]:
    """What is said of each place itself, and as a whole; of a region all is said as a whole."""

    def own(row: Statement) -> bool:
        return row.scope == Scope.DIRECT and kind != "region"

    direct = {place_id: [r for r in said if own(r)] for place_id, said in rows.items()}
    return direct, {place_id: [r for r in said if not own(r)] for place_id, said in rows.items()}


def _unit(register: Register, place_id: str, kind: str, level: str = "") -> Unit:
    level = level or register.place(place_id).levels[0]
    return Unit(place_id, kind, level, register.name(place_id), register.host_prefecture(place_id))
