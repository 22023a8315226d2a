"""Two cities on one map, and what changed between two plans on one map: ordinary Scenes."""

from __future__ import annotations

from collections.abc import Sequence

from geo.analysis.compare import Comparison, compare
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis, carriers_of
from geo.charts.pair_changes import touched
from geo.domain.lines import StatementLine
from geo.domain.text import Text, joined, same
from geo.errors import CallError, Fault
from geo.join.lines import statement_lines
from geo.scene.classes import OUTSIDE, Classes, Scale, StateClass
from geo.scene.compose import AreaState, Content, compose
from geo.scene.credits import map_credits, plan_line, source_of, sources_of
from geo.scene.scene import KeyNumber, MatrixRow, Scene
from geo.scene.symbols import carrier_symbols
from geo.scene.world import World, label_points
from geo.spec.mapspec import Layers, MapSpec
from geo.texts.catalogue import say

_LAYERS = Layers(structure=False, carriers=False)
_WITH_CARRIERS = Layers(structure=False, carriers=True)
DIFF_CLASSES = (
    StateClass("added", say("pair.added"), step=3, mark="+", hue="blue"),
    StateClass("dropped", say("pair.dropped"), step=1, mark="−", hue="orange"),
    StateClass("changed", say("pair.changed"), step=2, mark="±", hue="violet"),
    StateClass("same", say("pair.same"), step=0, mark="="),
    StateClass("collective", say("pair.collective"), hatch=3, listed=False),
    StateClass("not_named", say("pair.not_named"), listed=False),
    OUTSIDE,
)


def compare_scene(
    base: PlanAnalysis, world: World, places: Sequence[str], lang: str = "zh"
) -> Scene:
    """Two cities of a plan in two fills, with the sub-sectors of each beside the map.

    ``places`` are names or adcodes of two areas of the plan's level; the world's register has the
    plan's own places.

    Raises
    ------
    CallError, PlaceError
        Not two different areas; a place is unknown.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> from geo.scene.world import load_world
    >>> scene = compare_scene(analyse("future2024"), load_world(), ["广州", "深圳"])
    >>> [[row.cells[i] for row in scene.matrix].count("named") for i in (0, 1)]
    [9, 11]
    """
    found = compare(base, places)
    units = [side.place for side in found.sides]
    areas = {a.adcode: a for a in base.table.areas}
    if len(units) != 2 or any(u.id not in areas for u in units):
        zh, en = "对比图要两个市（或区县）", "a map compares two cities (or districts)"
        raise CallError(Fault(base.plan.key, zh, en, " ".join(places)))
    sides = {u.id: f"side-{letter}" for u, letter in zip(units, "ab", strict=True)}
    names = [areas[u.id].short for u in units]
    lines = {u.id: _lines(base, u) for u in units}
    words = dict.fromkeys(areas, say("pair.other"))
    for side, name in zip(found.sides, names, strict=True):
        own, shared = len(side.only_subsectors), len(found.shared_subsectors)
        words[side.place.id] = say("pair.side", name=name, own=own, shared=shared)
    states = [
        AreaState(area, sides.get(code, "other"), len(found_lines), words[code], found_lines)
        for code, area in areas.items()
        for found_lines in [lines.get(code, ())]
    ]
    spec = MapSpec(base.plan.key, "compare", "-".join(sides), lang=lang,
                   level=base.table.level, layers=_WITH_CARRIERS)  # fmt: skip
    columns, rows = _matrix(found, names)
    carriers = [c for u in units for c in carriers_of(base, u)]
    points, listed = carrier_symbols(base.table, base.register, world.theme, carriers, ())
    content = Content(
        title=say("pair.compare", a=names[0], b=names[1]),
        subtitle=say("pair.compare_sub", plan=base.plan.short),
        plan_line=plan_line([base.plan]),
        scale=Scale(_sides([words[u.id] for u in units]), "slate", world.theme),
        scale_title=say("pair.legend_compare"),
        areas=states,
        points=label_points(world, areas.values()),
        key_numbers=_compare_numbers(found, names),
        credits=map_credits(spec, source_of(base.plan), [base.plan], world.territory),
        issued=base.plan.document.issued.isoformat(),
        symbols=points,
        listed=listed,
        matrix_columns=columns,
        matrix=rows,
    )
    return compose(spec, content, world)


