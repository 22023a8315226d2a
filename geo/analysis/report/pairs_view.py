"""Similarity, peers and comparison as reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.analysis.compare import Comparison, Side, compare
from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis
from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Row, Table, Value, answer, basis
from geo.analysis.similarity import (
    BASES,
    NEAREST,
    SQUARE,
    Peers,
    Similarity,
    nearest_peers,
    peers,
    similarity,
)
from geo.domain.text import Text, joined, same
from geo.texts.catalogue import say

_SIDE = ("side", "level", "count", "terms", "open_ended", "locators")


def similarity_report(base: PlanAnalysis, *, regions: bool) -> Report:
    """Symmetric matrices in the order of the clustering; in CSV one row a pair.

    Of more places than a square can show each stands with those most like it.
    """
    if len(base.matrix.places(wide=regions)) > SQUARE:
        return _nearest_report(base, nearest_peers(base, regions=regions), regions=regions)
    found = [similarity(base, by, regions=regions) for by in BASES]
    return answer(
        base,
        "similarity",
        {"regions": regions, **{one.by: one for one in found}},
        [_square(base, one) for one in found],
        notes=("plan", "jaccard"),
        flat=Table("similarity", column_names("similarity"), tuple(_pairs(found))),
    )


def _nearest_report(base: PlanAnalysis, found: Sequence[Peers], *, regions: bool) -> Report:
    """Of every place those most like it; in CSV two rows a pair, one a measure."""
    pairs = (
        _pair(measure, one.place, peer.place, getattr(peer, measure))
        for one in found
        for peer in one.peers
        for measure in BASES
    )
    rows: tuple[Row, ...] = tuple(
        {
            "place": one.place.name,
            "other": peer.place.name,
            "subsector_similarity": peer.subsector,
            "sector_similarity": peer.sector,
        }
        for one in found
        for peer in one.peers
    )
    return answer(
        base,
        "similarity",
        {"regions": regions, "nearest": found},
        [Table("similarity_nearest", tuple(rows[0]), rows)],
        notes=("plan", "jaccard", ranked(len(found))),
        flat=Table("similarity", column_names("similarity"), tuple(pairs)),
    )


def ranked(places: int) -> Text:
    """The words that stand where so many places are compared that no square of them is shown."""
    pairs = f"{places * (places - 1) // 2:,}"
    return say("basis.ranked", n=f"{places:,}", pairs=pairs, k=f"{NEAREST}")


def _square(base: PlanAnalysis, found: Similarity) -> Table:
    heads = {u.id: base.register.short_name(u.id) for u in found.places}
    rows: tuple[Row, ...] = tuple(
        {"place": unit.name, **dict(zip(heads, values, strict=True))}
        for unit, values in zip(found.places, found.values, strict=True)
    )
    return Table(f"similarity_{found.by}", ("place", *heads), rows, heads)


def _pairs(found: Sequence[Similarity]) -> Iterable[Row]:
    for one in found:
        for unit, values in zip(one.places, one.values, strict=True):
            for other, value in zip(one.places, values, strict=True):
                yield _pair(one.by, unit, other, value)


def _pair(measure: str, unit: Unit, other: Unit, value: float) -> Row:
    return {
        "measure": measure,
        "place_id": unit.id,
        "place": unit.name,
        "other_id": other.id,
        "other": other.name,
        "value": value,
        "basis": basis(),
    }


def peers_report(base: PlanAnalysis, place: str, *, regions: bool) -> Report:
    """Peers of one place, nearest first, with what is shared and what is not."""
    found = peers(base, place, regions=regions)
    rows: tuple[Row, ...] = tuple(
        {
            "place_id": peer.place.id,
            "place": peer.place.name,
            "subsector_similarity": peer.subsector,
            "sector_similarity": peer.sector,
            "shared_terms": _terms(base, peer.shared),
            "only_own": _terms(base, peer.only_own),
            "only_peer": _terms(base, peer.only_peer),
            "basis": basis(),
        }
        for peer in found.peers
    )
    table = Table("peers", column_names("peers"), rows)
    return answer(base, "peers", found, [table], notes=("plan", "jaccard"), place=found.place.name)


def compare_report(base: PlanAnalysis, places: Sequence[str]) -> Report:
    """Places side by side: a summary, then term by term."""
    found = compare(base, places)
    units = [side.place for side in found.sides]
    heads = {u.id: u.name for u in units}
    heads |= {f"{u.id}_locators": Text(f"{u.name.zh}位置", f"{u.name.en}: where") for u in units}
    tables = (
        Table("summary", _SIDE, tuple(_summary(base, found))),
        Table("standing", ("sector", "term", *heads), tuple(_terms_rows(base, found)), heads),
    )
    names = joined(u.name for u in units)
    flat = Table("compare", column_names("compare"), tuple(_long(base, found)))
    return answer(base, "compare", found, tables, notes=("plan", "kinds"), flat=flat, list=names)


def _long(base: PlanAnalysis, found: Comparison) -> Iterable[Row]:
    """One row per term and place, then one per carrier of each place."""
    sectors = base.plan.taxonomy
    for one in found.terms:
        for side, state, clauses in zip(found.sides, one.states, one.clauses, strict=True):
            yield {
                "level": one.level,
                "sector_id": one.term.sector,
                "sector": sectors.name(one.term.sector),
                "term_id": one.term.id,
                "term": one.term.name,
                "state": state,
                "locators": base.plan.locators(clauses),
                **_where(base, side),
            }
    for side in found.sides:
        where = base.plan.locators(side.carrier_clauses)
        for name in side.carriers:
            row: Row = {"level": "carrier", "term": name, "locators": where}
            yield {**row, "open_ended": side.carriers_open_ended, **_where(base, side)}


def _where(base: PlanAnalysis, side: Side) -> Row:
    return {"plan": base.plan.key, "place_id": side.place.id, "place": side.place.name}


def _summary(base: PlanAnalysis, found: Comparison) -> Iterable[Row]:
    """What is shared, what each has alone, and where: one line each."""
    sector, sub = say("pages.sector"), say("pages.subsector")
    lines = [
        (say("sides.shared"), sector, found.shared_sectors),
        (say("sides.shared"), sub, found.shared_subsectors),
    ]
    if len(found.sides) > 2:
        lines.append((say("sides.some"), sub, found.some_subsectors))
    for side in found.sides:
        only = say("sides.only", place=side.place.name)
        lines += [(only, sector, side.only_sectors), (only, sub, side.only_subsectors)]
    for whose, level, terms in lines:
        names = _terms(base, terms)
        yield {"side": whose, "level": level, "count": len(terms), "terms": names}
    for side in found.sides:
        yield {
            "side": say("sides.carriers", place=side.place.name),
            "level": say("subjects.carrier"),
            "count": len(side.carriers),
            "terms": "、".join(side.carriers),
            "open_ended": say(f"flags.{'yes' if side.carriers_open_ended else 'no'}"),
            "locators": base.plan.locators(side.carrier_clauses),
        }


def _terms_rows(base: PlanAnalysis, found: Comparison) -> Iterable[Row]:
    units = [side.place for side in found.sides]
    for standing in found.terms:
        row: dict[str, Value] = {
            "sector": base.plan.taxonomy.name(standing.term.sector),
            "term": standing.term.name if standing.level == "subsector" else same("—"),
        }
        for unit, state, clauses in zip(units, standing.states, standing.clauses, strict=True):
            row[unit.id] = say(f"cell.{state}")
            row[f"{unit.id}_locators"] = base.plan.locators(clauses)
        yield row


def _terms(base: PlanAnalysis, terms: Iterable[str]) -> Text:
    return joined(map(base.plan.taxonomy.name, terms))
