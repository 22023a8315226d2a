"""A document's text with its clauses by locator: what a row of a plan is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.domain.plan import Clause
from geo.errors import PlanError
from geo.sources.decoding import text_of
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
