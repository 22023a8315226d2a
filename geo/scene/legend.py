"""The legend, made from what is drawn and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geo.domain.text import NOTHING, Text, joined, same
from geo.scene.classes import Scale, StateClass
from geo.scene.groups import Group
from geo.scene.scene import Band, DrawnArea, LegendBlock, LegendEntry, Style, Symbol
from geo.scene.standing import OPEN
from geo.texts.catalogue import say

_SYMBOL_ORDER = (
    "core",
    "pole",
    "waypoint",
    "waypoint_inferred",
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
_NODES = ("waypoint", "waypoint_inferred")  # drawn alike, however well their place is known


def legend(
    title: Text,
    states: tuple[LegendEntry, ...],
    symbols: Sequence[Symbol],
    bands: Sequence[Band],
    groups: tuple[LegendEntry, ...],
) -> tuple[LegendBlock, ...]:
    """Blocks in drawing order; entries are exactly the states, symbols and bands that are drawn."""
    structure = (*_symbol_entries(symbols, own=False), *_band_entries(bands))
    carriers = tuple(_symbol_entries(symbols, own=True))
    blocks = (
        LegendBlock(title, states),
        LegendBlock(say("legend.groups"), groups),
        LegendBlock(say("legend.structure"), structure),
        LegendBlock(say("legend.carriers"), carriers),
    )
    return tuple(block for i, block in enumerate(blocks) if block.entries or i == 0)


def alt_text(title: Text, entries: Iterable[LegendEntry]) -> Text:
    """What a map or picture shows, in one sentence: every class, how many are in it, and which."""
    states = [joined((e.label, same(str(e.count)), *_members(e)), " ", " ") for e in entries]
    return say("misc.alt", title=title, states=joined(states, zh=",", en="; "))


def _members(entry: LegendEntry) -> tuple[Text, ...]:
    """The names of an entry in brackets, if it has any."""
    return (say("misc.alt_members", names=joined(entry.members)),) if entry.members else ()


def state_entries(
    scale: Scale,
    areas: Sequence[DrawnArea],
    context: Sequence[DrawnArea],
    groups: Sequence[Group] = (),
) -> tuple[LegendEntry, ...]:
    """An entry per class and look that is drawn, places outside the plan included."""
    names = {g.letter: g.name for g in groups} if _alone(groups, areas) else {}
    sars = sum(area.level == "sar" for area in context)
    entries = []
    for one in scale.classes:
        beyond = sars if one.state == "outside" else 0
        looks: dict[Style, list[DrawnArea]] = {}
        for area in areas:
            if area.state == one.state:
                looks.setdefault(area.style, []).append(area)
        if not looks and (beyond or scale.whole):
            looks[scale.style(one.state)] = []
        entries += [
            _state_entry(one, style, looks[style], beyond, names)
            for style in sorted(looks, key=lambda look: look.mark)
        ]
    return tuple(entries)


def _state_entry(
    one: StateClass,
    style: Style,
    drawn: Sequence[DrawnArea],
    beyond: int,
    names: Mapping[str, Text],
) -> LegendEntry:
    label, group = one.label, drawn[0].group if drawn else NOTHING
    if group.zh in names:
        label = names[group.zh]
    elif group.zh:
        label = say("legend.in_belt") if one.state == "collective" else label
        label = say("legend.in_group", state=label, group=group)
    key = f"{one.state}@{style.mark}" if group.zh else one.state
    members = tuple(a.short for a in drawn) if one.listed else ()
    return LegendEntry(key, label, style, members=members, count=len(drawn) + beyond)


def _alone(groups: Sequence[Group], areas: Sequence[DrawnArea]) -> bool:
    """Whether every group is one look and nothing else, so that its entry can bear its name."""
    letters = {area.group.zh for area in areas if area.group.zh}
    states = {area.state for area in areas if area.group.zh}
    return letters == {group.letter for group in groups} and states == {"collective"}


def group_entries(groups: Sequence[Group], areas: Sequence[DrawnArea]) -> tuple[LegendEntry, ...]:
    """An entry per belt or zone; none where the entries of the states bear their names."""
    names = {a.adcode: a.short for a in areas}
    return tuple(
        LegendEntry(
            f"group:{group.letter}",
            group.name,
            group.style,
            members=tuple(names[code] for code in sorted(group.adcodes)),
            count=len(group.adcodes),
        )
        for group in (() if _alone(groups, areas) else groups)
    )


def _symbol_entries(symbols: Sequence[Symbol], own: bool) -> list[LegendEntry]:
    entries = []
    for kind in _SYMBOL_ORDER:
        if (kind in _OWN) != own:
            continue
        drawn = [s for s in symbols if s.kind == kind]
        for grade in ("", *OPEN):
            some = [s for s in drawn if _grade(s) == grade]
            if some:
                entries.append(_symbol_entry(kind, some, grade, graded=own))
    return entries


def _grade(symbol: Symbol) -> str:
    return symbol.grade if symbol.grade in OPEN and symbol.kind not in _NODES else ""


def _symbol_entry(kind: str, drawn: Sequence[Symbol], grade: str, graded: bool) -> LegendEntry:
    label = say(f"legend.{kind}")
    names = {line.heading for s in drawn for line in s.statements}
    if not graded and len(names) == 1 and kind not in ("stop", *_NODES):
        label = names.pop()
    if graded or grade:
        label = say(f"legend.grade_{grade or 'solid'}", kind=label)
    members = tuple(s.label for s in drawn) if kind in ("core", "pole", "node", "base") else ()
    key = f"symbol:{kind}:{grade or 'solid'}"
    sample = drawn[0] if kind in _NODES else replace(drawn[0], number=0)
    return LegendEntry(key, label, symbol=sample, members=members, count=len(drawn))


def _band_entries(bands: Sequence[Band]) -> list[LegendEntry]:
    return [LegendEntry(f"band:{b.id}", b.label, band=b, count=1) for b in bands]
