"""Whether the text of the document bears out a row: clause, place, term, carrier, member."""

from __future__ import annotations

from geo.domain.structure import Structure
from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.tables.table import Row
from geo.sources.texts.document import DocumentText


def row_faults(document: DocumentText, table: str, row: Row) -> list[Fault]:
    """What of a row does not stand in its clause.

    Terms and carriers stand in the clause itself; a place or a stated member stands in the clause,
    before it in its paragraph or in a heading over it. What ``inferred`` names need not be printed.
    """
    clause_id = row["clause"]
    if clause_id not in document.located:
        return [no_clause(document, row.at("clause"), clause_id)]
    inferred = row["inferred"].split()
    faults = []
    if table == "structure":
        if "yes" not in inferred and not document.governs(clause_id, row["member"]):
            faults.append(_absent(row.at("member"), row["member"], clause_id))
        return faults
    if "place" not in inferred and not document.governs(clause_id, row["place"]):
        faults.append(_absent(row.at("place"), row["place"], clause_id))
    for column in ("term", "carrier"):
        value = row[column]
        implied = column == "term" and "term" in inferred
        if value and not implied and not _stands(document, clause_id, value, bool(row["set"])):
            faults.append(_absent(row.at(column), value, clause_id))
    return faults


def no_clause(document: DocumentText, address: str, clause_id: str) -> Fault:
    """A clause id that the text does not have, with the nearest ones."""
    near = nearest(clause_id, list(document.located))
    return Fault(
        address, "文本中没有这一句", "there is no such clause in the text", clause_id, near
    )


def slogan_fault(document: DocumentText, structure: Structure) -> list[Fault]:
    """A slogan that declares a count stands in its clause."""
    clause_id, slogan = structure.clause, structure.slogan.zh
    if not clause_id:
        return []
    if clause_id not in document.located:
        return [no_clause(document, "plan.toml:[structure]", clause_id)]
    if structure.declared and not document.governs(clause_id, slogan):
        return [_absent("plan.toml:[structure]", slogan, clause_id)]
    return []


def _stands(document: DocumentText, clause_id: str, value: str, is_set: bool) -> bool:
    """The value stands in the clause; of a set's joined list every member does."""
    if document.stands_in(clause_id, value):
        return True
    parts = value.split("、")
    return is_set and len(parts) > 1 and all(document.stands_in(clause_id, p) for p in parts)


def _absent(address: str, value: str, clause_id: str) -> Fault:
    return Fault(
        address,
        f"不在所注的条款 {clause_id} 里",
        f"does not stand in its clause {clause_id}",
        value,
    )
