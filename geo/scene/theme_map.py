"""A theme across plans as a Scene: how many plans name each place, and who states what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.design.theme import Theme
from geo.domain.places import Area
from geo.domain.text import Text
from geo.errors import Fault, SpecError
from geo.join.table import AreaTable, Tally
from geo.join.themes import ThemeTable
from geo.scene.cross_parts import (
    Points,
    cross_credits,
    label_points,
    outside_areas,
    plan_lines,
    short_name,
    short_title,
    stated_lines,
)
from geo.scene.legend import legend
from geo.scene.resolve import World
from geo.scene.scene import (
    NAMED,
    DrawnArea,
    LegendBlock,
    LegendEntry,
    Scene,
    Style,
    Symbol,
    UnplottedCarrier,
)
from geo.scene.symbols import carrier_symbols
from geo.scene.texts import joined, say
from geo.scene.theme_marginalia import theme_matrix, theme_numbers
from geo.spec.mapspec import Layers, MapSpec

_ORDER = (*reversed(NAMED), "collective", "not_named")


def theme_spec(theme_id: str, lang: str = "zh") -> MapSpec:
    """The spec of a theme map.

    Examples
    --------
    >>> theme_spec("commercial_space").slug
    'commercial_space'
    """
    layers = Layers(structure=False, carriers=True)
    return MapSpec("*", "theme", theme_id, lang=lang, layers=layers)


def resolve_theme(spec: MapSpec, table: ThemeTable, world: World) -> Scene:
    """Make the finished map of a theme.

    Parameters
    ----------
    spec
        A spec of kind ``theme`` whose subject is the table's theme.
    table
        The theme laid on the areas.
    world
        Register, boundaries (EPSG:4490) and theme.

    Returns
    -------
    Scene
        States ``named-k`` (k plans name the place itself, 4 = four or more), ``collective`` (only
        wider statements cover it), ``not_named``; a district or park named never colours its city.
        ``matrix`` has places against plans; ``region_notes`` the lines of regions and the province.

    Raises
    ------
    SpecError
        The spec is of another kind or theme.

    Examples
    --------
    >>> from geo.join.themes import theme_table
    >>> from geo.scene.resolve import load_world
    >>> from geo.sources.crosswalk.themes import load_crosswalk
    >>> from geo.sources.plans.folder import load_plan, plan_keys
    >>> world, plans = load_world(), [load_plan(key) for key in plan_keys()]
    >>> table = theme_table("commercial_space", plans, world.register, load_crosswalk(plans))
    >>> scene = resolve_theme(theme_spec("commercial_space"), table, world)
    >>> [area.short.zh for area in scene.areas if area.state == "named-1"]
    ['广州', '深圳', '珠海', '阳江']
    """
    if (spec.kind, spec.subject) != ("theme", table.theme.id):
        wrong = ("不是这个主题的地图", "not a map of this theme")
        raise SpecError(Fault("", *wrong, f"{spec.kind} {spec.subject}", (table.theme.id,)))
    points = label_points(world, (*table.areas, *table.finer))
    areas = tuple(_drawn(table, world, a, points) for a in (*table.areas, *table.finer))
    context = outside_areas(world, points)
    symbols, listed = _sites(table, world) if spec.layers.carriers else ((), ())
    entries = _entries(areas, context)
    states = [Text(f"{e.label.zh} {e.count}", f"{e.label.en} {e.count}") for e in entries]
    title, ground = Text(table.theme.zh, table.theme.en), world.theme.ground
    block = LegendBlock(say("theme.states"), entries)
    columns, rows = theme_matrix(table, world.register)
    return Scene(
        spec=spec,
        title=title,
        subtitle=say("theme.subtitle", n=len(table.plans), m=len(table.naming())),
        plan_line=plan_lines(table.plans),
        areas=areas,
        context=context,
        symbols=symbols,
        bands=(),
        legend=(block, *legend(spec, (), (), symbols, ())[1:]),
        listed=listed,
        key_numbers=theme_numbers(table),
        credits=cross_credits(spec, table.plans, world),
        alt=say("misc.alt", title=title, states=joined(states, zh=",", en="; ")),
        accent=_ramp(table, world.theme)[3],
        sea=ground["sea"],
        land=ground["land"],
        matrix_columns=columns,
        matrix=rows,
        issued=max(p.document.issued for p in table.plans).isoformat(),
        region_notes=stated_lines({p.key: p for p in table.plans}, world.register, table.elsewhere),
    )


def _ramp(table: ThemeTable, theme: Theme) -> tuple[str, ...]:
    """The hue of the theme's name, else of the sector of its first row: sectors keep their hues."""
    if table.theme.zh in theme.sectors:
        return theme.ramp(theme.sectors[table.theme.zh])
    found = [s for cell in table.cells.values() for s in cell.rows] or list(table.elsewhere)
    if not found:
        return theme.ramp(theme.turns[0])
    return theme.ramp(theme.hue(table.plan(found[0].plan), found[0].row.sector))


