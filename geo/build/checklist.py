"""The pack for the review of maps: samples, sources, what was checked, the state of each map.

See DECISIONS 45.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Table, Value
from geo.build.mapped_plan import Layout, lay_out
from geo.build.reviewing import TEMPLATE, Numbers, Review, map_id, to_fill
from geo.build.workers import each
from geo.domain.text import Text
from geo.export.report import report_bytes
from geo.files.record import deliver
from geo.scene.credits import with_number
from geo.scene.resolve import resolve
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice, check_choice
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.plans.folder import load_plan, plan_folder
from geo.sources.texts.verify import proved_on_record
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

REPORT = "checklist"


@dataclass(frozen=True)
class ReviewedMap:
    """One map of the pack: its printed page and what is told of it."""

    spec: MapSpec
    title: Text
    pdf: bytes
    row: Mapping[str, Value]
    review: Review


def write_checklist(
    plan: str,
    folder: Path,
    page: PageChoice,
    numbers: Numbers,
    *,
    jobs: int = 1,
    replace: bool = False,
    step: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[Path, ...]:
    """Write the pack of a plan: ``checklist.xlsx`` and ``.md``, ``maps/*.pdf``, a table to fill.

    A map bears a number only where the user's table has one for this very drawing, in force today;
    without it, or where the drawing is another, it is marked as internal.

    Parameters
    ----------
    plan
        Key of a packaged plan, or a folder.
    folder
        Where the pack is written.
    page
        Paper, orientation and language of the sample maps.
    numbers
        The user's table; empty without one.
    jobs, replace, step
        Processes; whether files of others are replaced; told how many maps are done.

    Raises
    ------
    OutputError
        A file cannot be written, or is not ours to replace.
    """
    check_choice(page)
    layout = lay_out(load_plan(plan))
    specs = layout.specs
    numbers.say_unknown(map(map_id, specs), layout.plan.key)
    made = []
    tasks = [(i, numbers, page) for i in range(len(specs))]
    for found in each(jobs, _begin, plan, _reviewed, tasks, layout):
        made.append(found)
        step(len(made), len(specs))
    reviews = {map_id(m.spec): m.review for m in made}
    numbers.say_dropped(reviews)
    report = _report(layout, made, proved=proved_on_record(plan_folder(plan)))
    files = {
        f"{REPORT}.xlsx": report_bytes(report, ".xlsx", page.lang),
        f"{REPORT}.md": report_bytes(report, ".md", page.lang),
        TEMPLATE: to_fill(reviews, {map_id(m.spec): m.title.zh for m in made}),
    }
    files |= {f"maps/{m.spec.slug}.pdf": m.pdf for m in made}
    return deliver(folder / f"{REPORT}.xlsx", files, replace=replace)


def _begin(plan: str) -> Layout:
    return lay_out(load_plan(plan))


def _reviewed(layout: Layout, task: tuple[int, Numbers, PageChoice]) -> ReviewedMap:
    """One map, with the user's number if that counts for it."""
    from geo.render.print.sheet import sheet_pdf

    index, numbers, page = task
    spec = layout.specs[index].with_(lang=page.lang)
    scene = resolve(spec, layout.ground)
    review = numbers.review(scene, layout.world)
    sheet = arrange(with_number(scene, review.number), layout.world.boundaries, page)
    row: dict[str, Value] = {
        "map": spec.slug,
        "title": scene.title,
        "paper": page.paper,
        "scale": f"1:{sheet.view('main').denominator}",
        **_names(sheet),
        "review": say(f"review.{review.state}"),
        "number": review.number,
        "sha256": review.sha256,
    }
    return ReviewedMap(spec, scene.title, sheet_pdf(sheet), row, review)


def _names(sheet: Sheet) -> dict[str, str]:
    """How many areas, special administrative regions and reefs have their name on the page."""
    named = {label.owner for label in sheet.labels}
    scene, main = sheet.scene, sheet.view("main")
    due = {
        "names": [a.adcode for a in scene.areas if a.level == scene.spec.level],
        "sars": [a.adcode for a in scene.context if a.level == "sar"],
        "reefs": [r.id for r in sheet.boundaries.territory.reefs if main.sees(*r.paper)],
    }
    return {key: f"{len(named & set(all_))}/{len(all_)}" for key, all_ in due.items()}


def _report(layout: Layout, made: list[ReviewedMap], *, proved: bool) -> Report:
    rows = [m.row for m in made]
    tables = (
        Table.of("review_maps", column_names("review_maps"), rows),
        Table.of("review_checks", ("check", "result"), _checks(layout, proved=proved)),
        Table.of("review_sources", ("what", "source"), _sources(layout)),
    )
    sars = [say("review.sars")] if any(m.row["sars"] != "0/0" for m in made) else []
    notes = (say("review.authority"), *sars, say("review.person"))
    title = say("report.checklist", plan=layout.plan.short)
    return Report("checklist", title, notes, tables, {})


def _checks(layout: Layout, *, proved: bool) -> Iterator[dict[str, Value]]:
    """What is computed now, not remembered: a fault of the boundaries stops the pack."""
    layers = load_boundaries(layout.world.territory, full=True).layers
    yield _told("areas", **{n: len(layers[n]) for n in ("prefectures", "counties", "sars")})
    yield _told("coverage")
    yield _told("datum")
    yield _told("rows" if proved else "rows_open", n=len(layout.plan.statements))


def _told(key: str, **values: float) -> dict[str, Value]:
    return {"check": say(f"review.check_{key}"), "result": say(f"review.result_{key}", **values)}


def _sources(layout: Layout) -> Iterator[dict[str, Value]]:
    spec = layout.specs[0]
    credit = resolve(spec, layout.ground).credits
    for what, text in (
        ("plan", credit.source),
        ("base", credit.base),
        ("projection", credit.projection),
        ("limits", credit.limits),
    ):
        yield {"what": say(f"review.what_{what}"), "source": text}
