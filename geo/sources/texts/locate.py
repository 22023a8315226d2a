"""Clauses and paragraphs of a plan from the document's text.

People write clause ids in the tables; the spans and hashes come from here. Reasons that people gave
in ``paragraphs.csv``, and columns of their own, are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo.domain.plan import Clause, Document, Paragraph
from geo.errors import Fault, GeoError, PlanError
from geo.sources.plans.folder import read_plan
from geo.sources.plans.meta import plan_head
from geo.sources.plans.rows import PLAN_TABLES, clause_rows
from geo.sources.tables.reading import table_of
from geo.sources.tables.table import Row, Table, Tables
from geo.sources.texts.document import DocumentText, row_faults, slogan_fault
from geo.sources.texts.paragraphs import ParagraphText

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


AUTOMATIC = "heading"  # the reason that a line which is only a heading gets without a person


@dataclass(frozen=True)
class HandWritten:
    """Rows of an earlier table by the id of their clause or paragraph, and the own columns."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def cells(self, locator: str) -> list[str]:
        """The cells in the own columns."""
        row = self.rows.get(locator)
        return [row[column] if row else "" for column in self.columns]

    def reason(self, locator: str) -> str:
        """The reason given for a paragraph."""
        return self.rows[locator]["reason"] if locator in self.rows else ""


def beside_clauses(table: Table | None, used: Iterable[str]) -> HandWritten:
    """What stands beside the clauses that are in use; cells beside others are faults."""
    if table is None:
        return HandWritten()
    columns = _own_columns(table, "clauses")
    rows = {row["id"]: row for row in table.rows}
    left = [row for clause, row in rows.items() if clause not in set(used)]
    return HandWritten(columns, rows, tuple(_left_over(left, columns)))


def beside_paragraphs(table: Table | None, paragraphs: Sequence[ParagraphText]) -> HandWritten:
    """What stands beside the paragraphs, wherever in the document they now are.

    A row follows the wording of its paragraph, and stays at its place where only the wording was
    changed. A reason whose paragraph is no longer in the text is a fault.
    """
    if table is None:
        return HandWritten()
    columns = _own_columns(table, "paragraphs")
    wordings = {p.sha256 for p in paragraphs}
    rows = dict[str, Row]()
    left = list(table.rows)
    fitting: tuple[Callable[[ParagraphText, Row], bool], ...] = (
        lambda p, row: row["sha256"] == p.sha256 and _locator(row) == p.locator,
        lambda p, row: row["sha256"] == p.sha256,
        lambda p, row: _locator(row) == p.locator and row["sha256"] not in wordings,
    )
    for fits in fitting:
        for p in paragraphs:
            found = None if p.locator in rows else next((r for r in left if fits(p, r)), None)
            if found is not None:
                rows[p.locator] = found
                left.remove(found)
    said = (r for r in left if r["paragraph"] != "0" or r["reason"] != AUTOMATIC)
    return HandWritten(columns, rows, tuple(_left_over(said, ("reason", *columns))))


def _own_columns(table: Table, name: str) -> tuple[str, ...]:
    return tuple(c for c in table.columns if c and c not in PLAN_TABLES[name].names)


def _locator(row: Row) -> str:
    return f"{row['section']}#{row['paragraph']}"


def _left_over(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[Fault]:
    for row in rows:
        written = next((c for c in columns if row[c]), "")
        if written:
            zh = "文本与各表里已没有这一行所指之处，而这一格是手写的：请先另存，再删去这一行"
            en = (
                "the text and the tables have nothing at this row any more, and the cell is "
                "written by hand: keep it elsewhere, then delete the row"
            )
            yield Fault(row.at(written), zh, en, row[written])
