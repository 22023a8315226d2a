"""CSV files: read in the encodings that offices use, written in one."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from geo.errors import Fault
from geo.sources.tables.table import MAX_BYTES, Columns, Table, table_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def read_csv(path: Path, declared: Columns | None = None) -> Table:
    r"""A CSV file in UTF-8, UTF-16 with a byte order mark, or GB 18030.

    Blank lines are skipped. The faults of its form are in the result, not raised; an encoding that
    cannot be told is one of them.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "t.csv"
    >>> _ = file.write_bytes("place,term\n广州市,钢铁\n".encode("gb18030"))
    >>> table = read_csv(file)
    >>> table.encoding, table.rows[0].at("term"), table.rows[0]["term"]
    ('GB 18030', 't.csv:2:term', '钢铁')
    """
    name = path.name
    if path.stat().st_size > MAX_BYTES:
        zh, en = f"文件超过 {MAX_BYTES} 字节", f"file over {MAX_BYTES} bytes"
        return Table(name, faults=(Fault(name, zh, en),))
    text, encoding = _decoded(path.read_bytes())
    if not encoding:
        zh = "无法识别编码:请存为 UTF-8、GB 18030 或带 BOM 的 UTF-16"
        en = "unknown encoding: save it as UTF-8, GB 18030, or UTF-16 with a byte order mark"
        return Table(name, faults=(Fault(name, zh, en),))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table = table_of(name, encoding, _numbered(reader))
    except csv.Error as error:
        at = f"{name}:{reader.line_num}"
        fault = Fault(at, f"不是有效的 CSV:{error}", f"not a valid CSV: {error}")
        return Table(name, encoding=encoding, faults=(fault,))
    return table.held_against(declared) if declared else table


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; empty where none fits."""
    candidates = [(codec, name) for bom, codec, name in _BOMS if data.startswith(bom)]
    if not candidates and b"\0" not in data:
        candidates = [("utf-8", "UTF-8"), ("gb18030", "GB 18030")]
    for codec, name in candidates:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    return "", ""


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each begins."""
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


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
