"""The table beside a sector map: every place that the sector's rows name, cells by the analysis."""

from __future__ import annotations

from geo.analysis.matrix import Matrix, Unit
from geo.domain.text import Text
from geo.scene.map_kind import PlanGround
from geo.scene.scene import MatrixRow
from geo.texts.catalogue import say

_ORDER = ("area", "site", "region", "facility")
_SIGNS = ("named", "collective", "facility", "")  # of one place, strongest first


def place_table(ground: PlanGround, sector: str) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
    """Columns and rows: areas, parks, facilities and regions, each that is spoken of itself.

    The first column is the sector as such, where no sub-sector is given to a place so firmly. A
    place with statements of several kinds is one row, each cell with its strongest sign.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> columns, rows = place_table(lay_out(load_plan("qianhai2024")).ground, "commerce")
    >>> [row.cells.count("named") for row in rows]
    [1, 1, 1, 1, 0]
    """
    matrix = ground.analysis.matrix
    subs = ground.plan.taxonomy.sector(sector).subsectors
    places: dict[str, list[Unit]] = {}
    spoken = {u: sign for u in matrix.units if (sign := _sign(matrix, u, sector))}
    for unit in sorted(spoken, key=lambda u: (_SIGNS.index(spoken[u]), _ORDER.index(u.kind))):
        places.setdefault(unit.id, []).append(unit)
    rows = []
    for units in places.values():
        cells = tuple(_strongest(matrix, units, sub.id) for sub in subs)
        most = _strongest(matrix, units, sector)
        itself = "" if most in cells else most
        rows.append(MatrixRow(_name(ground, units[0]), (itself, *cells)))
    if any(row.cells[0] for row in rows):
        return (say("sheet.table_itself"), *(s.name for s in subs)), tuple(rows)
    return tuple(s.name for s in subs), tuple(MatrixRow(r.name, r.cells[1:]) for r in rows)


def _name(ground: PlanGround, unit: Unit) -> Text:
    """Short name of an area; wider areas and parks have none."""
    return ground.world.register.short_name(unit.id) if unit.kind == "area" else unit.name


def _strongest(matrix: Matrix, units: list[Unit], term: str) -> str:
    return min((_sign(matrix, u, term) for u in units), key=_SIGNS.index)


def _sign(matrix: Matrix, unit: Unit, term: str) -> str:
    """How a place is spoken of, itself or in a set; what is said of its region is the region's."""
    cell = matrix.cell(unit, term)
    in_set = any(row.place_id == unit.id for row in cell.cell.collective)
    if not cell.holds(wide=True) and not in_set:
        return ""
    if unit.kind == "facility":
        return "facility"
    return "named" if cell.holds() else "collective"
