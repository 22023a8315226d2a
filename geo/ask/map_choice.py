"""Which map of a plan: the words of a person turned into a MapSpec."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypedDict

from geo.domain.plan import Plan
from geo.errors import Fault, SpecError, UnknownNameError
from geo.scene.kinds import KINDS
from geo.scene.map_kind import MapKind
from geo.scene.presets import make_spec
from geo.sources.places.names import normalise_key
from geo.spec.mapspec import MapSpec


class Which(TypedDict, total=False):
    """One map of a plan, by its kind; exactly one is given.

    ``sector`` and ``subsector`` are an id of the taxonomy or a Chinese or English name; the others
    are true. The keys are those of the kinds of map.
    """

    sector: str
    subsector: str
    structure: bool
    breadth: bool
    carriers: bool


def chosen_spec(plan: Plan, which: Which, lang: str = "zh", level: str = "") -> MapSpec:
    """The preset of the one map that is asked for.

    Raises
    ------
    SpecError
        None or several are asked for, or the plan has no structure.
    UnknownNameError
        The plan has no such sector.
    """
    asked = [kind for kind, value in which.items() if value]
    if len(asked) != 1 or asked[0] not in KINDS:
        listed = tuple(f"{k.key}={'…' if k.subject_name else True}" for k in KINDS.values())
        zh = "一次只能要一种地图" if len(asked) > 1 else "要且只要指明一种地图"
        raise SpecError(Fault("", zh, "name exactly one map", ", ".join(asked), listed))
    kind = KINDS[asked[0]]
    lacking = kind.missing(plan)
    if lacking:
        raise SpecError(Fault("", lacking.zh, lacking.en, plan.key))
    subject = find_subject(plan, kind, str(dict(which)[kind.key])) if kind.subject_name else ""
    spec = make_spec(plan, kind.key, subject, lang)
    return spec.with_(level=level) if level else spec


def find_subject(plan: Plan, kind: MapKind, name: str) -> str:
    """Id of the sector or sub-sector that a person calls by its id, Chinese or English name.

    Raises
    ------
    UnknownNameError
        There is none; the nearest are named.

    Examples
    --------
    >>> from geo import load_plan
    >>> plan = load_plan("future2024")
    >>> find_subject(plan, KINDS["sector"], "未來空間")
    'space'
    >>> find_subject(plan, KINDS["subsector"], "低空经济")
    'space.low_altitude'
    """
    taxonomy, terms = plan.taxonomy, kind.terms(plan)
    names = {normalise_key(n): term.id for term in terms for n in (term.en, term.zh, term.id)}
    own = {term.id for term in terms}
    names |= {normalise_key(v.zh): v.of for v in taxonomy.variants if v.of in own}
    key = normalise_key(name)
    if key in names:
        return names[key]
    near = [names[k] for k in get_close_matches(key, names, 5, 0.4)]
    listed = tuple(f"{t} {taxonomy.name(t).zh}" for t in dict.fromkeys(near[:3] or sorted(own)))
    zh, en = (kind.subject_name.zh, kind.subject_name.en) if kind.subject_name else ("", "")
    raise UnknownNameError(
        Fault(plan.key, f"规划中没有这个{zh}", f"the plan has no such {en}", name, listed[:8])
    )
