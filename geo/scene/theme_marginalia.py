"""What stands around a theme map: key numbers, places against plans, who states it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.domain.lines import StatementLine
from geo.domain.plan import Plan
from geo.domain.statement import Force, Scope
from geo.domain.text import Text
from geo.join.lines import LineKey, facility, in_lines, row_line
from geo.join.placing import Reach
from geo.join.themes import ThemeStatement, ThemeTable
from geo.scene.scene import KeyNumber, MatrixRow
from geo.sources.places.register import Register
from geo.texts.catalogue import say


def theme_numbers(table: ThemeTable) -> tuple[KeyNumber, ...]:
    """How many plans list the theme and name places for it, and how many places they name."""
    sites = [p for p, found in table.sites.items() if any(s.link.states for s in found)]
    cells = [table.cell(a.adcode) for a in table.areas]
    numbers = {
        "plans": len(table.stating),
        "naming": len(table.naming()),
        "cities": sum(cell.state == "named" for cell in cells),
        "districts": sum(table.cell(a.adcode).state == "named" for a in table.finer),
        "sites": len(sites),
        "collective": sum(cell.state == "collective" for cell in cells),
    }
    always = ("plans", "naming", "cities")
    return tuple(
        KeyNumber(n, say(f"theme.number_{key}")) for key, n in numbers.items() if n or key in always
    )


def theme_matrix(
    table: ThemeTable, register: Register
) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
    """Places against plans: cities, districts and sites named, then regions."""
    keys, rows = [p.key for p in table.plans], []
    for area in (*table.areas, *table.finer):
        named = table.cell(area.adcode).plans(Reach.DIRECT)
        if named:
            rows.append(MatrixRow(area.short, _marks(keys, named, "named")))
    for place, found in table.sites.items():
        stating = [s for s in found if s.link.states]
        if stating:
            shared = all(s.row.scope == Scope.COLLECTIVE for s in stating)
            mark = "collective" if shared else "named"
            marks = _marks(keys, (s.plan for s in stating), mark)
            rows.append(MatrixRow(register.name(place), marks))
    regions: dict[str, list[str]] = {}
    for s in table.elsewhere:
        if s.link.states and s.row.force == Force.BINDING:
            regions.setdefault(s.row.place_id, []).append(s.plan)
    for place, named_by in regions.items():
        name = register.name(place)
        rows.append(MatrixRow(name, _marks(keys, named_by, "collective")))
    return tuple(p.short for p in table.plans), tuple(rows)


def _marks(keys: Iterable[str], named: Iterable[str], mark: str) -> tuple[str, ...]:
    found = set(named)
    return tuple(mark if key in found else "" for key in keys)


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

    def key(one: ThemeStatement) -> LineKey:
        place = "" if one.row.place_id == here else one.row.place_id
        near = "" if one.link.states else one.link.term_id
        own = facility(one.row)
        return LineKey(one.clause, place=place, plan=one.plan, force=own, mark=near)

    order = list(plans)
    ordered = sorted(found, key=lambda s: (order.index(s.plan), not s.link.states))
    lines = in_lines(ordered, key)
    return tuple(_line(plans[one.plan], register, one, group) for one, group in lines)


def _line(
    plan: Plan, register: Register, key: LineKey, group: Sequence[ThemeStatement]
) -> StatementLine:
    heading = plan.short
    if key.place:
        heading = say("theme.at", plan=heading, place=register.name(key.place))
    if key.mark:
        heading = say("theme.near", heading=heading, term=plan.taxonomy.name(key.mark))
    return row_line(plan, [s.row for s in group], heading)
