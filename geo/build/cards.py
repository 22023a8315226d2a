"""Cards of a plan: a sheet for every place and sector that it names together, in one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.analysis.plan_analysis import find_term, find_unit
from geo.ask.choices import Chosen, Which, chosen_spec, in_language, wrong_choices
from geo.book.card_page import CardLook, card_page
from geo.book.cards import Card, Pair, cards_of, located, pairs_of
from geo.book.frame import Frame
from geo.book.model import Book, BookPage, Chapter, Entry
from geo.build.mapped_plan import Layout, lay_out
from geo.errors import CallError, Fault
from geo.files.record import deliver
from geo.nearest import nearest
from geo.render.print.book import book_pdf
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.sheet.page import PageChoice
from geo.sheet.typeface import require_glyphs
from geo.sources.plans.folder import load_plan
from geo.spec.mapspec import Layers
from geo.spec.publisher import Brand, base_url_faults
from geo.texts.catalogue import say

PAPERS = ("A5", "A4")
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class CardWish:
    """Which cards of a plan, and what they bear besides.

    Parameters
    ----------
    place, sector
        Name or id; every one where it is empty.
    base_url
        Address under which a built site stands; the code on a card leads to the map of its sector
        there. Without it there is no code: a relative address leads nowhere from paper.
    brand
        Who publishes the cards.
    """

    place: str = ""
    sector: str = ""
    base_url: str = ""
    brand: Brand | None = None


def cards(
    plan: str | Path,
    path: str | Path,
    wish: CardWish | None = None,
    *,
    paper: str = "A5",
    lang: str = "zh",
    replace: bool = False,
    step: Step = lambda _done, _all: None,
) -> Path:
    """Write the cards of a plan as one PDF, a page each, with bookmarks.

    Parameters
    ----------
    plan
        Key of a packaged plan, or a folder.
    path
        The file, ``.pdf``.
    wish
        Which cards, and what they bear; all of them by default.
    paper
        ``A5`` or ``A4``.
    lang
        ``zh``, ``en`` or ``both``.
    replace
        Whether a file is replaced that geo did not write, or that was changed since.
    step
        Called with (cards done, cards in all).

    Raises
    ------
    CallError
        Paper, language, suffix or address is none; the plan does not name the place for the sector.
    UnknownNameError
        There is no such place or sector.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "card.pdf"
    >>> cards("future2024", file, CardWish("东莞", "通用智能")).name
    'card.pdf'
    """
    path, wish = Path(path), wish or CardWish()
    choice = PageChoice(paper, "portrait", lang)
    listed = Chosen("--paper", paper, PAPERS, "卡片没有这种纸张", "no such paper for cards")
    suffix = Chosen("-o", path.suffix.lower(), (".pdf",), "卡片只做成 PDF", "cards are a PDF")
    wrong = wrong_choices(listed, in_language(lang), suffix)
    if faults := [*wrong, *base_url_faults(wish.base_url)]:
        raise CallError(faults)
    layout = lay_out(load_plan(plan))
    found = cards_of(layout.ground, chosen_pairs(layout, wish))
    data = _pdf(layout, found, choice, wish, step)
    return deliver(path, {path.name: data}, replace=replace)[0]


def chosen_pairs(layout: Layout, wish: CardWish) -> tuple[Pair, ...]:
    """The pairs that are asked for.

    Raises
    ------
    UnknownNameError, CallError
        There is no such place or sector; the plan does not name the one for the other.
    """
    register, plan = layout.world.register, layout.plan
    pairs = pairs_of(plan)
    if wish.sector:
        sector = find_term(plan, wish.sector, plan.taxonomy.sectors, say("pages.sector"))
        pairs = tuple(p for p in pairs if p.sector == sector)
    if wish.place:
        place = find_unit(layout.ground.analysis, wish.place).id
        pairs = tuple(p for p in pairs if p.place_id == place)
    if not pairs:
        named = [register.name(p.place_id).zh for p in pairs_of(plan)]
        zh, en = "规划没有这样点名", "the plan does not name this place for this sector"
        asked = " × ".join(filter(None, (wish.place, wish.sector)))
        near = nearest(wish.place, named, 3) if wish.place else ()
        raise CallError(Fault("", zh, en, asked, near))
    return pairs


def _pdf(
    layout: Layout, found: Sequence[Card], choice: PageChoice, wish: CardWish, step: Step
) -> bytes:
    scenes: dict[str, Scene] = {}
    pages: list[tuple[Card, BookPage]] = []
    for done, card in enumerate(found, 1):
        sector = card.pair.sector
        if sector not in scenes:
            scenes[sector] = sector_scene(layout, card, choice.lang)
        pages.append((card, _page(layout, card, scenes[sector], choice, wish)))
        step(done, len(found))
    chapters = tuple(
        Chapter(
            Entry(card.slug, say("card.title", place=card.short, sector=card.sector), 1), (page,)
        )
        for card, page in pages
    )
    looks = next(page.sheet for _, page in pages if page.sheet)
    title = say("card.book", plan=layout.plan.short)
    subtitle = pages[0][0].place if len(pages) == 1 else title
    issued = layout.plan.document.issued.isoformat()
    book = Book(title, subtitle, issued, choice.lang, choice.size, looks, chapters)
    return book_pdf(book, {})


def _page(layout: Layout, card: Card, scene: Scene, choice: PageChoice, wish: CardWish) -> BookPage:
    brand = wish.brand
    look = CardLook(Frame(choice, scene.accent), layout.world.boundaries, brand)
    if brand:
        require_glyphs([brand.organisation.in_(choice.lang), *brand.contact])
    keys = {park.key for park in card.parks}
    shown = located(scene, card.pair.place_id, tuple(s for s in scene.symbols if s.id in keys))
    address = page_address(wish.base_url, shown, card)
    return card_page(look, card, shown, address)


def sector_scene(layout: Layout, card: Card, lang: str) -> Scene:
    """The map of a card's sector, without the structure of the plan."""
    which: Which = {"sector": card.pair.sector}
    spec = chosen_spec(layout.plan, which, lang, layout.table.level)
    bare = Layers(structure=False, carriers=True)
    return resolve(spec.with_(layers=bare), layout.ground)


def page_address(base_url: str, scene: Scene, card: Card) -> str:
    """The address of the sector's page on a site, at the card's place; empty without a base."""
    if not base_url:
        return ""
    spec = scene.spec
    page = f"{base_url.rstrip('/')}/{spec.plan}/{spec.slug}.html"
    here = card.pair.place_id
    shown = any(area.adcode == here for area in scene.areas)
    return f"{page}#city={here}" if shown else page
