"""Spec and plan to Scene: one map of one plan, of whichever kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.domain.plan import Plan
from geo.domain.text import Text, joined
from geo.errors import Fault, SpecError
from geo.join.attach import named_zones
from geo.join.table import AreaTable
from geo.scene.classes import Scale
from geo.scene.compose import AreaState, Content, compose
from geo.scene.credits import badge, dated, map_credits, source_of, zones_text
from geo.scene.kinds import KINDS
from geo.scene.map_kind import MapKind, Marks, PlanGround
from geo.scene.scene import Scene
from geo.scene.symbols import carrier_symbols
from geo.scene.world import neighbours
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say


def resolve(spec: MapSpec, ground: PlanGround) -> Scene:
    """Make the finished map: each area one state and style, each legend entry born with it.

    Parameters
    ----------
    spec
        Which map of the plan.
    ground
        The plan joined at ``spec.level``, with register, boundaries (EPSG:4490) and theme.

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
    [('collective', 17), ('named-1', 4)]
    """
    kind, plan, world = _kind(spec, ground.plan), ground.plan, ground.world
    states = [kind.state(ground, spec.subject, area) for area in ground.areas]
    finer = {area.adcode for area in ground.table.finer}
    chosen, sites = kind.sites(ground, spec.subject) if spec.layers.carriers else ((), ())
    parks, listed = carrier_symbols(ground.table, world.register, world.theme, chosen, sites)
    marks = Marks()
    if spec.layers.structure:
        marks = ground.structure if kind.whole_structure else ground.backbone
    clauses = kind.clauses(ground, spec.subject)
    title, place = kind.titles(plan, spec.subject)
    shown = [s for s in states if s.area.adcode not in finer or kind.draws_finer(s.state)]
    columns, rows = kind.matrix(ground, spec.subject)
    content = Content(
        title=title,
        subtitle=kind.finding(ground, spec.subject, shown),
        plan_line=joined((place, dated(plan)), " · ", " · "),
        scale=Scale(kind.classes(ground), kind.hue(ground, spec.subject), world.theme),
        scale_title=say("legend.states_sector"),
        areas=shown,
        points=ground.points,
        key_numbers=kind.numbers(ground, spec.subject),
        credits=map_credits(
            spec,
            source_of(plan, clauses),
            [plan],
            world.territory,
            _bare_zones(kind, ground, spec.subject, states),
        ),
        issued=plan.document.issued.isoformat(),
        badge=badge(plan),
        beside=neighbours(world, spec.focus_adcode) if spec.focus_adcode else (),
        belts=kind.belts(ground),
        symbols=(*marks.symbols, *parks),
        bands=marks.bands,
        listed=listed,
        matrix_columns=columns,
        matrix=rows,
    )
    return compose(spec, content, world)


def _kind(spec: MapSpec, plan: Plan) -> MapKind:
    """The kind of a map that the plan can have."""
    if spec.kind not in KINDS:
        raise SpecError(Fault("", "没有这种地图", "no such kind of map", spec.kind, tuple(KINDS)))
    valid = KINDS[spec.kind].subjects(plan)
    if spec.subject not in valid:
        zh, en = "规划中没有这个领域", "the plan has no such sector"
        raise SpecError(Fault(plan.key, zh, en, spec.subject, valid[:5]))
    return KINDS[spec.kind]


def _bare_zones(
    kind: MapKind, ground: PlanGround, subject: str, states: Sequence[AreaState]
) -> Text:
    """The zones that are named while the map shows their city as not named.

    One of which no county is known stands in no county of its city either.
    """
    register = ground.world.register
    bare = {found.area.adcode for found in states if found.state == "not_named"}
    cities = {register.host_prefecture(code) for code in bare}
    zones = [
        zone
        for zone in named_zones(register, kind.zone_rows(ground, subject))
        if not (bare if zone.counties else cities).isdisjoint(register.hosts(zone.id))
    ]
    return zones_text(register, zones)


def presets(plan: Plan, table: AreaTable | None = None) -> tuple[MapSpec, ...]:
    """All maps of a plan in reading order; of each kind those that it offers for the plan.

    Without a joined ``table`` a map that depends on it is taken to be there.
    """
    return tuple(
        make_spec(plan, kind.key, subject)
        for kind in KINDS.values()
        for subject in kind.offered(plan, table)
    )


def make_spec(plan: Plan, kind: str, subject: str = "", lang: str = "zh") -> MapSpec:
    """The preset of one kind of map for a plan."""
    return MapSpec(
        plan=plan.key,
        kind=kind,
        subject=subject,
        lang=lang,
        level=plan.level,
        focus_adcode=plan.focus,
        layers=replace(KINDS[kind].layers, counties=plan.level == "county"),
    )
