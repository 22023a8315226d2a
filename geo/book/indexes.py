"""The indexes: parks and platforms, clauses; each with the pages on which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.book.columns import Columns, Listing, head_cells, in_columns
from geo.book.facts import Park
from geo.book.frame import Frame
from geo.book.model import BookPage, Outline
from geo.domain.plan import Plan
from geo.sheet.pen import Lettering
from geo.sheet.table import Cell
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_PARK_COLUMNS, _CLAUSE_COLUMNS = 2, 4
_PARK_WIDTHS, _CLAUSE_WIDTHS = (0.44, 0.14, 0.17, 0.25), (0.5, 0.5)


def folios(pages: Iterable[int]) -> str:
    """Pages in order, neighbours from three on as a range.

    Examples
    --------
    >>> folios([9, 3, 4, 5, 7, 8])
    '3–5, 7–9'
    """
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    texts = [f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs]
    return ", ".join(texts)


def park_pages(
    frame: Frame, outline: Outline, parks: Sequence[Park], register: Register
) -> list[BookPage]:
    """Every park of the plans with its city, how its place is known, and its pages."""
    head, field = frame.head(say("book.parks"), say("book.parks_sub", n=len(parks)))

    def fill(columns: Columns) -> None:
        columns.listing(_parks(columns.writing, outline, parks, register))

    pages = in_columns(frame.writing, field, _PARK_COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


def _parks(
    writing: Lettering, outline: Outline, parks: Sequence[Park], register: Register
) -> Listing:
    names = [writing.say(say(f"book.column_{n}")) for n in ("park", "city", "known", "pages")]
    rows = []
    for park in parks:
        at = [
            page + shown.sites[park.key]
            for _, shown, page in outline.sheets()
            if park.key in shown.sites
        ]
        where = folios(at) or writing.say(say("book.nowhere"))
        city = outline.first.get(f"cities/{park.city}", 0)
        rows.append(
            (
                Cell(writing.say(park.name), writing.body),
                Cell(writing.say(register.short_name(park.city)), writing.body, to_page=city),
                Cell(writing.say(park.known), writing.quiet),
                Cell(where, writing.body, folios=bool(at)),
            )
        )
    return Listing("", head_cells(writing, names), rows, _PARK_WIDTHS)


def clause_pages(frame: Frame, outline: Outline, plans: Sequence[Plan]) -> list[BookPage]:
    """Every clause of the plans with the sheets that rest on it."""
    total = sum(len(plan.clauses) for plan in plans)
    head, field = frame.head(say("book.clauses"), say("book.clauses_sub", n=total))

    def fill(columns: Columns) -> None:
        for plan in plans:
            columns.listing(_clauses(columns.writing, outline, plan))

    pages = in_columns(frame.writing, field, _CLAUSE_COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


def _clauses(writing: Lettering, outline: Outline, plan: Plan) -> Listing:
    rows = []
    for clause in plan.clauses:
        key = (plan.key, clause)
        at = [page for _, shown, page in outline.sheets() if key in shown.clauses]
        where = folios(at) or writing.say(say("book.nowhere"))
        locator = writing.say(plan.locator(clause))
        rows.append((Cell(locator, writing.body), Cell(where, writing.body, folios=bool(at))))
    names = [writing.say(say(f"book.column_{n}")) for n in ("clause", "pages")]
    heading = writing.say(say("book.clauses_of", plan=plan.short))
    return Listing(heading, head_cells(writing, names), rows, _CLAUSE_WIDTHS)
