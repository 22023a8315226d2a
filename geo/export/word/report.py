"""An answer of the analysis as blocks of a document: remarks, tables under their headings."""

from __future__ import annotations

from collections.abc import Iterator

from geo.analysis.report.model import Report, Table, Value
from geo.domain.text import Text
from geo.export.word.model import Block, Cell, Grid, Heading, Paper, Para
from geo.export.word.writing import word_bytes
from geo.texts.catalogue import head, say


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
    columns = [c for c in table.columns if c != "basis"]
    heads = [(table.heads.get(c) or head(c)).in_(lang) for c in columns]
    rows = [tuple(_cell(row.get(c, ""), lang) for c in columns) for row in table.rows]
    caption = say("word.caption", name=name, n=len(rows)).in_(lang)
    return Grid(caption, heads, rows)


def _cell(value: Value, lang: str) -> Cell:
    return value.in_(lang) if isinstance(value, Text) else value
