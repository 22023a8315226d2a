"""Documents for Word: what plans say of a city, and places of a plan side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.analysis.compare import compare
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.analysis.report.model import Table
from geo.analysis.report.pairs_view import compare_report
from geo.analysis.similarity import peers
from geo.build.across_plans import Places
from geo.build.word_blocks import figure_blocks, own_grid, rest_of, source_blocks, wide_grid
from geo.charts.pair_maps import compare_scene
from geo.domain.lines import CARRIER, CityPage
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import Text, joined
from geo.errors import CallError
from geo.export.report import report_blocks
from geo.export.word.model import Block, Cell, Grid, Heading, Paper, Para
from geo.export.word.writing import word_bytes
from geo.scene.credits import badge, dated, limits, review_line, source_of
from geo.sources.extras import check_extra
from geo.sources.plans.folder import load_plan
from geo.texts.catalogue import head, say

_PEERS = 5
_NAMES = 8
_WHERE = "_locators"


def city_docx(name: str, plans: Sequence[Plan], lang: str) -> bytes:
    """A city, district or county over several plans as a document."""
    check_extra("python-docx", "docx", "office", ".docx")
    places = Places.of(plans)
    page = places.page(places.find(name))
    scene = places.scene(page.adcode, lang="zh" if lang == "both" else lang)
    title = say("report.city", city=page.name)
    read = [p for p in places.plans if p.key in page.plans]
    blocks: list[Block] = [Para(scene.subtitle.in_(lang))]
    blocks += figure_blocks(scene, places.world, lang)
    blocks += _overview(page, places.plans, lang)
    blocks.append(Heading(say("area.told").in_(lang)))
    for plan in read:
        if grid := own_grid(page, plan, lang):
            blocks += [Heading(plan.short.in_(lang), 2), grid]
            blocks += [Para(t.in_(lang), "说明") for t in rest_of(page, plan)]
    blocks += _around(page, read, lang)
    blocks += _among(page, places, lang)
    blocks += source_blocks(scene, read, lang)
    where = say("word.where_else", n=len(page.lines), code=page.adcode)
    blocks.append(Para(where.in_(lang), "说明"))
    header = say("word.header", review=scene.credits.review, title=title).in_(lang)
    return word_bytes(Paper(title.in_(lang), header, lang, blocks))


def _overview(page: CityPage, plans: Sequence[Plan], lang: str) -> Iterator[Block]:
    """How many statements every plan has of the place, its carriers, regions and context."""
    rows: list[list[Cell]] = []
    for plan in plans:
        lines = page.of_plan(plan.key)
        if not lines:
            continue
        counts = CityPage(page.adcode, page.name, lines).counts
        context = sum(len(x.rows) for x in lines if x.force == Force.CONTEXT)
        rows.append(
            [
                *(t.in_(lang) for t in (plan.short, dated(plan), badge(plan).label)),
                sum(n for reach, n in counts.items() if reach != "wide"),
                sum(len(x.rows) for x in lines if x.force == CARRIER),
                counts["wide"],
                context,
            ]
        )
    names = ("page.plans", "page.number", "word.standing", "word.own", "word.carriers",
             "word.wide", "word.context")  # fmt: skip
    yield Grid(say("word.overview").in_(lang), [say(n).in_(lang) for n in names], rows)
    silent = [p.short for p in plans if p.key not in page.plans]
    if silent:
        yield Para(say("word.silent", list=joined(silent)).in_(lang), "说明")


def _around(page: CityPage, plans: Sequence[Plan], lang: str) -> Iterator[Block]:
    """What is said of regions and of the whole, folded into one table; context is counted."""
    yield Heading(say("word.around").in_(lang))
    yield Para(say("word.around_lead").in_(lang), "表前说明")
    yield wide_grid(page, plans, lang)
    context = sum(line.force == Force.CONTEXT for line in page.lines)
    if context:
        yield Para(say("word.context_left", n=context).in_(lang), "说明")


def _among(page: CityPage, places: Places, lang: str) -> Iterator[Block]:
    """Whom the place resembles and what does not name it, in each plan that it is an area of."""
    rows = [row for plan in places.plans if (row := _standing(page.adcode, places, plan, lang))]
    if not rows:
        return
    yield Heading(say("area.peers").in_(lang))
    yield Para(say("area.missing_lead").in_(lang), "表前说明")
    keys = ("word.near", "word.not_naming", "word.not_naming_terms")
    heads = [head("plan").in_(lang), *(say(key).in_(lang) for key in keys)]
    yield Grid(say("area.peers").in_(lang), heads, rows)


def _standing(adcode: str, places: Places, plan: Plan, lang: str) -> list[str] | None:
    base = analyse(plan, places.world.register)
    matrix = base.matrix
    unit = next((u for u in matrix.of_kind("area") if u.id == adcode), None)
    if unit is None:
        return None
    near: list[str] = []
    if unit in matrix.places():
        found = [p for p in peers(base, adcode).peers if p.shared and p.place.kind == "area"]
        near = [f"{p.place.name.in_(lang)} {len(p.shared)}" for p in found[:_PEERS]]
    silent = [s for s in matrix.sectors if matrix.cell(unit, s.id).state == "not_named"]
    terms = sum(not matrix.cell(unit, t.id).holds() for t in matrix.subsectors)
    counted = say("word.of", n=len(silent), all=len(matrix.sectors)).in_(lang)
    names = joined(s.name for s in silent[:_NAMES]).in_(lang)
    left = say("word.more", n=len(silent) - _NAMES).in_(lang) if len(silent) > _NAMES else ""
    comma = ", " if lang == "en" else "、"
    return [
        plan.short.in_(lang),
        comma.join(near) or say("word.none").in_(lang),
        f"{counted}\n{names}{left}" if names else counted,
        say("word.of", n=terms, all=len(matrix.subsectors)).in_(lang),
    ]


def pair_docx(places: Sequence[str], plan: str, lang: str) -> bytes:
    """Places of a plan side by side as a document; two areas have a map."""
    check_extra("python-docx", "docx", "office", ".docx")
    loaded = load_plan(plan)
    world = Places.of([loaded]).world
    base = analyse(loaded, world.register)
    report = compare_report(base, places)
    summary, standing = report.tables
    standing = _folded(_marked(standing, base, places))
    report = replace(report, tables=(summary, standing))
    header = title = report.title.in_(lang)
    blocks: list[Block] = []
    try:
        scene = compare_scene(base, world, places, lang)
    except CallError:
        told = [Para(t.in_(lang), "说明") for t in (source_of(loaded), limits([loaded]))]
        sources: list[Block] = [Heading(say("word.sources").in_(lang)), *told]
        blocks.append(Para(say("word.no_map").in_(lang), "说明"))
    else:
        sources = [*source_blocks(scene, [loaded], lang)]
        blocks += figure_blocks(scene, world, lang)
        header = say("word.header", review=review_line(""), title=report.title).in_(lang)
    blocks += [*report_blocks(report, lang), *sources]
    return word_bytes(Paper(title, header, lang, blocks))


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
                cells[unit.id] = say("place.marked", what=_text(row[unit.id]), marks=marks)
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
