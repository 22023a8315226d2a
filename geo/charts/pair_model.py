"""What a map of two cities and a map of two plans share: looks, areas, legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.charts.pair_changes import CHANGED
from geo.domain.places import Area
from geo.domain.text import Text
from geo.scene.cross_parts import label_points, outside_areas, short_name
from geo.scene.legend import legend
from geo.scene.resolve import World
from geo.scene.scene import DrawnArea, LegendBlock, LegendEntry, Scene, StatementLine, Style, Symbol
from geo.scene.texts import joined, say
from geo.spec.mapspec import MapSpec

_LOOKS = {  # ramp, step, mark
    "side-a": ("blue", 3, "A"),
    "side-b": ("orange", 1, "B"),
    "added": ("blue", 3, "+"),
    "dropped": ("orange", 1, "−"),
    "changed": ("violet", 2, "±"),
    "same": ("slate", 0, "="),
}


def _style(world: World, state: str) -> Style:
    theme = world.theme
    ground, fill, pattern, mark = theme.ground, theme.ground["not_named"], "", ""
    if state in _LOOKS:
        ramp, step, mark = _LOOKS[state]
        fill = theme.ramp(ramp)[step]
    elif state == "collective":
        pattern = theme.ramp("slate")[3]
    return Style(fill, ground["border"], theme.lines["area"], theme.ink_on(fill),
                 "collective" if pattern else "", pattern, mark)  # fmt: skip


def drawn_areas(
    world: World,
    areas: Sequence[Area],
    states: Mapping[str, tuple[str, tuple[StatementLine, ...]]],
    words: Mapping[str, Text],
) -> tuple[DrawnArea, ...]:
    """Areas by their states and lines, each state in its one style; ``words`` by adcode."""
    points = label_points(world, areas)
    return tuple(
        DrawnArea(
            adcode=area.adcode,
            level=area.level,
            name=Text(area.name_zh, area.name_en),
            short=short_name(area),
            state=states[area.adcode][0],
            count=len(states[area.adcode][1]),
            style=_style(world, states[area.adcode][0]),
            anchor=points[area.adcode],
            state_text=words[area.adcode],
            statements=states[area.adcode][1],
        )
        for area in areas
    )


def pair_scene(
    made: tuple[MapSpec, World],
    areas: tuple[DrawnArea, ...],
    labels: Mapping[str, Text],
    symbols: tuple[Symbol, ...] = (),
    **rest: Any,
) -> Scene:
    """The scene with its legend: exactly what is drawn, the classes in the order of the labels."""
    rest = {"listed": (), **rest}
    spec, world = made
    context = outside_areas(world, label_points(world, ()))
    entries = []
    for state, label in labels.items():
        drawn = [a for a in areas if a.state == state]
        if drawn:
            members = tuple(a.short for a in drawn) if state in CHANGED else ()
            entries.append(LegendEntry(state, label, drawn[0].style, members=members,
                                       count=len(drawn)))  # fmt: skip
    sars = [a for a in context if a.level == "sar"]
    entries.append(
        LegendEntry("outside", say("states.outside_sar"), sars[0].style, count=len(sars))
    )
    counts = [Text(f"{e.label.zh} {e.count}", f"{e.label.en} {e.count}") for e in entries]
    ground = world.theme.ground
    return Scene(
        spec=spec,
        areas=areas,
        context=context,
        bands=(),
        legend=(
            LegendBlock(say(f"pair.legend_{spec.kind}"), tuple(entries)),
            *legend(spec, (), (), symbols, ())[1:],
        ),
        symbols=symbols,
        alt=say("misc.alt", title=rest["title"], states=joined(counts, zh=",", en="; ")),
        accent=world.theme.ramp("slate")[3],
        sea=ground["sea"],
        land=ground["land"],
        **rest,
    )
