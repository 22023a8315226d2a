"""A plan as flat rows: the cells of its own tables and what others need beside them; its areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Row, Table, Value
from geo.domain.places import Area, Hub, Region, Zone
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Scope, Statement
from geo.join.table import AreaTable
from geo.sources.places.register import Register
from geo.sources.plans.rows import rows_of

_LOCATOR = ("section", "paragraph", "sentence", "clause")


def assignments_table(plan: Plan, register: Register, *, expand: bool = False) -> Table:
    """One row per statement, in the plan's order.

    A collective statement stands once, under its region; with ``expand`` one row per member follows
    it, ``collective`` still and ``inferred``, with the region's id in ``member_of``.
    """
    own = zip(plan.statements, rows_of(plan)["assignments"], strict=True)
    rows: list[Row] = []
    for statement, cells in own:
        row = {**cells, **_beside_statement(plan, register, statement)}
        rows.append(row)
        if expand and statement.scope == Scope.COLLECTIVE:
            rows += _members(register, row, statement.place_id)
    return Table.of("assignments", column_names("assignments"), rows)


def _beside_statement(plan: Plan, register: Register, row: Statement) -> Row:
    """What a row of the export has beside, or instead of, the cells of ``assignments.csv``."""
    taxonomy = plan.taxonomy
    return {
        "plan": plan.key,
        **_placed(register, row.place_id),
        **locator(plan, row.clause),
        "clause_carriers": _carriers_of(plan, row),
        "open_ended": row.open_ended,
        "inferred": bool(row.inferred),
        "sector_zh": taxonomy.sector(row.sector).zh if row.sector else "",
        "subsector_zh": taxonomy.subsector(row.subsector).zh if row.subsector else "",
        "open_places": row.open_places,
        "inferred_what": row.inferred,
    }


def _members(register: Register, row: Row, place_id: str) -> Iterator[Row]:
    place = register.place(place_id)
    if not isinstance(place, Region):
        return
    for member in place.members:
        what = " ".join(dict.fromkeys(["place", *str(row["inferred_what"]).split()]))
        yield {
            **row,
            "place": register.name(member).zh,
            **_placed(register, member),
            "place_id": member,
            "inferred": True,
            "inferred_what": what,
            "member_of": place_id,
        }


def _carriers_of(plan: Plan, row: Statement) -> str:
    """All carriers that the clause of a direct row names for its place (以…为载体).

    Which of them a row is about, the row alone says.
    """
    if row.scope != Scope.DIRECT or not row.clause:
        return ""
    same = (c.name for c in plan.carriers if (c.clause, c.place_id) == (row.clause, row.place_id))
    return ";".join(same)


def _placed(register: Register, place_id: str) -> Row:
    """Adcode (of the area that a zone or park lies in, none for a region) and level."""
    place = register.place(place_id)
    level = place.level if isinstance(place, Area) else place.levels[0]
    return {"adcode": host_adcode(register, place_id), "place_level": level}


def host_adcode(register: Register, place_id: str) -> str:
    """Code of an area; of the county, else prefecture, round a zone or park; none for a region."""
    match register.place(place_id):
        case Area(adcode=adcode):
            return adcode
        case Hub(county=county, prefecture=prefecture):
            return county or prefecture
        case Zone(counties=counties, prefecture=prefecture):
            return counties[0] if len(counties) == 1 else prefecture
        case _:
            return ""


def locator(plan: Plan, clause_id: str) -> Row:
    """Section, paragraph, sentence and id of a clause; read from the id if there are no texts."""
    section, _, rest = clause_id.rpartition("#")
    paragraph, _, sentence = rest.partition(".")
    found = plan.clauses.get(clause_id)
    read = (int(text) if text.isdecimal() else "" for text in (paragraph, sentence))
    numbers = (found.paragraph, found.sentence) if found else read
    values = (found.section if found else section, *numbers, clause_id)
    return dict(zip(_LOCATOR, values, strict=True))


def carriers_table(plan: Plan, register: Register) -> Table:
    """One row per carrier as the plan lists it; degrees to three decimals, none if not plotted."""
    own = zip(plan.carriers, rows_of(plan)["carriers"], strict=True)
    rows = ({**cells, **_beside_carrier(plan, register, carrier)} for carrier, cells in own)
    return Table.of("carriers", column_names("carriers"), rows)


def _beside_carrier(plan: Plan, register: Register, carrier: Carrier) -> Row:
    hub = register.place(carrier.hub) if carrier.hub else None
    city = register.host_prefecture(carrier.hub or carrier.place_id)
    point: dict[str, Value] = {}
    if isinstance(hub, Hub):
        point |= {"kind": hub.kind, "grade": hub.grade, "county_adcode": hub.county}
        point["county"] = register.name(hub.county).zh if hub.county else ""
        if hub.plotted and hub.lon is not None and hub.lat is not None:
            point |= {"lon": round(hub.lon, 3), "lat": round(hub.lat, 3)}
            point["radius_m"] = "" if hub.radius_m is None else round(hub.radius_m)
    return {
        "plan": plan.key,
        "city": register.name(city).zh if city else carrier.place,
        "city_adcode": city,
        "place_id": carrier.hub,
        **point,
        "listed_under": carrier.place,
        "listed_adcode": host_adcode(register, carrier.place_id),
        "open_ended": carrier.open_ended,
        **locator(plan, carrier.clause),
    }


def structure_table(plan: Plan, register: Register) -> Table:
    """One row per member of each element of the structure, in drawing order."""
    own = rows_of(plan)["structure"]
    members = (member for element in plan.structure.elements for member in element.members)
    rows = (
        {
            **cells,
            "plan": plan.key,
            "order": member.order,
            "member_adcode": host_adcode(register, member.place_id),
            "inferred": member.inferred,
            "optional": member.optional,
            **locator(plan, cells["clause"]),
        }
        for cells, member in zip(own, members, strict=True)
    )
    return Table.of("structure", column_names("structure"), rows)


def taxonomy_table(plan: Plan) -> Table:
    """Sectors with their sub-sectors in the plan's order, then the printed variants."""
    orders: Counter[tuple[str, str]] = Counter()
    rows: list[Row] = []
    for cells in rows_of(plan)["taxonomy"]:
        group = (cells["kind"], cells["parent"] if cells["kind"] == "subsector" else "")
        orders[group] += 1
        rows.append({**cells, "plan": plan.key, "order": orders[group]})
    return Table.of("taxonomy", column_names("taxonomy"), rows)


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
