"""The six tables of the register read into places, with the address of every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.domain.places import AREA_LEVELS, BASES, GRADES, Area, Hub, Outside, Place, Region, Zone
from geo.domain.plots import Seat
from geo.errors import Fault
from geo.sources.places.country import seats_of
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Columns, Row, Tables, plain

COLUMNS = {
    "areas": Columns.of(
        "adcode level also_level parent name_zh short_zh name_en name_hant aliases"
    ),
    "regions": Columns.of("region_id name_zh name_en name_hant aliases members basis basis_note"),
    "zones": Columns.of(
        "zone_id name_zh name_en name_hant aliases prefecture_adcode county_adcode hub run_by basis"
    ),
    "gazetteer": Columns.of(
        "id name_zh name_en name_hant aliases kind prefecture_adcode county_adcode plot lon lat "
        "grade radius_m source note"
    ),
    "outside": Columns.of("id name_zh name_en name_hant aliases"),
    "seats": Columns.of("adcode lon lat grade radius_m source note"),
}

_BEYOND = frozenset(COLUMNS["outside"].names)

NO_ID = ("登记表里没有这个编号", "no such id in the register")


@dataclass
class PlaceTables:
    """Places by id in the order of the files, their addresses, seats by adcode, all faults met."""

    places: dict[str, Place] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_places(tables: Tables, areas: Mapping[str, Area] | None = None) -> PlaceTables:
    """Every place of the six tables; faults are collected, not raised.

    Parameters
    ----------
    tables
        As :data:`COLUMNS` declares them.
    areas
        Areas that are known already, as their seats are: there are no tables of them, and of the
        others only what lies in one of them is read.
    """
    found = PlaceTables(faults=list(tables.faults), places=dict(areas or {}))
    found.seats = seats_of(areas or ())
    found.addresses = dict.fromkeys(found.places, "areas.csv")
    makers: dict[str, Callable[[Cells], Place]] = {
        "areas": _area,
        "regions": _region,
        "zones": _zone,
        "gazetteer": _hub,
        "outside": _outside,
    }
    for name, make in makers.items():
        table = tables.tables.get(name)
        if table is not None and table.faults:
            continue  # its cells would be named once for every row
        for row in tables.rows(name):
            if areas is None or _lies_in(row, areas):
                _keep(found, row.address, make(Cells(row, found.faults)))
    for row in tables.rows("seats"):
        _seat(found, Cells(row, found.faults))
    _check_references(found)
    return found


def _lies_in(row: Row, areas: Mapping[str, Area]) -> bool:
    """Whether a row lies in known areas, a zone or point in a known prefecture.

    Beyond the maps is what is no area; a neighbour (天津 of 河北) is known, but no prefecture.
    """
    if row.cells.keys() == _BEYOND:
        name = plain(row["name_zh"])
        return all(name not in (area.name_zh, area.short_zh) for area in areas.values())
    prefecture = row.cells.get("prefecture_adcode")
    if prefecture:
        known = areas.get(plain(prefecture))
        if known is None or "prefecture" not in known.levels:
            return False
    cells = (row.cells.get(column) for column in ("members", "county_adcode", "adcode"))
    return set(areas).issuperset(code for cell in cells if cell for code in plain(cell).split(";"))


def _keep(tables: PlaceTables, address: str, place: Place) -> None:
    first = tables.addresses.setdefault(place.id, address)
    if first == address:
        tables.places[place.id] = place
        return
    zh, en = f"编号重复，已见于 {first}", f"the id is used twice, first in {first}"
    tables.faults.append(Fault(address, zh, en, place.id))


def _area(cells: Cells) -> Area:
    adcode = cells.needed("adcode")
    if len(adcode) != 6 or not adcode.isascii() or not adcode.isdigit():
        cells.fault("adcode", "须为六位数字文本", "six digits are due")
    return Area(
        adcode=adcode,
        level=cells.choice("level", AREA_LEVELS),
        parent=cells.text("parent"),
        name_zh=cells.needed("name_zh"),
        short_zh=cells.text("short_zh"),
        name_en=cells.needed("name_en"),
        name_hant=cells.text("name_hant"),
        aliases=cells.listed("aliases"),
        also_level=cells.choice("also_level", ("", *AREA_LEVELS)),
    )


def _named(cells: Cells) -> dict[str, Any]:
    """What every place but an area is called."""
    return {
        "name_zh": cells.needed("name_zh"),
        "name_en": cells.needed("name_en"),
        "name_hant": cells.text("name_hant"),
        "aliases": cells.listed("aliases"),
    }


def _region(cells: Cells) -> Region:
    return Region(
        id=cells.needed("region_id"),
        **_named(cells),
        members=tuple(sorted(cells.listed("members"))),
        basis=cells.choice("basis", BASES),
        basis_note=cells.text("basis_note"),
    )


def _zone(cells: Cells) -> Zone:
    return Zone(
        id=cells.needed("zone_id"),
        **_named(cells),
        prefecture=cells.needed("prefecture_adcode"),
        counties=tuple(sorted(cells.listed("county_adcode"))),
        hub=cells.text("hub"),
        run_by=cells.text("run_by"),
        basis=cells.text("basis"),
    )


def _hub(cells: Cells) -> Hub:
    plotted = cells.choice("plot", ("yes", "no")) == "yes"
    lon, lat, radius = (
        cells.number(column) if plotted else None for column in ("lon", "lat", "radius_m")
    )
    return Hub(
        id=cells.needed("id"),
        **_named(cells),
        kind=cells.text("kind"),
        prefecture=cells.needed("prefecture_adcode"),
        county=cells.text("county_adcode"),
        lon=lon,
        lat=lat,
        grade=cells.choice("grade", GRADES),
        radius_m=radius,
        source=cells.text("source"),
        note=cells.text("note"),
        plotted=plotted,
    )


def _outside(cells: Cells) -> Outside:
    return Outside(
        id=cells.needed("id"),
        **_named(cells),
    )


def _seat(tables: PlaceTables, cells: Cells) -> None:
    adcode = cells.needed("adcode")
    if not isinstance(tables.places.get(adcode), Area):
        cells.fault("adcode", *NO_ID)
    if adcode in tables.seats:
        cells.fault("adcode", "这一地已有驻地", "this area has a seat already")
    tables.seats[adcode] = Seat(
        lon=cells.number("lon"),
        lat=cells.number("lat"),
        grade=cells.choice("grade", GRADES),
        radius_m=cells.number("radius_m"),
        source=cells.needed("source"),
        note=cells.text("note"),
    )


def _check_references(tables: PlaceTables) -> None:
    areas = {key for key, place in tables.places.items() if isinstance(place, Area)}
    hubs = {key for key, place in tables.places.items() if isinstance(place, Hub)}
    for key, place in tables.places.items():
        for column, code in _references(place):
            if code and code not in (hubs if column == "hub" else areas):
                address = f"{tables.addresses[key]}:{column}"
                tables.faults.append(Fault(address, *NO_ID, code))
        above = tables.places.get(place.parent) if isinstance(place, Area) else None
        if isinstance(place, Area) and isinstance(above, Area) and not _is_above(above, place):
            zh, en = "上级须是更高一级的区划", "a parent is an area of a higher level"
            tables.faults.append(Fault(f"{tables.addresses[key]}:parent", zh, en, place.parent))


def _is_above(parent: Area, area: Area) -> bool:
    """Levels fall from parent to child, so that no chain of parents comes back to itself."""
    levels = {level: n for n, level in enumerate(AREA_LEVELS)}
    return levels.get(parent.level, -1) < levels.get(area.level, len(levels))


def _references(place: Place) -> list[tuple[str, str]]:
    """Column and code of every other place that a place names; the code may be empty."""
    match place:
        case Area():
            return [("parent", place.parent)]
        case Region():
            return [("members", code) for code in place.members]
        case Zone():
            counties = (("county_adcode", code) for code in place.counties)
            above = (("prefecture_adcode", place.prefecture), ("run_by", place.run_by))
            return [*above, *counties, ("hub", place.hub)]
        case Hub():
            return [("prefecture_adcode", place.prefecture), ("county_adcode", place.county)]
        case Outside():
            return []
