"""The questions of planners answered as pandas frames: the same answers as those of the commands.

A plan is the key of a packaged one, a folder, a Plan or a Layout. Every frame has the rows and
columns of the CSV of the command of its name, as the dictionary of columns types them: one row a
fact, keys in every language, names in ``lang``. Its ``attrs`` tell the ``question``, the
``plans``, what the numbers rest on (``basis``), the ``source`` and the state of ``review``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from geo.analysis import similarity as analysis
from geo.analysis.report.model import basis
from geo.ask import questions
from geo.build.asked import AnyPlan, Lang, answer_frame, base_of, check_choice, each_of, plans_of
from geo.build.city_files import city_answer
from geo.domain.text import joined
from geo.export.frames import told
from geo.texts.catalogue import say

if TYPE_CHECKING:
    import pandas as pd

Page: TypeAlias = Literal["sector", "subsector", "place", "breadth", "carriers", "structure"]


def coverage(plan: AnyPlan, *, lang: Lang = "zh") -> pd.DataFrame:
    """Who carries what: one row per place and per sector or sub-sector, with state and clause.

    ``state`` is ordered: ``not_named`` < ``collective`` < ``focus`` < ``named``; ``unit`` tells
    areas from regions, parks (``site``) and facilities, which are never added up.

    Examples
    --------
    >>> import geo
    >>> air = geo.coverage("future2024").query("term == '低空经济' and unit == 'area'")
    >>> air.loc[air.state == "named", "place"].tolist()
    ['广州市', '深圳市', '珠海市', '中山市']
    >>> int((air.state == "not_named").sum())
    17
    """
    base = base_of(plan)
    return answer_frame(questions.coverage(base), [base.plan], lang)


def gaps(plan: AnyPlan, against: Sequence[AnyPlan] = (), *, lang: Lang = "zh") -> pd.DataFrame:
    """What nobody took: one row per gap, ``list`` tells of which kind.

    ``against`` are plans to look in for what is open here, all packaged ones by default.

    Examples
    --------
    >>> import geo
    >>> found = geo.gaps("future2024")
    >>> found[found.list == "unassigned_subsectors"].term.tolist()
    ['高速全光通信', '类脑智能', '商业航天', '量子通信']
    """
    base = base_of(plan)
    others = [base_of(other) for other in each_of(against, "against")]
    return answer_frame(questions.gaps(base, others), [base.plan], lang)


def overlap(
    plan: AnyPlan,
    *,
    table: Literal["crowding", "concentration", "shares"] = "crowding",
    lang: Lang = "zh",
) -> pd.DataFrame:
    """Crowding: places per sub-sector, most contested first; by the plan's text, not by output.

    ``table``: ``crowding``, ``concentration`` (one row per sector) or ``shares`` (one row per place
    and sector).

    Examples
    --------
    >>> import geo
    >>> geo.overlap("future2024").set_index("term").place_count.head(2).to_dict()
    {'新型储能': 7, '未来智能终端': 5}
    """
    base = base_of(plan)
    return answer_frame(questions.overlap(base), [base.plan], lang, table)


def peers(plan: AnyPlan, place: str, *, regions: bool = False, lang: Lang = "zh") -> pd.DataFrame:
    """The places most like one, nearest first, with what is shared and what is not.

    Examples
    --------
    >>> import geo
    >>> geo.peers("future2024", "广州").place.head(2).tolist()
    ['珠海市', '中山市']
    """
    base = base_of(plan)
    return answer_frame(questions.peers(base, place, regions=regions), [base.plan], lang)


def similarity(
    plan: AnyPlan,
    *,
    by: Literal["subsector", "sector"] = "subsector",
    regions: bool = False,
    lang: Lang = "zh",
) -> pd.DataFrame:
    """How alike places are: a square of names, 0 to 1, in an order in which neighbours are alike.

    Examples
    --------
    >>> import geo
    >>> alike = geo.similarity("future2024")
    >>> alike.shape, round(float(alike.loc["广州市", "珠海市"]), 3)
    ((9, 9), 0.333)
    """
    import pandas as pd

    check_choice("by", by, analysis.BASES)
    base = base_of(plan)
    found = analysis.similarity(base, by, regions=regions)
    names = [unit.name.in_(lang) for unit in found.places]
    places, others = pd.Index(names, name="place"), pd.Index(names, name="other")
    rows = list(found.values)
    square = told(pd.DataFrame(rows, index=places, columns=others), [base.plan], lang)
    square.attrs |= {
        "question": say("report.similarity", plan=base.plan.short).in_(lang),
        "basis": joined((basis(), say("basis.jaccard")), "；", "; ").in_(lang),
    }
    return square


def compare(plan: AnyPlan, places: Sequence[str], *, lang: Lang = "zh") -> pd.DataFrame:
    """Two or more places side by side: one row per place and term, then per carrier of each.

    Examples
    --------
    >>> import geo
    >>> pair = geo.compare("future2024", ["广州", "深圳"]).query("level == 'subsector'")
    >>> named = pair[pair.state == "named"].groupby("term").place.count()
    >>> sorted(named[named == 2].index)
    ['低空经济', '细胞和基因治疗', '脑科学与脑机接口']
    """
    base = base_of(plan)
    return answer_frame(questions.compare(base, each_of(places, "places")), [base.plan], lang)


def diff(
    plan_a: AnyPlan, plan_b: AnyPlan, *, everything: bool = False, lang: Lang = "zh"
) -> pd.DataFrame:
    """What changed from one plan, or edition, to another: one row per change with both clauses.

    ``everything``: facility and context statements too, not only binding ones.

    Examples
    --------
    >>> import geo
    >>> changes = geo.diff("future2024", "modern2025")
    >>> int((changes.kind == "added").sum()) > 0, "subject" in changes
    (True, True)
    """
    before, after = base_of(plan_a), base_of(plan_b)
    found = questions.diff(before, after, everything=everything)
    return answer_frame(found, [before.plan, after.plan], lang)


def consistency(
    above: AnyPlan, below: AnyPlan, city: str = "", *, lang: Lang = "zh"
) -> pd.DataFrame:
    """A province's plan against a city's own: one row per term, ``table`` tells who states it.

    Examples
    --------
    >>> import geo
    >>> geo.consistency("future2024", "gzhtz2021", "广州").table.value_counts().to_dict()
    {'below_only': 92, 'above_only': 15, 'agreed': 1}
    """
    one, other = base_of(above), base_of(below)
    return answer_frame(questions.consistency(one, other, city), [one.plan, other.plan], lang)


def whatif(
    plan: AnyPlan,
    drops: Sequence[str] = (),
    adds: Sequence[str] = (),
    *,
    table: Literal["shifts", "entries"] = "shifts",
    lang: Lang = "zh",
) -> pd.DataFrame:
    """The numbers that change if ``place:term`` statements are dropped or added, by ``key``.

    ``table``: ``shifts``, or ``entries``: what enters or leaves the lists of gaps.

    Examples
    --------
    >>> import geo
    >>> moved = geo.whatif("future2024", drops=["广州:低空经济"])
    >>> moved.loc["column.space.low_altitude.named", ["before", "after"]].tolist()
    [4.0, 3.0]
    """
    base = base_of(plan)
    report = questions.whatif(base, each_of(drops, "drops"), each_of(adds, "adds"))
    frame = answer_frame(report, [base.plan], lang, table)
    return frame.set_index("key") if table == "shifts" else frame


def numbers(plan: AnyPlan, page: Page, subject: str = "", *, lang: Lang = "zh") -> pd.DataFrame:
    """The key numbers of a page by ``key``, with the rows that they count.

    Examples
    --------
    >>> import geo
    >>> int(geo.numbers("future2024", "sector", "未来空间").loc["stating", "value"])
    7
    """
    base = base_of(plan)
    return answer_frame(questions.numbers(base, page, subject), [base.plan], lang).set_index("key")


def themes(
    plans: Sequence[AnyPlan] = (),
    *,
    table: Literal["themes", "unmapped"] = "themes",
    lang: Lang = "zh",
) -> pd.DataFrame:
    """The themes across plans by ``theme_id``, of the packaged ones if none are given.

    ``table``: ``themes``, or ``unmapped``: the terms that no theme holds.

    Examples
    --------
    >>> import geo
    >>> geo.themes().query("plans >= 4").theme.tolist()[:2]
    ['生物医药', '中药']
    """
    read = plans_of(plans)
    frame = answer_frame(questions.themes(read), read, lang, table)
    return frame.set_index("theme_id") if table == "themes" else frame


def city(name: str, plans: Sequence[AnyPlan] = (), *, lang: Lang = "zh") -> pd.DataFrame:
    """All that the plans say of one city: one row per line of a plan, with its clause.

    Examples
    --------
    >>> import geo
    >>> geo.city("阳江", ["space2024"]).plan.unique().tolist()
    ['space2024']
    """
    read = plans_of(plans)
    return answer_frame(city_answer(name, read), read, lang)
