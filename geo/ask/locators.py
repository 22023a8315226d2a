"""``clauses.csv`` and ``paragraphs.csv`` of a plan folder: written when all is right, or not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.errors import Fault, PlanError
from geo.files.record import PLAN_FILE, rewrite
from geo.language import said
from geo.sources.plans.folder import plan_folder
from geo.sources.plans.meta import read_toml
from geo.sources.plans.rows import plan_tables
from geo.sources.tables.csv_file import csv_text, read_csv
from geo.sources.tables.table import Tables
from geo.sources.texts.locate import LOCATED, Located, relocated


@dataclass(frozen=True)
class LocateReport:
    """What was located in the text, and the files that were written."""

    found: Located
    files: tuple[Path, ...]

    def lines(self) -> list[str]:
        """The report for people; every line that was read as a heading is named."""
        found, headings = self.found, len(self.found.headings)
        counts = len(found.clauses), len(found.paragraphs), found.without_reason
        zh = "{} 条款，{} 段（未注明原因 {}）".format(*counts)
        en = "{} clauses, {} paragraphs ({} without a reason)".format(*counts)
        zh_read, en_read = "行读作标题，不算内容", "lines read as headings, not content"
        words = said(f"{headings} {zh_read}", f"{headings} {en_read}")
        read = f"{found.text}: {words}"
        titles = (f"  {p.line}: {p.text}" for p in found.headings)
        return [read, *titles, said(zh, en), *map(str, self.files)]


def locate(folder: Path, texts_dir: Path) -> LocateReport:
    """Write the locators of a plan folder from the text of its document.

    Parameters
    ----------
    folder
        The plan folder.
    texts_dir
        Folder with the files named in ``plan.toml`` ``[text]``.

    Raises
    ------
    PlanError
        Rows that the text does not bear out, another text, an empty one, a plan at fault, a reason
        whose paragraph is gone: every fault; both files stay as they were.
    """
    folder = plan_folder(Path(folder))  # a packaged plan is not rewritten by its key
    tables = _as_written(folder, plan_tables(folder))
    found = relocated(read_toml(folder), tables, texts_dir)
    if found.faults:
        raise PlanError(found.faults)
    files = {}
    for name in LOCATED:
        table, earlier = found.table(name), tables.tables.get(name)
        text = csv_text(table.columns, [list(row.cells.values()) for row in table.rows])
        spreadsheet = earlier is not None and earlier.encoding != "UTF-8"
        files[table.name] = text.encode("utf-8-sig" if spreadsheet else "utf-8")
    rewrite(folder, files, PLAN_FILE)
    return LocateReport(found, tuple(folder / name for name in files))


def _as_written(folder: Path, tables: Tables) -> Tables:
    """The tables with the own columns of the two that are rewritten: a plan is read without."""
    found, faults = dict(tables.tables), list(tables.faults)
    for name in LOCATED:
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        found[name] = read_csv(path)
        faults += found[name].faults
        if "sha256" not in found[name].columns:
            zh = "第一行不是表头：改写会丢掉它，请先移走"
            en = "the first line is no header and would be lost: move it elsewhere first"
            faults.append(Fault(f"{path.name}:1", zh, en))
    return Tables(found, tuple(dict.fromkeys(faults)))
