"""What the plan says of a place, as lines with clause and locator, for lists and tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Scope, Statement
from geo.domain.text import Text, same
from geo.scene.scene import StatementLine
from geo.sources.places.register import Register


def term_text(plan: Plan, row: Statement) -> Text:
    """The term as printed in Chinese, with the taxonomy's English name where it has one."""
    term_id = row.subsector or row.sector
    return Text(row.term, plan.taxonomy.label(term_id, "en")) if term_id else same(row.term)


def clause_locator(plan: Plan, clause_id: str) -> Text:
    """Where to look in the document, in both languages.

    The id itself where texts were never located.
    """
    clause = plan.clauses.get(clause_id)
    return Text(clause.locator("zh"), clause.locator("en")) if clause else same(clause_id)


def place_text(register: Register, place_id: str) -> Text:
    """Official name of a registered place in both languages."""
    return Text(register.name(place_id, "zh"), register.name(place_id, "en"))


def statements(
    plan: Plan, register: Register, rows: Iterable[Statement], *, by_place: bool = False
) -> tuple[StatementLine, ...]:
    """Group rows by sector and clause into statements, in plan order; by place too where asked.

    A focus row alone gives its sector with no terms; sub-sector rows add their printed terms. Rows
    without a sector (roles, measures, facilities) are headed by the word of the text (支持, 依托
    …).
    """
    grouped: dict[tuple[str, str, str, bool], list[Statement]] = {}
    for row in rows:
        region = row.place_id if by_place or row.scope == Scope.COLLECTIVE else ""
        key = (row.sector or f"={row.worded}", row.clause, region, row.force == Force.FACILITY)
        grouped.setdefault(key, []).append(row)
    return tuple(_statement(plan, register, group, by_place) for group in grouped.values())


def _statement(
    plan: Plan, register: Register, rows: list[Statement], by_place: bool
) -> StatementLine:
    first = rows[0]
    if first.sector:
        sector = plan.taxonomy.sector(first.sector)
        heading = Text(sector.zh, sector.en)
        terms = [term_text(plan, r) for r in rows if r.subsector or r.term != sector.zh]
    else:
        heading = Text(first.worded or first.relation, first.relation)
        terms = [same(r.term) for r in rows if r.term]
    if by_place or first.scope == Scope.COLLECTIVE:
        place = place_text(register, first.place_id)
        heading = Text(f"{place.zh}:{heading.zh}", f"{place.en}: {heading.en}")
    flags = {
        "open": any(r.open_ended for r in rows),
        "inferred": any(r.inferred for r in rows),
        "collective": first.scope == Scope.COLLECTIVE,
        "facility": first.force == Force.FACILITY,
    }
    return StatementLine(
        heading=heading,
        terms=tuple(dict.fromkeys(terms)),
        clause=first.clause,
        locator=clause_locator(plan, first.clause),
        flags=tuple(name for name, on in flags.items() if on),
    )


def carrier_statements(plan: Plan, carriers: Iterable[Carrier]) -> tuple[StatementLine, ...]:
    """Carriers of a place grouped by printed role and clause."""
    grouped: dict[tuple[str, str], list[Carrier]] = {}
    for carrier in carriers:
        grouped.setdefault((carrier.role, carrier.clause), []).append(carrier)
    return tuple(
        StatementLine(
            heading=Text(role or "载体", "Carriers"),
            terms=tuple(same(c.name) for c in group),
            clause=clause,
            locator=clause_locator(plan, clause),
            flags=("open",) if any(c.open_ended for c in group) else (),
        )
        for (role, clause), group in grouped.items()
    )
