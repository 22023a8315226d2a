"""What a person calls a place, sector or sub-sector, found exactly or answered with the nearest."""

from __future__ import annotations

from collections.abc import Sequence

from geo.analysis.matrix import Unit
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.places import Ambiguous, Match
from geo.domain.plan import Plan
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text
from geo.errors import Fault, UnknownNameError
from geo.nearest import nearest
from geo.sources.places.missing import missing, readings
from geo.sources.places.names import normalise_key

_ANY_TERM = Text("领域或细分产业", "sector or sub-sector")


def find_unit(base: PlanAnalysis, name: str) -> Unit:
    """The row of the matrix that a person calls by adcode, id, Chinese or English name.

    Raises
    ------
    UnknownNameError
        Nothing has the name, several places have it, or the plan says nothing of the place.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> find_unit(analyse("future2024"), "Guangzhou").id
    '440100'
    """
    found = base.register.find(name, base.table.level)
    units = base.matrix.of_kind("area", "region", "site")
    if isinstance(found, Match):
        for unit in units:
            if unit.id in (found.id, getattr(found.place, "hub", "")):
                return unit
        listed = tuple(u.name.zh for u in base.matrix.places(wide=True))[:5]
        zh, en = "规划没有给这个地方安排领域", "the plan states no sector of this place"
        raise UnknownNameError(Fault(base.plan.key, zh, en, name, listed))
    if isinstance(found, Ambiguous):
        listed = readings(base.register, found)
        zh, en = "有多处同名,请用编号", "several places have this name; give the id"
        raise UnknownNameError(Fault(base.plan.key, zh, en, name, listed))
    said = missing(base.register, name)
    raise UnknownNameError(Fault(base.plan.key, said.zh, said.en, name, said.nearest))


def find_term(
    plan: Plan,
    name: str,
    terms: Sequence[Sector | SubSector] = (),
    called: Text = _ANY_TERM,
) -> str:
    """Id of the sector or sub-sector that a person calls by id, Chinese or English name.

    A sub-sector comes before a sector of the same name. ``terms`` are those that may be meant, all
    by default, and ``called`` what these are called together.

    Raises
    ------
    UnknownNameError
        There is none; the nearest are named.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> find_term(load_plan("future2024"), "低空经济")
    'space.low_altitude'
    >>> find_term(load_plan("future2024"), "未來空間")
    'space'
    """
    taxonomy = plan.taxonomy
    own = {term.id: term for term in terms or taxonomy.terms}
    names = {normalise_key(v.zh): v.of for v in taxonomy.variants if v.of in own}
    for term in own.values():
        names |= {normalise_key(n): term.id for n in (term.en, term.zh, term.id)}
    key = normalise_key(name)
    if key in names:
        return names[key]
    near = dict.fromkeys(names[k] for k in nearest(key, names, 6))
    first = [s.id for s in taxonomy if s.id in own] or list(own)
    listed = tuple(f"{t} {own[t].zh}" for t in list(near)[:3] or first[:8])
    zh, en = f"规划中没有这个{called.zh}", f"the plan has no such {called.en}"
    raise UnknownNameError(Fault(plan.key, zh, en, name, listed))
