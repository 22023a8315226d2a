"""Blocks of documents for Word: the map, the sources, the tables of a city's statements.

A cell holds so much that a city's document has two or three pages; what it leaves out is counted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geo.build.map_files import printed
from geo.domain.lines import CARRIER, CityLine, CityPage
from geo.domain.plan import Plan
from geo.domain.statement import Flag, Force
from geo.domain.text import Text, joined
from geo.errors import Fault, SpecError
from geo.export.word.model import Block, Cell, Grid, Heading, Para, Plate
from geo.scene.credits import source_of
from geo.scene.scene import Scene
from geo.scene.world import World
from geo.sheet.asked import Dots
from geo.sheet.page import PageChoice
from geo.spec.mapspec import Figure
from geo.texts.catalogue import head, say

_ROWS, _TERMS, _PLACES, _CLAUSES = 4, 5, 3, 2
_HEADS = ("page.column_sector", "page.column_terms", "page.column_where", "page.column_clause")
WIDTH = 160.0  # mm
_DPI = 300
_HIGHEST = 215.0  # mm: with title and caption it has a page
_MM_PER_DOT = 25.4 / _DPI


def _by_sector(page: CityPage, plan: Plan) -> dict[str, list[CityLine]]:
    """The own lines of a plan by sector, nearest first; what has no sector stands last."""
    found: dict[str, list[CityLine]] = {}
    for line in page.of_plan(plan.key):
        if line.reach != "wide" and line.force != Force.CONTEXT:
            found.setdefault(line.sector_id, []).append(line)
    return dict(sorted(found.items(), key=lambda item: not item[0]))


def _shown(found: dict[str, list[CityLine]]) -> list[str]:
    """The sectors with most lines, in their order."""
    most = sorted(found, key=lambda sector: -len(found[sector]))[:_ROWS]
    return [sector for sector in found if sector in most]


def own_grid(page: CityPage, plan: Plan, lang: str) -> Grid | None:
    """What a plan says of the place and of what is in it: a row per sector; None if nothing."""
    found = _by_sector(page, plan)
    if not found:
        return None
    rows = [_row(found[sector], page, lang) for sector in _shown(found)]
    caption = say("word.caption", name=plan.short, n=len(rows)).in_(lang)
    return Grid(caption, [say(h).in_(lang) for h in _HEADS], rows)


def rest_of(page: CityPage, plan: Plan) -> list[Text]:
    """How many sectors and lines of a plan its table leaves out, if any."""
    found = _by_sector(page, plan)
    left = [sector for sector in found if sector not in _shown(found)]
    n = sum(len(found[sector]) for sector in left)
    return [say("word.rows_left", sectors=len(left), n=n)] if left else []


def _row(lines: Sequence[CityLine], page: CityPage, lang: str) -> list[Cell]:
    heading = lines[0].line.heading if lines[0].sector_id else say("word.no_sector")
    named = [say("word.itself") if x.place_id == page.adcode else x.place
             for x in lines if x.force != CARRIER]  # fmt: skip
    return [
        heading.in_(lang),
        _terms(lines, lang),
        _cut(named, _PLACES, lang),
        _cut((x.line.locator for x in lines), _CLAUSES, lang, zh="；", en="; "),
    ]


def _terms(lines: Sequence[CityLine], lang: str) -> str:
    """Terms as printed, each once with its marks; 等 where their list is open."""
    seen: dict[tuple[str, str], None] = {}
    parts: list[Text] = []
    left = 0
    for line in lines:
        marks = _marks(line)
        new = [t for t in line.line.terms if (t.zh, marks.zh) not in seen]
        room = max(0, _TERMS - len(seen))
        seen |= dict.fromkeys((t.zh, marks.zh) for t in new)
        shown, left = new[:room], left + len(new[room:])
        if not shown:
            continue
        part = joined(dict.fromkeys(shown))
        if Flag.OPEN in line.line.flags:
            part = say("word.open", what=part)
        parts.append(say("place.marked", what=part, marks=marks) if marks.zh else part)
    text = joined(parts, zh="；", en="; ").in_(lang)
    return text + (say("word.more", n=left).in_(lang) if left else "")


def _marks(line: CityLine) -> Text:
    """That a line is inferred, regional, or about a facility or carrier only."""
    flags = [say(f"page.flag_{f}") for f in line.line.flags if f != Flag.OPEN]
    kind = [say(f"page.class_{line.force}")] if line.force in (Force.FACILITY, CARRIER) else []
    return joined([*kind, *flags])


def _cut(texts: Iterable[Text], most: int, lang: str, zh: str = "、", en: str = ", ") -> str:
    """Each text once, so many of them, and how many more there are."""
    unique = list(dict.fromkeys(text for text in texts if text.zh))
    more = say("word.more", n=len(unique) - most).in_(lang) if len(unique) > most else ""
    return joined(unique[:most], zh, en).in_(lang) + more


def wide_grid(page: CityPage, plans: Sequence[Plan], lang: str) -> Grid:
    """What is said of regions and of the whole: a row per plan and region, with its sectors."""
    rows: list[list[Cell]] = []
    for plan in plans:
        lines = [x for x in page.of_plan(plan.key)
                 if x.reach == "wide" and x.force != Force.CONTEXT]  # fmt: skip
        for place in dict.fromkeys(x.place_id for x in lines):
            mine = [x for x in lines if x.place_id == place]
            where = _cut((x.line.locator for x in mine), _CLAUSES - 1, lang, zh="；", en="; ")
            sectors = _cut((x.line.heading for x in mine), _TERMS, lang)
            name, marks = mine[0].place, say(f"page.flag_{Flag.INFERRED}")
            if any(Flag.INFERRED in x.line.flags for x in mine):
                name = say("place.marked", what=name, marks=marks)
            rows.append([plan.short.in_(lang), name.in_(lang), sectors, len(mine), where])
    heads = [head("plan"), say("page.column_where"), say("page.column_sector"),
             say("word.count"), say("page.column_clause")]  # fmt: skip
    caption = say("word.caption", name=say("word.around"), n=len(rows)).in_(lang)
    return Grid(caption, [h.in_(lang) for h in heads], rows)


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
                caption = joined((scene.title, scene.credits.review), " · ", " · ").in_(lang)
                yield Plate(png, WIDTH, caption, _alt(scene, lang))
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


def _alt(scene: Scene, lang: str) -> str:
    """What the map shows: its title, its sentence, how many areas each class has."""
    entries = [e for block in scene.legend[:1] for e in block.entries if e.count]
    classes = joined((e.label for e in entries), zh="；", en="; ")
    return joined((scene.title, scene.subtitle, classes), "。", ". ").in_(lang)


def source_blocks(scene: Scene, plans: Sequence[Plan], lang: str) -> Iterator[Block]:
    """Documents, base map, projection, review and limits, at the end."""
    credit = scene.credits
    yield Heading(say("word.sources").in_(lang))
    for plan in plans:
        yield Para(source_of(plan).in_(lang).strip(), "说明")
    for text in (credit.base, credit.projection, credit.review, credit.limits):
        yield Para(text.in_(lang), "说明")
