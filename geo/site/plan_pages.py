"""The pages of a plan: its maps of the whole, and what is told of it in tables."""

from __future__ import annotations

from functools import partial

from geo.build.map_files import BuildOptions, map_files
from geo.build.mapped_plan import Layout
from geo.files.cache import kept
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.site import plan_parts
from geo.site.address import LANGUAGES
from geo.site.map_page import View, map_page, still_parts
from geo.site.plan_menu import Part, part_frame, parts, plan_head
from geo.site.plan_set import Cross

Files = dict[str, bytes]


def subjects(cross: Cross) -> list[str]:
    """The keys of the plans."""
    return [plan.key for plan in cross.plans]


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    """All pages of a plan, and the files of its maps of the whole but for the first."""
    layout = cross.layout(subject)
    made: Files = {}
    for part in parts(cross, layout):
        asks = plan_parts.asked(cross, layout, part)
        make = partial(_map_part if part.spec else plan_parts.files, cross, layout, part, wanted)
        made |= kept(("plan", subject, part, wanted, cross.told(asks)), make) if asks else make()
    return made


def _map_part(cross: Cross, layout: Layout, part: Part, wanted: BuildOptions) -> Files:
    assert part.spec  # noqa: S101  (a part with a map)
    scene = resolve(part.spec.with_(lang=wanted.lang), layout.ground)
    made = _map_pages(cross, layout, part, scene, wanted)
    if part.part != "index":  # the first map goes into the archive of the page of data
        found = map_files(scene, layout.world, wanted)
        made |= {f"{layout.plan.key}/{name}": data for name, data in found.items()}
    return made


def _map_pages(
    cross: Cross, layout: Layout, part: Part, scene: Scene, wanted: BuildOptions
) -> Files:
    view = View("", part.label, f"{layout.plan.key}/{scene.spec.slug}")
    made: Files = {}
    for lang in LANGUAGES:
        frame = part_frame(layout, part, lang)
        head = plan_head(cross, layout, part, wanted)
        told = plan_parts.overview(cross, layout) if part.part == "index" else {}
        values = {**head, **still_parts(cross, scene, lang), "told": told}
        made |= map_page(frame, scene, [view], wanted, "plan_map.html.j2", **values)
    return made