def _style(table: ThemeTable, theme: Theme, state: str) -> Style:
    ramp, hatched = _ramp(table, theme), state == "collective"
    fill = dict(zip(NAMED, ramp[1:], strict=True)).get(state, theme.ground["not_named"])
    return Style(
        fill=fill,
        stroke=theme.ground["border"],
        stroke_width_pt=theme.lines["area"],
        ink=theme.ink_on(fill),
        pattern="collective" if hatched else "",
        pattern_color=ramp[3] if hatched else "",
        mark=theme.marks.get(state, ""),
    )


def _drawn(table: ThemeTable, world: World, area: Area, points: Points) -> DrawnArea:
    cell, plans = table.cell(area.adcode), {p.key: p for p in table.plans}
    named = cell.plans("direct")
    state = f"named-{min(len(named), 4)}" if named else cell.state
    return DrawnArea(
        adcode=area.adcode,
        level=area.level,
        name=Text(area.name_zh, area.name_en),
        short=short_name(area),
        state=state,
        count=len(named),
        style=_style(table, world.theme, state),
        anchor=points[area.adcode],
        state_text=_words(table, area, state),
        statements=stated_lines(plans, world.register, (*cell.rows, *cell.near), area.adcode),
    )


def _words(table: ThemeTable, area: Area, state: str) -> Text:
    cell = table.cell(area.adcode)
    named = cell.plans("direct")
    if named:
        listed = joined([short_title(table.plan(key)) for key in named])
        return say("theme.state_named", n=len(named), list=listed)
    parts = {s.row.place_id for s in cell.rows if s.way == "part"}
    sites = {s.row.place_id + s.row.carrier for s in cell.rows if s.way in ("site", "facility")}
    if state == "not_named" and (parts or sites):
        return say("theme.state_parts", c=len(parts), s=len(sites))
    return say(f"state_text.{state}")


def _entries(areas: Iterable[DrawnArea], context: Iterable[DrawnArea]) -> tuple[LegendEntry, ...]:
    entries = []
    for state in _ORDER:
        drawn = [a for a in areas if a.state == state]
        if drawn:
            shorts = tuple(a.short for a in drawn)
            entries.append(
                LegendEntry(state, _label(state), drawn[0].style, members=shorts, count=len(drawn))
            )
    sars = [a for a in context if a.level == "sar"]
    outside = LegendEntry("outside", say("states.outside_sar"), sars[0].style, count=len(sars))
    return (*entries, outside)


def _label(state: str) -> Text:
    if state == "named-4":
        return say("theme.named_4")
    return say("theme.named", n=int(state[-1])) if state in NAMED else say(f"states.{state}")


def _sites(
    table: ThemeTable, world: World
) -> tuple[tuple[Symbol, ...], tuple[UnplottedCarrier, ...]]:
    """Parks, zones and facilities that state the theme; those without a point are listed."""
    plans = {p.key: p for p in table.plans}
    symbols: list[Symbol] = []
    listed: list[UnplottedCarrier] = []
    for place, found in table.sites.items():
        stating = [s for s in found if s.link.states]
        if not stating:
            continue
        lines = stated_lines(plans, world.register, stating, place)
        plan = table.plan(stating[0].plan)
        bare = AreaTable(plan, "", (), (), {}, {}, {}, Tally(0, 0, 0, 0, 0))
        row = min((s.row for s in stating), key=lambda r: r.force)
        drawn, unplaced = carrier_symbols(bare, world.register, world.theme, (), (row,))
        symbols += [replace(symbol, statements=lines) for symbol in drawn]
        listed += [replace(entry, statements=lines) for entry in unplaced]
    return tuple(symbols), tuple(listed)
