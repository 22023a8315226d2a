"""Tables as text, every cell with its address: CSV files and the sheets of one workbook.

Nothing is guessed and nothing is dropped: an encoding that cannot be told, a row with too many or
too few cells, a repeated, missing or unknown column is a fault with its place, all at once.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from geo.errors import Fault, TableError

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


@dataclass(frozen=True)
class Row:
    """One row: its address and its cells by column name, stripped of outer white space.

    Parameters
    ----------
    address
        ``file:line`` or ``file.xlsx!sheet!3``.
    cells
        Column name to text; every column of the header is there.
    letters
        Column name to sheet letter; empty for a CSV.
    """

    address: str
    cells: dict[str, str]
    letters: dict[str, str] = field(default_factory=dict)

    def at(self, column: str) -> str:
        """Address of one cell: ``file:line:column`` or ``file.xlsx!sheet!C3``."""
        if not self.letters:
            return f"{self.address}:{column}"
        head, _, number = self.address.rpartition("!")
        return f"{head}!{self.letters.get(column, '')}{number}"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """Rows of one table, how they were encoded, and what is wrong with its form.

    ``encoding`` is ``UTF-8``, ``UTF-8 (BOM)``, ``UTF-16``, ``GB 18030`` or ``xlsx``.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    faults: tuple[Fault, ...] = ()


def read_csv(path: Path) -> Table:
    r"""A CSV file in UTF-8, UTF-16 with a byte order mark, or GB 18030.

    Blank lines are skipped. The faults of its form are in the result, not raised.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "t.csv"
    >>> _ = file.write_bytes("place,term\n广州市,钢铁\n".encode("gb18030"))
    >>> table = read_csv(file)
    >>> table.encoding, table.rows[0].at("term"), table.rows[0]["term"]
    ('GB 18030', 't.csv:2:term', '钢铁')
    """
    try:
        text, encoding = _decode(path)
    except TableError as error:
        return Table(path.name, (), (), "", error.faults)
    records: list[tuple[int, list[str]]] = []
    line = 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
            if len(records) > MAX_ROWS:
                return _failed(path.name, encoding, f"{path.name}:{line}", *_too_many_rows())
    except csv.Error as error:
        at = f"{path.name}:{reader.line_num}"
        return _failed(
            path.name, encoding, at, f"不是有效的 CSV:{error}", f"not a valid CSV: {error}"
        )
    return build(path.name, records, encoding, lambda n: f"{path.name}:{n}", lambda _: "")


def _decode(path: Path) -> tuple[str, str]:
    if path.stat().st_size > MAX_BYTES:
        raise TableError(
            Fault(path.name, f"文件超过 {MAX_BYTES} 字节", f"file over {MAX_BYTES} bytes")
        )
    data = path.read_bytes()
    candidates = [(codec, name) for bom, codec, name in _BOMS if data.startswith(bom)]
    if not candidates and b"\0" not in data:
        candidates = [("utf-8", "UTF-8"), ("gb18030", "GB 18030")]
    for codec, name in candidates:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise TableError(
        Fault(
            path.name,
            "无法识别编码:请存为 UTF-8、GB 18030 或带 BOM 的 UTF-16",
            "unknown encoding: save it as UTF-8, GB 18030, or UTF-16 with a byte order mark",
        )
    )


def build(
    name: str,
    records: Sequence[tuple[int, list[str]]],
    encoding: str,
    address: Callable[[int], str],
    letter: Callable[[int], str],
) -> Table:
    """A table from numbered records; the first one that is not blank is the header."""
    numbered = [(n, [_clean(c) for c in cells]) for n, cells in records]
    numbered = [(n, cells) for n, cells in numbered if any(cells)]
    if not numbered:
        return _failed(
            name, encoding, name, "表是空的,没有表头", "the table is empty, without a header"
        )
    number, header = numbered[0]
    while header and not header[-1]:
        header.pop()
    faults = _header_faults(address(number), header, letter)
    letters = {column: letter(i) for i, column in enumerate(header)} if letter(0) else {}
    rows = []
    for n, cells in numbered[1:]:
        extra = [c for c in cells[len(header) :] if c]
        if extra or (not letters and len(cells) < len(header)):
            faults.append(_width(address(n), len(cells), len(header), extra))
            continue
        padded = cells + [""] * (len(header) - len(cells))
        faults += [
            _long(address(n), k) for k, c in zip(header, padded, strict=False) if len(c) > MAX_CELL
        ]
        rows.append(Row(address(n), dict(zip(header, padded, strict=False)), letters))
    return Table(name, tuple(header), tuple(rows), encoding, tuple(faults))


def _clean(cell: str) -> str:
    return cell.translate(_INVISIBLE).strip()


def _failed(name: str, encoding: str, address: str, zh: str, en: str) -> Table:
    return Table(name, (), (), encoding, (Fault(address, zh, en),))


def _too_many_rows() -> tuple[str, str]:
    return f"超过 {MAX_ROWS} 行", f"more than {MAX_ROWS} rows"


def _header_faults(
    address: str, header: Sequence[str], letter: Callable[[int], str]
) -> list[Fault]:
    faults = []
    if len(header) > MAX_COLUMNS:
        faults.append(Fault(address, f"超过 {MAX_COLUMNS} 列", f"more than {MAX_COLUMNS} columns"))
    for i, column in enumerate(header):
        if not column:
            where = letter(i) or str(i + 1)
            faults.append(Fault(address, f"第 {where} 列没有列名", f"column {where} has no name"))
        elif column in header[:i]:
            faults.append(Fault(address, "列名重复", "the column stands twice", column))
    return faults


def _width(address: str, found: int, wanted: int, extra: list[str]) -> Fault:
    if extra:
        return Fault(
            address,
            f"多出单元格:有 {found} 格,表头只有 {wanted} 列(含逗号的文字要加引号)",
            f"too many cells: {found}, but the header has {wanted} columns "
            "(quote a text that contains a comma)",
            extra[0],
        )
    return Fault(
        address,
        f"单元格不足:只有 {found} 格,表头有 {wanted} 列",
        f"too few cells: {found}, but the header has {wanted} columns",
    )


def _long(address: str, column: str) -> Fault:
    return Fault(
        f"{address}:{column}",
        f"单元格超过 {MAX_CELL} 字",
        f"the cell has more than {MAX_CELL} characters",
    )


def column_faults(
    table: Table, required: Sequence[str], optional: Sequence[str] = ()
) -> list[Fault]:
    """Columns that are missing or unknown, each with the nearest one there is."""
    if not table.columns:
        return []
    known = [*required, *optional]
    where = table.rows[0].address if table.rows else table.name
    head = where.rsplit("!", 1)[0] if "!" in where else f"{table.name}:1"
    unknown = [c for c in table.columns if c and c not in known]
    faults = [
        Fault(
            head, "缺少这一列", "this column is missing", c, tuple(get_close_matches(c, unknown, 1))
        )
        for c in required
        if c not in table.columns
    ]
    absent = [c for c in known if c not in table.columns]
    return faults + [
        Fault(head, "不认识的列", "unknown column", c, tuple(get_close_matches(c, absent, 1)))
        for c in unknown
    ]


def plain(value: str) -> str:
    """A code, id or keyword with full-width forms folded (１２ is 12)."""
    return unicodedata.normalize("NFKC", value).strip()
