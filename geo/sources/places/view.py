"""The country's register as a territory sees it, and the places of a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from geo.domain.places import BASES, Area, Region
from geo.domain.territory import Territory
from geo.errors import RegisterError
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir, digest_of
from geo.sources.places.country import chain, country_areas, inside, packaged_rows
from geo.sources.places.names import shared_names
from geo.sources.places.register import Register
from geo.sources.places.tables import COLUMNS, PlaceTables, read_places
from geo.sources.tables.folder import read_tables
from geo.sources.tables.table import Row, Table, Tables
from geo.sources.territory import load_territory
from geo.sources.territory_codes import home_of


def load_register(territory: str = "", folder: Path | None = None) -> Register:
    """The view that a territory has of the country's register, or all places of a folder.

    Parameters
    ----------
    territory
        As :func:`geo.sources.territory.load_territory` has it: an adcode, a region, a list.
    folder
        Tables to read instead of the packaged ones; nothing of them is left out.

    Raises
    ------
    RegisterError
        With every fault: missing tables, columns, repeated ids, unknown codes, shared names.
    BoundaryError
        There is no such territory.

    Examples
    --------
    >>> len(load_register("440300").areas("prefecture"))
    21
    """
    if folder is not None:
        return _checked(read_places(read_tables(folder.resolve(), COLUMNS)), "")
    return _view(home_of(territory))


def packaged_tables() -> Tables:
    """The packaged tables but those of areas and seats; nothing is looked for that could be wrong.

    What could be is proved by the tests and by ``geo check``, which read them as any folder.
    """
    tables = {}
    for name in ("regions", "zones", "gazetteer", "outside"):
        columns, rows = COLUMNS[name].names, packaged_rows(name)
        read = (
            Row(f"{name}.csv:{n}", dict(zip(columns, row, strict=True)))
            for n, row in enumerate(rows, 2)
        )
        tables[name] = Table(f"{name}.csv", columns, tuple(read), "UTF-8")
    return Tables(tables)


@lru_cache(maxsize=8)
def _view(code: str) -> Register:
    territory = load_territory(code)
    tables = read_places(packaged_tables(), _areas_of(territory))
    if code not in tables.places:
        name = territory.name
        tables.places[code] = Region(
            id=code, name_zh=name.zh, name_en=name.en, name_hant="",
            members=territory.members, basis=BASES[0], basis_note="",
        )  # fmt: skip
        tables.addresses[code] = ""
    return _checked(tables, code)


def _areas_of(territory: Territory) -> dict[str, Area]:
    """Areas in a territory, above it and around it, by adcode in the order of the table."""
    ours = {area.adcode for area in inside(territory.members)}
    ours |= {code for member in territory.members for code in chain(member)}
    shown = ours | {*territory.sars, *territory.neighbours}
    return {
        code: area if code in ours else replace(area, also_level="")  # no prefecture of ours
        for code, area in country_areas().items()
        if code in shown
    }


def _checked(tables: PlaceTables, territory: str) -> Register:
    register = Register.of(tables.places, tables.seats, territory)
    faults = [*tables.faults, *shared_names(tables, register.names)]
    if faults:
        raise RegisterError(faults)
    return register


def tables_digest(folder: Path) -> str:
    """SHA-256 over the tables of a folder of places, in a fixed order."""
    return digest_of(folder, (*(f"{name}.csv" for name in COLUMNS), "variants.tsv"))


def proved_places(folder: Path) -> int:
    """How many places a folder holds if its tables are, byte for byte, those that were proved.

    Examples
    --------
    >>> proved_places(data_dir() / "places") > 3000, proved_places(data_dir())
    (True, 0)
    """
    record = toml_of(data_dir() / "places" / "origin.toml", RegisterError)["proved"]
    return int(record["places"]) if record["tables_sha256"] == tables_digest(folder) else 0
