"""An atlas as one PDF: map sheets made before, pages of text, one Typst document round them all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from geo.book.model import Book, BookPage, Chapter
from geo.render.print.halos import printable_map
from geo.render.print.looks import tongue_and_date
from geo.render.print.sheet_data import PICTURE, PictureLayer, picture_layer, plain, sheet_pages
from geo.render.print.typesetting import printed_pdf
from geo.render.svg.chart import swatch_picture
from geo.render.svg.layers import Layer, map_layers
from geo.sheet.foot import without_folio
from geo.sheet.items import Picture, Piece, Swatch
from geo.sheet.model import Sheet

_TEMPLATE = "sheet.typ"
Size = tuple[float, float]


@dataclass(frozen=True)
class SheetLeaves:
    """A map sheet ready for the book: its pages as JSON, the layers of its map from the ground up.

    Plain text throughout, so that it can be sent between processes.
    """

    pages: str
    layers: tuple[Layer, ...]
    sizes: tuple[Size, ...]


def sheet_leaves(sheet: Sheet, level: int) -> SheetLeaves:
    """The pages of a sheet whose title is a heading of some level; the book has its own folios."""
    sheet = replace(sheet, pages=tuple(without_folio(page) for page in sheet.pages))
    pages = sheet_pages(sheet, (), level)
    sizes = tuple((page["width"], page["height"]) for page in pages)
    return SheetLeaves(
        json.dumps(pages, ensure_ascii=False), map_layers(sheet, printable_map(sheet)), sizes
    )


def book_pdf(book: Book, leaves: Mapping[str, SheetLeaves]) -> bytes:
    """The whole atlas as tagged PDF (PDF/UA-1) with bookmarks; ``leaves`` are the sheets by key."""
    store = _Store()
    pages = [
        page
        for chapter in book.chapters
        for page in _pages(book, chapter, leaves.get(chapter.entry.key), store)
    ]
    data = {
        "title": book.title.in_(book.lang),
        "alt": book.subtitle.in_(book.lang),
        "author": "industry-atlas",
        **tongue_and_date(book.lang, book.issued),
        "headings": False,
        "pages": pages,
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    inputs = {"data": text, **store.inputs}
    return printed_pdf(_TEMPLATE, inputs)


class _Store:
    """Pictures by name; equal ones share a name, and a place in the file if several maps could."""

    def __init__(self) -> None:
        self._held: dict[str, PictureLayer] = {}

    def layer(self, layer: Layer) -> PictureLayer:
        again = layer.svg in self._held
        held = self._held.setdefault(layer.svg, picture_layer(f"{PICTURE}-{len(self._held)}"))
        held["common"] |= again and layer.common
        return held

    @property
    def inputs(self) -> dict[str, str]:
        return {held["name"]: svg for svg, held in self._held.items()}


def _pages(
    book: Book, chapter: Chapter, leaves: SheetLeaves | None, store: _Store
) -> Sequence[dict[str, Any]]:
    level = chapter.entry.level
    if leaves is None:
        size = {"width": book.size[0], "height": book.size[1]}
        return [{**size, "items": _items(book, page, level, store)} for page in chapter.pages]
    layers = [store.layer(layer) for layer in leaves.layers]
    pages: list[dict[str, Any]] = json.loads(leaves.pages)
    for page, added in zip(pages, chapter.pages, strict=True):
        for item in page["items"]:
            if item["kind"] == "picture":
                item["layers"] = layers
        extra = plain(book.looks, added.pieces, level=level)
        parts = [item for item in extra if item.get("heading")]
        page["items"] = [*parts, *page["items"], *(item for item in extra if item not in parts)]
    return pages


def _items(book: Book, page: BookPage, level: int, store: _Store) -> list[dict[str, Any]]:
    """The pieces of a page of text, with its map or chart where that stands."""
    items: list[dict[str, Any]] = []
    for piece in page.pieces:
        items += _item(book, page, piece, level, store)
    return items


def _item(
    book: Book, page: BookPage, piece: Piece, level: int, store: _Store
) -> list[dict[str, Any]]:
    figure = page.figure
    if figure is None:
        sheet = page.sheet or book.looks
        own = map_layers(sheet, printable_map(sheet)) if page.sheet else ()
        return plain(sheet, [piece], [store.layer(layer) for layer in own], level)
    if isinstance(piece, Picture):
        box = {n: getattr(figure.box, n) for n in ("x", "y", "w", "h")}
        alt = figure.alt.in_(book.lang)
        return [
            {
                "kind": "picture",
                **box,
                "layers": [store.layer(Layer(figure.svg, common=False))],
                "alt": alt,
            }
        ]
    made = plain(book.looks, [piece], level=level)
    if isinstance(piece, Swatch):
        made[0]["svg"] = ET.tostring(swatch_picture(piece.entry), encoding="unicode")
    return made
