"""Pages of words: how to read the maps, gaps, indexes, sources, which sheets were reviewed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.gaps_view import gaps_report
from geo.analysis.report.model import Table, Value
from geo.book.frame import AFTER_TABLE, Columns, Frame, Listing
from geo.book.model import BookPage, Outline, Park
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text, joined
from geo.scene.credits import cautions, source_of
from geo.scene.map_kind import KINDS
from geo.scene.scene import Credits, LegendBlock, Scene
from geo.sheet.legend import legend_column
from geo.sheet.pen import Lettering
from geo.sheet.table import PAD_X, Cell
from geo.sources.places.register import Register
from geo.texts.catalogue import head, say

_READING = {
    "find": ("find_city", "find_sector", "find_park"),
    "colours": ("colour_named", "colour_collective", "colour_not"),
    "words": ("word_clause", "word_place", "word_inferred"),
}
_METHOD = ("method_rows", "method_numbers", "method_limits")
_COLUMNS, _GAP_COLUMNS, _PARK_COLUMNS, _CLAUSE_COLUMNS = 3, 2, 2, 4
_IDS = ("term_id", "place_id", "inferred")
_LEAST_SHARE = 0.12
_PARK_WIDTHS = (0.44, 0.14, 0.17, 0.25)


def reading_pages(frame: Frame, scenes: Iterable[Scene]) -> list[BookPage]:
    """Every entry of the legends of all sheets once, as drawn, beside what they mean."""
    blocks = merged_legend(scenes)

    def fill(columns: Columns) -> None:
        for heading, keys in _READING.items():
            columns.text(say(f"book.{heading}"), [say(f"book.{key}") for key in keys])
        for block in blocks:
            columns.put(legend_column(columns.writing, [block], columns.width), AFTER_TABLE)

    return frame.pages(say("book.reading"), say("book.reading_sub"), _COLUMNS, fill)


def merged_legend(scenes: Iterable[Scene]) -> list[LegendBlock]:
    """The legends of some maps: each entry once, under its first kind of map, without members."""
    seen, blocks = set[Text](), []
    for scene in scenes:
        kind = KINDS[scene.spec.kind]
        own = say(f"book.kind_{kind.key}") if kind.subject_name else say(f"titles.{kind.key}")
        for block in scene.legend:
            new = [e for e in block.entries if e.label not in seen]
            seen |= {e.label for e in new}
            bare = tuple(replace(e, members=(), count=0) for e in new)
            if bare:
                blocks.append(LegendBlock(joined((own, block.title), " · ", " · "), bare))
    return blocks


def source_pages(frame: Frame, plans: Sequence[Plan], credit: Credits) -> list[BookPage]:
    """The documents, the base map, how things are counted; ``credit`` is that of a map."""

    def fill(columns: Columns) -> None:
        columns.text(say("book.documents"), [line for plan in plans for line in _document(plan)])
        base = [credit.base, credit.projection, say("book.points"), say("book.type")]
        columns.text(say("book.base"), base)
        columns.text(say("book.method"), [say(f"book.{key}") for key in _METHOD])

    return frame.pages(say("book.sources"), say("book.sources_sub"), _COLUMNS, fill)


def _document(plan: Plan) -> list[Text]:
    """What is known of a document, and that it is not in force where it is not."""
    facts = say(
        "book.document_facts",
        period=plan.document.period,
        rows=len(plan.statements),
        carriers=len(plan.carriers),
        clauses=len(plan.clauses),
    )
    return [source_of(plan), facts, *cautions([plan])]


def review_pages(frame: Frame, outline: Outline) -> list[BookPage]:
    """Every map sheet with the user's number for it, or that it was not reviewed."""

    def fill(columns: Columns) -> None:
        writing = columns.writing
        rows = [
            (
                Cell(str(outline.first[entry.key]), writing.body, folios=True),
                Cell(writing.say(entry.title), writing.body, to_page=outline.first[entry.key]),
                Cell(writing.say(entry.review), writing.body),
            )
            for entry in outline.entries
            if entry.review != NOTHING
        ]
        heads = _heads(writing, "page", "sheet", "state")
        columns.listing(Listing("", heads, rows, (0.14, 0.46, 0.4)))

    return frame.pages(say("book.review"), say("book.review_sub"), _COLUMNS, fill)


