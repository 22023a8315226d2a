"""The map of a document for Word as a block: 160 mm wide, 300 dots per inch, with words for it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.build.map_files import printed
from geo.domain.plan import Plan
from geo.domain.text import joined
from geo.errors import Fault, SpecError
from geo.export.word.model import Block, Heading, Para, Plate
from geo.scene.credits import source_of
from geo.scene.scene import Scene
from geo.scene.world import World
from geo.sheet.dots import Dots
from geo.sheet.page import PageChoice
from geo.spec.mapspec import Figure
from geo.texts.catalogue import say

WIDTH = 160.0  # mm
_DPI = 300
_HIGHEST = 215.0  # mm: with title and caption it has a page
_MM_PER_DOT = 25.4 / _DPI


def figure_blocks(scene: Scene, world: World, lang: str) -> Iterator[Block]:
    """The map and, where its parks have no room on a page, how many are left out.

    Raises
    ------
    SpecError
        The map has no room on a page.
    """
    bare = replace(scene, symbols=(), listed=(), legend=scene.legend[:1])
    for shown in (scene, bare):
        for way in ("landscape", "portrait"):
            png = _png(shown, world, way, lang)
            if png:
                yield Plate(png, WIDTH, _caption(scene, lang), _alt(scene, lang))
                left = len(scene.symbols) + len(scene.listed)
                if shown is bare and left:
                    yield Para(say("word.parks_left_out", n=left).in_(lang), "说明")
                return
    zh, en = "插图放不下地图", "the figure has no room for its map"
    raise SpecError(Fault("", zh, en, scene.title.zh))


def _png(scene: Scene, world: World, way: str, lang: str) -> bytes:
    """The figure that way, or nothing where it has no room or is higher than a page."""
    page = PageChoice("A4", way, "zh" if lang == "both" else lang, figure=Figure(titled=False))
    try:
        png = printed(scene, world, page, (".png",), Dots(_DPI))[".png"]
    except SpecError:
        return b""
    (height,) = struct.unpack(">I", png[20:24])
    return png if height * _MM_PER_DOT <= _HIGHEST else b""


def _caption(scene: Scene, lang: str) -> str:
    return joined((scene.title, scene.credits.review), " · ", " · ").in_(lang)


def _alt(scene: Scene, lang: str) -> str:
    """What the map shows: its title, its sentence, how many areas each class has."""
    entries = [e for block in scene.legend[:1] for e in block.entries if e.count]
    classes = joined((e.label for e in entries), zh=";", en="; ")
    return joined((scene.title, scene.subtitle, classes), "。", ". ").in_(lang)


def source_blocks(scene: Scene, plans: Sequence[Plan], lang: str) -> Iterator[Block]:
    """Documents, base map, projection, review and limits, at the end."""
    credit = scene.credits
    yield Heading(say("word.sources").in_(lang))
    for plan in plans:
        yield Para(source_of(plan).in_(lang).strip(), "说明")
    for text in (credit.base, credit.projection, credit.review, credit.limits):
        yield Para(text.in_(lang), "说明")
