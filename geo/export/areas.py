"""Areas as flat rows: one row per area with its state per sector."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Table, Value
from geo.join.table import AreaTable


def areas_table(table: AreaTable) -> Table:
    """One row per area of the level, in adcode order, with its state for every sector.

    For a sector ``space`` there are three columns: ``space`` (the state as on the maps:
    ``named-1`` … ``named-4`` for four and more, ``focus``, ``collective``, ``not_named``),
    ``space_count`` and ``space_terms`` (names of the sub-sectors named for the area itself). A
    sector whose id is the name of another column (``level``) gets ``sector_`` before it.
    ``zones_named`` and ``zones`` are the zones named inside the area, or run by it: they never
    change its state.
    """
    heads = {s.id: sector_column(s.id) for s in table.plan.taxonomy}
    tails = ("", "_count", "_terms")
    columns = (
        *column_names("areas"),
        *(f"{head}{tail}" for head in heads.values() for tail in tails),
    )
    rows = []
    for area in table.areas:
        row: dict[str, Value] = {
            "plan": table.plan.key,
            "adcode": area.adcode,
            "name": area.name_zh,
            "name_en": area.name_en,
            "level": table.level,
            "parent_adcode": area.parent,
            "n_sectors": len(table.sectors_of(area.adcode)),
            "n_subsectors": len(table.subsectors_of(area.adcode)),
            "zones_named": len(zones := table.zones.get(area.adcode, ())),
            "zones": ";".join(zone.name_zh for zone in zones),
        }
        for sector, head in heads.items():
            cell = table.cell(area.adcode, sector)
            terms = (table.plan.taxonomy.subsector(s).zh for s in cell.subsectors)
            row |= {head: cell.graded, f"{head}_count": cell.count}
            row[f"{head}_terms"] = ";".join(terms)
        rows.append(row)
    names = {head: table.plan.taxonomy.name(sector) for sector, head in heads.items()}
    return replace(Table.of("areas", columns, rows), heads=names)


def sector_column(sector_id: str) -> str:
    """Column of a sector's state.

    Examples
    --------
    >>> sector_column("space"), sector_column("level")
    ('space', 'sector_level')
    """
    return f"sector_{sector_id}" if sector_id in column_names("areas") else sector_id
