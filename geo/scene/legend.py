"""The legend, made from what is drawn and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.domain.text import Text
from geo.scene.groups import Group
from geo.scene.scene import STATES, Band, DrawnArea, LegendBlock, LegendEntry, Symbol
from geo.scene.texts import say
from geo.spec.mapspec import MapSpec

_SYMBOL_ORDER = (
    "core",
    "pole",
    "node",
    "base",
    "area",
    "stop",
    "other",
    "carrier",
    "site",
    "facility",
)
_OWN = ("carrier", "site", "facility")


def state_label(spec: MapSpec, state: str) -> Text:
    """What a state means on a kind of map."""
    if spec.kind == "breadth" and state.startswith("named"):
        return say(f"states.breadth_{state[-1]}")
    if spec.kind == "breadth" and state == "focus":
        return say("states.breadth_focus")
    if state.startswith("named"):
        if spec.kind == "sector":
            n = int(state[-1])
            return say("states.named_4") if n == 4 else say("states.named", n=n)
        county = "_county" if spec.level == "county" and spec.kind == "carriers" else ""
        key = {"subsector": "named_sub", "carriers": "carriers", "structure": "structure"}
        return say(f"states.{key[spec.kind]}{county}")
    return say("states.outside_sar" if state == "outside" else f"states.{state}")


def legend(
    spec: MapSpec,
    areas: Sequence[DrawnArea],
    context: Sequence[DrawnArea],
    symbols: Sequence[Symbol],
    bands: Sequence[Band],
    groups: Sequence[Group] = (),
) -> tuple[LegendBlock, ...]:
    """Blocks in drawing order; entries are exactly the states, symbols and bands that are drawn."""
    alone = _alone(groups, areas)
    first = _state_entries(spec, areas, context, {g.letter: g.name for g in groups if alone})
    blocks = [LegendBlock(say("legend.states_sector"), first)]
    if groups and not alone:
        blocks.append(LegendBlock(say("legend.groups"), _group_entries(groups, areas)))
    structure = [*_symbol_entries(symbols, own=False), *_band_entries(bands)]
    if structure:
        blocks.append(LegendBlock(say("legend.structure"), tuple(structure)))
    carriers = _symbol_entries(symbols, own=True)
    if carriers:
        blocks.append(LegendBlock(say("legend.carriers"), tuple(carriers)))
    return tuple(blocks)


def _alone(groups: Sequence[Group], areas: Sequence[DrawnArea]) -> bool:
    """Whether every group is one look and nothing else, so that its entry can bear its name."""
    letters = {area.group.zh for area in areas if area.group.zh}
    states = {area.state for area in areas if area.group.zh}
    return letters == {group.letter for group in groups} and states == {"collective"}


def _state_entries(
    spec: MapSpec,
    areas: Sequence[DrawnArea],
    context: Sequence[DrawnArea],
    names: Mapping[str, Text],
) -> tuple[LegendEntry, ...]:
    order = ("named-4", "named-3", "named-2", "named-1", *STATES[4:-1])
    entries = []
    for state in order:
        drawn = [a for a in areas if a.state == state]
        looks = sorted(dict.fromkeys(a.style for a in drawn), key=lambda look: look.mark)
        entries += [
            _state_entry(spec, state, [a for a in drawn if a.style == k], names) for k in looks
        ]
    sars = [a for a in context if a.level == "sar"]
    if sars:
        label = state_label(spec, "outside")
        entries.append(LegendEntry("outside", label, sars[0].style, count=len(sars)))
    return tuple(entries)


def _state_entry(
    spec: MapSpec, state: str, drawn: Sequence[DrawnArea], names: Mapping[str, Text]
) -> LegendEntry:
    label, group = state_label(spec, state), drawn[0].group
    if group.zh in names:
        label = names[group.zh]
    elif group.zh:
        label = say("legend.in_belt") if state == "collective" else label
        label = say("legend.in_group", state=label, group=group)
    key = f"{state}@{drawn[0].style.mark}" if group.zh else state
    members = tuple(a.short for a in drawn)
    return LegendEntry(key, label, drawn[0].style, members=members, count=len(drawn))


def _group_entries(groups: Sequence[Group], areas: Sequence[DrawnArea]) -> tuple[LegendEntry, ...]:
    names = {a.adcode: a.short for a in areas}
    return tuple(
        LegendEntry(
            f"group:{group.letter}",
            group.name,
            group.style,
            members=tuple(names[code] for code in sorted(group.adcodes)),
            count=len(group.adcodes),
        )
        for group in groups
    )


def _symbol_entries(symbols: Sequence[Symbol], own: bool) -> list[LegendEntry]:
    entries = []
    for kind in _SYMBOL_ORDER:
        if (kind in _OWN) != own:
            continue
        drawn = [s for s in symbols if s.kind == kind]
        for solid in (True, False):
            some = [s for s in drawn if (s.grade != "area") == solid]
            if some:
                entries.append(_symbol_entry(kind, some, graded=own, solid=solid))
    return entries


def _symbol_entry(kind: str, drawn: Sequence[Symbol], graded: bool, solid: bool) -> LegendEntry:
    label = say(f"legend.{kind}")
    if graded or not solid:
        label = say("legend.grade_solid" if solid else "legend.grade_open", kind=label)
    names = {line.heading for s in drawn for line in s.statements}
    if not graded and solid and len(names) == 1 and kind != "stop":
        label = names.pop()
    members = tuple(s.label for s in drawn) if kind in ("core", "pole", "node", "base") else ()
    key = f"symbol:{kind}:{'solid' if solid else 'open'}"
    return LegendEntry(key, label, symbol=drawn[0], members=members, count=len(drawn))


def _band_entries(bands: Sequence[Band]) -> list[LegendEntry]:
    return [LegendEntry(f"band:{b.id}", b.label, band=b, count=1) for b in bands]
