"""The user's own table of map approval numbers: which number belongs to which map, seen how.

A number counts for the drawing that was reviewed and for no other: the table holds the hash of that
drawing, which ``geo checklist`` writes, and a map that has changed since bears no number.

See DECISIONS 45.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geo.errors import CallError, Fault, GeoError, notice
from geo.sources.tables.cells import Cells
from geo.sources.tables.csv_file import read_csv
from geo.sources.tables.reading import table_of_sheet
from geo.sources.tables.table import Columns, Row, Table
from geo.spec.publisher import approval

NAME = "approvals"
COLUMNS = Columns(
    ("plan", "map", "number", "date", "valid_until", "reviewer", "sha256", "note"),
    optional=frozenset({"date", "valid_until", "reviewer", "note"}),
    titles={
        "plan": "规划",
        "map": "图",
        "number": "审图号",
        "date": "批准日期",
        "valid_until": "有效期至",
        "reviewer": "审核机关",
        "sha256": "所审图形的校验和",
        "note": "备注",
    },
    dates=frozenset({"date", "valid_until"}),
)


class ReviewState(StrEnum):
    """Where a map stands with its review."""

    UNREVIEWED = "unreviewed"
    APPROVED = "approved"
    CHANGED = "changed"
    EARLY = "early"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Approval:
    """A number as the user gave it, for one map: the hash of what was reviewed, the days (ISO).

    ``issued`` is the first day on which it counts and ``valid_until`` the last, if they are told.
    """

    number: str
    sha256: str
    valid_until: str = ""
    address: str = ""
    issued: str = ""
    reviewer: str = ""

    def state(self, sha256: str, today: str) -> ReviewState:
        """Whether the number counts for a drawing of a hash on a day (ISO).

        Examples
        --------
        >>> Approval("粤S(2026)001号", "ab", "2026-12-31").state("ab", "2027-01-01").value
        'expired'
        """
        if self.sha256 != sha256:
            return ReviewState.CHANGED
        return in_force(self.issued, self.valid_until, today)


def in_force(issued: str, valid_until: str, today: str) -> ReviewState:
    """Whether a number that fits its drawing counts on a day; a day that is not told is no limit.

    Examples
    --------
    >>> [in_force("2026-01-01", until, "2026-06-30").value for until in ("", "2026-06-29")]
    ['approved', 'expired']
    """
    if today < issued:
        return ReviewState.EARLY
    return ReviewState.EXPIRED if valid_until and today > valid_until else ReviewState.APPROVED


Approvals = Mapping[tuple[str, str], Approval]


def read_approvals(path: Path) -> Approvals:
    """The numbers of a table by plan and map: CSV, or the sheet ``approvals`` of a workbook.

    A row without a number is one that is still to be filled in.

    Raises
    ------
    CallError
        Every cell that is at fault: a number of another form, a date, a hash, a map told twice.
    """
    if not path.is_file():
        raise CallError(Fault(str(path), "没有这个文件", "there is no such file"))
    table = _table(path)
    faults, found = list(table.faults), dict[tuple[str, str], Approval]()
    for row in table.rows:
        key, read = _approval(row, faults)
        if key in found:
            at = found[key].address
            zh, en = f"同一幅图已有审图号（{at}）", f"the map has a number already ({at})"
            faults.append(Fault(row.at("map"), zh, en, key[1]))
        if read.number:
            found.setdefault(key, read)
    if faults:
        raise CallError(faults)
    for number in dict.fromkeys(a.number for a in found.values()):
        maps = [slug for (_, slug), a in found.items() if a.number == number]
        if len(maps) > 1:
            zh, en = f"同一审图号用于 {len(maps)} 幅图", f"one number for {len(maps)} maps"
            notice(path.name, zh, en, number)
    return found


def _table(path: Path) -> Table:
    if path.suffix.lower() == ".csv":
        return read_csv(path, COLUMNS)
    from geo.sources.tables.workbook import read_workbook  # only a workbook needs its reader

    try:
        book = read_workbook(path, [NAME])
    except GeoError as error:
        raise CallError(error.faults) from None
    for sheet in book.sheets.values():
        return table_of_sheet(sheet, COLUMNS)
    zh, en = f"工作簿里没有名为 {NAME} 的工作表", f"the workbook has no sheet named {NAME}"
    raise CallError(Fault(path.name, zh, en, "、".join(book.unread), (NAME,)))


def _approval(row: Row, faults: list[Fault]) -> tuple[tuple[str, str], Approval]:
    cells = Cells(row, faults)
    number, sha256 = cells.text("number"), cells.code("sha256")
    issued, until = cells.code("date"), cells.code("valid_until")
    if number:
        try:
            approval(number)
        except CallError as error:
            cells.fault("number", error.faults[0].zh, error.faults[0].en)
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            zh, en = "应为 geo checklist 写出的 64 位校验和", "must be the hash of geo checklist"
            cells.fault("sha256", zh, en)
    for column, day in (("date", issued), ("valid_until", until)):
        if day and not _is_date(day):
            cells.fault(column, "应为日期，如 2027-06-30", "must be a date as 2027-06-30")
    if until and until < issued:
        cells.fault("valid_until", "早于批准日期", "is earlier than the date of the approval")
    key, reviewer = (cells.needed("plan"), cells.needed("map")), cells.text("reviewer")
    return key, Approval(number, sha256, until, row.address, issued, reviewer)


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
