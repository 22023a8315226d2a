"""A deck as a file: slide after slide on the master of its hue, with notes; no clock in it."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from geo.design.theme import load_theme
from geo.render.slides import texts
from geo.render.slides.contents import COVER_FOOT, add_cover, add_map, add_tables, add_words
from geo.render.slides.marks import Palette, Script
from geo.render.slides.model import (
    EDGE,
    WIDE,
    CoverSlide,
    Deck,
    MapSlide,
    Slide,
    TableSlide,
    WordsSlide,
)  # fmt: skip
from geo.render.slides.page import Page
from geo.render.slides.template import TITLE, blank, palette, set_fonts
from geo.sheet.box import Box
from geo.texts.catalogue import say

_LAYERS = (
    *("map", "key", "figures", "source", "mark", "bar", "subtitle", "words", "folio"),
    *("main", "ground", "areas", "belts", "lines", "line", "plots", "bands", "leaders"),
    *("symbols", "labels", "scale_bar", "north", "review"),
)
_SUBTITLE = Box(TITLE.x, 19.2, 196.0, 7.0)
_BAR = Box(EDGE, 6.6, 1.8, 18.6)
_MARK = (58.0, 8.0)
_SUB_PT, _MARK_PT, _NOTE_PT = 13.0, 11.0, 12.0


def deck_pptx(deck: Deck) -> bytes:
    """The presentation: equal bytes for equal decks.

    Every slide has a title, its number and its source; a map is a group of named shapes with its
    description; what a speaker reads stands in the notes.
    """
    theme = load_theme()
    hues = list(dict.fromkeys(slide.hue for slide in deck.slides))
    names = {name: say(f"slide_layers.{name}") for name in _LAYERS}
    names |= {"layout": say("slides.layout"), "title": say("slides.master")}
    said = {key: text.in_("en" if deck.lang == "en" else "zh") for key, text in names.items()}
    made = blank(theme, hues, said)
    layouts = {hue: made.slide_masters[n].slide_layouts[0] for n, hue in enumerate(hues)}
    shown = [made.slides.add_slide(layouts[slide.hue]) for slide in deck.slides]
    by_key = {slide.key: one for slide, one in zip(deck.slides, shown, strict=True)}
    for slide, one in zip(deck.slides, shown, strict=True):
        page = Page(one, palette(theme, slide.hue), theme, said, deck, by_key)
        _fill(page, slide, theme.ramp(slide.hue)[3])
    _tell(made, deck)
    return _without_clock(made)


def _fill(page: Page, slide: Slide, accent: str) -> None:
    """Title, what the slide shows, foot and notes, in the order of reading."""
    brand = page.deck.brand
    accent = brand.accent if brand and brand.accent else accent
    if isinstance(slide, CoverSlide):
        add_cover(page, slide, accent)
        page.foot(slide.source, COVER_FOOT)
    else:
        page.title(slide.title)
        page.bar(_BAR, accent)
        if slide.subtitle:
            script = Script(_SUB_PT, page.theme.ground["quiet"])
            page.passage("subtitle", [(slide.subtitle, script)], _SUBTITLE)
        match slide:
            case MapSlide():
                add_map(page, slide, accent)
            case TableSlide():
                add_tables(page, slide, accent)
            case WordsSlide():
                add_words(page, slide, accent)
        if slide.review:
            page.mark(slide.review, Box(WIDE - EDGE - _MARK[0], _BAR.y, *_MARK), _MARK_PT)
        page.foot(slide.source)
    _note(page, slide.notes)


def _note(page: Page, lines: Sequence[str]) -> None:
    """What a speaker reads: a paragraph per line, each in its language."""
    body = page.slide.notes_slide.notes_text_frame._txBody
    for old in list(body.p_lst):
        body.remove(old)
    script = Script(_NOTE_PT, page.theme.ground["ink"])
    for line in lines or ("",):
        texts.write(body, [line], script, Palette({}))


def _tell(made: Any, deck: Deck) -> None:  # noqa: ANN401  (a presentation)
    """What the file says of itself; the day is that of the document."""
    told, day = made.core_properties, dt.datetime.fromisoformat(deck.issued)
    told.title, told.subject = deck.title, deck.title
    told.language = "en-US" if deck.lang == "en" else "zh-CN"
    told.author = deck.brand.organisation.in_(deck.lang) if deck.brand else "geo"
    told.last_modified_by, told.revision = told.author, 1
    told.created = told.modified = day
    notes = made.notes_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = notes._element if hasattr(notes, "_element") else parse_xml(notes.blob)
    set_fonts(root)


def _without_clock(made: Any) -> bytes:  # noqa: ANN401  (a presentation)
    """The file with no time of its own in its archive."""
    first, new = BytesIO(), BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(new, "w") as out:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename)
            out.writestr(fixed, old.read(entry), zipfile.ZIP_DEFLATED, 9)
    return new.getvalue()
