"""The slides of a deck in order: which maps, each with its list; matrix, contents and sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.analysis.plan_analysis import find_term
from geo.build.mapped_plan import Layout
from geo.build.slide_tables import list_slides, matrix_slides, node_slides
from geo.design.theme import load_theme
from geo.domain.lines import StatementLine
from geo.domain.text import NOTHING, Text, joined
from geo.errors import SpecError
from geo.render.slides.model import (
    COVER,
    MAP,
    CoverSlide,
    Deck,
    MapSlide,
    Passage,
    Slide,
    WordsSlide,
)
from geo.scene.credits import cautions, source_of
from geo.scene.map_kind import KINDS
from geo.scene.scene import Scene
from geo.sheet.arrange import arrange
from geo.sheet.bottom_band import maker_line
from geo.sheet.lists import told
from geo.sheet.lone import cover_window, lone_page
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sheet.rows import said_words
from geo.spec.mapspec import Figure, MapSpec
from geo.spec.publisher import Brand
from geo.texts.catalogue import say

_NEUTRAL = "slate"  # the hue of what is of no sector
_LONG = 22  # titles: more have a second column
_SHARES = (1.0, 0.9, 0.8)  # of the usual type: the first in which every map has its names


@dataclass(frozen=True)
class DeckChoice:
    """What a deck shows and how: ``sectors`` are those that have a map, all of them by default."""

    lang: str = "zh"
    sectors: tuple[str, ...] = ()
    subsectors: bool = False
    brand: Brand | None = None


def deck_of(layout: Layout, sheets: Sequence[Sheet], choice: DeckChoice) -> Deck:
    """The whole deck: title, contents, maps with their lists, matrix, sources."""
    plan, lang = layout.plan, choice.lang
    common = _Common(layout, sheets, choice)
    body: list[Slide] = []
    for sheet in sheets:
        body += [map_slide(sheet), *node_slides(sheet), *list_slides(sheet)]
        if sheet.scene.spec.kind == "breadth":
            body += matrix_slides(layout, lang)
    body = [common.completed(slide) for slide in body]
    closing = common.completed(common.closing())
    shown = (common.cover(), common.contents([*body, closing]), *body, closing)
    title = say("slides.deck", plan=plan.short).in_(lang)
    return Deck(shown, lang, title, plan.document.issued.isoformat(), choice.brand)


def map_slide(sheet: Sheet) -> MapSlide:
    """A map with its numbers; in the notes who carries what, by which clause."""
    scene, lang, ramps = sheet.scene, sheet.lang, load_theme().ramps
    return MapSlide(
        key=scene.spec.slug,
        title=scene.title.in_(lang),
        hue=next((hue for hue, ramp in ramps.items() if ramp[3] == scene.accent), _NEUTRAL),
        notes=tuple(text.in_(lang) for text in notes(scene)),
        source=source_line(scene).in_(lang),
        subtitle=scene.subtitle.in_(lang),
        sheet=sheet,
        numbers=tuple((str(n.value), n.label.in_(lang)) for n in scene.key_numbers),
    )


def notes(scene: Scene) -> Iterator[Text]:
    """What a speaker reads: the finding, who carries what by which clause, the source."""
    yield scene.subtitle
    lines = [(place, joined(map(_line, said), "；", "; ")) for place, said in told(scene)]
    yield say("slides.who") if lines else say("slides.nobody")
    for place, said in lines:
        yield say("slides.said", place=place, lines=said)
    for line in scene.region_notes:
        yield _line(line)
    if scene.listed:
        yield say("slides.said", place=say("slides.listed"),
                  lines=joined(item.label for item in scene.listed))  # fmt: skip
    yield from (text for text in (*scene.credits.lines, scene.credits.review) if text != NOTHING)


def _line(said: StatementLine) -> Text:
    return say("place.line", what=said_words(said), clause=said.locator)


def source_line(scene: Scene) -> Text:
    """Document and base map under a slide, and that the document binds no more, if so."""
    standing = [scene.badge.label] if scene.badge and scene.badge.alert else []
    return joined([scene.credits.source, *standing, scene.credits.base], " · ", " · ")


class _Common:
    """What the slides without a map of their own are made of."""

    def __init__(self, layout: Layout, sheets: Sequence[Sheet], choice: DeckChoice) -> None:
        self.layout, self.sheets, self.choice = layout, sheets, choice
        self.lang, self.plan, self.first = choice.lang, layout.plan, sheets[0].scene

    @property
    def review(self) -> Text:
        """The state of all maps, where it is one; else that each map tells its own."""
        states = {sheet.scene.credits.review for sheet in self.sheets}
        return states.pop() if len(states) == 1 else say("slides.mixed")

    def completed(self, slide: Slide) -> Slide:
        """A slide with what it has not told: its source, and the state where no map tells it."""
        if isinstance(slide, MapSlide):
            return slide
        source = slide.source or source_of(self.plan).in_(self.lang)
        return replace(slide, source=source, review=self.review.in_(self.lang))

    def cover(self) -> CoverSlide:
        """The title slide: plan, document, who issued it, when, whether it binds."""
        document = self.plan.document
        page = lone_page(PageChoice("A3", lang=self.lang), COVER)
        made = cover_window(self.first, self.layout.world.boundaries, page, self.lang)
        made = replace(made, hatches=load_theme().hatches(1.0, paper=False))
        badge = self.first.badge
        dated = [Text(t, t) for t in (document.number, document.issued_text) if t]
        lines = [
            say("slides.issuer", issuer=document.issuer),
            joined([*dated, *([badge.label] if badge else [])], " · ", " · "),
        ]
        told_lines = [line.in_(self.lang) for line in lines]
        if maker := maker_line(PageChoice(lang=self.lang, brand=self.choice.brand)):
            told_lines.append(maker)
        return CoverSlide(
            key="cover", title=say("slides.deck", plan=self.plan.short).in_(self.lang),
            hue=_NEUTRAL, notes=(source_line(self.first).in_(self.lang),),
            source=source_line(self.first).in_(self.lang),
            subtitle=document.title.in_(self.lang), sheet=made, lines=tuple(told_lines),
        )  # fmt: skip

    def contents(self, body: Sequence[Slide]) -> Slide:
        """Every slide with its number, each line leading there."""
        maps, tables = list[tuple[str, str]](), list[tuple[str, str]]()
        for number, slide in enumerate(body, 3):
            line = f"{number}  {slide.title}", slide.key
            (maps if isinstance(slide, MapSlide) else tables).append(line)
        parts = [("maps", maps), ("tables", tables)]
        columns = []
        for name, lines in parts:
            heading = say(f"slides.{name}").in_(self.lang)
            runs = [lines[at : at + _LONG] for at in range(0, len(lines), _LONG)]
            columns += [(Passage(heading, tuple(run)),) for run in runs]
        made = WordsSlide(
            key="contents", title=say("book.contents").in_(self.lang), hue=_NEUTRAL,
            subtitle=say("slides.contents_sub").in_(self.lang), columns=tuple(columns),
        )  # fmt: skip
        return self.completed(made)

    def closing(self) -> WordsSlide:
        """Document, base map, how things are counted, review, licences."""
        credit, lang = self.first.credits, self.lang

        def passage(name: str, *texts: Text) -> Passage:
            lines = tuple((text.in_(lang), "") for text in texts if text != NOTHING)
            return Passage(say(f"slides.{name}").in_(lang), lines)

        document = passage("documents", source_of(self.plan), *cautions([self.plan]))
        base = passage("base", credit.base, credit.projection, say("book.points"))
        method = passage("limits", *(say(f"book.{k}") for k in ("method_rows", "method_numbers")),
                         say("book.colour_not"), say("book.word_inferred"),
                         say("book.method_limits"))  # fmt: skip
        review = passage("review", self.review, say("slides.editing_state"))
        edit = passage("editing", say("slides.editing_areas"), say("slides.fonts"))
        return WordsSlide(
            key="sources", title=say("slides.closing").in_(lang), hue=_NEUTRAL,
            subtitle=say("slides.closing_sub").in_(lang),
            columns=((document, base), (method,), (review, edit)),
        )  # fmt: skip


def chosen_specs(layout: Layout, choice: DeckChoice) -> list[MapSpec]:
    """The maps of a deck in the order of reading."""
    plan, sector = layout.plan, KINDS["sector"]
    wanted = {
        find_term(plan, name, sector.terms(plan), say("pages.sector")) for name in choice.sectors
    }
    found = []
    for spec in layout.specs:
        if spec.kind == "subsector" and not choice.subsectors:
            continue
        own = spec.subject.partition(".")[0]
        if not spec.subject or not wanted or own in wanted:
            found.append(spec)
    return found


def arranged(layout: Layout, scenes: Sequence[Scene], choice: DeckChoice) -> list[Sheet]:
    """The maps laid out for slides, all in type of one size.

    Raises
    ------
    SpecError
        Some name has no room even in the smallest type.
    """
    for share in _SHARES:
        figure = Figure(titled=False, height=MAP.h, share=share)
        page = PageChoice("A3", "landscape", choice.lang, figure=figure)
        try:
            return [arrange(scene, layout.world.boundaries, page) for scene in scenes]
        except SpecError:
            if share == _SHARES[-1]:
                raise
    return []
