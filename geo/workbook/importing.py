"""A returned workbook back to a plan folder: the same if unedited, refused with every fault."""

from __future__ import annotations

import codecs
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.domain.plan import Plan
from geo.errors import CallError, Fault, GeoError, PlanError, TableError
from geo.files.staging import staged, write_file
from geo.sources.places.register import Register
from geo.sources.plans.folder import load_plan
from geo.sources.tables.workbook import read_workbook
from geo.sources.texts.locate import locate
from geo.workbook.marked import marked_copy, place_of, sheet_parts
from geo.workbook.returned import Returned, in_sheet, returned
from geo.workbook.sheets import Sheets, input_sheets
from geo.workbook.texts import sheet

LOCATED = ("clauses", "paragraphs")
_PART = re.compile(r"!(sheet\d+\.xml)(?=!)")


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
        said = "错处已标红并加批注 / faults are marked red with notes"
        return f"{super().summary}\n{said}: {self.marked.name}"


@dataclass(frozen=True)
class ImportReport:
    """What was read: rows and blank rows per table, sheets left unread, files written."""

    plan: Plan
    rows: dict[str, int]
    blank: dict[str, int]
    unread: tuple[str, ...]
    files: tuple[str, ...]

    def lines(self) -> list[str]:
        """The report for people."""
        counted = "、".join(f"{sheet(name)} {n}" for name, n in self.rows.items())
        english = ", ".join(f"{name} {n}" for name, n in self.rows.items())
        out = [f"读入行数 / rows read: {counted} / {english}"]
        if blank := sum(self.blank.values()):
            out.append(f"跳过空行 {blank} 行 / {blank} blank rows skipped")
        if self.unread:
            listed = "、".join(self.unread)
            out.append(f"未读取的工作表(不是输入表) / sheets not read (no input): {listed}")
        return out


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
        A workbook of :func:`geo.workbook.write.export_workbook`, edited or not.
    folder
        The folder to write: absent or empty, or, with ``replace``, a plan folder whose files are
        replaced one by one; files that the workbook does not have (``notes.md``) stay.
    texts
        Folder with the text of the document. The sheets 条款 and 段落 are then written anew from
        it, so that rows may name clauses not in use before, and every row is held against it.
    register
        Places; the packaged register by default.

    Raises
    ------
    WorkbookError
        Every fault at its cell; nothing is written to the folder, and ``FILE.faults.xlsx`` beside
        the workbook has them marked.
    CallError
        There is no such file.
    OutputError
        The folder has other files, or cannot be written.
    """
    if not path.is_file():
        raise CallError(Fault("", "没有这个文件", "no such file", str(path)))
    sheets = _read(path)
    found = returned(sheets)
    faults = [*sheets.faults, *found.faults]
    plan = None
    if not sheets.faults:
        plan, more = _checked(found, texts, register)
        taken = {fault.address for fault in faults}
        faults += [fault for fault in more if fault.address not in taken]
    if faults or plan is None:
        faults = _sorted(sheets, faults)
        raise WorkbookError(faults, _mark(path, faults))
    _write(folder, found.files, replace=replace)
    return ImportReport(
        plan=load_plan(folder, register),
        rows={name: len(rows) for name, rows in sheets.tables.items() if name != "meta"},
        blank=sheets.blank,
        unread=tuple(sheets.unread),
        files=tuple(sorted(found.files)),
    )


def _read(path: Path) -> Sheets:
    """The input sheets; a workbook that cannot be read safely is refused."""
    try:
        return input_sheets(path.name, read_workbook(path))
    except TableError as error:
        found = list(error.faults)
    if not any(_PART.search(f.address) or _names_sheet(f) for f in found):
        raise WorkbookError(found)  # past the gate or not a workbook at all: never opened again
    parts = sheet_parts(path)
    faults = [
        Fault(
            _PART.sub(lambda m: f"!{parts.get(m[1], m[1])}", fault.address),
            fault.zh,
            fault.en,
            fault.value,
            fault.nearest,
        )
        for fault in found
    ]
    raise WorkbookError(faults, _mark(path, faults))


def _names_sheet(fault: Fault) -> bool:
    title, _ = place_of(fault.address)
    return bool(title) and not title.endswith((".xml", ".rels"))


def _checked(
    found: Returned, texts: Path | None, register: Register | None
) -> tuple[Plan | None, list[Fault]]:
    """The plan that the files make, or its faults at their cells."""
    faults: list[Fault] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in found.files.items():
            (folder / file).write_bytes(data)
        try:
            if texts is not None:
                faults += _located(found, folder, texts)
            plan = load_plan(folder, register)
        except GeoError as error:
            faults += error.faults
    if faults:
        return None, list(dict.fromkeys(in_sheet(found, fault) for fault in faults))
    return plan, []


def _located(found: Returned, folder: Path, texts: Path) -> tuple[Fault, ...]:
    """Clauses and paragraphs written anew from the text; what it does not bear out."""
    report = locate(folder, texts)
    for name in LOCATED:
        file = f"{name}.csv"
        found.files[file] = codecs.BOM_UTF8 + (folder / file).read_bytes()
        found.lines = {at: row for at, row in found.lines.items() if at[0] != name}
    return report.faults


def _sorted(sheets: Sheets, faults: Iterable[Fault]) -> list[Fault]:
    """Sheet by sheet as in the workbook, row by row."""
    order = [sheet(name) for name in sheets.tables]

    def key(fault: Fault) -> tuple[int, int, str]:
        title, cell = place_of(fault.address)
        number = int("".join(c for c in cell if c.isdigit()))
        return (order.index(title) if title in order else -1, number, fault.address)

    return sorted(faults, key=key)


def _mark(path: Path, faults: Iterable[Fault]) -> Path | None:
    """Write ``FILE.faults.xlsx`` beside the workbook."""
    data = marked_copy(path, faults)
    if data is None:
        return None
    copy = path.with_name(f"{path.stem.removesuffix('.faults')}.faults.xlsx")
    write_file(copy, data)
    return copy


def _write(folder: Path, files: dict[str, bytes], *, replace: bool) -> None:
    if replace and (folder / "plan.toml").is_file():
        for name, data in sorted(files.items()):
            write_file(folder / name, data)
        return
    with staged(folder) as stage:
        for name, data in sorted(files.items()):
            (stage / name).write_bytes(data)
