"""Proof that the text of the document bears out every row of a plan.

For every text file at hand: each row's clause stands at its locator with its hash, and the printed
place, term and carrier stand in it; every paragraph of the body is accounted for, with its hash.

See DECISIONS 14.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geo.domain.plan import Clause, Plan
from geo.errors import Fault, GeoError, PlanError
from geo.language import said
from geo.sources.paths import data_dir, digest_of
from geo.sources.plans.rows import clause_rows, plan_tables
from geo.sources.tables.csv_file import csv_text, read_csv
from geo.sources.tables.table import Columns, Row, Tables
from geo.sources.texts.document import DocumentText, no_clause, row_faults, slogan_fault
from geo.sources.texts.paragraphs import digest


@dataclass(frozen=True)
class CheckedText:
    """One text file that was compared, and how much of the plan was."""

    name: str
    rows: int
    clauses: int
    paragraphs: int


@dataclass(frozen=True)
class VerifyReport:
    """What was compared with which text, what was not at hand, what is not borne out.

    Parameters
    ----------
    checked
        Text files that were at hand.
    missing
        Text files named in ``plan.toml`` that were not; nothing is proved of them.
    faults
        Every row or paragraph that a text does not bear out; the address is ``TEXT < file:line``.
    """

    key: str
    checked: tuple[CheckedText, ...]
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def proved(self) -> bool:
        """At least one text was at hand, and every text at hand bears out every row."""
        return bool(self.checked) and not self.faults

    def lines(self) -> list[str]:
        """The report as sentences, Chinese and English."""
        told = [
            f"{self.key} < {c.name}: "
            + said(
                f"{c.rows} 行、{c.clauses} 条款、{c.paragraphs} 段已核对",
                f"{c.rows} rows, {c.clauses} clauses, {c.paragraphs} paragraphs compared",
            )
            for c in self.checked
        ]
        told += [
            f"{self.key} < {name}: "
            + said("文本不在手边，未核对", "the text is not at hand, nothing compared")
            for name in self.missing
        ]
        if not (self.checked or self.missing):
            none = said("没有列出文本", "no text is listed, nothing compared")
            told.append(f"{self.key}: {none}")
        return told + [fault.line() for fault in self.faults]


def verify(plan: Plan, texts_dir: Path) -> VerifyReport:
    """Compare every row of a plan with every text of its document that is at hand.

    Parameters
    ----------
    plan
        A plan that was read from a folder.
    texts_dir
        Folder with the texts named in ``plan.toml``.

    Raises
    ------
    PlanError
        The plan was not read from a folder.
    """
    if plan.folder is None:
        raise PlanError(
            Fault("", "规划不是从文件夹读取的", "the plan was not read from a folder", plan.key)
        )
    tables = plan_tables(plan.folder)
    checked: list[CheckedText] = []
    missing: list[str] = []
    faults: list[Fault] = []
    for name in plan.document.text_files:
        path = texts_dir / name
        if not path.is_file():
            missing.append(name)
            continue
        rows = len(list(clause_rows(tables)))
        checked.append(CheckedText(name, rows, len(plan.clauses), len(plan.paragraphs)))
        compared = _compare(plan, tables, path)
        faults += (replace(fault, address=f"{name} < {fault.address}") for fault in compared)
    return VerifyReport(plan.key, tuple(checked), tuple(missing), tuple(faults))


def _compare(plan: Plan, tables: Tables, path: Path) -> Iterator[Fault]:
    try:
        document = DocumentText.read(path, plan.document.body_sha256)
    except GeoError as error:
        yield from error.faults
        return
    for name, row in clause_rows(tables):
        yield from _clause_faults(document, plan.clauses, row)
        if row["clause"] in document.located:
            yield from row_faults(document, name, row)
    yield from slogan_fault(document, plan.structure)
    yield from _paragraph_faults(plan, document)


def _clause_faults(document: DocumentText, clauses: dict[str, Clause], row: Row) -> Iterator[Fault]:
    clause_id = row["clause"]
    found = document.located.get(clause_id)
    kept = clauses.get(clause_id)
    stated = row["term"] or row["carrier"] or row["member"]
    if found is None:
        yield no_clause(document, row.at("clause"), clause_id)
    elif kept is None:
        zh, en = "clauses 表里没有这一条款", "the clauses table has no such clause"
        yield Fault(row.at("clause"), zh, en, clause_id)
    elif found.clause() != kept:
        same = digest(found.sentence.text) == kept.sha256
        zh, en = ("位置", "span") if same else ("内容", "wording")
        yield Fault(
            row.at("clause"),
            f"条款 {clause_id} 的{zh}与所记的散列不符：文本改动过，或条款标错",
            f"the {en} of clause {clause_id} is not what its hash says: the text has been changed, "
            "or the locator is wrong",
            stated,
        )


def _paragraph_faults(plan: Plan, document: DocumentText) -> Iterator[Fault]:
    kept = {(p.section, p.paragraph): p.sha256 for p in plan.paragraphs}
    for p in document.body:
        sha256 = kept.pop((p.section, p.number), None)
        if sha256 is None:
            zh, en = "paragraphs 表没有交代这一段", "the paragraphs table leaves out this paragraph"
            yield Fault(f"paragraphs.csv:{p.locator}", zh, en)
        elif sha256 != p.sha256:
            zh = f"这一段与所记的散列不符（文本第 {p.line} 行）"
            en = f"this paragraph is not what its hash says (line {p.line} of the text)"
            yield Fault(f"paragraphs.csv:{p.locator}", zh, en)
    for section, number in kept:
        zh, en = "文本中没有这一段", "the text has no such paragraph"
        yield Fault(f"paragraphs.csv:{section}#{number}", zh, en)


COLUMNS = Columns.of("plan tables_sha256 text rows clauses paragraphs")
_TABLES = ("taxonomy", "assignments", "carriers", "structure", "clauses", "paragraphs")


def record_file() -> Path:
    """Where the record of the packaged plans is kept."""
    return data_dir() / "plans" / "proofs.csv"


def tables_digest(folder: Path) -> str:
    """SHA-256 over the tables of a plan folder, in a fixed order; notes do not count."""
    return digest_of(folder, ("plan.toml", *(f"{name}.csv" for name in _TABLES)))


def proved_on_record(folder: Path | None) -> bool:
    """Whether the tables of a packaged plan are, byte for byte, those that were proved."""
    if folder is None or not record_file().is_file():
        return False
    mine = [row for row in read_csv(record_file(), COLUMNS).rows if row["plan"] == folder.name]
    return bool(mine) and {row["tables_sha256"] for row in mine} == {tables_digest(folder)}


def record(reports: Iterable[VerifyReport], plans: Path) -> str:
    """The record as CSV text: one line per plan and text compared, in order.

    Parameters
    ----------
    reports
        Reports of plans that are proved; others are left out.
    plans
        The folder of the plan folders.
    """
    rows = [
        [r.key, tables_digest(plans / r.key), text.name, text.rows, text.clauses, text.paragraphs]
        for r in sorted(reports, key=lambda r: r.key)
        for text in (r.checked if r.proved else ())
    ]
    return csv_text(COLUMNS.names, rows)
