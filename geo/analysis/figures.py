"""The three to five numbers at the head of a page, each with the very things that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.analysis.matrix import KINDS, Unit
from geo.analysis.plan_analysis import PlanAnalysis, carriers_of, find_term, find_unit
from geo.domain.places import Area, Hub
from geo.domain.statement import Force, Statement
from geo.domain.text import Text
from geo.errors import CallError, Fault
from geo.texts.catalogue import say

MOST = 5
PAGES = ("sector", "subsector", "place", "breadth", "carriers", "structure")


@dataclass(frozen=True)
class KeyFigure:
    """One number of a page.

    Parameters
    ----------
    key
        Stable name; ``label`` is the words after the number.
    value
        Always ``len(counts)``.
    counts
        What is counted: adcodes and place ids, taxonomy ids, carrier names or element members.
    rows
        Positions in the plan's assignments (from 0) of the statements behind the number; empty
        where it counts classes, carriers or members.
    """

    key: str
    label: Text
    value: int
    counts: tuple[str, ...]
    rows: tuple[int, ...]


def key_figures(base: PlanAnalysis, page: str, subject: str = "") -> tuple[KeyFigure, ...]:
    """The numbers of one page.

    Parameters
    ----------
    page
        ``sector``, ``subsector``, ``place``, ``breadth``, ``carriers`` or ``structure``.
    subject
        Text or id of the sector, sub-sector or place.

    Raises
    ------
    CallError
        There is no such page.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> [(f.key, f.value) for f in key_figures(analyse("future2024"), "sector", "space")][:2]
    [('stating', 7), ('collective', 12)]
    """
    if page not in PAGES:
        raise CallError(Fault("", "没有这种页面", "no such page", page, PAGES))
    if page == "place":
        return tuple(_place(base, find_unit(base, subject)))
    if page in ("sector", "subsector"):
        term = find_term(base.plan, subject)
        is_sector = base.plan.taxonomy.sector_of(term) == term
        return tuple(_sector(base, term) if is_sector else _subsector(base, term))
    pages = {"breadth": _breadth, "carriers": _carriers, "structure": _structure}
    return tuple(pages[page](base))


def level_of(areas: Iterable[Unit | Area], default: str) -> str:
    """``prefecture`` or ``county``, or ``mixed`` for areas of both; the default for none."""
    levels = {area.level for area in areas} or {default}
    return levels.pop() if len(levels) == 1 else "mixed"


def _figure(
    base: PlanAnalysis,
    key: str,
    counts: Sequence[str],
    rows: Iterable[Statement] = (),
    level: str = "",
) -> KeyFigure:
    positions = tuple(sorted({i for row in rows for i in base.positions.get(row, ())}))
    label = say(f"figures.{key}_{level}" if level else f"figures.{key}")
    return KeyFigure(key, label, len(counts), tuple(counts), positions)


def _of_units(base: PlanAnalysis, key: str, units: Sequence[Unit], *terms: str) -> KeyFigure:
    """So many places, called by their level, by the statements that give them the terms."""
    level = level_of(units, base.table.level) if key in ("stating", "collective", "places") else ""
    return _figure(base, key, [u.id for u in units], _rows(base, units, terms), level)


def _rows(base: PlanAnalysis, units: Sequence[Unit], terms: Sequence[str]) -> list[Statement]:
    return [row for u in units for t in terms for row in base.matrix.cell(u, t).rows]


def _sector(base: PlanAnalysis, sector: str) -> Iterable[KeyFigure]:
    """At most five: the areas of regions give way where parks and regional sub-sectors are told."""
    found = [*_stating(base, sector), *_subsectors(base, sector)]
    full = len(found) > MOST
    return [f for f in found if not (full and f.key == "collective")]


def _subsectors(base: PlanAnalysis, sector: str) -> Iterable[KeyFigure]:
    matrix = base.matrix
    subs = [s.id for s in base.plan.taxonomy.sector(sector).subsectors]
    taken = [s for s in subs if matrix.holders(s)]
    common = [s for s in subs if s not in taken and matrix.collective_holders(s)]
    rows = {s: _rows(base, matrix.holders(s, KINDS[:3], wide=True), [s]) for s in subs}
    yield _figure(base, "subs_named", taken, [r for s in taken for r in rows[s]])
    if common:
        yield _figure(base, "subs_collective", common, [r for s in common for r in rows[s]])
    yield _figure(base, "subs_void", [s for s in subs if s not in (*taken, *common)])


def _subsector(base: PlanAnalysis, sub: str) -> Iterable[KeyFigure]:
    yield from _stating(base, sub)
    yield _of_units(base, "regions", base.matrix.collective_holders(sub), sub)


def _stating(base: PlanAnalysis, term: str) -> Iterable[KeyFigure]:
    matrix = base.matrix
    yield _of_units(base, "stating", matrix.holders(term, ("area",)), term)
    if sites := matrix.holders(term, ("site",)):
        yield _of_units(base, "sites", sites, term)
    areas = (u for u in matrix.of_kind("area") if u.level == base.table.level)
    covered = [u for u in areas if matrix.cell(u, term).state == "collective"]
    yield _of_units(base, "collective", covered, term)


def _place(base: PlanAnalysis, unit: Unit) -> Iterable[KeyFigure]:
    matrix, here = base.matrix, (unit,)
    wide = unit.kind != "area"
    sectors, taken = matrix.sectors_of(unit, wide=wide), matrix.subsectors_of(unit, wide=wide)
    yield _figure(base, "sectors_here", sectors, _rows(base, here, sectors))
    yield _figure(base, "subsectors_here", taken, _rows(base, here, taken))
    if not wide:
        shared = [s.id for s in matrix.subsectors if matrix.cell(unit, s.id).state == "collective"]
        yield _figure(base, "subsectors_shared", shared, _rows(base, here, shared))
        alone = [s for s in taken if matrix.holders(s) == here]
        yield _figure(base, "subsectors_alone", alone, _rows(base, here, alone))
    yield _figure(base, "carriers", [c.name for c in carriers_of(base, unit)])


def _breadth(base: PlanAnalysis) -> Iterable[KeyFigure]:
    matrix = base.matrix
    sectors = [s.id for s in matrix.sectors]
    yield _figure(base, "sectors", sectors)
    yield _figure(base, "subsectors", [s.id for s in matrix.subsectors])
    for key, kind in (("places", "area"), ("sites", "site")):
        units = [u for u in matrix.places() if u.kind == kind]
        if units or kind == "area":
            yield _of_units(base, key, units, *sectors)


def _carriers(base: PlanAnalysis) -> Iterable[KeyFigure]:
    plan, register = base.plan, base.register
    facilities = [r for r in plan.statements if r.force == Force.FACILITY]
    yield _figure(base, "carriers", [c.name for c in plan.carriers])
    yield _figure(base, "facilities", [r.address or r.term for r in facilities], facilities)
    sites = [c.hub for c in plan.carriers if c.hub]
    sites += [r.place_id for r in base.table.site_rows]
    hubs = dict.fromkeys(getattr(register.place(s), "hub", "") or s for s in sites)
    places = {h: register.place(h) for h in hubs}
    plotted = [h for h, p in places.items() if isinstance(p, Hub) and p.plotted]
    yield _figure(base, "plotted", plotted)


def _structure(base: PlanAnalysis) -> Iterable[KeyFigure]:
    counts: dict[str, list[str]] = {}
    for element in base.plan.structure.elements:
        wide = [m for m in element.members if isinstance(base.register.place(m.place_id), Area)]
        if element.kind in ("corridor", "belt"):
            counts.setdefault(element.kind, []).append(element.id)
        elif element.kind in ("zone", "area") and len(wide) > 1:
            counts.setdefault("region", []).append(element.id)
        elif element.kind in ("core", "pole", "node", "base", "zone", "area"):
            found = [f"{element.id}:{m.place_id}" for m in element.members]
            counts.setdefault(element.kind, []).extend(found)
    for kind, ids in counts.items():
        yield _figure(base, kind, ids)
