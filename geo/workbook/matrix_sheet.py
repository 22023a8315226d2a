"""The sheet 矩阵: places against sectors and sub-sectors, as :mod:`geo.analysis` has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geo.analysis.matrix import Matrix, Unit
from geo.domain.taxonomy import Sector, SubSector
from geo.scene.classes import Scale
from geo.scene.kinds.terms import SECTOR_CLASSES, SUBSECTOR_CLASSES
from geo.sources.tables.spreadsheet import width_of
from geo.texts.catalogue import section
from geo.workbook.book import Book, Sheet

_HEAD, _FIRST, _LEFT = 2, 4, 2  # row of the sectors, first row of places, first column of terms
_LINE = "county"
_SILENT = ("not_named", 0, False)
CELL: dict[str, object] = {
    "align": "center",
    "valign": "vcenter",
    "num_format": "General",
    "border": 1,
    "border_color": _LINE,
}


@dataclass(frozen=True)
class _Term:
    """One column: a sector's own (``sub`` is None) or one of its sub-sectors."""

    sector: Sector
    sub: SubSector | None
    ramp: tuple[str, ...]
    scale: Scale

    @property
    def id(self) -> str:
        return self.sub.id if self.sub else self.sector.id


def write_matrix(book: Book, matrix: Matrix) -> None:
    """Areas first, with totals under them; regions, parks and facilities below, never added."""
    page = book.add("matrix")
    terms = tuple(_terms(book, matrix))
    said = section("matrix")
    title = said["title"].format(title=book.plan.document.title.zh)
    book.put(page, 0, 0, title, book.style(bold=True, font_size=15))
    book.put(page, 1, 0, said["note"], book.style(font_color="quiet"))
    _write_heads(book, page, terms)
    areas = matrix.of_kind("area")
    for k, texts in enumerate(([u.id for u in matrix.units], [u.name.zh for u in matrix.units])):
        widest = max(map(width_of, texts), default=0)
        page.set_column(k, k, min(max(widest + 3, 9 + 5 * k), 30), book.style())
    row = _write_units(book, page, matrix, terms, (areas, _FIRST))
    page.autofilter(_HEAD + 1, 0, max(row - 1, _FIRST), _LEFT + len(terms) + 1)
    row = _write_totals(book, page, matrix, terms, row)
    for kind in ("region", "site", "facility"):
        units = matrix.of_kind(kind)
        if units:
            book.put(page, row + 1, 0, said[kind], book.style(bold=True, valign="vcenter"))
            row = _write_units(book, page, matrix, terms, (units, row + 2))
    page.freeze_panes(_FIRST, _LEFT)
    page.repeat_rows(_HEAD, _HEAD + 1)
    page.repeat_columns(0, _LEFT - 1)
    page.print_area(0, 0, row - 1, _LEFT + len(terms) + 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{row + 1}"})


def _terms(book: Book, matrix: Matrix) -> Iterator[_Term]:
    for sector in matrix.sectors:
        hue = book.theme.hue(book.plan, sector.id)
        ramp = book.theme.ramp(hue)
        yield _Term(sector, None, ramp, Scale(SECTOR_CLASSES, hue, book.theme))
        scale = Scale(SUBSECTOR_CLASSES, hue, book.theme)
        for sub in sector.subsectors:
            yield _Term(sector, sub, ramp, scale)


def _write_heads(book: Book, page: Sheet, terms: tuple[_Term, ...]) -> None:
    """The sector over its columns, the sub-sectors upright under it."""
    said = section("matrix")
    common = {"bold": True, "align": "center", "valign": "vcenter", "font_color": "paper"}
    plain = book.style(**common, bg_color="head", border=1, text_wrap=True)
    names = [term.sub.zh for term in terms if term.sub]
    page.set_row(0, 26)
    page.set_row(1, 18)
    page.set_row(_HEAD, 24)
    page.set_row(_HEAD + 1, min(max(70, 13.5 * max(map(len, names), default=0) + 24), 300))
    for k, text in enumerate((said["code"], said["place"])):
        book.put(page, _HEAD, k, "", plain)
        book.put(page, _HEAD + 1, k, text, plain)
    for k, term in enumerate(terms, _LEFT):
        wide = {**common, "align": "center_across", "bg_color": term.ramp[4]}
        low = {**common, "bg_color": term.ramp[0], "font_color": "ink"}
        upright = book.style(**low, rotation=270, border=1, border_color=_LINE)
        book.put(page, _HEAD, k, "" if term.sub else term.sector.zh, book.style(**wide))
        text = term.sub.zh if term.sub else said["sector"]
        book.put(page, _HEAD + 1, k, text, upright)
        page.set_column(k, k, 4.3 if term.sub else 6.5)
    for k, key in enumerate(("row_sectors", "row_subsectors"), _LEFT + len(terms)):
        book.put(page, _HEAD, k, "", plain)
        upright = book.style(**common, bg_color="head", rotation=270)
        book.put(page, _HEAD + 1, k, said[key], upright)
        page.set_column(k, k, 6)


def _write_units(
    book: Book,
    page: Sheet,
    matrix: Matrix,
    terms: tuple[_Term, ...],
    block: tuple[tuple[Unit, ...], int],
) -> int:
    """Rows of places from a row on; the row after them."""
    units, row = block
    line = {"valign": "vcenter", "border": 1, "border_color": _LINE}
    name = book.style(**line, bold=True)
    code = book.style(**line, font_color="quiet")
    total = book.style(**line, align="center", num_format="0")

    @cache
    def look(k: int, state: str, count: int, more: bool) -> tuple[str | int, object]:
        sub = terms[k].sub
        mark = mark_of(terms[k].scale, state, 0 if sub else count, more=more)
        if sub and state == "not_named":
            mark = Mark("", {})
        return mark.text, book.style(**CELL | mark.style)

    for unit in units:
        page.set_row(row, 19)
        found = (matrix.cells.get((unit.kind, unit.id, term.id)) for term in terms)
        cells = [
            look(k, *((c.cell.graded, c.count, c.open_ended) if c else _SILENT))
            for k, c in enumerate(found)
        ]
        held = (len(matrix.sectors_of(unit)), total), (len(matrix.subsectors_of(unit)), total)
        book.fill(page, row, ((unit.id, code), (unit.name.zh, name), *cells, *held))
        row += 1
    return row


@dataclass(frozen=True)
class Mark:
    """What a cell says of a state, and how it looks: legible in grey by the word alone."""

    text: str | int
    style: dict[str, object]


def mark_of(scale: Scale, state: str, count: int = 0, *, more: bool = False) -> Mark:
    """The mark of a state, the same in the matrix and in its legend.

    Parameters
    ----------
    scale
        The classes of a sector or of a sub-sector in its hue.
    state
        ``named-1`` to ``named-4``, ``focus``, ``collective`` or ``not_named``.
    count
        Number of sub-sectors of a sector; 0 for a sub-sector itself.
    more
        The list of sub-sectors ends in 等.
    """
    said, look = section("matrix"), scale.style(state)
    if state == "focus":
        return Mark(said["focus"], {"bg_color": look.fill})
    if state == "collective":
        paint = {"pattern": 14, "fg_color": look.pattern_color, "bg_color": look.fill}
        return Mark(said["collective"], paint)
    if state == "not_named":
        return Mark(said["not_named"], {"font_color": "quiet"})
    style: dict[str, object] = {"bg_color": look.fill, "font_color": look.ink, "bold": True}
    if count and more:
        style["num_format"] = f'0"{said["open"]}"'
    return Mark(count or said["dot"], style)


def _write_totals(
    book: Book, page: Sheet, matrix: Matrix, terms: tuple[_Term, ...], row: int
) -> int:
    """Under the areas: how many state the term themselves, how many only by their region."""
    said = section("matrix")
    line = {"bold": True, "valign": "vcenter", "top": 2, "bg_color": "total"}
    totals = [matrix.column_total(term.id) for term in terms]
    for key in ("total_direct", "total_collective"):
        page.set_row(row, 20)
        book.put(page, row, 0, said[key], book.style(**line))
        book.put(page, row, 1, "", book.style(**line))
        for k, total in enumerate(totals, _LEFT):
            number = total.stating if key == "total_direct" else total.collective
            book.put(page, row, k, number, book.style(**line, align="center", num_format="0"))
        row += 1
        line.pop("top", None)
    return row
