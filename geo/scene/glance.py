"""Small multiples: every plan, or every sector of one plan, with one extent and one legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.design.theme import FOCUS, Theme
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.text import Text
from geo.join.attach import territory_areas
from geo.join.placing import Grid, grouped
from geo.scene.cross_parts import (
    Points,
    cross_credits,
    label_points,
    outside_areas,
    outside_style,
    plan_lines,
    row_statement,
    short_name,
    short_title,
)
from geo.scene.resolve import World
from geo.scene.scene import (
    DrawnArea,
    KeyNumber,
    LegendBlock,
    LegendEntry,
    Scene,
    StatementLine,
    Style,
)
from geo.scene.statements import place_text
from geo.scene.texts import joined, say
from geo.spec.mapspec import Layers, MapSpec

CLASSES = ("named-1", "focus", "collective", "not_named", "outside")
_WORDS = dict(zip(CLASSES, ("named", "parts", "collective", "not_named", "outside"), strict=True))
_PARTS = ("part", "site", "facility")
_Ways = dict[str, list[Statement]]


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
        All with the same areas in the same order (the prefectures) and the same five classes in the
        legend, drawn or not: ``named-1`` the city itself, ``focus`` only districts, parks or
        facilities in it, ``collective``, ``not_named``, ``outside`` the plan's territory.

    Examples
    --------
    >>> from geo.scene.resolve import load_world
    >>> from geo.sources.plans.folder import load_plan
    >>> (panel,) = glance_panels([load_plan("space2024")], load_world())
    >>> panel.area("441700").state, panel.area("440800").state, len(panel.areas)
    ('named-1', 'not_named', 21)
    """
    areas = territory_areas(world.register, world.territory.code, "prefecture")
    grid, points = Grid(world.register, areas), label_points(world, areas)
    panels = []
    for plan in plans:
        spec = MapSpec(plan.key, "plans", lang=lang, layers=_layers(areas))
        rows = [r for r in plan.statements if r.force != Force.CONTEXT]
        panels.append(_panel(spec, plan, world, (grid, points, rows)))
    return tuple(panels)


def sector_panels(plan: Plan, world: World, lang: str = "zh") -> tuple[Scene, ...]:
    """One panel per sector of a plan, at the plan's level and extent, with the same five classes.

    Sectors come in the plan's order; one that is tied to no place is a panel without colour.
    """
    areas = territory_areas(world.register, plan.territory, plan.level)
    grid, points = Grid(world.register, areas), label_points(world, areas)
    city = plan.focus
    panels = []
    for sector in plan.taxonomy:
        spec = MapSpec(plan.key, "plans", sector.id, lang, plan.level, city, _layers(areas))
        rows = [r for r in plan.statements if r.force != Force.CONTEXT and r.sector == sector.id]
        panels.append(_panel(spec, plan, world, (grid, points, rows)))
    return tuple(panels)


def _layers(areas: Sequence[Area]) -> Layers:
    return Layers(structure=False, carriers=False, counties=areas[0].level == "county")


def _panel(
    spec: MapSpec, plan: Plan, world: World, on: tuple[Grid, Points, Sequence[Statement]]
) -> Scene:
    grid, points, rows = on
    found, _ = grouped(grid, rows)
    areas = tuple(_drawn(plan, world, a, found.get(a.adcode, {}), points) for a in grid.areas)
    context = outside_areas(world, points)
    entries = _entries(world.theme, areas, context)
    title, subtitle = _titles(spec, plan)
    said = [Text(f"{e.label.zh} {e.count}", f"{e.label.en} {e.count}") for e in entries]
    county = "_county" if spec.level == "county" else ""
    ground = world.theme.ground
    return Scene(
        spec=spec,
        title=title,
        subtitle=subtitle,
        plan_line=plan_lines([plan]),
        issued=plan.document.issued.isoformat(),
        areas=areas,
        context=context,
        symbols=(),
        bands=(),
        legend=(LegendBlock(say(f"glance.states{county}"), entries),),
        listed=(),
        key_numbers=_numbers(rows, areas),
        credits=cross_credits(spec, [plan], world),
        alt=say("misc.alt", title=title, states=joined(said, zh=",", en="; ")),
        accent=world.theme.ramp(world.theme.kinds["breadth"])[3],
        sea=ground["sea"],
        land=ground["land"],
    )


