"""Spec and table to Scene: the only place where data meets style."""

from __future__ import annotations

from dataclasses import dataclass

from geo.design.theme import Theme, load_theme
from geo.domain.places import Area
from geo.domain.plan import Carrier
from geo.domain.statement import Statement
from geo.domain.territory import Territory
from geo.domain.text import Text
from geo.errors import Fault, SpecError
from geo.join.table import AreaTable
from geo.scene.anchors import anchors
from geo.scene.groups import Group, group_text, groups_of
from geo.scene.legend import legend
from geo.scene.marginalia import credits_of, key_numbers, matrix, titles
from geo.scene.scene import Band, DrawnArea, Scene, Style, Symbol, UnplottedCarrier
from geo.scene.states import area_state, carriers_of
from geo.scene.styles import grouped_style, hue_of, style_of
from geo.scene.symbols import bands, carrier_symbols, structure_symbols
from geo.scene.texts import joined, same, say
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.spec.mapspec import KINDS, MapSpec

_BACKBONE = ("core", "pole", "corridor")  # what of the structure stands on maps of other subjects


@dataclass(frozen=True)
class World:
    """What every map of a build shares: places, shapes and theme."""

    register: Register
    boundaries: Boundaries
    theme: Theme

    @property
    def territory(self) -> Territory:
        """The territory that the shapes are drawn for."""
        return self.boundaries.territory


def load_world() -> World:
    """The packaged register, boundaries and theme."""
    from geo.sources.boundaries.shapes import load_boundaries
    from geo.sources.places.register import load_register

    return World(load_register(), load_boundaries(), load_theme())


def resolve(spec: MapSpec, table: AreaTable, world: World) -> Scene:
    """Make the finished map: each area one state and style, each legend entry born with it.

    Parameters
    ----------
    spec
        Which map of the plan.
    table
        The plan joined at ``spec.level``.
    world
        Register, boundaries (EPSG:4490) and theme.

    Returns
    -------
    Scene
        m filled areas for m areas of the level in the territory, in adcode order, then finer areas
        that the plan names; legend entries equal the styles drawn.

    Raises
    ------
    SpecError
        The kind or the subject is not one of the plan's.

    Examples
    --------
    >>> from geo import load_plan, lay_out
    >>> layout = lay_out(load_plan("space2024"))
    >>> sorted(layout.scene(structure=True).states().items())
    [('named-1', 4), ('not_named', 17)]
    """
    _check(spec, table)
    anchor = _anchors(table, world)
    groups = groups_of(table, world.register, world.theme) if spec.kind == "structure" else ()
    areas = _areas(spec, table, world, (anchor, groups))
    context = _context(world, anchor)
    points, courses, listed = _overlays(spec, table, world, anchor)
    title, subtitle = titles(spec, table)
    shown_legend = legend(spec, areas, context, points, courses, groups)
    columns, rows = matrix(spec, table, world.register)
    ramp = world.theme.ramp(hue_of(spec, table, world.theme))
    ground = world.theme.ground
    states = [
        Text(f"{e.label.zh} {e.count}", f"{e.label.en} {e.count}") for e in shown_legend[0].entries
    ]
    return Scene(
        spec=spec,
        title=title,
        subtitle=subtitle,
        plan_line=_plan_line(table),
        areas=areas,
        context=context,
        symbols=points,
        bands=courses,
        legend=shown_legend,
        listed=listed,
        key_numbers=key_numbers(spec, table, world.register),
        credits=credits_of(spec, table, world.territory.projection),
        alt=say("misc.alt", title=title, states=joined(states, zh=",", en="; ")),
        accent=ramp[3],
        sea=ground["sea"],
        land=ground["land"],
        matrix_columns=columns,
        matrix=rows,
        issued=table.plan.document.issued.isoformat(),
    )


def _check(spec: MapSpec, table: AreaTable) -> None:
    plan = table.plan
    valid = {
        "sector": [s.id for s in plan.taxonomy],
        "subsector": [s.id for s in plan.taxonomy.subsectors],
    }.get(spec.kind, [""])
    if spec.kind not in KINDS:
        raise SpecError(Fault("", "没有这种地图", "no such kind of map", spec.kind, KINDS))
    if spec.subject not in valid:
        raise SpecError(
            Fault(plan.key, "计划中没有这个领域", "the plan has no such sector", spec.subject,
                  tuple(valid[:5]))
        )  # fmt: skip


