"""The list of all plans with status, date, numbers and the links to their pages."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.site.address import LANGUAGES, PLANS
from geo.site.frame import Frame
from geo.site.plan_menu import Headed, parts
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The list in both languages."""
    plans = [
        {
            "head": Headed(layout.plan),
            "parts": parts(cross, layout),
            "rows": len(layout.plan.statements),
            "sectors": len(layout.plan.taxonomy),
            "subsectors": len(layout.plan.taxonomy.subsectors),
            "carriers": len(layout.plan.carriers),
        }
        for layout in cross.layouts
    ]
    made: Files = {}
    for lang in LANGUAGES:
        frame = Frame(lang, PLANS, say("site.menu_plans"), say("site.plans_lead"), "plans")
        made |= frame.html("plans.html.j2", plans=plans)
    return made
