"""The pieces of work of a build, each made by one function, in any process and any order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from geo.build.chart_files import chart_kinds, chart_task_files
from geo.build.map_files import BuildOptions
from geo.files.cache import kept
from geo.site import (
    city_index,
    city_pages,
    compare_page,
    data_page,
    gaps_page,
    home_page,
    method_page,
    place_pages,
    plan_index,
    plan_pages,
    search_index,
    topic_index,
    topic_pages,
)
from geo.site.moved import stubs
from geo.site.plan_set import Cross
from geo.site.small_multiples import glance_files, plans_glance, sectors_glance

Files = dict[str, bytes]
Make = Callable[[Cross, str, BuildOptions], Files]


class Work(NamedTuple):
    """One piece of work: a key of :data:`MAKERS`, and the subject (a topic, plan, city) or none."""

    kind: str
    subject: str = ""


def _shared(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    from geo.render.web.map_page import shared_files

    return {**shared_files(cross.world.boundaries, cross.world.register), **stubs(cross)}


def _charts(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    make = partial(chart_task_files, cross.layout(subject), wanted)
    return kept(("charts", subject, wanted, cross.told([subject])), make)


def _plans(cross: Cross, _: str, wanted: BuildOptions) -> Files:
    return glance_files(plans_glance(cross, wanted.lang), cross.world, wanted, "glance/")


def _sectors(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    make = partial(_sectors_made, cross, subject, wanted)
    return kept(("sectors", subject, wanted, cross.told([subject])), make)


def _sectors_made(cross: Cross, subject: str, wanted: BuildOptions) -> Files:
    layout = cross.layout(subject)
    glance = sectors_glance(cross, layout, wanted.lang)
    return glance_files(glance, layout.world, wanted, f"{subject}/")


#: What is made once.
ONCE: dict[str, Make] = {
    "shared": _shared,
    "home": home_page.files,
    "gaps": gaps_page.files,
    "plan-list": plan_index.files,
    "data": data_page.files,
    "method": method_page.files,
    "cities": city_index.files,
    "places": place_pages.files,
    "compare": compare_page.files,
    "search": search_index.files,
    "topics": topic_index.files,
}
#: What is made of every plan, city or topic, or of some.
EACH: dict[str, Make] = {
    "plan": plan_pages.files,
    "charts": _charts,
    "plans": _plans,
    "sectors": _sectors,
    "city": city_pages.files,
    "topic": topic_pages.files,
}
MAKERS = {**ONCE, **EACH}


def works(cross: Cross) -> list[Work]:
    """All work of a build, the longest pieces first."""
    made = [Work(kind) for kind in ONCE]
    made += [Work("plan", key) for key in plan_pages.subjects(cross)]
    made += [Work("charts", la.plan.key) for la in cross.layouts if chart_kinds(la)]
    made += [Work("plans")] * cross.several
    made += [Work("sectors", la.plan.key) for la in cross.layouts if cross.has_glance(la)]
    made += [Work("city", adcode) for adcode in city_pages.subjects(cross)]
    return made + [Work("topic", topic) for topic in topic_pages.subjects(cross)]


def work_files(cross: Cross, work: Work, wanted: BuildOptions) -> Files:
    """The files of one piece of work, by path below the output folder."""
    return MAKERS[work.kind](cross, work.subject, wanted)
