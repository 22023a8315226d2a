"""What a build makes across plans: theme maps, small multiples, a page per city; each a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from geo.analysis.city_pages import CityBook, city_book
from geo.city_entries import city_of, city_report
from geo.cross_reports import LEAST_PLANS, Themes, joint_register
from geo.design.presets import presets
from geo.export_report import report_bytes
from geo.layout import Layout
from geo.products import Wanted, map_files, spec_bytes
from geo.render.glance_art import Glance, Panel, panel_sheets
from geo.render.leaflet import Sibling
from geo.scene.glance import glance_panels, sector_panels
from geo.scene.resolve import World
from geo.scene.scene import Scene, Text
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.words import same, say

LEAST_SECTORS = 3
UP = "../"
CITIES = "../cities/"
Files = dict[str, bytes]


class CrossTask(NamedTuple):
    """One piece of work: ``theme`` (its id), ``plans``, ``sectors`` (a plan's key) or ``cities``."""

    kind: str
    subject: str = ""


@dataclass(frozen=True)
class Cross:
    """The plans of a build seen together.

    Themes, the glance of all plans and the pages of cities need two plans or more; the glance of
    a plan's sectors three sectors.
    """

    layouts: tuple[Layout, ...]

    @property
    def several(self) -> bool:
        """Whether the build has plans enough to be laid beside each other."""
        return len(self.layouts) >= LEAST_PLANS

    @cached_property
    def world(self) -> World:
        """A world with the own places of all plans."""
        first = self.layouts[0].world
        plans = [layout.plan for layout in self.layouts]
        base = load_base()
        return replace(first, register=joint_register(plans, base.register))

    @cached_property
    def themes(self) -> Themes:
        """Themes of the plans."""
        return Themes([layout.plan for layout in self.layouts], self.world.register)

    @cached_property
    def book(self) -> CityBook:
        """What the plans say of every city."""
        return city_book([layout.plan for layout in self.layouts], self.world.register)

    @cached_property
    def slugs(self) -> dict[str, tuple[str, ...]]:
        """Maps that the build makes of each plan, in reading order."""
        return {
            layout.plan.key: tuple(s.slug for s in presets(layout.plan, layout.table))
            for layout in self.layouts
        }

    @cached_property
    def siblings(self) -> tuple[Sibling, ...]:
        """The theme maps in reading order."""
        themes = [self.themes.walk.theme(theme) for theme in self.themes.mapped]
        return tuple(Sibling(t.id, Text(t.zh, t.en), "theme") for t in themes)

    def layout(self, key: str) -> Layout:
        """The plan with this key."""
        return next(layout for layout in self.layouts if layout.plan.key == key)

    def has_glance(self, layout: Layout) -> bool:
        """Whether the plan has sectors enough for small multiples."""
        return len(layout.plan.taxonomy) >= LEAST_SECTORS


def load_base() -> World:
    """The packaged world."""
    from geo.scene.resolve import load_world

    return load_world()


def cross_tasks(cross: Cross) -> list[CrossTask]:
    """All tasks of a build, the longest first."""
    tasks = []
    if cross.several:
        tasks = [CrossTask("cities"), CrossTask("plans")]
        tasks += [CrossTask("theme", theme) for theme in cross.themes.mapped]
    shown = [layout.plan.key for layout in cross.layouts if cross.has_glance(layout)]
    return [*tasks, *(CrossTask("sectors", key) for key in shown)]


def cross_files(cross: Cross, task: CrossTask, wanted: Wanted) -> Files:
    """The files of one task, by path below the output folder.

    Parameters
    ----------
    cross
        Plans of the build.
    task
        One of :func:`cross_tasks`.
    wanted
        Papers, language and formats of maps; small multiples have a page and a PDF per paper.
    """
    if task.kind == "theme":
        return _theme_files(cross, task.subject, wanted)
    if task.kind == "cities":
        return city_files(cross)
    if task.kind == "plans":
        return glance_files(plans_glance(cross, wanted.lang), cross.world, wanted, "glance/")
    layout = cross.layout(task.subject)
    glance = sectors_glance(cross, layout, wanted.lang)
    return glance_files(glance, layout.world, wanted, f"{layout.plan.key}/")


def _theme_files(cross: Cross, theme: str, wanted: Wanted) -> Files:
    scene = theme_scene(cross.themes, theme, cross.world, wanted.lang)
    files = map_files(scene, cross.world, wanted, cross.siblings, CITIES)
    return {f"themes/{name}": data for name, data in files.items()}


def theme_scene(themes: Themes, theme: str, world: World, lang: str) -> Scene:
    """The map of a theme; SpecError if there is none of this id."""
    return resolve_theme(theme_spec(theme, lang), themes.table(theme), world)


def plans_glance(cross: Cross, lang: str) -> Glance:
    """One panel per plan, which leads to its sectors at one glance or to its first map."""
    plans = [layout.plan for layout in cross.layouts]
    scenes = glance_panels(plans, cross.world, lang)
    panels = []
    for layout, scene in zip(cross.layouts, scenes, strict=True):
        key, slugs = layout.plan.key, cross.slugs[layout.plan.key]
        target = "glance" if cross.has_glance(layout) else next(iter(slugs), "")
        document = layout.plan.document
        note = " · ".join(p for p in (document.number, document.issued.isoformat()) if p)
        panels.append(Panel(scene, same(note), f"../{key}/{target}.html" if target else ""))
    title = say("glance.title_plans", n=len(plans))
    words = (title, say("glance.sub_plans"))
    return Glance("plans", "plans", *words, tuple(panels), say("glance.sources"))


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
    title = say("glance.title_sectors", plan=Text(plan.short("zh"), plan.short("en")))
    words = (title, say("glance.sub_sectors", n=len(panels)))
    return Glance("glance", "sectors", *words, tuple(panels), scenes[0].credits.source)


def glance_files(glance: Glance, world: World, wanted: Wanted, folder: str) -> Files:
    """Page, PDF per paper, picture for the index and specs of small multiples."""
    from geo.render.glance_page import glance_page
    from geo.render.glance_sheet import glance_pdf, glance_thumbnail
    from geo.render.templating import static

    sheets = panel_sheets([panel.scene for panel in glance.panels], world.boundaries)
    specs = b"".join(spec_bytes(panel.scene) for panel in glance.panels)
    files = {
        f"{glance.stem}.html": glance_page(glance, sheets, UP),
        f"{glance.stem}.specs.jsonl": specs,
        f"thumbs/{glance.stem}.png": glance_thumbnail(glance, sheets),
    }
    for paper in wanted.papers:
        stem = glance.stem if paper == wanted.papers[0] else f"{glance.stem}.{paper.lower()}"
        files[f"{stem}.pdf"] = glance_pdf(glance, sheets, paper, wanted.lang)
    made = {f"{folder}{name}": data for name, data in files.items()}
    return {**made, "assets/glance.css": static("glance.css")}


def city_files(cross: Cross) -> Files:
    """A page and a table per city, and their list."""
    from geo.render.city_page import cities_html, city_html, locators
    from geo.render.templating import static

    plans = [layout.plan for layout in cross.layouts]
    slugs = cross.slugs

    def href(key: str) -> str:
        return f"../{key}/{slugs[key][0]}.html" if slugs[key] else ""

    pages = cross.book.pages
    pictures = locators(cross.world.boundaries, [page.adcode for page in pages])
    cities = [city_of(page, plans, href) for page in pages]
    files = {"assets/city.css": static("city.css")}
    for page, city in zip(pages, cities, strict=True):
        files[f"cities/{page.adcode}.html"] = city_html(city, pictures[page.adcode], UP)
        table = city_report(page, plans)
        files[f"cities/{page.adcode}.csv"] = report_bytes(table, ".csv")
    return {**files, "cities/index.html": cities_html(cities, pictures, UP)}


def themes_of_index(cross: Cross) -> tuple[Sequence[Sibling], Sequence[Text]]:
    """Theme maps for the index, and the names of the themes that are listed only."""
    if not cross.several:
        return (), ()
    themes = [cross.themes.walk.theme(theme) for theme in cross.themes.listed]
    return cross.siblings, tuple(Text(t.zh, t.en) for t in themes)
