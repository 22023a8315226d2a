"""The home page: search, four numbers, who carries what, three questions, all plans and cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.build.chart_files import chart_kinds
from geo.build.map_files import BuildOptions
from geo.charts.charts import matrix_chart
from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.render.pages.glance import SCREEN_MM, glance_parts, panel_sheets
from geo.render.pages.grid import sectors_of
from geo.scene.credits import badge, dated
from geo.site.address import CITIES, COMPARE, DATA, GAPS, HOME, LANGUAGES, PLANS, TOPICS, topic
from geo.site.charts import grid_parts
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.site.small_multiples import plans_glance
from geo.site.topics import Topic
from geo.texts.catalogue import say

Files = dict[str, bytes]


@dataclass(frozen=True)
class Lead:
    """A question or a number with the page that answers it."""

    words: Text
    address: str
    value: int = 0


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:
    """The home page in both languages."""
    made: Files = {}
    charts = [
        sectors_of(matrix_chart(layout.ground.analysis))
        for layout in cross.layouts
        if "matrix" in chart_kinds(layout)
    ]
    glance = plans_glance(cross, wanted.lang)
    scenes = [panel.scene for panel in glance.panels]
    sheets = panel_sheets(scenes, cross.world.boundaries, SCREEN_MM)
    panels = glance_parts(glance, sheets)
    for lang in LANGUAGES:
        lead = say("site.lead", n=len(cross.plans))
        frame = Frame(lang, HOME, say("page.index_title"), lead)
        made |= frame.html(
            "home.html.j2",
            numbers=numbers(cross),
            questions=questions(cross),
            grids=[
                (cross.layout(chart.plan).plan, grid_parts(cross, frame, chart))
                for chart in sorted(charts, key=lambda chart: _rank(cross, chart.plan))
            ],
            panels=panels,
            plans=[_plan_line(plan) for plan in cross.plans],
            cities=list(cross.book.pages.values()),
        )
    return made


def _rank(cross: Cross, key: str) -> tuple[bool, int]:
    """Plans in force first, and among them the one that names most places."""
    layout = cross.layout(key)
    table = layout.table
    named = sum(bool(table.sectors_of(area.adcode)) for area in table.areas)
    return badge(layout.plan).alert, -named


def numbers(cross: Cross) -> list[Lead]:
    """Plans, rows, topics and cities, each with the page of what it counts."""
    named = sum(page.counts["city"] > 0 for page in cross.book.pages.values())
    key = "number_cities"
    if len(cross.book.pages) == 1:
        tables = [layout.table for layout in cross.layouts]
        areas = {a.adcode for table in tables for a in table.areas if table.sectors_of(a.adcode)}
        named, key = len(areas), "number_districts"
    return [
        Lead(say("site.number_plans"), PLANS, len(cross.plans)),
        Lead(say("site.number_rows"), DATA, sum(len(p.statements) for p in cross.plans)),
        Lead(say("site.number_topics"), TOPICS, len(cross.topics.by_id)),
        Lead(say(f"site.{key}"), CITIES, named),
    ]


def questions(cross: Cross) -> list[Lead]:
    """Who carries the first common topic, what nobody took, how the two fullest cities differ."""
    found = []
    if first := _first_topic(cross):
        found.append(Lead(say("site.ask_carries", topic=first.name), topic(first.id)))
    found.append(Lead(say("site.ask_gaps"), GAPS))
    pages = sorted(cross.book.pages.values(), key=lambda page: -sum(page.counts.values()))
    if len(pages) > 1:
        codes = sorted(page.adcode for page in pages[:2])
        one, two = (cross.world.register.short_name(code) for code in codes)
        asked = say("site.ask_compare", one=one, two=two)
        found.append(Lead(asked, f"{COMPARE}#cities={'+'.join(codes)}"))
    return found


def _first_topic(cross: Cross) -> Topic | None:
    mapped = [one for one in cross.topics if one.mapped]
    with_map = [one for one in cross.topics if any(m.spec for m in one.stating)]
    return next(iter([*mapped, *with_map]), None)


def _plan_line(plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "badge": badge(plan), "dated": dated(plan)}
