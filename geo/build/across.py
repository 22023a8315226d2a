"""What a build makes across plans: theme maps, small multiples, a page per city; each a task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from geo.ask.themes import packaged_themes
from geo.build.chart_files import chart_kinds, chart_task_files
from geo.build.city_files import city_report
from geo.build.map_files import (
    CAREFUL,
    BuildOptions,
    Delivery,
    map_files,
    thumbnail_path,
    write_product,
)
from geo.build.plan_set import Cross
from geo.build.small_multiples import UP, Files, glance_files, plans_glance, sectors_glance
from geo.domain.text import Text
from geo.export.report import report_bytes
from geo.render.pages.index import Across, MapEntry
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.world import load_world
from geo.sheet.page import PageChoice
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say


class CrossTask(NamedTuple):
    """One piece of work: a ``theme`` (id), ``sectors`` or ``charts`` (plan's key), or all else.

    All else is ``plans`` (small multiples of the plans) and ``cities``.
    """

    kind: str
    subject: str = ""


def cross_tasks(cross: Cross) -> list[CrossTask]:
    """All tasks of a build, the longest first."""
    tasks = []
    if cross.several:
        tasks = [CrossTask("cities"), CrossTask("plans")]
        tasks += [CrossTask("theme", theme) for theme in cross.themes.mapped]
    shown = [layout.plan.key for layout in cross.layouts if cross.has_glance(layout)]
    drawn = [layout.plan.key for layout in cross.layouts if chart_kinds(layout)]
    tasks += [CrossTask("charts", key) for key in drawn]
    return [*tasks, *(CrossTask("sectors", key) for key in shown)]


def tally_lines(tasks: Sequence[CrossTask]) -> list[str]:
    """What a build makes across plans, in one sentence, if it makes anything."""
    counts = Counter(task.kind for task in tasks)
    themes, glances = counts["theme"], counts["plans"] + counts["sectors"]
    zh, en = f"主题图 {themes} 幅、一览 {glances} 张", f"themes {themes}, at one glance {glances}"
    cities = ("、各市一页", ", a page per city") if counts["cities"] else ("", "")
    return [f"跨计划:{zh}{cities[0]} / across plans: {en}{cities[1]}"] if tasks else []


def theme_specs(tasks: Sequence[CrossTask], lang: str) -> list[MapSpec]:
    """The specs of the theme maps among some tasks."""
    return [theme_spec(task.subject, lang) for task in tasks if task.kind == "theme"]


def cross_files(cross: Cross, task: CrossTask, wanted: BuildOptions) -> Files:
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
    if task.kind == "charts":
        return chart_task_files(layout, wanted)
    glance = sectors_glance(cross, layout, wanted.lang)
    return glance_files(glance, layout.world, wanted, f"{layout.plan.key}/")


def _theme_files(cross: Cross, theme: str, wanted: BuildOptions) -> Files:
    spec = theme_spec(theme, wanted.lang)
    scene = resolve_theme(spec, cross.themes.table(theme), cross.world)
    files = map_files(scene, cross.world, wanted, cross.theme_pages)
    return {f"themes/{name}": data for name, data in files.items()}


def write_theme(
    theme: str, path: Path, page: PageChoice, how: Delivery = CAREFUL
) -> tuple[Path, ...]:
    """Write the map of a theme of the packaged plans in the format of the file's suffix.

    Parameters
    ----------
    theme
        Id, Chinese or English name.
    path
        ``.html`` (with its files in a folder named after it), ``.pdf``, ``.svg`` or ``.png``.
    page
        Paper and language.
    how
        Whether a page is a single file, and whether files are replaced that geo did not write.

    Raises
    ------
    UnknownNameError, OutputError
        There is no such theme (the nearest are named); the file cannot be written.
    """
    world, themes = load_world(), packaged_themes()
    spec = theme_spec(themes.find(theme), page.lang)
    scene = resolve_theme(spec, themes.table(spec.subject), world)
    return write_product(path, scene, world, page, how)


def city_files(cross: Cross) -> Files:
    """A page and a table per city, and their list."""
    from geo.render.pages.city import cities_html, city_html, locators
    from geo.render.templating import PagePlace, static

    plans = [layout.plan for layout in cross.layouts]
    maps = {key: f"{UP}{key}/{slugs[0]}.html" for key, slugs in cross.slugs.items() if slugs}
    pages = tuple(cross.book.pages.values())
    pictures = locators(cross.world.boundaries, list(cross.book.pages))
    files = {"assets/city.css": static("city.css")}
    for page in pages:
        place = PagePlace(UP, page.adcode, f"{UP}index.html")
        shown = city_html(page, plans, pictures[page.adcode], place, maps)
        files[f"cities/{page.adcode}.html"] = shown
        table = city_report(page, plans)
        files[f"cities/{page.adcode}.csv"] = report_bytes(table, ".csv")
    return {**files, "cities/index.html": cities_html(pages, pictures, UP)}


def across(cross: Cross, wanted: BuildOptions) -> Across:
    """What the index shows across plans."""
    glances = [
        _entry(plan.key, "glance", say("glance.title_sectors", plan=plan.short), ("pdf",))
        for plan in (layout.plan for layout in cross.layouts if cross.has_glance(layout))
    ]
    if not cross.several:
        return Across(tuple(glances))
    title = say("glance.title_plans", n=len(cross.layouts))
    every = _entry("glance", "plans", title, ("pdf",))
    themes = [cross.themes.walk.theme(theme) for theme in cross.themes.listed]
    return Across(
        glances=(every, *glances),
        themes=tuple(
            _entry("themes", x.slug, x.title, wanted.suffixes) for x in cross.theme_pages.maps
        ),
        listed=tuple(t.name for t in themes),
        cities=tuple((p.adcode, Text(p.name.zh, p.name.en)) for p in cross.book.pages.values()),
    )


def _entry(folder: str, slug: str, title: Text, suffixes: tuple[str, ...]) -> MapEntry:
    return MapEntry(f"{folder}/{slug}", title, thumbnail_path(slug, f"{folder}/"), suffixes)
