"""Small multiples of a build: all plans on one page, the sectors of a plan on another."""

from __future__ import annotations

from geo.build.map_files import BuildOptions, spec_bytes, thumbnail_path
from geo.build.mapped_plan import Layout
from geo.build.plan_set import Cross
from geo.render.pages.glance_art import Glance, Panel, panel_sheets
from geo.scene.credits import dated, map_credits
from geo.scene.glance import glance_panels, sector_panels
from geo.scene.world import World
from geo.texts.catalogue import say

UP = "../"
Files = dict[str, bytes]


def plans_glance(cross: Cross, lang: str) -> Glance:
    """One panel per plan, which leads to its sectors at one glance or to its first map."""
    plans = [layout.plan for layout in cross.layouts]
    scenes = glance_panels(plans, cross.world, lang)
    panels = []
    for layout, scene in zip(cross.layouts, scenes, strict=True):
        key, slugs = layout.plan.key, cross.slugs[layout.plan.key]
        target = "glance" if cross.has_glance(layout) else next(iter(slugs), "")
        note = dated(layout.plan, marked=True)
        panels.append(Panel(scene, note, f"../{key}/{target}.html" if target else ""))
    words = (say("glance.title_plans", n=len(plans)), say("glance.sub_plans"))
    projection = cross.world.territory.projection
    under = map_credits(scenes[0].spec, say("glance.sources"), plans, projection)
    return Glance("plans", *words, tuple(panels), under)


def sectors_glance(cross: Cross, layout: Layout, lang: str) -> Glance:
    """One panel per sector of a plan, which leads to the sector's map where there is one."""
    plan = layout.plan
    scenes = sector_panels(plan, layout.world, lang)
    panels = []
    for sector, scene in zip(plan.taxonomy, scenes, strict=True):
        slug = f"sector-{sector.id}"
        rows = say("glance.note_rows", n=scene.key_numbers[0].value)
        made = slug in cross.slugs[plan.key]
        panels.append(Panel(scene, rows, f"{slug}.html" if made else ""))
    title = say("glance.title_sectors", plan=plan.short)
    lead = say("glance.sub_sectors", n=len(panels))
    return Glance("glance", title, lead, tuple(panels), scenes[0].credits)


def glance_files(glance: Glance, world: World, wanted: BuildOptions, folder: str) -> Files:
    """Page, PDF per paper, picture for the index and specs of small multiples."""
    from geo.render.pages.glance import glance_page
    from geo.render.print.glance import glance_pdf, glance_thumbnail
    from geo.render.templating import static

    sheets = panel_sheets([panel.scene for panel in glance.panels], world.boundaries)
    specs = b"".join(spec_bytes(panel.scene) for panel in glance.panels)
    files = {
        f"{glance.stem}.html": glance_page(glance, sheets, UP),
        f"{glance.stem}.specs.jsonl": specs,
        thumbnail_path(glance.stem): glance_thumbnail(glance, sheets),
    }
    for paper in wanted.papers:
        stem = glance.stem if paper == wanted.papers[0] else f"{glance.stem}.{paper.lower()}"
        files[f"{stem}.pdf"] = glance_pdf(glance, sheets, paper, wanted.lang)
    made = {f"{folder}{name}": data for name, data in files.items()}
    return {**made, "assets/glance.css": static("glance.css")}
