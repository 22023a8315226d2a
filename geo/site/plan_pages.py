"""The pages of a plan: its structure map, its other maps, and what is told of it as a whole."""

from __future__ import annotations

from geo.build.chart_files import chart_kinds
from geo.build.map_files import BuildOptions, map_files
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.scene.kinds import KINDS
from geo.scene.resolve import resolve
from geo.site.address import LANGUAGES, PLANS
from geo.site.address import plan as plan_address
from geo.site.frame import Frame
from geo.site.map_page import View, map_page
from geo.site.plan_set import Cross
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

Files = dict[str, bytes]


def subjects(cross: Cross) -> list[str]:
    """The keys of the plans."""
    return [plan.key for plan in cross.plans]


def wide_specs(layout: Layout) -> list[MapSpec]:
    """The maps of the whole plan: those that belong to no sector."""
    return [spec for spec in layout.specs if not spec.subject]


def map_address(layout: Layout, spec: MapSpec) -> str:
    """The page of a map of the whole plan; the first is the plan's own page."""
    first = spec == wide_specs(layout)[0]
    return plan_address(layout.plan.key, "index" if first else spec.slug)


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    """All pages of a plan, and the files of its maps."""
    layout = cross.layout(subject)
    made: Files = {}
    if not wide_specs(layout):
        made |= _plain(layout, "index", layout.plan.short)
    for spec in wide_specs(layout):
        scene = resolve(spec.with_(lang=wanted.lang), layout.ground)
        found = map_files(scene, layout.world, wanted)
        made |= {f"{subject}/{name}": data for name, data in found.items()}
        address = map_address(layout, spec)
        view = View("", KINDS[spec.kind].titles(layout.plan, "")[0], f"{subject}/{spec.slug}")
        for lang in LANGUAGES:
            frame = _frame(layout, address, view.label, lang)
            made |= map_page(frame, scene, [view], wanted)
    for kind in chart_kinds(layout):
        part = "gaps" if kind == "unplaced" else kind
        made |= _plain(layout, part, say(f"chart.{kind}", plan=layout.plan.short))
    return made


def _frame(layout: Layout, address: str, title: Text, lang: str) -> Frame:
    plan = layout.plan
    crumbs = [(say("site.menu_plans"), PLANS)]
    if address == plan_address(plan.key):
        title = plan.short
    else:
        crumbs.append((plan.short, plan_address(plan.key)))
    return Frame(lang, address, title, plan.document.title, "plans", tuple(crumbs))


def _plain(layout: Layout, part: str, title: Text) -> Files:
    made: Files = {}
    for lang in LANGUAGES:
        frame = _frame(layout, plan_address(layout.plan.key, part), title, lang)
        made |= frame.html("plain.html.j2")
    return made
