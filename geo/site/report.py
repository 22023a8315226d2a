"""A plan as one HTML file: maps, tables, clauses and downloads inside, nothing asked for.

See DECISIONS 54.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as with_changes
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis.figures import key_figures
from geo.ask.choices import Chosen, in_language, wrong_choices
from geo.build.chart_files import chart_kinds
from geo.build.mapped_plan import Layout, lay_out
from geo.build.reviewing import Numbers, map_id
from geo.domain.text import Text, same
from geo.errors import CallError
from geo.files.record import deliver
from geo.scene.credits import badge, cautions, map_credits, source_of
from geo.scene.kinds import KINDS
from geo.scene.map_kind import IndexGroup
from geo.scene.resolve import resolve
from geo.scene.scene import Credits, KeyNumber, Scene
from geo.site.report_rows import carriers_part, rows_part, structure_part
from geo.site.report_tables import (
    crowding_part,
    gaps_part,
    matrix_part,
    similarity_part,
    term_part,
)
from geo.sources.plans.folder import load_plan
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

if TYPE_CHECKING:
    from geo.render.pages.report import Download, Part, PlanReport

NO_NUMBERS = Numbers()
_SPREADSHEETS = (("assignments", ".csv"), ("carriers", ".csv"), ("areas", ".csv"),
                 ("assignments", ".xlsx"))  # fmt: skip
_COUNTED_AT = {"sectors": "terms", "subsectors": "terms", "places": "matrix", "sites": "matrix",
               "carriers": "carriers"}  # fmt: skip


def report(
    plan: str | Path,
    path: str | Path,
    *,
    lang: str = "zh",
    numbers: Numbers = NO_NUMBERS,
    replace: bool = False,
) -> Path:
    """Write everything that a plan says and its maps show as one page that needs no other file.

    Parameters
    ----------
    plan
        Key of a packaged plan, or a folder.
    path
        The file, ``.html``.
    lang
        ``zh``, ``en``, or ``both``, of which the page shows one.
    numbers
        The user's approval numbers: one that counts for a map stands under it.
    replace
        Whether a file is replaced that geo did not write, or that was changed since.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    CallError, GeoError
        Suffix or language is none of a report; the plan is at fault; the file cannot be written.

    Examples
    --------
    >>> report("future2024", "report.html")  # doctest: +SKIP
    PosixPath('report.html')
    >>> try:
    ...     report("future2024", "report.pdf")
    ... except CallError as error:
    ...     print(error.faults[0].en, error.faults[0].nearest)
    a report is a web page ('.html',)
    """
    from geo.render.pages.report import report_html

    path = Path(path)
    check_report(path, lang)
    layout = lay_out(load_plan(plan))
    numbers.say_unknown(map(map_id, layout.specs), layout.plan.key)
    data = report_html(plan_report(layout, lang, numbers))
    return deliver(path, {path.name: data}, replace=replace)[0]


def check_report(path: Path, lang: str) -> None:
    """Nothing, or a CallError with every fault of a call."""
    suffix = Chosen(
        "-o", path.suffix.lower(), (".html",), "报告只做成网页", "a report is a web page"
    )
    if faults := [*wrong_choices(suffix, in_language(lang))]:
        raise CallError(faults)


def plan_report(layout: Layout, lang: str, numbers: Numbers = NO_NUMBERS) -> PlanReport:
    """What the report of a plan holds."""
    from geo.render.pages.report import PlanReport
    from geo.render.pages.report_maps import report_maps

    layout = _numbered(layout, numbers)
    plan = layout.plan
    groups = {key: list(_scenes(layout, key)) for key in ("large", "sectors")}
    scenes = [pair for found in groups.values() for pair in found]
    langs = ("zh", "en") if lang == "both" else (lang,)
    sprite, maps = report_maps(scenes, layout.world.boundaries, langs)
    first = len(groups["large"])
    by_key = {"large": tuple(maps[:first]), "sectors": tuple(maps[first:])}
    parts = tuple(_parts(layout, {m.scene.spec.subject: f"#{m.id}" for m in maps}))
    spec = MapSpec(plan.key, "breadth", level=plan.level, focus_adcode=plan.focus)
    return PlanReport(
        plan=plan,
        lang=lang,
        badge=badge(plan),
        facts=tuple(_facts(layout)),
        cautions=tuple(cautions([plan])),
        numbers=tuple(_numbers(layout, {part.key for part in parts})),
        sprite=sprite,
        maps=tuple((k, say(f"onefile.maps_{k}"), of) for k, of in by_key.items() if of),
        parts=parts,
        credits=_credits(layout, spec, [scene for _, scene in scenes]),
        notes=(say("basis.plan"), say("basis.kinds")),
        downloads=tuple(_downloads(layout)),
    )


def _numbered(layout: Layout, numbers: Numbers) -> Layout:
    """The plan with the numbers that count for its maps; what is dropped is said."""
    given = [spec for spec in layout.specs if map_id(spec) in numbers.approvals]
    found = {map_id(s): numbers.review(resolve(s, layout.ground), layout.world) for s in given}
    numbers.say_dropped(found)
    return with_changes(
        layout, numbers={slug: one.number for (_, slug), one in found.items() if one.number}
    )


def _credits(layout: Layout, spec: MapSpec, scenes: list[Scene]) -> Credits:
    """What stands at the head and the foot: reviewed only if each of the maps is."""
    plan = layout.plan
    made = map_credits(spec, source_of(plan), [plan], layout.world.territory)
    if not scenes or not all(scene.credits.reviewed for scene in scenes):
        return made
    return with_changes(made, review=say("onefile.reviewed"), reviewed=True)


def _scenes(layout: Layout, group: str) -> Iterator[tuple[int, Scene]]:
    """Maps of a part in reading order, sub-sectors under their sector, with levels of headings."""
    wide = [s for s in layout.specs if KINDS[s.kind].index_group == IndexGroup.WIDE]
    if group == "large":
        yield from ((3, resolve(spec, layout.ground)) for spec in wide)
        return
    rest = [spec for spec in layout.specs if spec not in wide]
    for sector in layout.plan.taxonomy:
        terms = [sector.id, *(sub.id for sub in sector.subsectors)]
        own = sorted((s for s in rest if s.subject in terms), key=lambda s: terms.index(s.subject))
        for number, spec in enumerate(own):
            yield (4 if number else 3), resolve(spec, layout.ground)


def _parts(layout: Layout, maps: dict[str, str]) -> Iterable[Part]:
    """The tables in reading order; those that a plan has nothing for are left out."""
    base, plan = layout.ground.analysis, layout.plan
    yield term_part(base, maps)
    yield matrix_part(base)
    yield gaps_part(base)
    yield crowding_part(base)
    if "similarity" in chart_kinds(layout):
        yield similarity_part(base)
    if plan.structure.elements:
        yield structure_part(base)
    if plan.carriers:
        yield carriers_part(base)
    yield rows_part(base)


def _facts(layout: Layout) -> Iterator[tuple[Text, Text]]:
    document = layout.plan.document
    yield say("page.issuer"), document.issuer
    if document.number:
        yield say("page.number"), same(document.number)
    yield say("page.date"), same(document.issued_text)
    if document.period:
        yield say("onefile.period"), same(document.period)


def _numbers(layout: Layout, parts: set[str]) -> Iterator[tuple[KeyNumber, str, str]]:
    """Numbers with the key of what they count and the part that lists it."""
    base, plan = layout.ground.analysis, layout.plan
    yield KeyNumber(len(plan.statements), say("site.number_rows")), "rows", "#rows"
    for page in ("breadth", "carriers", "structure"):
        for figure in key_figures(base, page):
            at = _COUNTED_AT.get(figure.key, "structure" if page == "structure" else "")
            if figure.value and at in parts:
                yield KeyNumber(figure.value, figure.label), figure.key, f"#{at}"


def _downloads(layout: Layout) -> Iterator[Download]:
    """The rows as other programs want them, and the whole plan as a workbook."""
    from geo.export.table import export_bytes, export_table
    from geo.render.pages.report import Download
    from geo.workbook.write import workbook_bytes

    key = layout.plan.key
    for kind, suffix in _SPREADSHEETS:
        table = export_table(kind, layout.table, layout.world)
        if table.rows:
            what = say(f"onefile.file_{kind}", n=len(table.rows))
            data = export_bytes(table, suffix, layout.table, layout.world)
            yield Download(f"{key}.{kind}{suffix}", what, data)
    data = workbook_bytes(layout.plan, layout.world.register)
    yield Download(f"{key}.xlsx", say("onefile.file_workbook"), data)
