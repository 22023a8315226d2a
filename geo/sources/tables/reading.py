"""Records as a table: where the header stands, which columns are read, which cells cannot be.

Every table passes here, whatever file it came from. What is the user's own (lines above the header,
columns that no table has) is read around and said; what would be lost or changed is a fault.

See DECISIONS 32.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from geo.errors import Fault, notice, resolved
from geo.sources.tables.characters import NO_VALUE, Characters, no_value
from geo.sources.tables.sheet import REFUSED, Heading, Look, Odd, Sheet
from geo.sources.tables.spreadsheet import RULE, number_of, ranges
from geo.sources.tables.table import (
    MAX_CELL,
    MAX_ROWS,
    Columns,
    Row,
    Table,
    letter,
    too_large,
)

#: Lines among which the header is looked for.
HEAD_LINES = 20
_WIDE = 5  # columns of a table in which a row of one cell is no row
Record = tuple[int, Sequence[str]]


def table_of(
    name: str,
    encoding: str,
    records: Iterable[Record],
    declared: Columns | None = None,
    look: Look | None = None,
) -> Table:
    """A table from numbered records, its header the line that names most of the columns.

    Parameters
    ----------
    name, encoding
        As in :class:`geo.sources.tables.table.Table`; a name with ``!`` is a sheet, whose cells
        have letters and whose rows may be shorter than the header.
    records
        Line or row number from 1, and the cells.
    declared
        The columns that are read; all by default.
    look
        What the sheet shows beyond its texts.
    """
    characters = Characters(records)
    filled = ((n, cells) for n, cells in characters if any(cells))
    first = list(islice(filled, HEAD_LINES))
    if not first:
        zh, en = "表是空的，没有表头", "the table is empty, without a header"
        return Table(name, encoding=encoding, faults=(Fault(name, zh, en),))
    found = [sum(bool(declared.named(c)) for c in cells) for _, cells in first] if declared else [1]
    if not max(found):
        return Table(name, encoding=encoding, faults=(_no_header(name, declared),))
    at = found.index(max(found))
    columns = declared or Columns(tuple(filter(None, first[at][1])))
    head = Heading(name, *first[at], columns)
    reading = _Reading(head, columns, look or Look())
    if at:
        above, number = first[0], first[at][0]
        zh = f"表头在第 {number} 行，它上面的没有读取"
        en = f"the header is row {number}; what stands above it is not read"
        notice(f"{name}{head.sign}{above[0]}", zh, en, next(c for c in above[1] if c)[:40])
    rows: list[Row] = []
    for n, cells in chain(first[at + 1 :], filled):
        if row := reading.row(n, cells):
            rows.append(row)
        if len(rows) > MAX_ROWS or reading.look.overfull:
            return too_large(name, encoding)
    reading.faults += characters.told(rows, head.columns)
    reading.finish(rows)
    return Table(name, (*head.columns, *head.own), tuple(rows), encoding, tuple(reading.faults))


def table_of_sheet(sheet: Sheet, declared: Columns) -> Table:
    """The table that a sheet of a workbook holds."""
    return table_of(sheet.name, sheet.encoding, sheet.records, declared, sheet.look)


class _Reading:
    """One table being read: its header, and what is wrong with it so far."""

    def __init__(self, head: Heading, declared: Columns, look: Look) -> None:
        self.head = head
        self.declared = declared
        self.look = look
        self.faults: list[Fault] = list(head.faults(declared))
        self.unnamed: set[int] = set()
        self.headings: list[int] = []
        self.repaired: list[tuple[str, str, str]] = []
        self.sound: set[str] = set()  # texts that were met and are no fault

    def row(self, n: int, cells: list[str]) -> Row | None:
        """A row with the columns that are read; None where these are empty, or it does not fit."""
        head, wide = self.head, len(self.head.cells)
        address = f"{head.name}{head.sign}{n}"
        beyond = [k for k in range(wide, len(cells)) if cells[k]]
        if head.sign == ":" and (beyond or len(cells) < wide):
            extra = cells[beyond[0]] if beyond else ""
            self.faults.append(_width_fault(address, len(cells), wide, extra))
            return None
        cells += [""] * (wide - len(cells))
        self.unnamed.update(beyond, (k for k in head.nameless if cells[k]))
        found = {c: cells[k] for c, k in head.columns.items()}
        if found == head.written:
            self.headings.append(n)
            return None
        marks = self.look.odd
        odd = {c: o for c, k in head.columns.items() if (o := marks.get((n, k)))} if marks else {}
        filled = [c for c in found if found[c] or c in odd]
        if not filled:
            return None
        if len(filled) == 1 and len(found) >= _WIDE:
            zh, en = "这一行只填了一格：不是表里的行就请移出本表", "one cell of the row is filled"
            at = Row(address, found, head.letters).at(filled[0])
            self.faults.append(Fault(at, zh, f"{en}: move it out of the table", found[filled[0]]))
            return None
        own = {c: cells[k] for c, k in head.own.items()}
        dates = frozenset(c for c, o in odd.items() if o == Odd.DATE)
        row = Row(address, found | own, head.letters, dates)
        self._repair(row)
        if odd or not self.sound.issuperset(row.cells.values()):
            self.faults += self._cell_faults(row, odd)
        return row

    def _repair(self, row: Row) -> None:
        for column in self.declared.numbers & row.cells.keys():
            written = row.cells[column]
            read = number_of(written)
            if read != written:
                row.cells[column] = read
                self.repaired.append((row.at(column), written, read))

    def _cell_faults(self, row: Row, odd: dict[str, Odd]) -> Iterator[Fault]:
        for column in self.head.columns:
            cell = row.cells[column]
            if len(cell) > MAX_CELL:
                zh, en = (
                    f"单元格超过 {MAX_CELL} 字",
                    f"the cell has more than {MAX_CELL} characters",
                )
                yield Fault(row.at(column), zh, en)
            if NO_VALUE.fullmatch(cell):
                yield from no_value(row.at(column), cell)
            elif len(cell) <= MAX_CELL:
                self.sound.add(cell)
            if (how := odd.get(column)) in REFUSED:
                fits = {Odd.DATE: self.declared.dates, Odd.FORMATTED: self.declared.numbers}
                if column not in fits.get(how, ()):
                    yield Fault(row.at(column), *REFUSED[how], cell)

    def finish(self, rows: Sequence[Row]) -> None:
        """Say and refuse what only shows when all rows are read."""
        resolved(*RULE, self.repaired)
        head, look = self.head, self.look
        if self.unnamed:
            places = sorted(self.unnamed)
            listed = ", ".join(letter(k) if head.sign == "!" else str(k + 1) for k in places[:5])
            zh = f"第 {listed} 列没有列名，没有读取"
            notice(head.at, zh, f"column {listed} has no name and is not read")
        if self.headings:
            zh, en = "又一次出现的表头没有读取", "the header stands there once more and is not read"
            notice(head.name, zh, en, ranges(self.headings))
        if look.beyond:
            zh, en = "表格以外的单元格没有读取", "a cell far outside the table is not read"
            notice(f"{head.name}!{look.beyond}", zh, en)
        numbers = [row.number for row in rows] if head.letters else []
        self.faults += self._look_faults({head.number, *numbers})
        if hidden := ranges(n for n in numbers if n in look.hidden_rows):
            notice(head.name, "隐藏的行也读入了", "hidden rows are read as well", hidden)
        if columns := [c for c, k in head.columns.items() if k in look.hidden_columns]:
            listed = ", ".join(head.letters[c] for c in columns)
            notice(head.name, "隐藏的列也读入了", "hidden columns are read as well", listed)
        read, there = set(head.columns.values()), set(numbers)
        done = (at for at, odd in sorted(look.odd.items()) if odd == Odd.CALCULATED)
        if cells := [f"{letter(k)}{n}" for n, k in done if k in read and n in there]:
            zh = f"{len(cells)} 格是公式，读的是存下的值"
            en = f"{len(cells)} formulas, read by their stored values"
            notice(head.name, zh, en, ", ".join(cells[:5]))

    def _look_faults(self, rows: set[int]) -> Iterator[Fault]:
        read = set(self.head.columns.values())
        if not self.look.visible:
            yield Fault(
                self.head.name,
                "工作表是隐藏的：请取消隐藏或删除",
                "the sheet is hidden: show it or delete it",
            )
        for merged in self.look.merged:
            (top, bottom), (left, right) = merged.rows, merged.columns
            if any(left <= k <= right for k in read) and any(top <= n <= bottom for n in rows):
                zh, en = (
                    "合并单元格：请取消合并并填满",
                    "merged cells: unmerge them and fill each one",
                )
                yield Fault(f"{self.head.name}!{merged.said}", zh, en)


def _no_header(name: str, declared: Columns | None) -> Fault:
    """No line names any column: another table, a page, a picture of a table."""
    wanted = [declared.titles.get(c, c) for c in declared.needed] if declared else []
    zh = f"前 {HEAD_LINES} 行里没有本表的表头（{'、'.join(wanted)}）"
    en = f"no header of this table in the first {HEAD_LINES} rows ({', '.join(wanted)})"
    return Fault(name, zh, en)


def _width_fault(at: str, found: int, wanted: int, extra: str) -> Fault:
    if extra:
        return Fault(
            at,
            f"多出单元格：有 {found} 格，表头只有 {wanted} 列（含逗号的文字要加引号）",
            f"too many cells: {found}, but the header has {wanted} columns "
            "(quote a text that contains a comma)",
            extra,
        )
    return Fault(
        at,
        f"单元格不足：只有 {found} 格，表头有 {wanted} 列",
        f"too few cells: {found}, but the header has {wanted} columns",
    )
