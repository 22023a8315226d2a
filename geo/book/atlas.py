"""The atlas put together: sheets and pages of text in one order, numbered, with links between."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.book.frame import Frame, Links
from geo.book.front import contents_pages, cover_page
from geo.book.model import Book, BookPage, Chapter, Entry, Outline, parks_of
from geo.book.pages import (
    clause_pages,
    gap_pages,
    park_pages,
    reading_pages,
    review_pages,
    source_pages,
)
from geo.domain.text import NOTHING, Text, joined
from geo.scene.credits import dated
from geo.scene.map_kind import PlanGround
from geo.scene.scene import Scene
from geo.sheet.items import Piece, Role, TextBox
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_ROUNDS = 4  # page numbers change no break of lines after two
Size = tuple[float, float]
Maker = Callable[[Outline], Sequence[BookPage]]


@dataclass(frozen=True)
class Material:
    """What an atlas is put together from.

    ``sheets`` are the map sheets in their order, ``sizes`` those of their pages (mm), ``charts``
    the finished pages of the analysis, ``scenes`` maps whose legends explain the rest; the first
    is that of the cover.
    """

    frame: Frame
    grounds: Sequence[PlanGround]
    register: Register
    boundaries: Boundaries
    sheets: Sequence[Entry]
    sizes: Mapping[str, Sequence[Size]]
    charts: Sequence[Chapter]
    scenes: Sequence[Scene]

    @property
    def title(self) -> Text:
        """The title of the atlas."""
        return say("book.title", name=self.subject)

    @property
    def subject(self) -> Text:
        """What it is an atlas of: its plan, or the plans of its territory."""
        if len(self.grounds) == 1:
            return self.grounds[0].plan.short
        return say("book.plans", territory=self.boundaries.territory.name)

    @property
    def subtitles(self) -> list[Text]:
        """The plans of several, number and date of each."""
        names = [g.plan.short for g in self.grounds] if len(self.grounds) > 1 else [NOTHING]
        dates = (dated(g.plan, marked=True) for g in self.grounds)
        lines = (line for pair in zip(names, dates, strict=True) for line in pair)
        return [line for line in lines if line != NOTHING]


def put_together(material: Material) -> Book:
    """The finished atlas: page numbers are those of the pages as they came out."""
    entries, makers = _plan(material)
    chapters: list[Chapter] = []
    for _ in range(_ROUNDS):
        outline = Outline(tuple(entries))
        chapters = [_chapter(material, entry, makers.get(entry.key), outline) for entry in entries]
        counted = [replace(c.entry, pages=len(c.pages)) for c in chapters]
        if counted == entries:
            break
        entries = counted
    cover = chapters[0].pages[0].sheet
    assert cover is not None  # noqa: S101  (a cover bears a map)
    issued = max(g.plan.document.issued for g in material.grounds).isoformat()
    return Book(
        title=material.title,
        subtitle=joined(material.subtitles, "；", "; "),
        issued=issued,
        lang=material.frame.choice.lang,
        size=material.frame.choice.size,
        looks=cover,
        chapters=tuple(_finished(material, outline, chapter) for chapter in chapters),
    )


def _plan(material: Material) -> tuple[list[Entry], dict[str, Maker]]:
    """All entries in order, and what makes the pages of text of those that have them."""
    m, frame, first = material, material.frame, material.scenes[0]
    titles = m.subject, m.subtitles
    plans, parks = [g.plan for g in m.grounds], parks_of(m.grounds)
    analyses = [g.analysis for g in m.grounds]
    counts = say(
        "book.counts",
        sectors=sum(len(plan.taxonomy) for plan in plans),
        subsectors=sum(len(plan.taxonomy.subsectors) for plan in plans),
        cities=sum(entry.key.startswith("cities/") for entry in m.sheets),
        parks=len(parks),
    )
    makers: dict[str, Maker] = {
        "cover": lambda _: [cover_page(frame, first, m.boundaries, titles, counts)],
        "contents": lambda outline: contents_pages(frame, outline, first, m.boundaries, m.register),
        "reading": lambda _: reading_pages(frame, m.scenes),
        "parks": lambda outline: park_pages(frame, outline, parks, m.register),
        "clauses": lambda outline: clause_pages(frame, outline, plans),
        "sources": lambda _: source_pages(frame, plans, first.credits),
        "review": lambda outline: review_pages(frame, outline),
    }
    analysis = [chapter.entry for chapter in m.charts]
    for own in analyses:
        key, others = f"{own.plan.key}/gaps", [a for a in analyses if a is not own]
        analysis.append(Entry(key, say("book.gaps", plan=own.plan.short), 2))
        makers[key] = lambda _, own=own, others=others: gap_pages(frame, own, others)  # type: ignore[misc]
    analysis[0] = replace(analysis[0], part=say("book.analysis"))
    drawn = first.credits.review
    front = [
        Entry("cover", m.title, 1, review=drawn),
        Entry("contents", say("book.contents"), 1, review=drawn),
        Entry("reading", say("book.reading"), 1),
    ]
    back = [Entry(k, say(f"book.{k}"), 2) for k in ("parks", "clauses", "sources", "review")]
    back[0] = replace(back[0], part=say("book.indexes"))
    return [*front, *m.sheets, *analysis, *back], makers


def _chapter(material: Material, entry: Entry, make: Maker | None, outline: Outline) -> Chapter:
    """An entry with its pages; those of a map sheet hold nothing yet."""
    if make is not None:
        return Chapter(entry, tuple(make(outline)))
    pages = next((c.pages for c in material.charts if c.entry.key == entry.key), ())
    return Chapter(entry, pages or (BookPage(()),) * len(material.sizes[entry.key]))


def _finished(material: Material, outline: Outline, chapter: Chapter) -> Chapter:
    """The pages with what a book adds: the heading of a part, links, folio; the cover has none."""
    entry, frame = chapter.entry, material.frame
    if entry.key == "cover":
        return chapter
    first, total = outline.first[entry.key], outline.total
    sizes = material.sizes.get(entry.key, [frame.choice.size] * len(chapter.pages))
    foot = joined((material.title, entry.title), " · ", " · ")
    pages = []
    for number, (page, size) in enumerate(zip(chapter.pages, sizes, strict=True)):
        own: list[Piece] = [frame.part(entry.part)] if entry.part != NOTHING and not number else []
        own += [_again(piece) if number else piece for piece in page.pieces]
        see = None if number else _see(material, outline, entry)
        own += frame.foot(size, (first + number, total), foot, see)
        pages.append(replace(page, pieces=tuple(own)))
    return Chapter(entry, tuple(pages))


def _again(piece: Piece) -> Piece:
    """A title on a further page is no heading again."""
    if isinstance(piece, TextBox) and piece.hand.role == Role.TITLE:
        return replace(piece, hand=replace(piece.hand, role=Role.TEXT))
    return piece


def _see(material: Material, outline: Outline, entry: Entry) -> Links | None:
    """From a map sheet to the cities it names; from a city to the sectors that name it."""
    if entry.shown is None:
        return None
    if entry.key.startswith("cities/"):
        own = entry.key.partition("/")[2]
        found = [
            (other.title, page)
            for other, shown, page in outline.sheets()
            if "/sector-" in other.key and own in shown.cities
        ]
        word = say("book.see_sectors")
    else:
        names = {code: material.register.short_name(code) for code in entry.shown.cities}
        keys = {code: f"cities/{code}" for code in names}
        found = [(names[c], outline.first[keys[c]]) for c in names if keys[c] in outline.first]
        word = say("book.see_cities")
    return Links(word, found) if found else None
