"""What a map shows to Scene: the one place where areas meet their looks and a legend is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.domain.lines import StatementLine
from geo.domain.places import Area
from geo.domain.text import Text
from geo.scene.classes import Scale, outside_style
from geo.scene.credits import with_outlines
from geo.scene.legend import alt_text, belt_entries, legend, state_entries
from geo.scene.marks import Band, Belt, Symbol, UnplottedCarrier, drawn_plots
from geo.scene.scene import Badge, Credits, DrawnArea, KeyNumber, MatrixRow, PlanTold, Scene
from geo.scene.world import Points, World
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say


@dataclass(frozen=True)
class AreaState:
    """The state of an area on a map, the number it counts, its words, what the plan says of it."""

    area: Area
    state: str
    count: int
    words: Text
    statements: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class Content:
    """What a map of any kind shows, before anything is drawn."""

    title: Text
    subtitle: Text
    plan_line: Text
    #: Every class that an area may be in, with the looks of this map.
    scale: Scale
    #: Heading of the classes in the legend.
    scale_title: Text
    areas: Sequence[AreaState]
    #: Label points of the areas and of the ground outside.
    points: Points
    key_numbers: tuple[KeyNumber, ...]
    credits: Credits
    #: Date of the plan, or of the latest of several (ISO).
    issued: str
    belts: tuple[Belt, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    bands: tuple[Band, ...] = ()
    listed: tuple[UnplottedCarrier, ...] = ()
    matrix_columns: tuple[Text, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()
    region_notes: tuple[StatementLine, ...] = ()
    #: Standing of the one document behind it.
    badge: Badge | None = None
    #: Areas that a sheet of one place shows around it.
    beside: Sequence[Area] = ()
    told: tuple[PlanTold, ...] = ()


def compose(spec: MapSpec, content: Content, world: World) -> Scene:
    """The finished map: each area in the one look of its state, each legend entry born with it."""
    areas = tuple(_drawn(spec, content, found) for found in content.areas)
    context = tuple(
        _outside(world, content.points, adcode, level, world.register.name(adcode))
        for layer, level in (("sars", "sar"), ("neighbours", "province"))
        for adcode in sorted(world.boundaries.layers[layer])
    )
    plots = drawn_plots(world.register, world.theme, content.symbols)
    blocks = legend(
        content.scale_title,
        state_entries(content.scale, areas, context),
        content.symbols,
        content.bands,
        belt_entries(content.belts, areas),
        plots,
    )
    ground = world.theme.ground
    return Scene(
        spec=spec.with_(boundaries=world.register.plots.sha256),
        title=content.title,
        subtitle=content.subtitle,
        plan_line=content.plan_line,
        areas=areas,
        context=context,
        symbols=content.symbols,
        bands=content.bands,
        legend=blocks,
        listed=content.listed,
        key_numbers=content.key_numbers,
        credits=with_outlines(content.credits, plots),
        alt=alt_text(content.title, blocks[0].entries),
        accent=content.scale.accent,
        sea=ground["sea"],
        land=ground["land"],
        matrix_columns=content.matrix_columns,
        matrix=content.matrix,
        region_notes=content.region_notes,
        issued=content.issued,
        counties=() if spec.level == "county" else world.counties,
        belts=content.belts,
        plots=plots,
        badge=content.badge,
        beside=tuple(
            _outside(world, content.points, a.adcode, a.level, a.short) for a in content.beside
        ),
        told=content.told,
    )


def _drawn(spec: MapSpec, content: Content, found: AreaState) -> DrawnArea:
    area = found.area
    style = content.scale.style(found.state)
    lined = any(belt.hatch and area.adcode in belt.adcodes for belt in content.belts)
    return DrawnArea(
        adcode=area.adcode,
        level=spec.level if spec.level in area.levels else area.level,
        name=area.name,
        short=area.short,
        state=found.state,
        count=found.count,
        style=style,
        anchor=content.points[area.adcode],
        state_text=found.words,
        statements=found.statements,
        hatched=bool(style.pattern) or lined,
    )


def _outside(world: World, points: Points, adcode: str, level: str, short: Text) -> DrawnArea:
    """An area without a class: Hong Kong, Macau, neighbours of a territory or of a place."""
    style = outside_style(world.theme, "sar" if level == "sar" else "province")
    name, words = world.register.name(adcode), say("state_text.outside")
    return DrawnArea(adcode, level, name, short, "outside", 0, style, points[adcode], words)
