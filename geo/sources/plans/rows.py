"""Rows of the plan tables as the objects of the domain; cell by cell, nothing across rows."""

from __future__ import annotations

from geo.domain.ids import ClauseId, PlaceId, TermId
from geo.domain.plan import Carrier, Clause, Paragraph
from geo.domain.statement import Force, Inferred, Relation, Scope, Statement, Strength
from geo.errors import Fault
from geo.sources.plans.places import Finder
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row

STATUSES = ("rows", "none")
REASONS = (
    "heading",
    "preamble",
    "general",
    "no_place",
    "no_sector",
    "department",
    "event",
    "company",
    "unnamed",
    "procedure",
    "table",
    "figure",
    "figures_only",
)


def statement(row: Row, finder: Finder, faults: list[Fault]) -> Statement:
    """One row of ``assignments.csv``."""
    cells = Cells(row, faults)
    place_id = finder.place_id(cells, "place")
    force = cells.one_of("class", Force)
    if cells.code("relation") == Relation.FOCUS and not cells.code("sector"):
        cells.fault("sector", "聚焦的行要有领域", "a row of relation focus needs a sector")
    return Statement(
        place=cells.needed("place"),
        place_id=PlaceId(place_id),
        scope=cells.one_of("scope", Scope),
        force=force,
        relation=cells.one_of("relation", Relation),
        worded=cells.text("worded"),
        strength=cells.one_of("strength", Strength),
        sector=TermId(cells.code("sector")),
        subsector=TermId(cells.code("subsector")),
        term=cells.needed("term"),
        carrier=finder.carrier(cells, place_id, force),
        open_ended=cells.flag("open_ended"),
        open_places=cells.flag("open_places"),
        inferred=cells.one_of("inferred", Inferred),
        set=cells.text("set"),
        clause=ClauseId(cells.code("clause")),
        note=cells.text("note"),
        address=row.address,
    )


def carrier(row: Row, finder: Finder, faults: list[Fault]) -> Carrier:
    """One row of ``carriers.csv``."""
    cells = Cells(row, faults)
    place_id = finder.carrier_place(cells)
    return Carrier(
        place=cells.needed("place"),
        place_id=place_id,
        name=cells.needed("carrier"),
        hub=finder.hub(cells, place_id),
        role=cells.text("role"),
        open_ended=cells.flag("open_ended"),
        clause=cells.code("clause"),
        note=cells.text("note"),
        address=row.address,
    )


def clause(row: Row, faults: list[Fault]) -> Clause:
    """One row of ``clauses.csv``."""
    cells = Cells(row, faults)
    return Clause(
        id=cells.needed("id"),
        section=cells.text("section"),
        paragraph=cells.whole("paragraph"),
        sentence=cells.whole("sentence"),
        start=cells.whole("start"),
        end=cells.whole("end"),
        sha256=cells.needed("sha256"),
    )


def paragraph(row: Row, faults: list[Fault]) -> Paragraph:
    """One row of ``paragraphs.csv``; one without rows needs a reason."""
    cells = Cells(row, faults)
    status = cells.choice("status", STATUSES)
    reason = cells.choice("reason", REASONS) if status == "none" else cells.text("reason")
    return Paragraph(
        section=cells.needed("section"),
        paragraph=cells.whole("paragraph"),
        sha256=cells.needed("sha256"),
        status=status,
        reason=reason,
    )
