"""Writes a plan folder's ``clauses.csv`` and ``paragraphs.csv`` from the document's text.

People write clause ids in the tables; the spans and hashes come from here. Reasons that people gave
in ``paragraphs.csv`` are kept.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.errors import Fault, GeoError, PlanError
from geo.sources.paths import data_dir
from geo.sources.plans.meta import read_toml
from geo.sources.tables.plan_tables import CLAUSE_TABLES, FolderTables
from geo.sources.texts.document import DocumentText
from geo.sources.texts.paragraphs import HEADING
from geo.sources.texts.support import row_faults, slogan_fault

CLAUSE_COLUMNS = ("id", "section", "paragraph", "sentence", "start", "end", "sha256")
PARAGRAPH_COLUMNS = ("section", "paragraph", "sha256", "status", "reason")


@dataclass(frozen=True)
class LocateReport:
    """What was written and what does not stand in the text."""

    clauses: int
    paragraphs: int
    without_reason: int
    faults: tuple[Fault, ...] = field(default=())


def locate(folder: Path, texts_dir: Path) -> LocateReport:
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
    meta = read_toml(folder)
    document = _first_text(meta, texts_dir)
    used: set[str] = set()
    faults: list[Fault] = []
    tables = FolderTables(folder)
    faults += tables.faults
    for name in CLAUSE_TABLES:
        table = tables.table(name)
        faults += table.faults if table else ()
        for row in table.rows if table else ():
            used.add(row["clause"])
            faults += row_faults(document, name, row)
    slogan = meta.get("structure", {})
    if slogan.get("clause"):
        used.add(slogan["clause"])
    faults += slogan_fault(document, slogan)
    known = sorted((c for c in used if c in document.located), key=document.order.__getitem__)
    _write_clauses(folder, document, known)
    without = _write_paragraphs(folder, document, known, tables)
    return LocateReport(len(known), len(document.body), without, tuple(faults))


def _first_text(meta: dict[str, Any], texts_dir: Path) -> DocumentText:
    text = meta.get("text", {})
    for name in text.get("files", []):
        if (texts_dir / name).exists():
            return DocumentText.read(texts_dir / name, text.get("body_sha256", ""))
    listed = ", ".join(text.get("files", [])) or "-"
    raise PlanError(
        Fault("plan.toml:[text]", "文本不在所给目录", "no text file is in the given folder", listed)
    )


def _write_clauses(folder: Path, document: DocumentText, known: list[str]) -> None:
    rows = [document.located[clause_id].clause() for clause_id in known]
    _write(
        folder / "clauses.csv",
        CLAUSE_COLUMNS,
        ([getattr(c, k) for k in CLAUSE_COLUMNS] for c in rows),
    )


def _write_paragraphs(
    folder: Path, document: DocumentText, known: list[str], tables: FolderTables
) -> int:
    kept = {(r["section"], r["paragraph"]): r["reason"] for r in tables.rows("paragraphs")}
    used = {document.located[clause_id].paragraph.locator for clause_id in known}
    out, without = [], 0
    for p in document.body:
        has_rows = p.locator in used
        reason = "" if has_rows else kept.get((p.section, str(p.number)), "")
        if not reason and not has_rows and p.number == 0:
            reason = "heading"
        without += not reason and not has_rows
        out.append([p.section, p.number, p.sha256, "rows" if has_rows else "none", reason])
    _write(folder / "paragraphs.csv", PARAGRAPH_COLUMNS, out)
    return without


def _write(path: Path, header: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def show(texts_dir: Path, key: str, body_sha256: str = "") -> str:
    """Every paragraph with its locator, sentence by sentence; heading matter with its hashes."""
    document = DocumentText.read(texts_dir / f"{key}.txt", body_sha256)
    out = []
    first = document.body[0] if document.body else None
    for p in document.paragraphs:
        if p.section == HEADING or p is first:
            out.append(f"{p.locator}  sha256={p.sha256}  {p.text}")
        if p.section != HEADING:
            parts = [c for c in document.located.values() if c.paragraph is p]
            out += [f"{c.id}  {c.sentence.text}" for c in parts]
    return "\n".join(out)


def main(argv: list[str] | None = None) -> int:
    """``python -m geo.sources.texts.locate FOLDER --texts DIR [--show KEY]``."""
    parser = argparse.ArgumentParser(prog="geo.sources.texts.locate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--show", metavar="KEY")
    args = parser.parse_args(argv)
    folder = args.folder if args.folder.exists() else data_dir() / "plans" / args.folder
    try:
        said, code = _run(folder, args.texts, args.show)
    except GeoError as error:
        said, code = str(error), error.exit_code
    sys.stdout.write(said + "\n")
    return code


def _run(folder: Path, texts_dir: Path, key: str | None) -> tuple[str, int]:
    if key:
        body = ""
        if (folder / "plan.toml").exists():
            body = read_toml(folder).get("text", {}).get("body_sha256", "")
        return show(texts_dir, key, body), 0
    report = locate(folder, texts_dir)
    counted = (
        f"{report.clauses} clauses, {report.paragraphs} paragraphs ({report.without_reason} none "
        f"without a reason), {len(report.faults)} faults"
    )
    return "\n".join([*(fault.line() for fault in report.faults), counted]), int(
        bool(report.faults)
    )


if __name__ == "__main__":
    raise SystemExit(main())
