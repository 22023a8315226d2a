"""The pack for the review of maps: samples, sources, what was checked, the state of each map.

See DECISIONS 45.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geo.analysis.report.model import Report, Table, Value
from geo.ask.approvals import COLUMNS, Approvals, ReviewState
from geo.build.mapped_plan import Layout, lay_out
from geo.build.workers import each
from geo.domain.text import Text
from geo.errors import CallError, Fault
from geo.export.report import report_bytes
from geo.files.record import deliver
from geo.nearest import nearest
from geo.scene.resolve import resolve
from geo.sheet.arrange import Sheet, arrange
from geo.sheet.page import PageChoice, check_choice
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.plans.folder import load_plan, plan_folder
from geo.sources.tables.csv_file import csv_text
from geo.sources.texts.proof import proved_on_record
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

REPORT, TEMPLATE = "checklist", "approvals-to-fill.csv"
_COLUMNS = (
    "map",
    "title",
    "paper",
    "scale",
    "names",
    "sars",
    "reefs",
    "review",
    "number",
    "sha256",
)


@dataclass(frozen=True)
class ReviewedMap:
    """One map of the pack: its printed page and what is told of it."""

    spec: MapSpec
    title: Text
    pdf: bytes
    row: Mapping[str, Value]


def write_checklist(  # noqa: PLR0913  (what a call of the command may say)
    plan: str,
    folder: Path,
    page: PageChoice,
    approvals: Approvals,
    *,
    jobs: int = 1,
    replace: bool = False,
    step: Callable[[int, int], None] = lambda _done, _of: None,
    today: str = "",
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
    approvals
        The user's table; empty without one.
    jobs, replace, step, today
        Processes; whether files of others are replaced; told how many maps are done; the day (ISO)
        on which numbers must be in force, today by default.

    Raises
    ------
    CallError
        The table has a number for a map that the plan has not.
    OutputError
        A file cannot be written, or is not ours to replace.
    """
    check_choice(page)
    layout = lay_out(load_plan(plan))
    specs = layout.specs
    check_known(layout, approvals)
    today = today or dt.datetime.now().astimezone().date().isoformat()
    tasks = [(i, approvals, today, page) for i in range(len(specs))]
    made = []
    for found in each(jobs, _begin, plan, _reviewed, tasks):
        made.append(found)
        step(len(made), len(specs))
    report = _report(layout, made, proved=proved_on_record(plan_folder(plan)))
    files = {
        f"{REPORT}.xlsx": report_bytes(report, ".xlsx", page.lang),
        f"{REPORT}.md": report_bytes(report, ".md", page.lang),
        TEMPLATE: _template(layout, made),
    }
    files |= {f"maps/{m.spec.slug}.pdf": m.pdf for m in made}
    return deliver(folder / f"{REPORT}.xlsx", files, replace=replace)


def drawing_hash(sheet: Sheet) -> str:
    """Hash of all that a printed page shows, but for the number that it bears.

    A change of data, style, frame, paper or language is another drawing.
    """
    from geo.render.svg.sheet import sheet_svg

    return hashlib.sha256(sheet_svg(sheet)).hexdigest()


def _begin(plan: str) -> Layout:
    return lay_out(load_plan(plan))


def _reviewed(layout: Layout, task: tuple[int, Approvals, str, PageChoice]) -> ReviewedMap:
    """One map, drawn without a number, and again with one that counts for this drawing."""
    from geo.render.print.pdf import sheet_pdf

    number, approvals, today, page = task
    spec = replace(layout.specs[number], approval="", lang=page.lang)
    boundaries = layout.world.boundaries
    sheet = arrange(resolve(spec, layout.ground), boundaries, page)
    sha256, state, printed = drawing_hash(sheet), ReviewState.UNREVIEWED, ""
    if given := approvals.get((layout.plan.key, spec.slug)):
        state = given.state(sha256, today)
        if state == ReviewState.APPROVED:
            printed = given.number
            approved = resolve(replace(spec, approval=printed), layout.ground)
            sheet = arrange(approved, boundaries, page)
    row: dict[str, Value] = {
        "map": spec.slug,
        "title": sheet.scene.title,
        "paper": page.paper,
        "scale": f"1:{sheet.view('main').denominator}",
        **_names(sheet),
        "review": say(f"review.{state}"),
        "number": printed,
        "sha256": sha256,
    }
    return ReviewedMap(spec, sheet.scene.title, sheet_pdf(sheet), row)


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


def check_known(layout: Layout, approvals: Approvals) -> None:
    """Nothing, or a CallError with every number that is for a map which the plan has not."""
    slugs = [spec.slug for spec in layout.specs]
    zh, en = "规划没有这幅图", "the plan has no such map"
    faults = [
        Fault(found.address, zh, en, slug, nearest(slug, slugs))
        for (plan, slug), found in approvals.items()
        if plan == layout.plan.key and slug not in slugs
    ]
    if faults:
        raise CallError(faults)


def _report(layout: Layout, made: list[ReviewedMap], *, proved: bool) -> Report:
    rows = [m.row for m in made]
    tables = (
        Table.of("review_maps", _COLUMNS, rows),
        Table.of("review_checks", ("check", "result"), _checks(layout, proved=proved)),
        Table.of("review_sources", ("what", "source"), _sources(layout)),
    )
    sars = [say("review.sars")] if any(m.row["sars"] != "0/0" for m in made) else []
    notes = (say("review.authority"), *sars, say("review.person"))
    title = say("report.checklist", plan=layout.plan.short)
    return Report("checklist", title, notes, tables, {})


def _checks(layout: Layout, *, proved: bool) -> Iterator[dict[str, Value]]:
    """What is computed now, not remembered: a fault of the boundaries stops the pack."""
    layers = load_boundaries(full=True).layers
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


def _template(layout: Layout, made: list[ReviewedMap]) -> bytes:
    """The table for the numbers: every map with the hash of its drawing, the number still empty."""
    rows = [(layout.plan.key, m.spec.slug, "", "", m.row["sha256"], m.title.zh) for m in made]
    return csv_text(COLUMNS.names, rows).encode("utf-8-sig")
