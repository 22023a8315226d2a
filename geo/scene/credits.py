"""What stands under a map or picture, computed from its plans: sources, base, review, limits.

See DECISIONS 27.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from geo.domain.places import Zone
from geo.domain.plan import Plan, Standing, chinese_section, english_section
from geo.domain.territory import Parallels, Territory
from geo.domain.text import NOTHING, Text, joined, same
from geo.scene.marks import UNIT, DrawnPlot
from geo.scene.scene import Badge, Credits, Scene
from geo.sources.places.country import country_areas
from geo.sources.places.register import Register
from geo.sources.places.units import load_units
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

_MARKED = (Standing.EXPIRED, Standing.SUPERSEDED, Standing.DRAFT)


def review_line(number: str) -> Text:
    """What a map says of its review: the user's number, or that it is for internal use."""
    return say("credits.reviewed", number=number) if number else say("credits.unreviewed")


def numbered(credit: Credits, number: str) -> Credits:
    """The lines with another approval number; empty, with the mark of what is not reviewed."""
    return replace(credit, review=review_line(number), reviewed=bool(number))


def with_number(scene: Scene, number: str) -> Scene:
    """The map with another approval number, or, empty, with the mark of one not reviewed."""
    spec = scene.spec.with_(approval=number)
    return replace(scene, spec=spec, credits=numbered(scene.credits, number))


def map_credits(
    spec: MapSpec,
    source: Text,
    plans: Sequence[Plan],
    territory: Territory,
    zones: Text = NOTHING,
) -> Credits:
    """What stands under a map of one plan or of several: the user's number, all else computed."""
    number = spec.approval
    return Credits(
        source=source,
        base=base_text(territory),
        projection=projection_text(territory.projection),
        review=review_line(number),
        reviewed=bool(number),
        limits=joined([t for t in (limits(plans), zones) if t != NOTHING], "", " "),
    )


def base_text(territory: Territory) -> Text:
    """Where the boundaries and the points of seats come from."""
    return say("credits.base_finer" if territory.boundaries else "credits.base")


def with_outlines(credit: Credits, plots: Sequence[DrawnPlot]) -> Credits:
    """The lines under a map, and that the outlines on it are its user's."""
    keys = sorted({"plot_units" if p.kind == UNIT else "plots" for p in plots}, reverse=True)
    said = [say(f"credits.{key}") for key in keys]
    return replace(credit, limits=joined([credit.limits, *said], "", " ")) if said else credit


def zones_text(register: Register, zones: Sequence[Zone]) -> Text:
    """That zones are named without colour, where each lies and who runs it; nothing without any."""
    told = [
        say(
            "credits.zone_run" if zone.run_by else "credits.zone",
            zone=zone.name,
            city=register.name(zone.prefecture),
            run=register.name(zone.run_by or zone.prefecture),
        )
        for zone in zones
    ]
    return say("credits.zones", list=joined(told)) if told else NOTHING


def chart_credits(plan: Plan) -> Credits:
    """What stands under a picture without a map: no base, no projection, nothing to review."""
    none = (NOTHING, NOTHING, NOTHING)
    return Credits(source_of(plan), *none, reviewed=True, limits=limits([plan]))


def limits(plans: Sequence[Plan]) -> Text:
    """What no map tells, and which of its plans are abridged or not in force."""
    return joined([say("credits.limits"), *cautions(plans)], "", " ")


def cautions(plans: Sequence[Plan]) -> list[Text]:
    """That a plan is abridged, at its end, superseded or a draft; of several, which ones.

    And which of the units that they name are no more, with what stands for them on the maps.
    """
    found = {"redacted": [p for p in plans if p.document.redacted]}
    found |= {s: [p for p in plans if p.document.status == s] for s in _MARKED}
    of = "_of" if len(plans) > 1 else ""
    told = [
        say(f"credits.{mark}{of}", list=joined(p.short for p in some))
        for mark, some in found.items()
        if some
    ]
    former = joined(dict.fromkeys(unit for plan in plans for unit in _merged(plan)))
    return [*told, say("credits.merged", list=former)] if former != NOTHING else told


