"""Which map of a plan: the words of a person turned into a MapSpec."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypedDict

from geo.design.presets import make_spec
from geo.domain.plan import Plan
from geo.domain.taxonomy import Sector, SubSector
from geo.errors import Fault, SpecError
from geo.sources.places.names import normalise_key
from geo.spec.mapspec import MapSpec

FLAGS = ("structure", "breadth", "carriers")


class Which(TypedDict, total=False):
    """One map of a plan; exactly one of the five is given.

    ``sector`` and ``subsector`` are an id of the taxonomy or a Chinese or English name; the others
    are true.
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
        None or several are asked for, the plan has no such sector, or has no structure.
    """
    asked = [kind for kind, value in which.items() if value]
    if len(asked) != 1:
        listed = ("sector=…", "subsector=…", *(f"{flag}=True" for flag in FLAGS))
        zh = "要且只要指明一种地图" if not asked else "一次只能要一种地图"
        en = "name exactly one map"
        raise SpecError(Fault("", zh, en, ", ".join(asked), listed))
    kind = asked[0]
    subject = "" if kind in FLAGS else find_subject(plan, kind, str(which[kind]))  # type: ignore[literal-required]
    if kind == "structure" and not plan.structure.elements:
        raise SpecError(Fault("", "规划没有空间结构", "the plan has no structure", plan.key))
    spec = make_spec(plan, kind, subject, lang)
    return spec.with_(level=level) if level else spec


def find_subject(plan: Plan, kind: str, name: str) -> str:
    """Id of the sector or sub-sector that a person calls by its id, Chinese or English name.

    Raises
    ------
    SpecError
        There is none; the nearest are named.

    Examples
    --------
    >>> from geo import load_plan
    >>> plan = load_plan("future2024")
    >>> find_subject(plan, "sector", "未來空間"), find_subject(plan, "subsector", "低空经济")
    ('space', 'space.low_altitude')
    """
    taxonomy = plan.taxonomy
    terms: tuple[Sector | SubSector, ...] = (
        taxonomy.sectors if kind == "sector" else taxonomy.subsectors
    )
    names = {normalise_key(n): term.id for term in terms for n in (term.en, term.zh, term.id)}
    own = {term.id for term in terms}
    names |= {normalise_key(v.zh): v.of for v in taxonomy.variants if v.of in own}
    key = normalise_key(name)
    if key in names:
        return names[key]
    near = [names[k] for k in get_close_matches(key, names, 5, 0.4)]
    listed = tuple(f"{t} {taxonomy.label(t, 'zh')}" for t in dict.fromkeys(near[:3] or sorted(own)))
    zh, en = ("领域", "sector") if kind == "sector" else ("细分产业", "sub-sector")
    raise SpecError(
        Fault(plan.key, f"规划中没有这个{zh}", f"the plan has no such {en}", name, listed[:8])
    )
