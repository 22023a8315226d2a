"""The comparison of places as a document for Word: map, what they share, term by term, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.analysis.compare import compare
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.report.model import Table
from geo.analysis.report.pairs_view import compare_report
from geo.ask.check import one_territory
from geo.build.word_figure import figure_blocks, source_blocks
from geo.charts.pair_maps import compare_scene
from geo.domain.text import Text, joined
from geo.errors import CallError
from geo.export.word.model import Block, Heading, Paper, Para
from geo.export.word.report import report_blocks
from geo.export.word.writing import word_bytes
from geo.scene.credits import limits, review_line, source_of
from geo.scene.scene import Scene
from geo.scene.world import World, load_world
from geo.sources.extras import check_extra
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register
from geo.texts.catalogue import say

_WHERE = "_locators"


def pair_docx(places: Sequence[str], plan: str, lang: str) -> bytes:
    """Places of a plan side by side as a document; two areas have a map."""
    check_extra("python-docx", "docx", "office", ".docx")
    loaded = load_plan(plan)
    world = load_world(one_territory([loaded]))
    world = replace(world, register=plan_register(loaded, world.register))
    base = analyse(loaded, world.register)
    report = compare_report(base, places)
    summary, standing = report.tables
    standing = _folded(_marked(standing, base, places))
    report = replace(report, tables=(summary, standing))
    try:
        scene = compare_scene(base, world, places, lang)
    except CallError:
        scene = None
    title = report.title.in_(lang)
    blocks: list[Block] = list(_map(scene, world, lang))
    blocks += report_blocks(report, lang)
    if scene:
        blocks += source_blocks(scene, [loaded], lang)
    else:
        blocks.append(Heading(say("word.sources").in_(lang)))
        blocks += [Para(t.in_(lang), "说明") for t in (source_of(loaded), limits([loaded]))]
    header = title
    if scene:
        header = say("word.header", review=review_line(""), title=report.title).in_(lang)
    return word_bytes(Paper(title, header, lang, blocks))


def _map(scene: Scene | None, world: World, lang: str) -> Iterator[Block]:
    if scene is None:
        yield Para(say("word.no_map").in_(lang), "说明")
    else:
        yield from figure_blocks(scene, world, lang)


def _marked(table: Table, base: PlanAnalysis, places: Sequence[str]) -> Table:
    """The table term by term, where a list is open and what is inferred marked by its state."""
    found = compare(base, places)
    rows = []
    for row, standing in zip(table.rows, found.terms, strict=True):
        cells = dict(row)
        for unit in (side.place for side in found.sides):
            cell = base.matrix.cell(unit, standing.term.id)
            flags = {"open": cell.open_ended, "inferred": bool(cell.inferred)}
            marks = joined(say(f"line_flags.{flag}") for flag, has in flags.items() if has)
            if marks.zh:
                cells[unit.id] = say("word.mark", what=_text(row[unit.id]), marks=marks)
        rows.append(cells)
    return replace(table, rows=tuple(rows))


def _folded(table: Table) -> Table:
    """A table whose clauses stand in the cells that they are the grounds of."""
    where = {c for c in table.columns if c.endswith(_WHERE)}
    rows = []
    for row in table.rows:
        cells = {c: row.get(c, "") for c in table.columns if c not in where}
        for column in where:
            place, found = column.removesuffix(_WHERE), row.get(column, "")
            state, told = _text(cells[place]), _text(found)
            cells[place] = joined([t for t in (state, told) if t.zh], " · ", " · ")
        rows.append(cells)
    columns = tuple(c for c in table.columns if c not in where)
    return replace(table, columns=columns, rows=tuple(rows))


def _text(value: object) -> Text:
    return value if isinstance(value, Text) else Text(str(value), str(value))
