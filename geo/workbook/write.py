"""A plan as a workbook that planners read, print, edit and send back; its first sheet, 说明."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.plan_analysis import analyse
from geo.domain.plan import Plan
from geo.join.table import graded
from geo.scene.classes import Scale
from geo.scene.kinds.terms import SECTOR_CLASSES, SUBSECTOR_CLASSES
from geo.sources.places.register import Register
from geo.sources.plans.rows import rows_of
from geo.texts.catalogue import section
from geo.workbook.analysis_sheets import write_gaps, write_similarity
from geo.workbook.book import Book, Sheet, lines_of
from geo.workbook.input_sheets import (
    Source,
    references,
    value_lists,
    write_lists,
    write_meta,
    write_table,
)
from geo.workbook.matrix_sheet import CELL, mark_of, write_matrix
from geo.workbook.texts import INPUT_TABLES, labels, sheet

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


def write_guide(book: Book, source: Source) -> None:
    """Title, instructions, the legend of the matrix, the number of rows of every input sheet."""
    page = book.add("guide")
    said = section("guide")
    page.set_portrait()
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 104)
    document = source.plan.document
    title = said["title"].format(title=document.title.zh)
    book.put(page, 0, 0, title, book.style(bold=True, font_size=16, valign="vcenter"))
    page.set_row(0, 34)
    facts = (document.issuer.zh, document.number, document.issued_text)
    quiet = book.style(font_color="quiet")
    book.put(page, 1, 0, " · ".join(filter(None, facts)), quiet)
    row = 2
    for line in said["lines"]:
        row = _line(book, page, row, line)
    row = _legend(book, page, row)
    row = _counts(book, page, row, source)
    page.print_area(0, 0, row - 1, 1)


def _line(book: Book, page: Sheet, row: int, line: str) -> int:
    """A heading with space above it, or a paragraph; the next row."""
    if line.startswith("# "):
        return _heading(book, page, row, line[2:])
    page.set_row(row, 17 * lines_of(line, 96) + 2)
    book.put(page, row, 0, "", book.style())
    book.put(page, row, 1, line, book.style(text_wrap=True, font_size=11))
    return row + 1


def _heading(book: Book, page: Sheet, row: int, text: str) -> int:
    row += 1
    style = {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": "head"}
    page.set_row(row, 20)
    book.put(page, row, 0, text, book.style(**style))
    book.put(page, row, 1, "", book.style(**style))
    return row + 1


def _legend(book: Book, page: Sheet, row: int) -> int:
    """The marks of the matrix, in the hue of the first sector."""
    said, four = section("guide"), section("matrix")["four"]
    sectors = book.plan.taxonomy.sectors
    hue = book.theme.hue(book.plan, sectors[0].id) if sectors else "slate"
    sector, sub = (Scale(c, hue, book.theme) for c in (SECTOR_CLASSES, SUBSECTOR_CLASSES))
    marks = {f"named_{n}": mark_of(sector, graded(n), n) for n in (1, 2, 3)}
    marks["named_4+"] = replace(mark_of(sector, graded(4), 4), text=four)
    marks |= {state: mark_of(sector, state) for state in ("focus", "collective", "not_named")}
    marks |= {"dot": mark_of(sub, graded(1)), "plus": mark_of(sector, graded(3), 3, more=True)}
    row = _heading(book, page, row, said["legend_title"])
    for key, mark in marks.items():
        text = said.get(f"legend_{key}") or said["legend_named"].format(n=mark.text)
        page.set_row(row, 19)
        book.put(page, row, 0, mark.text, book.style(**CELL | mark.style))
        book.put(page, row, 1, text, book.style(valign="vcenter", indent=1))
        row += 1
    return row


def _counts(book: Book, page: Sheet, row: int, source: Source) -> int:
    row = _heading(book, page, row, section("guide")["count_title"])
    link = book.style(font_color="link", underline=1)
    number = book.style(num_format="0", align="left")
    for name in INPUT_TABLES:
        rows = source.rows[name]
        if rows or name != "places":
            page.write_url(row, 0, f"internal:'{sheet(name)}'!A1", link, sheet(name))
            book.put(page, row, 1, len(rows), number)
            row += 1
    return row