def _sides(words: Sequence[Text]) -> Classes:
    """The two places by what is said of them, the others, and the ground outside."""
    return (
        StateClass("side-a", words[0], step=3, mark="A", hue="blue", listed=False),
        StateClass("side-b", words[1], step=1, mark="B", hue="orange", listed=False),
        StateClass("other", say("pair.other"), listed=False),
        OUTSIDE,
    )


def _lines(base: PlanAnalysis, unit: Unit) -> tuple[StatementLine, ...]:
    rows = [r for s in base.matrix.sectors for r in base.matrix.cell(unit, s.id).rows]
    return statement_lines(base.plan, base.register, rows)


def _matrix(
    found: Comparison, names: Sequence[Text]
) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
    """A and B against the sub-sectors that either names or shares in a region."""
    terms = [t for t in found.terms if t.level == "subsector"]
    columns = [joined((same(letter), n), " ", " ") for letter, n in zip("AB", names, strict=True)]
    drawn = ("named", "collective")
    rows = [MatrixRow(t.term.name, tuple(s * (s in drawn) for s in t.states)) for t in terms]
    return tuple(columns), tuple(rows)


def _compare_numbers(found: Comparison, names: Sequence[Text]) -> tuple[KeyNumber, ...]:
    sides = list(zip(found.sides, names, strict=True))
    return (
        KeyNumber(len(found.shared_subsectors), say("pair.shared_subsectors")),
        *(KeyNumber(len(s.only_subsectors), say("pair.only", name=name)) for s, name in sides),
        *(KeyNumber(len(s.carriers), say("pair.carriers", name=name)) for s, name in sides),
    )


def diff_scene(before: PlanAnalysis, after: PlanAnalysis, world: World, lang: str = "zh") -> Scene:
    """Where two plans, or editions of one, speak differently: + − ± =, with both clauses.

    Both are joined to the same areas; the world's register has the places of both.

    Raises
    ------
    CallError
        The plans do not cover the same areas.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> from geo.scene.world import load_world
    >>> same = diff_scene(analyse("space2024"), analyse("space2024"), load_world())
    >>> {e.key: e.count for e in same.legend[0].entries if e.key != "outside"}["same"]
    4
    """
    plans = before.plan, after.plan
    if before.table.areas != after.table.areas:
        zh, en = "两份规划的范围或层级不同，不能画在一张图上", "the plans cover different areas"
        raise CallError(Fault("", zh, en, f"{plans[0].key} {plans[1].key}"))
    finer = {a.adcode: a for t in (before.table, after.table) for a in t.finer}
    areas = (*after.table.areas, *(finer[code] for code in sorted(finer)))
    found = touched(before, after, world.register)
    labels = {one.state: one.label for one in DIFF_CLASSES}
    states = []
    for area in areas:
        state, lines = found.state(area.adcode), found.lines(area.adcode)
        states.append(AreaState(area, state, len(lines), labels[state], lines))
    spec = MapSpec(plans[1].key, "diff", plans[0].key, lang=lang, level=after.table.level,
                   layers=_LAYERS)  # fmt: skip
    content = Content(
        title=say("pair.diff"),
        subtitle=say("pair.diff_sub", a=plans[0].short, b=plans[1].short),
        plan_line=plan_line(plans),
        scale=Scale(DIFF_CLASSES, "slate", world.theme),
        scale_title=say("pair.legend_diff"),
        areas=states,
        points=label_points(world, areas),
        key_numbers=tuple(KeyNumber(n, say(f"pair.number_{k}")) for k, n in found.counts.items()),
        credits=map_credits(spec, sources_of(plans), plans, world.territory),
        issued=max(p.document.issued for p in plans).isoformat(),
        region_notes=found.elsewhere(),
    )
    return compose(spec, content, world)
