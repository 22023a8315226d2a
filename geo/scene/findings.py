"""The sentence under a title: what a map finds, from the counts of its numbers and table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geo.analysis.figures import key_figures, level_of
from geo.analysis.matrix import Unit
from geo.domain.places import Area
from geo.domain.text import NOTHING, Text, joined
from geo.scene.map_kind import PlanGround
from geo.scene.world import World
from geo.texts.catalogue import say

_MOST_NAMES, _MOST_LISTED = 3, 6  # more leaders, more places than that are counted
_LONGEST = 30  # characters: what would make the sentence longer is left to the legend


def sentence(clauses: Iterable[Text]) -> Text:
    """Clauses as one sentence; later ones are left out where it would become too long.

    Examples
    --------
    >>> sentence([Text("甲", "A"), Text("", ""), Text("乙", "B")])
    Text(zh='甲，乙', en='A; B')
    """
    told: list[Text] = []
    for clause in clauses:
        if clause != NOTHING and len(joined((*told, clause), "，").zh) <= _LONGEST:
            told.append(clause)
    return joined(told, "，", "; ")


def term_finding(ground: PlanGround, term: str) -> Text:
    """Who is named for a sector or sub-sector; where nobody is, what is told instead of it."""
    matrix = ground.analysis.matrix
    areas = matrix.holders(term, ("area",))
    if not areas:
        return _nobody(ground, term)
    counts = {u.id: matrix.cell(u, term).count for u in areas}
    sector = ground.plan.taxonomy.sector_of(term) == term
    covered = [
        u for u in matrix.of_kind("area")
        if u.level == ground.table.level and matrix.cell(u, term).state == "collective"
    ]  # fmt: skip
    rest = say(f"finding.covered_{ground.table.level}", n=len(covered)) if covered else NOTHING
    parks = matrix.holders(term, ("site",))
    also = say("finding.and_sites", n=len(parks)) if parks else NOTHING
    return sentence((*spread(ground.world, counts, "named", measured=sector), also, rest))


def breadth_finding(ground: PlanGround) -> Text:
    """How many areas are named, and which have the most sub-sectors."""
    matrix = ground.analysis.matrix
    areas = [u for u in matrix.places() if u.kind == "area"]
    if areas:
        counts = {u.id: len(matrix.subsectors_of(u)) for u in areas}
        return sentence(spread(ground.world, counts, "named", measured=True))
    sites = [u for u in matrix.places() if u.kind == "site"]
    return sentence((_no_area(ground), say("finding.sites", n=len(sites)) if sites else NOTHING))


def structure_finding(ground: PlanGround) -> Text:
    """The cores by name, and how many there are of everything else."""
    cores = [e for e in ground.plan.structure.elements if e.kind == "core"]
    names = [_short(ground.world, m.place_id, m.name) for e in cores for m in e.members]
    few = 0 < len(names) <= _MOST_NAMES
    head = say("finding.cores", names=joined(names)) if few else NOTHING
    figures = key_figures(ground.analysis, "structure")
    rest = (f for f in figures if not (few and f.key == "core"))
    return sentence((head, *(say("finding.figure", n=f.value, label=f.label) for f in rest)))


def spread(
    world: World, counts: Mapping[str, int], what: str, *, measured: bool
) -> tuple[Text, ...]:
    """How many places there are, the part of the territory that holds all, and who has the most.

    Parameters
    ----------
    counts
        What each place has, by adcode.
    what
        ``named``, ``carriers`` or ``theme``: what is said of them.
    measured
        Whether who has the most is told; else a few places are told by name.
    """
    codes = list(counts)
    names = joined(_short(world, code) for code in codes)
    areas = (a for a in map(world.register.place, codes) if isinstance(a, Area))
    level = level_of(areas, "prefecture")
    if len(codes) == 1:
        only = say(f"finding.{what}_one_{level}", name=names)
        return (only, _top(world, counts, what) if measured else NOTHING)
    many = say(f"finding.{what}_{level}", n=len(codes))
    if measured:
        return many, _part(world, codes), _top(world, counts, what)
    if len(codes) <= _MOST_LISTED:
        return (say("finding.names", told=many, names=names),)
    return many, _part(world, codes)


def _top(world: World, counts: Mapping[str, int], what: str) -> Text:
    """Who has the most, and how many."""
    most = max(counts.values())
    leaders = [code for code, n in counts.items() if n == most]
    if not most:
        return say("finding.none")
    if len(leaders) == len(counts):
        return say(f"finding.{what}_{'has' if len(counts) == 1 else 'each'}", k=most)
    if len(leaders) > _MOST_NAMES:
        return say(f"finding.{what}_most_few", m=len(leaders), k=most)
    key = f"finding.{what}_most{'_each' if len(leaders) > 1 else ''}"
    return say(key, names=joined(_short(world, code) for code in leaders), k=most)


def _part(world: World, codes: Sequence[str]) -> Text:
    """The part of the territory in which all the places lie, if they lie in one."""
    homes = {world.register.host_prefecture(code) for code in codes}
    for part in world.territory.parts:
        if homes <= set(world.register.members(part)) and len(homes) > 1:
            return say("finding.all_in", part=world.register.name(part))
    return NOTHING


def _nobody(ground: PlanGround, term: str) -> Text:
    """Parks, regions or facilities of a term for which no area is named."""
    matrix = ground.analysis.matrix
    sites = matrix.holders(term, ("site",))
    told = NOTHING
    if sites:
        told = _sites(sites)
    elif regions := matrix.collective_holders(term):
        one = regions[0].name if len(regions) == 1 else NOTHING
        told = say("finding.region", name=one) if one.zh else say("finding.wide", n=len(regions))
    elif built := matrix.holders(term, ("facility",), wide=True):
        told = say("finding.facilities", n=len(built))
    return sentence((_no_area(ground), told))


def _no_area(ground: PlanGround) -> Text:
    return say(f"finding.no_{ground.table.level}")


def _sites(sites: Sequence[Unit]) -> Text:
    if len(sites) == 1:
        return say("finding.site", name=sites[0].name)
    return say("finding.sites", n=len(sites))


def _short(world: World, place_id: str, printed: str = "") -> Text:
    short = world.register.short_name(place_id)
    return Text(printed or short.zh, short.en)
