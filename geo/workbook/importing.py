"""A returned workbook back to a plan folder: the same if unedited, refused with every fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from geo.domain.plan import Plan
from geo.errors import CallError, Fault, GeoError, OutputError, PlanError, TableError, notice
from geo.files.record import deliver
from geo.language import mark, said
from geo.sources.places.register import Register
from geo.sources.plans.folder import load_plan, read_plan
from geo.sources.plans.rows import PLAN_TABLES
from geo.sources.tables.csv_file import csv_text
from geo.sources.tables.table import first_of_each
from geo.sources.texts.locate import located
from geo.workbook.marked import in_sheet, marked_copy, place_of
from geo.workbook.meta import nested, toml_text
from geo.workbook.plan_folder import Written, changed_entries, earlier_entries, write_plan
from geo.workbook.returned import Returned, returned
from geo.workbook.texts import sheet


class WorkbookError(PlanError):
    """A returned workbook is at fault; a copy with the cells marked may stand beside it.

    ``marked`` is that copy, None where there is none.
    """

    def __init__(self, faults: Iterable[Fault], marked: Path | None = None) -> None:
        super().__init__(faults)
        self.marked = marked

    @property
    def summary(self) -> str:
        """One line that counts the faults and names the marked copy."""
        if self.marked is None:
            return super().summary
        marked = said("错处已标红并加批注", "faults are marked red with notes")
        return f"{super().summary}\n{marked}{mark(':')}{self.marked.name}"


@dataclass(frozen=True)
class ImportReport:
    """What was read: rows and blank rows per table, sheets left unread; what was written.

    ``kept`` are entries that the workbook does not have and the folder has; ``changed`` those of
    the folder that now say something else.
    """

    plan: Plan
    rows: dict[str, int]
    blank: dict[str, int]
    unread: tuple[str, ...]
    kept: tuple[str, ...]
    changed: tuple[str, ...]
    written: Written

    def lines(self) -> list[str]:
        """The report for people."""
        counted = "、".join(f"{sheet(name)} {n}" for name, n in self.rows.items())
        english = ", ".join(f"{name} {n}" for name, n in self.rows.items())
        out = [said(f"读入行数：{counted}", f"rows read: {english}")]
        if blank := sum(self.blank.values()):
            out.append(said(f"跳过空行 {blank} 行", f"{blank} blank rows skipped"))
        if self.unread:
            listed = "、".join(self.unread)
            unread = said("未读取的工作表（不是输入表）", "sheets not read (no input)")
            out.append(f"{unread}{mark(':')}{listed}")
        written = self.written
        backup = (written.backup.name,) if written.backup else ()
        told = (
            ("工作簿没有的项，沿用原有的", "entries kept, which the workbook has not", self.kept),
            ("与原有的不同的项", "entries that were otherwise before", self.changed),
            ("删去工作簿已没有的表", "tables removed, which the workbook has not", written.removed),
            ("原文件夹已备份为", "the folder as it was is kept as", backup),
        )
        return out + [
            f"{said(zh, en)}{mark(':')}{mark(';').join(names)}" for zh, en, names in told if names
        ]


def import_workbook(
    path: Path,
    folder: Path,
    *,
    replace: bool = False,
    texts: Path | None = None,
    register: Register | None = None,
) -> ImportReport:
    """Write the plan folder that a workbook describes.

    Parameters
    ----------
    path
        A workbook of :func:`geo.workbook.write.workbook_bytes`, edited or not.
    folder
        The folder to write: absent, empty, or a plan folder. There the files of the last import
        are replaced as one if nobody changed them since; files of one's own (``notes.md``) stay.
    replace
        Whether files that were changed since, or that no import wrote, are replaced as well; a copy
        of the folder is then kept beside it.
    texts
        Folder with the text of the document. The sheets 条款 and 段落 are then written anew from
        it, so that rows may name clauses not in use before, and every row is held against it.
    register
        Places; the packaged register by default.

    Raises
    ------
    WorkbookError
        Every fault at its cell; nothing is written to the folder, and ``FILE.faults.xlsx`` beside
        the workbook (numbered, where that is somebody's own) has them marked.
    CallError
        There is no such file.
    OutputError
        The folder is no plan's, has files that may not be replaced, or cannot be written.
    """
    if not path.is_file():
        raise CallError(Fault("", "没有这个文件", "no such file", str(path)))
    try:
        found = returned(path)
    except TableError as error:
        raise WorkbookError(error.faults) from None  # never opened, never marked
    earlier = earlier_entries(folder)
    kept = {key: value for key, value in earlier.items() if key not in found.entry_rows}
    found.entries |= kept
    faults = first_of_each(found.form_faults, found.cell_faults)
    if not found.form_faults:
        faults = first_of_each(faults, _plan_faults(found, texts, register))
    if faults:
        faults = _sorted(found, faults)
        raise WorkbookError(faults, _mark(path, faults))
    files = {"plan.toml": toml_text(found.entries).encode()}
    tables = found.plan_tables().tables
    for name, table in tables.items():
        names = PLAN_TABLES[name].names
        text = csv_text(names, [[row[c] for c in names] for row in table.rows])
        files[f"{name}.csv"] = text.encode("utf-8-sig")  # for the spreadsheet that opens it next
    written = write_plan(folder, files, replace=replace)
    return ImportReport(
        plan=load_plan(folder, register),
        rows={name: len(table.rows) for name, table in tables.items()},
        blank=found.blank,
        unread=tuple(found.unread),
        kept=tuple(kept),
        changed=tuple(changed_entries(earlier, found.entries) if earlier else ()),
        written=written,
    )


def _plan_faults(found: Returned, texts: Path | None, register: Register | None) -> list[Fault]:
    """What is wrong with the plan; with texts, the clauses are first written anew from them."""
    raw = nested(found.entries)
    faults: list[Fault] = []
    try:
        if texts is not None:
            there = located(raw, found.plan_tables(), texts)
            faults += there.faults
            found.tables |= there.in_place(found.plan_tables()).tables
        read_plan(raw, found.plan_tables(), register)
    except GeoError as error:
        faults += error.faults
    return list(dict.fromkeys(in_sheet(found, fault) for fault in faults))


def _sorted(found: Returned, faults: Iterable[Fault]) -> list[Fault]:
    """Sheet by sheet as in the workbook, row by row."""
    order = list(found.titles.values())

    def key(fault: Fault) -> tuple[int, int, str]:
        title, cell = place_of(fault.address)
        number = int("".join(c for c in cell if c.isdigit()))
        return (order.index(title) if title in order else -1, number, fault.address)

    return sorted(faults, key=key)


def _mark(path: Path, faults: Iterable[Fault]) -> Path | None:
    """Write ``FILE.faults.xlsx`` beside the workbook; numbered where that name is taken."""
    data = marked_copy(path, faults)
    if data is None:
        return None
    stem = re.sub(r"\.faults\d*$", "", path.stem)
    for number in count(1):
        copy = path.with_name(f"{stem}.faults{number if number > 1 else ''}.xlsx")
        if copy.exists() and copy.samefile(path):
            continue
        try:
            deliver(copy, {copy.name: data})
        except OutputError as error:
            if not copy.exists():  # the place cannot be written to
                why = error.faults[0]
                notice("", f"没有写标红的副本：{why.zh}", f"no marked copy: {why.en}", why.value)
                return None
        else:
            return copy
    return None
