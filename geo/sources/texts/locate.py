"""Clauses and paragraphs of a plan from the document's text.

People write clause ids in the tables; the spans and hashes come from here. Reasons that people gave
in ``paragraphs.csv``, and columns of their own, are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.domain.plan import Clause, Document, Paragraph
from geo.errors import Fault, GeoError, PlanError
from geo.sources.plans.columns import PLAN_TABLES, clause_rows
from geo.sources.plans.folder import read_plan
from geo.sources.plans.meta import plan_head
from geo.sources.tables.reading import table_of
from geo.sources.tables.table import Table, Tables
from geo.sources.texts.document import DocumentText
from geo.sources.texts.hand_written import (
    AUTOMATIC,
    HandWritten,
    beside_clauses,
    beside_paragraphs,
)
from geo.sources.texts.paragraphs import ParagraphText
from geo.sources.texts.support import row_faults, slogan_fault

LOCATED = ("clauses", "paragraphs")
_TO_BE_GIVEN = "general"


@dataclass(frozen=True)
class Located:
    """What the text has of the clauses in use, all of its paragraphs, and what it does not have.

    ``headings`` are the lines that were read as headings and carry no content; ``beside`` is what
    people wrote in the two tables, by the table's name.
    """

    text: str
    clauses: tuple[Clause, ...]
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[ParagraphText, ...]
    beside: Mapping[str, HandWritten]
    faults: tuple[Fault, ...]

    @property
    def without_reason(self) -> int:
        """Paragraphs without rows for which nobody has said why."""
        return sum(p.status == "none" and not p.reason for p in self.paragraphs)

    def table(self, name: str) -> Table:
        """``clauses`` or ``paragraphs`` as the table of the plan folder, own columns last."""
        names, own = PLAN_TABLES[name].names, self.beside[name]
        found: list[tuple[str, object]] = [(c.id, c) for c in self.clauses]
        if name == "paragraphs":
            found = [(f"{p.section}#{p.paragraph}", p) for p in self.paragraphs]
        cells = [
            [*(str(getattr(item, column)) for column in names), *own.cells(key)]
            for key, item in found
        ]
        header = [*names, *own.columns]
        return table_of(f"{name}.csv", "UTF-8", enumerate([header, *cells], 1))

    def in_place(self, tables: Tables) -> Tables:
        """Tables with these two in the place of their own."""
        return Tables({**tables.tables, **{name: self.table(name) for name in LOCATED}})


def relocated(raw: Mapping[str, Any], tables: Tables, texts_dir: Path) -> Located:
    """The tables of a plan held against its text, and the plan as it would then be read.

    Parameters
    ----------
    raw
        Entries of ``plan.toml``.
    tables
        The tables of the plan; clauses and paragraphs only for what people wrote in them.
    texts_dir
        Folder with the files named in ``plan.toml`` ``[text]``; the first one at hand is used.

    Returns
    -------
    Located
        With every fault of the rows, and of the plan, that the new locators do not mend. A reason
        that is still to be given is none: the two tables are where a person gives it.

    Raises
    ------
    PlanError
        No text at hand, or not the document's.
    """
    found = located(raw, tables, texts_dir)
    given = replace(
        found,
        paragraphs=tuple(replace(p, reason=p.reason or _TO_BE_GIVEN) for p in found.paragraphs),
    )
    known = {fault.address for fault in found.faults}
    try:
        read_plan(raw, given.in_place(tables))
    except GeoError as error:
        more = tuple(f for f in error.faults if f.address not in known)
        return replace(found, faults=(*found.faults, *more))
    return found


def located(raw: Mapping[str, Any], tables: Tables, texts_dir: Path) -> Located:
    """Clauses and paragraphs of the tables of a plan, with what of its rows is not in the text."""
    head = plan_head(raw, [])
    document = _first_text(head.document, texts_dir)
    slogan = head.structure
    rows = list(clause_rows(tables))
    faults = [fault for name, row in rows for fault in row_faults(document, name, row)]
    used = {row["clause"] for _, row in rows} | {slogan.clause}
    known = sorted((c for c in used if c in document.located), key=document.order.__getitem__)
    beside = {
        "clauses": beside_clauses(tables.tables.get("clauses"), known),
        "paragraphs": beside_paragraphs(tables.tables.get("paragraphs"), document.body),
    }
    faults += [fault for own in beside.values() for fault in own.faults]
    return Located(
        text=document.name,
        clauses=tuple(document.located[clause_id].clause() for clause_id in known),
        paragraphs=tuple(_paragraphs(document, known, beside["paragraphs"])),
        headings=tuple(p for p in document.body if p.number == 0),
        beside=beside,
        faults=(*tables.faults, *faults, *slogan_fault(document, slogan)),
    )


def _first_text(document: Document, texts_dir: Path) -> DocumentText:
    for name in document.text_files:
        if (texts_dir / name).is_file():
            return _read(texts_dir / name, document.body_sha256)
    listed = ", ".join(document.text_files) or "-"
    raise PlanError(
        Fault("plan.toml:[text]", "文本不在所给目录", "no text file is in the given folder", listed)
    )


def _read(path: Path, body_sha256: str) -> DocumentText:
    try:
        document = DocumentText.read(path, body_sha256)
    except PlanError as error:
        named = (replace(f, address=f.address or path.name) for f in error.faults)
        raise PlanError(named) from None
    if document.body:
        return document
    raise PlanError(Fault(path.name, "文本是空的", "the text is empty"))


def _paragraphs(
    document: DocumentText, known: list[str], beside: HandWritten
) -> Iterator[Paragraph]:
    used = {document.located[clause_id].paragraph.locator for clause_id in known}
    for p in document.body:
        status = "rows" if p.locator in used else "none"
        reason = beside.reason(p.locator)
        if not reason and status == "none" and p.number == 0:
            reason = AUTOMATIC
        yield Paragraph(p.section, p.number, p.sha256, status, reason)
