"""The sheet 说明: what the workbook is, how it is edited and sent back, what the colours mean."""

from __future__ import annotations

from geo.texts.catalogue import section
from geo.workbook.book import Book, Sheet, lines_of
from geo.workbook.input_sheets import Source
from geo.workbook.texts import INPUT_TABLES, sheet


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
    quiet = book.style(font_color=book.theme.ground["quiet"])
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
    """Swatches as the matrix has them, in the hue of the first sector."""
    said, marks, theme = section("guide"), section("matrix"), book.theme
    sectors = book.plan.taxonomy.sectors
    ramp = theme.ramp(theme.hue(book.plan, sectors[0].id) if sectors else "slate")
    row = _heading(book, page, row, said["legend_title"])
    swatches = [
        (mark, {"bg_color": fill, "font_color": theme.ink_on(fill), "bold": True}, f"named_{mark}")
        for mark, fill in zip(("1", "2", "3", marks["four"]), ramp[1:], strict=True)
    ]
    swatches += [
        (marks["focus"], {"bg_color": ramp[0]}, "focus"),
        (
            marks["collective"],
            {"pattern": 14, "fg_color": ramp[2], "bg_color": "paper"},
            "collective",
        ),
        (marks["not_named"], {"font_color": theme.ground["quiet"]}, "not_named"),
        (marks["dot"], {"bg_color": ramp[1], "bold": True}, "dot"),
        (f"3{marks['open']}", {"bg_color": ramp[3], "font_color": theme.ink_on(ramp[3])}, "plus"),
    ]
    for mark, look, key in swatches:
        text = said.get(f"legend_{key}") or said["legend_named"].format(n=mark)
        page.set_row(row, 19)
        centred = {"align": "center", "valign": "vcenter", "border": 1, "border_color": "county"}
        book.put(page, row, 0, mark, book.style(**centred | look))
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
