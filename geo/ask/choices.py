"""What a call chose, held against what there is: language, paper, suffix, the map of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypedDict

from geo.analysis.plan_analysis import find_term
from geo.domain.plan import Plan
from geo.errors import Fault, SpecError
from geo.language import spelled
from geo.nearest import nearest
from geo.scene.kinds import KINDS
from geo.scene.resolve import make_spec
from geo.spec.mapspec import LANGS, MapSpec


class Chosen(NamedTuple):
    """One choice of a call: its option, its value, the valid ones, and what else is said of it."""

    option: str
    value: str
    valid: Sequence[str]
    zh: str
    en: str


def in_language(lang: str) -> Chosen:
    """The choice of a product's language."""
    return Chosen("--lang", lang, LANGS, "没有这种语言", "no such language")


def wrong_choices(*choices: Chosen) -> Iterator[Fault]:
    """A fault for every choice that is none of the valid ones, with the nearest of them.

    Examples
    --------
    >>> [fault.nearest for fault in wrong_choices(in_language("zn"), in_language("en"))]
    [('zh', 'en', 'both')]
    """
    for option, value, valid, zh, en in choices:
        if value not in valid:
            yield Fault(option, zh, en, value, nearest(value, valid, 1) or tuple(valid))


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
        listed = tuple(spelled(k.key, "…" if k.subject_name else True) for k in KINDS.values())
        zh = "一次只能要一种地图" if len(asked) > 1 else "要且只要指明一种地图"
        raise SpecError(Fault("", zh, "name exactly one map", ", ".join(asked), listed))
    kind = KINDS[asked[0]]
    lacking = kind.missing(plan)
    if lacking:
        raise SpecError(Fault("", lacking.zh, lacking.en, plan.key))
    subject = ""
    if kind.subject_name:
        subject = find_term(plan, str(dict(which)[kind.key]), kind.terms(plan), kind.subject_name)
    spec = make_spec(plan, kind.key, subject, lang)
    return spec.with_(level=level) if level else spec
