"""What stands around a map: titles, key numbers, the small table, credits; all computed."""

from __future__ import annotations

from collections import deque

from geo.analysis.figures import key_figures
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.places import Area
from geo.domain.plan import Plan, english_section
from geo.domain.statement import Force, Scope
from geo.domain.territory import Parallels
from geo.domain.text import Text
from geo.join.table import AreaTable
from geo.scene.scene import Credits, KeyNumber, MatrixRow
from geo.scene.statements import place_text
from geo.scene.states import all_rows
from geo.scene.texts import joined, same, say
from geo.sources.places.register import Register
from geo.spec.mapspec import MapSpec

_STATED = ("named", "focus")
_QUIET = ("collective", "regions")  # not worth a zero
_grounds: deque[PlanAnalysis] = deque(maxlen=16)


def titles(spec: MapSpec, table: AreaTable) -> tuple[Text, Text]:
    """Title and subtitle of a map."""
    plan = table.plan
    short = Text(plan.short("zh"), plan.short("en"))
    if spec.kind == "sector":
        order = [s.id for s in plan.taxonomy]
        sector = plan.taxonomy.sector(spec.subject)
        i = order.index(spec.subject) + 1
        return Text(sector.zh, sector.en), say("titles.sector_sub", plan=short, i=i, n=len(order))
    if spec.kind == "subsector":
        sub = plan.taxonomy.subsector(spec.subject)
        sector = plan.taxonomy.sector(sub.sector)
        i = [s.id for s in sector.subsectors].index(sub.id) + 1
        name = Text(f"{plan.short('zh')} · {sector.zh}", f"{plan.short('en')} · {sector.en}")
        n = len(sector.subsectors)
        return Text(sub.zh, sub.en), say("titles.subsector_sub", sector=name, i=i, n=n)
    if spec.kind == "structure":
        slogan = Text(plan.structure.slogan_zh, plan.structure.slogan_en)
        return (slogan if slogan.zh else say("titles.structure")), short
    subtitle = say(f"titles.{spec.kind}_sub")
    return say(f"titles.{spec.kind}"), Text(
        f"{short.zh} · {subtitle.zh}", f"{short.en} · {subtitle.en}"
    )


def key_numbers(spec: MapSpec, table: AreaTable, register: Register) -> tuple[KeyNumber, ...]:
    """The numbers of a page as the analysis counts them.

    A region's share only where there is one.
    """
    figures = key_figures(_ground(table, register), spec.kind, spec.subject)
    shown = (f for f in figures if f.value or f.key not in _QUIET)
    return tuple(KeyNumber(f.value, Text(f.label.zh, f.label.en)) for f in shown)


def _everywhere(table: AreaTable) -> tuple[Area, ...]:
    return (*table.areas, *table.finer)


def _ground(table: AreaTable, register: Register) -> PlanAnalysis:
    """The analysis of a table, made once: every map of a plan asks for it."""
    for known in _grounds:
        if known.table is table:
            return known
    found = PlanAnalysis(table.plan, register, table)
    _grounds.append(found)
    return found


def matrix(
    spec: MapSpec, table: AreaTable, register: Register
) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
    """Sub-sectors of a sector against the places that state it, regions as rows of their own."""
    if spec.kind != "sector":
        return (), ()
    subs = table.plan.taxonomy.sector(spec.subject).subsectors
    rows = []
    for area in _everywhere(table):
        cell = table.cell(area.adcode, spec.subject)
        if cell.state in _STATED:
            marks = tuple("named" if s.id in cell.subsectors else "" for s in subs)
            rows.append(MatrixRow(Text(area.short_zh, area.name_en), marks))
    shared = [
        r
        for r in table.plan.statements
        if r.scope == Scope.COLLECTIVE and r.sector == spec.subject and r.force == Force.BINDING
    ]
    for place_id in dict.fromkeys(r.place_id for r in shared):
        taken = {r.subsector for r in shared if r.place_id == place_id}
        marks = tuple("collective" if s.id in taken else "" for s in subs)
        rows.append(MatrixRow(place_text(register, place_id), marks))
    return tuple(Text(s.zh, s.en) for s in subs), tuple(rows)


def projection_text(lines: Parallels) -> Text:
    """The projection by the parameters that it is drawn with."""
    south, north, meridian = (f"{v:g}" for v in (lines.south, lines.north, lines.meridian))
    return say("credits.projection", south=south, north=north, meridian=meridian)


def credits_of(spec: MapSpec, table: AreaTable, projection: Parallels) -> Credits:
    """Source, base, projection, review and limits, from the plan.

    The boundaries and the user's fields.
    """
    plan = table.plan
    document = plan.document
    clauses = _clauses(spec, table)
    locators = (
        say("credits.locators", list=joined(clauses, zh=";", en="; ")) if clauses else same("")
    )
    source = say(
        "credits.source" if document.number else "credits.source_plain",
        issuer=Text(document.issuer_zh, document.issuer_en),
        title=Text(document.title_zh, document.title_en),
        number=document.number,
        issued=document.issued_text,
        locators=locators,
    )
    number = spec.approval.number
    review = say("credits.reviewed", number=number) if number else say("credits.unreviewed")
    return Credits(
        source=source,
        base=say("credits.base"),
        projection=projection_text(projection),
        review=review,
        reviewed=bool(number),
        limits=_limits(plan),
    )


def _limits(plan: Plan) -> Text:
    parts = [say("credits.limits")]
    if plan.document.redacted:
        parts.append(say("credits.redacted"))
    if plan.document.status in ("expired", "superseded", "draft"):
        parts.append(say(f"credits.{plan.document.status}"))
    return joined(parts, zh="", en=" ")


def _clauses(spec: MapSpec, table: AreaTable) -> list[Text]:
    """Locators of the clauses behind the map, each once, in document order."""
    plan = table.plan
    if spec.kind == "structure":
        ids = [plan.structure.clause, *(e.clause for e in plan.structure.elements)]
    else:
        rows = [r for a in _everywhere(table) for r in all_rows(table, a.adcode)]
        if spec.kind in ("sector", "subsector"):
            field = spec.kind
            rows = [r for r in rows if getattr(r, field) == spec.subject]
        ids = [r.clause for r in rows]
        if spec.kind == "carriers":
            ids = [c.clause for c in plan.carriers]
    order = list(plan.clauses)
    unique = sorted(set(filter(None, ids)), key=lambda c: order.index(c) if c in order else 0)
    sections: dict[str, list[str]] = {}
    for clause_id in unique:
        section, _, rest = clause_id.partition("#")
        sections.setdefault(section, []).append(rest.partition(".")[0])
    return [_section_text(section, numbers) for section, numbers in sections.items()]


def _section_text(section: str, paragraphs: list[str]) -> Text:
    listed = ", ".join(dict.fromkeys(paragraphs))
    return Text(
        f"{section} 第 {listed.replace(', ', '、')} 段",
        f"part {english_section(section)}, para. {listed}",
    )
