"""A theme across plans as a Scene: how many plans name each place, and who states what."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import Theme
from geo.domain.places import Area
from geo.domain.text import Text, joined
from geo.errors import Fault, SpecError
from geo.join.placing import Reach
from geo.join.table import AreaTable, Tally, graded
from geo.join.themes import ThemeTable
from geo.scene.classes import COLLECTIVE, NOT_NAMED, OUTSIDE, Scale, StateClass, counted
from geo.scene.compose import AreaState, Content, compose
from geo.scene.credits import map_credits, plan_line, sources_of
from geo.scene.findings import sentence, spread
from geo.scene.marks import Symbol, UnplottedCarrier
from geo.scene.scene import Lettering, Scene
from geo.scene.symbols import carrier_symbols
from geo.scene.theme_marginalia import stated_lines, theme_matrix, theme_numbers
from geo.scene.world import World, label_points
from geo.spec.mapspec import Layers, MapSpec
from geo.texts.catalogue import say

THEME_CLASSES = (
    *counted([*(say("theme.named", n=n) for n in (1, 2, 3)), say("theme.named_4")]),
    *(COLLECTIVE, NOT_NAMED),
    StateClass("beyond", say("theme.beyond"), ground="land", lettering=Lettering.SMALL),
    OUTSIDE,
)


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
        wider statements cover it), ``not_named``, ``beyond`` (in the territory of none of the
        plans, and named by none); a district or park named never colours its city.
        ``matrix`` has places against plans; ``region_notes`` the lines of regions and the province.

    Raises
    ------
    SpecError
        The spec is of another kind or theme.

    Examples
    --------
    >>> from geo.join.themes import theme_table
    >>> from geo.scene.world import load_world
    >>> from geo.sources.crosswalk.themes import load_crosswalk
    >>> from geo.sources.plans.folder import packaged_plans
    >>> world, plans = load_world(), packaged_plans()
    >>> table = theme_table("commercial_space", plans, world.register, load_crosswalk(plans))
    >>> scene = resolve_theme(theme_spec("commercial_space"), table, world)
    >>> [area.short.zh for area in scene.areas if area.state == "named-1"]
    ['广州', '深圳', '珠海', '阳江']
    """
    if (spec.kind, spec.subject) != ("theme", table.theme.id):
        wrong = ("不是这个主题的地图", "not a map of this theme")
        raise SpecError(Fault("", *wrong, f"{spec.kind} {spec.subject}", (table.theme.id,)))
    areas = (*table.areas, *table.finer)
    symbols, listed = _sites(table, world) if spec.layers.carriers else ((), ())
    columns, rows = theme_matrix(table, world.register)
    plans = {p.key: p for p in table.plans}
    content = Content(
        title=table.theme.name,
        subtitle=_finding(table, world),
        plan_line=plan_line(table.plans),
        scale=Scale(THEME_CLASSES, _hue(table, world.theme), world.theme),
        scale_title=say("theme.states"),
        areas=[_state(table, world, area) for area in areas],
        points=label_points(world, areas),
        key_numbers=theme_numbers(table),
        credits=map_credits(spec, sources_of(table.plans), table.plans, world.territory),
        issued=max(p.document.issued for p in table.plans).isoformat(),
        symbols=symbols,
        listed=listed,
        matrix_columns=columns,
        matrix=rows,
        region_notes=stated_lines(plans, world.register, table.elsewhere),
    )
    return compose(spec, content, world)


def _finding(table: ThemeTable, world: World) -> Text:
    """How many plans list the theme, and which cities the most of them name."""
    listed = say("theme.subtitle", n=len(table.stating), m=len(table.naming()))
    plans = {a.adcode: len(table.cell(a.adcode).plans(Reach.DIRECT)) for a in table.areas}
    named = {code: n for code, n in plans.items() if n}
    return sentence((listed, *(spread(world, named, "theme", measured=True)[-1:] if named else ())))


def _hue(table: ThemeTable, theme: Theme) -> str:
    """The hue of the theme's name, else of the sector of its first row: sectors keep their hues."""
    if table.theme.zh in theme.sectors:
        return theme.sectors[table.theme.zh]
    found = [s for cell in table.cells.values() for s in cell.rows] or list(table.elsewhere)
    if not found:
        return theme.hue_cycle[0]
    return theme.hue(table.plan(found[0].plan), found[0].row.sector)


def _state(table: ThemeTable, world: World, area: Area) -> AreaState:
    cell, plans = table.cell(area.adcode), {p.key: p for p in table.plans}
    named = len(cell.plans(Reach.DIRECT))
    state = graded(named) if named else cell.state
    if state == "not_named" and area.adcode in table.beyond:
        state = "beyond"
    lines = stated_lines(plans, world.register, (*cell.rows, *cell.near), area.adcode)
    return AreaState(area, state, named, _words(table, area, state), lines)


def _words(table: ThemeTable, area: Area, state: str) -> Text:
    cell = table.cell(area.adcode)
    named = cell.plans(Reach.DIRECT)
    if named:
        listed = joined([table.plan(key).short for key in named])
        return say("theme.state_named", n=len(named), list=listed)
    parts = {s.row.place_id for s in cell.rows if s.reach == Reach.PART}
    sites = {
        s.row.place_id + s.row.carrier for s in cell.rows if s.reach in (Reach.SITE, Reach.FACILITY)
    }
    if state == "not_named" and (parts or sites):
        return say("theme.state_parts", c=len(parts), s=len(sites))
    return say(f"state_text.{state}")


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
        bare = AreaTable(plan, "", (), (), {}, {}, {}, {}, Tally(0, 0, 0, 0, 0))
        row = min((s.row for s in stating), key=lambda r: r.force)
        drawn, unplaced = carrier_symbols(bare, world.register, world.theme, (), (row,))
        symbols += [replace(symbol, statements=lines) for symbol in drawn]
        listed += [replace(entry, statements=lines) for entry in unplaced]
    return tuple(symbols), tuple(listed)
