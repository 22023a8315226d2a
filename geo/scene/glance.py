"""Small multiples: every plan, or every sector of one plan, with one extent and one legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.domain.lines import StatementLine
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.join.attach import territory_areas
from geo.join.lines import statement_lines
from geo.join.placing import Grid, Reach, grouped
from geo.join.table import graded
from geo.scene.classes import Scale, StateClass, counted, ranges
from geo.scene.compose import AreaState, Content, compose
from geo.scene.credits import map_credits, plan_line, sources_of
from geo.scene.kinds import KINDS
from geo.scene.scene import NAMED, KeyNumber, Scene
from geo.scene.world import Points, World, label_points
from geo.spec.mapspec import Layers, MapSpec
from geo.texts.catalogue import say

_NAMED = "named"  # graded by how many statements name the area itself
_EDGES = (1, 2, 4, 8)  # the classes' lower ends, closed
_WORDS = {
    _NAMED: "named",
    "focus": "parts",
    "collective": "collective",
    "not_named": "not_named",
    "outside": "outside",
}
PANEL_CLASSES = (
    *counted([say("glance.named", n=n) for n in ranges(_EDGES)], _EDGES),
    StateClass("focus", say("glance.parts"), step=0, mark="○"),
    StateClass("collective", say("glance.collective"), hatch=3),
    StateClass("not_named", say("glance.not_named")),
    StateClass("outside", say("glance.outside")),
)
_PARTS = (Reach.PART, Reach.SITE, Reach.FACILITY)
_COUNTED = {_NAMED: (Reach.DIRECT,), "focus": _PARTS, "collective": (Reach.COLLECTIVE,)}
_Rows = Mapping[Reach, list[Statement]]


def glance_panels(plans: Iterable[Plan], world: World, lang: str = "zh") -> tuple[Scene, ...]:
    """One panel per plan: how it speaks of each city of the province.

    Parameters
    ----------
    plans
        Plans in reading order.
    world
        Register, boundaries (EPSG:4490) and theme.
    lang
        Language of paper.

    Returns
    -------
    tuple of Scene
        All with the same areas in the same order (the prefectures) and the same classes in the
        legend, drawn or not: ``named-1`` to ``named-4`` by the statements on the city itself,
        ``focus`` only districts, parks or facilities in it, ``collective``, ``not_named``,
        ``outside`` the plan's territory.

    Examples
    --------
    >>> from geo.scene.world import load_world
    >>> from geo.sources.plans.folder import load_plan
    >>> (panel,) = glance_panels([load_plan("space2024")], load_world())
    >>> panel.area("441700").state, panel.area("440800").state, len(panel.areas)
    ('named-3', 'not_named', 21)
    """
    areas = territory_areas(world.register, world.territory.code, "prefecture")
    grid, points = Grid(world.register, areas), label_points(world, areas)
    panels = []
    for plan in plans:
        spec = MapSpec(plan.key, "plans", lang=lang, layers=_layers(areas))
        rows = [r for r in plan.statements if r.force != Force.CONTEXT]
        panels.append(_panel(spec, plan, world, grid, points, rows))
    return tuple(panels)


def sector_panels(plan: Plan, world: World, lang: str = "zh") -> tuple[Scene, ...]:
    """One panel per sector of a plan, at the plan's level and extent, with the same classes.

    Sectors come in the plan's order; one that is tied to no place is a panel without colour.
    """
    areas = territory_areas(world.register, plan.territory, plan.level)
    grid, points = Grid(world.register, areas), label_points(world, areas)
    panels = []
    for sector in plan.taxonomy:
        spec = MapSpec(plan.key, "plans", sector.id, lang, plan.level, plan.focus, _layers(areas))
        rows = [r for r in plan.statements if r.force != Force.CONTEXT and r.sector == sector.id]
        panels.append(_panel(spec, plan, world, grid, points, rows))
    return tuple(panels)


def _layers(areas: Sequence[Area]) -> Layers:
    return Layers(structure=False, carriers=False, counties=areas[0].level == "county")


def _panel(
    spec: MapSpec, plan: Plan, world: World, grid: Grid, points: Points, rows: Sequence[Statement]
) -> Scene:
    found, _ = grouped(grid, rows)
    states = [_state(plan, world, a, found.get(a.adcode, {})) for a in grid.areas]
    title, subtitle = plan.short, plan.document.title
    if spec.subject:
        title, subtitle = KINDS["sector"].titles(plan, spec.subject)
    county = "_county" if spec.level == "county" else ""
    theme = world.theme
    content = Content(
        title=title,
        subtitle=subtitle,
        plan_line=plan_line([plan]),
        scale=Scale(PANEL_CLASSES, theme.kinds["breadth"], theme, whole=True),
        scale_title=say(f"glance.states{county}"),
        areas=states,
        points=points,
        key_numbers=_numbers(rows, [s.state for s in states]),
        credits=map_credits(spec, sources_of([plan]), [plan], world.territory),
        issued=plan.document.issued.isoformat(),
    )
    return compose(spec, content, world)


def _state(plan: Plan, world: World, area: Area, said: _Rows) -> AreaState:
    inside = plan.territory in world.register.hosts(area.adcode)
    classes = (s for s, of in _COUNTED.items() if any(said.get(reach) for reach in of))
    state = next(classes, "not_named") if inside else "outside"
    count = sum(len(said.get(reach, ())) for reach in _COUNTED.get(state, ()))
    key = f"glance.state_{_WORDS[state]}" if count else f"state_text.{state}"
    if state == _NAMED:
        state = graded(count, _EDGES)
    return AreaState(area, state, count, say(key, n=count), _lines(plan, world, area, said))


def _lines(plan: Plan, world: World, area: Area, said: _Rows) -> tuple[StatementLine, ...]:
    """What the plan says: of the area, of its parts, of the regions around it."""
    reaches = (Reach.DIRECT, *_PARTS, Reach.COLLECTIVE)
    rows = [row for reach in reaches for row in said.get(reach, ())]
    return statement_lines(plan, world.register, rows, lambda r: r.place_id != area.adcode)


def _numbers(rows: Sequence[Statement], states: Sequence[str]) -> tuple[KeyNumber, ...]:
    counts = {
        "rows": len(rows),
        "named": sum(state in NAMED for state in states),
        "parts": states.count("focus"),
        "collective": states.count("collective"),
    }
    return tuple(KeyNumber(n, say(f"glance.number_{key}")) for key, n in counts.items())
