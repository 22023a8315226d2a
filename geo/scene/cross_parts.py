"""What maps of several plans share: short names, lines plan by plan, credits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Force, Scope, Statement
from geo.domain.text import Text, joined
from geo.join.themes import ThemeStatement
from geo.scene.marginalia import projection_text
from geo.scene.scene import Credits, StatementLine
from geo.scene.statements import clause_locator, place_text, term_text
from geo.scene.world import World
from geo.sources.places.register import Register
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say


def short_title(plan: Plan) -> Text:
    """Short title of a plan in both languages."""
    return Text(plan.short("zh"), plan.short("en"))


def short_name(area: Area) -> Text:
    """Name of an area for labels."""
    english = area.name_en
    for kind in (" District", " County", " City"):
        english = english.removesuffix(kind)
    return Text(area.short_zh, english)


def stated_lines(
    plans: Mapping[str, Plan], register: Register, found: Iterable[ThemeStatement], here: str = ""
) -> tuple[StatementLine, ...]:
    """Who states what, plan by plan: one line per plan, place and clause, in document order.

    Parameters
    ----------
    plans
        Plans by key.
    found
        Rows of the theme; they come out in plan order, stating rows before near ones.
    here
        Place that the lines stand under, which is not named again in their headings.
    """
    groups: dict[tuple[str, str, str, bool, str], list[ThemeStatement]] = {}
    order = list(plans)
    for one in sorted(found, key=lambda s: (order.index(s.plan), not s.link.states)):
        term = "" if one.link.states else one.link.term_id
        place = "" if one.row.place_id == here else one.row.place_id
        key = (one.plan, place, one.clause, one.row.force == Force.FACILITY, term)
        groups.setdefault(key, []).append(one)
    return tuple(_line(plans[key[0]], register, key, group) for key, group in groups.items())


def _line(
    plan: Plan,
    register: Register,
    key: tuple[str, str, str, bool, str],
    group: Sequence[ThemeStatement],
) -> StatementLine:
    _, place, _, _, near = key
    heading = short_title(plan)
    if place:
        heading = say("theme.at", plan=heading, place=place_text(register, place))
    if near:
        label = Text(plan.taxonomy.label(near, "zh"), plan.taxonomy.label(near, "en"))
        heading = say("theme.near", heading=heading, term=label)
    return row_statement(plan, heading, [s.row for s in group])


def row_statement(plan: Plan, heading: Text, rows: Sequence[Statement]) -> StatementLine:
    """Rows of one clause as one line under a heading: printed terms, flags, locator."""
    first = rows[0]
    flags = {
        "open": any(r.open_ended for r in rows),
        "inferred": any(r.inferred for r in rows),
        "collective": first.scope == Scope.COLLECTIVE,
        "facility": first.force == Force.FACILITY,
    }
    terms = dict.fromkeys(term_text(plan, r) for r in rows if r.term)
    return StatementLine(
        heading=heading,
        terms=tuple(terms),
        clause=first.clause,
        locator=clause_locator(plan, first.clause),
        flags=tuple(name for name, on in flags.items() if on),
    )


def cross_credits(spec: MapSpec, plans: Sequence[Plan], world: World) -> Credits:
    """Sources by number and date, base, projection, review and limits of a map of several plans."""
    number = spec.approval.number
    sources = joined([_source(p) for p in plans], zh=";", en="; ")
    limits = [say("credits.limits")]
    if any(p.document.redacted for p in plans):
        limits.append(say("credits.redacted"))
    return Credits(
        source=say("theme.source", list=sources),
        base=say("credits.base"),
        projection=projection_text(world.territory.projection),
        review=say("credits.reviewed", number=number) if number else say("credits.unreviewed"),
        reviewed=bool(number),
        limits=joined(limits, zh="", en=" "),
    )


def _source(plan: Plan) -> Text:
    number, issued = plan.document.number, plan.document.issued_text
    key = "theme.source_item" if number else "theme.source_item_bare"
    return say(key, plan=short_title(plan), number=number, issued=issued)


def plan_lines(plans: Sequence[Plan]) -> Text:
    """Short titles with their dates, for the line under the title."""
    items = [
        say("theme.plan_item", plan=short_title(p), issued=p.document.issued_text) for p in plans
    ]
    return say("theme.plan_line", list=joined(items))
