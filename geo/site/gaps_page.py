"""The page of gaps over all plans: what nobody took, what one place carries, where all crowd."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.domain.plan import Plan
from geo.site.address import GAPS, LANGUAGES
from geo.site.frame import Frame
from geo.site.gap_lines import LISTS, plan_lines, theme_lines
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The page in both languages."""
    by_plan = {plan.key: plan_lines(cross, plan.key) for plan in cross.plans}
    themes = theme_lines(cross)
    lists = {
        name: [*themes[name], *(line for lines in by_plan.values() for line in lines[name])]
        for name in LISTS
    }
    counts: list[tuple[Plan | None, list[int]]] = []
    if cross.several:
        counts.append((None, [len(themes[name]) for name in LISTS]))
    counts += [(p, [len(by_plan[p.key][name]) for name in LISTS]) for p in cross.plans]
    made: Files = {}
    for lang in LANGUAGES:
        frame = Frame(lang, GAPS, say("site.gaps_title"), say("site.gaps_lead"), "gaps")
        made |= frame.html("gaps.html.j2", lists=lists, counts=counts)
    return made
