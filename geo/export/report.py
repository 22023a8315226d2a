"""A report of the analysis as text, Markdown, CSV, JSON, workbook or document: same numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from geo.analysis.report.columns import heading
from geo.analysis.report.model import Report, Table, Value
from geo.domain.text import Text
from geo.errors import CallError, Fault
from geo.export.formats import Sheet, cells_of, csv_bytes, sheets_bytes
from geo.export.word.model import Block, Grid, Heading, Paper, Para
from geo.export.word.writing import word_bytes
from geo.sources.extras import check_extra
from geo.sources.tables.spreadsheet import aligned, guarded, width_of
from geo.texts.catalogue import say

SUFFIXES = (".csv", ".json", ".xlsx", ".md", ".docx")
_WIDEST = 60


def check_suffix(suffix: str) -> None:
    """Nothing, or a CallError: before any work, whether a report can be written to such a file."""
    if suffix not in SUFFIXES:
        raise CallError(
            Fault("-o", "不能写成这种格式", "cannot write this format", suffix, SUFFIXES)
        )
    if suffix == ".docx":
        check_extra("python-docx", "docx", "office", suffix)


def report_bytes(report: Report, suffix: str, lang: str = "zh") -> bytes:
    """The report in the format of a file suffix; byte-identical from run to run.

    Parameters
    ----------
    report
        The report.
    suffix
        ``.csv`` (UTF-8 with BOM, stable column names), ``.json`` (plain data, keys sorted),
        ``.xlsx`` (a sheet per table), ``.md`` or ``.docx`` (a heading per table).
    lang
        ``zh``, ``en`` or ``both``, for headings and names; JSON has both.

    Raises
    ------
    CallError
        The suffix is none of these.
    """
    check_suffix(suffix)
    writers: dict[str, Callable[[Report, str], bytes]] = {
        ".csv": lambda found, tongue: csv_bytes(found.one_table, tongue, bom=True),
        ".json": lambda found, _: (
            f"{json.dumps(found.data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
        ),
        ".xlsx": _xlsx,
        ".md": lambda found, tongue: markdown(found, tongue).encode(),
        ".docx": report_docx,
    }
    return writers[suffix](report, lang)


def terminal(report: Report, lang: str = "zh") -> str:
    """The report as aligned text; a Chinese character is two columns wide.

    Examples
    --------
    >>> from geo.domain.text import Text
    >>> table = Table("numbers", ("value", "label"), ({"value": 7, "label": Text("市", "cities")},))
    >>> print(terminal(Report("x", Text("题", "Title"), (), (table,), {}), "en"), end="")
    Title
    <BLANKLINE>
    Key numbers (1)
    Number  Meaning
         7  cities
    """
    blocks = ["\n".join([report.title.in_(lang), *(f"  {n.in_(lang)}" for n in report.notes)])]
    for table in map(_without_basis, report.tables):
        heading = say("report.counted", table=say(f"tables.{table.name}"), n=len(table.rows)).in_(
            lang
        )
        blocks.append("\n".join([heading, *_aligned(table, lang)]))
    return "\n\n".join(blocks) + "\n"


def markdown(report: Report, lang: str = "zh") -> str:
    """The report as Markdown; cell text cannot break out of its cell."""
    lines = [f"# {_escaped(report.title.in_(lang))}"]
    if report.notes:
        lines += ["", *(f"- {_escaped(n.in_(lang))}" for n in report.notes)]
    for table in map(_without_basis, report.tables):
        lines += ["", f"## {say(f'tables.{table.name}').in_(lang)}", ""]
        if not table.rows:
            lines.append(say("basis.empty").in_(lang))
            continue
        cells = [_heads(table, lang), ["---"] * len(table.columns)]
        cells += [[_shown(row.get(c, ""), lang) for c in table.columns] for row in table.rows]
        lines += ["| " + " | ".join(map(_escaped, row)) + " |" for row in cells]
    return "\n".join(lines) + "\n"


def _without_basis(table: Table) -> Table:
    """The table without the column that repeats the remark above it."""
    return replace(table, columns=tuple(c for c in table.columns if c != "basis"))


def _escaped(text: str) -> str:
    flat = " ".join(text.splitlines())
    for sign in "\\|<>[]`*":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def _shown(value: Value, lang: str) -> str:
    if isinstance(value, bool):
        return say(f"flags.{'yes' if value else 'no'}").in_(lang)
    if isinstance(value, float):
        return f"{value:.3f}"
    return str(value) if isinstance(value, str | int) else value.in_(lang)


def _heads(table: Table, lang: str) -> list[str]:
    return [heading(table, c).in_(lang) for c in table.columns]


def _cut(text: str) -> str:
    """One line of a cell, shortened with an ellipsis."""
    flat = " ".join(text.split())
    if width_of(flat) <= _WIDEST:
        return flat
    while width_of(flat) > _WIDEST - 1:
        flat = flat[:-1]
    return flat + "…"


def _aligned(table: Table, lang: str) -> list[str]:
    if not table.rows:
        return [say("basis.empty").in_(lang)]
    rows = [[_cut(_shown(row.get(c, ""), lang)) for c in table.columns] for row in table.rows]
    grid = [_heads(table, lang), *rows]
    right = [all(isinstance(row.get(c, 0), int | float) for row in table.rows)
             for c in table.columns]  # fmt: skip
    return aligned(grid, right)


def _xlsx(report: Report, lang: str) -> bytes:
    about = [line.in_(lang) for line in (report.title, *report.notes)]
    lines = [[guarded(line)] for line in about[1:]]
    sheets = [Sheet(say("tables.about").in_(lang), about[:1], lines)]
    for table in report.tables:
        title = say(f"tables.{table.name}").in_(lang)
        sheets.append(Sheet(title, _heads(table, lang), cells_of(table, lang)))
    return sheets_bytes(sheets)


def report_docx(report: Report, lang: str) -> bytes:
    """A report as a document for Word; it has no map, so nothing on it is to be reviewed."""
    title = report.title.in_(lang)
    return word_bytes(Paper(title, title, lang, tuple(report_blocks(report, lang))))


def report_blocks(report: Report, lang: str) -> Iterator[Block]:
    """Remarks, then the tables of a report as they stand in every other form."""
    yield from (Para(note.in_(lang), "说明") for note in report.notes)
    for table in report.tables:
        name = say(f"tables.{table.name}")
        yield Heading(name.in_(lang))
        yield grid_of(table, name, lang)


def grid_of(table: Table, name: Text, lang: str) -> Grid:
    """A table under a name that tells how many rows it has, without what repeats the remarks.

    Examples
    --------
    >>> table = Table("numbers", ("value", "basis"), ({"value": 7},))
    >>> grid_of(table, Text("数", "Numbers"), "en").rows
    [(7,)]
    """
    table = _without_basis(table)
    cells = [[row.get(c, "") for c in table.columns] for row in table.rows]
    rows = [tuple(v.in_(lang) if isinstance(v, Text) else v for v in row) for row in cells]
    caption = say("word.caption", name=name, n=len(rows)).in_(lang)
    return Grid(caption, _heads(table, lang), rows)
