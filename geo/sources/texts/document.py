"""A document's text with its clauses by locator: what a row of a plan is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.domain.plan import Clause
from geo.domain.structure import Structure
from geo.errors import Fault, PlanError
from geo.nearest import nearest
from geo.sources.decoding import text_of
from geo.sources.tables.table import Row
from geo.sources.texts.paragraphs import (
    HEADING,
    ParagraphText,
    Sentence,
    digest,
    normalise,
    paragraphs,
    sentences,
)


@dataclass(frozen=True)
class ClauseText:
    """A clause in its paragraph."""

    paragraph: ParagraphText
    sentence: Sentence

    @property
    def id(self) -> str:
        """``SECTION#PARAGRAPH.SENTENCE``."""
        return f"{self.paragraph.locator}.{self.sentence.number}"

    def clause(self) -> Clause:
        """The clause as it is kept in ``clauses.csv``."""
        s, p = self.sentence, self.paragraph
        return Clause(self.id, p.section, p.number, s.number, s.start, s.end, digest(s.text))


class DocumentText:
    r"""Paragraphs and sentences of one text file, by locator and in document order.

    Parameters
    ----------
    text
        The document as published.
    body_sha256
        Hash of the first body paragraph (``plan.toml`` ``[text]``).
    name
        File name, for messages.

    Examples
    --------
    >>> document = DocumentText("一、总则\n甲市。发展钢铁。\n")
    >>> document.located["一#1.1"].sentence.text
    '甲市。发展钢铁。'
    """

    def __init__(self, text: str, body_sha256: str = "", name: str = "") -> None:
        self.name = name
        self.paragraphs = paragraphs(text, body_sha256)
        self.by_locator = {p.locator: p for p in self.paragraphs}
        self.located: dict[str, ClauseText] = {}
        for paragraph in self.paragraphs:
            for sentence in sentences(paragraph.text):
                found = ClauseText(paragraph, sentence)
                self.located[found.id] = found
        self.order = {clause_id: i for i, clause_id in enumerate(self.located)}

    @classmethod
    def read(cls, path: Path, body_sha256: str = "") -> DocumentText:
        """Read a text file in any encoding that :mod:`geo.sources.decoding` knows.

        Raises
        ------
        PlanError
            It is in none of these, or spoilt.
        """
        return cls(text_of(path, PlanError), body_sha256, path.name)

    @property
    def body(self) -> list[ParagraphText]:
        """The paragraphs that a plan accounts for: all but the heading matter."""
        return [p for p in self.paragraphs if p.section != HEADING]

    def stands_in(self, clause_id: str, term: str) -> bool:
        """Whether a printed term stands in the clause."""
        return normalise(term) in self.located[clause_id].sentence.text

    def governs(self, clause_id: str, place: str) -> bool:
        """Whether a place is printed in the clause, before it in its paragraph, or in a heading.

        Over a clause stand the heading line of its section and, for every section around that, the
        heading line or (where heading and content share a line, as in articles) the first
        paragraph.
        """
        found = self.located[clause_id]
        wanted = normalise(place)
        if wanted in found.paragraph.text[: found.sentence.end]:
            return True
        return any(wanted in p.text for p in self._over(found.paragraph))

    def _over(self, paragraph: ParagraphText) -> list[ParagraphText]:
        parts = paragraph.section.split("/")
        keys = [f"{paragraph.section}#0"]
        for depth in range(len(parts) - 1, 0, -1):
            section = "/".join(parts[:depth])
            heading = f"{section}#0"
            keys.append(heading if heading in self.by_locator else f"{section}#1")
        return [self.by_locator[key] for key in keys if key in self.by_locator]


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
