"""Clauses and paragraphs of a plan from the document's text, written into the plan folder.

People write clause ids in the tables; the spans and hashes come from here. Reasons that people gave
in ``paragraphs.csv`` are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.domain.plan import Clause, Document, Paragraph, Plan
from geo.errors import Fault, PlanError
from geo.sources.plans.columns import CLAUSE_TABLES, PLAN_TABLES, plan_tables
from geo.sources.plans.meta import plan_head, read_toml
from geo.sources.tables.csv_file import csv_text
from geo.sources.tables.table import Table, Tables, table_of
from geo.sources.texts.document import DocumentText
from geo.sources.texts.support import row_faults, slogan_fault

LOCATED = ("clauses", "paragraphs")


@dataclass(frozen=True)
class Located:
    """What the text has of the clauses in use, all of its paragraphs, and what it does not have."""

    clauses: tuple[Clause, ...]
    paragraphs: tuple[Paragraph, ...]
    faults: tuple[Fault, ...]

    @property
    def without_reason(self) -> int:
        """Paragraphs without rows for which nobody has said why."""
        return sum(p.status == "none" and not p.reason for p in self.paragraphs)

    def table(self, name: str) -> Table:
        """``clauses`` or ``paragraphs`` as the table of the plan folder."""
        names = PLAN_TABLES[name].names
        found: Iterable[object] = self.clauses if name == "clauses" else self.paragraphs
        cells = [[str(getattr(item, column)) for column in names] for item in found]
        return table_of(f"{name}.csv", "UTF-8", enumerate([names, *cells], 1))


def locate(folder: Path, texts_dir: Path) -> Located:
    """Write ``clauses.csv`` and ``paragraphs.csv``; report what is not in the text.

    Parameters
    ----------
    folder
        The plan folder.
    texts_dir
        Folder with the files named in ``plan.toml`` ``[text]``; the first one at hand is used.

    Raises
    ------
    PlanError
        No text at hand, or not the document's.
    """
    found = located(plan_head(read_toml(folder), []), plan_tables(folder), texts_dir)
    for name in LOCATED:
        table = found.table(name)
        text = csv_text(table.columns, [list(row.cells.values()) for row in table.rows])
        (folder / table.name).write_text(text, "utf-8", newline="")
    return found


def located(head: Plan, tables: Tables, texts_dir: Path) -> Located:
    """Clauses and paragraphs of the tables of a plan, as :func:`locate` writes them."""
    document = _first_text(head.document, texts_dir)
    slogan = head.structure
    rows = [(name, row) for name in CLAUSE_TABLES for row in tables.rows(name)]
    faults = [fault for name, row in rows for fault in row_faults(document, name, row)]
    used = {row["clause"] for _, row in rows} | {slogan.clause}
    known = sorted((c for c in used if c in document.located), key=document.order.__getitem__)
    return Located(
        clauses=tuple(document.located[clause_id].clause() for clause_id in known),
        paragraphs=tuple(_paragraphs(document, known, tables)),
        faults=(*tables.faults, *faults, *slogan_fault(document, slogan)),
    )


def _first_text(document: Document, texts_dir: Path) -> DocumentText:
    for name in document.text_files:
        if (texts_dir / name).exists():
            return DocumentText.read(texts_dir / name, document.body_sha256)
    listed = ", ".join(document.text_files) or "-"
    raise PlanError(
        Fault("plan.toml:[text]", "文本不在所给目录", "no text file is in the given folder", listed)
    )


def _paragraphs(document: DocumentText, known: list[str], tables: Tables) -> Iterator[Paragraph]:
    kept = {(r["section"], r["paragraph"]): r["reason"] for r in tables.rows("paragraphs")}
    used = {document.located[clause_id].paragraph.locator for clause_id in known}
    for p in document.body:
        has_rows = p.locator in used
        reason = "" if has_rows else kept.get((p.section, str(p.number)), "")
        if not reason and not has_rows and p.number == 0:
            reason = "heading"
        status = "rows" if has_rows else "none"
        yield Paragraph(p.section, p.number, p.sha256, status, reason)
