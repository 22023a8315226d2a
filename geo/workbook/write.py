"""A plan as a workbook that planners read, print, edit and send back."""

from __future__ import annotations

from pathlib import Path

from geo.analysis.plan_analysis import analyse
from geo.domain.plan import Plan
from geo.files.record import deliver
from geo.sources.places.register import Register
from geo.sources.plans.rows import rows_of
from geo.workbook.analysis_sheets import write_gaps, write_similarity
from geo.workbook.book import Book
from geo.workbook.guide_sheet import write_guide
from geo.workbook.input_sheets import (
    Source,
    references,
    value_lists,
    write_lists,
    write_meta,
    write_table,
)
from geo.workbook.labels import labels
from geo.workbook.matrix_sheet import write_matrix

_AFTER = ("carriers", "structure", "taxonomy")


def workbook_bytes(plan: Plan, register: Register | None = None) -> bytes:
    """The workbook of a plan; byte-identical from run to run.

    Parameters
    ----------
    plan
        A plan as loaded, or changed in memory.
    register
        Places with the plan's own; by default the packaged ones and those of the plan's folder.

    Examples
    --------
    >>> import geo
    >>> workbook_bytes(geo.load_plan("future2024"))[:2]
    b'PK'
    """
    laid = analyse(plan, register)
    rows = rows_of(plan)
    source = Source(plan, rows, laid.register, labels(rows["taxonomy"]))
    lists = value_lists(source)
    places = references(source, lists)
    book = Book(plan)
    write_guide(book, source)
    write_matrix(book, laid.matrix)
    write_table(book, "assignments", source, places)
    write_gaps(book, laid)
    write_similarity(book, laid)
    for name in _AFTER:
        write_table(book, name, source, places)
    write_meta(book, source, places)
    for name in ("places", "clauses", "paragraphs"):
        if rows[name] or name != "places":
            write_table(book, name, source, places)
    write_lists(book, lists)
    return book.bytes()


def export_workbook(
    plan: Plan, path: Path, register: Register | None = None, *, replace: bool = False
) -> Path:
    """Write the workbook of a plan to a file.

    Parameters
    ----------
    plan, register
        As for :func:`workbook_bytes`.
    path
        The file.
    replace
        Whether a file is replaced that geo did not write, or that was changed since.

    Raises
    ------
    OutputError
        The file cannot be written, or is not ours to replace.
    """
    return deliver(path, {path.name: workbook_bytes(plan, register)}, replace=replace)[0]
