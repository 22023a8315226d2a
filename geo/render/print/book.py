"""An atlas as one PDF: map sheets made before, pages of text, one Typst document round them all.

Maps are cut into layers, so that the file holds what all of them share only once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from geo.book.model import Book, BookPage, Chapter
from geo.render.print.letters import printable_map
from geo.render.print.sheet import PICTURE, PictureLayer, picture_layer, plain, sheet_pages
from geo.render.print.typesetting import printed_pdf, tongue_and_date
from geo.render.svg.chart import swatch_picture
from geo.sheet.head_and_foot import without_folio
from geo.sheet.items import Picture, Piece, Swatch
from geo.sheet.model import Sheet

_COMMON = ("ground", "lines")
_CLIP, _BLANK = "clipPath", "not_named"
Size = tuple[float, float]


class Layer(NamedTuple):
    """A picture of the size of the map; ``common`` if other maps of the window have it too."""

    svg: str
    common: bool


class _Part(NamedTuple):
    """An element of the drawing with the window around it, None for what is over all windows."""

    common: bool
    window: ET.Element | None
    element: ET.Element


def map_layers(sheet: Sheet, whole: ET.Element) -> tuple[Layer, ...]:
    """The drawing of a map as layers that lie over each other, the lowest first."""
    own = {area.adcode for area in sheet.scene.areas if area.level == sheet.scene.spec.level}
    defs = next(child for child in whole if child.tag == "defs")
    found = []
    for common, parts in groupby(_parts(whole, own), lambda part: part.common):
        picture = ET.Element("svg", whole.attrib)
        held = list(parts)
        picture.append(_needed(defs, held) if common else defs)
        for window, members in groupby(held, lambda part: part.window):
            group = picture if window is None else ET.SubElement(picture, "g", window.attrib)
            group.extend(part.element for part in members)
        found.append(Layer(ET.tostring(picture, encoding="unicode"), common))
    return tuple(found)


def _parts(whole: ET.Element, own: set[str]) -> Iterator[_Part]:
    """Everything drawn, in the order of drawing; areas as blank ones under those that are not."""
    for child in whole:
        if child.get("data-view"):
            for element in child:
                if element.get("data-layer") == "areas":
                    yield from _areas(child, element, own)
                else:
                    yield _Part(element.get("data-layer") in _COMMON, child, element)
        elif child.tag not in ("defs", "title", "desc"):
            yield _Part(False, None, child)


def _areas(window: ET.Element, areas: ET.Element, own: set[str]) -> Iterator[_Part]:
    """All areas of the level as if not one of them was named; over them those that are."""
    blank = next((e for e in areas if e.get("data-state") == _BLANK), None)
    if blank is not None:
        looks = {k: v for k, v in blank.attrib.items() if k != "d" and not k.startswith("data-")}
        under = ET.Element("g", areas.attrib)
        for path in (e for e in areas if e.get("data-adcode") in own):
            ET.SubElement(under, "path", {"d": path.attrib["d"], **looks})
        yield _Part(True, window, under)
    over = ET.Element("g", areas.attrib)
    over.extend(
        e for e in areas if e.get("data-state") != _BLANK or e.get("data-adcode") not in own
    )
    yield _Part(False, window, over)


def _needed(defs: ET.Element, parts: list[_Part]) -> ET.Element:
    """The clips of some windows: common layers have no pattern."""
    used = {part.window.get("clip-path") for part in parts if part.window is not None}
    needed = ET.Element("defs")
    needed.extend(e for e in defs if e.tag == _CLIP and f"url(#{e.get('id')})" in used)
    return needed


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
    layers = map_layers(sheet, printable_map(sheet))
    return SheetLeaves(json.dumps(pages, ensure_ascii=False), layers, sizes)


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
    return printed_pdf("sheet.typ", {"data": text, **store.inputs})


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
        laid = [[_item(book, page, p, level, store) for p in page.pieces] for page in chapter.pages]
        return [{**size, "items": items} for items in laid]
    layers = [store.layer(layer) for layer in leaves.layers]
    pages: list[dict[str, Any]] = json.loads(leaves.pages)
    for page, added in zip(pages, chapter.pages, strict=True):
        for item in page["items"]:
            if item["kind"] == "picture":
                item["layers"] = layers
        extra = [plain(book.looks, piece, level=level) for piece in added.pieces]
        parts = [item for item in extra if item.get("heading")]
        page["items"] = [*parts, *page["items"], *(item for item in extra if item not in parts)]
    return pages


def _item(book: Book, page: BookPage, piece: Piece, level: int, store: _Store) -> dict[str, Any]:
    """A piece of a page of text, or its map or chart where that stands."""
    figure = page.figure
    if figure is None:
        sheet = page.sheet or book.looks
        own = map_layers(sheet, printable_map(sheet)) if page.sheet else ()
        return plain(sheet, piece, [store.layer(layer) for layer in own], level)
    if isinstance(piece, Picture):
        layers, alt = [store.layer(Layer(figure.svg, common=False))], figure.alt.in_(book.lang)
        return {"kind": "picture", **asdict(figure.box), "layers": layers, "alt": alt}
    made = plain(book.looks, piece, level=level)
    if isinstance(piece, Swatch):
        made["svg"] = ET.tostring(swatch_picture(piece.entry), encoding="unicode")
    return made
