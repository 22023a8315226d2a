"""The five tables of the register read into places, with the address of every row."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from geo.domain.places import AREA_LEVELS, BASES, GRADES, Area, Hub, Outside, Place, Region, Zone
from geo.errors import Fault

Row = dict[str, str]
_COMMON = ("name_zh", "name_en", "name_hant", "aliases")
COLUMNS = {
    "areas.csv": ("adcode", "level", "also_level", "parent", "short_zh", *_COMMON),
    "regions.csv": ("region_id", "members", "basis", "basis_note", *_COMMON),
    "zones.csv": ("zone_id", "prefecture_adcode", "county_adcode", "hub", "basis", *_COMMON),
    "outside.csv": ("id", *_COMMON),
    "gazetteer.csv": (
        *("id", "kind", "prefecture_adcode", "county_adcode", "plot", "lon", "lat", "grade"),
        *("radius_m", "source", "note", *_COMMON),
    ),
}


@dataclass
class Tables:
    """Places by id in the order of the files, their addresses, and the faults met while reading."""

    places: dict[str, Place] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def csv_rows(path: Path) -> list[tuple[str, Row]]:
    """Rows of a UTF-8 table of our own as ``(file:line, row)``; empty if the file is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        return [
            (f"{path.name}:{reader.line_num}", {k: v or "" for k, v in row.items() if k})
            for row in reader
        ]


def read_tables(folder: Path) -> Tables:
    """Every place of the folder; faults are collected, not raised."""
    tables = Tables()
    makers: dict[str, Callable[[Row, str, list[Fault]], Place]] = {
        "areas.csv": _area,
        "regions.csv": _region,
        "zones.csv": _zone,
        "gazetteer.csv": _hub,
        "outside.csv": _outside,
    }
    for name, make in makers.items():
        rows = csv_rows(folder / name)
        if not rows:
            tables.faults.append(Fault(name, "表缺失或为空", "the table is missing or empty"))
            continue
        missing = [column for column in COLUMNS[name] if column not in rows[0][1]]
        for column in missing:
            tables.faults.append(Fault(f"{name}:1", "缺少此列", "this column is missing", column))
        for address, row in [] if missing else rows:
            _keep(tables, address, make(row, address, tables.faults))
    _check_references(tables)
    return tables


def _keep(tables: Tables, address: str, place: Place) -> None:
    for label, value in (("id", place.id), ("name_zh", place.name_zh), ("name_en", place.name_en)):
        if not value or value != value.strip():
            tables.faults.append(
                Fault(
                    f"{address}:{label}",
                    "为空或首尾有空格",
                    "is empty or padded with spaces",
                    value,
                )
            )
    if place.id in tables.places:
        tables.faults.append(
            Fault(
                address,
                f"编号重复,已见于 {tables.addresses[place.id]}",
                f"the id is used twice, first in {tables.addresses[place.id]}",
                place.id,
            )
        )
        return
    tables.places[place.id], tables.addresses[place.id] = place, address


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _choice(row: Row, column: str, allowed: tuple[str, ...], at: tuple[str, list[Fault]]) -> str:
    address, faults = at
    if row[column] not in allowed:
        faults.append(
            Fault(
                f"{address}:{column}",
                "不是允许的值",
                "is not an allowed value",
                row[column],
                allowed,
            )
        )
    return row[column]


def _area(row: Row, address: str, faults: list[Fault]) -> Area:
    if len(row["adcode"]) != 6 or not row["adcode"].isascii() or not row["adcode"].isdigit():
        faults.append(
            Fault(f"{address}:adcode", "须为六位数字文本", "six digits are due", row["adcode"])
        )
    return Area(
        adcode=row["adcode"],
        level=_choice(row, "level", AREA_LEVELS, (address, faults)),
        parent=row["parent"],
        name_zh=row["name_zh"],
        short_zh=row["short_zh"],
        name_en=row["name_en"],
        name_hant=row["name_hant"],
        aliases=_listed(row["aliases"]),
        also_level=_choice(row, "also_level", ("", *AREA_LEVELS), (address, faults)),
    )


def _region(row: Row, address: str, faults: list[Fault]) -> Region:
    return Region(
        id=row["region_id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        name_hant=row["name_hant"],
        members=tuple(sorted(_listed(row["members"]))),
        basis=_choice(row, "basis", BASES, (address, faults)),
        basis_note=row["basis_note"],
        aliases=_listed(row["aliases"]),
    )


def _zone(row: Row, _address: str, _faults: list[Fault]) -> Zone:
    return Zone(
        id=row["zone_id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        name_hant=row["name_hant"],
        prefecture=row["prefecture_adcode"],
        counties=tuple(sorted(_listed(row["county_adcode"]))),
        hub=row["hub"],
        basis=row["basis"],
        aliases=_listed(row["aliases"]),
    )


def _hub(row: Row, address: str, faults: list[Fault]) -> Hub:
    plotted = _choice(row, "plot", ("yes", "no"), (address, faults)) == "yes"
    lon, lat, radius = (
        _number(row, column, address, faults) if plotted else None
        for column in ("lon", "lat", "radius_m")
    )
    return Hub(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        name_hant=row["name_hant"],
        kind=row["kind"],
        prefecture=row["prefecture_adcode"],
        county=row["county_adcode"],
        lon=lon,
        lat=lat,
        grade=_choice(row, "grade", GRADES, (address, faults)),
        radius_m=radius,
        source=row["source"],
        note=row["note"],
        plotted=plotted,
        aliases=_listed(row["aliases"]),
    )


def _outside(row: Row, _address: str, _faults: list[Fault]) -> Outside:
    return Outside(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        name_hant=row["name_hant"],
        aliases=_listed(row["aliases"]),
    )


def _number(row: Row, column: str, address: str, faults: list[Fault]) -> float | None:
    try:
        value = float(row[column])
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    faults.append(Fault(f"{address}:{column}", "不是数", "is not a number", row[column]))
    return None


def _check_references(tables: Tables) -> None:
    areas = {key for key, place in tables.places.items() if isinstance(place, Area)}
    hubs = {key for key, place in tables.places.items() if isinstance(place, Hub)}
    for key, place in tables.places.items():
        for column, code in _references(place):
            if code not in (hubs if column == "hub" else areas):
                address = f"{tables.addresses[key]}:{column}"
                tables.faults.append(
                    Fault(address, "登记表中没有这个编号", "no such id in the register", code)
                )


def _references(place: Place) -> list[tuple[str, str]]:
    match place:
        case Area():
            return [("parent", place.parent)] if place.parent else []
        case Region():
            return [("members", code) for code in place.members]
        case Zone():
            found = [("prefecture_adcode", place.prefecture)]
            found += [("county_adcode", code) for code in place.counties]
            return found + ([("hub", place.hub)] if place.hub else [])
        case Hub():
            found = [("prefecture_adcode", place.prefecture)]
            return found + ([("county_adcode", place.county)] if place.county else [])
        case Outside():
            return []
