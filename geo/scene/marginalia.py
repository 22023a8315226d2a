"""What stands under a map of one plan: sources, base, projection, review and limits."""

from __future__ import annotations

from collections.abc import Iterable

from geo.domain.plan import Plan, english_section
from geo.domain.territory import Parallels
from geo.domain.text import Text, joined, same
from geo.scene.scene import Credits
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say


def projection_text(lines: Parallels) -> Text:
    """The projection by the parameters that it is drawn with."""
    south, north, meridian = (f"{v:g}" for v in (lines.south, lines.north, lines.meridian))
    return say("credits.projection", south=south, north=north, meridian=meridian)


def credits_of(spec: MapSpec, plan: Plan, clauses: Iterable[str], projection: Parallels) -> Credits:
    """Source, base, projection, review and limits, from the plan and the user's fields."""
    document = plan.document
    found = _locators(plan, clauses)
    locators = say("credits.locators", list=joined(found, zh=";", en="; ")) if found else same("")
    source = say(
        "credits.source" if document.number else "credits.source_plain",
        issuer=document.issuer,
        title=document.title,
        number=document.number,
        issued=document.issued_text,
        locators=locators,
    )
    number = spec.approval
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


def _locators(plan: Plan, clauses: Iterable[str]) -> list[Text]:
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
        f"{section} 第 {listed.replace(', ', '、')} 段",
        f"part {english_section(section)}, para. {listed}",
    )