def _heads(writing: Lettering, *names: str) -> list[str]:
    return [writing.say(say(f"book.column_{name}")) for name in names]


def gap_pages(frame: Frame, base: PlanAnalysis, others: Sequence[PlanAnalysis]) -> list[BookPage]:
    """Every list that has an entry, after the counts of all of them."""
    tables = [table for table in gaps_report(base, others).tables if table.rows]

    def fill(columns: Columns) -> None:
        for table in tables:
            columns.listing(_listing(columns.writing, table, columns.width))

    title = say("book.gaps", plan=base.plan.short)
    return frame.pages(title, say("chart.basis"), _GAP_COLUMNS, fill)


def _listing(writing: Lettering, table: Table, width: float) -> Listing:
    """A table with columns as wide as they need, in proportion where that is too much."""
    columns = [name for name in table.columns if name not in _IDS]
    heads = [writing.say(table.heads.get(name) or head(name)) for name in columns]
    rows = [
        [Cell(_text(writing, row.get(name, "")), writing.body) for name in columns]
        for row in table.rows
    ]
    lines = [[Cell(word, writing.quiet) for word in heads], *rows]
    wide = [
        max(line[i].wide for line in lines) + 2.2 * PAD_X * writing.em for i in range(len(columns))
    ]
    most = [min(each, width * 0.5) for each in wide]
    share = max(sum(most), width)
    shares = [max(each / share, _LEAST_SHARE) for each in most]
    heading = writing.say(say(f"tables.{table.name}"))
    return Listing(heading, heads, rows, [each / sum(shares) for each in shares])


def _text(writing: Lettering, value: Value) -> str:
    return writing.say(value) if isinstance(value, Text) else str(value)


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


def _where(writing: Lettering, pages: Sequence[int]) -> Cell:
    """The pages on which something stands, each a link, or that it stands nowhere."""
    told = folios(pages) or writing.say(say("book.nowhere"))
    return Cell(told, writing.body, folios=bool(pages))


def park_pages(
    frame: Frame, outline: Outline, parks: Sequence[Park], register: Register
) -> list[BookPage]:
    """Every park of the plans with its city, how its place is known, and its pages."""

    def fill(columns: Columns) -> None:
        writing, rows = columns.writing, []
        for park in parks:
            found = [(shown.sites.get(park.key), page) for _, shown, page in outline.sheets()]
            city = outline.first.get(f"cities/{park.city}", 0)
            rows.append(
                (
                    Cell(writing.say(park.name), writing.body),
                    Cell(writing.say(register.short_name(park.city)), writing.body, to_page=city),
                    Cell(writing.say(park.known), writing.quiet),
                    _where(writing, [page + at for at, page in found if at is not None]),
                )
            )
        heads = _heads(writing, "park", "city", "known", "pages")
        columns.listing(Listing("", heads, rows, _PARK_WIDTHS))

    subtitle = say("book.parks_sub", n=len(parks))
    return frame.pages(say("book.parks"), subtitle, _PARK_COLUMNS, fill)


def clause_pages(frame: Frame, outline: Outline, plans: Sequence[Plan]) -> list[BookPage]:
    """Every clause of the plans with the sheets that rest on it."""

    def fill(columns: Columns) -> None:
        writing = columns.writing
        for plan in plans:
            rows = []
            for clause in plan.clauses:
                key = (plan.key, clause)
                at = [page for _, shown, page in outline.sheets() if key in shown.clauses]
                locator = Cell(writing.say(plan.locator(clause)), writing.body)
                rows.append((locator, _where(writing, at)))
            heading = writing.say(say("book.clauses_of", plan=plan.short))
            columns.listing(Listing(heading, _heads(writing, "clause", "pages"), rows, (0.5, 0.5)))

    subtitle = say("book.clauses_sub", n=sum(len(plan.clauses) for plan in plans))
    return frame.pages(say("book.clauses"), subtitle, _CLAUSE_COLUMNS, fill)
