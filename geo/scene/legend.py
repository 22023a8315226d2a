"""The legend, made from what is drawn and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.domain.text import Text, joined, same
from geo.scene.classes import NOT_NAMED, Scale
from geo.scene.marks import UNIT, Band, Belt, DrawnPlot, Symbol
from geo.scene.scene import DrawnArea, LegendBlock, LegendEntry
from geo.scene.symbol_points import OPEN
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
#: Areas whose names have room in a legend; of more those of small classes do.
MOST_LISTED = 600
_FEW = 60
_NODES = ("waypoint", "waypoint_inferred")  # drawn alike, however well their place is known


def legend(
    title: Text,
    states: tuple[LegendEntry, ...],
    symbols: Sequence[Symbol],
    bands: Sequence[Band],
    belts: tuple[LegendEntry, ...],
    plots: Sequence[DrawnPlot] = (),
) -> tuple[LegendBlock, ...]:
    """Blocks in drawing order; entries are exactly the states, symbols and bands that are drawn."""
    lines = (LegendEntry(f"band:{b.id}", b.label, band=b, count=1) for b in bands)
    structure = (*_symbol_entries(symbols, own=False), *lines)
    units = [plot for plot in plots if plot.kind == UNIT]
    sites = [plot for plot in plots if plot.kind != UNIT]
    carriers = (*_symbol_entries(symbols, own=True), *_plot_entries(sites))
    blocks = (
        LegendBlock(title, states),
        LegendBlock(say("legend.belts"), belts),
        LegendBlock(say("legend.structure"), structure),
        LegendBlock(say("legend.carriers"), carriers),
        LegendBlock(say("legend.units"), tuple(_plot_entries(units))),
    )
    return tuple(block for i, block in enumerate(blocks) if block.entries or i == 0)


def alt_text(title: Text, entries: Iterable[LegendEntry]) -> Text:
    """What a map or picture shows, in one sentence: every class, how many are in it, and which."""
    states = []
    for e in entries:
        members = (say("misc.alt_members", names=joined(e.members)),) if e.members else ()
        states.append(joined((e.label, same(str(e.count)), *members), " ", " "))
    return say("misc.alt", title=title, states=joined(states, zh="；", en="; "))


def state_entries(
    scale: Scale, areas: Sequence[DrawnArea], context: Sequence[DrawnArea]
) -> tuple[LegendEntry, ...]:
    """An entry per class that is drawn, places outside the plan included."""
    sars = sum(area.level == "sar" for area in context)
    entries = []
    for one in scale.classes:
        drawn = [area for area in areas if area.state == one.state]
        count = len(drawn) + (sars if one.state == "outside" else 0)
        if count or scale.whole:
            entries.append(
                LegendEntry(
                    one.state,
                    one.label,
                    scale.style(one.state),
                    members=_listed(drawn, len(areas)) if one.listed else (),
                    count=count,
                    lettered=one.ground != NOT_NAMED.ground,
                )
            )
    return tuple(entries)


def _listed(drawn: Sequence[DrawnArea], of: int) -> tuple[Text, ...]:
    """The names of a class; where all together have no room beside a map, of long ones a remark."""
    if of > MOST_LISTED and len(drawn) > _FEW:
        return (say("legend.unlisted"),)
    return tuple(area.short for area in drawn)


def belt_entries(belts: Sequence[Belt], areas: Sequence[DrawnArea]) -> tuple[LegendEntry, ...]:
    """An entry per belt or zone, with the names of all its areas."""
    names = {a.adcode: a.short for a in areas}
    return tuple(
        LegendEntry(
            f"belt:{belt.id}",
            belt.label,
            belt=belt,
            members=tuple(names[code] for code in belt.adcodes),
            count=len(belt.adcodes),
        )
        for belt in belts
    )


def _symbol_entries(symbols: Sequence[Symbol], own: bool) -> list[LegendEntry]:
    entries = []
    for kind in _SYMBOL_ORDER:
        if (kind in _OWN) != own:
            continue
        drawn = [s for s in symbols if s.kind == kind]
        graded = kind not in _NODES
        for grade in ("", *OPEN):
            some = [s for s in drawn if (s.grade if s.grade in OPEN and graded else "") == grade]
            if some:
                entries.append(_symbol_entry(kind, some, grade, graded=own))
    return entries


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


def _plot_entries(plots: Sequence[DrawnPlot]) -> list[LegendEntry]:
    """An entry per look of ground that is drawn: carriers, sites and facilities have one."""
    found: dict[str, list[DrawnPlot]] = {}
    for plot in plots:
        found.setdefault("site" if plot.kind in _OWN else plot.kind, []).append(plot)
    return [
        LegendEntry(f"plot:{kind}", _plot_label(kind), plot=some[0].look, count=len(some))
        for kind, some in found.items()
    ]


def _plot_label(kind: str) -> Text:
    if kind in ("site", UNIT):
        return say(f"legend.plot_{kind}")
    return say("legend.plot", kind=say(f"legend.{kind}"))
