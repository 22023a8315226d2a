"""A province's plan against a city's own: claimed above and absent below, and the reverse."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.analysis.crosswalk import TermLinks, term_links
from geo.analysis.gaps import Term, term
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.places import Match
from geo.domain.statement import Force, Scope, Statement
from geo.domain.text import Text
from geo.errors import CallError, Fault, UnknownNameError
from geo.sources.places.missing import missing


@dataclass(frozen=True)
class Evidence:
    """One statement behind a claim; ``about`` is the place that it speaks of."""

    about: Text
    place_id: str
    scope: str
    force: str
    worded: str
    term: str
    clause: str
    address: str


@dataclass(frozen=True)
class Claim:
    """A sector or sub-sector that one plan states for the city.

    Parameters
    ----------
    level
        ``sector`` or ``subsector``.
    collective
        Whether only a region that the city belongs to, or a set of places, is spoken of.
    rows
        The statements of the plan that claims it.
    counterpart
        Terms of the other plan that are the same, narrower, broader or related, with the relation.
    other_rows
        The statements of the other plan about those terms; of the same term where there are any,
        else of the nearest ones, so that both clauses can be read side by side. Empty where the
        other plan says nothing of the kind.
    """

    term: Term
    level: str
    collective: bool
    rows: tuple[Evidence, ...]
    counterpart: tuple[tuple[Term, str], ...]
    other_rows: tuple[Evidence, ...]


@dataclass(frozen=True)
class Consistency:
    """Two plans about one city.

    ``agreed`` is claimed above and stated below under the same term; ``above_only`` has no equal
    term with a statement below, ``below_only`` none above. ``unplaced_below`` lists the terms of
    ``above_only`` that the city's plan does have in its classes but gives to no place.
    """

    city: Text
    adcode: str
    agreed: tuple[Claim, ...]
    above_only: tuple[Claim, ...]
    below_only: tuple[Claim, ...]
    unplaced_below: tuple[str, ...]


def consistency(
    above: PlanAnalysis, below: PlanAnalysis, city: str = "", crosswalk: TermLinks | None = None
) -> Consistency:
    """Compare what a province's plan and a city's own plan state for the city.

    Parameters
    ----------
    above, below
        The province's and the city's plan. Binding and facility statements count in both, since a
        city's plan speaks of parks and laboratories; what is said of a region that the city belongs
        to counts as collective.
    city
        Text or adcode; by default the territory of the city's plan.
    crosswalk
        Links between terms; the packaged table by default. Equal Chinese names need none.

    Raises
    ------
    UnknownNameError
        The city is unknown.
    CallError
        It lies outside the territory of one of the plans.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> found = consistency(analyse("future2024"), analyse("gz_dualchain2022"))
    >>> found.city.zh, [claim.term.id for claim in found.agreed]
    ('广州市', ['quantum'])
    """
    code = _city(above, below, city)
    links = crosswalk or term_links()
    mine, theirs = _stated(above, code), _stated(below, code)
    up = [_claim(mine, theirs, links, t) for t in mine.rows]
    down = [_claim(theirs, mine, links, t) for t in theirs.rows]
    own = {t.id for t in below.plan.taxonomy.terms}
    return Consistency(
        city=above.register.name(code),
        adcode=code,
        agreed=tuple(c for c in up if _same(c, theirs.rows)),
        above_only=tuple(c for c in up if not _same(c, theirs.rows)),
        below_only=tuple(c for c in down if not _same(c, mine.rows)),
        unplaced_below=tuple(c.term.id for c in up if not _same(c, theirs.rows) and _same(c, own)),
    )


@dataclass(frozen=True)
class _Stated:
    """A plan and its statements about the city by sector and sub-sector, in taxonomy order."""

    base: PlanAnalysis
    rows: Mapping[str, Sequence[Statement]]


def _stated(base: PlanAnalysis, code: str) -> _Stated:
    """What is said of the city, of a place inside it, or of a region that holds it."""
    hosts = base.register.hosts
    about = [
        r
        for r in base.plan.statements
        if r.force != Force.CONTEXT and (code in hosts(r.place_id) or r.place_id in hosts(code))
    ]
    terms = (t.id for t in base.plan.taxonomy.in_order)
    rows = {t: [r for r in about if t in (r.sector, r.subsector)] for t in terms}
    return _Stated(base, {t: found for t, found in rows.items() if found})


def _city(above: PlanAnalysis, below: PlanAnalysis, city: str) -> str:
    found = above.register.find(city or below.plan.territory, "prefecture")
    if not isinstance(found, Match):
        said = missing(above.register, city)
        raise UnknownNameError(Fault(above.plan.key, said.zh, said.en, city, said.nearest))
    for base in (above, below):
        if base.plan.territory not in base.register.hosts(found.id):
            inside = (below.register.name(below.plan.territory).zh,)
            zh, en = "不在这份规划的范围内", "outside the territory of this plan"
            raise CallError(Fault(base.plan.key, zh, en, city or found.id, inside))
    return found.id


def _same(claim: Claim, terms: Container[str]) -> bool:
    return any(relation == "same" and t.id in terms for t, relation in claim.counterpart)


def _claim(own: _Stated, other: _Stated, links: TermLinks, term_id: str) -> Claim:
    found = links.related(own.base.plan, term_id, other.base.plan)
    for wanted in (("same",), ("narrower", "broader"), ("related",)):
        terms = (t for t, relation in found.items() if relation in wanted)
        near = [row for t in terms for row in other.rows.get(t, ())]
        if near:
            break
    rows = own.rows[term_id]
    is_sector = own.base.plan.taxonomy.sector_of(term_id) == term_id
    return Claim(
        term=term(own.base, term_id),
        level="sector" if is_sector else "subsector",
        collective=all(r.scope == Scope.COLLECTIVE for r in rows),
        rows=tuple(_evidence(own.base, rows)),
        counterpart=tuple((term(other.base, t), relation) for t, relation in found.items()),
        other_rows=tuple(_evidence(other.base, near)),
    )


def _evidence(base: PlanAnalysis, rows: Iterable[Statement]) -> Iterable[Evidence]:
    for row in dict.fromkeys(rows):
        yield Evidence(
            about=base.register.name(row.place_id),
            place_id=row.place_id,
            scope=row.scope,
            force=row.force,
            worded=row.worded,
            term=row.term,
            clause=row.clause,
            address=row.address,
        )