def _anchors(table: AreaTable, world: World) -> dict[str, tuple[float, float]]:
    layers = world.boundaries.layers
    wanted = {**layers["prefectures"], **layers["sars"], **layers["neighbours"]}
    wanted |= {a.adcode: layers["counties"][a.adcode] for a in table.finer}
    if table.level == "county":
        wanted |= {a.adcode: layers["counties"][a.adcode] for a in table.areas}
    return anchors(wanted)


def _areas(
    spec: MapSpec,
    table: AreaTable,
    world: World,
    placed: tuple[dict[str, tuple[float, float]], tuple[Group, ...]],
) -> tuple[DrawnArea, ...]:
    styles: dict[str, Style] = {}
    anchor, groups = placed
    drawn = []
    for area in (*table.areas, *table.finer):
        found = area_state(spec, table, world.register, area)
        if area in table.finer and not _shows_finer(spec, found.state):
            continue
        style = styles.setdefault(found.state, style_of(spec, table, world.theme, found.state))
        own = tuple(group for group in groups if area.adcode in group.adcodes)
        drawn.append(
            DrawnArea(
                adcode=area.adcode,
                level=table.level if area in table.areas else "county",
                name=Text(area.name_zh, area.name_en),
                short=_short(area),
                state=found.state,
                count=found.count,
                style=grouped_style(style, own),
                anchor=anchor[area.adcode],
                state_text=found.words,
                statements=found.statements,
                group=group_text(own),
            )
        )
    return tuple(drawn)


def _shows_finer(spec: MapSpec, state: str) -> bool:
    """Whether an area below the map's level is drawn: only where the plan itself colours it."""
    return spec.kind != "carriers" and (state.startswith("named") or state == "focus")


def _short(area: Area) -> Text:
    english = area.name_en.removesuffix(" District").removesuffix(" County").removesuffix(" City")
    return Text(area.short_zh, english)


def _context(world: World, anchor: dict[str, tuple[float, float]]) -> tuple[DrawnArea, ...]:
    """Hong Kong, Macau and the neighbour provinces: outside, named, without a class."""
    ground, drawn = world.theme.ground, []
    for layer, level in (("sars", "sar"), ("neighbours", "province")):
        for adcode in sorted(world.boundaries.layers[layer]):
            fill = ground["sar"] if level == "sar" else ground["land"]
            style = Style(fill, ground["county"], world.theme.lines["outside"], ground["quiet"])
            place = world.register.place(adcode)
            name = Text(place.name_zh, place.name_en)
            drawn.append(
                DrawnArea(adcode, level, name, name, "outside", 0, style, anchor[adcode],
                          say("state_text.outside"))
            )  # fmt: skip
    return tuple(drawn)


def _overlays(
    spec: MapSpec, table: AreaTable, world: World, anchor: dict[str, tuple[float, float]]
) -> tuple[tuple[Symbol, ...], tuple[Band, ...], tuple[UnplottedCarrier, ...]]:
    points: tuple[Symbol, ...] = ()
    courses: tuple[Band, ...] = ()
    listed: tuple[UnplottedCarrier, ...] = ()
    if spec.layers.structure:
        points = structure_symbols(table, world.register, world.theme, anchor)
        courses = bands(table, world.register, world.theme, anchor)
    if spec.kind != "structure":
        points = tuple(p for p in points if p.kind in _BACKBONE)
        courses = tuple(c for c in courses if c.kind in _BACKBONE)
    if spec.layers.carriers:
        chosen, sites = _chosen(spec, table, world.register)
        parks, listed = carrier_symbols(table, world.register, world.theme, chosen, sites)
        points = (*points, *parks)
    return points, courses, listed


def _chosen(
    spec: MapSpec, table: AreaTable, register: Register
) -> tuple[list[Carrier], list[Statement]]:
    """Carriers and sites that belong on a map.

    All, or those of the cities that state the subject.
    """
    plan = table.plan
    rows = [r for group in table.points.values() for r in group]
    if spec.kind == "carriers":
        return list(plan.carriers), rows
    cell = table.cell if spec.kind == "sector" else table.subcell
    stating = [
        a.adcode
        for a in (*table.areas, *table.finer)
        if cell(a.adcode, spec.subject).state in ("named", "focus")
    ]
    chosen = sorted({i for adcode in stating for i in carriers_of(table, register, adcode)})
    field = "sector" if spec.kind == "sector" else "subsector"
    tied = [r for r in rows if getattr(r, field) == spec.subject]
    return [plan.carriers[i] for i in chosen], tied


def _plan_line(table: AreaTable) -> Text:
    document = table.plan.document
    if not document.number:
        return same(document.issued_text)
    return say("misc.number_and_date", number=document.number, issued=document.issued_text)
