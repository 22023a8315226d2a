"""The columns of the tables of a plan folder: one declaration for reading and for writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.sources.tables.folder import read_tables
from geo.sources.tables.table import Columns, Row, Tables
from geo.texts.catalogue import section

#: By table, each in the order of its file.
PLAN_TABLES = {
    "taxonomy": Columns.of("id kind parent zh en variant_of? basis?"),
    "assignments": Columns.of(
        "place place_id# scope class relation worded strength sector subsector term carrier? "
        "open_ended open_places? inferred set? clause note?"
    ),
    "carriers": Columns.of("place place_id# carrier hub role open_ended? clause note?"),
    "structure": Columns.of(
        "element kind name name_en? role order# member member_id# optional? inferred? basis? clause"
    ),
    "clauses": Columns.of("id section paragraph# sentence# start# end# sha256"),
    "paragraphs": Columns.of("section paragraph# sha256 status reason"),
    "places": Columns.of(
        "id name_zh name_en name_hant? kind county# lon# lat# coord_system grade radius_m# "
        "aliases? source note?"
    ),
}
#: Tables without which there is no plan.
NEEDED = ("taxonomy", "assignments")
_CLAUSE_TABLES = ("assignments", "carriers", "structure")


def clause_rows(tables: Tables) -> Iterator[tuple[str, Row]]:
    """Every row that names a clause, with the name of its table."""
    yield from ((name, row) for name in _CLAUSE_TABLES for row in tables.rows(name))


def plan_tables(folder: Path) -> Tables:
    """The tables of a plan folder, with the faults of their form."""
    return read_tables(folder, PLAN_TABLES, NEEDED, section("sheets"))