def _merged(plan: Plan) -> Iterator[Text]:
    """Units that the plan names and that are part of another one today."""
    named: list[tuple[str, str]] = [(row.place, row.place_id) for row in plan.statements]
    named += [(carrier.place, carrier.place_id) for carrier in plan.carriers]
    named += [(m.name, m.place_id) for e in plan.structure.elements for m in e.members]
    found = (_merged_unit(*one) for one in dict.fromkeys(named))
    yield from (unit for unit in found if unit != NOTHING)


@cache
def _merged_unit(name: str, code: str) -> Text:
    """That a unit is part of another one, and since when; nothing of one that is not."""
    area = country_areas().get(code)
    if area is None or name in (area.name_zh, area.short_zh):
        return NOTHING  # without reading the units, which takes a fifth of a second
    year = load_units().merged(name, code)
    return say("credits.merged_unit", unit=name, year=year, today=area.name) if year else NOTHING


def dated(plan: Plan, *, marked: bool = False) -> Text:
    """Number and date of a document; ``marked``: and that it is not in force."""
    document = plan.document
    parts = [same(part) for part in (document.number, document.issued_text) if part]
    return joined([*parts, *(_standing(plan) if marked else ())], " · ", " · ")


def badge(plan: Plan) -> Badge:
    """Whether the document of a plan binds today, as its folder says."""
    status = plan.document.status
    return Badge(status, say(f"standing.{status}"), status in _MARKED)


def plan_line(plans: Iterable[Plan]) -> Text:
    """Short titles with their dates, and what is not in force, for the line under the title."""
    return joined(
        say("theme.plan_item", plan=plan.short, issued=joined(parts, "，", ", "))
        for plan in plans
        for parts in [(same(plan.document.issued_text), *_standing(plan))]
    )


def _standing(plan: Plan) -> tuple[Text, ...]:
    status = plan.document.status
    return (say(f"standing.{status}"),) if status in _MARKED else ()


def projection_text(lines: Parallels) -> Text:
    """The projection by the parameters that it is drawn with."""
    south, north, meridian = (f"{v:g}" for v in (lines.south, lines.north, lines.meridian))
    return say("credits.projection", south=south, north=north, meridian=meridian)


def source_of(plan: Plan, clauses: Iterable[str] = ()) -> Text:
    """The document behind a map of one plan, and where in it the clauses stand."""
    document, found = plan.document, _sections(plan, clauses)
    locators = say("credits.locators", list=joined(found, zh="；", en="; ")) if found else NOTHING
    return say(
        "credits.source" if document.number else "credits.source_plain",
        issuer=document.issuer,
        title=document.title,
        number=document.number,
        issued=document.issued_text,
        locators=locators,
    )


def sources_of(plans: Iterable[Plan]) -> Text:
    """The documents behind a map of several plans, by number and date."""
    told = (
        say(
            "theme.source_item" if plan.document.number else "theme.source_item_bare",
            plan=plan.short,
            number=plan.document.number,
            issued=plan.document.issued_text,
        )
        for plan in plans
    )
    return say("theme.source", list=joined(told, zh="；", en="; "))


def _sections(plan: Plan, clauses: Iterable[str]) -> list[Text]:
    """Where the clauses behind a map stand, each once, in document order."""
    order = list(plan.clauses)
    unique = sorted(set(filter(None, clauses)), key=lambda c: order.index(c) if c in order else 0)
    sections: dict[str, list[str]] = {}
    for clause_id in unique:
        section, _, rest = clause_id.partition("#")
        sections.setdefault(section, []).append(rest.partition(".")[0])
    return [_section_text(section, numbers) for section, numbers in sections.items()]


def _section_text(section: str, paragraphs: list[str]) -> Text:
    listed = ", ".join(dict.fromkeys(paragraphs))
    return Text(
        chinese_section(section, f"第 {listed.replace(', ', '、')} 段"),
        f"part {english_section(section)}, para. {listed}",
    )
