"""Small multiples of a build: all plans on one page, the sectors of a plan on another."""

from __future__ import annotations

from geo.build.map_files import BuildOptions, spec_bytes
from geo.build.mapped_plan import Layout
from geo.files.cache import kept
from geo.render.pages.glance import Glance, Panel, panel_sheets
from geo.scene.credits import dated, map_credits, numbered
from geo.scene.glance import glance_panels, sector_panels
from geo.scene.world import World
from geo.site.address import plan as plan_address
from geo.site.address import topic as topic_address
from geo.site.plan_set import GLANCE, Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def plans_glance(cross: Cross, lang: str) -> Glance:
    """One panel per plan, which leads to its page; addresses below a language's folder."""
    plans = [layout.plan for layout in cross.layouts]
    scenes = glance_panels(plans, cross.world, lang)
    panels = [
        Panel(scene, dated(layout.plan, marked=True), plan_address(layout.plan.key))
        for layout, scene in zip(cross.layouts, scenes, strict=True)
    ]
    words = (say("glance.title_plans", n=len(plans)), say("glance.sub_plans"))
    under = map_credits(scenes[0].spec, say("glance.sources"), plans, cross.world.territory)
    under = numbered(under, cross.numbers.get(("*", GLANCE), ""))
    return Glance("plans", *words, tuple(panels), under)


def sectors_glance(cross: Cross, layout: Layout, lang: str) -> Glance:
    """One panel per sector of a plan, which leads to its page."""
    plan = layout.plan
    scenes = sector_panels(plan, layout.world, lang)
    panels = []
    for sector, scene in zip(plan.taxonomy, scenes, strict=True):
        rows = say("glance.note_rows", n=scene.key_numbers[0].value)
        home = cross.topics.home(plan.key, sector.id)
        panels.append(Panel(scene, rows, topic_address(home.id)))
    title = say("glance.title_sectors", plan=plan.short)
    lead = say("glance.sub_sectors", n=len(panels))
    under = numbered(scenes[0].credits, cross.numbers.get((plan.key, GLANCE), ""))
    return Glance("glance", title, lead, tuple(panels), under)


def glance_files(glance: Glance, world: World, wanted: BuildOptions, folder: str) -> Files:
    """The PDF per paper and the specs of small multiples, by path below the output folder."""
    parts = ("glance", glance, world.territory, wanted, folder)
    return kept(parts, lambda: _drawn(glance, world, wanted, folder))


def _drawn(glance: Glance, world: World, wanted: BuildOptions, folder: str) -> Files:
    from geo.render.print.glance import glance_pdf

    sheets = panel_sheets([panel.scene for panel in glance.panels], world.boundaries)
    specs = b"".join(spec_bytes(panel.scene) for panel in glance.panels)
    files = {f"{folder}{glance.stem}.specs.jsonl": specs}
    for paper in wanted.papers:
        stem = glance.stem if paper == wanted.papers[0] else f"{glance.stem}.{paper.lower()}"
        files[f"{folder}{stem}.pdf"] = glance_pdf(glance, sheets, paper, wanted.lang)
    return files
