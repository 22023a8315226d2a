"""How to read the maps, where everything comes from, which sheets were reviewed: pages of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.book.columns import AFTER_TABLE, Columns, Listing, head_cells, in_columns
from geo.book.frame import Frame
from geo.book.model import BookPage, Outline
from geo.domain.plan import Plan
from geo.domain.text import NOTHING, Text, joined
from geo.scene.credits import cautions, source_of
from geo.scene.map_kind import KINDS
from geo.scene.scene import LegendBlock, Scene
from geo.sheet.legend import legend_column
from geo.sheet.pen import Lettering
from geo.sheet.table import Cell
from geo.texts.catalogue import say

_READING = {
    "find": ("find_city", "find_sector", "find_park"),
    "colours": ("colour_named", "colour_collective", "colour_not"),
    "words": ("word_clause", "word_place", "word_inferred"),
}
_METHOD = ("method_rows", "method_numbers", "method_limits")
_COLUMNS = 3


def reading_pages(frame: Frame, scenes: Iterable[Scene]) -> list[BookPage]:
    """Every entry of the legends of all sheets once, as drawn, beside what they mean."""
    head, field = frame.head(say("book.reading"), say("book.reading_sub"))
    blocks = merged_legend(scenes)

    def fill(columns: Columns) -> None:
        for heading, keys in _READING.items():
            columns.text(say(f"book.{heading}"), [say(f"book.{key}") for key in keys])
        for block in blocks:
            columns.put(legend_column(columns.writing, [block], columns.width), AFTER_TABLE)

    pages = in_columns(frame.writing, field, _COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


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


def source_pages(frame: Frame, plans: Sequence[Plan], base: Sequence[Text]) -> list[BookPage]:
    """The documents, the base map, how things are counted; ``base`` are the lines of a map."""
    head, field = frame.head(say("book.sources"), say("book.sources_sub"))

    def fill(columns: Columns) -> None:
        columns.text(say("book.documents"), [line for plan in plans for line in _document(plan)])
        columns.text(say("book.base"), [*base, say("book.points"), say("book.type")])
        columns.text(say("book.method"), [say(f"book.{key}") for key in _METHOD])

    pages = in_columns(frame.writing, field, _COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


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
    head, field = frame.head(say("book.review"), say("book.review_sub"))

    def fill(columns: Columns) -> None:
        columns.listing(_reviews(columns.writing, outline))

    pages = in_columns(frame.writing, field, _COLUMNS, fill)
    return [BookPage((*head, *page)) for page in pages]


def _reviews(writing: Lettering, outline: Outline) -> Listing:
    words = [writing.say(say(f"book.column_{n}")) for n in ("page", "sheet", "state")]
    rows = [
        (
            Cell(str(page), writing.body, folios=True),
            Cell(writing.say(entry.title), writing.body, to_page=page),
            Cell(writing.say(entry.review), writing.body),
        )
        for entry in outline.entries
        for page in (outline.first[entry.key],)
        if entry.review != NOTHING
    ]
    return Listing("", head_cells(writing, words), rows, (0.14, 0.46, 0.4))
