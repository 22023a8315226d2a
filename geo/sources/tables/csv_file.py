"""CSV files: read in the encodings that offices use, written in one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from geo.errors import Fault
from geo.sources.decoding import read_file
from geo.sources.tables.reading import table_of
from geo.sources.tables.table import MAX_BYTES, Columns, Table

#: What stands between cells in files that are not comma-separated.
_SEPARATORS = (";", "\t", "\u3001", "\uff0c", "|", "\uff1b")
_HEAD = 20_000  # characters in which the separator shows
csv.field_size_limit(MAX_BYTES)  # a long cell is told by its own limit, at its address
_CELL = re.compile(r'"[^"]*+(?:""[^"]*+)*+"(?=[,\r\n]|\Z)|(?!")[^,\r\n]*+')


def read_csv(path: Path, declared: Columns | None = None) -> Table:
    r"""A CSV file in any encoding that :mod:`geo.sources.decoding` knows.

    Blank lines are skipped. The faults of its form are in the result, not raised; an encoding that
    cannot be told, another separator and an open quotation mark are one each.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "t.csv"
    >>> _ = file.write_bytes("place,term\n广州市,钢铁\n".encode("utf-8-sig"))
    >>> table = read_csv(file)
    >>> table.encoding, table.rows[0].at("term"), table.rows[0]["term"]
    ('UTF-8 (BOM)', 't.csv:2:term', '钢铁')
    """
    name = path.name
    read = read_file(path)
    if read.faults:
        return Table(name, faults=read.faults)
    if fault := _other_separator(name, read.text):
        return Table(name, encoding=read.encoding, faults=(fault,))
    records = _Records(read.text)
    try:
        return table_of(name, read.encoding, records, declared)
    except csv.Error:
        return Table(name, encoding=read.encoding, faults=(_open_quote(name, read.text, records),))


class _Records:
    """Records with the line on which each begins."""

    def __init__(self, text: str) -> None:
        self.line = 1
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for cells in self._reader:
            yield self.line, cells
            self.line = self._reader.line_num + 1


def _other_separator(name: str, text: str) -> Fault | None:
    """A file whose first lines have something else between the cells than commas."""
    head = [line.strip("\r\n") for line in text[:_HEAD].splitlines()[:20]]
    number, line = next(((n, one) for n, one in enumerate(head, 1) if one.strip()), (1, ""))
    sign = max(_SEPARATORS, key=line.count)
    if sign not in line or any("," in one for one in head):
        return None
    shown = "Tab" if sign == "\t" else sign
    zh = f"各列之间是“{shown}”，应当是半角逗号：请另存为逗号分隔的 CSV"
    en = f'the columns are separated by "{shown}", not by commas: save it as comma-separated'
    return Fault(f"{name}:{number}", zh, en, line)


def _open_quote(name: str, text: str, records: _Records) -> Fault:
    """Where the quotation mark stands that is not closed, or not just before the next comma."""
    rest = "".join(_lines(text)[records.line - 1 :])
    at = 0
    while (cell := _CELL.match(rest, at)) and cell.end() < len(rest):
        at = cell.end() + 1
    line = records.line - 1 + len(_lines(rest[: at + 1]))
    zh = "引号从这里打开，没有合上（文字里的引号要写两遍）"
    en = "a quotation mark opens here and is not closed (one within a text is written twice)"
    return Fault(f"{name}:{line}", zh, en, _lines(rest[at : at + 30])[0].strip())


def _lines(text: str) -> list[str]:
    """Lines as the reader of CSV counts them."""
    return io.StringIO(text, newline="").readlines()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Comma-separated, lines end in LF; a cell with a line break of any kind is quoted.

    Examples
    --------
    >>> csv_text(("a", "b"), [(1, "x\ry")])
    'a,b\n1,"x\ry"\n'
    """
    return "".join(_line(cells) for cells in (header, *rows))


def _line(cells: Sequence[object]) -> str:
    """One record; the writer only quotes a lone CR if CR is among its own line ends."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"