def _titles(spec: MapSpec, plan: Plan) -> tuple[Text, Text]:
    short = short_title(plan)
    if not spec.subject:
        return short, Text(plan.title("zh"), plan.title("en"))
    sectors = [s.id for s in plan.taxonomy]
    sector, i = plan.taxonomy.sector(spec.subject), sectors.index(spec.subject) + 1
    subtitle = say("titles.sector_sub", plan=short, i=i, n=len(sectors))
    return Text(sector.zh, sector.en), subtitle


def _drawn(plan: Plan, world: World, area: Area, ways: _Ways, points: Points) -> DrawnArea:
    inside = plan.territory in world.register.hosts(area.adcode)
    state = _state(ways) if inside else "outside"
    counted = {"named-1": ("direct",), "focus": _PARTS, "collective": ("collective",)}
    count = sum(len(ways.get(way, ())) for way in counted.get(state, ()))
    return DrawnArea(
        adcode=area.adcode,
        level=area.level,
        name=Text(area.name_zh, area.name_en),
        short=short_name(area),
        state=state,
        count=count,
        style=class_style(world.theme, state),
        anchor=points[area.adcode],
        state_text=say(
            f"glance.state_{_WORDS[state]}" if count else f"state_text.{state}", n=count
        ),
        statements=_lines(plan, world, area, ways),
    )


def _state(ways: _Ways) -> str:
    if ways.get("direct"):
        return "named-1"
    if any(ways.get(way) for way in _PARTS):
        return "focus"
    return "collective" if ways.get("collective") else "not_named"


def class_style(theme: Theme, state: str) -> Style:
    """The look of a class, the same on every panel."""
    if state == "outside":
        return outside_style(theme, "sar")
    ramp, hatched = theme.ramp(theme.kinds["breadth"]), state == "collective"
    fill = {"named-1": ramp[3], "focus": ramp[FOCUS]}.get(state, theme.ground["not_named"])
    return Style(
        fill=fill,
        stroke=theme.ground["border"],
        stroke_width_pt=theme.lines["area"],
        ink=theme.ink_on(fill),
        pattern="collective" if hatched else "",
        pattern_color=ramp[3] if hatched else "",
        mark={"named-1": "●", "focus": "○"}.get(state, ""),
    )


def _lines(plan: Plan, world: World, area: Area, ways: _Ways) -> tuple[StatementLine, ...]:
    """What the plan says: of the area, of its parts, of the regions around it."""
    groups: dict[tuple[str, str, str, bool], list[Statement]] = {}
    for way in ("direct", *_PARTS, "collective"):
        for row in ways.get(way, ()):
            place = "" if row.place_id == area.adcode else row.place_id
            key = (place, row.sector or f"={row.worded}", row.clause, row.force == Force.FACILITY)
            groups.setdefault(key, []).append(row)
    lines = []
    for (place, _, _, _), rows in groups.items():
        heading = _heading(plan, rows[0])
        if place:
            named = place_text(world.register, place)
            heading = Text(f"{named.zh}:{heading.zh}", f"{named.en}: {heading.en}")
        lines.append(row_statement(plan, heading, rows))
    return tuple(lines)


def _heading(plan: Plan, row: Statement) -> Text:
    if not row.sector:
        return Text(row.worded or row.relation, row.relation)
    sector = plan.taxonomy.sector(row.sector)
    return Text(sector.zh, sector.en)


def _entries(
    theme: Theme, areas: Sequence[DrawnArea], context: Sequence[DrawnArea]
) -> tuple[LegendEntry, ...]:
    """All five classes, drawn on this panel or not, so that one legend serves every panel."""
    sars = [a for a in context if a.level == "sar"]
    entries = []
    for state in CLASSES:
        shown = [a for a in areas if a.state == state]
        count = len(shown) + (len(sars) if state == "outside" else 0)
        label, style = say(f"glance.{_WORDS[state]}"), class_style(theme, state)
        members = tuple(a.short for a in shown)
        entries.append(LegendEntry(state, label, style, members=members, count=count))
    return tuple(entries)


def _numbers(rows: Sequence[Statement], areas: Sequence[DrawnArea]) -> tuple[KeyNumber, ...]:
    states = [a.state for a in areas]
    counts = {
        "rows": len(rows),
        "named": states.count("named-1"),
        "parts": states.count("focus"),
        "collective": states.count("collective"),
    }
    return tuple(KeyNumber(n, say(f"glance.number_{key}")) for key, n in counts.items())
